"""Fit what tells a certain number, issue date or seller from a doubtful one: ``make train``.

``python -m tests.layouts.train SHARED``. In: text PDFs of the families for making, made anew, and
the text PDFs of the corpora below SHARED. Out: ``pipeline/reading/roles.json``, fitted on what
`tests.layouts.train_roles` sees, which is kept in `tests.layouts.role_basis`; and
``certainty.json`` beside it, on the choices that `tests.layouts.choices` makes. With ``--roles``
only the first, with ``--made`` on documents that are in a folder already. How both are fitted,
`tests.layouts.fitting` says.
"""

import argparse
import json
import multiprocessing
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from pipeline.reading import certainty, roles
from pipeline.reading.lines import sheet_of
from pipeline.reading.pages import read_pages
from tests.benchmarks.reading import CORPORA
from tests.layouts import role_basis
from tests.layouts.choices import FIELDS, examples_of, family_of
from tests.layouts.fitting import fitted
from tests.layouts.make import make
from tests.layouts.train_roles import Paper, fit_roles, paper_of

_DOCUMENTS, _SEED = {"making": 720, "composed": 960}, 501


def main() -> None:
    """Read the arguments, make documents, fit all, write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--roles", action="store_true", help="fit only what tells roles")
    parser.add_argument("--made", type=Path, help="documents that were made with --seed 501")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = arguments.made or _made(Path(folder))
        folders = [made, *(arguments.shared / "corpus" / corpus for corpus in CORPORA)]
        files = [file for folder in folders for file in sorted(folder.glob("*.json"))]
        truths = [file for file in files if _has_text(file)]
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(mp_context=context) as pool:
            role_basis.keep(filter(None, pool.map(_paper, truths, chunksize=8)))
        # What is kept is what is fitted on: values are rounded there. Nothing is read before.
        _write(roles.FILE, fit_roles(role_basis.kept()))
        if arguments.roles:
            return
        with ProcessPoolExecutor(mp_context=context) as pool:
            found = pool.map(examples_of, truths, chunksize=8)
            examples = [example for document in found for example in document]
    models = {name.value: fitted([e for e in examples if e.name is name]) for name in FIELDS}
    _write(certainty.FILE, models)


def _made(folder: Path) -> Path:
    for split, count in _DOCUMENTS.items():
        make(folder, count, _SEED, split, ("text",))
    return folder


def _write(file: Path, models: dict[str, Any]) -> None:
    file.write_text(as_text(models), encoding="utf-8")


def as_text(models: dict[str, Any]) -> str:
    """Return the content of a file of models."""
    return json.dumps(models, indent=1) + "\n"


def _paper(truth_file: Path) -> Paper | None:
    """Return the legal persons of one document; none of pictures and damaged files."""
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    pdf = truth_file.with_suffix(".pdf")
    if not isinstance(truth, dict) or not pdf.exists() or not truth.get("visible"):
        return None
    return paper_of(sheet_of(read_pages(pdf, None)), truth, pdf.name, family_of(truth, pdf))


def _has_text(truth_file: Path) -> bool:
    """Tell whether a document has a text layer: what recognition does is no matter of roles."""
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    return isinstance(truth, dict) and truth.get("channel") == "text"


if __name__ == "__main__":
    main()
