"""Pages made of lines of text, as the reader is given them."""

import re

from pipeline.reading.lines import Sheet, sheet_of
from pipeline.reading.words import Page, Word
from storage.domain.field import Source

WIDTH, HEIGHT = 595.0, 842.0
_MARGIN, _COLUMN, _LINE = 40.0, 130.0, 16.0
_SIZE = 10.0
_CHARACTER = 0.5 * _SIZE
_SPACE = 3.0


def a_page(*lines: str, number: int = 1, source: Source = Source.PDF_TEXT, sure: float = 1) -> Page:
    """Return a page of A4; a tab in a line goes to the next column, ``#`` before it sets it large.

    Args:
        lines: From top to bottom; an empty one leaves room.
        number: Of the page, 1-based.
        source: Where its words come from.
        sure: Confidence of every word.
    """
    words: list[Word] = []
    for row, line in enumerate(lines):
        factor = 2.0 if line.startswith("#") else 1.0
        right = 0.0
        for column, cell in enumerate(line.removeprefix("#").split("\t")):
            x = max(_MARGIN + _COLUMN * column, right + 2 * _SIZE)
            for text in cell.split():
                width = len(text) * _CHARACTER * factor
                words.append(
                    Word(
                        text,
                        x / WIDTH,
                        (_MARGIN + _LINE * row) / HEIGHT,
                        width / WIDTH,
                        _SIZE * factor / HEIGHT,
                        sure,
                    )
                )
                x += width + _SPACE
            right = x
    return Page(number, WIDTH, HEIGHT, source, words=tuple(words))


def a_sheet(*lines: str) -> Sheet:
    """Return the sheet of one such page."""
    return sheet_of((a_page(*lines),))


INVOICE = (
    "#FACTURE N° F-2026-017",
    "Date : 24/11/2026\t\tÉchéance : 24/12/2026",
    "Ateliers Morvan, SARL au capital de 8 000 €",
    "SIREN 732 829 320\tTVA FR44 732829320",
    "",
    "Facturé à",
    "Cabinet Exemple",
    "SIREN 123 456 782",
    "",
    "Désignation\tQté\tPU HT\tMontant HT",
    "Pose de menuiserie\t2\t400,00\t800,00",
    "Fourniture de bois\t1\t200,00\t200,00",
    "",
    "\t\tTotal HT\t1 000,00 €",
    "\tTVA 20 %\t1 000,00\t200,00 €",
    "\t\tTotal TVA\t200,00 €",
    "\t\tTotal TTC\t1 200,00 €",
    "",
    "Paiement à 30 jours",
    "IBAN FR76 3000 6000 0112 3456 7890 189   BIC AGRIFRPPXXX",
    "Référence à rappeler lors du virement : F-2026-017",
)
"""An invoice on which every field is printed."""

NEGATIVE = tuple(re.sub(r"\t(\d)", r"\t-\1", line) if "00,00" in line else line for line in INVOICE)
"""The same with every amount below zero, and no word that says why."""
