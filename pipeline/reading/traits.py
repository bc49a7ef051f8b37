"""What is seen around a chosen number (BT-1) or issue date (BT-2), as certainty weighs it.

In: a sheet and what was chosen on it. Out: `Traits` by name: shares from 0 to 1. What stands around
a value says whether its label is to be trusted: how plainly the value is the label's, what else
could be meant, and what agrees with it.
"""

import re
from datetime import date
from typing import Any

from pipeline.reading.choice import Choice
from pipeline.reading.columns import is_under_head, overlap, spans_of
from pipeline.reading.days import (
    cell_around,
    days_of,
    unexplained_days,
    words_in,
)
from pipeline.reading.lines import Line, Sheet, compact
from pipeline.reading.odds import Traits
from pipeline.reading.search import Found, V
from pipeline.reading.tokens import Token
from pipeline.reading.values import Day, has_money

_NAMES_A_PAPER = re.compile(
    r"factur|fattura|invoice|rechnung|avoir|credit|gutschrift|beleg|\bbill|receipt"
    r"|emis|emit|issue|ausstell|emision|expedic"
)
_TOP = 0.45
"""Of the height of the first page: above it an invoice says what it is."""
_MOST = 3
"""Counts are cut off here: more says no more."""
_FAR = 15
"""Heights of a label: so far to its right stands what may be another's."""
_LONG = 12
"""Characters of a number that nobody prints by chance."""
_GOES_ON = re.compile(r" ?[\d/-]*\d(?![\d.,]*[/.:]\d)")
_BEGINS_BEFORE = re.compile(r"(?:^|[\s:])(?:[A-Z]{1,3}|\d{1,4}) $")


def traits_of_number(sheet: Sheet, number: Choice[Token], issued: Choice[Day] | None) -> Traits:
    """Return what is seen around a chosen number."""
    found, wanted = number.places[0], compact(number.value)
    lines = sum(wanted in compact(line.text) for line in sheet.lines) if len(wanted) > 3 else 1
    year = issued.value[:4] if issued else "none"
    return _traits(sheet, number, issued) | {
        "length": min(len(wanted), _LONG) / _LONG,
        "short": float(len(wanted) < 4),
        "letters": float(any(c.isalpha() for c in wanted)),
        "has_year": float(
            re.search(rf"{year}|(?<!\d){year[2:]}(?=\d\d|\D)", number.value) is not None
        ),
        "is_cut": float(_is_cut(found)),
        "printed_again": _share(lines - 1),
    }


def traits_of_issue_date(
    sheet: Sheet, issued: Choice[Day], due: Choice[Day] | None, number: Choice[Token] | None
) -> Traits:
    """Return what is seen around a chosen date of issue."""
    chosen = date.fromisoformat(issued.value)
    printed = list(days_of(sheet))
    strange = {day.value for _, day in unexplained_days(sheet)} - {chosen}
    others = {day.value for _, day in printed} - {chosen}
    return _traits(sheet, issued, number) | {
        "before_due": float(due is not None and issued.value < due.value),
        "at_due": float(due is not None and issued.value == due.value),
        "strange_days": _share(len(strange)),
        "later_days": _share(sum(day > chosen for day in strange)),
        "explained_days": _share(len(others - strange)),
        "printed_again": _share(sum(day.value == chosen for _, day in printed) - 1),
    }


def _traits(sheet: Sheet, choice: Choice[V], partner: Choice[Any] | None) -> dict[str, float]:
    """Return what is seen around any value: its label, its place, and what competes with it."""
    found = choice.places[0]
    rivals = {
        "rival": max((other.score for _, other in choice.others), default=0.0),
        "labels": _share(len({f.label.span for f in choice.places}) - 1),
    }
    return (
        _of_label(sheet, found)
        | _of_place(found)
        | _of_way(sheet, found)
        | _company(found, partner.places[0] if partner else None)
        | rivals
    )


def _of_label(sheet: Sheet, found: Found[Any]) -> dict[str, float]:
    """Return what the label says, and what stands before it in its cell."""
    label, line = found.label.span, sheet.lines[found.label.span.line]
    start, _ = cell_around(line, label.start)
    named = _NAMES_A_PAPER.search(line.folded[label.start : label.end])
    return {
        "sole_label": float(found.label.weight == 1),
        "middling_label": float(0.5 <= found.label.weight < 1),
        "names_paper": float(named is not None),
        "words_before": _share(words_in(line.folded[start : label.start])),
    }


def _of_place(found: Found[Any]) -> dict[str, float]:
    """Return where on the page the value stands, and what is in its cell and line."""
    line, value = found.line, found.value
    start, end = cell_around(line, value.start)
    top = line.span(value.start, value.end).top
    return {
        "at_top": float(line.page.number == 1 and top < _TOP * line.page.height),
        "alone_in_cell": float((start, end) == (value.start, value.end)),
        "words_behind": _share(words_in(line.folded[value.end : end])),
        "among_money": float(has_money(line.folded)),
        "doubt": 1 - line.confidence(value.start, value.end),
    }


_WAYS = (
    *("beside", "near_beside", "far", "cells_between", "words_between"),
    *("near_below", "under_head", "columns", "parted", "own_words", "left_words"),
)


def _of_way(sheet: Sheet, found: Found[Any]) -> dict[str, float]:
    """Return how a value is reached from its label: beside it or below it."""
    label, line = found.label.span, found.line
    value = line.span(found.value.start, found.value.end)
    way = value.top - label.bottom if found.is_below else value.left - label.right
    heights = max(0.0, way) / max(label.height, 1.0)
    start, _ = cell_around(line, found.value.start)
    traits = dict.fromkeys(_WAYS, 0.0)
    if found.is_below:
        return traits | {
            "near_below": 1 / (1 + heights),
            "under_head": float(is_under_head(sheet.lines[label.line], found)),
            "columns": _share(len(list(line.cells())) - 1),
            "parted": float(_is_parted(sheet, found)),
            "own_words": _share(words_in(line.folded[start : found.value.start])),
            "left_words": _words_left(line, start),
        }
    between = line.folded[label.end : found.value.start]
    return traits | {
        "beside": 1.0,
        "near_beside": 1 / (1 + heights),
        "far": float(heights > _FAR),
        "cells_between": _share(between.count("\t") - 1),
        "words_between": _share(words_in(between)),
    }


def _company(found: Found[Any], partner: Found[Any] | None) -> dict[str, float]:
    """Return how number and date stand together."""
    if partner is None:
        return {"without_partner": 1.0, "in_row": 0.0, "stacked": 0.0}
    one = found.line.span(found.value.start, found.value.end)
    two = partner.line.span(partner.value.start, partner.value.end)
    is_row = found.line.index == partner.line.index
    same_page = found.line.page.number == partner.line.page.number
    close = same_page and abs(one.top - two.top) < 3 * max(one.height, two.height)
    aligned = min(
        abs(one.left - two.left),
        abs(one.right - two.right),
        abs(found.label.span.left - partner.label.span.left),
    ) < max(one.height, two.height)
    return {
        "without_partner": 0.0,
        "in_row": float(is_row),
        "stacked": float(close and aligned and not is_row),
    }


def _words_left(line: Line, start: int) -> float:
    """Return the share of words in the cell before one, where it may be the label of that one."""
    before = line.folded[: max(start - 1, 0)].rpartition("\t")[2]
    return 0.0 if re.search(r"\d", before) else _share(words_in(before))


def _is_parted(sheet: Sheet, found: Found[Any]) -> bool:
    """Tell whether something stands between a label and the value below it."""
    value = found.line.span(found.value.start, found.value.end)
    between = sheet.lines[found.label.span.line + 1 : found.line.index]
    return any(overlap(cell, value) for line in between for cell in spans_of(line))


def _is_cut(found: Found[Token]) -> bool:
    """Tell whether a number goes on behind what was taken, or begins before it."""
    text, label = found.line.text, found.label.span
    start, end = cell_around(found.line, found.value.start)
    if label.line == found.line.index:
        start = max(start, label.end)
    before, behind = text[start : found.value.start], text[found.value.end : end]
    return _GOES_ON.match(behind) is not None or _BEGINS_BEFORE.search(before) is not None


def _share(count: int) -> float:
    return min(max(count, 0), _MOST) / _MOST
