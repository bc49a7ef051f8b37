"""Text that runs beside other text: a column of labels and values along one edge of a page.

In: the words of a page with their places. Out: the same in parts, the rail one of them. Its lines
do not stand on those beside them, as the columns of a table do, so words of both that happen to be
level say nothing of each other.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.reading.placed import Place, Placed

_BIN = 4.0
"""Points: so finely gaps between columns are looked for."""
_LEAST_GAP = 3
"""Bins that are empty between a rail and the text beside it."""
_MOST_GAPS = 4
"""Gaps on each side that are looked at, those with the fewest words in them first."""
_LEAST_HEIGHT = 0.3
"""Of the page."""
_MOST_WIDTH = 0.34
"""Of the text."""
_LEAST_ROWS = 7
_LEVEL = 0.2
"""Of the height of a word: rows that are nearer are one."""
_MOST_LEVEL = 0.4
"""Share of the rows of a rail that may be level with text beside it, as some are by chance."""
_LEAST_WORDED = 0.45
"""Share of the rows with a word in them: columns of amounts and codes have none."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_MONEY = re.compile(r"\D?[\d.,']*\d[.,]\d\d\D?")
_Row = tuple[float, float, bool]
"""Middle and height in points, and whether there is a word in it."""


@dataclass(frozen=True, slots=True)
class _Rail:
    """A rail, by its edges in points."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, place: Place) -> bool:
        """Tell whether the middle of a word lies in it."""
        across = (place.left + place.right) / 2
        return self.left <= across <= self.right and self.top <= place.middle <= self.bottom

    def parted(self, words: Sequence[Placed]) -> tuple[list[Placed], list[Placed]]:
        """Return the words in it and those level with it beside it."""
        level = [word for word in words if self.top <= word[1].middle <= self.bottom]
        inside = [word for word in level if self.holds(word[1])]
        return inside, [word for word in level if not self.holds(word[1])]


def parts_of(words: Sequence[Placed], height: float) -> Iterator[list[Placed]]:
    """Yield the words above a rail, those beside it and in it from left to right, and the rest.

    A page without a rail is one part.

    Args:
        words: With their places.
        height: Of the page, in points.
    """
    rail = _rail_of(words, height)
    if rail is None:
        yield list(words)
        return
    yield [word for word in words if word[1].middle < rail.top]
    inside, beside = rail.parted(words)
    yield from sorted((inside, beside), key=lambda part: min(place.left for _, place in part))
    yield [word for word in words if word[1].middle > rail.bottom]


def _rail_of(words: Sequence[Placed], height: float) -> _Rail | None:
    """Return the highest rail of a page; None where there is none."""
    if len(words) < 2 * _LEAST_ROWS:
        return None
    left, right = min(p.left for _, p in words), max(p.right for _, p in words)
    found: list[_Rail] = []
    for start, end in _gaps([place for _, place in words], left, right):
        across = (place for _, place in words if place.left < end and start < place.right)
        top, bottom = _longest_free(across, height)
        if bottom - top < _LEAST_HEIGHT * height:
            continue
        is_left = (start + end) / 2 < (left + right) / 2
        rail = _Rail(left, top, start, bottom) if is_left else _Rail(end, top, right, bottom)
        if _runs_beside(rail, words):
            found.append(rail)
    return max(found, key=lambda rail: rail.bottom - rail.top, default=None)


def _gaps(places: list[Place], left: float, right: float) -> Iterator[tuple[float, float]]:
    """Yield stretches of the page's width that few words stand in, near one edge or the other."""
    bins = int((right - left) / _BIN) + 1
    changes = [0] * (bins + 1)
    for place in places:
        changes[int((place.left - left) / _BIN)] += 1
        changes[min(int((place.right - left) / _BIN), bins - 1) + 1] -= 1
    counts, count = [], 0
    for change in changes[:bins]:
        count += change
        counts.append(count)
    width = int(_MOST_WIDTH * bins)
    for first, last in ((1, width), (bins - width, bins - 1)):
        runs = []
        for number, run in groupby(range(first, last), key=lambda index: counts[index]):
            members = list(run)
            if len(members) >= _LEAST_GAP:
                runs.append((number, members[0], members[-1] + 1))
        for _, start, end in sorted(runs)[:_MOST_GAPS]:
            yield left + start * _BIN, left + end * _BIN


def _longest_free(places: Iterable[Place], end: float) -> tuple[float, float]:
    """Return from where to where none of some words stands, at most to the end of the page."""
    best, reached = (0.0, 0.0), 0.0
    for place in sorted(places, key=lambda p: p.top):
        if place.top - reached > best[1] - best[0]:
            best = reached, place.top
        reached = max(reached, place.bottom)
    return best if best[1] - best[0] > end - reached else (reached, end)


def _runs_beside(rail: _Rail, words: Sequence[Placed]) -> bool:
    """Tell whether a rail has lines of its own, of words, beside others of words."""
    inside, beside = rail.parted(words)
    own, others = _rows(inside), _rows(beside)
    if min(len(own), len(others)) < _LEAST_ROWS:
        return False
    shares = (sum(worded for *_, worded in rows) / len(rows) for rows in (own, others))
    if min(shares) < _LEAST_WORDED or _has_bare_amounts(beside, others):
        return False
    level = [
        any(abs(middle - other) <= _LEVEL * min(height, size) for other, size, _ in others)
        for middle, height, _ in own
    ]
    # Where a rail ends in rows that go on beside it, these are of a table that begins there.
    return sum(level) <= _MOST_LEVEL * len(own) and not all(level[-2:])


def _has_bare_amounts(words: Sequence[Placed], rows: list[_Row]) -> bool:
    """Tell whether rows have amounts and no word: of a table, where names stand between rows."""
    bare = [(middle, height) for middle, height, worded in rows if not worded]
    amounts = [place for word, place in words if _MONEY.fullmatch(word.text)]
    filled = [
        sum(abs(place.middle - middle) < height / 2 for place in amounts) > 1
        for middle, height in bare
    ]
    return sum(filled) > 1


def _rows(words: Iterable[Placed]) -> list[_Row]:
    """Return the rows of words."""
    rows: list[_Row] = []
    for word, place in sorted(words, key=lambda placed: placed[1].middle):
        middle, height = place.middle, place.bottom - place.top
        worded = _WORD.search(word.text) is not None
        if rows and middle - rows[-1][0] < height / 2:
            rows[-1] = rows[-1][0], rows[-1][1], rows[-1][2] or worded
        else:
            rows.append((middle, height, worded))
    return rows
