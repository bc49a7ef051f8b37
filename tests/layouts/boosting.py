"""Trees by gradient boosting for two classes: sums of small trees that give log odds.

In: traits by row, and which rows are right. Out: trees as `pipeline.reading.odds` reads them. No
chance is used: the same rows in the same order give the same trees.
Source: Friedman, Greedy function approximation, 2001; leaves by Newton's step, as in XGBoost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Tree = list[Any]
"""``[trait, bound, below, from it on]``, where either side is such a list or log odds."""

_TREES = 120
_DEPTH = 3
_RATE = 0.1
_BINS = 24
_LEAST_IN_LEAF = 2.0
"""Of curvature: what few rows say is not believed."""
_RIDGE = 2.0
_LEAST_GAIN = 0.2
_DIGITS = 3


def boosted(traits: Matrix, right: Matrix, names: Sequence[str]) -> tuple[float, list[Tree]]:
    """Return the log odds of any row, and trees to be added to it.

    Args:
        traits: One row for each example.
        right: 1 where it is right.
        names: Of the traits.
    """
    bounds = [_bounds_of(column) for column in traits.T]
    bins = np.column_stack(
        [np.searchsorted(b, c, side="right") for b, c in zip(bounds, traits.T, strict=True)]
    )
    start = round(float(np.log((right.sum() + 1) / (len(right) - right.sum() + 1))), _DIGITS)
    odds = np.full(len(right), start)
    trees = []
    for _ in range(_TREES):
        chance = 1 / (1 + np.exp(-odds))
        rows = _Rows(bins, right - chance, chance * (1 - chance), odds)
        trees.append(_grown(rows, np.arange(len(right)), bounds, names, _DEPTH))
    return start, trees


def leaves_of(tree: Any, traits: Matrix, names: Sequence[str]) -> Matrix:
    """Return what a tree says of each row."""
    if not isinstance(tree, list):
        return np.full(len(traits), float(tree))
    name, bound, below, other = tree
    is_below = traits[:, names.index(name)] < bound
    said = np.empty(len(traits))
    said[is_below] = leaves_of(below, traits[is_below], names)
    said[~is_below] = leaves_of(other, traits[~is_below], names)
    return said


@dataclass(frozen=True)
class _Rows:
    """What is known of all rows: bins of their traits, slope and curvature of the loss, odds."""

    bins: NDArray[np.int64]
    slope: Matrix
    curve: Matrix
    odds: Matrix


def _bounds_of(column: Matrix) -> Matrix:
    """Return where a trait may be divided: between its values, or at some of them."""
    values = np.unique(column)
    middles = (values[1:] + values[:-1]) / 2
    if len(middles) > _BINS:
        middles = np.unique(np.quantile(column, np.linspace(0, 1, _BINS + 2)[1:-1]))
    return np.asarray(np.round(middles, _DIGITS))


def _grown(
    rows: _Rows, own: NDArray[np.int64], bounds: list[Matrix], names: Sequence[str], depth: int
) -> Any:
    """Return a tree for some rows, and add what it says to their odds."""
    slope, curve = rows.slope[own], rows.curve[own]
    split = _best_split(rows.bins[own], slope, curve) if depth else None
    if split is None:
        said = round(float(_RATE * slope.sum() / (curve.sum() + _RIDGE)), _DIGITS)
        rows.odds[own] += said
        return said
    trait, at = split
    is_below = rows.bins[own, trait] <= at
    sides = (_grown(rows, own[s], bounds, names, depth - 1) for s in (is_below, ~is_below))
    return [names[trait], float(bounds[trait][at]), *sides]


def _best_split(bins: NDArray[np.int64], slope: Matrix, curve: Matrix) -> tuple[int, int] | None:
    """Return the trait and the place in its bounds that part rows best; None where none does."""
    count, width = bins.shape[1], _BINS + 2
    flat = (bins + np.arange(count) * width).ravel()
    slopes, curves = (
        np.bincount(flat, np.repeat(what, count), count * width).reshape(count, width).cumsum(1)
        for what in (slope, curve)
    )
    all_slopes, all_curves = slope.sum(), curve.sum()
    gain = (
        slopes**2 / (curves + _RIDGE)
        + (all_slopes - slopes) ** 2 / (all_curves - curves + _RIDGE)
        - all_slopes**2 / (all_curves + _RIDGE)
    )
    is_few = (curves < _LEAST_IN_LEAF) | (all_curves - curves < _LEAST_IN_LEAF)
    gain[is_few] = 0
    best = int(np.round(gain, 9).argmax())
    trait, at = divmod(best, width)
    return (trait, at) if gain[trait, at] > _LEAST_GAIN else None
