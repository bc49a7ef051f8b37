"""Several invoices in one file: what is separated, what is proposed, what stays whole."""

import io
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from pipeline.reading.fields import Context
from pipeline.reading.pages import read_pages
from pipeline.reading.separation import Separation, separate
from pipeline.reading.words import Page, Word
from storage.domain.field import Source
from storage.domain.siren import parse_siren

SAMPLES = Path(__file__).parents[2] / "samples"
OWN = Context(own_siren=parse_siren("123456782"))
FIRST, SECOND, CREDIT = (f"facturx_{name}.pdf" for name in ("en16931", "basicwl", "credit_note"))
"""Of two sellers, made out to one buyer; the credit note is of the first one's seller."""
ELSEWHERE = "pages/text.pdf"
"""Made out to somebody else."""


@cache
def pages_of(name: str, folder: Path) -> tuple[Page, ...]:
    """Return the words of a sample without what is attached to it."""
    alone = io.BytesIO()
    with pikepdf.open(SAMPLES / name) as whole, pikepdf.new() as pages:
        pages.pages.extend(whole.pages)
        pages.save(alone)
    file = folder / "pages.pdf"
    file.write_bytes(alone.getvalue())
    return read_pages(file, None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("separation")


def joined(*papers: tuple[Page, ...]) -> tuple[Page, ...]:
    pages = [page for paper in papers for page in paper]
    return tuple(replace(page, number=at) for at, page in enumerate(pages, start=1))


def a_page(*lines: str, at: float = 0.1) -> tuple[Page, ...]:
    """Write a page with these lines, the first one large."""
    words: list[Word] = []
    for row, line in enumerate(lines):
        x, height = 0.1, 0.01 if row else 0.02
        for text in line.split():
            width = len(text) * height * 0.6
            words.append(Word(text, x, at + row * 0.04, width, height))
            x += width + 0.008
    return (Page(1, 595, 842, Source.PDF_TEXT, words=tuple(words)),)


def renumbered(pages: tuple[Page, ...], old: str, new: str) -> tuple[Page, ...]:
    """Return the same pages with another text in the words that hold one."""
    return tuple(
        replace(page, words=tuple(replace(w, text=w.text.replace(old, new)) for w in page.words))
        for page in pages
    )


TERMS = a_page("CONDITIONS GENERALES DE VENTE", "Article 1", "Article 2")
DELIVERY = a_page("BON DE LIVRAISON N° BL-77", "Carton 12", "Palette 3")


@pytest.mark.parametrize("context", [OWN, Context()], ids=["own known", "own unknown"])
def test_whole_invoices_to_one_buyer_are_separated(folder: Path, context: Context) -> None:
    papers = [pages_of(name, folder) for name in (FIRST, SECOND, CREDIT)]
    assert separate(joined(*papers), context) == Separation((1, 2, 3), is_sure=True)


def test_further_pages_go_with_the_invoice_before_them(folder: Path) -> None:
    first, second = pages_of(FIRST, folder), pages_of(SECOND, folder)
    pages = joined(first, TERMS, second, DELIVERY, TERMS)
    assert separate(pages, OWN) == Separation((1, 3), is_sure=True)


@pytest.mark.parametrize("further", [(TERMS,), (DELIVERY, TERMS)], ids=["terms", "delivery note"])
def test_an_invoice_with_its_annexes_stays_whole(
    folder: Path, further: tuple[tuple[Page, ...], ...]
) -> None:
    assert separate(joined(pages_of(FIRST, folder), *further), OWN) is None


def test_a_copy_stays_with_its_invoice(folder: Path) -> None:
    first = pages_of(FIRST, folder)
    assert separate(joined(first, first), OWN) is None


def test_a_copy_with_a_character_read_wrongly_is_at_most_proposed(folder: Path) -> None:
    scan = tuple(replace(page, source=Source.OCR) for page in pages_of(FIRST, folder))
    copy = renumbered(scan, "PC-2026-0117", "PC-2026-0111")
    found = separate(joined(scan, copy), OWN)
    assert found is None or not found.is_sure


def test_one_page_is_one_document(folder: Path) -> None:
    assert separate(pages_of(FIRST, folder), OWN) is None


def test_consecutive_invoices_of_one_seller_are_separated(folder: Path) -> None:
    first = pages_of(FIRST, folder)
    following = renumbered(first, "PC-2026-0117", "PC-2026-0118")
    assert separate(joined(first, following), Context()) == Separation((1, 2), is_sure=True)


@pytest.mark.parametrize("name", ["", "D", "Client", "Ateliers du Vaguemestre SARL"])
def test_the_invoice_of_an_expense_that_is_handed_on_is_only_proposed(
    folder: Path, name: str
) -> None:
    pages = joined(pages_of(FIRST, folder), pages_of(ELSEWHERE, folder))
    assert separate(pages, replace(OWN, own_name=name)) == Separation((1, 2), is_sure=False)


def test_one_that_names_the_other_is_only_proposed(folder: Path) -> None:
    first, second = pages_of(FIRST, folder), pages_of(SECOND, folder)
    word = Word("PC-2026-0117", 0.6, 0.9, 0.1, 0.01)
    naming = tuple(replace(page, words=(*page.words, word)) for page in second)
    assert separate(joined(first, naming), OWN) == Separation((1, 2), is_sure=False)


def test_pages_that_count_on_are_only_proposed(folder: Path) -> None:
    def counted(pages: tuple[Page, ...], number: int) -> tuple[Page, ...]:
        words = tuple(
            Word(text, x, 0.96, 0.05, 0.01)
            for text, x in (("Page", 0.4), (f"{number}", 0.46), ("/", 0.5), ("2", 0.53))
        )
        return tuple(replace(page, words=(*page.words, *words)) for page in pages)

    first, second = pages_of(FIRST, folder), pages_of(SECOND, folder)
    found = separate(joined(counted(first, 1), counted(second, 2)), OWN)
    assert found == Separation((1, 2), is_sure=False)
