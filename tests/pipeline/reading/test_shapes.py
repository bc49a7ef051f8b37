"""A glyph is told from others by its shape, wherever it stands on the pixels."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.reading.levelling import Edges
from pipeline.reading.paper import Picture
from pipeline.reading.shapes import is_like, shape_of, shifted

_FONT = Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf")
_LARGE = 8


def printed(text: str, x: float, y: float, pixels: int) -> tuple[Picture, Edges]:
    """Return a letter at a place between the pixels, and the box around its ink."""
    page = Image.new("L", (80 * _LARGE, 80 * _LARGE), 255)
    font = ImageFont.truetype(_FONT, pixels * _LARGE)
    at = ((20 + x) * _LARGE, (20 + y) * _LARGE)
    ImageDraw.Draw(page).text(at, text, 0, font)
    large = np.asarray(page, np.uint8)
    rows, columns = (np.flatnonzero(large.min(axis=axis) < 128) for axis in (1, 0))
    edges = (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)
    left, top, right, bottom = (float(edge) / _LARGE for edge in edges)
    small = np.asarray(page.resize((80, 80), Image.Resampling.BOX), np.uint8)
    return small, (left, top, right, bottom)


@pytest.mark.parametrize("pixels", [20, 28, 44])
@pytest.mark.parametrize("digit", list("0123456789"))
def test_a_digit_is_itself_wherever_it_stands(digit: str, pixels: int) -> None:
    known = shifted(*printed(digit, 0, 0, pixels))
    picture, box = printed(digit, 0.5, 0.25, pixels)
    shape = shape_of(picture, box)
    assert shape is not None
    assert is_like(shape, known)


@pytest.mark.parametrize(("one", "other"), list(combinations("0123456789", 2)))
def test_two_digits_never_look_alike(one: str, other: str) -> None:
    for pixels in (20, 28, 44):
        picture, box = printed(one, 0.3, 0.6, pixels)
        shape = shape_of(picture, box)
        assert shape is not None
        assert not is_like(shape, shifted(*printed(other, 0, 0, pixels)))


def test_what_nobody_sees_has_no_shape() -> None:
    pale = np.full((40, 40), 250, np.uint8)
    pale[10:30, 10:20] = 240
    assert shape_of(pale, (10, 10, 20, 30)) is None
