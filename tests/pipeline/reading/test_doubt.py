"""Which pages are read by the second engine, too."""

from dataclasses import replace

import pytest

from pipeline.reading.doubt import doubtful_pages, open_rows, places_to_prove, understood
from pipeline.reading.fields import Context
from pipeline.reading.lines import sheet_of
from pipeline.reading.words import Page
from storage.domain.field import Source
from tests.pipeline.reading.papers import a_page

CONTEXT = Context()
SURE = (
    "Menuiserie Vasseur SARL",
    "FACTURE N° F-2026-017",
    "Date de facture : 24/11/2026",
    "Base HT\tTaux\tTVA",
    "1 000,00\t20 %\t200,00",
    "Total HT\t1 000,00 €",
    "Total TVA\t200,00 €",
    "Total TTC\t1 200,00 €",
    "SIRET 732 829 320 00074 - TVA FR 44 732829320",
)


def recognised(*lines: str, confidence: float = 0.97, number: int = 1) -> Page:
    page = a_page(*lines)
    words = tuple(replace(word, confidence=confidence) for word in page.words)
    return replace(page, source=Source.OCR, words=words, number=number)


def doubted(pages: tuple[Page, ...]) -> tuple[int, ...]:
    return doubtful_pages(pages, understood(pages, CONTEXT), pages)


def test_a_text_layer_is_not_doubted() -> None:
    assert doubted((a_page("Facture"),)) == ()


def test_a_page_whose_totals_and_seller_are_proven_is_not_doubted() -> None:
    assert doubted((recognised(*SURE),)) == ()


@pytest.mark.parametrize(
    "lost",
    [
        "SIRET 732 829 320 00074 - TVA FR 44 732829320",
        "FACTURE N° F-2026-017",
        "Date de facture : 24/11/2026",
    ],
)
def test_a_page_that_leaves_something_open_is(lost: str) -> None:
    assert doubted((recognised(*(t for t in SURE if t != lost)),)) == (1,)


def test_a_page_without_a_title_is_doubted() -> None:
    names = {"FACTURE N°": "Numéro :", "Date de facture": "Date"}
    untitled: tuple[str, ...] = SURE
    for name, other in names.items():
        untitled = tuple(line.replace(name, other) for line in untitled)
    assert doubted((recognised(*untitled),)) == (1,)


def test_a_page_whose_seller_is_not_certain_is_doubted() -> None:
    another = "SIRET 404 833 048 00022 - TVA FR 83 404833048"
    assert doubted((recognised(*SURE, another),)) == (1,)


def proven(*lines: str, confidence: float = 0.97) -> set[str]:
    """Return the lines of which something is to be proven."""
    page = recognised(*lines, confidence=confidence)
    boxes = places_to_prove((page,), understood((page,), CONTEXT)).get(1, ())
    return {
        line.text
        for line in sheet_of((page,)).lines
        if any(box.holds_middle_of(w.box(1)) for w in line.words for box in boxes)
    }


def test_totals_that_are_unproven_are_read_again_where_an_amount_is_unsure() -> None:
    lines = tuple(t for t in SURE if t != "1 000,00\t20 %\t200,00")
    assert doubted((recognised(*lines),)) == ()
    assert doubted((recognised(*lines, confidence=0.8),)) == (1,)
    assert doubted((recognised(*SURE, confidence=0.8),)) == ()


def test_a_word_beside_an_amount_that_was_hardly_read_leaves_unproven_totals_open() -> None:
    lines = tuple(t for t in SURE if t != "1 000,00\t20 %\t200,00")
    page = recognised(*lines, "Zu au\t51,65", "Mit GriiRen")

    def doubted_by(word: str) -> tuple[int, ...]:
        words = (replace(w, confidence=0.3) if w.text == word else w for w in page.words)
        return doubted((replace(page, words=tuple(words)),))

    assert doubted_by("au") == (1,)
    assert doubted_by("GriiRen") == ()


def test_what_was_hard_to_read_at_first_counts_although_it_was_read_again() -> None:
    lines = tuple(t for t in SURE if t != "1 000,00\t20 %\t200,00")
    mended, first = recognised(*lines), recognised(*lines, confidence=0.8)
    assert doubtful_pages((mended,), understood((mended,), CONTEXT), (first,)) == (1,)


def test_the_characters_of_what_acts_are_to_be_proven_not_those_of_proven_totals() -> None:
    assert proven(*SURE) == {SURE[1], SURE[2], SURE[-1]}


def test_unsure_digits_are_to_be_proven_where_the_totals_are_not() -> None:
    item = "Volet roulant\t850,00"
    lines = (*(t for t in SURE if t != "1 000,00\t20 %\t200,00"), item)
    assert item in proven(*lines, confidence=0.8)
    assert item not in proven(*lines)
    assert item not in proven(*SURE, item, confidence=0.8)


def test_an_account_that_fails_its_check_digits_is_doubted() -> None:
    right, wrong = "FR76 3000 6000 0112 3456 7890 189", "FR76 3000 6000 0112 3456 7890 188"
    assert doubted((recognised(*SURE, f"IBAN {right}"),)) == ()
    assert doubted((recognised(*SURE, f"IBAN {wrong}"),)) == (1,)


def test_of_a_long_document_the_first_pages_and_the_last() -> None:
    pages = tuple(recognised(f"page {n}", number=n) for n in range(1, 8))
    assert doubted(pages) == (1, 2, 7)


TABLE = (
    "Désignation\tQuantité\tPrix unitaire\tMontant",
    "Volet roulant\t2\t300,00\t600,00",
    "Pose\t1\t400,00\t400,00",
)


def rows_to_read(*lines: str) -> set[str]:
    """Return the lines around which rows are to be read again."""
    page = recognised(*lines)
    boxes = open_rows((page,), understood((page,), CONTEXT)).get(1, ())
    return {
        line.text
        for line in sheet_of((page,)).lines
        if any(box.holds_middle_of(w.box(1)) for w in line.words for box in boxes)
    }


def test_rows_are_read_again_where_the_lines_do_not_make_the_totals() -> None:
    assert rows_to_read(*SURE[:3], *TABLE, *SURE[3:]) == set()
    assert set(TABLE[:2]) < rows_to_read(*SURE[:3], *TABLE[:2], *SURE[3:])


def test_rows_are_read_again_where_the_totals_are_not_proven() -> None:
    row = ("1 000,00\t20 %\t200,00", "900,00\t20 %\t180,00")
    unproven = tuple(line.replace(*row) for line in SURE)
    found = rows_to_read(*unproven[:3], *TABLE, *unproven[3:])
    assert {*TABLE, "Total HT\t1 000,00 €", "Total TTC\t1 200,00 €"} <= found


def test_numbers_of_lines_that_do_not_multiply_out_are_to_be_proven() -> None:
    odd = "Pose\t7\t400,00\t400,00"
    assert odd in proven(*SURE[:3], *TABLE[:2], odd, *SURE[3:])
    assert TABLE[1] not in proven(*SURE[:3], *TABLE[:2], odd, *SURE[3:])
