"""A sentence that goes on in the next row is one line; rows of anything else are not."""

import pytest

from pipeline.reading.lines import Line, sentences_of, sheet_of
from tests.pipeline.reading.papers import a_page

SENTENCE = (
    "Nos prestations se montent ainsi à 2793,03 EUR hors taxes et, avec la TVA à 20 %",
    "(558,61 EUR), à 3351,64 EUR toutes taxes comprises.",
)


def lines_of(*rows: str) -> tuple[Line, ...]:
    return sentences_of((a_page(*rows),)).lines


def test_a_sentence_that_goes_on_in_the_next_row_is_one_line() -> None:
    (line,) = lines_of(*SENTENCE)
    assert line.text == " ".join(SENTENCE)


def test_a_stretch_over_two_rows_has_a_box_in_each() -> None:
    (line,) = lines_of(*SENTENCE)
    start, end = line.text.index("20 %"), line.text.index(", à 3351")
    upper, lower = line.boxes(start, end)
    assert lower.y > upper.y + upper.h / 2
    assert lower.x < upper.x


def test_three_rows_are_one_line() -> None:
    lines = lines_of(
        "Wir bitten Sie, den Betrag von 11771,50 EUR bis zum 2. März 2027 auf unser",
        "unten genanntes Konto bei der Bank in Lübeck zu überweisen und dabei die",
        "Nummer dieser Note anzugeben.",
    )
    assert len(lines) == 1


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            ("Merci de régler cette facture avant la fin du mois.", "Elle porte sur mars."),
            id="a sentence that ends",
        ),
        pytest.param(
            ("N° pièce et date de facture et date d'échéance", "UD525951Q 07/08/2026 07/09/2026"),
            id="a row of heads",
        ),
        pytest.param(
            ("Gutschrift gemäß § 14 Abs. 2 UStG", "Abrechnung Ihrer Leistungen im Oktober"),
            id="a subtitle",
        ),
        pytest.param(
            ("163 rue de la petite place", "31400 Toulouse"),
            id="an address",
        ),
        pytest.param(
            ("le total de la pose des portes du garage\t120,00", "et des fenêtres de la cave"),
            id="a row of a table",
        ),
        pytest.param(
            (
                "nous avons reçu de votre part le",
                "montant de la facture qui est jointe à ce courrier et vous en remercions",
            ),
            id="a row whose next word had room",
        ),
    ],
)
def test_what_is_none_stays_as_it_is(rows: tuple[str, ...]) -> None:
    assert len(lines_of(*rows)) == len(rows)


def test_lines_behind_a_sentence_know_their_places() -> None:
    page = a_page("Facture n° 12", *SENTENCE, "Merci")
    sheet = sentences_of((page,))
    assert [line.index for line in sheet.lines] == [0, 1, 2]
    assert sheet.lines[2].span(0, 5).line == 2
    assert len(sheet_of((page,)).lines) == 4
    assert sentences_of((a_page("Facture n° 12"),)) is sheet_of((a_page("Facture n° 12"),))


@pytest.mark.parametrize(
    "rows",
    [
        ("votre acompte du 22 décembre, CHF 1 227.43. Il reste un solde de", "CHF 4 909.74. Merci"),
        (
            "Nach Abzug Ihres Kostenvorschusses von 1963,77 EUR verbleiben",
            "2945,66 EUR. Wir bitten um Überweisung bis zum 2. Mai.",
        ),
        ("à quoi il faut que nous ajoutions la TVA au taux de 20,00", "%, soit 1 163,19€, donc"),
        ("Umsatzsteuer fällt in Deutschland hierfür nicht an, also 0,00", "EUR, weil die Leistung"),
    ],
)
def test_an_amount_begins_the_next_row(rows: tuple[str, ...]) -> None:
    assert len(lines_of(*rows)) == 1
