"""Families of layouts: each is one issuer's way to print an invoice.

In: a ``Sheet``. Out: HTML of the whole page. ``families()`` knows them all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pkgutil import iter_modules

from tests.layouts.facts import Profile
from tests.layouts.sheet import Sheet

Draw = Callable[[Sheet], str]


class Split(StrEnum):
    """What a family may be used for."""

    MAKING = "making"
    """To be looked at while rules of the reader are made."""
    JUDGING = "judging"
    """Only ever scored."""


@dataclass(frozen=True)
class Family:
    """One layout.

    Attributes:
        name: Lower case, with underscores.
        split: What it may be used for.
        profiles: What may stand on it; a document takes one.
        draw: Prints a sheet.
        is_composed: Every document is put together anew: a layout of its own.
    """

    name: str
    split: Split
    profiles: tuple[Profile, ...]
    draw: Draw
    is_composed: bool = False


_FOUND: dict[str, Family] = {}


def family(
    name: str, split: Split, *profiles: Profile, is_composed: bool = False
) -> Callable[[Draw], Draw]:
    """Register a layout; the function below prints it."""

    def register(draw: Draw) -> Draw:
        _FOUND[name] = Family(name, split, profiles, draw, is_composed)
        return draw

    return register


def families() -> tuple[Family, ...]:
    """Return every family, by name."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return tuple(_FOUND[name] for name in sorted(_FOUND))
