"""Address blocks: a name over a street and a town, in one column.

In: a sheet. Out: every block of its first page, with the label over it. Who the party is, the
label tells, the identifiers in the block, and its place.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from pipeline.reading import name_words as words
from pipeline.reading.countries import country_named
from pipeline.reading.lines import Line, Sheet, Span

_ALIGNED = 0.6
"""Of the height of a cell: left edges that are closer are one."""
_TOWN = re.compile(
    r"(?:^|, )(?:[a-z]{1,2}[- ]+)?\d{4,5} (?:[a-z]{2} )?[a-z]{2}|\b[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}$"
    r"|\b(?:[a-z]\d\d|d6w) [a-z\d]{4}$"
)
"""A postcode with its town."""
_ENTRY = re.compile(r": ?\S*\d|\d\d?[/.-]\d\d?[/.-]\d\d")
"""A label with its number, or a day."""
_BROKEN_ROW = re.compile(
    r"[^\t,·•|]{3,45}?(?:,| [-–·•|]) [^\t]*\d[^\t]*?(?:,| [-–·•|])"
    r" (?:[a-z]{1,2}-)?\d{4,5}$"
)
"""The sender over the window of an envelope, whose town went to the line below."""
_STEP = 1.5
"""Times the distance of the lines above: where it grows by more, a block ends."""
_GAP = 1.3
"""Of the higher of two cells: they are further apart in two blocks."""
_MOST_UP, _MOST_DOWN = 5, 9
"""Cells that a block has above its street, and from there on."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its line and its place."""

    line: Line
    span: Span

    @property
    def text(self) -> str:
        """As printed."""
        return self.line.text[self.span.start : self.span.end].strip()

    @property
    def folded(self) -> str:
        """In small letters without accents."""
        return self.line.folded[self.span.start : self.span.end].strip()


@dataclass(frozen=True)
class Block:
    """Cells under one another, of which one is a street or a town.

    Attributes:
        above: Cells before the street or town, from top to bottom: names, persons, departments.
        rest: The street or town, and the cells under it.
        label: The cell over the block: what it is, or the sender in small print over the window
            of an envelope; None where neither is near.
    """

    above: tuple[Cell, ...]
    rest: tuple[Cell, ...]
    label: Cell | None

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells but the label."""
        return self.above + self.rest


@lru_cache(maxsize=4)
def blocks_of(sheet: Sheet) -> tuple[Block, ...]:
    """Return the address blocks of the first page, from top to bottom: every name asks for them."""
    return tuple(_find_blocks(sheet))


def _find_blocks(sheet: Sheet) -> Iterator[Block]:
    first = takewhile(lambda line: line.page.number == 1, sheet.lines)
    rows = [[Cell(line, line.span(start, end)) for start, end in line.cells()] for line in first]
    taken: set[tuple[int, int]] = set()
    for row in rows:
        for cell in row:
            place = (cell.span.line, cell.span.start)
            if place in taken or is_label(cell) or not _is_address(cell.folded):
                continue
            above, label = _above(rows, cell)
            if any(_is_address(upper.folded) for upper in above):
                continue  # the end of an address that began above
            rest = _own([cell, *_walk(rows, cell, 1, _MOST_DOWN)])
            taken |= {(c.span.line, c.span.start) for c in rest}
            yield Block(tuple(above), tuple(rest), label)


def _own(cells: list[Cell]) -> list[Cell]:
    """Return the cells of an address without those of one that follows it, or further down."""
    for at in range(2, len(cells)):
        step = cells[at].span.top - cells[at - 1].span.top
        if step > _STEP * (cells[at - 1].span.top - cells[at - 2].span.top):
            cells = cells[:at]
            break
    town = next((at for at, cell in enumerate(cells) if _is_town(cell.folded)), len(cells))
    for at in range(town + 1, len(cells)):
        if not _is_address(cells[at].folded) or words.CONTACT.search(cells[at].folded):
            continue
        begin = at
        while begin > town + 1 and not _ends(cells[begin - 1].folded):
            begin -= 1
        return cells[:begin]
    return cells


def _is_town(text: str) -> bool:
    label = words.ADDRESS_LABEL.match(text)
    return _TOWN.search(text[label.end() :] if label else text) is not None


def _ends(text: str) -> bool:
    """Tell whether a cell is one of those that end an address."""
    is_end = words.CONTACT.search(text) is not None or country_named(text) is not None
    return is_end or _is_town(text)


@lru_cache(maxsize=4_000)
def _is_address(text: str) -> bool:
    """Tell whether a text is a street or a town, and no number of pieces (« 12 st »)."""
    label = words.ADDRESS_LABEL.match(text)
    text = text[label.end() :] if label else text
    return words.ADDRESS.search(text) is not None and sum(c.isalpha() for c in text) > 2


def is_label(cell: Cell) -> bool:
    """Tell whether a cell says whose block stands under it."""
    if words.RETURN_LINE.match(cell.folded) or _BROKEN_ROW.match(cell.folded):
        return True
    if re.match(r"(?:adresse de )?livraison[ :]|deliver|liefer(?:adresse|anschrift)", cell.folded):
        return not any(c.isdigit() for c in cell.folded)
    patterns = (words.BUYER_BLOCK, words.SELLER_BLOCK, words.OTHER_BLOCK)
    return cell.folded.endswith(":") or any(
        match is not None and match.end() >= len(cell.folded) - 1
        for match in (pattern.match(cell.folded) for pattern in patterns)
    )


def _above(rows: list[list[Cell]], street: Cell) -> tuple[list[Cell], Cell | None]:
    """Return the cells over a street, from top to bottom, and the label over these."""
    above: list[Cell] = []
    for cell in _walk(rows, street, -1, _MOST_UP):
        if is_label(cell):
            town = _BROKEN_ROW.match(cell.folded) is not None and not _is_town(cell.folded)
            return above[-2 if town and len(above) > 1 else -1 :: -1], cell
        if words.CONTACT.search(cell.folded) or _is_town(cell.folded) or _ENTRY.search(cell.folded):
            return above[::-1], None  # the end of another block
        above.append(cell)
    top = above[-1] if above else street
    loose = _next(rows, top, -1, 2 * _GAP)
    return above[::-1], loose if loose is not None and is_label(loose) else None


def _walk(rows: list[list[Cell]], cell: Cell, step: int, most: int) -> Iterator[Cell]:
    """Yield the cells of a column, one after another, up or down."""
    for _ in range(most):
        found = _next(rows, cell, step, _GAP)
        if found is None:
            return
        yield found
        cell = found


def _next(rows: list[list[Cell]], cell: Cell, step: int, gap: float) -> Cell | None:
    """Return the nearest cell above or below that shares an edge or the middle."""
    one = cell.span
    index = one.line + step
    while 0 <= index < len(rows):
        for other in rows[index]:
            two = other.span
            apart = (two.top - one.bottom) * step if step > 0 else one.top - two.bottom
            high = max(one.height, two.height)
            if apart > gap * high:
                return None
            if two.left < one.right and one.left < two.right and apart > -0.5 * high:
                return other if _in_column(one, two) else None
        index += step
    return None


def _in_column(one: Span, two: Span) -> bool:
    edge = _ALIGNED * max(one.height, two.height)
    middles = abs(one.left + one.right - two.left - two.right) / 2
    return min(abs(one.left - two.left), abs(one.right - two.right), middles) < edge
