"""CPU time of a piece of work, beside one that is known: a bound that a slow machine keeps too."""

import gc
import time
from collections.abc import Callable

RUNS = 3
"""How often work that seems to cost too much is tried."""


def assert_cheap(work: Callable[[], object], most: float) -> None:
    """Fail if work costs more than so many times the CPU of writing 100,000 numbers.

    Both are measured in this process, one after the other, while the objects that other tests
    left are out of sight of the garbage collector. The cheapest of three runs counts.
    """
    costs = []
    for _ in range(RUNS):
        costs.append(cost(work))
        if costs[-1] < most:
            return
    raise AssertionError(f"costs {min(costs):.1f} times the known work, more than {most:g}")


def cost(work: Callable[[], object]) -> float:
    """Return the CPU of work, in times that of the known work."""
    return _seconds(work) / known_seconds()


def known_seconds() -> float:
    """Return the CPU of the known work, about 12 ms of a core of 2025."""
    return min(_seconds(_known) for _ in range(RUNS))


def _seconds(work: Callable[[], object]) -> float:
    gc.freeze()
    try:
        started = time.process_time()
        work()
        return time.process_time() - started
    finally:
        gc.unfreeze()


def _known() -> int:
    return sum(len(str(number)) for number in range(100_000))
