"""Which pages are read by the second engine, too."""

from dataclasses import replace

import pytest

from pipeline.reading.doubt import doubtful_pages
from pipeline.reading.fields import Context
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


def test_a_text_layer_is_not_doubted() -> None:
    assert doubtful_pages((a_page("Facture"),), CONTEXT) == ()


def test_a_page_whose_totals_and_seller_are_proven_is_not_doubted() -> None:
    assert doubtful_pages((recognised(*SURE),), CONTEXT) == ()


@pytest.mark.parametrize(
    "lost",
    [
        "1 000,00\t20 %\t200,00",
        "SIRET 732 829 320 00074 - TVA FR 44 732829320",
        "FACTURE N° F-2026-017",
        "Date de facture : 24/11/2026",
    ],
)
def test_a_page_that_leaves_something_open_is(lost: str) -> None:
    assert doubtful_pages((recognised(*(t for t in SURE if t != lost)),), CONTEXT) == (1,)


def test_a_number_that_was_read_badly_is_doubted() -> None:
    assert doubtful_pages((recognised(*SURE, confidence=0.7),), CONTEXT) == (1,)


def test_an_account_that_fails_its_check_digits_is_doubted() -> None:
    right, wrong = "FR76 3000 6000 0112 3456 7890 189", "FR76 3000 6000 0112 3456 7890 188"
    assert doubtful_pages((recognised(*SURE, f"IBAN {right}"),), CONTEXT) == ()
    assert doubtful_pages((recognised(*SURE, f"IBAN {wrong}"),), CONTEXT) == (1,)


def test_of_a_long_document_the_first_pages_and_the_last() -> None:
    pages = tuple(recognised(f"page {n}", number=n) for n in range(1, 8))
    assert doubtful_pages(pages, CONTEXT) == (1, 2, 7)
