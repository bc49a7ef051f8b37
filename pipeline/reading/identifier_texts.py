"""What stands before an identifier and over it, and may lead to it.

In: an identifier, and the block in which it stands. Out: cells and texts, folded.
"""

from pipeline.reading import role_words as words
from pipeline.reading.blocks import Block
from pipeline.reading.identifiers import Identifier


def cell_of(found: Identifier) -> tuple[int, int]:
    """Return where the cell of an identifier starts and ends in its line."""
    return found.line.cell_around(found.start)


def region_of(found: Identifier) -> tuple[int, int]:
    """Return the page and the third of its height in which an identifier stands."""
    page = found.line.page
    return page.number, int(3 * found.line.top / page.height)


def text_before(found: Identifier, cell: tuple[int, int]) -> str:
    """Return what stands before an identifier: in its cell, else in the one to the left."""
    own = found.line.folded[cell[0] : found.start]
    if own.strip() or not cell[0]:
        return own
    return found.line.cell_before(found.start)


def text_behind(found: Identifier, cell: tuple[int, int]) -> str:
    """Return what stands behind an identifier in its cell, folded."""
    return found.line.folded[found.end : cell[1]]


def texts_over(block: Block, found: Identifier) -> tuple[str, ...]:
    """Return what stands in a block over an identifier."""
    at = next(i for i, cell in enumerate(block.cells) if cell.line == found.line.index)
    return leading(block.texts[:at], found)


def leading(texts: tuple[str, ...], found: Identifier) -> tuple[str, ...]:
    """Return the texts over an identifier that may lead to it: no insurer with its policy does."""
    own = found.line.folded[slice(*cell_of(found))]
    if words.OF_ITS_OWN.match(own) is None:
        return texts
    return tuple(text for text in texts if words.INSURED.search(text) is None)
