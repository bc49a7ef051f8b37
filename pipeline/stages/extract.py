"""Read the fields of a document: of the invoice XML that it is or holds, or of its pages' words.

In: the original as received, the XML that came beside it, the words of its pages, and what `sort`
or a person took it for. Out: ``Next`` with facts, and the XML beside it where there is one;
``Hold`` where no invoice can be read; ``Reject`` where a person said that it is none.
Standards: Factur-X 1.09, ZUGFeRD 1.0, CII D22B, UBL 2.1; type codes of UNTDID 1001.
"""

from dataclasses import replace
from pathlib import Path

from pipeline.facturx.bare import with_second_witnesses
from pipeline.facturx.cii import read_invoice
from pipeline.facturx.embedded import Embedded, find_invoice_xml
from pipeline.facturx.xml import parse_xml
from pipeline.mail import magic
from pipeline.reading.context import context_of, words_of
from pipeline.reading.disagreement import differing
from pipeline.reading.fields import read_fields
from pipeline.reading.kinds import kind_of
from pipeline.reading.learned import with_learned
from pipeline.reading.levels import confirm_by_page, judge
from pipeline.reading.titles import CREDIT_NOTE, INVOICE
from pipeline.reading.words import Page
from pipeline.stage import (
    ORIGINAL,
    TWIN,
    XML,
    DocumentFacts,
    Hold,
    Next,
    Outcome,
    Reject,
    Tools,
    Work,
)
from storage.domain.field import Field, Level, Source
from storage.domain.invoice import FieldName, Invoice
from storage.domain.reason import Reason, ReasonAbout
from storage.domain.state import DocumentKind

XML_FILE = "invoice.xml"
"""Name of the file that this stage writes: the embedded or received XML, byte for byte."""

_HEAD = 4096

_NO_INVOICES = {
    DocumentKind.OTHER: Reason.OTHER_PAPER,
    DocumentKind.ANNEX: Reason.ANNEX_ALONE,
}


def run(work: Work, tools: Tools) -> Outcome:
    """Read the embedded XML if there is one, else the pages."""
    facts = work.document
    if facts.kind in _NO_INVOICES and _is_by_person(facts):
        return Reject((_NO_INVOICES[facts.kind],))
    if facts.proposal:
        return Hold((Reason.SEVERAL_INVOICES.about(", ".join(map(str, facts.proposal))),), facts)
    return _with_words_of_a_person(work, _read(work))


def _read(work: Work) -> Outcome:
    original = Path(work.files[ORIGINAL])
    if work.document.problem is None and _is_xml(original):
        return _read_xml(work, work.document, original.read_bytes(), is_bare=True)
    # What lies in a file that was separated says nothing of one of its pieces.
    embedded = _embedded(original) if work.is_whole else Embedded()
    facts = replace(work.document, pages=work.document.pages or embedded.pages)
    if embedded.xml is not None:
        return _read_xml(work, facts, embedded.xml)
    if TWIN in work.files and facts.problem is None:
        return _read_xml(work, facts, Path(work.files[TWIN]).read_bytes())
    if embedded.is_order:
        return Hold((Reason.OTHER_PAPER,), replace(facts, kind=DocumentKind.OTHER))
    if embedded.reason not in {None, Reason.PDF_DAMAGED, Reason.PDF_ENCRYPTED}:
        return Hold((embedded.reason,), facts)
    return _read_pages(work, facts, embedded.reason)


def _embedded(original: Path) -> Embedded:
    return find_invoice_xml(original) if _is_pdf(original) else Embedded()


def _read_xml(work: Work, facts: DocumentFacts, xml: bytes, *, is_bare: bool = False) -> Outcome:
    root = parse_xml(xml)
    if isinstance(root, Reason):
        return Hold((root,), facts)
    reading = read_invoice(root)
    if isinstance(reading, Reason):
        return Hold((reading,), facts)
    Path(XML_FILE).write_bytes(xml)
    pages = words_of(work)
    invoice = confirm_by_page(reading.invoice, pages)
    if is_bare:
        invoice = with_second_witnesses(invoice, root, work.subject, work.file_name)
    on_page = _on_page(work, pages)
    differs = differing(invoice, on_page, pages) if pages else {}
    accounts = tuple(dict.fromkeys((*invoice.accounts, *on_page.accounts)))
    facts = replace(
        facts,
        kind=_kind(None, invoice),
        profile=reading.profile,
        invoice=replace(invoice, accounts=accounts),
        page_differs=differs,
        problem=None,
    )
    return Next(facts, files={XML: XML_FILE})


def _on_page(work: Work, pages: tuple[Page, ...]) -> Invoice:
    """Return what the pages say by themselves; nothing where there are none."""
    if not pages:
        return Invoice()
    context = context_of(work)
    return judge(read_fields(pages, context), context)[0]


def _read_pages(work: Work, facts: DocumentFacts, pdf_problem: Reason | None) -> Outcome:
    if facts.problem is not None:
        return Hold((facts.problem,), facts)
    pages = words_of(work)
    if not pages:
        return Hold((pdf_problem or Reason.NOT_YET_READABLE,), facts)
    if facts.kind is None:
        # It was locked when it was sorted; or a person separated it, and what it is was not said.
        kind, reason = kind_of(pages)
        facts = replace(facts, kind=kind, kind_reason=reason)
    if facts.kind in _NO_INVOICES:
        return Hold((_NO_INVOICES[facts.kind], *facts.doubts), facts)
    invoice = with_learned(read_fields(pages, context_of(work)), pages, work.learned)
    return Next(replace(facts, kind=_kind(facts.kind, invoice), invoice=invoice))


def _with_words_of_a_person(work: Work, outcome: Outcome) -> Outcome:
    """Keep what a person had entered, and the kind that one gave, over what was read anew."""
    if not isinstance(outcome, Next) or not isinstance(outcome.facts, DocumentFacts):
        return outcome
    before, facts = work.document.invoice or Invoice(), outcome.facts
    invoice = facts.invoice or Invoice()
    fields = invoice.fields | {
        name: field for name, field in before.fields.items() if field.level is Level.CONFIRMED
    }
    if _is_by_person(work.document) and work.document.kind is not None:
        kind = work.document.kind
        is_credit = kind is DocumentKind.CREDIT_NOTE
        if kind is not DocumentKind.RECEIPT and invoice.is_credit_note is not is_credit:
            code = CREDIT_NOTE if is_credit else INVOICE
            fields[FieldName.TYPE_CODE] = Field(code, Level.CONFIRMED, Source.USER)
        facts = replace(facts, kind=kind, kind_reason=work.document.kind_reason)
    return replace(outcome, facts=replace(facts, invoice=replace(invoice, fields=fields)))


def _is_by_person(facts: DocumentFacts) -> bool:
    """Tell whether a person said what kind a document is."""
    cause = facts.kind_reason
    return isinstance(cause, ReasonAbout) and cause.reason is Reason.SORTED_BY_PERSON


def _kind(sorted_as: DocumentKind | None, invoice: Invoice) -> DocumentKind:
    """Return the kind that the type code (BT-3) says; a receipt has none of its own."""
    if sorted_as is DocumentKind.RECEIPT:
        return sorted_as
    if invoice.value(FieldName.TYPE_CODE) is None:
        return sorted_as or DocumentKind.INVOICE
    return DocumentKind.CREDIT_NOTE if invoice.is_credit_note else DocumentKind.INVOICE


def _is_xml(path: Path) -> bool:
    with path.open("rb") as file:
        return magic.sniff(file.read(_HEAD)) == magic.XML


def _is_pdf(path: Path) -> bool:
    # Readers of PDF look for the header within the first 1024 bytes (ISO 32000-2, annex).
    with path.open("rb") as file:
        return b"%PDF-" in file.read(1024)
