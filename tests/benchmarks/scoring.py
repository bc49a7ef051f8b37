"""What the readers' benchmarks share: results in the form of the scorer, and its answer."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from pipeline.offline import Answer
from vaguemestre.commands.pages import shown


def write_results(answers: Iterable[Answer], file: Path) -> None:
    """Write one JSON object per document, as the scorer wants them."""
    file.write_text("".join(f"{json.dumps(shown(answer))}\n" for answer in answers))


def score(shared: Path, results: Path, truths: Iterable[Path], *options: str) -> str:
    """Return what the scorer says of a results file.

    Args:
        shared: Holds ``tools/score_reading.py``.
        results: As `write_results` wrote it.
        truths: Folders of truth files.
        options: Further ones of the scorer.
    """
    files = [str(path) for path in (shared / "tools" / "score_reading.py", results, *truths)]
    return subprocess.run(
        [sys.executable, *files, "--page-only", *options],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
