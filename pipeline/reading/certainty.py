"""How certain it is that the chosen number (BT-1) or issue date (BT-2) has that role.

In: a choice and the sheet that it was made on. Out: whether its certainty reaches the bound that
``certainty.json`` names; that is a second witness beside the label. The certainty is a logistic
function of what is seen around the value. Weights and bounds are fitted by ``make train`` on
layouts apart from those that judge, together with choices that were made after the true value had
been taken off the page: such a choice must not seem certain.
"""

import re
from datetime import date
from pathlib import Path

from pipeline.reading.header import Choice, Token
from pipeline.reading.lines import Sheet, compact
from pipeline.reading.odds import Traits, models_in
from pipeline.reading.search import V
from pipeline.reading.values import Day, days_in
from storage.domain.field import Source
from storage.domain.invoice import FieldName

FILE = Path(__file__).with_name("certainty.json")
"""Weights and bounds, with what they were fitted on."""

_NAMES_A_PAPER = re.compile(
    r"factur|fattura|invoice|rechnung|avoir|credit|gutschrift|beleg|\bbill|receipt"
    r"|emis|emit|issue|ausstell|emision|expedic"
)
_TOP = 0.45
"""Of the height of the first page: above it an invoice says what it is."""
_MOST = 2
"""Counts are cut off here: more says no more."""
_MOST_DAYS = 4
_LONG = 12
"""Characters of a number that nobody prints by chance."""


def is_certain(name: FieldName, traits: Traits, source: Source) -> bool:
    """Tell whether a value with these traits is wrong in fewer than one case of a thousand.

    Certainty is about the role. The characters of a recognised value need a second reading: the
    same value elsewhere on the paper.
    """
    is_read_well = source is not Source.OCR or traits["printed_again"] > 0
    return is_read_well and log_odds(name, traits) >= bound_of(name)


def bound_of(name: FieldName) -> float:
    """Return the log odds from which a field counts as certain."""
    return models_in(FILE)[name].bound


def log_odds(name: FieldName, traits: Traits) -> float:
    """Return the logarithm of the odds that a value is the right one: 0 is even."""
    return models_in(FILE)[name].log_odds(traits)


def traits_of_number(sheet: Sheet, choice: Choice[Token]) -> Traits:
    """Return what is seen around a chosen number."""
    found, wanted = choice.places[0], compact(choice.value)
    cell = (found.value.start, found.value.end)
    lines = sum(wanted in compact(line.text) for line in sheet.lines) if len(wanted) > 3 else 1
    return _traits(sheet, choice) | {
        "middling_label": float(0.5 <= found.label.weight < 1),
        "length": min(len(choice.value), _LONG) / _LONG,
        "letters": float(any(c.isalpha() for c in choice.value)),
        "alone_in_cell": float(cell in found.line.cells()),
        "printed_again": float(min(max(lines - 1, 0), _MOST)),
    }


def traits_of_issue_date(sheet: Sheet, choice: Choice[Day], due: Choice[Day] | None) -> Traits:
    """Return what is seen around a chosen date of issue."""
    printed = [day.value for line in sheet.lines for day in days_in(line.folded)]
    chosen = date.fromisoformat(choice.value)
    return _traits(sheet, choice) | {
        "before_due": float(due is not None and choice.value < due.value),
        "at_due": float(due is not None and choice.value == due.value),
        "other_days": float(min(len(set(printed) - {chosen}), _MOST_DAYS)),
        "printed_again": float(min(max(printed.count(chosen) - 1, 0), _MOST)),
    }


def _traits(sheet: Sheet, choice: Choice[V]) -> dict[str, float]:
    """Return what is seen around any value: its label, its place, and what competes with it."""
    found = choice.places[0]
    label, value = found.label.span, found.line.span(found.value.start, found.value.end)
    named = _NAMES_A_PAPER.search(sheet.lines[label.line].folded[label.start : label.end])
    way = value.top - label.bottom if found.is_below else value.left - label.right
    return {
        "sole_label": float(found.label.weight == 1),
        "names_paper": float(named is not None),
        "beside": float(not found.is_below),
        "near": 1 / (1 + max(0.0, way) / max(label.height, 1.0)),
        "rival": max((other.score for _, other in choice.others), default=0.0),
        "labels": float(min(len({f.label.span for f in choice.places}) - 1, _MOST)),
        "at_top": float(found.line.page.number == 1 and value.top < _TOP * found.line.page.height),
        "doubt": 1 - found.line.confidence(found.value.start, found.value.end),
    }
