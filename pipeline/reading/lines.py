"""Visual lines and cells: the words of a page in the order in which a person reads them.

In: the words of pages. Out: `Line`s from top to bottom, each with its text and a way back from a
stretch of that text to its boxes. In the text one space stands between words of one cell, and a
tab where a gap parts two cells. All lengths are in points.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from statistics import median

from pipeline.reading.font_room import with_room
from pipeline.reading.levelling import moved
from pipeline.reading.rails import parts_of
from pipeline.reading.words import Page, Word
from storage.domain.field import Source
from storage.domain.page import Box

_CELL_GAP = 0.95
"""Of the height of a line: a wider gap parts two cells."""
_LETTERS = 1.15
"""Of the width of a letter: no narrower gap parts two cells, as fixed pitch and capitals show."""
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


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line, with its place on the page in points.

    Attributes:
        line: Index of its line in the sheet.
        start: Index of its first character in the line's text.
        end: One past its last character.
        left: Left edge.
        top: Top edge.
        right: Right edge.
        bottom: Bottom edge.
    """

    line: int
    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """Of the highest word in it."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Place:
    """A word's place in points, on the page with its lines levelled; origin top left."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """Of the word."""
        return self.bottom - self.top


_Placed = tuple[Word, Place]


@dataclass(frozen=True, eq=False)  # many are compared, and no two are of the same words
class Line:
    """One visual line; it equals itself alone.

    Attributes:
        index: Its place in the sheet.
        page: The page it stands on.
        text: Its words; a space between two, a tab between two cells.
        folded: The same text in small letters without accents, character by character.
        words: Its words from left to right.
        places: The place of each word in points, on the page with its lines levelled.
        starts: Index in `text` of the first character of each word.
        top: Top edge in points.
        bottom: Bottom edge in points.
    """

    index: int
    page: Page
    text: str
    folded: str
    words: tuple[Word, ...]
    places: tuple["Place", ...]
    starts: tuple[int, ...]
    top: float
    bottom: float

    def span(self, start: int, end: int) -> Span:
        """Return a stretch of the text with its place; it covers whole words."""
        if (start, end) not in self._spans:
            indexes = self._covered(start, end) or range(len(self.words))
            places = [self.places[index] for index in indexes]
            left, top = min(p.left for p in places), min(p.top for p in places)
            right, bottom = max(p.right for p in places), max(p.bottom for p in places)
            self._spans[start, end] = Span(self.index, start, end, left, top, right, bottom)
        return self._spans[start, end]

    @cached_property
    def _spans(self) -> dict[tuple[int, int], Span]:
        return {}  # every field asks for the same ones

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """Return the one box around the words of a stretch of the text."""
        words = [self.words[index] for index in self._covered(start, end)]
        if not words:
            return ()
        left, top = min(w.x for w in words), min(w.y for w in words)
        right, bottom = max(w.x + w.w for w in words), max(w.y + w.h for w in words)
        size = (round(right - left, 5), round(bottom - top, 5))
        return (Box(self.page.number, left, top, *size),)

    def confidence(self, start: int, end: int) -> float:
        """Return the lowest confidence of the words of a stretch, 0 to 1."""
        covered = self._covered(start, end)
        return min((self.words[index].confidence for index in covered), default=0.0)

    def is_agreed(self, start: int, end: int) -> bool:
        """Tell whether two engines saw the same characters in a stretch of the text."""
        covered = self._covered(start, end)
        return bool(covered) and all(self.words[index].agreed for index in covered)

    def cells(self) -> tuple[tuple[int, int], ...]:
        """Return start and end of each cell in the text, from left to right."""
        return self._cells

    def cell_around(self, at: int) -> tuple[int, int]:
        """Return start and end of the cell that a place in the text is in."""
        return next(((s, e) for s, e in self._cells if s <= at <= e), (0, len(self.text)))

    @cached_property
    def _cells(self) -> tuple[tuple[int, int], ...]:
        ends = [*(match.start() for match in re.finditer("\t", self.text)), len(self.text)]
        return tuple(zip((0, *(end + 1 for end in ends)), ends, strict=False))

    def _covered(self, start: int, end: int) -> range:
        """Return the indexes of the words that a stretch of the text has a part of."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        if self.words and self.starts[first] + len(self.words[first].text) <= start:
            first += 1
        return range(first, bisect_left(self.starts, end))


@dataclass(frozen=True, eq=False)  # so that what is found once is kept by it
class Sheet:
    """All lines of a document, page after page, from top to bottom.

    A sheet equals itself alone, so that what is found on it can be kept.

    Attributes:
        pages: As `read` left them.
        lines: Its lines.
    """

    pages: tuple[Page, ...]
    lines: tuple[Line, ...] = field(default=())

    def below(self, span: Span, most: float) -> Iterator[Line]:
        """Yield the lines under a span on its page, the nearest first, at most so far down.

        Args:
            span: Where to begin.
            most: Distance in heights of the span.
        """
        start = self.lines[span.line]
        for line in self.lines[span.line + 1 :]:
            if line.page.number != start.page.number:
                return
            if line.top - span.bottom > most * span.height:
                return
            # A line may have words in other columns that stand higher.
            is_lower = line.bottom >= span.bottom + span.height / 2
            if is_lower or line.top >= span.top + span.height / 2:
                yield line


@lru_cache(maxsize=4)
def sheet_of(pages: tuple[Page, ...]) -> Sheet:
    """Put the words of pages into lines."""
    lines: list[Line] = []
    for page in pages:
        for row in _rows(page):
            lines.append(_line(len(lines), page, row))
    return Sheet(pages, tuple(lines))


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Return a text in small letters without accents, each character one character."""
    return "".join(map(_fold_character, text))


def compact(text: str) -> str:
    """Return the letters and digits of a text alone, folded: what two spellings share."""
    return "".join(character for character in fold(text) if character.isalnum())


@lru_cache(maxsize=4_000)
def _fold_character(character: str) -> str:
    base = unicodedata.normalize("NFKD", character)[:1] or character
    lower = _ALIKE.get(base, base).lower()
    return lower if len(lower) == 1 else character


_ALIKE = {"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "−": "-", "‑": "-", "º": "°"}


def _rows(page: Page) -> Iterator[list[_Placed]]:
    """Yield the rows of words of a page; a rail stands for itself."""
    standing, lying = _by_direction(list(_placed(page)))
    for part in (lying,) if page.source is Source.OCR else parts_of(lying, page.height):
        yield from _level_rows(part, page)
    yield from _standing_rows(standing)


def _level_rows(lying: list[_Placed], page: Page) -> Iterator[list[_Placed]]:
    """Group words by height on the page; small raised or lowered ones join their neighbours."""
    is_flat = page.source is not Source.OCR
    if not is_flat:
        lying = [(word, _with_room(word, ink)) for word, ink in lying]
    rows: list[list[_Placed]] = []
    middles: list[float] = []
    heights: list[float] = []
    share = _SAME_LINE if is_flat else _SAME_RECOGNISED_LINE
    # Dashes and dots say little of where a row is: they come last.
    for placed in sorted(lying, key=lambda p: (_is_mark(p[0]), p[1].middle)):
        place = placed[1]
        last = [*range(len(rows))][:-4:-1]
        if _is_mark(placed[0]) or not is_flat:
            last = sorted(range(len(rows)), key=lambda i: abs(middles[i] - place.middle))[:2]
        for index in last:
            limit = share * max(min(heights[index], place.height), heights[index] / 3)
            middle = middles[index] if is_flat else _middle_near(rows[index], place)
            is_level = min(abs(m - place.middle) for m in (middle, middles[index])) <= limit
            if is_level and (is_flat or not _is_taken(place, rows[index])):
                count = len(rows[index])
                middles[index] = (middles[index] * count + place.middle) / (count + 1)
                heights[index] = (heights[index] * count + place.height) / (count + 1)
                rows[index].append(placed)
                break
        else:
            rows.append([placed])
            middles.append(place.middle)
            heights.append(place.height)
    for index in sorted(range(len(rows)), key=middles.__getitem__):
        row = sorted(rows[index], key=lambda p: p[1].left)
        yield row if is_flat else _evened(row)


def _middle_near(row: list[_Placed], place: Place) -> float:
    """Return how high a row runs at a place: as its nearest words do, since paper is not flat."""
    nearest = sorted(row, key=lambda p: max(p[1].left - place.right, place.left - p[1].right))[:2]
    return sum(p.middle for _, p in nearest) / len(nearest)


def _by_direction(placed: list[_Placed]) -> tuple[list[_Placed], list[_Placed]]:
    """Return the words that run up or down the page, and the others.

    Of a short word the shape does not tell, since letters are narrow: it goes with a long one
    between the same edges.
    """
    edges = {
        (place.left, place.right)
        for word, place in placed
        if len(word.text) > _SHORT and place.height > 1.5 * (place.right - place.left)
    }
    standing: list[_Placed] = []
    lying: list[_Placed] = []
    for word, place in placed:
        stands = any(
            abs(place.left - left) <= _SAME_EDGE and abs(place.right - right) <= _SAME_EDGE
            for left, right in edges
        )
        (standing if stands else lying).append((word, place))
    return standing, lying


def _standing_rows(placed: list[_Placed]) -> Iterator[list[_Placed]]:
    """Yield lines along the edge of a page; their words stay in the order they were drawn in."""
    row: list[_Placed] = []
    for word in placed:
        if row and abs(row[-1][1].left - word[1].left) > _SAME_EDGE:
            yield row
            row = []
        row.append(word)
    if row:
        yield row


def _placed(page: Page) -> Iterator[_Placed]:
    """Yield the words with their places on the levelled page."""
    width, height = page.width, page.height
    for word in page.words:
        left, top = word.x * width, word.y * height
        box = (left, top, left + word.w * width, top + word.h * height)
        yield word, Place(*moved(box, page.levelling))


def _letter(placed: _Placed) -> float:
    """Return the width of a letter of a word, in points; 0 of a single one."""
    word, place = placed
    return (place.right - place.left) / len(word.text) if len(word.text) > 1 else 0.0


def _is_taken(place: Place, row: list[_Placed]) -> bool:
    """Tell whether a row has a word where another would stand: small print over its value."""
    return any(
        min(place.right, other.right) - max(place.left, other.left)
        > _SHARED * min(place.right - place.left, other.right - other.left)
        and abs(place.middle - other.middle) > _LOWER * min(place.height, other.height)
        for _, other in row
    )


def _evened(row: list[_Placed]) -> list[_Placed]:
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


def _line(index: int, page: Page, row: list[_Placed]) -> Line:
    text, starts = "", []
    before: _Placed | None = None
    for word, place in row:
        if before is not None:
            height = max(place.height, before[1].height)
            letter = min(filter(None, map(_letter, (before, (word, place)))), default=0.0)
            gap = place.left - before[1].right
            is_apart = gap > max(_CELL_GAP * height, _LETTERS * letter)
            is_torn = text[-1] == "_" and text[-2:-1].isalnum() and page.source is Source.OCR
            text += "\t" if is_apart else "" if is_torn else " "
        starts.append(len(text))
        text += word.text
        before = word, place
    return Line(
        index,
        page,
        text,
        fold(text),
        tuple(word for word, _ in row),
        tuple(place for _, place in row),
        tuple(starts),
        min(place.top for _, place in row),
        max(place.bottom for _, place in row),
    )


def _is_mark(word: Word) -> bool:
    """Tell whether a word has neither letters nor digits."""
    return not any(character.isalnum() for character in word.text)
