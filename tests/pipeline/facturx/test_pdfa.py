"""Archivable pages: they read and look as the received ones, or are pictures of them."""

import io
import zlib
from collections.abc import Callable

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf
from reportlab.pdfgen.canvas import Canvas

from pipeline.facturx import pdfa
from pipeline.facturx.pdfa import Archivable, make_pdfa
from pipeline.facturx.typefaces import LIBERATION
from pipeline.reading.words import Page
from storage.domain.field import Source
from storage.domain.reason import Reason
from tests.effort import assert_cheap
from tests.pipeline.facturx import pages

SHOWN = [ord(letter) for letter in "Facture"]


def _made(content: bytes, words: tuple[Page, ...] = ()) -> Archivable:
    made = make_pdfa(content, words)
    assert isinstance(made, Archivable)
    return made


def _repaired(content: bytes, words: tuple[Page, ...] = ()) -> bytes:
    made = _made(content, words)
    assert not made.is_raster
    return made.content


def _ink(canvas: Canvas) -> None:
    canvas.setFillColorCMYK(0, 1, 1, 0)
    canvas.rect(72, 300, 200, 80, fill=1)
    pages.written()(canvas)


def _with_picture_in_inks(pdf: Pdf) -> None:
    picture = pdf.make_stream(
        bytes(16),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=2,
        Height=2,
        ColorSpace=Name.DeviceCMYK,
        BitsPerComponent=8,
    )
    pdf.pages[0].obj.Resources.XObject = Dictionary(I=picture)
    pdf.pages[0].contents_add(b" q 50 0 0 50 300 300 cm /I Do Q ")


def _symbols(canvas: Canvas) -> None:
    canvas.setFont("ZapfDingbats", 20)
    canvas.drawString(72, 600, "abc")
    pages.written()(canvas)


def _with_operator(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(b" BX zz EX ")


def _with_unknown_letters(pdf: Pdf) -> None:
    for font in pdf.pages[0].obj.Resources.Font.as_dict().values():
        font.Encoding = Dictionary(Differences=Array([0, *[Name(f"/g{n}") for n in range(256)]]))


def _without_font(pdf: Pdf) -> None:
    del pdf.pages[0].obj.Resources.Font


def _composite(pdf: Pdf) -> None:
    """Name the font of every page a composite one without a program."""
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.SimSun)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.SimSun)
    font.Encoding, font.DescendantFonts = Name("/Identity-H"), Array([pdf.make_indirect(inner)])
    for name in pdf.pages[0].obj.Resources.Font.keys():  # noqa: SIM118 - a PDF dictionary
        pdf.pages[0].obj.Resources.Font[name] = pdf.make_indirect(font)


def _gapped(pdf: Pdf) -> None:
    """Embed a TrueType font that has no glyph for the apostrophe that the page shows."""
    face = TTFont(LIBERATION / "LiberationSans-Regular.ttf")
    subsetter = subset.Subsetter()
    subsetter.populate(text="ABC")
    subsetter.subset(face)
    program = io.BytesIO()
    face.save(program)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/ABCDEF+Gapped"),
        Flags=32,
        FontBBox=Array([0, -200, 1000, 900]),
        ItalicAngle=0,
        Ascent=900,
        Descent=-200,
        CapHeight=700,
        StemV=80,
        FontFile2=pdf.make_stream(program.getvalue(), Length1=len(program.getvalue())),
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name("/ABCDEF+Gapped"),
        Encoding=Name.WinAnsiEncoding,
        FirstChar=39,
        LastChar=67,
        Widths=Array([750] + [0] * 25 + [667, 667, 722]),
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    page = pdf.pages[0]
    page.obj.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
    page.obj.Contents = pdf.make_stream(b"BT /F 20 Tf 72 700 Td (AB'C) Tj ET")


@pytest.mark.parametrize("font", ["Helvetica", "Helvetica-BoldOblique", "Times-Roman", "Courier"])
def test_a_font_that_is_not_embedded_gets_a_program_of_the_stated_widths(font: str) -> None:
    received = pages.drawn(pages.written(font))
    content = _repaired(received)
    assert pages.text_of(content) == pages.text_of(received)
    (made,) = pages.fonts_of(content)
    assert made.program is not None
    cmap, unit = made.program["cmap"].getcmap(3, 0).cmap, made.program["head"].unitsPerEm
    for code in SHOWN:
        glyph = cmap[0xF000 + code]
        advance = made.program["hmtx"][glyph][0] * 1000 / unit
        assert advance == pytest.approx(made.widths[code], abs=1)
        assert made.program["glyf"][glyph].numberOfContours > 0


def test_a_substitute_is_as_wide_as_the_pdf_states() -> None:
    def state(pdf: Pdf) -> None:
        for font in pdf.pages[0].obj.Resources.Font.as_dict().values():
            font.FirstChar, font.LastChar, font.Widths = 32, 255, Array([480] * 224)

    received = pages.changed(pages.drawn(pages.written()), state)
    content = _repaired(received)
    assert pages.text_of(content) == pages.text_of(received)
    (made,) = pages.fonts_of(content)
    assert made.program is not None
    glyphs = made.program.getGlyphOrder()[1:]
    unit = made.program["head"].unitsPerEm
    advances = {round(made.program["hmtx"][glyph][0] * 1000 / unit) for glyph in glyphs}
    assert advances == {480}


def test_an_embedded_font_stays() -> None:
    received = pages.drawn(pages.embedded)
    content = _repaired(received)
    assert pages.text_of(content) == pages.text_of(received)
    before, after = (pages.fonts_of(it) for it in (received, content))
    assert [font.name for font in before] == [font.name for font in after]


def test_the_stated_widths_are_written_into_the_program() -> None:
    received = pages.changed(pages.drawn(pages.embedded), pages.widen)
    content = _repaired(received)
    assert pages.text_of(content) == pages.text_of(received)
    (font, *_) = pages.fonts_of(content)
    assert font.program is not None
    unit, metrics = font.program["head"].unitsPerEm, font.program["hmtx"].metrics
    advances = {round(advance * 1000 / unit) for advance, _ in metrics.values()}
    assert len({round(width) for width in font.widths.values()} & advances) > len(SHOWN)


def test_a_missing_glyph_gets_one_that_looks_the_same() -> None:
    received = pages.changed(pages.drawn(pages.written()), _gapped)
    content = _repaired(received)
    assert pages.text_of(content) == pages.text_of(received)
    (font,) = pages.fonts_of(content)
    assert font.program is not None
    assert font.program.getGlyphID(font.program.getBestCmap()[ord("'")]) > 0


def test_ink_colours_look_as_they_did_and_the_text_stays() -> None:
    received = pages.drawn(_ink)
    content = _repaired(received)
    assert pages.text_of(content) == pages.text_of(received)
    with pdfium.PdfDocument(received) as old, pdfium.PdfDocument(content) as new:
        before, after = (pdf[0].render(scale=1).to_numpy()[500, 100] for pdf in (old, new))
    assert np.ptp(before[:3]) > 100  # it is a colour
    assert np.allclose(before, after, atol=1)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert not pikepdf.parse_content_stream(pdf.pages[0], "k K")


def test_scripts_actions_and_attachments_are_not_carried() -> None:
    armed = pages.changed(pages.drawn(pages.written()), pages.arm)
    with pikepdf.open(io.BytesIO(_repaired(armed))) as pdf:
        assert not pdf.attachments
        assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & set(pdf.Root.keys())
        assert not {"/AA", "/Annots"} & set(pdf.pages[0].obj.keys())
        streams = [it.read_bytes() for it in pdf.objects if isinstance(it, pikepdf.Stream)]
        assert not [it for it in streams if b"MZ-secret" in it]
        assert not [it for it in pdf.objects if "JavaScript" in repr(it)]


def test_what_stands_in_a_form_field_stays_on_the_page() -> None:
    received = pages.changed(pages.drawn(pages.written()), pages.add_field)
    (text,) = pages.text_of(_repaired(received))
    assert pages.SENTENCE in text
    assert "VALEUR 42" in text


def test_only_the_pages_of_the_document_are_kept() -> None:
    received = pages.drawn(*(pages.written(text=f"Page {n}") for n in range(1, 6)))
    assert pages.text_of(_repaired(received, pages.numbered(2, 4))) == ["Page 2", "Page 4"]


def test_pages_that_are_not_there_are_no_document() -> None:
    received = pages.drawn(pages.written())
    assert make_pdfa(received, pages.numbered(2)) is Reason.PDF_NOT_CONVERTIBLE


@pytest.mark.parametrize(
    "received",
    [
        pages.changed(pages.drawn(pages.written()), _with_picture_in_inks),
        pages.drawn(_symbols),
        pages.changed(pages.drawn(pages.written()), _with_operator),
        pages.changed(pages.drawn(pages.written()), _with_unknown_letters),
        pages.changed(pages.drawn(pages.written()), _without_font),
        pages.changed(pages.drawn(pages.written()), _composite),
    ],
    ids=["ink", "symbols", "operator", "letters", "font", "composite"],
)
def test_what_cannot_be_repaired_becomes_a_picture_that_can_be_searched(received: bytes) -> None:
    words = (Page(1, 595, 842, Source.PDF_TEXT, words=pages.WORDS),)
    made = _made(received, words)
    assert made.is_raster
    (text,) = pages.text_of(made.content)
    assert all(word.text in text for word in pages.WORDS)
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        (picture,) = [it for it in pdf.objects if isinstance(it, pikepdf.Stream) and "/Width" in it]
        assert (int(picture.Width), int(picture.Height)) == (1654, 2339)  # A4 at 200 dpi
        assert [float(edge) for edge in pdf.pages[0].mediabox] == pytest.approx(
            [0, 0, 595.2, 841.9], abs=0.5
        )


def test_a_repair_that_changes_the_page_is_not_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def spoil(pdf: Pdf, *_: object) -> None:
        pdf.pages[0].contents_add(b" 0 0 400 400 re f ")

    monkeypatch.setattr(pdfa, "repair_fonts", spoil)
    assert _made(pages.drawn(pages.embedded)).is_raster


@pytest.mark.parametrize(
    "received",
    [
        b"",
        b"%PDF-1.7",
        b"no PDF at all" * 99,
        pages.drawn(pages.written())[:300],
        pages.encrypted("secret"),
        pages.drawn(pages.written(), size=(60_000, 800)),
        pages.drawn(pages.written(), size=(2, 2)),
    ],
    ids=["empty", "head", "text", "truncated", "encrypted", "huge", "tiny"],
)
def test_what_cannot_be_converted_is_told(received: bytes) -> None:
    assert make_pdfa(received, ()) is Reason.PDF_NOT_CONVERTIBLE


def test_a_pdf_that_opens_without_password_is_converted_and_no_longer_encrypted() -> None:
    content = _repaired(pages.encrypted(""))
    assert pages.SENTENCE in pages.text_of(content)[0]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert not pdf.is_encrypted


def test_content_that_inflates_beyond_measure_is_not_decoded() -> None:
    def inflate(pdf: Pdf) -> None:
        squeezer = zlib.compressobj()
        blocks = [squeezer.compress(b" " * 1_000_000) for _ in range(64)]
        bomb = pdf.make_stream(b"")
        bomb.write(b"".join(blocks) + squeezer.flush(), filter=Name.FlateDecode)
        pdf.pages[0].obj.Contents = bomb

    received = pages.changed(pages.drawn(pages.written()), inflate)
    assert make_pdfa(received, ()) is Reason.PDF_NOT_CONVERTIBLE
    assert_cheap(lambda: make_pdfa(received, ()), 75)


def test_a_scan_keeps_its_picture_byte_for_byte_and_hardly_grows() -> None:
    received = pages.scanned()
    content = _repaired(received, pages.words_of_scan())
    before, after = (_pictures(it) for it in (received, content))
    assert before == after
    assert len(content) < 1.5 * len(received) + 8_000


def _pictures(content: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        streams = [it for it in pdf.objects if isinstance(it, pikepdf.Stream) and "/Width" in it]
        return [bytes(it.read_raw_bytes()) for it in streams]


@pytest.mark.parametrize("change", [pages.arm, pages.add_field], ids=["armed", "form"])
def test_every_result_says_that_it_is_pdfa(change: Callable[[Pdf], None]) -> None:
    content = _repaired(pages.changed(pages.drawn(pages.written()), change))
    assert content.startswith(b"%PDF-1.7")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert b"<pdfaid:part>3<" in pdf.Root.Metadata.read_bytes().replace(b"'", b'"') or (
            b'pdfaid:part="3"' in pdf.Root.Metadata.read_bytes()
        )
        assert "/OutputIntents" in pdf.Root
