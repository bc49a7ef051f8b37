"""VAT that is said to be within a total: « 247,68 € (dont 11,08 € TVA 20 %, 9,45 € TVA 5,5 %) ».

In: a sheet. Out: the total, and the VAT (BT-110) in it. Such a paper names no total without VAT.
"""

import re
from dataclasses import replace
from decimal import Decimal

from pipeline.reading.lines import Line, Sheet
from pipeline.reading.search import Found, Match, money_on
from pipeline.reading.values import Amount

_WITHIN = re.compile(
    r"\b(?:dont|of which|incl(?:uding|udes|\.)?|davon|enthalt\w*|darin|di cui|waarvan"
    r"|de los cuales)\b"
)
_VAT = re.compile(
    r"\b(?:t\.?v\.?a\b|taxes?\b|vat\b|mwst|ust\b|umsatzsteuer|i\.?v\.?a\b|b\.?t\.?w\b)"
)
_MOST_SHARE = Decimal("0.25")
"""Of the total: no VAT within one is more."""


def contained_vat(sheet: Sheet) -> tuple[Decimal, Found[Amount]] | None:
    """Return a total and the sum of the amounts of VAT that are said, behind it, to be within."""
    for line in sheet.lines:
        if (within := _WITHIN.search(line.folded)) and (found := _within(line, within)):
            return found
    return None


def _within(line: Line, within: re.Match[str]) -> tuple[Decimal, Found[Amount]] | None:
    start, end = line.cell_around(within.start())
    said = line.folded[within.end() : end]
    before = [amount for amount in money_on(line) if start <= amount.start < within.start()]
    parts = [amount for amount in money_on(line) if within.end() <= amount.start < end]
    vat = sum((amount.value for amount in parts), Decimal(0))
    is_vat = len(_VAT.findall(said)) == len(parts) > 0
    if not before or not is_vat or not 0 < vat <= _MOST_SHARE * before[-1].value:
        return None
    label = Match(line.span(within.start(), within.end()), 1.0)
    whole = replace(parts[-1], value=vat)
    return before[-1].value, Found(whole, line, label.weight, label, is_below=False)
