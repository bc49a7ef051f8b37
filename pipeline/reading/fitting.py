"""How well a value belongs to a label above it, by where both stand.

In: the places of a label and of a value below it, and the rows that they stand in. Out: a share
from 0 to 1.
"""

from collections.abc import Iterator
from dataclasses import replace
from math import inf
from typing import Protocol

from pipeline.reading.lines import Line, Sheet, Span

_SAME_COLUMN = 0.9
"""Two cells have the same place in their rows."""
_BOXED = 0.85
"""The value stands at the right edge of a box, the head at its left one."""
_ALONE = 0.7
"""The value stands alone in its row, to the right of its label."""


class Placed(Protocol):
    """Something with a place in the text of a line."""

    @property
    def start(self) -> int:
        """Index of its first character."""

    @property
    def end(self) -> int:
        """One past its last one."""


def overlap(one: Span, other: Span) -> bool:
    """Tell whether two stretches have a part of the page's width in common."""
    return one.left < other.right and other.left < one.right


def spans_of(line: Line) -> list[Span]:
    """Return the cells of a line, from left to right, without empty ones."""
    return [line.span(start, end) for start, end in line.cells() if start < end]


def cells_over(sheet: Sheet, place: Span, most: int | None = None) -> Iterator[tuple[Span, str]]:
    """Yield the cells over a place in its column, with their folded text, the nearest first.

    Args:
        sheet: Where.
        place: Under which.
        most: Lines above it that are looked at; None for all of its page.
    """
    first = 0 if most is None else max(0, place.line - most)
    for line in reversed(sheet.lines[first : place.line]):
        if line.page.number != sheet.lines[place.line].page.number:
            return
        for cell in spans_of(line):
            if overlap(cell, place):
                yield cell, line.folded[cell.start : cell.end]


def fit_of(label: Span, value: Span) -> float:
    """Return how well a value stands in the column of a label above it: 1, less, or 0."""
    tolerance = label.height
    if abs(label.left + label.right - value.left - value.right) < 2 * tolerance:
        return 1.0
    if abs(label.left - value.left) < tolerance or abs(label.right - value.right) < tolerance:
        return 1.0
    shared = min(label.right, value.right) - max(label.left, value.left)
    if shared <= 0:
        return 0.0
    return 0.9 if shared > 0.5 * min(label.right - label.left, value.right - value.left) else 0.5


def fit_of_next(header: Line, label: Span, row: Line, value: Placed) -> float:
    """Return how well a value in the row right below a label belongs to it by the cells of both.

    Args:
        header: The line of the label.
        label: The rest of the cell that the label begins in.
        row: The line of the value.
        value: The value.
    """
    fit = _same_column(header, label.start, row, value.start)
    return fit or _alone_below(label, row, value) or _in_box(header, label, row, value)


def _same_column(header: Line, label: int, row: Line, value: int) -> float:
    """Return how well two cells of a header and the row below it belong by their number."""
    headers, cells = list(header.cells()), list(row.cells())
    if len(headers) < 3 or len(headers) != len(cells):
        return 0.0
    columns = zip(headers, cells, strict=True)
    is_same = any(a <= label < b and c <= value < d for (a, b), (c, d) in columns)
    return _SAME_COLUMN if is_same else 0.0


def _alone_below(label: Span, row: Line, value: Placed) -> float:
    """Return how well a value belongs to a label before it and above, with nothing beside either.

    In a box the label stands at the left edge and the value, in large print, at the right one.
    """
    is_alone = not row.text[: value.start].strip() and not row.text[value.end :].strip()
    is_right = row.span(value.start, value.end).left >= label.right
    return _ALONE if is_alone and is_right else 0.0


def _in_box(header: Line, label: Span, row: Line, value: Placed) -> float:
    """Return how well a value at the right edge of a box belongs to the head at its left edge.

    It stands under no head, is the only one before the next, and the head has none below itself.
    """
    following = min((h.left for h in spans_of(header) if h.left > label.left), default=inf)
    box = replace(label, right=following)
    inside = [cell for cell in row.cells() if overlap(row.span(*cell), box)]
    place = row.span(*row.cell_around(value.start))
    is_only = inside == [row.cell_around(value.start)]
    return _BOXED if is_only and label.right <= place.left and place.right < following else 0.0
