"""Which column of somebody's table holds what: proposed by its heading, or by what stands in it."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from storage.domain.iban import parse_iban
from storage.domain.partner_name import name_key
from storage.domain.partner_table import Column
from storage.domain.siren import parse_siren, parse_siret
from storage.domain.vat import parse_vat_id

_LIKE_ENOUGH = 88
"""Of 100, between two headings without accents and case."""

_MOST_SAMPLES = 50
_SHOWN_SAMPLES = 3
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class Ground(StrEnum):
    """Why a column is taken for something."""

    HEADING = "heading"
    LIKENESS = "likeness"
    CONTENT = "content"
    SAVED = "saved"
    GIVEN = "given"
    NONE = "none"


@dataclass(frozen=True)
class Mapped:
    """One column of a table.

    Attributes:
        heading: As it stands there; may be empty.
        name: Of the column in `storage.domain.partner_table` that it is taken for; None for none.
        ground: Why.
        samples: Some of what stands in it, at most three.
    """

    heading: str
    name: str | None
    ground: Ground
    samples: tuple[str, ...]


def fingerprint_of(sheet: str, heading: Sequence[str]) -> str:
    """Return what the same table has the next time; ``sheet`` says what it is a table of."""
    return hashlib.sha256("\n".join((sheet, *map(_key, heading))).encode()).hexdigest()


def propose(rows: Sequence[Sequence[str]], known: Sequence[Column]) -> list[Mapped]:
    """Return what each column of a table seems to hold; each thing once at most.

    Args:
        rows: The heading first; all of one length.
        known: Columns that it may have.
    """
    heading, body = rows[0], rows[1:]
    scores = sorted(
        (
            (score, ground, position, column.name)
            for position, text in enumerate(heading)
            for column in known
            if (score := _likeness(text, (column.french, column.english, *column.others)))
            for ground in (Ground.HEADING if score == 100 else Ground.LIKENESS,)
        ),
        key=lambda found: (-found[0], found[2]),
    )
    chosen: dict[int, tuple[str, Ground]] = {}
    for _, ground, position, name in scores:
        if position not in chosen and name not in {taken for taken, _ in chosen.values()}:
            chosen[position] = (name, ground)
    for position in range(len(heading)):
        by_content = _by_content([row[position] for row in body[:_MOST_SAMPLES] if row[position]])
        is_open = by_content in {column.name for column in known if column.is_read}
        taken = {name for name, _ in chosen.values()}
        if position not in chosen and is_open and by_content not in taken:
            chosen[position] = (by_content or "", Ground.CONTENT)
    names = [chosen.get(position, (None, Ground.NONE)) for position in range(len(heading))]
    return [
        Mapped(text, name, ground, _samples(body, position))
        for position, (text, (name, ground)) in enumerate(zip(heading, names, strict=True))
    ]


def apply_names(
    rows: Sequence[Sequence[str]], names: Sequence[str | None], ground: Ground
) -> list[Mapped]:
    """Return the columns as somebody said; what is said of no column is not read."""
    return [
        Mapped(text, name, ground if name else Ground.NONE, _samples(rows[1:], position))
        for position, (text, name) in enumerate(zip(rows[0], names, strict=True))
    ]


def _likeness(heading: str, known: Sequence[str]) -> float:
    key = _key(heading)
    if not key:
        return 0
    best = max(fuzz.ratio(key, _key(text)) for text in known)
    return best if best >= _LIKE_ENOUGH else 0


def _key(heading: str) -> str:
    return name_key(heading.strip(" *:"))


def _by_content(samples: Sequence[str]) -> str | None:
    checks: dict[str, Callable[[str], object]] = {
        "ibans": parse_iban,
        "vat_id": parse_vat_id,
        "siren": lambda text: parse_siren(text) or parse_siret(text),
        "contact": _ADDRESS.fullmatch,
    }
    for name, check in checks.items():
        held = sum(1 for text in samples if check(text))
        if samples and held * 10 >= len(samples) * 9:
            return name
    return None


def _samples(body: Sequence[Sequence[str]], position: int) -> tuple[str, ...]:
    texts = dict.fromkeys(row[position] for row in body[:_MOST_SAMPLES] if row[position])
    return tuple(texts)[:_SHOWN_SAMPLES]
