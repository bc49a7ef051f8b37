"""Words with their places in points, on a page whose lines run level.

In: a page. Out: its words, each with a `Place`; what is put into rows and columns is these.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.reading.levelling import moved
from pipeline.reading.words import Page, Word

CELL_GAP = 0.95
"""Of the height of words: a wider gap between two parts two cells."""


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


Placed = tuple[Word, Place]


def placed_on(page: Page) -> Iterator[Placed]:
    """Yield the words with their places on the levelled page."""
    width, height = page.width, page.height
    for word in page.words:
        left, top = word.x * width, word.y * height
        box = (left, top, left + word.w * width, top + word.h * height)
        yield word, Place(*moved(box, page.levelling))
