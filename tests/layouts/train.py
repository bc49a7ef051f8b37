"""Fit what tells a certain number, issue date or seller from a doubtful one: ``make train``.

``python -m tests.layouts.train SHARED``. In: text PDFs of the families for making, made anew, and
the text PDFs of the corpora below SHARED. Out: ``pipeline/reading/certainty.json``, fitted on the
choices that `tests.layouts.choices` makes, and ``roles.json`` beside it, on those of
`tests.layouts.train_roles`. How they are fitted, `tests.layouts.fitting` says.
"""

import argparse
import json
import multiprocessing
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from pipeline.reading import certainty, roles
from pipeline.reading.lines import sheet_of
from tests.benchmarks.reading import CORPORA
from tests.layouts.choices import FIELDS, examples_of, family_of, read
from tests.layouts.fitting import fitted
from tests.layouts.make import make
from tests.layouts.train_roles import Paper, fit_roles, paper_of

_DOCUMENTS, _SEED = {"making": 720, "composed": 1200}, 501


def main() -> None:
    """Read the arguments, make documents, fit all, write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        for split, count in _DOCUMENTS.items():
            make(made, count, _SEED, split, ("text",))
        folders = [made, *(arguments.shared / "corpus" / corpus for corpus in CORPORA)]
        files = [file for folder in folders for file in sorted(folder.glob("*.json"))]
        truths = [file for file in files if _has_text(file)]
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(mp_context=context) as pool:
            found = pool.map(examples_of, truths, chunksize=8)
            examples = [example for document in found for example in document]
            papers = [paper for paper in pool.map(_paper, truths, chunksize=8) if paper]
    models = {name.value: fitted([e for e in examples if e.name is name]) for name in FIELDS}
    for file, fitted_models in ((certainty.FILE, models), (roles.FILE, fit_roles(papers))):
        file.write_text(json.dumps(fitted_models, indent=1) + "\n", encoding="utf-8")


def _paper(truth_file: Path) -> Paper | None:
    """Return the legal persons of one document; none of pictures and damaged files."""
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    pdf = truth_file.with_suffix(".pdf")
    if not isinstance(truth, dict) or not pdf.exists() or not truth.get("visible"):
        return None
    return paper_of(sheet_of(read(pdf)), truth, pdf.name, family_of(truth, pdf))


def _has_text(truth_file: Path) -> bool:
    """Tell whether a document has a text layer: what recognition does is no matter of roles."""
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    return isinstance(truth, dict) and truth.get("channel") == "text"


if __name__ == "__main__":
    main()
