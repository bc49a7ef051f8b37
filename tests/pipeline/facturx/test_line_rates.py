"""Rates of lines that the page does not give one: only where the sums leave one way."""

from decimal import Decimal

import pytest

from pipeline.facturx.line_rates import with_rates
from storage.domain.invoice import Line, VatBreakdown


def _rows(*bases: tuple[str, str]) -> tuple[VatBreakdown, ...]:
    return tuple(VatBreakdown("S", Decimal(r), Decimal(b), Decimal(0)) for r, b in bases)


def _lines(*lines: tuple[str, str | None]) -> tuple[Line, ...]:
    return tuple(
        Line("x", total=Decimal(total), vat_rate=None if rate is None else Decimal(rate))
        for total, rate in lines
    )


@pytest.mark.parametrize(
    ("rows", "lines", "rates"),
    [
        ([("20", "30")], [("10", None), ("20", None)], ["20", "20"]),
        ([("20", "10"), ("10", "20")], [("10", "20"), ("20", None)], ["20", "10"]),
        ([("20", "17"), ("10", "5")], [("10", None), ("7", None), ("5", None)], ["20", "20", "10"]),
        ([("20", "10"), ("10", "10")], [("10", None), ("10", None)], [None, None]),
        ([("20", "17"), ("10", "6")], [("10", None), ("7", None), ("5", None)], [None] * 3),
        # Another percentage of the line, such as its discount, is no rate.
        ([("20", "30")], [("10", "15"), ("20", None)], ["20", "20"]),
        ([("20", "17"), ("10", "5")], [("17", "3"), ("5", "10")], ["20", "10"]),
        ([("20", "10"), ("20", "20")], [("10", None), ("20", None)], [None, None]),
        ([("20", "40"), ("10", "400")], [("1", None)] * 440, [None] * 440),
    ],
)
def test_rates(
    rows: list[tuple[str, str]], lines: list[tuple[str, str | None]], rates: list[str | None]
) -> None:
    found = [line.vat_rate for line in with_rates(_lines(*lines), _rows(*rows))]
    assert found == [None if rate is None else Decimal(rate) for rate in rates]
