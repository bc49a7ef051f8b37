"""What glyphs look like, apart from where they stand and how large they are.

In: a grey picture and the box around a glyph's ink. Out: its shape on a small grid; and the shapes
that letters and digits have in the typefaces that most invoices are printed in.
"""

import string
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from pipeline.reading.levelling import Edges
from pipeline.reading.paper import Picture

_GRID = 20
_LEAST_CONTRAST = 16
"""Steps of grey between print and ground: with less a person sees nothing."""
_MOST_DIFFERENCE = 0.35
"""Of full contrast, anywhere between two glyphs: a stroke more or less makes above 0.6."""
_MOST_STRETCHED = 1.25
"""Times that a glyph is wider for its height than the same one of a typeface."""
_SHIFTS = (-0.5, 0.0, 0.5)
"""Pixels by which a glyph may stand beside its box: they are painted at whole pixels."""
_FOLDER = Path("/usr/share/fonts")
_TYPEFACES = (
    "truetype/liberation/LiberationSans-Regular.ttf",
    "truetype/liberation/LiberationSans-Bold.ttf",
    "truetype/liberation/LiberationSerif-Regular.ttf",
    "truetype/liberation/LiberationSerif-Bold.ttf",
    "truetype/liberation/LiberationMono-Regular.ttf",
    "opentype/urw-base35/NimbusSans-Regular.otf",
    "opentype/urw-base35/NimbusSans-Bold.otf",
    "truetype/dejavu/DejaVuSans.ttf",
    "truetype/dejavu/DejaVuSans-Bold.ttf",
)
"""Those that are installed are known: Arial, Helvetica, Times and Courier look like the first."""
_LETTERS = f"{string.digits}{string.ascii_letters}éèêàâçôùûîÉÈÀÇ"
_DRAWN = 96
_PRINTED = 28
"""Pixels per em: drawn large and made small a glyph is not fitted to the pixels."""

Shape = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
"""How bright a glyph is in each square of the grid, 0 to 1; or several, along the first axis."""


def shape_of(picture: Picture, box: Edges) -> Shape | None:
    """Return a glyph on the grid, a pixel of ground around it, slightly blurred; None without ink.

    Args:
        picture: Grey.
        box: Around the ink, in pixels.
    """
    left, top, right, bottom = box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1
    across, down = (right - left) / _GRID, (bottom - top) / _GRID
    # The middle of a square of the grid, where the middle of a pixel is half a pixel inside it.
    to_picture = np.array(
        [[across, 0, left + across / 2 - 0.5], [0, down, top + down / 2 - 0.5]], np.float64
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    cut = cv2.warpAffine(
        picture, to_picture, (_GRID, _GRID), flags=flags, borderMode=cv2.BORDER_REPLICATE
    ).astype(np.float32)
    low, high = float(cut.min()), float(cut.max())
    if high - low < _LEAST_CONTRAST:
        return None
    return np.asarray(cv2.blur((cut - low) / (high - low), (3, 3)), np.float32)


def shifted(picture: Picture, box: Edges) -> Shape:
    """Return the shapes of a glyph that stands a little beside its box, each way."""
    left, top, right, bottom = box
    shapes = (
        shape_of(picture, (left + x, top + y, right + x, bottom + y))
        for x in _SHIFTS
        for y in _SHIFTS
    )
    return np.stack([shape for shape in shapes if shape is not None])


def is_like(shape: Shape, others: Shape) -> bool:
    """Tell whether a shape is one of others, give or take what painting it elsewhere makes."""
    return float(np.abs(others - shape).max(axis=(1, 2)).min()) <= _MOST_DIFFERENCE


def is_known(text: str, shape: Shape, box: Edges) -> bool:
    """Tell whether a glyph is the one of that character in a typeface that is known."""
    width, height = box[2] - box[0], box[3] - box[1]
    return any(
        1 / _MOST_STRETCHED < width / max(height, 1e-6) / proportion < _MOST_STRETCHED
        and is_like(shape, others)
        for proportion, others in known_shapes().get(text, ())
    )


def warm() -> None:
    """Draw the typefaces that are known, for this process and its children."""
    known_shapes()


def is_warm() -> bool:
    """Tell whether they are drawn."""
    return known_shapes.cache_info().currsize > 0


@cache
def known_shapes() -> dict[str, list[tuple[float, Shape]]]:
    """Return how wide for its height each character is, and its shapes, by typeface."""
    known: dict[str, list[tuple[float, Shape]]] = {}
    for name in _TYPEFACES:
        if (_FOLDER / name).exists():
            font = ImageFont.truetype(_FOLDER / name, _DRAWN)
            for letter in _LETTERS:
                picture, box = _printed(font, letter)
                proportion = (box[2] - box[0]) / (box[3] - box[1])
                known.setdefault(letter, []).append((proportion, shifted(picture, box)))
    return known


def _printed(font: ImageFont.FreeTypeFont, letter: str) -> tuple[Picture, Edges]:
    """Return a letter in black on white, and the box around it."""
    side = 2 * _DRAWN
    page = Image.new("L", (side, side), 255)
    ImageDraw.Draw(page).text((_DRAWN / 2, _DRAWN / 4), letter, 0, font)
    large = np.asarray(page, np.uint8)
    rows, columns = (np.flatnonzero(large.min(axis=axis) < 128) for axis in (1, 0))
    scale = _PRINTED / _DRAWN
    size = (round(side * scale), round(side * scale))
    small = np.asarray(cv2.resize(large, size, interpolation=cv2.INTER_AREA), np.uint8)
    edges = (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)
    left, top, right, bottom = (float(edge) * scale for edge in edges)
    return small, (left, top, right, bottom)
