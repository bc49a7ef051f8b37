"""Our words over a scan: found by a search, at the place of their picture, and not painted."""

import io

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest

from pipeline.facturx.pdfa import Archivable, make_pdfa
from pipeline.reading.words import Page, Word
from tests.pipeline.facturx import pages


def _made(turn: int, turned: int) -> bytes:
    made = make_pdfa(pages.scanned(turn), pages.words_of_scan(turned))
    assert isinstance(made, Archivable)
    assert not made.is_raster
    return made.content


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_each_word_is_found_where_it_stands_on_the_upright_page(turn: int, turned: int) -> None:
    content = _made(turn, turned)
    with pdfium.PdfDocument(content) as pdf:
        assert pdf[0].get_rotation() == (turn + turned) % 360
    for word in pages.WORDS:
        boxes = pages.places_of(content, word.text)
        assert len(boxes) == len(word.text)
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        assert left == pytest.approx(word.x, abs=0.01)
        assert right == pytest.approx(word.x + word.w, abs=0.01)
        for box in boxes:
            assert word.y - 0.01 <= box[1] < box[3] <= word.y + word.h + 0.01


def test_nothing_is_painted() -> None:
    with pdfium.PdfDocument(pages.scanned()) as old, pdfium.PdfDocument(_made(0, 0)) as new:
        before, after = (pdf[0].render(scale=1).to_numpy() for pdf in (old, new))
        modes = [
            pdfium.raw.FPDFTextObj_GetTextRenderMode(item.raw)
            for item in new[0].get_objects([pdfium.raw.FPDF_PAGEOBJ_TEXT])
        ]
    assert np.array_equal(before, after)
    assert modes == [pdfium.raw.FPDF_TEXTRENDERMODE_INVISIBLE] * len(pages.WORDS)


def test_words_without_place_or_letters_are_left_out() -> None:
    page = pages.words_of_scan()[0]
    empty = [Word("\x00\u200b", 0.1, 0.1, 0.1, 0.1), Word("Net", 0.1, 0.1, 0.0, 0.1)]
    words = (Page(1, 595, 842, page.source, words=(*empty, *pages.WORDS)),)
    made = make_pdfa(pages.scanned(), words)
    assert isinstance(made, Archivable)
    assert pages.text_of(made.content)[0].split() == [word.text for word in pages.WORDS]


def test_a_page_that_was_not_scanned_gets_no_second_text() -> None:
    received = pages.drawn(pages.written())
    made = make_pdfa(received, pages.numbered(1))
    assert isinstance(made, Archivable)
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        assert "/VmText" not in pdf.pages[0].obj.Resources.Font


def test_letters_of_any_script_are_found_where_they_stand() -> None:
    page, words = pages.words_of_scan()[0], ("Łódź", "Ελλάς", "世界")
    placed = [Word(text, 0.1, 0.2 + at / 10, 0.2, 0.02) for at, text in enumerate(words)]
    made = make_pdfa(pages.scanned(), (Page(1, 595, 842, page.source, words=tuple(placed)),))
    assert isinstance(made, Archivable)
    assert pages.text_of(made.content)[0].split() == list(words)
    for word in placed:
        boxes = pages.places_of(made.content, word.text)
        assert boxes[0][0] == pytest.approx(0.1, abs=0.01)
        assert boxes[-1][2] == pytest.approx(0.3, abs=0.01)
