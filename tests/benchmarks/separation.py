"""How well joined invoices are told apart: ``python -m tests.benchmarks.separation DIR``.

In: a folder of text PDFs as `tests.layouts.make` writes them. Out: what becomes of files joined of
them. Each layout names another customer, so the dossier's SIREN is put at the foot of every page
that shall be made out to it. An error is a file that is separated by itself in the wrong place.
"""

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.reading.fields import Context
from pipeline.reading.pages import read_pages
from pipeline.reading.separation import Separation, separate
from pipeline.reading.words import Page, Word
from storage.domain.siren import parse_siren
from tests.pipeline.reading.test_separation import DELIVERY, TERMS, joined

Paper = tuple[Page, ...]
OWN = "123456782"
MOST = 6
KINDS = ("joined", "with annexes", "copies", "expense handed on")


def main() -> None:
    """Join, separate, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    papers = [read_pages(file, None) for file in sorted(arguments.folder.glob("*.pdf"))]
    found = measure([paper for paper in papers if paper], arguments.count, arguments.seed)
    for (kind, outcome), count in sorted(found.items()):
        print(f"{kind:20} {outcome:28} {count}")  # noqa: T201


def measure(papers: Sequence[Paper], count: int, seed: int) -> Counter[tuple[str, str]]:
    """Join papers at random and count what becomes of each kind of file."""
    rng = random.Random(seed)
    found: Counter[tuple[str, str]] = Counter()
    for _ in range(count):
        kind = rng.choice(KINDS)
        first = _to_dossier(rng.choice(papers))
        others = rng.sample(list(papers), rng.randint(1, MOST - 1))
        match kind:
            case "joined":
                parts = [first, *map(_to_dossier, others)]
            case "with annexes":
                parts = [first, DELIVERY, TERMS]
            case "copies":
                parts = [first, first]
            case _:
                parts = [first, others[0]]
        answer = separate(joined(*parts), Context(own_siren=parse_siren(OWN)))
        found[kind, _outcome(kind, answer, _starts(parts))] += 1
    return found


def _outcome(kind: str, answer: Separation | None, starts: tuple[int, ...]) -> str:
    if answer is None:
        return "whole"
    if not answer.is_sure:
        return "proposed" if answer.starts == starts else "proposed otherwise"
    is_right = kind == "joined" and answer.starts == starts
    return "separated" if is_right else "SEPARATED WRONGLY"


def _starts(parts: Sequence[Paper]) -> tuple[int, ...]:
    return tuple(1 + sum(map(len, parts[:at])) for at in range(len(parts)))


def _to_dossier(paper: Paper) -> Paper:
    return tuple(
        replace(page, words=(*page.words, Word(OWN, 0.6, 0.985, 0.1, 0.008))) for page in paper
    )


if __name__ == "__main__":
    main()
