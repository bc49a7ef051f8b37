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
import textwrap
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.reading import certainty, roles
from pipeline.reading.lines import sheet_of
from pipeline.reading.pages import read_pages
from tests.benchmarks.reading import CORPORA
from tests.layouts import role_basis
from tests.layouts.choices import FIELDS, examples_of, family_of
from tests.layouts.fitting import TREES, Example, apart, bounded, calibration, model_of
from tests.layouts.make import make
from tests.layouts.train_roles import Paper, fit_roles, paper_of

_MOST_WRONG_BARE = 0.02
"""Of changed pages: of the pages as they are few have no label, and on few of those it errs."""
_FEW = 1000
"""Examples from which no bound is taken alone."""
_LEAST_OF_FEW = 2.0
"""Log odds that a bound of few examples is not below: seven to one."""
_DOCUMENTS, _SEED = {"making": 2504, "composed": 960}, 501


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
    _write(certainty.FILE, fit_fields(examples))


def fit_fields(examples: Sequence[Example]) -> dict[str, Any]:
    """Return the models of number and issue date, each with the bound of values without a label."""
    models: dict[str, Any] = {}
    for name in FIELDS:
        own = [e for e in examples if e.name is name and certainty.may_be_certain(e.traits)]
        odds = apart(own, TREES)
        is_bare = np.array([bool(example.traits["unnamed"]) for example in own])
        named = [e for e in own if not e.traits["unnamed"]]
        bare = [e for e in own if e.traits["unnamed"]]
        seen = {"calibration": calibration(own, odds)}
        models[name.value] = bounded(named, odds[~is_bare]) | seen | model_of(own, TREES)
        few = {"least": _LEAST_OF_FEW} if len(bare) < _FEW else {}
        models[name.value + certainty.UNNAMED] = bounded(
            bare, odds[is_bare], most_changed=_MOST_WRONG_BARE, **few
        )
    return models


def _made(folder: Path) -> Path:
    for split, count in _DOCUMENTS.items():
        make(folder, count, _SEED, split, ("text",))
    return folder


def _write(file: Path, models: dict[str, Any]) -> None:
    file.write_text(as_text(models), encoding="utf-8")


def as_text(models: Mapping[str, Any]) -> str:
    """Return models as JSON that people read: each tree and each band on a line of its own."""
    text = json.dumps(models, indent=1)
    for model in models.values():
        for row in (*model.get("calibration", ()), *model.get("trees", ())):
            spread = textwrap.indent(json.dumps(row, indent=1), "   ")
            text = text.replace(spread, "   " + json.dumps(row), 1)
    return text + "\n"


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
