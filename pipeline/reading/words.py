"""The words of a part's pages: found once by `read`, used by every later stage.

In: nothing, these are the values. Out: a JSON file between stages. Places are fractions of the
displayed page, origin top left. The displayed page is the page as a viewer shows it (CropBox and
/Rotate applied), turned further so that its text stands upright; `Page.turned` says how far.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field as Checked
from pydantic import TypeAdapter

from pipeline.reading.levelling import LEVEL, Levelling
from storage.domain.field import Source
from storage.domain.page import Box

Fraction = Annotated[float, Checked(ge=-1, le=2, allow_inf_nan=False)]


@dataclass(frozen=True, slots=True)
class Word:
    """One word on a displayed page.

    Attributes:
        text: Its characters, without spaces; hostile.
        x: Left edge, a fraction of the page's width.
        y: Top edge, a fraction of the page's height, growing downwards.
        w: Width, a fraction of the page's width.
        h: Height, a fraction of the page's height.
        confidence: 0 to 1; 1 for a text layer.
        agreed: Two engines that read by themselves saw these characters.
        alone: The stronger engine alone saw these characters.
    """

    text: str
    x: Fraction
    y: Fraction
    w: Fraction
    h: Fraction
    confidence: Fraction = 1.0
    agreed: bool = False
    alone: bool = False

    def box(self, page: int) -> Box:
        """Return its place on a page with that 1-based number."""
        return Box(page, self.x, self.y, self.w, self.h)


@dataclass(frozen=True, slots=True)
class Page:
    """One displayed page and its words.

    Attributes:
        number: 1-based.
        width: Of the displayed page, in points.
        height: Of the displayed page, in points.
        source: ``PDF_TEXT`` or ``OCR``: where its words come from.
        turned: Quarter turns, in degrees clockwise, that a viewer still has to turn the page by to
            show it upright: 0, 90, 180 or 270.
        levelling: From the displayed page to one with its sheet flat and its lines level, in
            points, where it was scanned askew or photographed at an angle.
        words: In no order to rely on.
        differs: It has a text layer that does not match what it shows; it was read from its
            picture.
        layer: The words of that text layer, at places on the page as it is shown; else empty.
    """

    number: int
    width: float
    height: float
    source: Source
    turned: int = 0
    levelling: Levelling = LEVEL
    words: tuple[Word, ...] = ()
    differs: bool = False
    layer: tuple[Word, ...] = ()


_ADAPTER = TypeAdapter(tuple[Page, ...])


def save_words(pages: tuple[Page, ...], path: Path) -> None:
    """Write the words of all pages, in the order of the pages."""
    path.write_bytes(_ADAPTER.dump_json(pages))


def load_words(path: Path) -> tuple[Page, ...]:
    """Return what `save_words` wrote.

    Raises:
        ValueError: The file does not have that form.
    """
    return _ADAPTER.validate_json(path.read_bytes())
