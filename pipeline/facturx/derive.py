"""Make a Factur-X of an invoice that came without one.

In: a PDF, hostile, with the words of its pages; the fields read from it; whose document it is.
Out: a valid Factur-X whose pages read and look like the original's, or why there is none. The same
input gives the same bytes: all dates in it are that of the invoice.
Standards: Factur-X 1.09, ISO 19005-3, ISO 16684-1 (XMP).
"""

import io
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import facturx
import pikepdf
from lxml import etree
from pikepdf import Pdf, String

from pipeline.facturx.build import build
from pipeline.facturx.embedded import find_invoice_xml
from pipeline.facturx.label import Label, label_of
from pipeline.facturx.mentions import mentions_of
from pipeline.facturx.notes import WITH_LINES, program
from pipeline.facturx.parties import Origin
from pipeline.facturx.pdfa import Archivable, make_pdfa, save_pdfa
from pipeline.facturx.validation import xmp_findings
from pipeline.reading.words import Page
from storage.domain.invoice import Invoice, Profile
from storage.domain.reason import Cause, Reason

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "http://purl.org/dc/elements/1.1/"
_LANGUAGE = "fr-FR"
_RASTER = "Les pages sont des images de celles de l'original."


@dataclass(frozen=True)
class Derived:
    """A Factur-X, or why there is none.

    Attributes:
        pdf: The file; None where there is none.
        xml: The XML inside it.
        profile: Of the XML.
        reasons: What was left out, why the profile is no higher, or why there is no file.
    """

    pdf: bytes | None = None
    xml: bytes | None = None
    profile: Profile | None = None
    reasons: tuple[Cause, ...] = ()


def derive(original: bytes, words: tuple[Page, ...], invoice: Invoice, origin: Origin) -> Derived:
    """Make a Factur-X.

    Args:
        original: A PDF: the received one, or the one made of a received picture.
        words: The pages of the document, which may be some of the PDF's only; empty for all.
        invoice: Its fields with their levels.
        origin: Whose document it is, and which.

    Raises:
        ConfigError: The rules that prove it valid are not installed.
    """
    built = build(invoice, origin, mentions_of(words))
    if built.xml is None or built.known is None or built.profile is None:
        return Derived(reasons=built.reasons)
    label = label_of(built.known, built.profile)
    made = make_hybrid(original, words, built.xml, label, built.profile)
    return replace(made, reasons=(*built.reasons, *made.reasons))


def make_hybrid(
    original: bytes, words: tuple[Page, ...], xml: bytes, label: Label, profile: Profile
) -> Derived:
    """Put a valid XML into the archivable form of a PDF.

    Args:
        original: A PDF.
        words: As for `derive`.
        xml: Of the profile.
        label: What the file says of itself.
        profile: Of the XML.
    """
    archivable = make_pdfa(original, words)
    if isinstance(archivable, Reason):
        return Derived(reasons=(archivable,))
    reasons = (Reason.PAGE_RASTERISED,) if archivable.is_raster else ()
    pdf = _embed(archivable, xml, label, profile)
    if not _holds(pdf, xml, profile):
        return Derived(reasons=(*reasons, Reason.NO_FACTURX.about("pdf")))
    return Derived(pdf, xml, profile, reasons)


def _holds(pdf: bytes, xml: bytes, profile: Profile) -> bool:
    """Tell whether a reader finds that very XML, which is known to be valid, and its profile."""
    with tempfile.TemporaryDirectory(prefix="vaguemestre-") as folder:
        path = Path(folder) / "factur-x.pdf"
        path.write_bytes(pdf)
        found = find_invoice_xml(path)
    return found.xml == xml and found.xmp_level is not None and not [*xmp_findings(found, profile)]


def _embed(archivable: Archivable, xml: bytes, label: Label, profile: Profile) -> bytes:
    # Without lines the XML is data of the pages, not an alternative to them.
    relationship = "alternative" if profile in WITH_LINES else "data"
    hybrid = facturx.generate_from_binary(
        archivable.content,
        xml,
        flavor="factur-x",
        level=profile.value,
        check_xsd=False,
        check_schematron=False,
        pdf_metadata=_metadata(label, archivable.is_raster),
        lang=_LANGUAGE,
        afrelationship=relationship,
    )
    with pikepdf.open(io.BytesIO(hybrid)) as pdf:
        _make_repeatable(pdf, label)
        _describe(pdf, label)
        return save_pdfa(pdf)


def _metadata(label: Label, is_raster: bool) -> dict[str, str]:
    return {
        "author": label.seller,
        "keywords": f"{label.kind}, Factur-X",
        "title": label.title,
        "subject": " ".join([*label.sentences, *([_RASTER] if is_raster else [])]),
    }


def _make_repeatable(pdf: Pdf, label: Label) -> None:
    """Replace the times of writing and the identifier made of them, by which two runs differ."""
    stamp = String(f"D:{label.issued:%Y%m%d}000000+00'00'")
    for key in ("/CreationDate", "/ModDate"):
        pdf.docinfo[key] = stamp
    pdf.docinfo.Creator = program()
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Type") == pikepdf.Name.EmbeddedFile:
            item.Params.ModDate = stamp
    identifier = String(bytes.fromhex(label.sha256)[:16])
    pdf.trailer.ID = pikepdf.Array([identifier, identifier])


def _describe(pdf: Pdf, label: Label) -> None:
    """Complete the XMP: what document it was derived from (dc:source), by what, and the dates."""
    root = etree.fromstring(pdf.Root.Metadata.read_bytes())
    for element in root.iter("{*}CreateDate", "{*}ModifyDate"):
        element.text = f"{label.issued.isoformat()}T00:00:00+00:00"
    for description in root.iter(f"{{{_RDF}}}Description"):
        description.set(f"{{{_RDF}}}about", "")
    for title in root.iter(f"{{{_DC}}}title"):
        source = etree.Element(f"{{{_DC}}}source")
        source.text = f"urn:sha256:{label.sha256}"
        title.addprevious(source)
    for key, tag in (("/Producer", "{*}Producer"), ("/Creator", "{*}CreatorTool")):
        for element in root.iter(tag):
            element.text = str(pdf.docinfo[key])
    packet = etree.tostring(root, encoding="unicode")
    pdf.Root.Metadata.write(
        f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n{packet}\n'
        '<?xpacket end="w"?>'.encode()
    )
