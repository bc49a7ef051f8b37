"""Find on the pages the mentions that French law demands of an invoice.

In: the words of the pages. Out: by subject code (BT-21) the sentence of the page that makes the
mention, the cadre de facturation (BT-23) and the earlier invoice (BG-3) where the page names one.
What the page does not say is absent.
Rules: BR-FR-05, BR-FR-08; code de commerce, art. L441-9 and D441-5.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.facturx.parties import clean
from pipeline.facturx.preceding import Preceding, preceding_on
from pipeline.reading.lines import Line, Sheet, Span, fold, sheet_of
from pipeline.reading.words import Page

_MENTIONS = {
    "PMT": re.compile(r"indemnite\s+forfaitaire|frais\s+de\s+recouvrement"),
    "PMD": re.compile(r"penalites?\b|interets?\s+(?:de\s+retard|moratoires)"),
    "AAB": re.compile(r"\bescompte\b"),
}
_FRAMEWORK = re.compile(r"cadre de facturation\W{1,4}([bsm][1-9])\b")
_SENTENCE = re.compile(
    r"(?<=[.;!])(?<!\bart\.)(?<!\bC\.)\s+(?=[^\W\d_a-zà-ÿ])|\n(?=[^\W\d_a-zà-ÿ])"
)
"""Where one ends: before a capital letter, after a full stop or at the beginning of a line."""
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){10}")
"""A sentence with an account number is no mention: the number would stand unproven in the XML."""
_LEAST_CONFIDENCE = 0.6
_GAP = 1.0
"""Of a line's height: lines further apart are of two paragraphs."""
_HEIGHTS = 1.5
"""Lines of one paragraph differ in height by less than this."""
_LONGEST = 500
_SHORTEST = 2
"""Words of a sentence that says something; fewer are the label of a column."""


@dataclass(frozen=True)
class Mentions:
    """What the pages say.

    Attributes:
        notes: Sentences by subject code: ``PMT``, ``PMD``, ``AAB``.
        framework: BT-23, "" where the pages do not name it.
        preceding: The earlier invoice (BG-3) that the pages name; None where they name none.
    """

    notes: Mapping[str, str] = field(default_factory=dict)
    framework: str = ""
    preceding: Preceding | None = None


def mentions_of(pages: tuple[Page, ...]) -> Mentions:
    """Read the mentions from the pages of a document."""
    sheet = sheet_of(pages)
    framework = next((it for line in sheet.lines if (it := _FRAMEWORK.search(line.folded))), None)
    notes: dict[str, str] = {}
    for paragraph in _paragraphs(sheet):
        for sentence in _SENTENCE.split(paragraph):
            for subject, pattern in _MENTIONS.items():
                if pattern.search(fold(sentence)) and _says_something(sentence):
                    notes.setdefault(subject, clean(sentence, _LONGEST))
    named = framework[1].upper() if framework else ""
    return Mentions(notes, named, preceding_on(sheet))


def _says_something(sentence: str) -> bool:
    return len(sentence.split()) > _SHORTEST and not _ACCOUNT.search(sentence)


def _paragraphs(sheet: Sheet) -> Iterator[str]:
    """Yield the text of cells, those below one another put together with a line feed between."""
    open_ones: list[tuple[Span, list[str]]] = []
    page = None
    for line in sheet.lines:
        if line.page is not page:
            yield from ("\n".join(texts) for _, texts in open_ones)
            open_ones, page = [], line.page
        for span, text in _cells(line):
            for index, (above, texts) in enumerate(open_ones):
                if _continues(above, span):
                    open_ones[index] = (span, [*texts, text])
                    break
            else:
                open_ones.append((span, [text]))
    yield from ("\n".join(texts) for _, texts in open_ones)


def _cells(line: Line) -> Iterator[tuple[Span, str]]:
    for start, end in line.cells():
        if end > start and line.confidence(start, end) >= _LEAST_CONFIDENCE:
            yield line.span(start, end), line.text[start:end]


def _continues(above: Span, span: Span) -> bool:
    """Tell whether a cell is the next line of a paragraph."""
    height = min(above.height, span.height)
    shared = min(above.right, span.right) - max(above.left, span.left)
    return (
        above.line < span.line
        and -height / 2 <= span.top - above.bottom <= _GAP * height
        and max(above.height, span.height) <= _HEIGHTS * height
        and shared > min(above.right - above.left, span.right - span.left) / 2
    )
