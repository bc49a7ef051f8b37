"""Composite fonts: every shown code has a glyph of its own and the width that the PDF states."""

import io
from collections.abc import Mapping

import pikepdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.basePen import NullPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from pikepdf import Array, Dictionary, Name, Pdf

from pipeline.facturx.pdfa import Archivable, make_pdfa
from tests.pipeline.facturx import pages

NAMES = [".notdef", "A", "B"]
TO_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    b"2 beginbfchar <0001> <0041> <0002> <0042> endbfchar endcmap end end"
)


def _draw(pen: TTGlyphPen | T2CharStringPen, width: int) -> None:
    pen.moveTo((50, 0))
    pen.lineTo((50, 700))
    pen.lineTo((width - 50, 700))
    pen.closePath()


def _true_type() -> bytes:
    builder = FontBuilder(1000)
    builder.setupGlyphOrder(NAMES)
    builder.setupCharacterMap({65: "A", 66: "B"})
    glyphs = {}
    for name in NAMES:
        pen = TTGlyphPen(None)
        _draw(pen, 500)
        glyphs[name] = pen.glyph()
    builder.setupGlyf(glyphs)
    return _finished(builder)


def _open_type() -> bytes:
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(NAMES)
    builder.setupCharacterMap({65: "A", 66: "B"})
    strings = {}
    for name in NAMES:
        pen = T2CharStringPen(500, None)
        _draw(pen, 500)
        strings[name] = pen.getCharString()
    builder.setupCFF("Drawn", {}, strings, {})
    return _finished(builder)


def _finished(builder: FontBuilder) -> bytes:
    builder.setupHorizontalMetrics(dict.fromkeys(NAMES, (500, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost()
    target = io.BytesIO()
    builder.save(target)
    return target.getvalue()


def _shown(
    codes: bytes,
    kind: Name,
    program: Mapping[str, bytes],
    widths: list[int],
    table: bytes | None = None,
    encoding: bytes = b"",
) -> bytes:
    """Return a page that shows codes of a composite font; widths are of CID 0 and up.

    The glyphs of the CIDs are those of the table, two bytes each, or of the same number.
    """

    def change(pdf: Pdf) -> None:
        (key, content), *_ = program.items()
        stream = pdf.make_stream(content)
        if key == "/FontFile3":
            stream.Subtype = Name.OpenType
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/ABCDEF+Drawn"),
            Flags=4,
            FontBBox=Array([0, -200, 1000, 800]),
            ItalicAngle=0,
            Ascent=800,
            Descent=-200,
            CapHeight=700,
            StemV=80,
        )
        descriptor[key] = stream
        inner = Dictionary(
            Type=Name.Font,
            Subtype=kind,
            BaseFont=Name("/ABCDEF+Drawn"),
            CIDSystemInfo=Dictionary(
                Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
            ),
            FontDescriptor=pdf.make_indirect(descriptor),
            W=Array([0, Array(widths)]),
        )
        if table is not None:
            inner.CIDToGIDMap = pdf.make_stream(table)
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/ABCDEF+Drawn"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(inner)]),
            ToUnicode=pdf.make_stream(TO_UNICODE),
        )
        if encoding:
            system = Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Own"))
            system.Supplement = 0
            font.Encoding = pdf.make_stream(encoding, Type=Name.CMap, CIDSystemInfo=system)
        page = pdf.pages[0]
        page.obj.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
        page.obj.Contents = pdf.make_stream(
            b"BT /F 20 Tf 72 700 Td <%s> Tj ET" % codes.hex().encode()
        )

    return pages.changed(pages.drawn(pages.written()), change)


def _repaired(received: bytes) -> Pdf:
    made = make_pdfa(received, ())
    assert isinstance(made, Archivable)
    assert not made.is_raster
    assert pages.text_of(made.content) == pages.text_of(received)
    return pikepdf.open(io.BytesIO(made.content))


def test_a_true_type_program_gets_the_stated_widths_and_a_map() -> None:
    program = {"/FontFile2": _true_type()}
    received = _shown(bytes([0, 1, 0, 2]), Name.CIDFontType2, program, [500, 620, 500])
    with _repaired(received) as pdf:
        inner = pdf.pages[0].obj.Resources.Font.F.DescendantFonts[0]
        assert inner.CIDToGIDMap == Name.Identity
        metrics = TTFont(io.BytesIO(inner.FontDescriptor.FontFile2.read_bytes()))["hmtx"].metrics
    assert [advance for advance, _ in metrics.values()] == [500, 620, 500]


@pytest.mark.parametrize(("mapped_to", "contours"), [(0, 1), (9, 0)])
def test_a_code_without_glyph_gets_one_that_looks_as_before(mapped_to: int, contours: int) -> None:
    program, table = {"/FontFile2": _true_type()}, bytes(2) + bytes([0, 1, 0, mapped_to])
    received = _shown(bytes([0, 1, 0, 2]), Name.CIDFontType2, program, [500] * 3, table)
    with _repaired(received) as pdf:
        inner = pdf.pages[0].obj.Resources.Font.F.DescendantFonts[0]
        gid = int.from_bytes(inner.CIDToGIDMap.read_bytes()[4:6], "big")
        face = TTFont(io.BytesIO(inner.FontDescriptor.FontFile2.read_bytes()))
    assert gid == len(NAMES)
    assert face["glyf"][face.getGlyphOrder()[gid]].numberOfContours == contours


def test_cid_0_stands_for_no_glyph_and_is_not_shown() -> None:
    program = {"/FontFile2": _true_type()}
    made = make_pdfa(_shown(bytes([0, 0]), Name.CIDFontType2, program, [500]), ())
    assert isinstance(made, Archivable)
    assert made.is_raster


def test_an_open_type_wrapping_is_taken_off_and_the_outlines_get_the_stated_widths() -> None:
    program = {"/FontFile3": _open_type()}
    received = _shown(bytes([0, 1, 0, 2]), Name.CIDFontType0, program, [500, 620, 500])
    with _repaired(received) as pdf:
        inner = pdf.pages[0].obj.Resources.Font.F.DescendantFonts[0]
        stream = inner.FontDescriptor.FontFile3
        assert stream.Subtype == Name.CIDFontType0C
        bare = CFFFontSet()
        bare.decompile(io.BytesIO(stream.read_bytes()), None)
    strings = bare.topDictIndex[0].CharStrings
    for name in NAMES:
        strings[name].draw(NullPen())
    assert [strings[name].width for name in NAMES[1:]] == [620, 500]


def test_what_is_right_already_stays_as_it_is() -> None:
    program = _true_type()
    received = _shown(bytes([0, 1]), Name.CIDFontType2, {"/FontFile2": program}, [500, 500, 500])
    with _repaired(received) as pdf:
        inner = pdf.pages[0].obj.Resources.Font.F.DescendantFonts[0]
        assert inner.FontDescriptor.FontFile2.read_bytes() == program


OWN_ENCODING = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def\n"
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    b"1 begincidchar <0001> 2 endcidchar\n"
    b"1 begincidrange <0002> <0002> 1 endcidrange endcmap end end"
)


def test_codes_of_an_embedded_encoding_are_looked_up() -> None:
    program = {"/FontFile2": _true_type()}
    codes, widths = bytes([0, 1, 0, 2]), [500, 620, 500]
    with _repaired(_shown(codes, Name.CIDFontType2, program, widths, encoding=OWN_ENCODING)) as pdf:
        font = pdf.pages[0].obj.Resources.Font.F
        inner = font.DescendantFonts[0]
        assert str(inner.CIDSystemInfo.Ordering) == "Own"
        metrics = TTFont(io.BytesIO(inner.FontDescriptor.FontFile2.read_bytes()))["hmtx"].metrics
    assert [advance for advance, _ in metrics.values()] == [500, 620, 500]


@pytest.mark.parametrize(
    "encoding",
    [
        OWN_ENCODING.replace(b"begincmap", b"begincmap /Other usecmap"),
        OWN_ENCODING.replace(b"<FFFF> endcodespacerange", b"<0001> endcodespacerange"),
        OWN_ENCODING.replace(b"<0001> 2 endcidchar", b"<0003> 2 endcidchar"),
    ],
    ids=["elsewhere", "outside", "nothing"],
)
def test_an_encoding_that_does_not_say_all_makes_a_picture(encoding: bytes) -> None:
    program = {"/FontFile2": _true_type()}
    codes = bytes([0, 1, 0, 2])
    received = _shown(codes, Name.CIDFontType2, program, [500] * 3, encoding=encoding)
    made = make_pdfa(received, ())
    assert isinstance(made, Archivable)
    assert made.is_raster


def test_a_table_of_names_that_ends_too_early_is_replaced() -> None:
    face = TTFont(io.BytesIO(_true_type()))
    face["post"] = newTable("post")
    face["post"].formatType = 3.0
    for name in ("italicAngle", "underlinePosition", "underlineThickness", "isFixedPitch"):
        setattr(face["post"], name, 0)
    for name in ("minMemType42", "maxMemType42", "minMemType1", "maxMemType1"):
        setattr(face["post"], name, 0)
    target = io.BytesIO()
    face.save(target)
    odd = target.getvalue().replace(b"\0\3\0\0" + bytes(28), b"\0\2\0\0" + bytes(28))
    received = _shown(bytes([0, 1]), Name.CIDFontType2, {"/FontFile2": odd}, [500] * 3)
    with _repaired(received) as pdf:
        inner = pdf.pages[0].obj.Resources.Font.F.DescendantFonts[0]
        written = TTFont(io.BytesIO(inner.FontDescriptor.FontFile2.read_bytes()))
    assert written["post"].formatType == 3.0


def _simple(pdf: Pdf, encoding: Dictionary | Name | None, flags: int) -> None:
    """Show AB in a simple TrueType font with a Unicode map only."""
    stream = pdf.make_stream(_true_type())
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/ABCDEF+Drawn"),
        Flags=flags,
        FontBBox=Array([0, -200, 1000, 800]),
        ItalicAngle=0,
        Ascent=800,
        Descent=-200,
        CapHeight=700,
        StemV=80,
        FontFile2=stream,
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name("/ABCDEF+Drawn"),
        FirstChar=65,
        LastChar=66,
        Widths=Array([500, 500]),
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    if encoding is not None:
        font.Encoding = encoding
    page = pdf.pages[0]
    page.obj.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
    page.obj.Contents = pdf.make_stream(b"BT /F 20 Tf 72 700 Td (AB) Tj ET")


@pytest.mark.parametrize(
    ("encoding", "flags", "is_recoded"),
    [
        (Name.WinAnsiEncoding, 32, False),
        (Dictionary(Differences=Array([65, Name.A, Name.B])), 32, True),
        (None, 4, True),
        (None, 32, True),
    ],
    ids=["lawful", "no_base", "symbolic", "none"],
)
def test_codes_lead_to_glyphs_in_a_way_that_is_allowed(
    encoding: Dictionary | Name | None, flags: int, is_recoded: bool
) -> None:
    received = pages.changed(
        pages.drawn(pages.written()), lambda pdf: _simple(pdf, encoding, flags)
    )
    with _repaired(received) as pdf:
        font = pdf.pages[0].obj.Resources.Font.F
        face = TTFont(io.BytesIO(font.FontDescriptor.FontFile2.read_bytes()))
        assert ("/Encoding" not in font) is is_recoded
        assert (int(font.FontDescriptor.Flags) & 4 == 4) is is_recoded
    if is_recoded:
        assert sorted(face["cmap"].getcmap(3, 0).cmap) == [0xF041, 0xF042]
