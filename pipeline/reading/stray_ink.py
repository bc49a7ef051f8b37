"""Print on a page that no character of its text layer stands for, and that may be letters.

In: a grey picture and the boxes of the glyphs that the layer has. Out: boxes of what is left, rules
and frames of tables apart.
"""

import cv2
import numpy as np

from pipeline.reading.levelling import Edges
from pipeline.reading.paper import Picture

Boxes = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
"""Rows of left, top, right and bottom in pixels."""

_SCALE = 2
"""Letters are seen well at half the size at which they are recognised."""
_STROKE = 13
"""No stroke of a letter is so thick; here and below, in pixels of half the size."""
_NEIGHBOURS = 21
_DARK = 110
"""Grey of ground on which print is pale."""
_LEAST_CONTRAST = 24
_LEAST_HEIGHT = 4
"""Lower print nobody reads, neither a person nor an engine."""
_RULE = 60
"""A horizontal stroke so long is a rule."""
_STANDING_RULE = 40


def stray_ink(picture: Picture, glyphs: Boxes) -> Boxes:
    """Return the boxes of what may be letters.

    Args:
        picture: Grey, of `pipeline.reading.pages.DPI` or less.
        glyphs: Boxes that are known to hold characters of the text layer.
    """
    height, width = (max(1, side // _SCALE) for side in picture.shape)
    # Without an odd row or column at the edge it is four pixels to one, which is much faster.
    even = picture[: height * _SCALE, : width * _SCALE]
    small = np.asarray(cv2.resize(even, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    ink = np.asarray(cv2.absdiff(small, _ground(small)) >= _LEAST_CONTRAST, np.uint8)
    for left, top, right, bottom in (glyphs / _SCALE).round().astype(int):
        ink[max(top - 1, 0) : bottom + 1, max(left - 1, 0) : right + 1] = 0
    ink &= ~_rules(ink) & 1
    boxes = _pieces(ink)
    return np.asarray(boxes[boxes[:, 3] - boxes[:, 1] >= _LEAST_HEIGHT] * _SCALE, np.float64)


def _pieces(ink: Picture) -> Boxes:
    """Return the box around each connected piece; little is left, so its outlines are followed."""
    outlines, nesting = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    inside = nesting[0, :, -1] >= 0 if outlines else ()
    found = [
        cv2.boundingRect(outline)
        for outline, is_hole in zip(outlines, inside, strict=True)
        if not is_hole
    ]
    boxes = np.array(found, np.float64).reshape(-1, 4)
    boxes[:, 2:] += boxes[:, :2]
    return boxes


def _ground(picture: Picture) -> Picture:
    """Return a picture without its strokes, be they dark or, on dark ground, pale."""
    square = np.ones((_STROKE, _STROKE), np.uint8)
    light = cv2.morphologyEx(picture, cv2.MORPH_CLOSE, square)
    dark = cv2.blur(picture, (_NEIGHBOURS, _NEIGHBOURS)) < _DARK
    if not dark.any():
        return np.asarray(light, np.uint8)
    return np.where(dark, cv2.morphologyEx(picture, cv2.MORPH_OPEN, square), light)


def lies_in(boxes: Boxes, place: Edges) -> bool:
    """Tell whether one of some boxes has a part in a place."""
    left, top, right, bottom = place
    return bool(
        np.any(
            (boxes[:, 0] < right)
            & (boxes[:, 2] > left)
            & (boxes[:, 1] < bottom)
            & (boxes[:, 3] > top)
        )
    )


def _rules(ink: Picture) -> Picture:
    """Return where rules are, and a pixel around them."""
    lying = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, _RULE), np.uint8))
    standing = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((_STANDING_RULE, 1), np.uint8))
    rules = cv2.bitwise_or(lying, standing)
    return np.asarray(cv2.dilate(rules, np.ones((3, 3), np.uint8)), np.uint8)
