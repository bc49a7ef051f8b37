"""Paragraphs: blocks of one column, over one another, that a gap parts.

In: the blocks of a sheet. Out: what stands over a block in its column, or right below it where it
is the first of its page. A company says in one paragraph who it is, and in the next its numbers.
"""

from collections.abc import Iterable

from pipeline.reading.blocks import Block
from pipeline.reading.fitting import overlap
from pipeline.reading.lines import Sheet

_SAME_EDGE = 4.0
"""Points between edges that are meant to be the same."""
_GAP = 2.4
"""Of the height of a cell: what is further apart is no paragraph of one text."""
_MOST = 5
"""Paragraphs over one another in which somebody says who he is."""
_SMALLEST, _LARGEST = 0.8, 1.6
"""Times the height of the cells below: other print is another text, such as a title."""


class Paragraphs:
    """The blocks of a sheet by their columns; looked up once."""

    def __init__(self, sheet: Sheet, blocks: Iterable[Block]) -> None:
        self._sheet = sheet
        self._blocks = tuple(dict.fromkeys(blocks))

    def over(self, block: Block) -> tuple[str, ...]:
        """Return the texts of the paragraphs over a block, from top to bottom, folded."""
        found: list[str] = []
        for _ in range(_MOST):
            upper = max(
                (other for other in self._blocks if self._is_over(other, block)),
                key=lambda other: other.cells[-1].bottom,
                default=None,
            )
            if upper is None:
                break
            found = [*upper.texts, *found]
            block = upper
        return tuple(found)

    def below_top(self, block: Block) -> tuple[str, ...]:
        """Return the texts right below a block that is the first on its page, else nothing."""
        page = self._page(block)
        on_page = [other for other in self._blocks if self._page(other) == page]
        if any(other.top < block.top - _SAME_EDGE for other in on_page):
            return ()
        bottom = block.cells[-1].bottom
        lower = [
            other
            for other in on_page
            if bottom - _SAME_EDGE < other.top and other != block and _shares_column(other, block)
        ]
        following = min(lower, key=lambda other: other.top, default=None)
        if following is None or following.top - bottom > 2 * _GAP * block.height:
            return ()
        return following.texts[:2]

    def _page(self, block: Block) -> int:
        return self._sheet.lines[block.cells[0].line].page.number

    def _is_over(self, upper: Block, block: Block) -> bool:
        first, last = block.cells[0], upper.cells[-1]
        gap = first.top - last.bottom
        return (
            -0.5 * first.height <= gap <= _GAP * first.height
            and abs(upper.cells[0].left - first.left) <= _SAME_EDGE
            and _SMALLEST <= upper.height / block.height <= _LARGEST
            and self._page(upper) == self._page(block)
            and upper != block
        )


def _shares_column(one: Block, other: Block) -> bool:
    return any(overlap(cell, under) for cell in one.cells for under in other.cells)
