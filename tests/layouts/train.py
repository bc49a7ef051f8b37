"""Fit what tells a certain number or issue date from a doubtful one: ``make train``.

``python -m tests.layouts.train SHARED``. In: text PDFs of the families for making, made anew, and
the PDFs of the corpora below SHARED. Out: ``pipeline/reading/certainty.json``. Of each document
come the reader's choice, and the choices that it makes once that value has been taken off the page:
most of these are wrong, and they look like the mistakes of pages that nobody has seen yet.

The bound of a field is the lowest certainty that at most 1 of 100 documents reach with a wrong
value after the true one was taken away, each judged by weights that its own family had no part in,
and that no wrong value reaches which the reader chose on a whole page. Where a reader misses the
true value on fewer than one page in ten, fewer than 1 in 1,000 are then certain and wrong.
"""

import argparse
import json
import multiprocessing
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.reading import certainty
from pipeline.reading.fields import Context
from pipeline.reading.header import Choice, find_due_date, find_issue_date, find_number
from pipeline.reading.ladder import read_closely
from pipeline.reading.lines import Sheet, compact, sheet_of
from pipeline.reading.pages import read_pages
from pipeline.reading.words import Page
from storage.domain.invoice import FieldName
from tests.benchmarks.reading import CORPORA
from tests.layouts.make import make

Matrix = NDArray[np.float64]

FIELDS = (FieldName.NUMBER, FieldName.ISSUE_DATE)
_DOCUMENTS, _SEED = 840, 501
_MOST_CHOICES = 4
"""Of one document: after so many values were taken away the rest is chance."""
_MOST_WRONG = 0.01
_RIDGE = 1.0
_SHORT = 4
"""Characters of a value that stands elsewhere on a page by chance."""


@dataclass(frozen=True)
class Example:
    """One choice of the reader.

    Attributes:
        name: Which field.
        document: File name of the document.
        family: Its layout: families are kept apart.
        traits: What is seen around the value.
        is_right: The value is the true one.
        is_first: Nothing had been taken off the page.
    """

    name: FieldName
    document: str
    family: str
    traits: certainty.Traits
    is_right: bool
    is_first: bool


def main() -> None:
    """Read the arguments, make documents, fit both fields, write the file."""
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
    models = {name.value: fitted([e for e in examples if e.name is name]) for name in FIELDS}
    certainty.FILE.write_text(json.dumps(models, indent=1) + "\n", encoding="utf-8")


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
    return read_closely(pdf, read_pages(pdf, None), Context(), {})


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


def _choose(sheet: Sheet, name: FieldName) -> tuple[Choice[Any], certainty.Traits] | None:
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


def fitted(examples: Sequence[Example]) -> dict[str, Any]:
    """Return the model of one field: intercept, weights by trait, bound and what it was made of."""
    names = list(examples[0].traits)
    traits = np.array([[1.0, *(e.traits[n] for n in names)] for e in examples])
    right = np.array([e.is_right for e in examples], float)
    families = np.array([e.family for e in examples])
    apart = np.empty(len(examples))
    for family in set(families):
        own = families == family
        apart[own] = _odds(traits[own], _fit(traits[~own], right[~own]))
    first = np.array([e.is_first for e in examples])
    bound = max(_bound(examples, apart), *(apart[first & (right == 0)] + 0.01), -np.inf)
    weights = _fit(traits, right)
    return {
        "families": len(set(families)),
        "examples": len(examples),
        "wrong_examples": int(len(examples) - right.sum()),
        "first_choices": int(first.sum()),
        "first_choices_certain": int((first & (apart >= bound)).sum()),
        "first_choices_certain_but_wrong": int((first & (apart >= bound) & (right == 0)).sum()),
        "bound": round(bound, 2),
        "intercept": round(float(weights[0]), 2),
        "weights": {n: round(float(w), 2) for n, w in zip(names, weights[1:], strict=True)},
    }


def _fit(traits: Matrix, right: Matrix) -> Matrix:
    """Return the weights of a logistic regression with a ridge, by Newton's method."""
    weights = np.zeros(traits.shape[1])
    ridge = np.diag([1e-6] + [_RIDGE] * (traits.shape[1] - 1))
    for _ in range(100):
        chance = 1 / (1 + np.exp(-_odds(traits, weights)))
        slope = traits.T @ (right - chance) - ridge @ weights
        curve = (traits * (chance * (1 - chance))[:, None]).T @ traits + ridge
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if abs(step).max() < 1e-9:
            break
    return weights


def _odds(traits: Matrix, weights: Matrix) -> Matrix:
    return np.asarray(traits @ weights)


def _bound(examples: Iterable[Example], odds: Matrix) -> float:
    """Return the log odds that few documents reach with a wrong value."""
    highest: dict[str, float] = {}
    for example, value in zip(examples, odds, strict=True):
        highest.setdefault(example.document, -np.inf)
        if not example.is_right:
            highest[example.document] = max(highest[example.document], float(value))
    ordered = sorted(highest.values(), reverse=True)
    return ordered[int(len(ordered) * _MOST_WRONG)] + 0.01


if __name__ == "__main__":
    main()
