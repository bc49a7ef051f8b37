"""What takes long to load, so that a process has it ready for those that it forks."""

import math
from collections.abc import Callable, Set
from functools import partial

from pipeline.facturx import schematron, validation
from pipeline.facturx.schematron import RuleSet
from pipeline.memory import prepare_to_fork
from pipeline.reading import neural, ocr, shapes

_RULES: dict[str, tuple[Callable[[], None], Callable[[], bool]]] = {
    rule_set.name: (partial(schematron.warm, rule_set), partial(schematron.is_warm, rule_set))
    for rule_set in RuleSet
    # UBL comes to the command ``check`` only, which compiles what it needs.
    if not rule_set.value.startswith("ubl")
}
_LOADERS: dict[str, tuple[Callable[[], None], Callable[[], bool]]] = {
    "saxon": (schematron.start, schematron.is_started),
    "ocr": (ocr.warm, ocr.is_warm),
    "shapes": (shapes.warm, shapes.is_warm),
    "neural": (neural.warm, neural.is_warm),
    "schemas": (validation.warm, validation.is_warm),
    **_RULES,
}
NAMES = tuple(_LOADERS)
_MANY_FORKS = 25
_SETTLING = 10
"""Runs of the rules after which Saxon moves what it keeps to where no run writes any more. Without
them each child copies twice as many pages when it runs its first rules, and takes twice as long."""
FOR_DERIVING = frozenset(
    {"schemas", RuleSet.EN16931.name, RuleSet.MINIMUM.name, RuleSet.BR_FR.name}
)
"""What most invoices need of which a Factur-X is made."""


def warm(names: Set[str] = frozenset(NAMES), forks: float = math.inf) -> None:
    """Load what is not loaded yet, for this process and its children: some 7 s for all.

    Args:
        names: What is wanted.
        forks: How many children there will be: to make a fork cheap costs as much as some forks.
    """
    lacking = [name for name in NAMES if name in names and not _LOADERS[name][1]()]
    for name in lacking:
        _LOADERS[name][0]()
    if lacking and forks >= _MANY_FORKS:
        for _ in range(_SETTLING):
            for run, is_warm in _RULES.values():
                if is_warm():
                    run()
        prepare_to_fork()


def loaded() -> list[str]:
    """Return the names of what this process has loaded."""
    return [name for name in NAMES if _LOADERS[name][1]()]
