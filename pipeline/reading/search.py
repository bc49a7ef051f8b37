"""From a label to the value that it speaks of: to the right on its line, or below in its column.

In: a sheet and labels. Out: every place where a label stands, and for each the values of one sort
around it, the more likely first.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import inf
from typing import Generic, TypeVar

from pipeline.reading.fitting import Placed, cells_over, fit_of, fit_of_next
from pipeline.reading.labelled import any_of
from pipeline.reading.labels import HINT, LABELS, Labelled
from pipeline.reading.lines import Line, Sheet, Span
from pipeline.reading.values import Amount, money_in

V = TypeVar("V", bound=Placed)

_MOST_DOWN = 3.2
"""Heights of a label: a value further below does not belong to it."""
_NARROW = 25
"""Characters of a cell that may go on below it."""
_MOST_APART = 0.7
"""Of the height of a label: its second line is nearer."""
_NEXT_LINE = 0.7
"""Of the height of a line: the next one of a paragraph is nearer."""
_AGAIN = re.compile(r" ?/ ?[a-z][a-z.° ]{1,18}:?")
"""What says a label once more in another language: « Factuur nr. / No. »."""
_MOST_BETWEEN = 40
"""Characters between a label and its value on one line."""
_LABEL_BETWEEN = re.compile(r"(?<=\t)[a-z][^\t\d]{3,}(?=\t)")
"""Cells of words between a label and a value on its line."""
_CAPTIONS = 3
"""Labels side by side below as many values."""
_STEP = 2.5
"""Heights of such values: between the two may stand what links them, as dots on a line of steps."""


@dataclass(frozen=True, slots=True)
class Match:
    """A label that was found.

    Attributes:
        span: Where.
        weight: Of the label: 1 for one that means nothing else.
        confidence: Of what was read in its cell, 0 to 1: other words may make it another's label.
    """

    span: Span
    weight: float
    confidence: float = 1.0


@dataclass(frozen=True)
class Found(Generic[V]):
    """A value near a label.

    Attributes:
        value: The value, with its place in the text of its line.
        line: Its line.
        score: How likely the label means it, 0 to 1.
        label: The label.
        is_below: It stands under its label, not beside it.
    """

    value: V
    line: Line
    score: float
    label: Match
    is_below: bool


@lru_cache(maxsize=100)
def find_labels(sheet: Sheet, meaning: Labelled) -> tuple[Match, ...]:
    """Return every place where a label of a meaning stands; of those that overlap the heaviest."""
    return tuple(_labels(sheet, meaning))


def _labels(sheet: Sheet, meaning: Labelled) -> Iterator[Match]:
    for line, begun in zip(sheet.lines, _all_wrapped(sheet), strict=True):
        matches = _matches(line.folded, meaning)
        if begun:
            matches = (*matches, *_wrapped_matches(line, begun, meaning))
        taken: list[tuple[int, int]] = []
        for start, end, weight in sorted(matches, key=lambda m: -m[2]):
            if all(end <= s or e <= start for s, e in taken):
                taken.append((start, end))
                cell = next((c for c in line.cells() if c[0] <= start < c[1]), (start, end))
                again = _AGAIN.fullmatch(line.folded, end, cell[1])
                whole = line.span(start, again.end() if again else end)
                yield Match(whole, weight, line.confidence(*cell))


def _wrapped_matches(
    line: Line, begun: Iterable[tuple[int, int, str]], meaning: Labelled
) -> Iterator[tuple[int, int, float]]:
    """Yield labels that begin in a cell of a line and go on in the cell below it."""
    for start, end, below in begun:
        upper = line.folded[start:end]
        for first, last, weight in _matches(f"{upper} {below}", meaning):
            if first < len(upper) < last:
                yield start + first, end, weight


@lru_cache(maxsize=4)
def _all_wrapped(sheet: Sheet) -> tuple[tuple[tuple[int, int, str], ...], ...]:
    """Return `wrapped_cells` of each line: every meaning asks for them."""
    return tuple(tuple(wrapped_cells(sheet, line)) for line in sheet.lines)


def wrapped_cells(sheet: Sheet, line: Line) -> Iterator[tuple[int, int, str]]:
    """Yield the cells before a value that go on in the line below, in a narrow column.

    Yields:
        Where the cell starts and ends in its line's text, and what stands below it, folded.
    """
    cells = list(line.cells())
    lower = sheet.lines[line.index + 1] if line.index + 1 < len(sheet.lines) else None
    if len(cells) < 2 or lower is None or lower.page.number != line.page.number:
        return
    for (start, end), value in pairwise(cells):
        upper, place = line.span(start, end), line.span(*value)
        if end - start > _NARROW or not any(c.isdigit() for c in line.text[slice(*value)]):
            continue
        below = [lower.span(*cell) for cell in lower.cells()]
        if any(it.left < place.right and place.left < it.right for it in below):
            continue
        for it in below:
            text = lower.folded[it.start : it.end]
            is_next = it.top - upper.bottom < _MOST_APART * upper.height
            is_aligned = abs(it.left - upper.left) < 0.5 * upper.height
            if is_next and is_aligned and len(text) <= _NARROW and not any(map(str.isdigit, text)):
                yield start, end, text


@lru_cache(maxsize=20_000)
def _matches(text: str, meaning: Labelled) -> tuple[tuple[int, int, float], ...]:
    if _any(meaning).search(text) is None:
        return ()
    found = [
        (match.start(), match.end(), label.weight)
        for label in LABELS[meaning]
        for match in label.pattern.finditer(text)
        if match.end() > match.start()
    ]
    return tuple(sorted(found, key=lambda m: (-m[2], m[0] - m[1])))


@cache
def _any(meaning: Labelled) -> re.Pattern[str]:
    return any_of(LABELS[meaning])


def begins_with_label(folded: str, meaning: Labelled, least: float = 1) -> bool:
    """Tell whether a text begins with a label of such a weight: by itself one of nothing else."""
    return any(start == 0 and weight >= least for start, _, weight in _matches(folded, meaning))


def money_on(line: Line) -> Iterable[Amount]:
    """Return the amounts of money of a line: a sort of values that labels speak of."""
    return money_in(line.folded)


def values_near(
    sheet: Sheet,
    match: Match,
    values: Callable[[Line], Iterable[V]],
    most_between: int = _MOST_BETWEEN,
    most_down: float = _MOST_DOWN,
) -> Iterator[Found[V]]:
    """Yield the values beside and below a label.

    Args:
        sheet: Where.
        match: The label.
        values: Finds the values of a line.
        most_between: Characters that may stand between label and value on one line.
        most_down: Heights of a label that a value may stand below it.
    """
    line = sheet.lines[match.span.line]
    cell = _cell_of(line, match.span)
    beside = [v for v in values(line) if v.start >= match.span.end - 1]
    for rank, value in enumerate(beside[:4]):
        between = line.folded[match.span.end : value.start]
        if len(between) <= most_between + 20 * between.count("\t"):
            words = len(re.findall(r"[a-z]{3,}", between))
            # Of a row of labels the last one's value is that one's.
            labels = len(_LABEL_BETWEEN.findall(between))
            apart = 0.12 * min(words, 4) + 0.1 * max(labels - 1, 0)
            score = match.weight * (1.0 - 0.1 * min(rank, 3) - apart)
            yield Found(value, line, max(score, 0.05), match, is_below=False)
    passed = 0
    for below, lower in enumerate(sheet.below(match.span, most_down)):
        for value in values(lower):
            fit = fit_of(cell, lower.span(value.start, value.end))
            if fit < 1 and not below:
                fit = max(fit, fit_of_next(line, cell, lower, value))
            if fit:
                score = match.weight * fit * (0.85 - 0.15 * min(passed, 3))
                yield Found(value, lower, score * (0.5 if beside else 1.0), match, is_below=True)
        # Lines of another column that run beside are none between the two.
        others = (lower.span(*other) for other in lower.cells())
        passed += any(it.left < cell.right and cell.left < it.right for it in others)


def values_over(
    sheet: Sheet, meaning: Labelled, values: Callable[[Line], Iterable[V]]
) -> Iterator[Found[V]]:
    """Yield the values that have their label below them, in print that is no larger: a caption.

    Each is alone in its cell, as its label is, and nearer to it than to anything above. Others may
    be meant where a label has a value elsewhere, so such a label only hints.
    """
    for match in find_labels(sheet, meaning):
        line, span = sheet.lines[match.span.line], match.span
        start, end = line.cell_around(span.start)
        is_caption = start == span.start and not re.search(r"\d", line.text[span.end : end])
        if not is_caption or not span.line:
            continue
        upper = sheet.lines[span.line - 1]
        for value in values(upper):
            place = upper.span(value.start, value.end)
            is_cell = (value.start, value.end) in set(upper.cells())
            is_over = upper.page.number == line.page.number and fit_of(span, place) == 1
            gap = span.top - place.bottom
            is_near = gap < _MOST_APART * place.height and span.height <= place.height
            is_near |= gap < _STEP * place.height and _are_captions(line, upper)
            if is_cell and is_over and is_near and gap < _room_over(sheet, place):
                yield Found(value, upper, HINT, Match(span, HINT), is_below=True)


def _are_captions(line: Line, upper: Line) -> bool:
    """Tell whether a line has a label below each of several values: print of any size then."""
    values = [upper.text[start:end] for start, end in upper.cells()]
    has_digits = [any(map(str.isdigit, value)) for value in values]
    is_worded = not any(map(str.isdigit, line.text))
    return is_worded and all(has_digits) and len(values) == len(line.cells()) >= _CAPTIONS


def _room_over(sheet: Sheet, place: Span) -> float:
    """Return how far above a place the next words in its column stand, in points."""
    return next((place.top - cell.bottom for cell, _ in cells_over(sheet, place)), inf)


def words_before(found: Found[V]) -> str:
    """Return what stands between a label and a value on its line, folded."""
    is_beside = not found.is_below and found.label.span.line == found.line.index
    return found.line.folded[found.label.span.end : found.value.start] if is_beside else ""


def between(found: Found[V]) -> str:
    """Return what the cells between a label and a value on its line say, folded."""
    words = words_before(found)
    return words if "\t" in words else ""


def wrapped(sheet: Sheet, match: Match, most: float = 0.8) -> str:
    """Return what goes on with « d' » or « de » so many heights under a label: its second line."""
    for lower in sheet.below(match.span, most):
        for start, end in lower.cells():
            cell = lower.span(start, end)
            aligned = abs(cell.left - match.span.left) < match.span.height
            goes_on = re.match(r"d'|de |du ", lower.folded[start:end])
            # What has no value of its own beside it is the second line of what is above.
            if aligned and (goes_on or not re.search(r"[\d:]", lower.folded[start:])):
                return lower.folded[start:end]
    return ""


def second_line(sheet: Sheet, match: Match) -> str:
    """Return what goes on with a label beside its value, under it: « Factura / rectificada: »."""
    cells = _all_wrapped(sheet)[match.span.line]
    return next((text for start, end, text in cells if start <= match.span.start < end), "")


def cells_below(sheet: Sheet, match: Match, left: float) -> Iterator[tuple[Line, int, int]]:
    """Yield the cells right below a label that have a left edge, with where they start and end."""
    for lower in sheet.below(match.span, _NEXT_LINE):
        for start, end in lower.cells():
            if abs(lower.span(start, end).left - left) <= match.span.height:
                yield lower, start, end


def _cell_of(line: Line, span: Span) -> Span:
    """Return the rest of the cell that a label begins in."""
    end = next((end for start, end in line.cells() if start <= span.start < end), span.end)
    return line.span(span.start, max(end, span.end))
