"""The order of stages: one plan for a message, one for each document found in it.

A document begins at `extract`. One that was locked and is opened by a password that a person gave
later begins once more before that.
"""

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.stage import Outcome, Tools, Work
from pipeline.stages import approve, check, convert, extract, normalise, read, sort, unpack


@dataclass(frozen=True)
class Step:
    """A stage in a plan.

    Attributes:
        name: As kept in work rows and shown in timelines.
        run: The stage.
        per_part: Whether it runs once per document part, each in a child of its own.
    """

    name: str
    run: Callable[[Work, Tools], Outcome]
    per_part: bool = False


PLANS: dict[str, tuple[Step, ...]] = {
    "message": (
        Step("unpack", unpack.run),
        Step("normalise", normalise.run, per_part=True),
        Step("read", read.run, per_part=True),
        Step("sort", sort.run),
    ),
    "document": (
        Step("normalise", normalise.run, per_part=True),
        Step("read", read.run, per_part=True),
        Step("extract", extract.run),
        Step("check", check.run),
        Step("convert", convert.run),
        Step("approve", approve.run),
    ),
}


def step_named(plan: str, name: str) -> Step:
    """Return a step of a plan.

    Raises:
        KeyError: The plan has no such step.
    """
    for step in PLANS[plan]:
        if step.name == name:
            return step
    raise KeyError(f"{plan} plan has no stage {name}")


def step_after(plan: str, name: str) -> Step:
    """Return the step that follows another one.

    Raises:
        IndexError: The other one is the last.
    """
    steps = PLANS[plan]
    return steps[steps.index(step_named(plan, name)) + 1]
