"""What PDF/A bounds or forbids beside fonts: mended where it does not show, else a picture."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from pipeline.facturx.pdfa import Archivable, make_pdfa
from tests.pipeline.facturx import pages

PLAIN = pages.drawn(pages.written())


def _made(change: Callable[[Pdf], None]) -> Archivable:
    made = make_pdfa(pages.changed(PLAIN, change), ())
    assert isinstance(made, Archivable)
    return made


def _adding(content: bytes) -> Callable[[Pdf], None]:
    return lambda pdf: pdf.pages[0].contents_add(content)


def _resource(kind: str, item: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj.Resources[kind] = Dictionary(X=item)

    return change


def _long_name(pdf: Pdf) -> None:
    fonts = pdf.pages[0].obj.Resources.Font
    fonts["/" + "F" * 130] = fonts[next(iter(fonts.keys()))]


def _not_utf8(pdf: Pdf) -> None:
    fonts = pdf.pages[0].obj.Resources.Font
    fonts[next(iter(fonts.keys()))].Note = pikepdf.Object.parse(b"/Caf#e9")


def _odd_planes(pdf: Pdf) -> None:
    head = b"\0\0\0\x0cjP  \r\n\x87\n" + b"\0\0\0\x16ihdr" + bytes(8) + b"\0\x02\x07\x07\0\0"
    picture = pdf.make_stream(head, Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
    picture.Filter = Name.JPXDecode
    _resource("/XObject", picture)(pdf)


def _unexplained_ink(pdf: Pdf) -> None:
    tint = pdf.make_stream(b"{pop 0 0 0}", FunctionType=4, Domain=Array([0, 1]))
    tint.Range = Array([0, 1, 0, 1, 0, 1])
    space = Array([Name.DeviceN, Array([Name("/Varnish")]), Name.DeviceRGB, tint])
    _resource("/ColorSpace", space)(pdf)


def _elsewhere(pdf: Pdf) -> None:
    picture = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
    picture.F = pikepdf.String("/etc/passwd")
    _resource("/XObject", picture)(pdf)


@pytest.mark.parametrize(
    "change",
    [
        _resource("/ExtGState", Dictionary(LW=2**31)),
        _long_name,
        _not_utf8,
        _odd_planes,
        _unexplained_ink,
        _elsewhere,
        _adding(b" /Missing Do "),
        _adding(b" /Missing cs "),
        _adding(b" 99999999999 w "),
        _adding(b" q" * 29 + b" Q" * 29),
    ],
    ids=[
        "number", "name", "utf8", "planes", "ink", "elsewhere", "picture", "space", "width", "depth"
    ],
)  # fmt: skip
def test_what_is_out_of_bounds_becomes_a_picture(change: Callable[[Pdf], None]) -> None:
    assert _made(change).is_raster


def test_a_string_of_half_a_byte_too_much_is_completed() -> None:
    def change(pdf: Pdf) -> None:
        font = next(iter(pdf.pages[0].obj.Resources.Font.keys())).encode()
        pdf.pages[0].contents_add(b" BT %s 9 Tf 72 600 Td <41424> Tj ET " % font)

    made = _made(change)
    assert not made.is_raster
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        content = b"".join(it.read_bytes() for it in pdf.objects if isinstance(it, pikepdf.Stream))
    assert b"<41424>" not in content
    assert "AB@" in pages.text_of(made.content)[0]


def test_what_nothing_refers_to_is_no_reason() -> None:
    assert not _made(lambda pdf: pdf.Root.__setitem__("/PieceInfo", Dictionary(N=2**40))).is_raster


def test_long_numbers_in_text_are_no_numbers() -> None:
    iban = pages.drawn(pages.written(text="IBAN 7630006000011234567890189"))
    made = make_pdfa(iban, ())
    assert isinstance(made, Archivable)
    assert not made.is_raster


def test_boxes_hold_their_numbers_themselves() -> None:
    def change(pdf: Pdf) -> None:
        apart = pdf.make_indirect(pikepdf.Object.parse(b"842"))
        pdf.pages[0].obj.MediaBox = Array([0, 0, 595, apart])

    with pikepdf.open(io.BytesIO(_made(change).content)) as pdf:
        assert b" R" not in pdf.pages[0].obj.MediaBox.unparse()
