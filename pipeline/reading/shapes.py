"""What glyphs look like, apart from where they stand and how large they are.

In: a grey picture and the box around a glyph's ink. Out: its shape on a small grid; and whether it
is another one's.
"""

import cv2
import numpy as np

from pipeline.reading.levelling import Edges
from pipeline.reading.paper import Picture

_GRID = 20
_LEAST_CONTRAST = 16
"""Steps of grey between print and ground: with less a person sees nothing."""
_MOST_DIFFERENCE = 0.35
"""Of full contrast, anywhere between two glyphs: a stroke more or less makes above 0.6."""
_SHIFTS = (-0.5, 0.0, 0.5)
"""Pixels by which a glyph may stand beside its box: they are painted at whole pixels."""
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
