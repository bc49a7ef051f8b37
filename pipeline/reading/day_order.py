"""Whether a sheet prints the month before the day, as in the United States: 03/14/2026.

In: a sheet. Out: the order, as far as the sheet shows it, and days in that order. A day above 12
tells; where no date has one, dollars and a state with its ZIP code do. Dollars alone may be those
of a country that puts the day first: then nobody knows.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from functools import lru_cache

from pipeline.reading.lines import Line, Sheet
from pipeline.reading.values import Day, currencies_in, days_in

_NUMERIC = re.compile(
    r"(?<![\d.,/-])(\d{1,2}) ?([-/]) ?(\d{1,2}) ?\2 ?(?:20\d\d|\d\d)(?![\d/]|[.,-]\d)"
)
_STATE = re.compile(
    r"\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI"
    r"|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\.?,? \d{5}(?:-\d{4})?\b"
)
_MONTHS = 12


class DayOrder(Enum):
    """What comes first in a date that has digits only."""

    DAY = "day"
    MONTH = "month"
    UNKNOWN = "unknown"


@lru_cache(maxsize=4)
def order_of(sheet: Sheet) -> DayOrder:
    """Return the order that the dates of a sheet show, or that its country has."""
    pairs = [
        (int(match[1]), int(match[3]))
        for line in sheet.lines
        for match in _NUMERIC.finditer(line.folded)
    ]
    day_first = any(one > _MONTHS >= other for one, other in pairs)
    month_first = any(other > _MONTHS >= one for one, other in pairs)
    if day_first and month_first:
        return DayOrder.UNKNOWN
    if day_first or month_first:
        return DayOrder.DAY if day_first else DayOrder.MONTH
    if not pairs or all(found.code != "USD" for found in currencies_in(sheet.folded)):
        return DayOrder.DAY
    if any(_STATE.search(line.text) for line in sheet.lines):
        return DayOrder.MONTH
    return DayOrder.UNKNOWN


def days_on(line: Line, order: DayOrder) -> Iterator[Day]:
    """Yield the days of a line, from left to right, in an order."""
    for day in days_in(line.folded):
        if order is DayOrder.MONTH and has_two_readings(line, day):
            value = day.value.replace(month=day.value.day, day=day.value.month)
            yield replace(day, value=value)
        else:
            yield day


def has_two_readings(line: Line, day: Day) -> bool:
    """Tell whether a date is another one when the month comes first."""
    match = _NUMERIC.fullmatch(line.folded, day.start, day.end)
    if match is None:
        return False
    one, other = int(match[1]), int(match[3])
    return one != other and max(one, other) <= _MONTHS
