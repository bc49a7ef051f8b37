"""A small network, fitted so that it is not easily misled.

In: traits by row, and which class each row is of. Out: layers of weights. Half of the rows of every
step are changed a little in the way that the network, as it is, likes least: what is fitted only on
rows as they are takes one letter for another where a tenth of the contrast is changed on purpose.
Sources: Goodfellow et al., Explaining and harnessing adversarial examples, 2015; Kingma and Ba,
Adam, 2015.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
Classes = NDArray[np.int64]
Layers = list[tuple[Matrix, Matrix]]
"""Weights, a row for each input, and what is added; negative results of all but the last are 0."""

_BATCH = 256
_RATE = 2e-3
_DECAY = 1e-5
_FIRST, _SECOND = 0.9, 0.999
"""How much of the mean of gradients, and of their squares, is kept at each step."""


@dataclass(frozen=True)
class Plan:
    """How a network is fitted.

    Attributes:
        hidden: How many values each hidden layer has.
        rounds: How often every row is seen.
        change: The most by which a trait is changed on purpose.
        fixed: Traits at the end of a row that are never changed.
    """

    hidden: tuple[int, ...]
    rounds: int
    change: float
    fixed: int = 0


def fitted(traits: Matrix, wanted: Classes, classes: int, plan: Plan) -> Layers:
    """Return a network that tells classes apart; the same rows give the same one."""
    chance = np.random.default_rng(0)
    sizes = (traits.shape[1], *plan.hidden, classes)
    layers = [
        (chance.normal(0, np.sqrt(2 / a), (a, b)).astype(np.float32), np.zeros(b, np.float32))
        for a, b in pairwise(sizes)
    ]
    means = [[np.zeros_like(part), np.zeros_like(part)] for layer in layers for part in layer]
    steps = plan.rounds * (len(traits) // _BATCH)
    step = 0
    for _ in range(plan.rounds):
        order = chance.permutation(len(traits))
        for start in range(0, len(order) - _BATCH + 1, _BATCH):
            step += 1
            chosen = order[start : start + _BATCH]
            rows, right = traits[chosen].copy(), wanted[chosen]
            half = _BATCH // 2
            most = plan.change * chance.random()
            rows[half:] = misled(layers, rows[half:], right[half:], most, fixed=plan.fixed)
            rate = _RATE / 2 * (1 + np.cos(np.pi * step / steps))
            _improve(layers, means, _gradients(layers, rows, right), rate, step)
    return layers


def chances_of(layers: Layers, traits: Matrix) -> Matrix:
    """Return how likely each row is of each class."""
    return _soft(_values(layers, traits)[-1])


def misled(
    layers: Layers, traits: Matrix, wanted: Classes, most: float, steps: int = 1, fixed: int = 0
) -> Matrix:
    """Return rows, changed by so much at most, so that a network takes them for another class."""
    changed, step = traits.copy(), most if steps == 1 else 2.5 * most / steps
    free = traits.shape[1] - fixed
    for _ in range(steps):
        values = _values(layers, changed)
        wrong = _chance_less(layers, values, wanted)
        for number in reversed(range(len(layers))):
            wrong = wrong @ layers[number][0].T
            if number:
                wrong *= values[number] > 0
        ways = step * np.sign(wrong[:, :free])
        near = np.clip(changed[:, :free] + ways, traits[:, :free] - most, traits[:, :free] + most)
        changed[:, :free] = np.clip(near, -1, 1)
    return changed


def _values(layers: Layers, traits: Matrix) -> list[Matrix]:
    """Return what goes into each layer, and what comes out of the last."""
    values = [traits]
    for number, (weights, added) in enumerate(layers):
        result = values[-1] @ weights + added
        values.append(np.maximum(result, 0) if number < len(layers) - 1 else result)
    return values


def _soft(results: Matrix) -> Matrix:
    powers = np.exp(results - results.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)


def _chance_less(layers: Layers, values: Sequence[Matrix], wanted: Classes) -> Matrix:
    """Return the gradient of the loss by the results of the last layer."""
    wrong = _soft(values[-1])
    wrong[np.arange(len(wanted)), wanted] -= 1
    return wrong


def _gradients(layers: Layers, traits: Matrix, wanted: Classes) -> list[Matrix]:
    """Return the gradient of the mean loss by each part of each layer."""
    values = _values(layers, traits)
    wrong = _chance_less(layers, values, wanted) / len(wanted)
    parts: list[Matrix] = []
    for number in reversed(range(len(layers))):
        weights = layers[number][0]
        parts = [values[number].T @ wrong + _DECAY * weights, wrong.sum(axis=0), *parts]
        if number:
            wrong = (wrong @ weights.T) * (values[number] > 0)
    return parts


def _improve(
    layers: Layers, means: list[list[Matrix]], gradients: list[Matrix], rate: float, step: int
) -> None:
    """Change the layers in place by one step of Adam."""
    parts = [part for layer in layers for part in layer]
    for part, kept, gradient in zip(parts, means, gradients, strict=True):
        kept[0] = _FIRST * kept[0] + (1 - _FIRST) * gradient
        kept[1] = _SECOND * kept[1] + (1 - _SECOND) * gradient**2
        first, second = kept[0] / (1 - _FIRST**step), kept[1] / (1 - _SECOND**step)
        np.subtract(part, rate * first / (np.sqrt(second) + 1e-8), out=part, casting="same_kind")
