"""Tell what the parts of a message are, and end its plan.

In: a message whose parts were taken out, normalised and read: of each document part the part
itself (``part:PATH``) and the words of its pages, where there are any (``words:PATH``). Out:
``Documents``: the message's status with its reasons, and the documents of each part that is one.
A file that certainly holds several invoices is separated; one that only seems to is a document
with a proposal. An XML hangs on the PDF that shows the same invoice, a picture of a PDF on that
PDF, an annex on its invoice, where it is clear which one that is; else each is a document of its
own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from pipeline.facturx.cii import Reading, read_invoice
from pipeline.facturx.embedded import find_invoice_xml
from pipeline.facturx.xml import parse_xml
from pipeline.mail import magic
from pipeline.mail.accounts import MOST, accounts_in
from pipeline.mail.bodies import MAX_CHARACTERS
from pipeline.mail.verdict import status_of
from pipeline.reading.context import context_of
from pipeline.reading.fields import Context, read_fields
from pipeline.reading.kinds import kind_of
from pipeline.reading.lines import sheet_of
from pipeline.reading.pairing import Paper, is_picture_of, pair
from pipeline.reading.scattered import scattered
from pipeline.reading.separation import separate
from pipeline.reading.words import Page, load_words
from pipeline.stage import (
    PART,
    WORDS,
    DocumentFacts,
    Documents,
    FoundDocument,
    MessageHeader,
    Outcome,
    Tools,
    Work,
)
from storage.domain.field import Source
from storage.domain.invoice import Invoice
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Reason
from storage.domain.state import DocumentKind

_INVOICES = {DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE, DocumentKind.RECEIPT}
_UNREADABLE = {Reason.PDF_DAMAGED, Reason.PDF_ENCRYPTED}
_MOST_PAPERS, _MOST_PAGES = 50, 20
"""In which accounts are looked for: a form for the bank has a page."""


@dataclass
class _Sorted:
    """A document as far as it is sorted.

    Attributes:
        part: Its original.
        facts: What is known of it.
        is_invoice: Whether it is one.
        first_page: 1-based.
        last_page: None for "to the end".
        pages: Its words.
        data: What its XML says; None where it has none.
        hung: Paths of the parts that hang on it, and why.
        twin: The one of those that is its XML.
    """

    part: Part
    facts: DocumentFacts
    is_invoice: bool = False
    first_page: int = 1
    last_page: int | None = None
    pages: tuple[Page, ...] = ()
    data: Invoice | None = None
    hung: dict[str, Reason] = field(default_factory=dict)
    twin: str | None = None

    @property
    def key(self) -> tuple[str, int]:
        """Return what it is known by."""
        return self.part.path, self.first_page

    @property
    def is_xml(self) -> bool:
        """Whether it came as bare XML."""
        return self.part.media_type == magic.XML

    @property
    def paper(self) -> Paper:
        """Return what pairing is told of it."""
        return Paper(self.key, self.part.name or "", self.pages, self.data)


def run(work: Work, tools: Tools) -> Outcome:
    """Sort every part that is a document, and hang on each what belongs to it."""
    found: list[_Sorted] = []
    ends: dict[str, tuple[PartOutcome, Reason]] = {}
    for part in work.message.documents:
        try:
            found += _sort(work, part)
        except MemoryError:
            # One part must not end the whole message.
            ends[part.path] = PartOutcome.HELD, Reason.PART_TOO_GREEDY
    papers = [one for one in found if not one.is_invoice]
    found = _without_pictures(found, context_of(work))
    found = _with_scattered(_with_annexes(_with_twins(found)), context_of(work))
    for one in found:
        if not _is_alone(one):
            ends[one.part.path] = PartOutcome.DOCUMENT, Reason.SEPARATED
        ends |= {path: (PartOutcome.ANNEX, reason) for path, reason in one.hung.items()}
    message = replace(
        work.message,
        header=_with_accounts(work.message.header, papers),
        parts=tuple(_ended(part, ends.get(part.path)) for part in work.message.parts),
    )
    status, reasons = status_of(message)
    return Documents(
        status=status,
        facts=replace(message, reasons=reasons),
        documents=tuple(map(_document, found)),
    )


def _with_accounts(header: MessageHeader, papers: Sequence[_Sorted]) -> MessageHeader:
    """Add the accounts on papers that came with the invoices: a new one may be told there."""
    ibans, unclear = list(header.accounts), list(header.unclear_accounts)
    for paper in papers[:_MOST_PAPERS]:
        lines = (line.text for line in sheet_of(paper.pages[:_MOST_PAGES]).lines)
        seen = accounts_in("\n".join(lines)[:MAX_CHARACTERS])
        ibans += seen.ibans
        unclear += seen.unclear
    return replace(
        header,
        accounts=tuple(dict.fromkeys(ibans))[:MOST],
        unclear_accounts=tuple(dict.fromkeys(unclear))[:MOST],
    )


def _is_alone(one: _Sorted) -> bool:
    return one.first_page == 1 and one.last_page is None


def _ended(part: Part, end: tuple[PartOutcome, Reason] | None) -> Part:
    return part if end is None else replace(part, outcome=end[0], reason=end[1])


def _document(one: _Sorted) -> FoundDocument:
    return FoundDocument(
        one.part.path, one.first_page, one.last_page, one.facts, tuple(one.hung), one.twin
    )


def _sort(work: Work, part: Part) -> list[_Sorted]:
    """Return what is known of a part: one document, or several.

    One with embedded invoice data is an invoice, whatever its words say; `extract` reads its kind
    there. So is bare XML, of which `normalise` has said whether it is an invoice.
    """
    facts = DocumentFacts(pages=part.pages, problem=part.problem, flags=part.flags)
    one = _Sorted(part, facts)
    original = work.files.get(f"{PART}:{part.path}")
    if one.is_xml:
        one.is_invoice = part.problem is None
        one.data = _data_in(Path(original).read_bytes()) if original and one.is_invoice else None
        return [one]
    one.pages = _words(work.files.get(f"{WORDS}:{part.path}"))
    if original is not None:
        embedded = find_invoice_xml(Path(original))
        if embedded.xml is not None or embedded.reason not in {None, *_UNREADABLE}:
            one.is_invoice, one.data = True, _data_in(embedded.xml or b"")
            return [one]
        if embedded.is_order:
            return [one]
    if not one.pages:
        return [one]
    return _by_words(one, context_of(work))


def _by_words(one: _Sorted, context: Context) -> list[_Sorted]:
    parted = separate(one.pages, context)
    if parted is None:
        return [_of_kind(one)]
    if not parted.is_sure:
        one.facts = replace(one.facts, proposal=parted.starts)
        return [_of_kind(one)]
    return [
        _of_kind(_piece(one, first, following and following - 1))
        for first, following in pairwise((*parted.starts, None))
        if first is not None
    ]


def _piece(one: _Sorted, first: int, last: int | None) -> _Sorted:
    own = one.pages[first - 1 : last]
    pages = tuple(replace(page, number=at) for at, page in enumerate(own, start=1))
    facts = DocumentFacts(pages=len(pages), flags=one.part.flags)
    return _Sorted(one.part, facts, first_page=first, last_page=last, pages=pages)


def _of_kind(one: _Sorted) -> _Sorted:
    kind, reason = kind_of(one.pages)
    one.facts = replace(one.facts, kind=kind, kind_reason=reason)
    one.is_invoice = kind in _INVOICES
    return one


def _data_in(xml: bytes) -> Invoice | None:
    root = parse_xml(xml)
    reading = root if isinstance(root, Reason) else read_invoice(root)
    return reading.invoice if isinstance(reading, Reading) else None


def _words(file: str | None) -> tuple[Page, ...]:
    try:
        return load_words(Path(file)) if file else ()
    except ValueError:
        # Whatever wrote this has failed; that is told of its own document, not of the message.
        return ()


def _without_pictures(found: Sequence[_Sorted], context: Context) -> list[_Sorted]:
    """Hang pictures on the PDF that they are pictures of, where it is one only."""
    invoices = [one for one in found if one.is_invoice and not one.is_xml]
    pictures = [one for one in invoices if one.part.media_type.startswith("image/")]
    papers = [one for one in invoices if one.part.media_type == magic.PDF]
    if not pictures or not papers:
        return list(found)
    read = [(paper, paper.data or read_fields(paper.pages, context)) for paper in papers]
    copies = set()
    for picture in pictures:
        shown = picture.paper
        owners = [paper for paper, invoice in read if is_picture_of(shown, invoice)]
        if len(owners) == 1:
            owners[0].hung[picture.part.path] = Reason.COPY
            copies.add(picture.key)
    return [one for one in found if one.key not in copies]


def _with_twins(found: Sequence[_Sorted]) -> list[_Sorted]:
    """Hang each XML on the paper that shows the same invoice; tell of those that differ."""
    by_key = {one.key: one for one in found}
    invoices = [one for one in found if one.is_invoice]
    bare = [one.paper for one in invoices if one.is_xml]
    pairs = pair(bare, [one.paper for one in invoices if not one.is_xml])
    for xml, paper in pairs.twins.items():
        owner = by_key[paper]
        owner.hung[xml[0]] = Reason.TWIN
        if owner.data is None and owner.twin is None:
            owner.twin = xml[0]
    for pair_of_keys in pairs.differing:
        for key, other in (pair_of_keys, pair_of_keys[::-1]):
            doubt = Reason.TWINS_DIFFER.about(by_key[other].part.name or other[0])
            one = by_key[key]
            one.facts = replace(one.facts, doubts=tuple(dict.fromkeys((*one.facts.doubts, doubt))))
    return [one for one in found if one.key not in pairs.twins]


def _with_scattered(found: Sequence[_Sorted], context: Context) -> list[_Sorted]:
    """Tell of papers that seem to be pages of one invoice."""
    papers = [one for one in found if _is_alone(one) and one.pages and one.data is None]
    pictures = [
        one.paper for one in papers if all(page.source is not Source.PDF_TEXT for page in one.pages)
    ]
    places = scattered([one.paper for one in papers], pictures, context)
    for one in papers:
        if one.key in places:
            first, of = places[one.key]
            doubt = Reason.OTHER_PAGES.about(f"{first}/{of}")
            one.facts = replace(one.facts, doubts=(*one.facts.doubts, doubt))
    return list(found)


def _with_annexes(found: Sequence[_Sorted]) -> list[_Sorted]:
    """Hang each annex on its invoice: the only one, or the nearest before it."""
    invoices = [one for one in found if one.is_invoice]
    last = invoices[0] if len(invoices) == 1 else None
    kept: list[_Sorted] = []
    for one in found:
        is_annex = one.facts.kind is DocumentKind.ANNEX and _is_alone(one)
        if is_annex and last is not None and not one.facts.proposal:
            last.hung[one.part.path] = Reason.ANNEX
            continue
        if one.is_invoice:
            last = one
        kept.append(one)
    return kept
