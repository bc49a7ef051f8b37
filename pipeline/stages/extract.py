"""Read the fields of a document: of the invoice XML that it is or holds, or of its pages' words.

In: the original as received, the words of its pages, and what `sort` took it for. Out: ``Next``
with facts, and the XML beside it where there is one; or ``Hold`` where no invoice can be read.
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
from pipeline.reading.learned import with_learned
from pipeline.reading.levels import confirm_by_page, judge
from pipeline.reading.words import Page
from pipeline.stage import ORIGINAL, XML, DocumentFacts, Hold, Next, Outcome, Tools, Work
from storage.domain.invoice import FieldName, Invoice
from storage.domain.reason import Reason
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
    original = Path(work.files[ORIGINAL])
    if work.document.problem is None and _is_xml(original):
        return _read_xml(work, work.document, original.read_bytes(), is_bare=True)
    embedded = _embedded(original)
    facts = replace(work.document, pages=work.document.pages or embedded.pages)
    if embedded.xml is not None:
        return _read_xml(work, facts, embedded.xml)
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
    facts = replace(
        facts,
        kind=_kind(None, invoice),
        profile=reading.profile,
        invoice=invoice,
        page_differs=_differing(work, pages, invoice),
        problem=None,
    )
    return Next(facts, files={XML: XML_FILE})


def _differing(work: Work, pages: tuple[Page, ...], invoice: Invoice) -> dict[FieldName, str]:
    if not pages:
        return {}
    context = context_of(work)
    on_page, _ = judge(read_fields(pages, context), context)
    return differing(invoice, on_page, pages)


def _read_pages(work: Work, facts: DocumentFacts, pdf_problem: Reason | None) -> Outcome:
    if facts.problem is not None:
        return Hold((facts.problem,), facts)
    pages = words_of(work)
    if not pages:
        return Hold((pdf_problem or Reason.NOT_YET_READABLE,), facts)
    if facts.kind in _NO_INVOICES:
        return Hold((_NO_INVOICES[facts.kind],), facts)
    invoice = with_learned(read_fields(pages, context_of(work)), pages, work.learned)
    return Next(replace(facts, kind=_kind(facts.kind, invoice), invoice=invoice))


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
