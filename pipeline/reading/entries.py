"""Entries: the amounts that a total is made of, without those that say how one of them is made.

In: a sheet and the amounts of its invoice lines. Out: one for each line. How quantity and price
make it may stand in a row of its own, below it; or what is taken off its price, above it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from pipeline.reading.labelled import TOTALS
from pipeline.reading.lines import Line, Sheet
from pipeline.reading.row_arithmetic import is_made_on
from pipeline.reading.search import begins_with_label, money_on

_DETAIL = re.compile(
    r"(?:[^·]{0,160}·[ \t]*)?(\d[\d .,']*) ?(?:[^\W\d]{1,12}[.23]? ){0,2}"
    r"(?:[x×*@] ?|(?:a|at|zu|je|zu je|a je) )(?:[-–−] ?)?\d"
)
"""How a row begins that says what the one above it is made of: « 14,6 ml × 5,50 € »."""
_FLAT = re.compile(
    r"(?:pauschal|forfait(?:aire)?|flat(?: fee)?|a corpo|forfettario)\b[^\d\t]{0,6}\d"
)
"""How a row begins that says that an item is one for a sum: « pauschal 2.853,00 € »."""
_MOST_CONDITIONS = 3
"""Rows between the price of a line and what is left of it."""
_NEXT = 2
"""Lines at most from one of these rows to the next."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One amount that the total is made of.

    Attributes:
        amount: With its sign.
        rate: The VAT rate on its line, in percent; None where none or several may be meant.
        line: Index of its line.
        is_change: It is added or taken off on the whole.
        is_made: Numbers on its line make it, as quantity and price do.
        is_odd: Its line states other amounts, and they do not make this one.
    """

    amount: Decimal
    rate: Decimal | None
    line: int
    is_change: bool = False
    is_made: bool = False
    is_odd: bool = False


def without_details(sheet: Sheet, entries: list[Entry]) -> list[Entry]:
    """Leave out the rows that say what another one is made of.

    The rate of one that stands below its line is kept there.
    """
    kept: list[Entry] = []
    for entry in _without_conditions(sheet, entries):
        line = sheet.lines[entry.line]
        if kept and _tells_of(line, kept[-1].amount):
            rate = entry.rate if kept[-1].rate is None else kept[-1].rate
            kept[-1] = replace(kept[-1], rate=rate, is_made=True)
        else:
            kept.append(entry)
    return kept


def _without_conditions(sheet: Sheet, entries: Sequence[Entry]) -> Iterator[Entry]:
    """Leave out what is taken off the price of one line, in rows of its own before what is left.

    « Bruttowert  4.213,44 », « Kundenrabatt  210,67- », « Positionswert  4.002,77 ».
    """
    lines = {entry.line for entry in entries}
    index = 0
    while index < len(entries):
        first = entries[index]
        if first.line and first.line - 1 not in lines:
            index += _conditions(sheet, entries[index:])
        yield entries[index]
        index += 1


def _conditions(sheet: Sheet, entries: Sequence[Entry]) -> int:
    """Return how many entries turn an amount of the row above them into the next entry."""
    above = {abs(amount.value) for amount in money_on(sheet.lines[entries[0].line - 1])}
    changed = Decimal(0)
    for count, (entry, left) in enumerate(pairwise(entries), start=1):
        changed += entry.amount
        if count > _MOST_CONDITIONS or entry.is_made or left.line - entry.line > _NEXT:
            break
        is_sum = any(begins_with_label(sheet.lines[left.line].folded, it) for it in TOTALS)
        if changed < 0 < left.amount and left.amount - changed in above and not is_sum:
            return count
    return 0


def _tells_of(line: Line, amount: Decimal) -> bool:
    """Tell whether a row says what an amount above it is made of: also « 1 pièce à 18,23 »."""
    is_said = any(abs(it.value) == abs(amount) for it in money_on(line))
    if is_said and _FLAT.match(line.folded) and "\t" not in line.text:
        return True
    found = (_DETAIL.match(line.folded, start) for start, _ in line.cells())
    if (detail := next(filter(None, found), None)) is None:
        return False
    is_one = detail[1].strip() == "1" and is_said
    return is_one or is_made_on(line, amount)
