"""Find on the pages which earlier invoice a credit note or a correction is about.

In: the words of the pages. Out: the number of that invoice (BT-25) and its date (BT-26), where the
page says so in words; numbers and dates of other kinds are not taken for it.
Rules: BR-FR-CO-04, BR-FR-CO-05.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from pipeline.reading.day_order import days_on, order_of
from pipeline.reading.lines import Sheet

_EARLIER = (
    r"\bfacture\s+(?:d.\s?origine|initiale|rectifiee|annulee|concernee|associee|de\s+reference)"
)
_SAID = re.compile(
    r"(?:\b(?:concerne|annule|credite|rectifie|corrige|rembourse|sur|de|a|pour)\s+(?:la|notre|votre)\s+"
    rf"facture|{_EARLIER}"
    r"|\bavoir\s+(?:sur|pour)\s+(?:la\s+)?facture"
    r"|\bcredits?\s+(?:the\s+)?invoice|\boriginal\s+invoice|\bzu(?:r)?\s+rechnung)"
    r"\s*(?:n\s?[°o]\.?|no\.?|nr\.?|num(?:ero)?\.?)?\s*:?\s*"
    r"((?=[a-z/.-]*\d)[a-z0-9][a-z0-9/.-]*[a-z0-9])"
)
_DATED = re.compile(rf"\bdate\s+de\s+(?:la\s+)?{_EARLIER}\s*:?\s*")
"""The date of that invoice with a label of its own."""
_BETWEEN = re.compile(r"\s*,?\s*(?:du|en date du|date(?:e)? du|of|dated|vom|\()?\s*:?\s*")


@dataclass(frozen=True)
class Preceding:
    """An earlier invoice (BG-3).

    Attributes:
        number: BT-25.
        issued: BT-26; None where the page does not say it beside the number.
    """

    number: str
    issued: date | None = None


def preceding_on(sheet: Sheet) -> Preceding | None:
    """Return the one earlier invoice that the pages name; None where they name none or several."""
    order = order_of(sheet)
    found: dict[str, Preceding] = {}
    for line in sheet.lines:
        for said in _SAID.finditer(line.folded):
            start, end = said.span(1)
            days = {day.start: day.value for day in days_on(line, order)}
            if start in days:
                continue
            number = line.text[start:end]
            between = _BETWEEN.match(line.folded, end)
            issued = days.get(between.end() if between else end)
            if number not in found or issued:
                found[number] = Preceding(number, issued)
    if len(found) != 1:
        return None
    named = next(iter(found.values()))
    return named if named.issued else replace(named, issued=_dated_apart(sheet))


def _dated_apart(sheet: Sheet) -> date | None:
    """Return the one day that the pages call the date of the earlier invoice."""
    order = order_of(sheet)
    days = {
        day.value
        for line in sheet.lines
        for said in _DATED.finditer(line.folded)
        for day in days_on(line, order)
        if day.start == said.end()
    }
    return days.pop() if len(days) == 1 else None
