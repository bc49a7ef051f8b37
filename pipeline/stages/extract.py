"""Read the fields of a document: here of the invoice XML embedded in a PDF.

In: the original as received. Out: ``Next`` with facts and the XML beside it, or ``Hold``. Pictures,
bare XML files and PDF files without invoice XML are not read yet and wait for a person.
Standards: Factur-X 1.09, ZUGFeRD 1.0; type codes of UNTDID 1001.
"""

import re
from pathlib import Path

from pipeline.facturx.cii import read_invoice
from pipeline.facturx.embedded import find_invoice_xml
from pipeline.facturx.xml import parse_xml
from pipeline.stage import ORIGINAL, XML, DocumentFacts, Hold, Next, Outcome, Tools, Work
from storage.domain.invoice import FieldName
from storage.domain.reason import Reason
from storage.domain.state import DocumentKind

XML_FILE = "invoice.xml"
"""Name of the file that this stage writes: the embedded XML, byte for byte."""

_CREDIT_NOTES = re.compile("81|83|261|262|296|308|381|396|420|458|502|503|532")


def run(work: Work, tools: Tools) -> Outcome:
    """Take the invoice XML out of the original and read it."""
    original = Path(work.files[ORIGINAL])
    if not _is_pdf(original):
        return Hold((Reason.NOT_YET_READABLE,))
    found = find_invoice_xml(original)
    facts = DocumentFacts(pages=found.pages)
    if found.xml is None:
        return Hold((found.reason or Reason.NOT_YET_READABLE,), facts)
    root = parse_xml(found.xml)
    if isinstance(root, Reason):
        return Hold((root,), facts)
    reading = read_invoice(root)
    if isinstance(reading, Reason):
        return Hold((reading,), facts)
    Path(XML_FILE).write_bytes(found.xml)
    type_code = reading.invoice.value(FieldName.TYPE_CODE) or ""
    facts = DocumentFacts(
        kind=DocumentKind.CREDIT_NOTE
        if _CREDIT_NOTES.fullmatch(type_code)
        else DocumentKind.INVOICE,
        pages=found.pages,
        profile=reading.profile,
        invoice=reading.invoice,
    )
    return Next(facts, files={XML: XML_FILE})


def _is_pdf(path: Path) -> bool:
    # Readers of PDF look for the header within the first 1024 bytes (ISO 32000-2, annex).
    with path.open("rb") as file:
        return b"%PDF-" in file.read(1024)
