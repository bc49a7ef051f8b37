"""Which XML is taken out of a PDF, and what is refused."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, String

from pipeline.facturx.embedded import Embedded, find_invoice_xml
from pipeline.facturx.xml import MAX_XML_SIZE
from storage.domain.reason import Reason
from tests.pipeline.facturx.pdfs import file_spec, flate, name_tree, new_pdf

SAMPLES = Path(__file__).parents[2] / "samples"
XML = b"<one/>"

FOUND = Embedded(pages=1, xml=XML)
NONE = Embedded(pages=1)
AMBIGUOUS = Embedded(pages=1, reason=Reason.FACTURX_AMBIGUOUS)
DAMAGED_XML = Embedded(pages=1, reason=Reason.XML_DAMAGED)
TOO_LARGE = Embedded(pages=1, reason=Reason.XML_TOO_LARGE)
DAMAGED = Embedded(reason=Reason.PDF_DAMAGED)


def _in_tree(*names: str) -> Callable[[Pdf], None]:
    def build(pdf: Pdf) -> None:
        pairs = [(name, file_spec(name, flate(pdf, XML))) for name in names]
        pdf.Root.Names = name_tree(pairs)

    return build


def _associated_only(pdf: Pdf) -> None:
    pdf.Root.AF = Array([file_spec("factur-x.xml", flate(pdf, XML))])


def _in_both_places(pdf: Pdf) -> None:
    spec = pdf.make_indirect(file_spec("factur-x.xml", flate(pdf, XML)))
    pdf.Root.Names = name_tree([("factur-x.xml", spec)])
    pdf.Root.AF = Array([spec])


def _one_in_each_place(pdf: Pdf) -> None:
    _in_tree("factur-x.xml")(pdf)
    pdf.Root.AF = Array([file_spec("xrechnung.xml", flate(pdf, b"<two/>"))])


def _two_streams_of_one_file(pdf: Pdf) -> None:
    spec = file_spec("factur-x.xml", flate(pdf, XML), other=flate(pdf, b"<two/>"))
    pdf.Root.Names = name_tree([("factur-x.xml", spec)])


def _named_by_its_key(pdf: Pdf) -> None:
    pdf.Root.Names = name_tree([("factur-x.xml", file_spec("other.xml", flate(pdf, XML)))])


def _in_kids(pdf: Pdf) -> None:
    leaf = name_tree([("factur-x.xml", file_spec("factur-x.xml", flate(pdf, XML)))])
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Kids=Array([leaf.EmbeddedFiles])))


def _in_a_loop(pdf: Pdf) -> None:
    node = pdf.make_indirect(Dictionary())
    node.Kids = Array([node])
    pdf.Root.Names = Dictionary(EmbeddedFiles=node)


def _nonsense(pdf: Pdf) -> None:
    pairs = Array([String("factur-x.xml"), 3, 4, Name.X, String("odd one out")])
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=pairs, Kids=5))
    pdf.Root.AF = String("factur-x.xml")


def _without_content(pdf: Pdf) -> None:
    pdf.Root.AF = file_spec("factur-x.xml", Dictionary(Length=3))


def _of_size(size: int) -> Callable[[Pdf], None]:
    def build(pdf: Pdf) -> None:
        pdf.Root.AF = file_spec("factur-x.xml", flate(pdf, b"x" * size))

    return build


def _filtered(content: bytes, *filters: Name, predictor: int = 1) -> Callable[[Pdf], None]:
    def build(pdf: Pdf) -> None:
        stream = pdf.make_stream(b"")
        parameters = [Dictionary(Predictor=predictor) for _ in filters]
        stream.write(content, filter=Array(filters), decode_parms=Array(parameters))
        pdf.Root.AF = file_spec("factur-x.xml", stream)

    return build


@pytest.mark.parametrize(
    ("build", "expected"),
    [
        (_in_tree(), NONE),
        (_in_tree("factur-x.xml"), FOUND),
        (_in_tree("FACTUR-X.XML"), FOUND),
        (_in_tree("ZUGFeRD-invoice.xml"), FOUND),
        (_in_tree("xrechnung.xml"), FOUND),
        (_in_tree("my-factur-x.xml", "factur-x.xml.exe", "a/factur-x.xml", "invoice.xml"), NONE),
        (_in_tree("factur-x.xml", "note.xml"), FOUND),
        (_in_tree("factur-x.xml", "zugferd-invoice.xml"), AMBIGUOUS),
        (_in_tree("factur-x.xml", "factur-x.xml"), AMBIGUOUS),
        (_associated_only, FOUND),
        (_in_both_places, FOUND),
        (_one_in_each_place, AMBIGUOUS),
        (_two_streams_of_one_file, AMBIGUOUS),
        (_named_by_its_key, FOUND),
        (_in_kids, FOUND),
        (_in_a_loop, DAMAGED),
        (_nonsense, NONE),
        (_without_content, NONE),
        (_of_size(MAX_XML_SIZE), Embedded(pages=1, xml=b"x" * MAX_XML_SIZE)),
        (_of_size(MAX_XML_SIZE + 1), TOO_LARGE),
        (_of_size(20 * MAX_XML_SIZE), TOO_LARGE),
        (_filtered(b"not flate", Name.FlateDecode), DAMAGED_XML),
        (_filtered(b"3C6F6E652F3E>", Name.ASCIIHexDecode), DAMAGED_XML),
        (_filtered(b"x", *[Name.FlateDecode] * 5), DAMAGED_XML),
        (_filtered(b"x", Name.FlateDecode, predictor=12), DAMAGED_XML),
    ],
)
def test_what_is_found(build: Callable[[Pdf], None], expected: Embedded, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    with new_pdf() as pdf:
        build(pdf)
        pdf.save(path, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    assert find_invoice_xml(path) == expected


@pytest.mark.parametrize(
    ("user_password", "expected"),
    [("", FOUND), ("secret", Embedded(reason=Reason.PDF_ENCRYPTED))],
)
def test_encryption(user_password: str, expected: Embedded, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    with new_pdf() as pdf:
        _associated_only(pdf)
        pdf.save(path, encryption=Encryption(owner="owner", user=user_password))
    assert find_invoice_xml(path) == expected


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"%PDF-1.4\n" + b"\0" * 999]
)
def test_damage(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(content)
    assert find_invoice_xml(path) == DAMAGED


XMP = {
    "element": '<r xmlns:fx="urn:x"><fx:ConformanceLevel> BASIC WL </fx:ConformanceLevel></r>',
    "attribute": '<r xmlns:fx="urn:x"><d fx:ConformanceLevel="BASIC WL"/></r>',
    "doctype": "<!DOCTYPE r><r><ConformanceLevel>BASIC WL</ConformanceLevel></r>",
    "silent": "<r/>",
    "broken": "<r>",
}


@pytest.mark.parametrize(
    ("xmp", "level"),
    [
        ("element", "BASIC WL"),
        ("attribute", "BASIC WL"),
        ("doctype", None),
        ("silent", None),
        ("broken", None),
    ],
)
def test_xmp_level(xmp: str, level: str | None, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    with new_pdf() as pdf:
        pdf.Root.Metadata = pdf.make_stream(XMP[xmp].encode())
        pdf.save(path, fix_metadata_version=False)
    assert find_invoice_xml(path) == Embedded(pages=1, xmp_level=level)


@pytest.mark.parametrize(
    ("name", "level"),
    [("facturx_en16931", "EN 16931"), ("facturx_basicwl", "BASIC WL"), ("zugferd_1", None)],
)
def test_samples(name: str, level: str | None) -> None:
    found = find_invoice_xml(SAMPLES / f"{name}.pdf")
    assert (found.pages, found.xmp_level, found.reason) == (1, level, None)
    assert found.xml is not None
    assert found.xml.startswith(b"<?xml")
