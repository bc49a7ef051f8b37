"""What roles are fitted on, kept as numbers, so that the fit can be done again without any page.

In: papers of `tests.layouts.train_roles`. Out: a file of traits, and papers read from it again. No
identifier, name or text of a page is kept: of an identifier only what it is.
"""

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from pipeline.reading.identifiers import Identifier, Scheme
from pipeline.reading.lines import Line
from pipeline.reading.persons import Group
from tests.layouts.train_roles import Paper, Person

FILE = Path(__file__).with_name("role_basis.json.gz")
"""Of the papers that `pipeline/reading/roles.json` was fitted on."""
_PLACES = 4
"""Digits behind the point of a trait."""


def keep(papers: Iterable[Paper], file: Path = FILE) -> None:
    """Write papers; the same papers make the same bytes."""
    known = list(papers)
    names = list(next(p.traits for paper in known for p in paper.persons))
    rows = [
        [paper.family, [[_schemes(p), p.sells, p.buys, _values(p, names)] for p in paper.persons]]
        for paper in known
    ]
    text = json.dumps({"traits": names, "papers": rows}, separators=(",", ":"))
    file.write_bytes(gzip.compress(text.encode(), mtime=0))


def kept(file: Path = FILE) -> list[Paper]:
    """Return the papers of a file."""
    content = json.loads(gzip.decompress(file.read_bytes()))
    names = content["traits"]
    return [
        Paper(str(at), family, tuple(_person(f"{at}.{n}", names, row) for n, row in enumerate(own)))
        for at, (family, own) in enumerate(content["papers"])
    ]


def _schemes(person: Person) -> list[str]:
    return sorted({member.scheme.value for member in person.group.members if member.holds})


def _values(person: Person, names: list[str]) -> list[float]:
    values = (round(person.traits[name], _PLACES) for name in names)
    return [int(value) if value == int(value) else value for value in values]


def _person(key: str, names: list[str], row: list[object]) -> Person:
    schemes, sells, buys, values = row
    nowhere = cast("Line", None)  # a fit does not look at the page
    members = (Identifier(Scheme(s), key, nowhere, 0, 0) for s in cast("list[str]", schemes))
    traits = dict(zip(names, map(float, cast("list[float]", values)), strict=True))
    return Person(Group(key, tuple(members)), traits, bool(sells), bool(buys))
