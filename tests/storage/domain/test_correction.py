"""What a person may type for a field, and the canonical value that is kept."""

import pytest

from storage.domain.correction import LONGEST_TEXT, parse_value
from storage.domain.invoice import FieldName


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1234.50", "1234.50"),
        ("1234,5", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1\N{NO-BREAK SPACE}234,50\N{NARROW NO-BREAK SPACE}€", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1.234.567,89", "1234567.89"),
        ("12 345 678", "12345678.00"),
        ("-12,00", "-12.00"),
        ("\N{MINUS SIGN}12", "-12.00"),
        ("0,125", "0.125"),
        ("-0", "0.00"),
        ("1,234.50", None),
        ("12 34,50", None),
        ("1e3", None),
        ("NaN", None),
        ("€", None),
        ("1234567890123456", None),
    ],
)
@pytest.mark.parametrize(
    "name", [FieldName.TOTAL_WITH_VAT, FieldName.PREPAID, FieldName.ALLOWANCES]
)
def test_amounts(name: FieldName, typed: str, kept: str | None) -> None:
    assert parse_value(name, typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2026-01-31", "2026-01-31"),
        ("31/01/2026", "2026-01-31"),
        (" 1/2/2026 ", "2026-02-01"),
        ("31.01.2026", "2026-01-31"),
        ("31-01-2026", "2026-01-31"),
        ("31/02/2026", None),
        ("2026-02-31", None),
        ("20260131", None),
        ("2026-W05-6", None),
        ("31/01/26", None),
        ("01/31/2026", None),
        ("hier", None),
    ],
)
@pytest.mark.parametrize("name", [FieldName.ISSUE_DATE, FieldName.DUE_DATE])
def test_dates(name: FieldName, typed: str, kept: str | None) -> None:
    assert parse_value(name, typed) == kept


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        (FieldName.SELLER_SIREN, "123 456 782", "123456782"),
        (FieldName.SELLER_SIREN, "123456789", None),
        (FieldName.BUYER_SIRET, "732 829 320 00074", "73282932000074"),
        (FieldName.BUYER_SIRET, "73282932000075", None),
        (FieldName.SELLER_VAT_ID, "fr 83 404833048", "FR83404833048"),
        (FieldName.SELLER_VAT_ID, "FR84404833048", None),
        (FieldName.IBAN, "FR76 3000 6000 0112 3456 7890 189", "FR7630006000011234567890189"),
        (FieldName.IBAN, "FR7630006000011234567890188", None),
        (FieldName.BIC, "agriFRpp", "AGRIFRPP"),
        (FieldName.BIC, "X", None),
        (FieldName.CURRENCY, "eur", "EUR"),
        (FieldName.CURRENCY, "€", None),
        (FieldName.SELLER_COUNTRY, "fr", "FR"),
        (FieldName.SELLER_COUNTRY, "France", None),
        (FieldName.TYPE_CODE, "381", "381"),
        (FieldName.TYPE_CODE, "avoir", None),
        (FieldName.TYPE_CODE, "\N{ARABIC-INDIC DIGIT THREE}80", None),
        (FieldName.NUMBER, "  F 2026\t-  1 ", "F 2026 - 1"),
        (FieldName.NUMBER, "a\0b", None),
        (FieldName.SELLER_NAME, "Acmé\u202e", None),
        (FieldName.SELLER_NAME, "x" * LONGEST_TEXT, "x" * LONGEST_TEXT),
        (FieldName.SELLER_NAME, "x" * (LONGEST_TEXT + 1), None),
    ],
)
def test_others(name: FieldName, typed: str, kept: str | None) -> None:
    assert parse_value(name, typed) == kept


@pytest.mark.parametrize("name", FieldName)
def test_nothing_is_no_value(name: FieldName) -> None:
    assert parse_value(name, " ") is None
