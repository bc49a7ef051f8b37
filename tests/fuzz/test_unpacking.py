"""A little of `tests.fuzz.unpacking` with every run of the suite."""

import itertools
import random
from pathlib import Path

import pytest

from tests.fuzz.unpacking import cases, check

TRIES = 600


def test_damaged_mails_and_containers_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    seed = random.randrange(10**9)
    for number, case in enumerate(itertools.islice(cases(random.Random(seed)), TRIES)):
        try:
            check(case)
        except Exception as error:
            raise AssertionError(f"case {number} of seed {seed}") from error
