"""Read layouts that the reader was not made on, and score it: ``make bench-layouts``.

``python -m tests.benchmarks.layouts SHARED [--count N] [--seed S] [--split making]
[--channels text,scan]``, where SHARED holds ``tools/score_reading.py``. The documents are made anew
by `tests.layouts`, as text PDFs, scans and photos. Nobody tells the reader whose they are. Rules
may be made on the families of the split ``making`` only; those of ``judging`` say how well others
are read.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from pipeline.offline import Job, read_files
from tests.benchmarks.summary import summary
from tests.layouts.make import CHANNELS, SPLITS, choose, make


def main() -> None:
    """Read the arguments, make the documents, read them, print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--count", type=int, default=1000, help="documents")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--split", choices=SPLITS, default="judging")
    parser.add_argument("--channels", default=",".join(CHANNELS), help="which ones take turns")
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        documents = Path(name) / arguments.split
        channels = tuple(arguments.channels.split(","))
        make(documents, arguments.count, arguments.seed, arguments.split, channels)
        files = sorted(f for f in documents.iterdir() if f.suffix != ".json")
        started = time.monotonic()
        answers = list(read_files([Job(file) for file in files]))
        seconds = time.monotonic() - started
        families = len(choose(arguments.split))
        text, figures = summary(arguments.shared, answers, [documents])
        sys.stdout.write(text)
        sys.stdout.write(f"\n{len(files)} documents of {families} families, {seconds:.0f} s\n")
        if arguments.json:
            arguments.json.write_text(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
