"""Convert the documents of the corpora, and say whether the goals for derived files are met.

``python -m tests.benchmarks.derived SHARED [--own] [--folder DIR]... [--sample N] [--json FILE]``;
SHARED holds ``corpus/`` and ``tools/score_reading.py``; folders of generated documents with their
truth come besides. Embedded XML is taken out first. Prints what the files are worth as invoices and
as files, what they cost beside programs of others, why a document got none, and the goals.
"""

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.offline import read_files
from tests.benchmarks.containers import cost_table, quality, quality_table
from tests.benchmarks.conversion import count, table
from tests.benchmarks.goals import goals, goals_table
from tests.benchmarks.reading import jobs_of
from tests.benchmarks.scoring import score
from tests.benchmarks.strangers import costs

CORPORA = ("invoices", "synth")
"""What is converted as a whole."""
_KINDS = {"text": {"text"}, "scan": {"scan", "phone"}}
"""Channels whose files cost alike."""


def main() -> None:
    """Convert, compare, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--own", action="store_true", help="tell whose each document is")
    parser.add_argument("--folder", type=Path, action="append", default=[], help="further ones")
    parser.add_argument("--sample", type=int, default=12, help="files a kind for others' programs")
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    arguments = parser.parse_args()
    folders = [*(arguments.shared / "corpus" / corpus for corpus in CORPORA), *arguments.folder]
    with tempfile.TemporaryDirectory() as name:
        work = list(jobs_of(folders, Path(name), tell_own=arguments.own))
        documents = score(arguments.shared, list(read_files(work)), folders).documents
        conversions = count(documents)
        sys.stdout.write(table(conversions))
        channels = {document.answer.file: document.channel for document in documents}
        made: dict[str, Any] = quality([document.answer for document in documents], channels)
        sys.stdout.write(quality_table(made))
        spent = {}
        for kind, names in _KINDS.items():
            files = [file for file, channel in channels.items() if channel in names]
            spent[kind] = costs(files, arguments.sample)
            sys.stdout.write(cost_table(kind, spent[kind]))
    rows = list(goals(made, conversions, spent))
    sys.stdout.write(goals_table(rows))
    if arguments.json:
        figures = vars(conversions) | {
            "files": made,
            "cpu": {kind: asdict(it) for kind, it in spent.items()},
            "goals": [asdict(row) for row in rows],
        }
        arguments.json.write_text(json.dumps(figures, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
