"""Say which rate of the VAT table each invoice line has, where the page does not print it there.

In: the lines, and a VAT table that adds up. Out: the lines with a rate (BT-152) where there is only
one way in which they make the bases of the table; that it is theirs shows in the sums.
Rules: EN 16931, BR-S-08 and its like.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from storage.domain.invoice import Line, VatBreakdown

_MOST_WAYS = 20_000
"""Sums that are tried at most: three rates and nine lines."""


def with_rates(lines: tuple[Line, ...], rows: tuple[VatBreakdown, ...]) -> tuple[Line, ...]:
    """Give lines without a rate one of the VAT table, if only one fits.

    A rate that the table does not have is none: it is another percentage of the line.
    """
    bases = {row.rate or Decimal(0): row.basis for row in rows}
    lines = tuple(
        line if line.vat_rate in bases else replace(line, vat_rate=None) for line in lines
    )
    if len(bases) != len(rows):  # two categories of one rate: the rate does not tell them apart
        return lines
    left = dict(bases)
    for line in lines:
        if line.vat_rate is not None and line.total is not None:
            left[line.vat_rate] -= line.total
    unfilled = [rate for rate, basis in left.items() if basis]
    if len(unfilled) == 1:
        return tuple(
            replace(line, vat_rate=unfilled[0]) if line.vat_rate is None else line for line in lines
        )
    return _with_only_way(lines, left)


def _with_only_way(lines: tuple[Line, ...], left: dict[Decimal, Decimal]) -> tuple[Line, ...]:
    open_ones = [at for at, line in enumerate(lines) if line.vat_rate is None]
    totals = [lines[at].total for at in open_ones]
    known = [total for total in totals if total is not None]
    if len(known) != len(totals) or len(left) ** len(known) > _MOST_WAYS:
        return lines
    ways = _ways(known, left)
    first, second = next(ways, None), next(ways, None)
    if first is None or second is not None:
        return lines
    rates = dict(zip(open_ones, first, strict=True))
    return tuple(
        replace(line, vat_rate=rates.get(at, line.vat_rate)) for at, line in enumerate(lines)
    )


def _ways(totals: Sequence[Decimal], left: dict[Decimal, Decimal]) -> Iterator[list[Decimal]]:
    """Yield each way to give every total a rate so that nothing is left of any basis."""
    if not totals:
        if not any(left.values()):
            yield []
        return
    for rate in left:
        rest: dict[Decimal, Decimal] = defaultdict(Decimal, left)
        rest[rate] -= totals[0]
        for way in _ways(totals[1:], rest):
            yield [rate, *way]
