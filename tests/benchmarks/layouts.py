"""Read layouts that the reader was not made on, and score it: ``make bench-layouts``.

``python -m tests.benchmarks.layouts SHARED [--count N] [--seed S] [--split making]``, where SHARED
holds ``tools/score_reading.py``. The documents are made anew by `tests.layouts`, as text PDFs,
scans and photos. Nobody tells the reader whose they are. Rules may be made on the families of the
split ``making`` only; those of ``judging`` say how well others are read.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from pipeline.offline import Job, read_files
from tests.benchmarks.calibration import calibration
from tests.benchmarks.scoring import score, write_results
from tests.layouts.make import make


def main() -> None:
    """Read the arguments, make the documents, read them, print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--count", type=int, default=260, help="documents")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--split", choices=("judging", "making", "all"), default="judging")
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        documents = Path(name) / arguments.split
        make(documents, arguments.count, arguments.seed, arguments.split)
        files = sorted(f for f in documents.iterdir() if f.suffix != ".json")
        started = time.monotonic()
        answers = list(read_files([Job(file) for file in files]))
        seconds = time.monotonic() - started
        results = Path(name) / "results.jsonl"
        write_results(answers, results)
        sys.stdout.write(score(arguments.shared, results, [documents]))
        sys.stdout.write(f"\n{len(files)} documents read in {seconds:.0f} s\n\n")
        sys.stdout.write(calibration(sorted(documents.glob("*.json"))))
        if arguments.json:
            arguments.json.write_text(score(arguments.shared, results, [documents], "--json"))


if __name__ == "__main__":
    main()
