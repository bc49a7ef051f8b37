"""Let the validators of others judge all that is made: ``python -m tests.validators CORPUS``.

Prints how many files are valid for each, what is wrong with the others, and which terms readers of
others find otherwise than ours; exit status 1 where anything is.
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

from tests.validators import judging, readers
from tests.validators.judging import MUSTANG, Verdict
from tests.validators.making import from_bare, from_corpora, from_hostile, from_suite

_Way = Callable[[Path], list[Path]]
_READ_BY_OTHERS = "corpora"
"""The way whose files the readers of others are asked about, too."""


def main() -> None:
    """Make, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--suite", default="tests", help="tests to run, or none")
    parser.add_argument("--way", action="append", help="suite, corpora, bare or hostile; all")
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    arguments = parser.parse_args()
    figures, wrong = dict[str, dict[str, int]](), list[str]()
    with tempfile.TemporaryDirectory(prefix="validate-") as name:
        for way, make in _ways(arguments, Path(name)).items():
            folder = Path(name) / way
            folder.mkdir()
            made = make(folder)
            figures[way], refused = judged(made)
            wrong += [f"{it.file.name}: {it.validator}: {it.words[:200]}" for it in refused]
            if way == _READ_BY_OTHERS:
                differing = readers.differences(made)
                figures[way]["terms that others read otherwise"] = len(differing)
                wrong += differing
            sys.stdout.write(row(way, figures[way]))
            sys.stdout.flush()
    sys.stdout.writelines(f"  {line}\n" for line in wrong)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures) + "\n")
    sys.exit(bool(wrong))


def _ways(arguments: argparse.Namespace, scratch: Path) -> dict[str, _Way]:
    """Return how files are made, in the order in which it is done."""
    corpus = arguments.corpus.absolute()
    ways: dict[str, _Way] = {
        "suite": partial(from_suite, arguments.suite, scratch=scratch),
        _READ_BY_OTHERS: partial(from_corpora, corpus),
        "bare": partial(from_bare, corpus),
        "hostile": partial(from_hostile, corpus),
    }
    if arguments.suite == "none":
        del ways["suite"]
    return {way: it for way, it in ways.items() if not arguments.way or way in arguments.way}


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
