"""Pages of one invoice in several files: what is asked about, and what is left alone."""

from collections.abc import Sequence

import pytest

from pipeline.reading.fields import Context
from pipeline.reading.pairing import Paper
from pipeline.reading.scattered import Place, scattered
from pipeline.reading.words import Page, Word
from storage.domain.field import Source

FRONT = ("FACTURE", "Facture n° F-2026-77", "Date 02/11/2026", "Pose de carrelage 100,00 €")
BACK = ("Total HT 100,00 €", "TVA 20 % 20,00 €", "Total TTC 120,00 €", "Merci")
WHOLE = (*FRONT, *BACK)


def page(*lines: str, number: int = 1) -> Page:
    """Return a page with these lines; the first is large, as a title is."""
    words: list[Word] = []
    for row, line in enumerate(lines):
        x, height = 0.1, 0.01 if row else 0.02
        for text in line.split():
            width = len(text) * height * 0.6
            words.append(Word(text, x, 0.1 + row * 0.05, width, height))
            x += width + 0.008
    return Page(number, 595, 842, Source.PDF_TEXT, words=tuple(words))


def counted(*marks: str) -> tuple[Page, ...]:
    """Return a file whose pages count themselves."""
    return tuple(page("Facture", "Texte", mark, number=at) for at, mark in enumerate(marks, 1))


def places(*files: Sequence[Page], pictures: bool = False) -> list[Place | None]:
    papers = [Paper((str(at), 1), f"{at}.pdf", tuple(pages)) for at, pages in enumerate(files)]
    found = scattered(papers, papers if pictures else [], Context())
    return [found.get(paper.key) for paper in papers]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ([["Page 1/2"], ["Page 2/2"]], [(1, 2), (2, 2)]),
        ([["Page 2 sur 2"], ["Page 1 sur 2"]], [(2, 2), (1, 2)]),
        ([["Page 1/4", "Page 2/4"], ["Page 3/4"], ["Page 4/4"]], [(1, 4), (3, 4), (4, 4)]),
        ([["Page 1/3"], ["Page 2/3"]], [(1, 3), (2, 3)]),
        ([["Page 1/2", "Page 2/2"], ["Page 1/1"]], [None, None]),
        ([["Page 1/2"], ["Page 2/3"]], [None, None]),
        ([["Page 1/3"], ["Page 3/3"]], [None, None]),
        ([["Page 1/2"], ["Page 1/2"]], [None, None]),
        ([["Page 1/2"], ["Page 2/2"], ["Page 1/1"]], [(1, 2), (2, 2), None]),
        ([["Page 1/2"]], [None]),
        ([["Page 1/2"], ["Texte"]], [None, None]),
    ],
)
def test_pages_that_count_themselves(files: list[list[str]], expected: list[Place | None]) -> None:
    assert places(*(counted(*marks) for marks in files)) == expected


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ([FRONT, BACK], [(1, 2), (2, 2)]),
        ([BACK, FRONT], [(2, 2), (1, 2)]),
        ([WHOLE, BACK], [None, None]),
        ([FRONT, WHOLE], [None, None]),
        ([FRONT, BACK, BACK], [None, None, None]),
        ([FRONT, FRONT], [None, None]),
        ([FRONT, ("Bonjour",)], [None, None]),
    ],
)
def test_two_pictures(files: list[tuple[str, ...]], expected: list[Place | None]) -> None:
    pages = [[page(*lines)] for lines in files]
    assert places(*pages, pictures=True) == expected
    assert places(*pages) == [None] * len(files)
