"""Logistic models: from what is seen around a value to the odds that it is the right one.

In: a reviewed JSON file with intercept, weights and bound of each field, and traits by name. Out:
log odds. Such files are made by ``make train``; `tests.layouts.fitting` fits them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

Traits = Mapping[str, float]
"""What is seen around a value, by name: shares from 0 to 1, or small counts."""


@dataclass(frozen=True)
class Model:
    """What one field is judged by.

    Attributes:
        intercept: Log odds where nothing is seen.
        weights: What each trait adds, by its name.
        bound: Log odds from which a value counts as certain.
    """

    intercept: float
    weights: Mapping[str, float]
    bound: float

    def log_odds(self, traits: Traits) -> float:
        """Return the logarithm of the odds that a value is the right one: 0 is even.

        Raises:
            KeyError: There is a trait that the model was not fitted on.
        """
        return self.intercept + sum(self.weights[name] * value for name, value in traits.items())


@cache
def models_in(file: Path) -> Mapping[str, Model]:
    """Return the models of a file by the names of their fields; it is read once."""
    content = json.loads(file.read_text(encoding="utf-8"))
    return {
        name: Model(model["intercept"], model["weights"], model["bound"])
        for name, model in content.items()
    }
