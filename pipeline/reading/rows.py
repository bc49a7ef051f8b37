"""Rows: the words of a page that stand side by side, from top to bottom.

In: a page. Out: its rows, each a list of words from left to right. A rail beside other text, and
words that run up or down the page, are rows of their own.
"""

from collections.abc import Iterable, Iterator
from heapq import nsmallest
from statistics import median

from pipeline.reading.font_room import with_room
from pipeline.reading.placed import Place, Placed, placed_on
from pipeline.reading.rails import parts_of
from pipeline.reading.words import Page, Word
from storage.domain.field import Source

_SHARED = 0.4
"""Of the narrower of two words: with more they do not stand side by side."""
_LOWER = 0.4
"""Of the lower of two words: less parts the middles of what was recognised twice."""
_BESIDE = 4
"""Words on either side of one that tell the size of its font, too."""
_NEAR = 8
"""Heights of a word: those further away may lie askew to it."""
_ALIKE_HEIGHT = 0.8
"""Of the higher of two words: with less they are of different fonts."""
_SAME_LINE, _SAME_RECOGNISED_LINE = 0.5, 0.42
"""Of the lower of two heights: printed and recognised words that are closer are on one line."""
_SHORT = 3
"""Characters of a word that may be higher than wide: « la », « 11 », « ill »."""
_SAME_EDGE = 2.0
"""Points between the left edges of words that run up the page along one line."""


def rows_of(page: Page) -> Iterator[list[Placed]]:
    """Yield the rows of words of a page; a rail stands for itself."""
    standing, lying = _by_direction(list(placed_on(page)))
    for part in (lying,) if page.source is Source.OCR else parts_of(lying, page.height):
        yield from _level_rows(part, page)
    yield from _standing_rows(standing)


def _level_rows(lying: list[Placed], page: Page) -> Iterator[list[Placed]]:
    """Group words by height on the page; small raised or lowered ones join their neighbours."""
    is_flat = page.source is not Source.OCR
    if not is_flat:
        lying = [(word, _with_room(word, ink)) for word, ink in lying]
    rows: list[list[Placed]] = []
    middles: list[float] = []
    heights: list[float] = []
    share = _SAME_LINE if is_flat else _SAME_RECOGNISED_LINE
    # Dashes and dots say little of where a row is: they come last.
    order = sorted((_is_mark(word), place.middle, at) for at, (word, place) in enumerate(lying))
    for is_mark, level, at in order:
        placed = lying[at]
        place = placed[1]
        last: Iterable[int] = range(len(rows) - 1, max(len(rows) - 4, -1), -1)
        if is_mark or not is_flat:
            last = nsmallest(2, range(len(rows)), key=lambda i: abs(middles[i] - level))
        for index in last:
            limit = share * max(min(heights[index], place.height), heights[index] / 3)
            is_level = abs(middles[index] - level) <= limit or (
                not is_flat and abs(_middle_near(rows[index], place) - level) <= limit
            )
            if is_level and (is_flat or not _is_taken(place, rows[index])):
                count = len(rows[index])
                middles[index] = (middles[index] * count + level) / (count + 1)
                heights[index] = (heights[index] * count + place.height) / (count + 1)
                rows[index].append(placed)
                break
        else:
            rows.append([placed])
            middles.append(level)
            heights.append(place.height)
    for index in sorted(range(len(rows)), key=middles.__getitem__):
        row = sorted(rows[index], key=lambda p: p[1].left)
        yield row if is_flat else _evened(row)


def _middle_near(row: list[Placed], place: Place) -> float:
    """Return how high a row runs at a place: as its nearest words do, since paper is not flat."""
    nearest = sorted(row, key=lambda p: max(p[1].left - place.right, place.left - p[1].right))[:2]
    return sum(p.middle for _, p in nearest) / len(nearest)


def _by_direction(placed: list[Placed]) -> tuple[list[Placed], list[Placed]]:
    """Return the words that run up or down the page, and the others.

    Of a short word the shape does not tell, since letters are narrow: it goes with a long one
    between the same edges.
    """
    edges = {
        (place.left, place.right)
        for word, place in placed
        if len(word.text) > _SHORT and place.height > 1.5 * (place.right - place.left)
    }
    standing: list[Placed] = []
    lying: list[Placed] = []
    for word, place in placed:
        stands = any(
            abs(place.left - left) <= _SAME_EDGE and abs(place.right - right) <= _SAME_EDGE
            for left, right in edges
        )
        (standing if stands else lying).append((word, place))
    return standing, lying


def _standing_rows(placed: list[Placed]) -> Iterator[list[Placed]]:
    """Yield lines along the edge of a page; their words stay in the order they were drawn in."""
    row: list[Placed] = []
    for word in placed:
        if row and abs(row[-1][1].left - word[1].left) > _SAME_EDGE:
            yield row
            row = []
        row.append(word)
    if row:
        yield row


def _is_taken(place: Place, row: list[Placed]) -> bool:
    """Tell whether a row has a word where another would stand: small print over its value."""
    return any(
        min(place.right, other.right) - max(place.left, other.left)
        > _SHARED * min(place.right - place.left, other.right - other.left)
        and abs(place.middle - other.middle) > _LOWER * min(place.height, other.height)
        for _, other in row
    )


def _evened(row: list[Placed]) -> list[Placed]:
    """Return a recognised row with each word as high as those beside it in the same font."""
    evened = []
    for index, (word, place) in enumerate(row):
        beside = [
            other
            for _, other in row[max(0, index - _BESIDE) : index + _BESIDE + 1]
            if _ALIKE_HEIGHT * place.height <= other.height <= place.height / _ALIKE_HEIGHT
            and max(other.left - place.right, place.left - other.right) <= _NEAR * place.height
        ]
        top, bottom = median(p.top for p in beside), median(p.bottom for p in beside)
        evened.append((word, Place(place.left, top, place.right, bottom)))
    return evened


def _with_room(word: Word, ink: Place) -> Place:
    """Return the place that a recognised word would have in a text layer."""
    if _is_mark(word):
        return ink
    top, bottom = with_room(word.text, ink.top, ink.bottom)
    return Place(ink.left, top, ink.right, bottom)


def _is_mark(word: Word) -> bool:
    """Tell whether a word has neither letters nor digits."""
    return not any(character.isalnum() for character in word.text)
