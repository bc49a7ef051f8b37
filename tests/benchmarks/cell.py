"""What it costs to run a stage in a child, and what confining it adds.

``python -m tests.benchmarks.cell [--json FILE]`` warms up as a worker does, then runs a stage that
does nothing: in a bare child, in one with limited amounts only, in a confined one, by turns. Time
of the processor counts; wall time tells more on a machine that does nothing else. ``make
bench-cell`` calls it. Exit 1 where confining adds more than the goal to a fork, or where this
machine cannot confine.
"""

import argparse
import json
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from pipeline import warmth
from pipeline.cell import Watch, run_stage
from pipeline.sandbox import Level, Sandbox, strongest
from pipeline.stage import Outcome, Reject, Tools, Work

ROUNDS = 100
MOST_MS = 30.0


class Bare(Sandbox):
    """Confines nothing."""

    def enter(self, folder: Path, seconds: float) -> None:
        """Do nothing."""


def do_nothing(_work: Work, _tools: Tools) -> Outcome:
    """Be a stage."""
    return Reject(())


def cpu_seconds() -> float:
    """Return how long this process and its children were busy, however busy the machine is."""
    use = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(who.ru_utime + who.ru_stime for who in use)


def main() -> int:
    """Measure, print the table, return the exit status."""
    options = argparse.ArgumentParser(description="What the cell costs.")
    options.add_argument("--json", type=Path)
    arguments = options.parse_args()
    warmth.warm()
    boxes = {"bare child": Bare(), "limits": Sandbox(), strongest().in_force: strongest()}
    times: dict[str, list[float]] = {name: [] for name in boxes}
    cpu = dict.fromkeys(boxes, 0.0)
    with tempfile.TemporaryDirectory() as folder:
        watch = Watch(60, 60, lambda: None)
        for _ in range(ROUNDS):
            for name, box in boxes.items():
                started, busy = time.perf_counter(), cpu_seconds()
                run_stage(do_nothing, Work(), Path(folder), watch, box)
                times[name].append((time.perf_counter() - started) * 1000)
                cpu[name] += (cpu_seconds() - busy) * 1000 / ROUNDS
    figures = {
        name: {
            "cpu_ms": round(cpu[name], 2),
            "min_ms": round(min(taken), 2),
            "median_ms": round(statistics.median(taken), 2),
            "p90_ms": round(statistics.quantiles(taken, n=10)[-1], 2),
        }
        for name, taken in times.items()
    }
    for name, row in figures.items():
        cells = "".join(f"{key:>12} {value:7.2f}" for key, value in row.items())
        sys.stdout.write(f"{name:22}{cells}\n")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1))
    full = figures.get(Level.FULL)
    return 0 if full and full["cpu_ms"] - figures["bare child"]["cpu_ms"] <= MOST_MS else 1


if __name__ == "__main__":
    sys.exit(main())
