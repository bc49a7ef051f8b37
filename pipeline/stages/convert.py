"""Make the Factur-X to hand on.

In: an invoice that was read and checked. Out: ``Next``. A received Factur-X or ZUGFeRD whose XML
counts is handed on byte for byte; bare XML stands in a view of itself. Of everything else a
Factur-X is derived, at the highest profile that its fields allow; where that cannot be, the facts
say why.
Rules: design, law 3; Factur-X 1.09.
"""

import hashlib
from dataclasses import replace
from pathlib import Path

from pipeline.facturx.derive import derive
from pipeline.facturx.enclosing import enclose
from pipeline.facturx.parties import Origin
from pipeline.mail import magic
from pipeline.reading.context import words_in_original
from pipeline.stage import FACTURX, ORIGINAL, PDF, TWIN, XML, Next, Outcome, Tools, Work
from storage.domain.field import Source
from storage.domain.invoice import Invoice

XML_FILE = "factur-x.xml"
"""Name of the file that this stage writes: the derived XML."""
PDF_FILE = "factur-x.pdf"
"""Name of the file that this stage writes: the derived Factur-X."""
_HEAD = 4096


def run(work: Work, tools: Tools) -> Outcome:
    """Pass the received hybrid file on, or derive one."""
    invoice = work.document.invoice or Invoice()
    if XML in work.files and not invoice.is_corrected and _came_bare(work, invoice):
        return _enclose(work, invoice)
    if XML in work.files and not work.document.derived and not invoice.is_corrected:
        return Next(work.document, files={FACTURX: work.files[ORIGINAL]})
    original = Path(work.files[ORIGINAL]).read_bytes()
    pdf = Path(work.files[PDF]).read_bytes() if PDF in work.files else original
    origin = Origin(
        direction=work.direction,
        own_name=work.own_name,
        own_siren=work.own_siren,
        sha256=hashlib.sha256(original).hexdigest(),
    )
    derived = derive(pdf, words_in_original(work), invoice, origin)
    facts = replace(
        work.document,
        derived=derived.pdf is not None,
        profile=derived.profile,
        facturx_reasons=derived.reasons,
    )
    if derived.pdf is None or derived.xml is None:
        return Next(facts)
    Path(XML_FILE).write_bytes(derived.xml)
    Path(PDF_FILE).write_bytes(derived.pdf)
    return Next(facts, files={XML: XML_FILE, FACTURX: PDF_FILE})


def _came_bare(work: Work, invoice: Invoice) -> bool:
    """Tell bare XML, whose PDF is a view of it or came with it, from everything with pages."""
    is_xml = any(field.source is Source.FACTURX_XML for field in invoice.fields.values())
    is_view = PDF in work.files and not _is_pdf(Path(work.files[ORIGINAL]))
    return is_xml and (is_view or TWIN in work.files)


def _enclose(work: Work, invoice: Invoice) -> Outcome:
    """Make a Factur-X of bare XML; the XML that counts stays the received one."""
    shown = PDF if PDF in work.files else ORIGINAL
    view, xml = (Path(work.files[role]).read_bytes() for role in (shown, XML))
    made = enclose(view, xml, invoice, words_in_original(work), came_together=TWIN in work.files)
    is_converted = made.xml is not None and made.xml != xml
    facts = replace(work.document, derived=is_converted, facturx_reasons=made.reasons)
    if made.pdf is None:
        return Next(facts)
    Path(PDF_FILE).write_bytes(made.pdf)
    return Next(facts, files={FACTURX: PDF_FILE})


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return magic.sniff(file.read(_HEAD)) == magic.PDF
