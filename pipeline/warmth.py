"""What takes long to load, so that a process has it ready for those that it forks."""

import math
from collections.abc import Callable, Set
from functools import partial

from pipeline.facturx import schematron, validation
from pipeline.facturx.schematron import RuleSet
from pipeline.memory import prepare_to_fork
from pipeline.reading import likeness, neural, ocr
from pipeline.rehearsal import rehearse

_RULES: dict[str, tuple[Callable[[], None], Callable[[], bool]]] = {
    rule_set.name: (partial(schematron.warm, rule_set), partial(schematron.is_warm, rule_set))
    for rule_set in RuleSet
    # UBL comes to the command ``check`` only, which compiles what it needs.
    if not rule_set.value.startswith("ubl")
}
_LOADERS: dict[str, tuple[Callable[[], None], Callable[[], bool]]] = {
    "saxon": (schematron.start, schematron.is_started),
    "ocr": (ocr.warm, ocr.is_warm),
    "likeness": (likeness.warm, likeness.is_warm),
    "neural": (neural.warm, neural.is_warm),
    "schemas": (validation.warm, validation.is_warm),
    **_RULES,
}
NAMES = tuple(_LOADERS)
MANY_FORKS = 25
"""Children for which it pays to make a process cheap to fork, and to load what some will need."""
FOR_MANY = frozenset({"neural"})
"""What few files need, but of many files some."""
_SETTLING = 20
"""Runs of the rules after which Saxon has moved what it keeps to where no run writes any more: it
takes two collections of garbage, which each child would else make, and copy pages for them."""
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
    if lacking and forks >= MANY_FORKS:
        rehearse(derive=schematron.is_warm(RuleSet.EN16931))
        for _ in range(_SETTLING):
            for run, is_warm in _RULES.values():
                if is_warm():
                    run()
        prepare_to_fork()


def loaded() -> list[str]:
    """Return the names of what this process has loaded."""
    return [name for name in NAMES if _LOADERS[name][1]()]
