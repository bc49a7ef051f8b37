"""Tell what the parts of a message are, and end its plan.

In: a message whose parts were taken out, normalised and read. Out: ``Documents``: the message's
status with its reasons, and one document for each part that is one, whole. Telling annexes and
other papers from invoices, and separating several invoices in one PDF, needs their words.
"""

from dataclasses import replace

from pipeline.mail.verdict import status_of
from pipeline.stage import Documents, FoundDocument, Outcome, Tools, Work
from storage.domain.part import PartOutcome


def run(work: Work, tools: Tools) -> Outcome:
    """Make every part that is a document a document of its own."""
    status, reasons = status_of(work.message)
    return Documents(
        status=status,
        facts=replace(work.message, reasons=reasons),
        documents=tuple(
            FoundDocument(part.path)
            for part in work.message.parts
            if part.outcome is PartOutcome.DOCUMENT
        ),
    )
