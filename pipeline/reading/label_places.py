"""Where the words stand that give the number, the issue date and the totals their roles.

In: the pages of a document. Out: a box for each label that the reader relied on, and for whatever
else is written in the rows of the totals: a picture that shows other words there gives the values
beside them another meaning.
"""

from collections.abc import Iterable, Iterator

from pipeline.reading.anchors import anchors_of
from pipeline.reading.choice import Choice
from pipeline.reading.lines import Line, Sheet
from pipeline.reading.search import Found, V
from pipeline.reading.values import has_money
from pipeline.reading.words import Page
from storage.domain.page import Box

_LONGEST = 40
"""Characters: what follows a label in its cell and is longer is a sentence."""
_LEAST_LETTERS = 2
_ROWS_AROUND = 2
"""Lines above the first total and below the last one that may belong to them."""


def label_boxes(pages: tuple[Page, ...], amounts: Iterable[Box]) -> tuple[Box, ...]:
    """Return the boxes of the words, each once.

    Args:
        pages: All of the document.
        amounts: Where its totals stand.
    """
    anchors = anchors_of(pages)
    sheet, totals = anchors.sheet, anchors.totals.totals.values()
    boxes = [
        *_of_choice(sheet, anchors.number),
        *_of_choice(sheet, anchors.issued),
        *(box for total in totals if total.found for box in _whole(sheet, total.found)),
        *_in_rows(sheet, tuple(amounts)),
    ]
    return tuple(dict.fromkeys(boxes))


def _of_choice(sheet: Sheet, choice: Choice[V] | None) -> Iterator[Box]:
    for found in choice.places if choice else ():
        yield from _whole(sheet, found)


def _in_rows(sheet: Sheet, amounts: tuple[Box, ...]) -> Iterator[Box]:
    """Yield the boxes of the words in the rows from the first total of a page to the last one."""
    for page in {box.page for box in amounts}:
        rows = [
            line.index
            for line in sheet.lines
            for whole in line.boxes(0, len(line.text))
            if any(box.page == page == whole.page and whole.holds_middle_of(box) for box in amounts)
        ]
        first, last = min(rows, default=0), max(rows, default=-1)
        for line in sheet.lines[max(first - _ROWS_AROUND, 0) : last + _ROWS_AROUND + 1]:
            if line.page.number == page:
                yield from _words_of(line)


def _words_of(line: Line) -> Iterator[Box]:
    """Yield the boxes of the cells of a row of money that are mere words."""
    if not has_money(line.folded):
        return
    for start, end in line.cells():
        text = line.text[start:end]
        letters = sum(c.isalpha() for c in text)
        if letters >= _LEAST_LETTERS and len(text) <= _LONGEST and not _has_digits(text):
            yield from line.boxes(start, end)


def _has_digits(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _whole(sheet: Sheet, found: Found[V]) -> tuple[Box, ...]:
    """Return the box of a label and what follows it in its cell, up to the value."""
    span, line = found.label.span, sheet.lines[found.label.span.line]
    end = next((end for start, end in line.cells() if start <= span.start < end), span.end)
    if found.line is line and found.value.start >= span.start:
        end = min(end, found.value.start)
    if end - span.start > _LONGEST:
        end = span.end
    return line.boxes(span.start, max(end, span.end))
