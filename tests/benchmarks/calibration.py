"""How often numbers and issue dates are right, by how certain they seemed.

In: truth files with their PDFs beside them. Out: a table per field: bands of log odds, and of the
values in each how many are right. Those from the bound of the field on may act as if a second
witness had named them. Photos are left out.
"""

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from math import inf
from pathlib import Path

from pipeline.reading.certainty import bound_of, log_odds
from tests.layouts.fitting import Example
from tests.layouts.train import FIELDS, examples_of

_STEPS = (-4.0, -2.0, -1.0, 0.0, 1.0, 2.0)
"""Edges of the bands, seen from the bound."""


def calibration(truths: Sequence[Path]) -> str:
    """Return the tables."""
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        found = pool.map(examples_of, truths, chunksize=8)
        first = [e for examples in found for e in examples if e.is_first]
    lines = [f"{'certainty (log odds)':32}{'values':>8}{'right':>8}{'share':>8}"]
    for name in FIELDS:
        lines.append(f"{name.value}, bound {bound_of(name):.2f}")
        lines += _bands([e for e in first if e.name is name], bound_of(name))
    return "\n".join(lines) + "\n"


def _bands(examples: Sequence[Example], bound: float) -> list[str]:
    lines = []
    for low, high in pairwise((-inf, *(bound + step for step in _STEPS), inf)):
        inside = [e for e in examples if low <= log_odds(e.name, e.traits) < high]
        right = sum(e.is_right for e in inside)
        if inside:
            share = f"{right / len(inside):8.1%}"
            lines.append(f"  {low:8.2f} to {high:8.2f}{'':10}{len(inside):8}{right:8}{share}")
    return lines
