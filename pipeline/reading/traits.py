"""What is seen around a chosen number (BT-1) or issue date (BT-2), as certainty weighs it.

In: a sheet and what was chosen on it. Out: `Traits` by name: shares from 0 to 1. What stands around
a value says whether its label is to be trusted: how plainly the value is the label's, what else
could be meant, and what agrees with it.
"""

import re
from datetime import date
from typing import Any

from pipeline.reading.choice import Choice
from pipeline.reading.columns import is_among_money, is_under_head
from pipeline.reading.dates import BARE
from pipeline.reading.days import (
    HOUR,
    days_in_town,
    days_of,
    names_other_day,
    said_of,
    town_before,
    unexplained_days,
    words_in,
)
from pipeline.reading.fitting import overlap, spans_of
from pipeline.reading.lines import Line, Sheet, Span, compact
from pipeline.reading.number import names_other_number
from pipeline.reading.odds import Traits
from pipeline.reading.payment_terms import fits_terms
from pipeline.reading.search import Found, V
from pipeline.reading.tokens import Token, is_of_address, tokens_in
from pipeline.reading.values import Day, days_in, has_money

_NAMES_A_PAPER = re.compile(
    r"factur|fattura|invoice|rechnung|avoir|credit|gutschrift|beleg|\bbill|receipt"
    r"|emis|emit|issue|ausstell|emision|expedic"
)
_TOP = 0.45
"""Of the height of the first page: above it an invoice says what it is."""
_HARDLY = 0.25
"""Score of a value below which a label hardly means it."""
_SHORT = 4
"""Characters of a number that stands elsewhere by chance if it has fewer."""
_MOST = 3
"""Counts are cut off here: more says no more."""
_FAR = 15
"""Heights of a label: so far to its right stands what may be another's."""
_SLACK = 0.4
"""Of a height: edges that are closer are one."""
_OF_PAPER = re.compile(
    r"(?:f|fa|fac|fact|fc|fn|ft|fv|fra|fatt|fakt|inv|in|i|re|rg|rn|rech|r|av|avo|nc|cn|gs|gu|vf|vk|ra)"
    r"(?![a-z])"
)
_OF_ANOTHER = re.compile(
    r"(?:cde?|cmd|com|bc|bdc|po|ord|or|best|au|auf|ab|kd|kdnr|kn|k|cl|clt|cli|c|cust|bl|bon|ls|lf|ddt"
    r"|dev|dv|de|ang|an|of|off|pre|ctr|ct|cz|vt|dos|aff|prj|proj|p|d)(?![a-z])"
)
"""What numbers begin with, as people shorten words: « FA », « INV »; « CDE », « PO », « Kd »."""
_SLIP = 350.0
"""Points: a till's paper is narrower."""
_LONG = 12
"""Characters of a number that nobody prints by chance."""


def traits_of_number(sheet: Sheet, number: Choice[Token], issued: Choice[Day] | None) -> Traits:
    """Return what is seen around a chosen number."""
    wanted, best = compact(number.value), number.places[0]
    lines = sum(wanted in compact(line.text) for line in sheet.lines) if len(wanted) > 3 else 1
    year = issued.value[:4] if issued else "none"
    return _traits(sheet, number, issued) | {
        "length": min(len(wanted), _LONG) / _LONG,
        "short": float(len(wanted) < 4),
        "letters": float(any(c.isalpha() for c in wanted)),
        "has_year": float(
            re.search(rf"{year}|(?<!\d){year[2:]}(?=\d\d|\D)", number.value) is not None
        ),
        "has_month": float(issued is not None and _has_month(number.value, issued.value)),
        "printed_again": _share(lines - 1),
        "of_paper": float(_OF_PAPER.match(number.value.lower()) is not None),
        "of_another": float(_OF_ANOTHER.match(number.value.lower()) is not None),
        "on_pages": _share(len(_pages_with(sheet, wanted)) - 1),
        "strange_numbers": _share(len(_strange_numbers(sheet, wanted))),
        "said_other": float(names_other_number(_said_besides(sheet, best))),
    }


def traits_of_issue_date(
    sheet: Sheet, issued: Choice[Day], due: Choice[Day] | None, number: Choice[Token] | None
) -> Traits:
    """Return what is seen around a chosen date of issue."""
    chosen = date.fromisoformat(issued.value)
    printed = list(days_of(sheet))
    strange = {day.value for _, day in unexplained_days(sheet)} - {chosen}
    others = {day.value for _, day in printed} - {chosen}
    best = issued.places[0]
    has_terms = due and fits_terms((ln.folded for ln in sheet.lines), issued.value, due.value)
    return _traits(sheet, issued, number) | {
        "before_due": float(due is not None and issued.value < due.value),
        "at_due": float(due is not None and issued.value == due.value),
        "strange_days": _share(len(strange)),
        "later_days": _share(sum(day > chosen for day in strange)),
        "explained_days": _share(len(others - strange)),
        "printed_again": _share(sum(day.value == chosen for _, day in printed) - 1),
        "month_in_number": float(number is not None and _has_month(number.value, issued.value)),
        "day_in_number": float(number is not None and _has_whole_day(number.value, chosen)),
        "only_day": float(not others),
        "with_time": float(HOUR.match(best.line.folded, best.value.end) is not None),
        "after_town": float(town_before(sheet, best.line, best.value) is not None),
        "other_town": float(_has_other_in_town(sheet, chosen)),
        "on_slip": float(best.line.page.width < _SLIP),
        "terms": float(bool(has_terms)),
        "spelt": float(words_in(best.line.folded[best.value.start : best.value.end]) > 0),
        "said_words": _share(words_in(said_of(sheet, best.line, best.value))),
        "said_other": float(names_other_day(_said_besides(sheet, best))),
    }


def _has_other_in_town(sheet: Sheet, chosen: date) -> bool:
    """Tell whether another day stands behind a town at the head of the page, as letters begin."""
    return any(
        day.value != chosen and line.page.number == 1 and line.top < _TOP * line.page.height
        for line, day, _ in days_in_town(sheet)
    )


def _said_besides(sheet: Sheet, found: Found[Any]) -> str:
    """Return what the words before a value say but for its label: « Facture arrêtée au »."""
    line, label = found.line, found.label.span
    start, _ = line.cell_around(found.value.start)
    if label.line == line.index and start <= label.start <= found.value.start:
        return line.folded[max(start, label.end) : found.value.start]
    return said_of(sheet, line, found.value)


def _traits(sheet: Sheet, choice: Choice[V], partner: Choice[Any] | None) -> dict[str, float]:
    """Return what is seen around any value: its label, its place, and what competes with it."""
    found = choice.places[0]
    rivals = {
        "unnamed": float(not choice.is_named),
        "bare": float(found.label.weight <= BARE),
        "rival": max((other.score for _, other in choice.others), default=0.0),
        "labels": _share(len({f.label.span for f in choice.places}) - 1),
        "tied": float(choice.is_tied),
        "hardly_meant": float(choice.is_named and choice.score < _HARDLY),
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
    start, _ = line.cell_around(label.start)
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
    start, end = line.cell_around(value.start)
    top = line.span(value.start, value.end).top
    return {
        "at_top": float(line.page.number == 1 and top < _TOP * line.page.height),
        "alone_in_cell": float((start, end) == (value.start, value.end)),
        "before_day": float(start == value.start and _has_day(line, value.end + 1)),
        "words_behind": _share(words_in(line.folded[value.end : end])),
        "among_money": float(is_among_money(line, value.start)),
        "doubt": 1 - line.confidence(value.start, value.end),
    }


_WAYS = (
    *("beside", "near_beside", "far", "cells_between", "words_between"),
    *("near_below", "under_head", "aligned", "columns", "parted", "own_words", "left_words"),
)


def _of_way(sheet: Sheet, found: Found[Any]) -> dict[str, float]:
    """Return how a value is reached from its label: beside it or below it."""
    label, line = found.label.span, found.line
    value = line.span(found.value.start, found.value.end)
    way = value.top - label.bottom if found.is_below else value.left - label.right
    heights = max(0.0, way) / max(label.height, 1.0)
    start, _ = line.cell_around(found.value.start)
    traits = dict.fromkeys(_WAYS, 0.0)
    if found.is_below:
        return traits | {
            "near_below": 1 / (1 + heights),
            "under_head": float(is_under_head(sheet.lines[label.line], found)),
            "aligned": float(_is_aligned(label, value)),
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


def _has_month(number: str, iso: str) -> bool:
    """Tell whether a number has year and month of a day in ISO 8601: « FA2608-4091 »."""
    year, month, _ = iso.split("-")
    forms = rf"{year}[-/ _.]?{month}|(?<!\d){year[2:]}[-/ _.]?{month}|{month}[-/ _.]?{year}"
    return re.search(forms, number) is not None


def _has_whole_day(number: str, day: date) -> bool:
    """Tell whether a number has a day in it: « 20260825-1 »."""
    digits = re.sub(r"[-/ _.]", "", number)
    return any(day.strftime(form) in digits for form in ("%Y%m%d", "%y%m%d", "%d%m%Y", "%d%m%y"))


def _pages_with(sheet: Sheet, wanted: str) -> set[int]:
    if len(wanted) < _SHORT:
        return {1}
    return {line.page.number for line in sheet.lines if wanted in compact(line.text)} or {1}


def _strange_numbers(sheet: Sheet, wanted: str) -> set[str]:
    """Return the other numbers at the head of the page of which nothing says what they are."""
    head = [line for line in sheet.lines if line.page.number == 1]
    return {
        own
        for line in head
        if line.top < _TOP * line.page.height and not has_money(line.folded)
        for token in tokens_in(line)
        if len(own := compact(token.text)) >= _SHORT
        and own not in wanted
        and wanted not in own
        and not is_of_address(line, token.start, token.end)
        and not names_other_number(said_of(sheet, line, token))
    }


def _has_day(line: Line, start: int) -> bool:
    return any(day.start == start for day in days_in(line.folded))


def _is_aligned(label: Span, value: Span) -> bool:
    """Tell whether a label and the value below it have an edge or the middle in common."""
    slack = _SLACK * max(label.height, value.height)
    middles = abs(label.left + label.right - value.left - value.right) / 2
    ends = (abs(label.left - value.left), abs(label.right - value.right), middles)
    return min(ends) < slack


def _words_left(line: Line, start: int) -> float:
    """Return the share of words in the cell before one, where it may be the label of that one."""
    before = line.cell_before(start)
    return 0.0 if re.search(r"\d", before) else _share(words_in(before))


def _is_parted(sheet: Sheet, found: Found[Any]) -> bool:
    """Tell whether something stands between a label and the value below it."""
    value = found.line.span(found.value.start, found.value.end)
    between = sheet.lines[found.label.span.line + 1 : found.line.index]
    return any(overlap(cell, value) for line in between for cell in spans_of(line))


def _share(count: int) -> float:
    return min(max(count, 0), _MOST) / _MOST
