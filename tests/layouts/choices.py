"""What the reader chooses on a page, and on the page as it would be if something were otherwise.

In: a truth file with its PDF beside it. Out: `Example`s of number and issue date. A reader errs
where it does not know a label or cannot read a value; on pages that rules were made on this happens
too seldom to learn from. So each page is changed to one on which the reader has to err:

* ``gone``: the true value is taken off the page, its label stays, as if the value were unreadable;
* ``cut off``: value and label are taken off, as if they stood in a picture;
* ``unknown``: the label is replaced by words that mean nothing, as in a language or trade that the
  reader has not seen; the value stays;
* ``strange``: the same on a page of which the reader understands half of the other words, too.

Each change is repeated on what the reader chooses then, until it was wrong twice.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from zlib import crc32

from pipeline.reading.choice import Choice
from pipeline.reading.dates import find_due_date, find_issue_date
from pipeline.reading.labels import Labelled
from pipeline.reading.lines import Sheet, compact, fold, sentences_of, sheet_of
from pipeline.reading.number import find_number
from pipeline.reading.odds import Traits
from pipeline.reading.pages import read_pages
from pipeline.reading.search import find_labels
from pipeline.reading.traits import traits_of_issue_date, traits_of_number
from pipeline.reading.values import days_in
from pipeline.reading.whole_numbers import is_whole
from pipeline.reading.words import Page, Word
from storage.domain.invoice import FieldName
from storage.domain.page import Box
from tests.layouts.fitting import Example

Pages = tuple[Page, ...]
Change = Callable[[Pages, Choice[Any]], Pages]

FIELDS = {FieldName.NUMBER: Labelled.NUMBER, FieldName.ISSUE_DATE: Labelled.ISSUE_DATE}
_Chosen = tuple[Choice[Any], Traits]
_MOST_STEPS = 4
_MOST_WRONG = 2
"""Choices of one changed page: after so many wrong ones the rest is chance."""
_SHORT = 4
"""Characters of a value that stands elsewhere on a page by chance."""


def examples_of(truth_file: Path, changed: bool = True) -> list[Example]:
    """Return the choices of the reader in one document; none for pictures and damaged files.

    Args:
        truth_file: With its PDF beside it.
        changed: Whether changed pages are wanted as well.
    """
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    pdf = truth_file.with_suffix(".pdf")
    if not isinstance(truth, dict) or not pdf.exists():
        return []
    pages = read(pdf)
    shown = [name for name in FIELDS if name.value in truth.get("visible", [])]
    changes = CHANGES if changed else {}
    return [example for name in shown for example in choices(pages, name, truth, pdf, changes)]


def read(pdf: Path) -> Pages:
    """Return the pages of a PDF with a text layer: recognised ones would be read again.

    What is read again depends on what is certain by now, so on what is to be fitted.
    """
    return read_pages(pdf, None)


def family_of(truth: dict[str, Any], pdf: Path) -> str:
    """Return the layout of a document; what has none stands for itself."""
    return str(truth.get("layout") or truth.get("group") or pdf.stem)


def choices(
    pages: Pages,
    name: FieldName,
    truth: dict[str, Any],
    pdf: Path,
    changes: Mapping[str, Change],
) -> Iterator[Example]:
    """Yield the choice on the page as it is, then those on the changed pages."""
    accepted = {compact(v) for v in (truth[name], *truth.get("accept", {}).get(name, ()))}
    family = family_of(truth, pdf)
    first = _choose(sentences_of(pages), name)
    if first is None:
        return
    choice, traits = first
    is_right = compact(choice.value) in accepted
    if not is_right and not _is_printed(pages, accepted):
        return  # cut off at the edge of the page: nobody could read it
    yield Example(name, pdf.name, family, traits, is_right, is_first=True)
    for kind, change in changes.items():
        start = _half_strange(pages, name) if kind == "strange" else pages
        seen_first = _choose(sentences_of(start), name) if kind == "strange" else first
        for chosen, seen in _after(start, seen_first, name, change, accepted):
            is_right = compact(chosen.value) in accepted
            yield Example(name, pdf.name, family, seen, is_right, is_first=False, kind=kind)


def _is_printed(pages: Pages, accepted: set[str]) -> bool:
    """Tell whether a value stands somewhere on the pages, as a day or as it is written."""
    lines = sheet_of(pages).lines
    days = {compact(day.value.isoformat()) for line in lines for day in days_in(line.folded)}
    text = compact(" ".join(line.text for line in lines))
    return bool(accepted & days) or any(value in text for value in accepted)


def _after(
    pages: Pages,
    chosen: _Chosen | None,
    name: FieldName,
    change: Change,
    accepted: set[str],
) -> Iterator[_Chosen]:
    """Yield what is chosen on a page that is changed once, twice, ... ."""
    wrong = 0
    for _ in range(_MOST_STEPS):
        if chosen is None:
            return
        wrong += compact(chosen[0].value) not in accepted
        changed = change(pages, chosen[0])
        if wrong == _MOST_WRONG or changed == pages:
            return
        pages = changed
        chosen = _choose(sentences_of(pages), name)
        if chosen is not None:
            yield chosen


def _choose(sheet: Sheet, name: FieldName) -> _Chosen | None:
    number = find_number(sheet)
    issued = find_issue_date(sheet, number)
    if name is FieldName.NUMBER:
        if number is None or not is_whole(sheet, number):
            return None
        return number, traits_of_number(sheet, number, issued)
    if issued is None:
        return None
    return issued, traits_of_issue_date(sheet, issued, find_due_date(sheet), number)


def _without_value(pages: Pages, choice: Choice[Any]) -> Pages:
    places = [f.line.boxes(f.value.start, f.value.end) for f in choice.places]
    wanted = compact(choice.value)
    kept = _changed(pages, [box for boxes in places for box in boxes], lambda _: None)
    if len(wanted) < _SHORT:
        return kept
    return tuple(
        replace(page, words=tuple(w for w in page.words if wanted not in compact(w.text)))
        for page in kept
    )


def _without_both(pages: Pages, choice: Choice[Any]) -> Pages:
    return _without_value(_changed(pages, _labels(pages, choice), lambda _: None), choice)


def _unknown(pages: Pages, choice: Choice[Any]) -> Pages:
    return _changed(pages, _labels(pages, choice), _meaningless)


def _labels(pages: Pages, choice: Choice[Any]) -> list[Box]:
    """Return the boxes of the labels of a choice, which was made on these pages."""
    lines = sheet_of(pages).lines
    spans = [found.label.span for found in choice.places]
    return [box for s in spans for box in lines[s.line].boxes(s.start, s.end)]


def _half_strange(pages: Pages, name: FieldName) -> Pages:
    """Make half of the words meaningless that are no label of the field."""
    sheet = sheet_of(pages)
    spans = [match.span for match in find_labels(sheet, FIELDS[name])]
    known = [box for s in spans for box in sheet.lines[s.line].boxes(s.start, s.end)]
    return tuple(
        replace(page, words=tuple(_strange(word, page, known) for word in page.words))
        for page in pages
    )


def _strange(word: Word, page: Page, known: Iterable[Box]) -> Word:
    is_known = any(box.page == page.number and _holds(box, word, page) for box in known)
    has_digit = any(character.isdigit() for character in word.text)
    if is_known or has_digit or crc32(fold(word.text).encode()) % 2:
        return word
    return _meaningless(word)


def _meaningless(word: Word) -> Word:
    return replace(word, text="".join("q" if c.isalpha() else c for c in word.text))


def _changed(pages: Pages, boxes: Iterable[Box], change: Callable[[Word], Word | None]) -> Pages:
    """Return pages with the words in some boxes changed; None takes one away."""
    return tuple(
        replace(
            page, words=tuple(_words(page, [b for b in boxes if b.page == page.number], change))
        )
        for page in pages
    )


def _words(page: Page, boxes: list[Box], change: Callable[[Word], Word | None]) -> Iterator[Word]:
    for word in page.words:
        if not any(_holds(box, word, page) for box in boxes):
            yield word
        elif (other := change(word)) is not None:
            yield other


def _holds(box: Box, word: Word, page: Page) -> bool:
    return box.holds_middle_of(word.box(page.number))


CHANGES: dict[str, Change] = {
    "gone": _without_value,
    "cut off": _without_both,
    "unknown": _unknown,
    "strange": _unknown,
}
