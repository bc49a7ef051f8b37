"""Words become lines as a person reads them, whatever order they were drawn in."""

import random
from dataclasses import replace
from math import radians, tan

import cv2
import numpy as np
import pytest

from pipeline.reading.levelling import as_levelling
from pipeline.reading.lines import fold, sheet_of
from pipeline.reading.words import Page, Word
from storage.domain.field import Source
from tests.pipeline.reading.papers import HEIGHT, INVOICE, WIDTH, a_page, a_sheet


def test_gaps_part_cells() -> None:
    (line,) = a_sheet("Total HT\t1 000,00 €").lines
    assert line.text == "Total HT\t1 000,00 €"
    assert [line.text[start:end] for start, end in line.cells()] == ["Total HT", "1 000,00 €"]


@pytest.mark.parametrize(
    ("source", "following", "text"),
    [
        (Source.OCR, "682,93", "2 682,93"),
        (Source.OCR, "pièces", "2 pièces"),
        (Source.PDF_TEXT, "682,93", "2\t682,93"),
    ],
)
def test_between_words_that_were_recognised_a_space_may_be_wide(
    source: Source, following: str, text: str
) -> None:
    height = 10 / HEIGHT
    first = Word("2", 0.1, 0.1, 0.01, height)
    second = Word(following, 0.11 + 11 / WIDTH, 0.1, 0.08, height)
    (line,) = sheet_of((Page(1, WIDTH, HEIGHT, source, words=(first, second)),)).lines
    assert line.text == text


@pytest.mark.parametrize(("gap", "parting"), [(0.6, " "), (1.1, "\t")])
@pytest.mark.parametrize(
    ("one", "other", "height"), [("au", "nom", 0.52), ("Total", "HT", 0.72), ("jour", "(gg)", 0.92)]
)
def test_the_size_of_recognised_print_is_told_by_its_letters(
    one: str, other: str, height: float, gap: float, parting: str
) -> None:
    size = 10.0
    first = Word(one, 0.1, 0.1, 20 / WIDTH, height * size / HEIGHT)
    second = replace(first, text=other, x=first.x + first.w + gap * size / WIDTH)
    (line,) = sheet_of((Page(1, WIDTH, HEIGHT, Source.OCR, words=(first, second)),)).lines
    assert line.text == one + parting + other


def test_a_dash_joins_the_row_that_it_stands_in() -> None:
    words = (
        Word("-", 0.05, 0.1027, 0.002, 0.0008),
        *(Word("Nord", 0.1 * n, 0.1003 + n * 0.0001, 0.05, 0.007) for n in range(1, 8)),
    )
    (line,) = sheet_of((Page(1, WIDTH, HEIGHT, Source.PDF_TEXT, words=words),)).lines
    assert line.text.startswith("-\tNord")


def test_two_engines_agree_on_a_stretch_where_they_do_on_all_its_words() -> None:
    page = a_page("Facture F-17 Client C-88")
    words = tuple(replace(word, agreed=word.text in {"Facture", "F-17"}) for word in page.words)
    (line,) = sheet_of((replace(page, words=words),)).lines
    assert line.is_agreed(0, 12)
    assert not line.is_agreed(8, 24)
    assert not line.is_agreed(0, 0)


def test_the_order_of_drawing_does_not_matter() -> None:
    page = a_page(*INVOICE)
    words = list(page.words)
    random.Random(7).shuffle(words)
    shuffled = sheet_of((replace(page, words=tuple(words)),))
    assert [line.text for line in shuffled.lines] == [line.text for line in a_sheet(*INVOICE).lines]


@pytest.mark.parametrize("degrees", [-3.0, 2.0])
def test_a_sloping_page_is_levelled(degrees: float) -> None:
    page = a_page(*INVOICE)
    fall = tan(radians(degrees)) * WIDTH / HEIGHT
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), degrees, 1.0)
    levelling = as_levelling(np.vstack([turn, (0, 0, 1)]))
    sloping = tuple(replace(w, y=w.y + (w.x + w.w / 2 - 0.5) * fall) for w in page.words)
    levelled = sheet_of((replace(page, words=sloping, levelling=levelling),))
    assert [line.text for line in levelled.lines] == [line.text for line in a_sheet(*INVOICE).lines]
    crooked = sheet_of((replace(page, words=sloping),))
    assert [line.text for line in crooked.lines] != [line.text for line in a_sheet(*INVOICE).lines]


def test_words_that_run_up_the_edge_are_a_line_of_their_own() -> None:
    edge = Word("SARL-au-capital", 0.01, 0.02, 0.01, 0.3)
    page = a_page("Total\t12,00 €")
    sheet = sheet_of((replace(page, words=(*page.words, edge)),))
    assert [line.text for line in sheet.lines] == ["Total\t12,00 €", "SARL-au-capital"]


def test_boxes_cover_whole_words() -> None:
    (line,) = a_sheet("Total 12,00 €").lines
    (box,) = line.boxes(line.text.index("12"), line.text.index("12") + 1)
    word = next(w for w in line.words if w.text == "12,00")
    assert (box.page, box.x, box.y) == (1, word.x, word.y)
    assert (box.w, box.h) == pytest.approx((word.w, word.h), abs=1e-4)


def test_folding_keeps_places() -> None:
    assert fold("Échéance N° 7 – “À régler”") == "echeance n° 7 - “a regler”"
    assert len(fold("ﬁn ß İ Ⅳ")) == len("ﬁn ß İ Ⅳ")


def test_pages_follow_one_another() -> None:
    pages = (a_page("one"), a_page("two", number=2))
    assert [(line.page.number, line.text) for line in sheet_of(pages).lines] == [
        (1, "one"),
        (2, "two"),
    ]


def test_a_page_without_words_has_no_lines() -> None:
    assert sheet_of((Page(1, WIDTH, HEIGHT, Source.OCR),)).lines == ()


def test_capitals_in_fixed_pitch_are_one_cell() -> None:
    words = (Word("SARL", 0.5, 0.1, 0.034, 0.006), Word("SAUVANEC", 0.5426, 0.1, 0.0686, 0.006))
    (line,) = sheet_of((Page(1, WIDTH, HEIGHT, Source.PDF_TEXT, words=words),)).lines
    assert line.text == "SARL SAUVANEC"


def test_a_recognised_word_stands_in_no_row_that_has_another_in_its_place() -> None:
    def word(text: str, left: float, middle: float) -> Word:
        return Word(text, left / WIDTH, (middle - 3.6) / HEIGHT, 40 / WIDTH, 7.2 / HEIGHT)

    words = (word("Elbquet", 76, 80), word("Facture", 300, 77.5), word("F-2026", 300, 82))
    lines = sheet_of((Page(1, WIDTH, HEIGHT, Source.OCR, words=words),)).lines
    assert not any("Facture" in line.text and "F-2026" in line.text for line in lines)
    assert any("Elbquet" in line.text and "Facture" in line.text for line in lines)


def test_a_recognised_row_runs_as_its_nearest_words_do() -> None:
    """Paper that is not flat: each word of a row stands a little lower than the one before."""
    upper = [(f"N°{n}", 50 + 60 * n, 100 + 1.6 * n) for n in range(8)]
    lower = [(f"Du{n}", 50 + 60 * n, 112 + 1.6 * n) for n in range(8)]
    words = tuple(
        Word(text, x / 600, y / 800, 20 / 600, 8 / 800) for text, x, y in (*upper, *lower)
    )
    rows = sheet_of((Page(1, 600, 800, Source.OCR, words=words),)).lines
    assert [line.text.split("\t") for line in rows] == [
        [text for text, _, _ in upper],
        [text for text, _, _ in lower],
    ]


def test_an_underscore_at_the_end_of_a_recognised_word_goes_on() -> None:
    page = a_page("Facture FACT2026_ 016999")
    (line,) = sheet_of((replace(page, source=Source.OCR),)).lines
    assert line.text == "Facture FACT2026_016999"
    assert "FACT2026_ 016999" in sheet_of((page,)).lines[0].text
