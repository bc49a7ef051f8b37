"""VAT that is said to be within a total: « 247,68 € (dont 11,08 € TVA 20 %, 9,45 € TVA 5,5 %) ».

In: a sheet. Out: the total, the VAT (BT-110) in it, and its row of the VAT table where one rate
alone makes it. Such a paper names no total without VAT.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.reading.lines import Line, Sheet
from pipeline.reading.search import Found, Match, money_on
from pipeline.reading.values import Amount
from pipeline.reading.vat_table import RATES, Row

_WITHIN = re.compile(
    r"\b(?:dont|of which|incl(?:uding|udes|\.)?|davon|enthalt\w*|darin|di cui|waarvan"
    r"|de los cuales)\b"
)
_VAT = re.compile(
    r"\b(?:t\.?v\.?a\b|taxes?\b|vat\b|mwst|ust\b|umsatzsteuer|i\.?v\.?a\b|b\.?t\.?w\b)"
)
_MOST_SHARE = Decimal("0.25")
"""Of the total: no VAT within one is more."""


@dataclass(frozen=True)
class ContainedVat:
    """What a total is said to have in it.

    Attributes:
        total: With VAT.
        vat: The sum of the amounts of VAT, at the place of the last one.
        rows: Its row of the VAT table; empty where several rates make it, or none does.
    """

    total: Decimal
    vat: Found[Amount]
    rows: tuple[Row, ...]


def contained_vat(sheet: Sheet) -> ContainedVat | None:
    """Return the first total behind which amounts of VAT are said to be within."""
    for line in sheet.lines:
        if (within := _WITHIN.search(line.folded)) and (found := _within(line, within)):
            return found
    return None


def _within(line: Line, within: re.Match[str]) -> ContainedVat | None:
    start, end = line.cell_around(within.start())
    before = [amount for amount in money_on(line) if start <= amount.start < within.start()]
    parts = [amount for amount in money_on(line) if within.end() <= amount.start < end]
    vat = sum((amount.value for amount in parts), Decimal(0))
    named = len(_VAT.findall(line.folded, within.end(), end))
    if not before or not named == len(parts) > 0 or not 0 < vat <= _MOST_SHARE * before[-1].value:
        return None
    total, label = before[-1].value, Match(line.span(*within.span()), 1.0)
    rows = (Row(rate, total - vat, vat, span=line.span(start, end)) for rate in RATES if rate)
    return ContainedVat(
        total,
        Found(replace(parts[-1], value=vat), line, label.weight, label, is_below=False),
        tuple(row for row in rows if len(parts) == 1 and row.fits(row.basis))[:1],
    )
