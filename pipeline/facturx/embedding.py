"""Put an invoice XML into an archivable PDF, and say in its metadata what the file is.

In: a prepared PDF/A-3b open in pikepdf, the XML and what it was made of. Out: the same PDF as a
Factur-X, ready to be saved once. The same input gives the same objects: all dates in it are that
of the invoice.
Standards: Factur-X 1.09, ISO 19005-3 (6.6.2, 6.8), ISO 16684-1 (XMP), ISO 32000-2 §7.11.4, §14.13.
"""

import hashlib

import facturx
from lxml import etree
from pikepdf import Array, Dictionary, Name, Pdf, String

from pipeline.facturx.label import Label
from pipeline.facturx.notes import WITH_LINES, program
from storage.domain.invoice import Profile

XML_NAME = "factur-x.xml"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "http://purl.org/dc/elements/1.1/"
_FX = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
_LEVELS = {
    Profile.MINIMUM: "MINIMUM",
    Profile.BASIC_WL: "BASIC WL",
    Profile.BASIC: "BASIC",
    Profile.EN16931: "EN 16931",
    Profile.EXTENDED: "EXTENDED",
}
"""ConformanceLevel of the XMP by profile of the XML (Factur-X 1.09, 6.3)."""
_LANGUAGE = "fr-FR"
_RASTER = "Les pages sont des images de celles de l'original."


def embed(pdf: Pdf, xml: bytes, label: Label, profile: Profile, *, is_raster: bool) -> None:
    """Attach the XML to a PDF and replace its metadata.

    Args:
        pdf: Prepared for PDF/A-3b, without any attachment.
        xml: Of the profile.
        label: What the file says of itself.
        profile: Of the XML.
        is_raster: Whether the pages had to be made pictures.
    """
    stamp = String(f"D:{label.issued:%Y%m%d}000000+00'00'")
    _attach(pdf, xml, profile, stamp)
    _describe(pdf, label, profile, stamp, is_raster=is_raster)
    pdf.Root.Lang = String(_LANGUAGE)
    identifier = String(bytes.fromhex(label.sha256)[:16])
    pdf.trailer.ID = Array([identifier, identifier])


def _attach(pdf: Pdf, xml: bytes, profile: Profile, stamp: String) -> None:
    checksum = hashlib.md5(xml, usedforsecurity=False).digest()
    stream = pdf.make_stream(
        xml,
        Type=Name.EmbeddedFile,
        Subtype=Name("/text/xml"),
        Params=Dictionary(CheckSum=String(checksum), ModDate=stamp, Size=len(xml)),
    )
    file = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(XML_NAME),
            UF=String(XML_NAME),
            Desc=String("Factur-X XML file"),
            # Without lines the XML is data of the pages, not an alternative to them.
            AFRelationship=Name.Alternative if profile in WITH_LINES else Name.Data,
            EF=Dictionary(F=stream, UF=stream),
        )
    )
    pdf.Root.AF = pdf.make_indirect(Array([file]))
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String(XML_NAME), file])))
    pdf.Root.PageMode = Name.UseAttachments


def _describe(pdf: Pdf, label: Label, profile: Profile, stamp: String, *, is_raster: bool) -> None:
    subject = " ".join([*label.sentences, *([_RASTER] if is_raster else [])])
    maker = program()
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(label.title),
            Author=String(label.seller),
            Subject=String(subject),
            Keywords=String(f"{label.kind}, Factur-X"),
            Creator=String(maker),
            Producer=String(maker),
            CreationDate=stamp,
            ModDate=stamp,
        )
    )
    root = facturx.facturx.generate_xmp_object(
        {
            "pdfa3_flavor": "B",
            "title": label.title,
            "author": label.seller,
            "subject": subject,
            "producer": maker,
            "creator_tool": maker,
            "timestamp": f"{label.issued.isoformat()}T00:00:00+00:00",
            "urn": _FX,
            "documenttype": "INVOICE",
            "xml_filename": XML_NAME,
            "version": "1.0",
            "xmp_level": _LEVELS[profile],
        }
    )
    pdf.Root.Metadata = pdf.make_stream(
        _packet(root, label.sha256), Type=Name.Metadata, Subtype=Name.XML
    )


def _packet(root: etree._Element, sha256: str) -> bytes:
    """Return the XMP, with the document that the file was derived from as its dc:source."""
    for description in root.iter(f"{{{_RDF}}}Description"):
        description.set(f"{{{_RDF}}}about", "")
    for title in root.iter(f"{{{_DC}}}title"):
        source = etree.Element(f"{{{_DC}}}source")
        source.text = f"urn:sha256:{sha256}"
        title.addprevious(source)
    packet = etree.tostring(root, encoding="unicode")
    begin = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    return f'{begin}\n{packet}\n<?xpacket end="w"?>'.encode()
