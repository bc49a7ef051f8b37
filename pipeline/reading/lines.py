"""Visual lines and cells: the words of a page in the order in which a person reads them.

In: the words of pages. Out: `Line`s from top to bottom, each with its text and a way back from a
stretch of that text to its boxes. In the text one space stands between words of one cell, and a
tab where a gap parts two cells. All lengths are in points.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import accumulate, groupby, islice

from pipeline.reading.placed import CELL_GAP, Place, Placed
from pipeline.reading.rows import rows_of
from pipeline.reading.words import Page, Word
from pipeline.reading.wrapping import in_sentences
from storage.domain.field import Source
from storage.domain.page import Box

_LETTERS = 1.15
"""Of the width of a letter: no narrower gap parts two cells, as fixed pitch and capitals show."""

_TAB = re.compile("\t")


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
        breaks: Which words begin a further row of a sentence.
    """

    index: int
    page: Page
    text: str
    folded: str
    words: tuple[Word, ...]
    places: tuple[Place, ...]
    starts: tuple[int, ...]
    top: float
    bottom: float
    breaks: frozenset[int] = frozenset()

    def span(self, start: int, end: int) -> Span:
        """Return a stretch of the text with its place; it covers whole words."""
        found = self._spans.get((start, end))
        if found is None:
            indexes = self._covered(start, end) or range(len(self.words))
            places = self.places[indexes.start : indexes.stop]
            left, top = min(p.left for p in places), min(p.top for p in places)
            right, bottom = max(p.right for p in places), max(p.bottom for p in places)
            found = Span(self.index, start, end, left, top, right, bottom)
            self._spans[start, end] = found
        return found

    @cached_property
    def _spans(self) -> dict[tuple[int, int], Span]:
        return {}  # every field asks for the same ones

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """Return the box around the words of a stretch of the text, one for each of its rows."""
        rows: list[list[Word]] = []
        for index in self._covered(start, end):
            if not rows or index in self.breaks:
                rows.append([])
            rows[-1].append(self.words[index])
        return tuple(self._box(row) for row in rows)

    def _box(self, words: list[Word]) -> Box:
        left, top = min(w.x for w in words), min(w.y for w in words)
        right, bottom = max(w.x + w.w for w in words), max(w.y + w.h for w in words)
        size = (round(right - left, 5), round(bottom - top, 5))
        return Box(self.page.number, left, top, *size)

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

    def cell_before(self, at: int) -> str:
        """Return the folded cell to the left of the one around a place; empty without one."""
        start, _ = self.cell_around(at)
        return self.folded[: max(start - 1, 0)].rpartition("\t")[2]

    @cached_property
    def _cells(self) -> tuple[tuple[int, int], ...]:
        ends = [*(match.start() for match in _TAB.finditer(self.text)), len(self.text)]
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

    @cached_property
    def folded(self) -> str:
        """The folded text of all lines, one under the other."""
        return "\n".join(line.folded for line in self.lines)

    @cached_property
    def usual_height(self) -> float:
        """Height in points of the word in the middle, ordered by height; 0 without words."""
        heights = sorted(place.height for line in self.lines for place in line.places)
        return heights[len(heights) // 2] if heights else 0.0

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
    """Put the words of pages into lines, one for each row."""
    lines: list[Line] = []
    for page in pages:
        for row in rows_of(page):
            lines.append(_line(len(lines), page, [row]))
    return Sheet(pages, tuple(lines))


@lru_cache(maxsize=4)
def sentences_of(pages: tuple[Page, ...]) -> Sheet:
    """Put the words of pages into lines, one for each sentence over several rows.

    What somebody says of amounts and days is read here; who he is, row by row.
    """
    rows = sheet_of(pages)
    lines: list[Line] = []
    for _, on_page in groupby(rows.lines, key=lambda line: line.page.number):
        own = list(on_page)
        left = iter(own)
        for parts in in_sentences([*zip(it.words, it.places, strict=True)] for it in own):
            first, *others = islice(left, len(parts))
            index = len(lines)
            lines.append(_line(index, first.page, parts) if others else replace(first, index=index))
    return rows if len(lines) == len(rows.lines) else Sheet(rows.pages, tuple(lines))


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Return a text in small letters without accents, each character one character."""
    return "".join(map(_fold_character, text))


@lru_cache(maxsize=20_000)
def compact(text: str) -> str:
    """Return the letters and digits of a text alone, folded: what two spellings share."""
    return "".join(filter(str.isalnum, fold(text)))


@lru_cache(maxsize=4_000)
def _fold_character(character: str) -> str:
    base = unicodedata.normalize("NFKD", character)[:1] or character
    lower = _ALIKE.get(base, base).lower()
    return lower if len(lower) == 1 else character


_ALIKE = {"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "−": "-", "‑": "-", "º": "°"}


def _letter(placed: Placed) -> float:
    """Return the width of a letter of a word, in points; 0 of a single one."""
    word, place = placed
    return (place.right - place.left) / len(word.text) if len(word.text) > 1 else 0.0


def _line(index: int, page: Page, rows: list[list[Placed]]) -> Line:
    text, starts = "", []
    before: Placed | None = None
    row = [placed for part in rows for placed in part]
    breaks = frozenset(accumulate(len(part) for part in rows[:-1]))
    for number, placed in enumerate(row):
        word, place = placed
        if number in breaks:
            text += " "
        elif before is not None:
            height = max(place.height, before[1].height)
            letter = min(filter(None, map(_letter, (before, (word, place)))), default=0.0)
            gap = place.left - before[1].right
            is_apart = gap > max(CELL_GAP * height, _LETTERS * letter)
            is_torn = text[-1] == "_" and text[-2:-1].isalnum() and page.source is Source.OCR
            text += "\t" if is_apart else "" if is_torn else " "
        starts.append(len(text))
        text += word.text
        before = placed
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
        breaks,
    )
