"""Let the validators of others judge all that is made: ``python -m tests.validators CORPUS``.

Prints how many files are valid for each, and what is wrong with the others; exit status 1 where
anything is.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pikepdf

from tests.validators import judging
from tests.validators.judging import MUSTANG, Verdict
from tests.validators.making import from_bare, from_corpora, from_hostile, from_suite


def main() -> None:
    """Make, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--suite", default="tests", help="tests to run, or none")
    parser.add_argument("--way", action="append", help="suite, corpora, bare or hostile; all")
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="validate-") as name:
        scratch, figures = Path(name), dict[str, dict[str, int]]()
        ways: dict[str, Callable[[Path], list[Path]]] = {
            "suite": partial(from_suite, arguments.suite, scratch=scratch),
            "corpora": partial(from_corpora, arguments.corpus.absolute()),
            "bare": partial(from_bare, arguments.corpus.absolute()),
            "hostile": partial(from_hostile, arguments.corpus.absolute()),
        }
        if arguments.suite == "none":
            del ways["suite"]
        if arguments.way:
            ways = {way: make for way, make in ways.items() if way in arguments.way}
        refused = []
        for way, make in ways.items():
            folder = scratch / way
            folder.mkdir()
            figures[way], wrong = judged(make(folder))
            refused += wrong
            sys.stdout.write(row(way, figures[way]))
            sys.stdout.flush()
    for it in refused:
        sys.stdout.write(f"  {it.file.name}: {it.validator}: {it.words[:200]}\n")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures) + "\n")
    sys.exit(bool(refused))


def judged(files: list[Path]) -> tuple[dict[str, int], list[Verdict]]:
    """Return how many files there are and are valid for each validator, and what is wrong."""
    verdicts = judging.judge(files)
    hybrids = {file for file in files if is_hybrid(file)}
    counting = [it for it in verdicts if it.validator != MUSTANG or it.file in hybrids]
    valid = Counter(it.validator for it in counting if it.is_valid)
    figures = {"files": len(files), "hybrids": len(hybrids), **valid}
    return figures, [it for it in counting if not it.is_valid]


def is_hybrid(file: Path) -> bool:
    """Tell whether a PDF has an attachment; Mustang calls every other one invalid."""
    with pikepdf.open(file) as pdf:
        return bool(pdf.attachments)


def row(way: str, figures: dict[str, int]) -> str:
    """Return the figures of one way for people."""
    counts = ", ".join(f"{name} {count}" for name, count in figures.items())
    return f"{way:10}{counts}\n"


if __name__ == "__main__":
    main()
