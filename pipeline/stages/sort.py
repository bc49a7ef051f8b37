"""Tell what the parts of a message are, and end its plan.

In: a message whose parts were taken out, normalised and read: of each document part the part
itself (``part:PATH``) and the words of its pages, where there are any (``words:PATH``). Out:
``Documents``: the message's status with its reasons, and one document for each part that is one,
whole. An annex hangs on its invoice where it is clear which one that is; else it is a document of
its own, which `extract` holds. Several invoices in one PDF are not separated.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.facturx.embedded import find_invoice_xml
from pipeline.mail import magic
from pipeline.mail.verdict import status_of
from pipeline.reading.kinds import kind_of
from pipeline.reading.words import Page, load_words
from pipeline.stage import (
    PART,
    WORDS,
    DocumentFacts,
    Documents,
    FoundDocument,
    Outcome,
    Tools,
    Work,
)
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Reason
from storage.domain.state import DocumentKind

_INVOICES = {DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE, DocumentKind.RECEIPT}
_UNREADABLE = {Reason.PDF_DAMAGED, Reason.PDF_ENCRYPTED}


def run(work: Work, tools: Tools) -> Outcome:
    """Sort every part that is a document, and hang annexes on their invoices."""
    facts: dict[str, DocumentFacts] = {}
    invoices: set[str] = set()
    ends: dict[str, tuple[PartOutcome, Reason]] = {}
    for part in work.message.parts:
        if part.outcome is not PartOutcome.DOCUMENT:
            continue
        try:
            facts[part.path], is_invoice = _sort(work, part)
        except MemoryError:
            # One part must not end the whole message.
            ends[part.path] = PartOutcome.HELD, Reason.PART_TOO_GREEDY
            continue
        if is_invoice:
            invoices.add(part.path)
    annexes = [path for path, found in facts.items() if found.kind is DocumentKind.ANNEX]
    owners = _owners(list(facts), invoices, annexes)
    ends |= dict.fromkeys(owners, (PartOutcome.ANNEX, Reason.ANNEX))
    message = replace(
        work.message, parts=tuple(_ended(part, ends.get(part.path)) for part in work.message.parts)
    )
    status, reasons = status_of(message)
    return Documents(
        status=status,
        facts=replace(message, reasons=reasons),
        documents=tuple(_documents(facts, owners)),
    )


def _ended(part: Part, end: tuple[PartOutcome, Reason] | None) -> Part:
    return part if end is None else replace(part, outcome=end[0], reason=end[1])


def _sort(work: Work, part: Part) -> tuple[DocumentFacts, bool]:
    """Return what is known of a part, and whether it is an invoice.

    One with embedded invoice data is, whatever its words say; `extract` reads its kind there. So is
    bare XML, of which `normalise` has said whether it is an invoice.
    """
    facts = DocumentFacts(pages=part.pages, problem=part.problem, flags=part.flags)
    if part.media_type == magic.XML:
        return facts, part.problem is None
    if _is_electronic(work.files.get(f"{PART}:{part.path}")):
        return facts, True
    pages = _words(work.files.get(f"{WORDS}:{part.path}"))
    if not pages:
        return facts, False
    kind, reason = kind_of(pages)
    return replace(facts, kind=kind, kind_reason=reason), kind in _INVOICES


def _is_electronic(original: str | None) -> bool:
    if original is None:
        return False
    embedded = find_invoice_xml(Path(original))
    return embedded.xml is not None or embedded.reason not in {None, *_UNREADABLE}


def _words(file: str | None) -> tuple[Page, ...]:
    try:
        return load_words(Path(file)) if file else ()
    except ValueError:
        # Whatever wrote this has failed; that is told of its own document, not of the message.
        return ()


def _owners(order: list[str], invoices: set[str], annexes: list[str]) -> dict[str, str]:
    """Return the invoice that each annex hangs on: the only one, or the nearest before it.

    Args:
        order: Paths of all document parts, in the order of the message.
        invoices: Paths of those that are invoices.
        annexes: Paths of those that are annexes.
    """
    last = next(iter(invoices)) if len(invoices) == 1 else None
    owners: dict[str, str] = {}
    for path in order:
        if path in invoices:
            last = path
        elif path in annexes and last is not None:
            owners[path] = last
    return owners


def _documents(
    facts: Mapping[str, DocumentFacts], owners: Mapping[str, str]
) -> Iterator[FoundDocument]:
    for path, found in facts.items():
        if path not in owners:
            annexes = tuple(annex for annex, owner in owners.items() if owner == path)
            yield FoundDocument(path, facts=found, annexes=annexes)
