"""Trees find what only traits together tell, the same ones each time, and the reader follows."""

import json
from pathlib import Path

import numpy as np

from pipeline.reading.odds import models_in
from storage.domain.invoice import FieldName
from tests.layouts.boosting import boosted, leaves_of
from tests.layouts.fitting import TREES, Example, apart, bounded, model_of
from tests.layouts.train import as_text

NAMES = ("one", "other", "third")
TRAITS = np.array([[n % 2, n // 2 % 2, n % 7 / 7] for n in range(400)], float)
RIGHT = np.array([float(one != (other and third > 0.5)) for one, other, third in TRAITS])


def examples() -> list[Example]:
    return [
        Example(
            FieldName.NUMBER,
            f"{n}.pdf",
            f"family {n % 13}",
            dict(zip(NAMES, map(float, row), strict=True)),
            bool(right),
            is_first=bool(right),
        )
        for n, (row, right) in enumerate(zip(TRAITS, RIGHT, strict=True))
    ]


def test_traits_tell_together_what_none_does_alone() -> None:
    start, trees = boosted(TRAITS, RIGHT, NAMES)
    odds = start + sum(leaves_of(tree, TRAITS, NAMES) for tree in trees)
    assert ((odds > 1) == (RIGHT == 1)).all()
    assert ((odds < -1) == (RIGHT == 0)).all()


def test_the_same_rows_give_the_same_trees() -> None:
    assert boosted(TRAITS, RIGHT, NAMES) == boosted(TRAITS, RIGHT, NAMES)


def test_the_reader_gets_the_odds_that_were_fitted(tmp_path: Path) -> None:
    model = model_of(examples(), TREES) | bounded(examples(), apart(examples(), TREES))
    file = tmp_path / "models.json"
    file.write_text(as_text({"field": model}), encoding="utf-8")
    assert json.loads(file.read_text(encoding="utf-8"))["field"] == model
    start, trees = boosted(TRAITS, RIGHT, NAMES)
    for row, example in zip(TRAITS[:8], examples(), strict=False):
        fitted = start + sum(leaves_of(tree, row[None], NAMES)[0] for tree in trees)
        assert np.isclose(models_in(file)["field"].log_odds(example.traits), fitted)


def test_choices_of_unseen_families_are_certain_where_all_are_alike() -> None:
    found = bounded(examples(), apart(examples(), TREES))
    assert found["first_choices_certain"] == found["first_choices"] == RIGHT.sum()
    assert found["first_choices_certain_but_wrong"] == 0
