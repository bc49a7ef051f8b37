"""Take a document out of what is worked on, and its invoice out of what waits."""

from sqlmodel import Session

from storage import feed
from storage.actions.find_duplicates import give_key_back, release_copies
from storage.domain.state import DocumentStatus
from storage.models.document import DocumentRow
from storage.queries.invoices import invoice_of


def withdraw(session: Session, document: DocumentRow, reason: dict[str, str]) -> None:
    """Take a document out of what is worked on, and its invoice out of what waits.

    Args:
        session: An open write transaction.
        document: A row of that transaction, locked.
        reason: Why, as rows keep reasons.
    """
    document.withdrawn = True
    document.status = DocumentStatus.REJECTED
    document.reasons = [reason]
    document.proposal = []
    session.add(document)
    unfile(session, document, [reason])


def unfile(session: Session, document: DocumentRow, reasons: list[dict[str, str]]) -> None:
    """Take the invoice of a document back, if it has one; its copies are filed for themselves.

    Args:
        session: An open write transaction.
        document: A row of that transaction, locked.
        reasons: Why, as rows keep reasons.
    """
    invoice = invoice_of(session, document.id)
    if invoice is not None:
        invoice.reception = invoice.copy_of_id = None
        invoice.reasons = list(reasons)
        give_key_back(session, invoice.id)
        release_copies(session, invoice, None)
        session.add(invoice)
        feed.announce(session, "invoice.withdrawn", invoice)
