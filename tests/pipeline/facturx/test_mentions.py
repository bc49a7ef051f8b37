"""Mentions of French law, and the earlier invoice, in the words of the page."""

from datetime import date

import pytest

from pipeline.facturx.mentions import Mentions, mentions_of
from pipeline.facturx.preceding import Preceding
from pipeline.reading.words import Page, Word
from storage.domain.field import Source

LATE = "En cas de retard, pénalités de 10 % l'an et indemnité forfaitaire de 40 € (art. L441-10)."
DISCOUNT = "Pas d'escompte pour paiement anticipé."


def _page(*lines: str, confidence: float = 1.0, left: float = 0.1) -> Page:
    """Return a page with lines of 10 points each, 12 points apart; two spaces part two cells."""
    words = []
    for number, line in enumerate(lines):
        at = left
        for cell in line.split("  "):
            for text in cell.split():
                width = 0.008 * len(text)
                words.append(Word(text, at, 0.1 + number * 12 / 842, width, 10 / 842, confidence))
                at += width + 0.005
            at += 0.1
    return Page(1, 595, 842, Source.PDF_TEXT, words=tuple(words))


@pytest.mark.parametrize(
    ("lines", "notes"),
    [
        ((LATE,), {"PMT": LATE, "PMD": LATE}),
        ((f"{DISCOUNT} {LATE}",), {"AAB": DISCOUNT, "PMT": LATE, "PMD": LATE}),
        (
            ("Pas d'escompte pour", "paiement anticipé."),
            {"AAB": "Pas d'escompte pour paiement anticipé."},
        ),
        (("Merci de votre confiance", DISCOUNT), {"AAB": DISCOUNT}),
        ((f"{DISCOUNT}  Total TTC 175,00",), {"AAB": DISCOUNT}),
        (("Escompte",), {}),
        (("IBAN FR76 3000 6000 0112 3456 7890 189 escompte 2 %",), {}),
        (("Facture n° 12", "Total 12,00"), {}),
    ],
)
def test_sentences_of_the_page(lines: tuple[str, ...], notes: dict[str, str]) -> None:
    assert mentions_of((_page(*lines),)) == Mentions(notes)


def test_what_was_hardly_legible_is_not_quoted() -> None:
    assert mentions_of((_page(DISCOUNT, confidence=0.5),)) == Mentions()


@pytest.mark.parametrize(
    ("line", "framework"),
    [("Cadre de facturation : S1", "S1"), ("Cadre de facturation M2", "M2"), ("S1", "")],
)
def test_the_framework_is_read_where_it_is_named(line: str, framework: str) -> None:
    assert mentions_of((_page(line),)).framework == framework


def test_no_words_no_mentions() -> None:
    assert mentions_of(()) == Mentions()


@pytest.mark.parametrize(
    ("lines", "preceding"),
    [
        (
            ("Avoir sur facture n° FA-2026/17 du 12/03/2026",),
            Preceding("FA-2026/17", date(2026, 3, 12)),
        ),
        (("Concerne la facture F88020",), Preceding("F88020")),
        (("Facture d'origine : FA29511",), Preceding("FA29511")),
        (
            ("Annule la facture F1", "Facture d'origine : F1 du 1er mars 2026"),
            Preceding("F1", date(2026, 3, 1)),
        ),
        (("Annule la facture F1", "Annule la facture F2"), None),
        (("Credits invoice F10044 dated 12 March 2026",), Preceding("F10044", date(2026, 3, 12))),
        (("Date de facture 22/12/2025", "Facture éditée par un tiers 12"), None),
        (
            ("N° DE FACTURE ASSOCIÉE : F3", "DATE DE FACTURE ASSOCIÉE : 01/01/2026"),
            Preceding("F3", date(2026, 1, 1)),
        ),
        (("Date de facture d'origine : 01/01/2026",), None),
        (("Concerne la facture jointe",), None),
        (("Facture n° 12",), None),
    ],
)
def test_the_earlier_invoice(lines: tuple[str, ...], preceding: Preceding | None) -> None:
    assert mentions_of((_page(*lines),)).preceding == preceding
