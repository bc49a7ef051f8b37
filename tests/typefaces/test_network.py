"""A network tells classes apart, the same one each time, and is hard to mislead."""

import numpy as np

from tests.typefaces.network import Plan, chances_of, fitted, misled

_ROWS = 1024
_CHANCE = np.random.default_rng(1)
_WANTED = _CHANCE.integers(0, 2, _ROWS)
_NOISE = _CHANCE.uniform(-0.1, 0.1, (_ROWS, 8)).astype(np.float32)
_TRAITS = np.where(_WANTED[:, None] == 1, 0.5, -0.5).astype(np.float32) + _NOISE
_PLAN = Plan(hidden=(16,), rounds=20, change=0.2, fixed=1)


def test_classes_are_told_apart() -> None:
    found = chances_of(fitted(_TRAITS, _WANTED, 2, _PLAN), _TRAITS)
    assert (found.argmax(axis=1) == _WANTED).all()
    assert np.allclose(found.sum(axis=1), 1, atol=1e-5)


def test_the_same_rows_give_the_same_network() -> None:
    one, other = (fitted(_TRAITS, _WANTED, 2, _PLAN) for _ in range(2))
    for (weights, added), (again, more) in zip(one, other, strict=True):
        assert (weights == again).all()
        assert (added == more).all()


def test_rows_are_changed_no_more_than_allowed_and_towards_another_class() -> None:
    layers = fitted(_TRAITS, _WANTED, 2, _PLAN)
    changed = misled(layers, _TRAITS, _WANTED, 0.2, steps=5, fixed=1)
    assert np.abs(changed - _TRAITS).max() <= 0.2 + 1e-6
    assert (changed[:, -1] == _TRAITS[:, -1]).all()
    own = np.arange(_ROWS), _WANTED
    assert chances_of(layers, changed)[own].mean() < chances_of(layers, _TRAITS)[own].mean()
    assert (chances_of(layers, changed).argmax(axis=1) == _WANTED).all()
