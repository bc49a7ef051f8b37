"""A value below a head is the head's where no other column claims it."""

import pytest

from pipeline.reading.columns import is_among_money, is_under_head
from pipeline.reading.labels import Labelled
from pipeline.reading.search import find_labels, values_near
from pipeline.reading.tokens import tokens_in
from tests.pipeline.reading.papers import a_sheet


@pytest.mark.parametrize(
    ("head", "row", "is_own"),
    [
        ("Numéro\tClient", "F017\tC-88", True),
        ("Numéro\tClient\tDate", "F017\tC-88\t24/11/2026", True),
        ("Numéro", "F017 C-88\tD-2", True),
        ("Numéro de facture\tClient", "F017 et tout ce qui suit sur la même ligne", False),
    ],
)
def test_is_under_head(head: str, row: str, is_own: bool) -> None:
    sheet = a_sheet(head, row)
    label, *_ = find_labels(sheet, Labelled.NUMBER)
    found = next(values_near(sheet, label, tokens_in))
    assert is_under_head(sheet.lines[0], found) is is_own


@pytest.mark.parametrize(
    ("row", "is_among"),
    [
        ("DATE 23 Oct 2025\tPLEASE PAY GBP 5,028.92\tDUE DATE 07 Dec 2025", False),
        ("DATE 23 Oct 2025\tGBP 5,028.92", True),
        ("DATE 23 Oct 2025 of 5,028.92\tDUE DATE 07 Dec 2025", True),
        ("Facture du 23/10/2025\t100,00 €\t20,00 €", True),
        ("DATE 23 Oct 2025\tDUE DATE 07 Dec 2025", False),
    ],
)
def test_a_row_of_fields_is_no_row_of_goods(row: str, is_among: bool) -> None:
    (line,) = a_sheet(row).lines
    assert is_among_money(line, line.folded.index("23")) is is_among
