"""Amounts: exact, in one form in and out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.money import format_amount, parse_amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1234.50", Decimal("1234.50")),
        (" -7 ", Decimal(-7)),
        ("+0.1", Decimal("0.1")),
        ("1 234.50", None),
        ("1,50", None),
        ("1e3", None),
        (".5", None),
        ("5.", None),
        ("NaN", None),
        ("", None),
        ("1" * 15, Decimal("1" * 15)),
        ("1" * 16, None),
        ("0." + "1" * 11, None),
    ],
)
def test_parse(text: str, amount: Decimal | None) -> None:
    assert parse_amount(text) == amount


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("1234.5", "1234.50"),
        ("7", "7.00"),
        ("0.10000", "0.10"),
        ("0.125", "0.125"),
        ("0.12500", "0.125"),
        ("-3", "-3.00"),
        ("100000000000000", "100000000000000.00"),
    ],
)
def test_format(amount: str, text: str) -> None:
    assert format_amount(Decimal(amount)) == text


@given(st.decimals(min_value=-(10**15) + 1, max_value=10**15 - 1, places=10))
def test_what_is_written_is_read_back_exactly(amount: Decimal) -> None:
    assert parse_amount(format_amount(amount)) == amount
