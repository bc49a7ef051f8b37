"""Blocks of text: the cells under one another that a person sees as one, such as an address.

In: a sheet. Out: of each cell the block that it belongs to. Cells of two lines belong together
where they share an edge or their middle, and less than a line's height parts them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.reading.lines import Line, Sheet, Span

_SAME_EDGE = 4.0
"""Points between edges that are meant to be the same."""
_GAP = 0.9
"""Of the height of a cell: a wider gap parts two blocks."""
_STEP = 1.4
"""Times the distance of the lines above: where it grows by more, a new block begins."""
_OVERLAP = 0.5
"""Of the height of a cell: lines of two columns may cross by so much."""
_LINES = 6
"""Lines below a cell among which its next one is looked for: other columns stand between."""


@dataclass(frozen=True)
class Block:
    """Cells from top to bottom.

    Attributes:
        cells: Their places; never empty.
        texts: What stands in each, folded.
    """

    cells: tuple[Span, ...]
    texts: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it, folded; a line break between two cells."""
        return "\n".join(self.texts)

    @property
    def top(self) -> float:
        """Top edge in points."""
        return self.cells[0].top

    @property
    def height(self) -> float:
        """Of its highest cell, in points."""
        return max(cell.height for cell in self.cells)


Cell = tuple[int, int]
"""Index of a line, and where the cell starts in its text."""


def blocks_of(sheet: Sheet) -> Mapping[Cell, Block]:
    """Return the block of every cell."""
    cells = [line.span(start, end) for line in sheet.lines for start, end in line.cells()]
    by_line: dict[int, list[Span]] = {}
    for cell in cells:
        by_line.setdefault(cell.line, []).append(cell)
    below = {_key(cell): next(_continued(sheet, cell, by_line), None) for cell in cells}
    continued = {_key(cell) for cell in below.values() if cell}
    blocks: dict[Cell, Block] = {}
    for cell in cells:
        if _key(cell) in continued:
            continue
        for chain in _chains(cell, below):
            block = _block(sheet, chain)
            blocks |= dict.fromkeys(map(_key, chain), block)
    return blocks


def _chains(first: Span, below: Mapping[Cell, Span | None]) -> Iterator[list[Span]]:
    """Yield cells that follow one another, parted where their distance grows."""
    chain, cell = [first], below[_key(first)]
    while cell is not None:
        step = cell.top - chain[-1].top
        if len(chain) > 1 and step > _STEP * (chain[-1].top - chain[-2].top):
            yield chain
            chain = []
        chain.append(cell)
        cell = below[_key(cell)]
    yield chain


def _key(cell: Span) -> Cell:
    return cell.line, cell.start


def _block(sheet: Sheet, cells: list[Span]) -> Block:
    texts = tuple(sheet.lines[cell.line].folded[cell.start : cell.end] for cell in cells)
    return Block(tuple(cells), texts)


def _continued(sheet: Sheet, cell: Span, by_line: Mapping[int, list[Span]]) -> Iterator[Span]:
    """Yield the cells below one that go on with it, the nearest first."""
    page = sheet.lines[cell.line].page
    for line in sheet.lines[cell.line + 1 : cell.line + 1 + _LINES]:
        if not _is_next(line, page.number, cell):
            continue
        for other in by_line[line.index]:
            if -_OVERLAP <= (other.top - cell.bottom) / cell.height <= _GAP and _aligned(
                cell, other
            ):
                yield other


def _is_next(line: Line, page: int, cell: Span) -> bool:
    return line.page.number == page and line.top - cell.bottom <= _GAP * cell.height


def _aligned(one: Span, other: Span) -> bool:
    return (
        abs(one.left - other.left) <= _SAME_EDGE
        or abs(one.right - other.right) <= _SAME_EDGE
        or abs((one.left + one.right) - (other.left + other.right)) <= 2 * _SAME_EDGE
    )
