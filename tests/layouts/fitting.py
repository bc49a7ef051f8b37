"""Fit what tells a right choice of a field from a doubtful one, and the bound of certainty.

In: `Example`s, the reader's choices with what is seen around them. Out: the content of a file of
`pipeline.reading.odds`. Examples of one family, that is of one layout, are kept together: what they
are judged by was fitted without them.

The bound of a field is the lowest certainty that at most 1 of 100 changed documents reach with a
wrong value, each kind of change counting the same and each document judged by weights that its own
family had no part in; nor is it lower than what a wrong value reaches on more than 1 of 1,000 pages
as they are, nor than two to one: among examples of which far more are wrong than in life, what is
seen has to speak for a value.
Where a reader errs on fewer than one page in ten, fewer than 1 in 1,000 are then certain and wrong.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from pipeline.reading.odds import Traits
from storage.domain.invoice import FieldName
from tests.layouts.boosting import boosted, leaves_of

Matrix = NDArray[np.float64]

_MOST_WRONG = 0.01
_MOST_WRONG_FIRST = 0.001
_LEAST_ODDS = float(np.log(2))
_RIDGE = 1.0
_BANDS = (-4.0, -2.0, -1.0, 0.0, 1.0, 2.0, 4.0)
_PARTS = 40
"""So many times a logistic model is fitted without some of the families."""


@dataclass(frozen=True)
class Example:
    """One choice of the reader.

    Attributes:
        name: Which field.
        document: File name of the document.
        family: Its layout: families are kept apart.
        traits: What is seen around the value.
        is_right: The value is the true one.
        is_first: Nothing had been changed on the page.
        kind: How it had been changed.
    """

    name: FieldName
    document: str
    family: str
    traits: Traits
    is_right: bool
    is_first: bool
    kind: str = "gone"


@dataclass(frozen=True)
class Way:
    """A way to fit a model.

    Attributes:
        fit: Makes a model of traits by row, which rows are right, and the names of the traits.
        odds: Returns the log odds of rows by such a model.
        shown: Returns what a file of `pipeline.reading.odds` has of it.
        parts: So many times it is fitted without some of the families.
    """

    fit: Callable[[Matrix, Matrix, Sequence[str]], Any]
    odds: Callable[[Any, Matrix, Sequence[str]], Matrix]
    shown: Callable[[Any, Sequence[str]], dict[str, Any]]
    parts: int = _PARTS


def _weights(traits: Matrix, right: Matrix, names: Sequence[str]) -> Matrix:
    del names
    return fit(_with_ones(traits), right)


def _weighed_odds(weights: Matrix, traits: Matrix, names: Sequence[str]) -> Matrix:
    del names
    return np.asarray(_with_ones(traits) @ weights)


def _shown_weights(weights: Matrix, names: Sequence[str]) -> dict[str, Any]:
    return {
        "intercept": round(float(weights[0]), 2),
        "weights": {n: round(float(w), 2) for n, w in zip(names, weights[1:], strict=True)},
    }


def _boosted_odds(model: tuple[float, list[Any]], traits: Matrix, names: Sequence[str]) -> Matrix:
    start, trees = model
    return start + sum((leaves_of(t, traits, names) for t in trees), np.zeros(len(traits)))


def _shown_trees(model: tuple[float, list[Any]], names: Sequence[str]) -> dict[str, Any]:
    del names
    return {"intercept": model[0], "trees": model[1]}


LOGISTIC = Way(_weights, _weighed_odds, _shown_weights)
TREES = Way(boosted, _boosted_odds, _shown_trees, parts=10)


def matrix_of(seen: Sequence[Traits]) -> tuple[list[str], Matrix]:
    """Return the names of traits, and their values with a 1 before them, a row for each."""
    names = list(seen[0])
    return names, _with_ones(np.array([[traits[n] for n in names] for traits in seen]))


def weighed(
    names: Sequence[str], traits: Matrix, right: Matrix, start: Matrix | None = None
) -> dict[str, Any]:
    """Return a model without bound, for odds that are compared with each other: its weights."""
    return {
        "examples": len(right),
        "wrong_examples": int(len(right) - right.sum()),
        "bound": 0.0,
        **_shown_weights(fit(traits, right, start), names),
    }


def fitted(
    examples: Sequence[Example],
    *,
    least: float = _LEAST_ODDS,
    most_wrong: float = _MOST_WRONG_FIRST,
    way: Way = LOGISTIC,
) -> dict[str, Any]:
    """Return the model of one field: what it consists of, its bound, and what it was made of.

    Args:
        examples: Values with what is seen around them.
        least: Log odds that the bound is not below.
        most_wrong: Share of pages as they are on which a wrong value may be certain.
        way: How it is fitted.
    """
    odds = apart(examples, way)
    return bounded(examples, odds, least=least, most_wrong=most_wrong) | model_of(examples, way)


def model_of(examples: Sequence[Example], way: Way) -> dict[str, Any]:
    """Return what a file of `pipeline.reading.odds` has of a model of all examples."""
    names, traits, right = _table(examples)
    return way.shown(way.fit(traits, right, names), names)


def apart(examples: Sequence[Example], way: Way) -> Matrix:
    """Return the log odds of each example by a model that its family had no part in."""
    names, traits, right = _table(examples)
    parts = parts_of((e.family for e in examples), way.parts)
    part = np.array([parts[e.family] for e in examples])
    odds = np.empty(len(examples))
    for number in set(parts.values()):
        own = part == number
        model = way.fit(traits[~own], right[~own], names)
        odds[own] = way.odds(model, traits[own], names)
    return odds


def bounded(
    examples: Sequence[Example],
    odds: Matrix,
    *,
    least: float = _LEAST_ODDS,
    most_wrong: float = _MOST_WRONG_FIRST,
    most_changed: float = _MOST_WRONG,
) -> dict[str, Any]:
    """Return the bound of certainty, and how many choices it makes certain.

    Args:
        examples: Values with what is seen around them.
        odds: Of each, by a model that its family had no part in.
        least: Log odds that the bound is not below.
        most_wrong: Share of pages as they are on which a wrong value may be certain.
        most_changed: The same of changed pages.
    """
    first, right = (
        np.array(which) for which in zip(*((e.is_first, e.is_right) for e in examples), strict=True)
    )
    changed = _bound(examples, odds, most_changed)
    bound = max(least, changed, _bound_of_first(odds, first, right, most_wrong))
    certain = first & (odds >= bound)
    return {
        "families": len({e.family for e in examples}),
        "examples": len(examples),
        "wrong_examples": int((~right).sum()),
        "first_choices": int(first.sum()),
        "first_choices_certain": int(certain.sum()),
        "first_choices_certain_but_wrong": int((certain & ~right).sum()),
        "bound": round(bound, 2),
    }


def calibration(examples: Sequence[Example], odds: Matrix) -> list[list[float | int]]:
    """Return for bands of log odds: lower edge, examples, share that is right by odds, share seen.

    Args:
        examples: Values with what is seen around them, on changed pages, too.
        odds: Of each, by a model that its family had no part in.
    """
    right = np.array([example.is_right for example in examples])
    rows: list[list[float | int]] = []
    for low, high in pairwise((-np.inf, *_BANDS, np.inf)):
        inside = (odds >= low) & (odds < high)
        if inside.any():
            chance = float((1 / (1 + np.exp(-odds[inside]))).mean())
            edge = float(max(low, -99.0))
            share = float(right[inside].mean())
            rows.append([edge, int(inside.sum()), round(chance, 3), round(share, 3)])
    return rows


def _table(examples: Sequence[Example]) -> tuple[list[str], Matrix, Matrix]:
    """Return the names of the traits, the traits of each example, and which is right."""
    names = list(examples[0].traits)
    traits = np.array([[e.traits[n] for n in names] for e in examples])
    return names, traits, np.array([e.is_right for e in examples], float)


def _with_ones(traits: Matrix) -> Matrix:
    return np.column_stack([np.ones(len(traits)), traits])


def usual_odds(examples: Sequence[Example]) -> float:
    """Return the log odds of any example: below, what is seen speaks against a value."""
    right = sum(example.is_right for example in examples)
    return float(np.log((right + 1) / (len(examples) - right + 1)))


def parts_of(families: Iterable[str], count: int = _PARTS) -> dict[str, int]:
    """Deal families into parts that are kept together: the part of each, by its name."""
    ordered = sorted(set(families), key=lambda family: crc32(family.encode()))
    return {family: number % count for number, family in enumerate(ordered)}


def fit(traits: Matrix, right: Matrix, start: Matrix | None = None) -> Matrix:
    """Return the weights of a logistic regression with a ridge, by Newton's method.

    It has one solution; a fit of nearly the same values, as `start`, is near it.

    Args:
        traits: With a 1 before them, a row for each.
        right: Which rows are right.
        start: Weights to begin with.
    """
    weights = np.zeros(traits.shape[1]) if start is None else start
    ridge = np.diag([1e-6] + [_RIDGE] * (traits.shape[1] - 1))
    for _ in range(100):
        chance = 1 / (1 + np.exp(-(traits @ weights)))
        slope = traits.T @ (right - chance) - ridge @ weights
        curve = (traits * (chance * (1 - chance))[:, None]).T @ traits + ridge
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if abs(step).max() < 1e-9:
            break
    return weights


def _bound_of_first(
    odds: Matrix, first: NDArray[np.bool_], right: NDArray[np.bool_], most_wrong: float
) -> float:
    """Return the log odds that hardly any wrong value reaches on pages as they are."""
    wrong = sorted(odds[first & ~right], reverse=True)[int(first.sum() * most_wrong) :]
    return float(wrong[0]) + 0.01 if wrong else -np.inf


def _bound(examples: Iterable[Example], odds: Matrix, most_wrong: float) -> float:
    """Return the log odds that few changed documents reach with a wrong value."""
    documents = {example.document for example in examples}
    kinds = {example.kind for example in examples}
    highest = dict.fromkeys(product(documents, kinds), -np.inf)
    for example, value in zip(examples, odds, strict=True):
        if not example.is_right:
            key = (example.document, example.kind)
            highest[key] = max(highest[key], float(value))
    ordered = sorted(highest.values(), reverse=True)
    return ordered[int(len(ordered) * most_wrong)] + 0.01
