"""Models of chance: from what is seen around a value to the odds that it is the right one.

In: a reviewed JSON file with intercept, weights or trees, and bound of each field, and traits by
name. Out: log odds, the sum of all of them. Such files are made by ``make train``;
`tests.layouts.fitting` fits them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

Traits = Mapping[str, float]
"""What is seen around a value, by name: shares from 0 to 1, or small counts."""


@dataclass(frozen=True)
class Model:
    """What one field is judged by.

    Attributes:
        intercept: Log odds where nothing is seen.
        weights: What each trait adds, by its name.
        bound: Log odds from which a value counts as certain.
        trees: Each is log odds to be added, or a trait, a bound, the tree for lower values and the
            one for others.
    """

    intercept: float
    weights: Mapping[str, float]
    bound: float
    trees: tuple[Any, ...] = ()

    def log_odds(self, traits: Traits) -> float:
        """Return the logarithm of the odds that a value is the right one: 0 is even.

        Raises:
            KeyError: There is a trait that the model was not fitted on.
        """
        said = sum(_leaf_of(tree, traits) for tree in self.trees)
        if self.trees:
            return self.intercept + said
        return self.intercept + sum(self.weights[name] * value for name, value in traits.items())


def _leaf_of(tree: Any, traits: Traits) -> float:
    while isinstance(tree, list):
        trait, bound, lower, other = tree
        tree = lower if traits[trait] < bound else other
    return float(tree)


@cache
def models_in(file: Path) -> Mapping[str, Model]:
    """Return the models of a file by the names of their fields; it is read once."""
    content = json.loads(file.read_text(encoding="utf-8"))
    return {
        name: Model(
            model.get("intercept", 0.0),
            model.get("weights", {}),
            model["bound"],
            tuple(model.get("trees", ())),
        )
        for name, model in content.items()
    }
