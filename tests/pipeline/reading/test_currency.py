"""The currency: the one that is printed, else the seller's."""

import pytest

from pipeline.reading.currency import find_currency
from storage.domain.field import Field, Level, Source, Witness
from storage.domain.invoice import FieldName
from tests.pipeline.reading.papers import a_sheet


@pytest.mark.parametrize(
    ("line", "country", "currency"),
    [
        ("Total 12,00 €", "CH", "EUR"),
        ("Total CHF 12.00", "FR", "CHF"),
        ("Total 12,00", "FR", "EUR"),
        ("Total 12,00", "CH", None),
        ("Total 12,00", None, None),
    ],
)
def test_currency(line: str, country: str | None, currency: str | None) -> None:
    seller = Field(country, Level.READ, Source.PDF_TEXT) if country else None
    field = find_currency(a_sheet(line), seller).get(FieldName.CURRENCY)
    assert (field and field.value) == currency


def test_what_is_not_printed_is_only_read() -> None:
    seller = Field("FR", Level.READ, Source.PDF_TEXT, witnesses=(Witness.KINSHIP,))
    field = find_currency(a_sheet("Total 12,00"), seller)[FieldName.CURRENCY]
    assert (field.level, field.witnesses, field.boxes) == (Level.READ, (Witness.KINSHIP,), ())
    guess = Field("FR", Level.GUESSED, Source.PDF_TEXT)
    assert find_currency(a_sheet("Total 12,00"), guess) == {}
