"""Rails: a column of labels beside the text is read by itself, the columns of a table are not."""

from itertools import pairwise

from pipeline.reading.labels import Labelled
from pipeline.reading.lines import Sheet, sheet_of
from pipeline.reading.totals import find_totals
from pipeline.reading.words import Page, Word
from storage.domain.field import Source
from tests.pipeline.reading.papers import HEIGHT, WIDTH, a_sheet

SIZE, PITCH = 9.0, 13.0

RAIL = (
    *("Numéro", "F-2026-118", "Émise le", "10/03/2026", "Échéance", "09/04/2026", "Contrat"),
    *("MD-7161", "Hors taxes", "1 000,00", "TVA 20 %", "200,00", "Total TTC", "1 200,00"),
    *("Reste à payer", "1 200,00", "Virement", "Merci"),
)
TEXT = (
    "Atelier du Moulin, 12 rue des Tilleuls, 69003 Lyon",
    "Facture adressée à la société Dalcourt et Fils",
    "Licence Équipe, par utilisateur et par mois 271,92",
    "Formation à distance de toute une équipe 564,09",
    "Assistance prioritaire par téléphone 163,99",
)


def words(text: str, left: float, top: float) -> list[Word]:
    """Return the words of a line."""
    placed, x = [], left
    for word in text.split():
        width = 0.5 * SIZE * len(word)
        placed.append(Word(word, x / WIDTH, top / HEIGHT, width / WIDTH, SIZE / HEIGHT))
        x += width + 3
    return placed


def beside(rail: tuple[str, ...], text: tuple[str, ...], pitch: float, at: float) -> Sheet:
    """Return a page with a rail at the left, and text at its own pitch beside it."""
    placed = [word for row, line in enumerate(rail) for word in words(line, 40, 60 + PITCH * row)]
    placed += [word for row, line in enumerate(text) for word in words(line, at, 60 + pitch * row)]
    return sheet_of((Page(1, WIDTH, HEIGHT, Source.PDF_TEXT, words=tuple(placed)),))


def test_a_rail_stands_for_itself() -> None:
    sheet = beside(RAIL, TEXT * 3, 17.3, 230)
    assert tuple(line.text for line in sheet.lines) == (*RAIL, *TEXT * 3)


def test_its_labels_have_the_values_below_them() -> None:
    found = find_totals(beside(RAIL, TEXT * 3, 17.3, 230)).totals
    assert {meaning: str(total.value) for meaning, total in found.items()} == {
        Labelled.WITHOUT_VAT: "1000.00",
        Labelled.VAT: "200.00",
        Labelled.WITH_VAT: "1200.00",
        Labelled.DUE: "1200.00",
    }


def test_the_columns_of_a_table_stay_rows() -> None:
    names = tuple(f"Article de la ligne {row}" for row in range(18))
    rows = tuple(f"pièces de bois {row} à 12,00" for row in range(18))
    sheet = beside(names, rows, PITCH, 230)
    assert [line.text for line in sheet.lines] == [
        f"{name}\t{row}" for name, row in zip(names, rows, strict=True)
    ]


def test_amounts_in_the_middle_of_names_of_two_lines_are_no_text_beside_a_rail() -> None:
    names = ("Abonnement mensuel", "du mois de janvier") * 9
    sheet = beside(names, ("3 12,77 38,31",) * 9, 2 * PITCH, 230)
    tops = [line.top for line in sheet.lines]
    assert all(upper <= lower for upper, lower in pairwise(tops))


def test_a_short_head_of_two_columns_is_no_rail() -> None:
    sheet = beside(RAIL[:6], TEXT, 17.3, 230)
    assert "\t" in sheet.lines[0].text


def test_a_page_without_a_rail_is_one_part() -> None:
    assert [line.text for line in a_sheet("Total HT\t1,00", "TVA\t0,20").lines] == [
        "Total HT\t1,00",
        "TVA\t0,20",
    ]
