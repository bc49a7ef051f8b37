"""Find the sheet of paper on a photo, and lay it flat.

In: a page as a picture, grey or colour. Out: how the sheet comes to fill the whole page, or
None where no sheet with a surround is seen: a scan, or a page that was drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.reading.levelling import Edges, Levelling, as_levelling

Picture = NDArray[np.uint8]
"""Rows, columns, and for colour three channels: blue, green, red."""
_Corners = NDArray[np.float32]
"""4 by 2, clockwise from the upper left one."""

_SMALL = 600
"""Pixels of the longer side of the picture in which the sheet is looked for."""
_LEAST_AREA, _MOST_AREA = 0.2, 0.97
"""Of the photo: a smaller sheet is a label, a larger one fills the photo."""
_LEAST_ANGLE = 65.0
"""Degrees at a corner: what leans more is no sheet, or cannot be read."""
_LEAST_FILLED = 0.94
"""Of the four-cornered outline, by the bright area that gave it."""
_LEAST_EDGE = 0.7
"""Share of the outline at which the photo turns darker outwards."""
_ABOUT = 0.1
"""Of that share: outlines that stand out so much less do about as much."""
_LARGER = 1.3
"""Times the area of an outline: so much larger ones are of the sheet that it is a part of."""
_FALL = 12
"""Grey levels by which it does."""
_STEP = 4
"""Pixels in the small picture on either side of the outline that are compared."""
_ODD = 0.15
"""Logarithm of a proportion: a Letter sheet is at 0.09, and one seen at an angle is near."""
_NEAREST = 0.05
"""Of the width of a bright area: so wide a dark part of the same sheet is at least."""
_WHITE = 252
"""Bars of this grey around a photo were added when it was put on a page."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A sheet laid flat.

    Attributes:
        levelling: From the picture to one of the same size that the sheet fills.
        edges: Of the sheet there; the table is seen around it.
    """

    levelling: Levelling
    edges: Edges


def lay_flat(picture: Picture) -> Flat | None:
    """Return where the sheet of paper on a picture comes to lie when it fills it.

    The sheet keeps its proportions: it touches two opposite edges and stands in the middle.
    """
    height, width = picture.shape[:2]
    scale = _SMALL / max(height, width)
    if scale >= 1:
        return None
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = np.asarray(small if small.ndim == 2 else small.max(axis=2), np.uint8)
    corners = _sheet(np.asarray(cv2.GaussianBlur(grey, (5, 5), 0), np.uint8))
    if corners is None:
        return None
    corners = (_whole(np.asarray(small, np.uint8), corners) + 0.5) / scale
    across = (_length(corners[0], corners[1]) + _length(corners[3], corners[2])) / 2
    down = (_length(corners[1], corners[2]) + _length(corners[0], corners[3])) / 2
    zoom = min(width / across, height / down)
    left, top = (width - across * zoom) / 2, (height - down * zoom) / 2
    right, bottom = width - left, height - top
    target = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
    turn = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    return Flat(as_levelling(turn), (left, top, right, bottom))


def _sheet(grey: Picture) -> _Corners | None:
    """Return the corners of the outline that stands out most from what is around it.

    A crease or a shadow makes outlines of a part of the sheet that stand out as well.
    """
    photo = _photo(grey)
    found = [(_edge(corners, grey), corners) for corners in _outlines(grey, photo)]
    edge, best = max(found, key=lambda item: item[0], default=(0.0, None))
    if best is None or edge < _LEAST_EDGE:
        return None
    clear = (corners for other, corners in found if other >= max(edge - _ABOUT, _LEAST_EDGE))
    largest = max(clear, key=cv2.contourArea)
    is_part = cv2.contourArea(largest) >= _LARGER * cv2.contourArea(best)
    return largest if is_part else best


def _whole(small: Picture, corners: _Corners) -> _Corners:
    """Return the corners of the sheet with its dark part, if the bright one is no sheet's shape.

    Panels of colour and what lies behind a crease may be as dark as the table: there the sheet ends
    where the colour changes along a whole side.
    """
    if _oddness(corners) <= _ODD:
        return corners
    blurred = cv2.GaussianBlur(small, (5, 5), 0).reshape(*small.shape[:2], -1)
    smooth = np.asarray(blurred, np.uint8)
    best = corners
    for side in range(4):
        # A map that takes this side to the left edge of a square.
        turned = np.roll(corners, side, axis=0)
        square = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
        outwards = cv2.getPerspectiveTransform(square, turned.astype(np.float32))
        for share in _ends(smooth, outwards):
            longer = np.array([[[-share, 0], [1, 0], [1, 1], [-share, 1]]], np.float32)
            found = cv2.perspectiveTransform(longer, outwards)[0]
            if _oddness(found) < min(_oddness(best), _oddness(corners) / 2):
                best = np.asarray(np.roll(found, -side, axis=0), np.float32)
    return best


def _oddness(corners: _Corners) -> float:
    """Return how far the sides of a sheet are from those of an A4 sheet; 0 is equal."""
    across = _length(corners[0], corners[1]) + _length(corners[3], corners[2])
    down = _length(corners[1], corners[2]) + _length(corners[0], corners[3])
    return abs(float(np.log(max(across, down) / max(min(across, down), 1.0) / 2**0.5)))


def _ends(smooth: Picture, outwards: cv2.typing.MatLike) -> Iterator[float]:
    """Yield how far left of a square, in its widths, the colour changes all the way down."""
    steps = np.arange(_NEAREST, 1.2, 0.01)
    down = np.linspace(0.05, 0.95, 40)
    grid = np.stack(np.meshgrid(-steps, down, indexing="ij"), axis=-1).astype(np.float32)
    places = cv2.perspectiveTransform(grid.reshape(1, -1, 2), outwards)[0].reshape(grid.shape)
    height, width = smooth.shape[:2]
    x, y = places[..., 0].round().astype(int), places[..., 1].round().astype(int)
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    colours = smooth[y.clip(0, height - 1), x.clip(0, width - 1)].astype(np.int16)
    changes = np.abs(colours[4:] - colours[:-4]).max(axis=2) >= _FALL
    shares = (changes & inside[4:]).mean(axis=1)
    yield from (float(steps[n + 2]) for n in np.flatnonzero(shares >= _LEAST_EDGE))


def _photo(grey: Picture) -> NDArray[np.bool_]:
    """Return which pixels belong to the photo, without white bars around it."""
    inside = grey < _WHITE
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    photo = np.zeros(grey.shape, bool)
    if rows.size and columns.size:
        photo[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] = True
    return photo


def _outlines(grey: Picture, photo: NDArray[np.bool_]) -> Iterator[_Corners]:
    """Yield the four-cornered outlines of areas that are bright, or have an edge around them."""
    area = int(photo.sum())
    for mask in _masks(grey, photo):
        contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
        for contour in contours:
            hull = cv2.convexHull(contour)
            if not _LEAST_AREA * area < cv2.contourArea(hull) < _MOST_AREA * area:
                continue
            corners = _four_corners(hull)
            if corners is None:
                continue
            if cv2.contourArea(hull) >= _LEAST_FILLED * cv2.contourArea(corners):
                yield corners


def _masks(grey: Picture, photo: NDArray[np.bool_]) -> Iterator[Picture]:
    """Yield what is bright, at every brightness, then where brightness changes."""
    kernel = np.ones((7, 7), np.uint8)
    for threshold in range(60, 250, 10):
        bright = ((grey > threshold) & photo).astype(np.uint8)
        bright = np.asarray(cv2.morphologyEx(bright, cv2.MORPH_CLOSE, kernel), np.uint8)
        yield np.asarray(cv2.morphologyEx(bright, cv2.MORPH_OPEN, kernel), np.uint8)
    for weak in (15, 30, 60):
        edges = cv2.Canny(grey, weak, 3 * weak)
        edges[~photo] = 0
        yield np.asarray(cv2.dilate(edges, np.ones((3, 3), np.uint8)), np.uint8)


def _four_corners(hull: cv2.typing.MatLike) -> _Corners | None:
    """Return the corners of the four straight sides of an outline."""
    around = cv2.arcLength(hull, closed=True)
    for share in (0.01, 0.015, 0.02, 0.03, 0.04, 0.06):
        points = cv2.approxPolyDP(hull, share * around, closed=True).reshape(-1, 2)
        if len(points) == 4:
            corners = _clockwise(points.astype(np.float32))
            return corners if min(_angles(corners)) >= _LEAST_ANGLE else None
        if len(points) < 4:
            return None
    return None


def _clockwise(points: _Corners) -> _Corners:
    """Return four points clockwise, the one nearest to the upper left first."""
    middle = points.mean(axis=0)
    turn = np.argsort(np.arctan2(points[:, 1] - middle[1], points[:, 0] - middle[0]))
    points = points[turn]
    return np.roll(points, -int(points.sum(axis=1).argmin()), axis=0)


def _angles(corners: _Corners) -> Iterator[float]:
    for before, corner, after in zip(
        np.roll(corners, 1, axis=0), corners, np.roll(corners, -1, axis=0), strict=True
    ):
        one, other = before - corner, after - corner
        cosine = float(one @ other) / (hypot(*one) * hypot(*other) or 1.0)
        yield float(np.degrees(np.arccos(np.clip(cosine, -1, 1))))


def _edge(corners: _Corners, grey: Picture) -> float:
    """Return the share of an outline's worst side at which the photo is darker outside.

    A sheet may run out of the photo at one side.
    """
    middle = corners.mean(axis=0)
    sides = list(zip(corners, np.roll(corners, -1, axis=0), strict=True))
    whole = [side for side in sides if not all(_is_at_rim(corner, grey) for corner in side)]
    if len(whole) < 3:
        return 0.0
    return min(_fall(start, end, middle, grey) for start, end in whole)


def _fall(
    start: NDArray[np.float32], end: NDArray[np.float32], middle: NDArray[np.float32], grey: Picture
) -> float:
    """Return the share of a side at which the photo is darker outside, and not at a line only."""
    along = end - start
    normal = np.array([along[1], -along[0]]) / (hypot(*along) or 1.0)
    if normal @ (start - middle) < 0:
        normal = -normal
    places = start + np.linspace(0.03, 0.97, 40)[:, None] * along
    inner = _greys(places - _STEP * normal, grey)
    outer = np.max([_greys(places + n * _STEP * normal, grey) for n in (1, 2, 3)], axis=0)
    return float(np.mean(inner - outer >= _FALL))


def _is_at_rim(place: NDArray[np.float32], grey: Picture) -> bool:
    height, width = grey.shape
    x, y = place
    return bool(min(x, y, width - 1 - x, height - 1 - y) < _STEP)


def _greys(places: NDArray[np.float64], grey: Picture) -> NDArray[np.float64]:
    """Return the grey at places; outside the photo it is bright, as nothing is known of it."""
    height, width = grey.shape
    x, y = places[:, 0].round().astype(int), places[:, 1].round().astype(int)
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    found = np.full(len(places), 255.0)
    found[inside] = grey[y[inside], x[inside]]
    return found


def _length(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return hypot(*(other - one))
