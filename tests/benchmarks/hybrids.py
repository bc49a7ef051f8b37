"""Read every hybrid PDF of a corpus and compare each field with its truth file.

``python -m tests.benchmarks.hybrids CORPUS [--json FILE]``, where CORPUS holds ``invoices/``.
Prints one row per field and what differs; the JSON file has the same figures. A missing category
or rate of a VAT row counts as the truth's null or 0.00.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.stage import ORIGINAL, DocumentFacts, Next, Tools, Work
from pipeline.stages import extract
from storage.domain.invoice import FieldName, Invoice

_TABLES = ("vat_breakdown", "lines")


@dataclass
class Score:
    """What was compared so far.

    Attributes:
        right: Fields that equal the truth, by name; null against nothing included.
        wrong: Fields that do not.
        whole: Documents in which every field is right.
        unread: Files that extraction did not read, with its reasons.
        differences: One sentence each.
        seconds: Time of extraction, one entry per document.
    """

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    whole: int = 0
    unread: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def compare(folder: Path) -> Score:
    """Extract every PDF of a folder that has a truth file and compare.

    Args:
        folder: Holds ``NAME.pdf`` and ``NAME.json``.
    """
    score = Score()
    for path in sorted(folder.resolve().glob("*.pdf")):
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        start = time.perf_counter()
        outcome = extract.run(Work(files={ORIGINAL: str(path)}), Tools())
        score.seconds.append(time.perf_counter() - start)
        facts = outcome.facts if isinstance(outcome, Next) else None
        if not isinstance(facts, DocumentFacts) or facts.invoice is None:
            score.unread.append(f"{path.name}: {outcome}")
            continue
        _compare_one(path.stem, truth, facts.invoice, score)
    return score


def _compare_one(name: str, truth: dict[str, Any], invoice: Invoice, score: Score) -> None:
    is_whole = True
    for key, expected, found in _pairs(truth, invoice):
        if expected == found:
            score.right[key] += 1
        else:
            is_whole = False
            score.wrong[key] += 1
            score.differences.append(f"{name} {key}: truth {expected!r}, read {found!r}")
    score.whole += is_whole


def _pairs(truth: dict[str, Any], invoice: Invoice) -> Iterator[tuple[str, Any, Any]]:
    for name in FieldName:
        group, _, key = name.partition(".")
        known = truth[group] or {} if key and group in truth else truth
        if (key or name.value) in known:  # the corpus does not tell the further fields
            yield name, known[key or name.value], invoice.value(name)
    rows = [(row["category"] or "", row["rate"], row["basis"], row["amount"]) for row in
            truth["vat_breakdown"]]  # fmt: skip
    yield (
        "vat_breakdown",
        rows,
        [
            (row.category, f"{row.rate or 0:.2f}", f"{row.basis:.2f}", f"{row.amount:.2f}")
            for row in invoice.vat_breakdown
        ],
    )
    lines = [(line["name"], line["quantity"], line["total"]) for line in truth["lines"]]
    yield (
        "lines",
        lines,
        [
            (line.name, _plain(line.quantity), None if line.total is None else f"{line.total:.2f}")
            for line in invoice.lines
        ],
    )


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else f"{number.normalize():f}"


def figures(score: Score) -> dict[str, Any]:
    """Return the score as plain values, for JSON."""
    right, wrong = score.right.total(), score.wrong.total()
    return {
        "documents": len(score.seconds),
        "documents_unread": score.unread,
        "documents_wholly_equal": score.whole,
        "fields": right + wrong,
        "fields_equal": right,
        "fields_by_name": {
            name: {"equal": score.right[name], "different": score.wrong[name]}
            for name in [*map(str, FieldName), *_TABLES]
        },
        "differences": score.differences,
        "milliseconds_per_document": round(
            1000 * sum(score.seconds) / max(len(score.seconds), 1), 1
        ),
    }


def _print(result: dict[str, Any]) -> None:
    write = sys.stdout.write
    write(f"{'field':<20}{'equal':>8}{'different':>11}\n")
    for name, counts in result["fields_by_name"].items():
        write(f"{name:<20}{counts['equal']:>8}{counts['different']:>11}\n")
    write(f"{'all fields':<20}{result['fields_equal']:>8}")
    write(f"{result['fields'] - result['fields_equal']:>11}\n")
    write(
        f"documents {result['documents']}, wholly equal {result['documents_wholly_equal']}, "
        f"unread {len(result['documents_unread'])}, "
        f"{result['milliseconds_per_document']} ms each\n"
    )
    for difference in [*result["documents_unread"], *result["differences"]]:
        write(f"  {difference}\n")


def main() -> int:
    """Run the benchmark; exit 0 also where the corpus is not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--json", type=Path, dest="json_file")
    arguments = parser.parse_args()
    folder = arguments.corpus / "invoices"
    if not folder.is_dir():
        sys.stdout.write(f"No corpus of hybrid invoices at {folder}: nothing to compare.\n")
        return 0
    result = _in_a_work_directory(folder)
    _print(result)
    if arguments.json_file:
        arguments.json_file.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n")
    return 0


def _in_a_work_directory(folder: Path) -> dict[str, Any]:
    """Compare in an own directory: extraction writes the XML into the current one."""
    folder, here = folder.resolve(), Path.cwd()
    with tempfile.TemporaryDirectory() as directory:
        os.chdir(directory)
        try:
            return figures(compare(folder))
        finally:
            os.chdir(here)


if __name__ == "__main__":
    sys.exit(main())
