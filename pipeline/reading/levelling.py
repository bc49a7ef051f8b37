"""Maps between a page as it is displayed and the same page flat and level.

A map is a homography: 3 by 3 numbers, row by row, that take a place (x, y, 1) to (x', y', w'), up
to the factor w'. It covers a sheet scanned askew and one photographed at an angle.
Source: Hartley and Zisserman, Multiple View Geometry, chapter 2.
"""

from math import hypot

import numpy as np

Levelling = tuple[float, float, float, float, float, float, float, float, float]
Edges = tuple[float, float, float, float]
"""Left, top, right and bottom of a box."""

LEVEL: Levelling = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
"""The map that leaves every place where it is."""


def moved(box: Edges, levelling: Levelling) -> Edges:
    """Return where a box goes: its middle by the map, its sides as long as the map makes them.

    The hull around the corners would cover neighbours: words of a line are long and low.
    """
    if levelling == LEVEL:
        return box
    left, top, right, bottom = box
    x, y = (left + right) / 2, (top + bottom) / 2
    middle = _place(x, y, levelling)
    half_width = _distance(_place(left, y, levelling), _place(right, y, levelling)) / 2
    half_height = _distance(_place(x, top, levelling), _place(x, bottom, levelling)) / 2
    return (
        middle[0] - half_width,
        middle[1] - half_height,
        middle[0] + half_width,
        middle[1] + half_height,
    )


def inverse(levelling: Levelling) -> Levelling:
    """Return the way back.

    Raises:
        numpy.linalg.LinAlgError: The map has none.
    """
    return as_levelling(np.linalg.inv(np.reshape(levelling, (3, 3))))


def scaled(levelling: Levelling, scale: float) -> Levelling:
    """Return the same map for places that are counted in other units, `scale` of them to one."""
    zoom = np.diag([scale, scale, 1.0])
    return as_levelling(zoom @ np.reshape(levelling, (3, 3)) @ np.linalg.inv(zoom))


def as_levelling(matrix: np.typing.ArrayLike) -> Levelling:
    """Return a 3 by 3 matrix as a map, its last number 1."""
    rows = np.asarray(matrix, float).reshape(9)
    a, b, c, d, e, f, g, h, i = (float(number) for number in rows / rows[8])
    return a, b, c, d, e, f, g, h, i


def _place(x: float, y: float, levelling: Levelling) -> tuple[float, float]:
    a, b, c, d, e, f, g, h, i = levelling
    # A place on the horizon of a map from outside has none; far away is as good.
    w = g * x + h * y + i or 1e-9
    return (a * x + b * y + c) / w, (d * x + e * y + f) / w


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])
