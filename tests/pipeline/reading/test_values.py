"""Amounts, rates, dates and currencies as paper prints them."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.lines import fold
from pipeline.reading.values import (
    amounts_in,
    compact_days_in,
    currencies_in,
    days_in,
    money_in,
    periods_in,
    rates_in,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,56 €", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1'234.56 chf", "1234.56"),
        ("12345,60 eur", "12345.60"),
        ("€ 99.90", "99.90"),
        ("-12,00", "-12.00"),
        ("12,00-", "-12.00"),
        ("(12,00)", "-12.00"),
        ("1 000 000,00", "1000000.00"),
        ("120 €", "120"),
    ],
)
def test_amounts(text: str, value: str) -> None:
    (amount,) = amounts_in(text)
    assert amount.value == Decimal(value)
    assert amount.is_money


@pytest.mark.parametrize("text", ["24/11/2026", "20 %", "5,5 %", "fr7630006000011234567890189"])
def test_what_is_no_amount(text: str) -> None:
    assert [a for a in amounts_in(text) if a.is_money] == []


def test_a_bare_number_is_not_known_to_be_money() -> None:
    (amount,) = amounts_in("2")
    assert not amount.is_money


@given(cents=st.integers(min_value=0, max_value=99_999_999_99))
def test_every_french_amount_is_read_back(cents: int) -> None:
    whole, rest = divmod(cents, 100)
    text = f"{whole:,}".replace(",", " ") + f",{rest:02d} €"
    (amount,) = amounts_in(text)
    assert amount.value == Decimal(cents) / 100


def test_rates() -> None:
    assert [r.value for r in rates_in("tva 20 % puis 5,5% et 2.10 %")] == [
        Decimal(20),
        Decimal("5.5"),
        Decimal("2.10"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "24/11/2026",
        "24-11-26",
        "24.11.2026",
        "2026-11-24",
        "24 novembre 2026",
        "24 nov. 2026",
        "24. november 2026",
        "november 24, 2026",
        "11/24/2026",
        "24 de noviembre de 2026",
        "24 de novembro de 2026",
        "24 november '26",
        "24/nov/2026",
        "24 11 2026",
    ],
)
def test_dates(text: str) -> None:
    (day,) = days_in(fold(text))
    assert day.value == date(2026, 11, 24)


@pytest.mark.parametrize("text", ["31/02/2026", "24/13/2026 ", "1.234.567", "01 23 45 67 89"])
def test_what_is_no_date(text: str) -> None:
    assert list(days_in(text)) == []


def test_the_first_of_a_month_and_a_month_that_touches_its_day() -> None:
    assert [d.value for d in days_in(fold("1er août 2026, 3mars 2026"))] == [
        date(2026, 8, 1),
        date(2026, 3, 3),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "sarl au capital de 7 500 € -",
        "capital social : 10.000,00 eur",
        "stammkapital 25000 €",
        "cap. soc. € 1250000 i.v.",
    ],
)
def test_share_capital_is_no_money(text: str) -> None:
    assert not any(money_in(text))
    assert any(money_in(re.sub(r"[ck]apital|cap\. soc\.", "total", text)))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12 €", "EUR"),
        ("usd 12", "USD"),
        ("us$12", "USD"),
        ("$12", "USD"),
        ("£ 12", "GBP"),
        ("12 chf", "CHF"),
        ("lindenstra$e 12, 40 eur", "EUR"),
    ],
)
def test_currencies(text: str, code: str) -> None:
    (found,) = currencies_in(text)
    assert found.code == code
    assert list(currencies_in("12,00")) == []


def test_a_round_amount_with_a_dash_for_cents() -> None:
    (amount,) = amounts_in("€ 1.250,-")
    assert (amount.value, amount.is_money) == (Decimal("1250.00"), True)


@pytest.mark.parametrize(
    ("text", "count"), [("date : 20261124", 1), ("n° 20261124", 0), ("date : 20261324", 0)]
)
def test_dates_without_signs_stand_behind_a_colon(text: str, count: int) -> None:
    days = [day.value for day in compact_days_in(text)]
    assert days == [date(2026, 11, 24)] * count


@pytest.mark.parametrize(
    ("text", "code"),
    [("19116.00 fcfa", "XOF"), ("pln 12,00", "PLN"), ("dt952310", None), ("12 zl", "PLN")],
)
def test_currencies_that_are_words_stand_beside_a_number(text: str, code: str | None) -> None:
    assert next((found.code for found in currencies_in(text)), None) == code


def test_days_of_a_period_may_bear_their_names() -> None:
    text = "periode facturee du mardi 30 juin 2026 au jeudi 30 juillet 2026"
    (period,) = periods_in(text)
    assert (period.first.isoformat(), period.last.isoformat()) == ("2026-06-30", "2026-07-30")
    assert not list(periods_in("du mardi 30 juin 2026 au plus tard 30 juillet 2026"))


def test_a_house_number_and_a_postcode_are_no_amount() -> None:
    assert not money_in("avenue de la gare 141, 1204 geneve")
    assert [amount.value for amount in money_in("12, 50 €")] == [Decimal("12.50")]
