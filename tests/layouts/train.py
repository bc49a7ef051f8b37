"""Fit what tells a certain number or issue date from a doubtful one: ``make train``.

``python -m tests.layouts.train SHARED``. In: text PDFs of the families for making, made anew, and
the text PDFs of the corpora below SHARED. Out: ``pipeline/reading/certainty.json``. On
which choices of the reader they are fitted, `tests.layouts.choices` says, and how, `fitting`.
"""

import argparse
import json
import multiprocessing
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from pipeline.reading import certainty
from tests.benchmarks.reading import CORPORA
from tests.layouts.choices import FIELDS, examples_of
from tests.layouts.fitting import fitted
from tests.layouts.make import make

_DOCUMENTS, _SEED = 1080, 501


def main() -> None:
    """Read the arguments, make documents, fit both fields, write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        make(made, _DOCUMENTS, _SEED, "making", ("text",))
        folders = [made, *(arguments.shared / "corpus" / corpus for corpus in CORPORA)]
        files = [file for folder in folders for file in sorted(folder.glob("*.json"))]
        truths = [file for file in files if _has_text(file)]
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(mp_context=context) as pool:
            found = pool.map(examples_of, truths, chunksize=8)
            examples = [example for document in found for example in document]
    models = {name.value: fitted([e for e in examples if e.name is name]) for name in FIELDS}
    certainty.FILE.write_text(json.dumps(models, indent=1) + "\n", encoding="utf-8")


def _has_text(truth_file: Path) -> bool:
    """Tell whether a document has a text layer: what recognition does is no matter of roles."""
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    return isinstance(truth, dict) and truth.get("channel") == "text"


if __name__ == "__main__":
    main()
