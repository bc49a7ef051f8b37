"""Fit what tells a certain number, issue date or seller from a doubtful one: ``make train``.

``python -m tests.layouts.train SHARED``. In: text PDFs of the families for making, made anew, and
the PDFs of the corpora below SHARED. Out: ``pipeline/reading/certainty.json`` and ``roles.json``
beside it, of which `tests.layouts.train_roles` says more. Of each document
come the reader's choice, and the choices that it makes once that value has been taken off the page:
most of these are wrong, and they look like the mistakes of pages that nobody has seen yet.
What is made of them, `tests.layouts.fitting` says.
"""

import argparse
import json
import multiprocessing
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.reading import certainty, roles
from pipeline.reading.doubt import doubtful_pages
from pipeline.reading.fields import Context
from pipeline.reading.header import Choice, find_due_date, find_issue_date, find_number
from pipeline.reading.lines import Sheet, compact, sheet_of
from pipeline.reading.odds import Traits
from pipeline.reading.pages import read_again, read_pages
from pipeline.reading.words import Page
from storage.domain.invoice import FieldName
from tests.benchmarks.reading import CORPORA
from tests.layouts.fitting import Example, fitted
from tests.layouts.make import make
from tests.layouts.train_roles import Paper, fit_roles, paper_of

FIELDS = (FieldName.NUMBER, FieldName.ISSUE_DATE)
_DOCUMENTS, _SEED = 840, 501
_MOST_CHOICES = 4
"""Of one document: after so many values were taken away the rest is chance."""
_SHORT = 4
"""Characters of a value that stands elsewhere on a page by chance."""


def main() -> None:
    """Read the arguments, make documents, fit all, write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        make(made, _DOCUMENTS, _SEED, "making", ("text",))
        folders = [made, *(arguments.shared / "corpus" / corpus for corpus in CORPORA)]
        truths = [file for folder in folders for file in sorted(folder.glob("*.json"))]
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
    return paper_of(sheet_of(_read(pdf)), truth, pdf.name, _family(truth, pdf))


def examples_of(truth_file: Path) -> list[Example]:
    """Return the choices of the reader in one document; none for pictures and damaged files."""
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    pdf = truth_file.with_suffix(".pdf")
    if not isinstance(truth, dict) or not pdf.exists():
        return []
    pages = _read(pdf)
    shown = [name for name in FIELDS if name.value in truth.get("visible", [])]
    return [example for name in shown for example in _choices(pages, name, truth, pdf)]


def _read(pdf: Path) -> tuple[Page, ...]:
    pages = read_pages(pdf, None)
    doubtful = doubtful_pages(pages, Context())
    return read_again(pdf, pages, doubtful) if doubtful else pages


def _family(truth: dict[str, Any], pdf: Path) -> str:
    return str(truth.get("layout") or truth.get("group") or pdf.stem)


def _choices(
    pages: tuple[Page, ...], name: FieldName, truth: dict[str, Any], pdf: Path
) -> Iterator[Example]:
    """Yield the first choice, then those after it was taken off the page."""
    accepted = {compact(v) for v in (truth[name], *truth.get("accept", {}).get(name, ()))}
    for step in range(_MOST_CHOICES):
        sheet = sheet_of(pages)
        chosen = _choose(sheet, name)
        if chosen is None:
            return
        choice, traits = chosen
        is_right = compact(choice.value) in accepted
        family = _family(truth, pdf)
        yield Example(name, pdf.name, family, traits, is_right, is_first=step == 0)
        pages = tuple(_without(page, choice) for page in pages)


def _choose(sheet: Sheet, name: FieldName) -> tuple[Choice[Any], Traits] | None:
    if name is FieldName.NUMBER:
        number = find_number(sheet)
        return (number, certainty.traits_of_number(sheet, number)) if number else None
    issued = find_issue_date(sheet)
    due = find_due_date(sheet)
    return (issued, certainty.traits_of_issue_date(sheet, issued, due)) if issued else None


def _without(page: Page, choice: Choice[Any]) -> Page:
    """Return a page without the places of a value."""
    boxes = [
        box
        for found in choice.places
        for box in found.line.boxes(found.value.start, found.value.end)
        if box.page == page.number
    ]
    wanted = compact(choice.value)
    kept = tuple(
        word
        for word in page.words
        if not any(box.holds_middle_of(word.box(page.number)) for box in boxes)
        and not (len(wanted) >= _SHORT and wanted in compact(word.text))
    )
    return replace(page, words=kept)


if __name__ == "__main__":
    main()
