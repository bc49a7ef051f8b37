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

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from pipeline.reading.odds import Traits
from storage.domain.invoice import FieldName

Matrix = NDArray[np.float64]

_MOST_WRONG = 0.01
_MOST_WRONG_FIRST = 0.001
_LEAST_ODDS = float(np.log(2))
_RIDGE = 1.0
_PARTS = 40
"""So many times a model is fitted without some of the families."""


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


def matrix_of(seen: Sequence[Traits]) -> tuple[list[str], Matrix]:
    """Return the names of traits, and their values with a 1 before them, a row for each."""
    names = list(seen[0])
    return names, np.array([[1.0, *(traits[n] for n in names)] for traits in seen])


def weighed(
    names: Sequence[str], traits: Matrix, right: Matrix, start: Matrix | None = None
) -> dict[str, Any]:
    """Return a model without bound, for odds that are compared with each other: its weights."""
    weights = fit(traits, right, start)
    return {
        "examples": len(right),
        "wrong_examples": int(len(right) - right.sum()),
        "bound": 0.0,
        "intercept": round(float(weights[0]), 2),
        "weights": {n: round(float(w), 2) for n, w in zip(names, weights[1:], strict=True)},
    }


def fitted(
    examples: Sequence[Example],
    *,
    least: float = _LEAST_ODDS,
    most_wrong: float = _MOST_WRONG_FIRST,
) -> dict[str, Any]:
    """Return the model of one field: intercept, weights by trait, bound and what it was made of.

    Args:
        examples: Values with what is seen around them.
        least: Log odds that the bound is not below.
        most_wrong: Share of pages as they are on which a wrong value may be certain.
    """
    names, traits = matrix_of([e.traits for e in examples])
    right = np.array([e.is_right for e in examples], float)
    weights = fit(traits, right)
    parts = parts_of(e.family for e in examples)
    part = np.array([parts[e.family] for e in examples])
    apart = np.empty(len(examples))
    for number in set(parts.values()):
        own = part == number
        apart[own] = _odds(traits[own], fit(traits[~own], right[~own], weights))
    first = np.array([e.is_first for e in examples])
    bound = max(least, _bound(examples, apart), _bound_of_first(apart, first, right, most_wrong))
    return {
        "families": len(parts),
        "examples": len(examples),
        "wrong_examples": int(len(examples) - right.sum()),
        "first_choices": int(first.sum()),
        "first_choices_certain": int((first & (apart >= bound)).sum()),
        "first_choices_certain_but_wrong": int((first & (apart >= bound) & (right == 0)).sum()),
        "bound": round(bound, 2),
        "intercept": round(float(weights[0]), 2),
        "weights": {n: round(float(w), 2) for n, w in zip(names, weights[1:], strict=True)},
    }


def usual_odds(examples: Sequence[Example]) -> float:
    """Return the log odds of any example: below, what is seen speaks against a value."""
    right = sum(example.is_right for example in examples)
    return float(np.log((right + 1) / (len(examples) - right + 1)))


def parts_of(families: Iterable[str]) -> dict[str, int]:
    """Deal families into parts that are kept together: the part of each, by its name."""
    ordered = sorted(set(families), key=lambda family: crc32(family.encode()))
    return {family: number % _PARTS for number, family in enumerate(ordered)}


def fit(traits: Matrix, right: Matrix, start: Matrix | None = None) -> Matrix:
    """Return the weights of a logistic regression with a ridge, by Newton's method.

    It has one solution; a fit of nearly the same values, as `start`, is near it.
    """
    weights = np.zeros(traits.shape[1]) if start is None else start
    ridge = np.diag([1e-6] + [_RIDGE] * (traits.shape[1] - 1))
    for _ in range(100):
        chance = 1 / (1 + np.exp(-_odds(traits, weights)))
        slope = traits.T @ (right - chance) - ridge @ weights
        curve = (traits * (chance * (1 - chance))[:, None]).T @ traits + ridge
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if abs(step).max() < 1e-9:
            break
    return weights


def _odds(traits: Matrix, weights: Matrix) -> Matrix:
    return np.asarray(traits @ weights)


def _bound_of_first(
    odds: Matrix, first: NDArray[np.bool_], right: Matrix, most_wrong: float
) -> float:
    """Return the log odds that hardly any wrong value reaches on pages as they are."""
    wrong = sorted(odds[first & (right == 0)], reverse=True)[int(first.sum() * most_wrong) :]
    return float(wrong[0]) + 0.01 if wrong else -np.inf


def _bound(examples: Iterable[Example], odds: Matrix) -> float:
    """Return the log odds that few changed documents reach with a wrong value."""
    documents = {example.document for example in examples}
    kinds = {example.kind for example in examples}
    highest = dict.fromkeys(product(documents, kinds), -np.inf)
    for example, value in zip(examples, odds, strict=True):
        if not example.is_right:
            key = (example.document, example.kind)
            highest[key] = max(highest[key], float(value))
    ordered = sorted(highest.values(), reverse=True)
    return ordered[int(len(ordered) * _MOST_WRONG)] + 0.01
