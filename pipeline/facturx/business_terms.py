"""The terms and groups of EN 16931-1: where each stands in either syntax, and what people call it.

In: the table ``business_terms.csv`` beside this module, whose head explains its paths. Out: its
rows as a tree of `Entry`. Whoever reads, writes, shows or converts an electronic invoice by terms
uses this one table.
Standards: EN 16931-1, EN 16931-3-2 (UBL 2.1), EN 16931-3-3 (CII D22B).
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby
from pathlib import Path

_FILE = Path(__file__).with_name("business_terms.csv")
_STEPS = re.compile(r"(?:[^/\[]|\[[^\]]*\])+")
_TESTS = re.compile(r"\[([^\]]*)\]")
_TEST = re.compile(r"([\w/@]+)(!=|=|~)([^:]*)(?::(.*))?")


class Syntax(StrEnum):
    """A way to write an invoice of EN 16931 as XML."""

    CII = "CrossIndustryInvoice"
    UBL_INVOICE = "Invoice"
    UBL_CREDIT_NOTE = "CreditNote"


class Operator(StrEnum):
    """How a test compares what it looks at."""

    IS = "="
    IS_NOT = "!="
    WRITTEN = "~"
    """It holds for everything, and is only written."""
    ABSENT = "!"


@dataclass(frozen=True)
class Test:
    """What must hold of an element that a step leads to.

    Attributes:
        path: Names of elements, the last one may be ``@attribute``.
        operator: How the text there is compared.
        value: With this; ``$BT-5`` for the value of that term.
        written: What is written so that it holds; "" for nothing.
    """

    path: tuple[str, ...]
    operator: Operator
    value: str = ""
    written: str = ""


@dataclass(frozen=True)
class Step:
    """One step of a path: to the children of a name, ``.`` for the element itself.

    Attributes:
        name: Local name; ``@name`` for an attribute, the last step only.
        tests: All must hold.
    """

    name: str
    tests: tuple[Test, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where a term stands.

    Attributes:
        steps: From the element of the group above.
        with_scheme: It stands here only if its value has a scheme, else only if it has none.
    """

    steps: tuple[Step, ...]
    with_scheme: bool = False


@dataclass(frozen=True)
class Entry:
    """A term or a group.

    Attributes:
        name: Such as ``BT-1``; "" for the whole invoice.
        kind: ``group``, ``note`` (a group that is one text in UBL), or what a value is like.
        is_many: There may be several.
        cii: Where it stands in CII, one place at least.
        ubl: In a UBL invoice; none where `kind` says how it is written.
        credit_note: In a UBL credit note.
        labels: French and English.
        children: Of a group, in the order in which they are shown and written.
    """

    name: str
    kind: str = "group"
    is_many: bool = False
    cii: tuple[Place, ...] = ()
    ubl: tuple[Place, ...] = ()
    credit_note: tuple[Place, ...] = ()
    labels: tuple[str, str] = ("", "")
    children: tuple["Entry", ...] = ()

    @property
    def is_group(self) -> bool:
        """It has children instead of a value."""
        return self.kind in {"group", "note"}

    def places(self, syntax: Syntax) -> tuple[Place, ...]:
        """Return where it may stand, the place to write to first."""
        if syntax is Syntax.CII:
            return self.cii
        return self.credit_note if syntax is Syntax.UBL_CREDIT_NOTE else self.ubl


@cache
def whole_invoice() -> Entry:
    """Return the entry that has all others below it."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        rows = list(csv.DictReader(lines, delimiter=";"))
    in_order = sorted(rows, key=lambda row: row["parent"])  # stable: a group keeps its order
    below = {parent: list(of) for parent, of in groupby(in_order, lambda row: row["parent"])}
    return Entry("", children=tuple(_entries("", below)))


def all_entries(entry: Entry | None = None) -> Iterator[Entry]:
    """Yield every term and group, each before what is below it."""
    for child in (entry or whole_invoice()).children:
        yield child
        yield from all_entries(child)


def _entries(parent: str, below: dict[str, list[dict[str, str]]]) -> Iterator[Entry]:
    for row in below.get(parent, ()):
        yield Entry(
            name=row["id"],
            kind=row["kind"].rstrip("*"),
            is_many=row["kind"].endswith("*"),
            cii=tuple(_places(row["cii"])),
            ubl=tuple(_places(row["ubl"])),
            credit_note=tuple(_places(row["credit note"] or row["ubl"])),
            labels=(row["fr"], row["en"]),
            children=tuple(_entries(row["id"], below)),
        )


def _places(paths: str) -> Iterator[Place]:
    for path in paths.split(" | ") if paths != "-" else ():
        steps = tuple(_step(step) for step in _STEPS.findall(path.removesuffix("@")))
        yield Place(steps, path.endswith("@"))


def _step(text: str) -> Step:
    return Step(text.partition("[")[0], tuple(_test(test) for test in _TESTS.findall(text)))


def _test(text: str) -> Test:
    if text.startswith("!"):
        return Test((text[1:],), Operator.ABSENT)
    found = _TEST.fullmatch(text)
    if found is None:
        raise ValueError(f"{_FILE.name} has a test that is none: {text}")
    path, operator, value, written = found.groups()
    if operator != Operator.IS_NOT:
        written = value
    return Test(tuple(path.split("/")), Operator(operator), value, written or "")
