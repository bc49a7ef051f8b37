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
import textwrap
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.reading import certainty, roles
from pipeline.reading.lines import sheet_of
from tests.benchmarks.reading import CORPORA
from tests.layouts.choices import FIELDS, examples_of, family_of, read
from tests.layouts.fitting import TREES, Example, apart, bounded, calibration, model_of
from tests.layouts.make import make
from tests.layouts.train_roles import Paper, fit_roles, paper_of

_MOST_WRONG_BARE = 0.02
"""Of changed pages: of the pages as they are few have no label, and on few of those it errs."""
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
    for file, models in ((certainty.FILE, fit_fields(examples)), (roles.FILE, fit_roles(papers))):
        file.write_text(written(models), encoding="utf-8")


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
        models[name.value + certainty.UNNAMED] = bounded(
            bare, odds[is_bare], most_changed=_MOST_WRONG_BARE
        )
    return models


def written(models: Mapping[str, Any]) -> str:
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
    return paper_of(sheet_of(read(pdf)), truth, pdf.name, family_of(truth, pdf))


def _has_text(truth_file: Path) -> bool:
    """Tell whether a document has a text layer: what recognition does is no matter of roles."""
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    return isinstance(truth, dict) and truth.get("channel") == "text"


if __name__ == "__main__":
    main()
