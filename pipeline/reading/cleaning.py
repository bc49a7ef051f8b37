"""Make the picture of a page fit for recognition.

In: a page as a picture, grey or colour. Out: a grey picture of the same size with an even white
ground and upright lines, the sheet on a photo laid flat, and the map from the page to it.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.reading.levelling import LEVEL, Edges, Levelling, as_levelling
from pipeline.reading.paper import Picture, lay_flat

cv2.setNumThreads(0)

_MOST_SKEW = 5.0
"""Degrees; a page that lies further askew was not laid down to be read."""
_LEAST_SKEW = 0.1
_SMALL = 800
"""Pixels of the longer side of the picture that the skew is measured on."""
_DARK = 140
"""Grey of what may be a dark panel."""
_LEAST_HEIGHT, _LEAST_LENGTH = 9, 80
"""Pixels of the sides of a panel, in the small picture: a line of print, and no word of it."""
_LEAST_FILLED = 0.8
"""Of the rectangle around a panel: below it is a drawing or large print."""
_LEAST_INK = 0.6
"""Of the area within a panel's outline: the rest is its print."""
_RIM = 3
"""Pixels of the small picture across the edge of a panel, whose place is not known better."""
_WHITE = 255
_EDGE = 0.006
"""Of the width of a sheet: so far the table may show at its edge, as paper does not lie flat."""
_MOST = 0.6
"""Of the page: a larger one is the table that the paper lies on."""


@dataclass(frozen=True)
class Cleaned:
    """A cleaned picture.

    Attributes:
        picture: Grey, of the size of the page's picture.
        levelling: From the page's picture to this one, in pixels.
    """

    picture: Picture
    levelling: Levelling


def clean(picture: Picture) -> Cleaned:
    """Lay the sheet flat, even out the ground, then turn the lines upright."""
    sheet = lay_flat(picture)
    if sheet is not None:
        picture = _warped(picture, sheet.levelling)
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY) if picture.ndim == 3 else picture
    even = _without_ground(_without_dark_panels(np.asarray(grey, np.uint8)))
    if sheet is not None:
        even = _without_table(even, sheet.edges)
    levelling = sheet.levelling if sheet else LEVEL
    angle = _skew(even)
    if abs(angle) < _LEAST_SKEW:
        return Cleaned(even, levelling)
    height, width = even.shape
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0), (0, 0, 1)])
    turned = _warped(even, as_levelling(turn))
    return Cleaned(turned, as_levelling(turn @ np.reshape(levelling, (3, 3))))


def _without_table(picture: Picture, sheet: Edges) -> Picture:
    """Return a picture with nothing around a sheet, nor at its very edge."""
    height, width = picture.shape
    left, top, right, bottom = (round(edge) for edge in sheet)
    edge = round(_EDGE * (right - left))
    inside = np.s_[max(top, 0) + edge : bottom - edge, max(left, 0) + edge : right - edge]
    bare = np.full((height, width), _WHITE, np.uint8)
    bare[inside] = picture[inside]
    return bare


def _warped(picture: Picture, levelling: Levelling) -> Picture:
    height, width = picture.shape[:2]
    warped = cv2.warpPerspective(
        picture,
        np.reshape(levelling, (3, 3)),
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(warped, np.uint8)


def _without_dark_panels(grey: Picture) -> Picture:
    """Invert panels of light print on dark ground: heads of tables, columns at the edge."""
    height, width = grey.shape
    scale = max(1, max(height, width) // _SMALL)
    small = cv2.resize(
        grey, (width // scale or 1, height // scale or 1), interpolation=cv2.INTER_AREA
    )
    dark = (small < _DARK).astype(np.uint8)
    outlines, _ = cv2.findContours(dark, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    panels = np.zeros_like(dark)
    found = [outline for outline in outlines if _is_panel(outline, dark)]
    cv2.drawContours(panels, found, -1, 1, cv2.FILLED)
    if not panels.any():
        return grey
    inside, rim = _areas(panels, (width, height))
    if not inside.any() or inside.all():
        return grey
    turned = np.where(inside, 255 - grey, grey)
    # Ground of a panel and of the page are as bright, and no line is left between them.
    bright = np.median(grey[~inside])
    share = bright / max(1.0, float(np.median(turned[inside])))
    turned = np.where(inside, np.minimum(turned * share, _WHITE), turned)
    return np.asarray(np.where(rim, bright, turned), np.uint8)


def _areas(panels: Picture, size: tuple[int, int]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which pixels of the whole picture lie in panels, and which at their edges."""
    spread = np.ones((_RIM, _RIM), np.uint8)
    wide, narrow = cv2.dilate(panels, spread), cv2.erode(panels, spread)
    areas = (cv2.resize(area, size, interpolation=cv2.INTER_NEAREST) > 0 for area in (wide, narrow))
    outer, inner = areas
    return inner, outer & ~inner


def _is_panel(outline: cv2.typing.MatLike, dark: Picture) -> bool:
    """Tell whether an outline is of a rectangle that is dark inside, and no frame of a table."""
    _, sides, _ = cv2.minAreaRect(outline)
    low, long = sorted(sides)
    if low < _LEAST_HEIGHT or long < _LEAST_LENGTH or low * long > _MOST * dark.size:
        return False
    left, top, across, down = cv2.boundingRect(outline)
    inside = np.zeros((down, across), np.uint8)
    cv2.drawContours(inside, [outline], -1, 1, cv2.FILLED, offset=(-left, -top))
    area = int(inside.sum())
    ink = int((inside & dark[top : top + down, left : left + across]).sum())
    return area >= _LEAST_FILLED * low * long and ink >= _LEAST_INK * area


def _without_ground(grey: Picture) -> Picture:
    """Divide a picture by its ground: shadows, stains and coloured bands become white."""
    height, width = grey.shape
    scale = max(1, max(height, width) // 1000)
    small = cv2.resize(
        grey, (width // scale or 1, height // scale or 1), interpolation=cv2.INTER_AREA
    )
    ground = cv2.medianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), 21)
    ground = cv2.resize(ground, (width, height), interpolation=cv2.INTER_LINEAR)
    divided = cv2.divide(grey, np.maximum(ground, 1), scale=255)
    return np.asarray(cv2.normalize(divided, divided, 0, 255, cv2.NORM_MINMAX), np.uint8)


def _skew(grey: Picture) -> float:
    """Return the angle in degrees at which the rows of ink are sharpest."""
    height, width = grey.shape
    scale = _SMALL / max(height, width)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = (255.0 - small).astype(np.float32)
    best, step = 0.0, 1.0
    for _ in range(3):
        angles = [best + step * n for n in range(-5, 6) if abs(best + step * n) <= _MOST_SKEW]
        best = max(angles, key=lambda angle: _sharpness(ink, angle))
        step /= 4
    return best


def _sharpness(ink: NDArray[np.float32], angle: float) -> float:
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    rows = cv2.warpAffine(ink, turn, (width, height)).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())
