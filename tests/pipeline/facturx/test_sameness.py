"""A scan whose page is the very same but for the words over it is not painted to be compared."""

import io
from collections.abc import Callable
from unittest import mock

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from pipeline.facturx import comparison, pdfa
from pipeline.facturx.pdfa import Archivable, make_pdfa
from pipeline.facturx.sameness import paints_the_same
from tests.pipeline.facturx import pages

SCAN = pages.scanned()


def _made() -> bytes:
    made = make_pdfa(SCAN, pages.words_of_scan())
    assert isinstance(made, Archivable)
    return made.content


MADE = _made()


def _same(old: bytes, new: bytes, turned: int = 0) -> bool:
    with pikepdf.open(io.BytesIO(old)) as before, pikepdf.open(io.BytesIO(new)) as after:
        return paints_the_same(before, 0, after, 0, turned)


def _picture(pdf: Pdf) -> pikepdf.Stream:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and "/Width" in item:
            return item
    raise LookupError


def _other_picture(pdf: Pdf) -> None:
    picture = _picture(pdf)
    picture.write(picture.read_raw_bytes()[:-9] + bytes(9), filter=Name.DCTDecode)


def _masked(pdf: Pdf) -> None:
    _picture(pdf).Decode = Array([1, 0])


def _smaller(pdf: Pdf) -> None:
    pdf.pages[0].obj.CropBox = Array([0, 0, 300, 300])


def _painted_words(pdf: Pdf) -> None:
    words = pdf.pages[0].obj.Contents[0]
    words.write(words.read_bytes().replace(b"3 Tr", b"0 Tr"))


def _font_of_its_own(pdf: Pdf) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].obj.Resources.Font.F1 = pdf.make_indirect(font)


def _painted(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(b" 0 0 99 99 re f ")


def _turned(pdf: Pdf) -> None:
    pdf.pages[0].rotate(90, relative=True)


CHANGES: list[Callable[[Pdf], None]] = [
    _other_picture, _masked, _smaller, _painted_words, _font_of_its_own, _painted, _turned
]  # fmt: skip


def test_words_change_nothing() -> None:
    assert _same(SCAN, MADE)


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_else_may_show(change: Callable[[Pdf], None]) -> None:
    assert not _same(SCAN, pages.changed(MADE, change))


def test_a_turn_that_is_known_is_no_change() -> None:
    assert _same(SCAN, pages.changed(MADE, _turned), turned=90)


@pytest.mark.parametrize("change", [pages.add_field, _turned], ids=["field", "turned"])
def test_what_a_viewer_adds_to_the_received_page_may_show(change: Callable[[Pdf], None]) -> None:
    assert not _same(pages.changed(SCAN, change), MADE)


def test_such_a_page_is_not_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(comparison, "_picture")
    assert _made()


def test_a_scan_that_the_repair_spoils_becomes_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfa, "repair_fonts", lambda pdf, _: _painted(pdf))
    made = make_pdfa(SCAN, pages.words_of_scan())
    assert isinstance(made, Archivable)
    assert made.is_raster


def test_text_whose_fonts_were_right_is_read_but_not_painted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text_of = mock.Mock(wraps=comparison._text)
    monkeypatch.delattr(comparison, "_picture")
    monkeypatch.setattr(comparison, "_text", text_of)
    made = make_pdfa(pages.drawn(pages.embedded), ())
    assert isinstance(made, Archivable)
    assert not made.is_raster
    assert text_of.call_count == 2


def test_a_font_that_was_mended_may_show() -> None:
    received = pages.changed(pages.drawn(pages.embedded), pages.widen)
    made = make_pdfa(received, ())
    assert isinstance(made, Archivable)
    assert not _same(received, made.content)


def test_a_font_that_is_another_one_may_show() -> None:
    received = pages.drawn(pages.written("Helvetica"))
    assert not _same(received, pages.drawn(pages.written("Times-Roman")))
    assert _same(received, received)


def test_a_graph_with_more_ways_than_ends_is_walked_once() -> None:
    def fan(pdf: Pdf) -> None:
        ends = pdf.make_indirect(Array([1]))
        for _ in range(25):
            ends = pdf.make_indirect(Array([ends, ends, ends]))
        pdf.pages[0].obj.Resources.Pattern = Dictionary(A=ends)

    fanned = pages.changed(pages.drawn(pages.embedded), fan)
    assert _same(fanned, fanned)
