"""Find on the pages which earlier invoice a credit note or a correction is about.

In: the words of the pages. Out: the number of that invoice (BT-25) and its date (BT-26), where the
page says so in words; numbers and dates of other kinds are not taken for it.
Rules: BR-FR-CO-04, BR-FR-CO-05.
"""

import re
from dataclasses import dataclass
from datetime import date

from pipeline.reading.day_order import days_on, order_of
from pipeline.reading.lines import Sheet

_SAID = re.compile(
    r"(?:\b(?:concerne|annule|credite|rectifie|corrige|rembourse|sur|de|a|pour)\s+(?:la|notre|votre)\s+"
    r"facture|\bfacture\s+(?:d.\s?origine|initiale|rectifiee|annulee|concernee|de\s+reference)"
    r"|\bavoir\s+(?:sur|pour)\s+(?:la\s+)?facture"
    r"|\bcredits?\s+(?:the\s+)?invoice|\boriginal\s+invoice|\bzu(?:r)?\s+rechnung)"
    r"\s*(?:n\s?[°o]\.?|no\.?|nr\.?|num(?:ero)?\.?)?\s*:?\s*"
    r"((?=[a-z/.-]*\d)[a-z0-9][a-z0-9/.-]*[a-z0-9])"
)
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
            number = line.text[start:end]
            between = _BETWEEN.match(line.folded, end)
            at = between.end() if between else end
            issued = next((day.value for day in days_on(line, order) if day.start == at), None)
            if number not in found or issued:
                found[number] = Preceding(number, issued)
    return next(iter(found.values())) if len(found) == 1 else None
