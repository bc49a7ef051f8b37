"""Recognised pages are read again as far as it is needed, and no further."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.reading import ladder
from pipeline.reading.fields import Context
from pipeline.reading.ladder import read_closely
from pipeline.reading.lines import sheet_of
from pipeline.reading.pages import Kept, read_pages
from pipeline.reading.words import Page
from tests.pipeline.reading.pictures_of_papers import drawn, scanned, typed

CONTEXT = Context()
LINES = (
    "FACTURE N° F-2026-017",
    "Date de facture : 24/11/2026",
    "Ateliers Morvan SARL",
    "Base 1 000,00    20 %    TVA 200,00",
    "Total HT          1 000,00 €",
    "Total TVA           200,00 €",
    "Total TTC         1 200,00 €",
    "SIRET 732 829 320 00074",
)


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    return scanned(drawn(LINES), tmp_path / "scan.pdf")


def is_agreed(page: Page, text: str) -> bool:
    """Tell whether both engines saw some text of a page."""
    line = next(line for line in sheet_of((page,)).lines if text in line.text)
    start = line.text.index(text)
    return line.is_agreed(start, start + len(text))


def test_what_acts_is_read_by_both_engines_and_no_whole_page_is(
    scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ladder, "whole_page", None)
    kept: Kept = {}
    (page,) = read_closely(scan, read_pages(scan, None, kept), CONTEXT, kept)
    assert is_agreed(page, "F-2026-017")
    assert is_agreed(page, "24/11/2026")
    assert is_agreed(page, "732 829 320 00074")
    assert not is_agreed(page, "Ateliers")


def test_what_is_missing_is_looked_for_on_the_whole_page(scan: Path) -> None:
    (first,) = read_pages(scan, None)
    lost = replace(first, words=tuple(w for w in first.words if "2026-017" not in w.text))
    (page,) = read_closely(scan, (lost,), CONTEXT, {})
    assert is_agreed(page, "F-2026-017")


def test_a_text_layer_stays_as_it_is(tmp_path: Path) -> None:
    pdf = typed(tmp_path / "a.pdf")
    pages = read_pages(pdf, None)
    assert read_closely(pdf, pages, CONTEXT, {}) == pages


def test_a_row_that_was_missed_is_found_where_the_lines_do_not_make_the_totals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ladder, "whole_page", None)
    table = (
        "Désignation                    Quantité      Prix unitaire      Montant",
        "Volet roulant                  2                300,00              600,00",
        "Pose et réglage               1                400,00              400,00",
    )
    scan = scanned(drawn((*LINES[:3], *table, *LINES[3:])), tmp_path / "table.pdf")
    (first,) = read_pages(scan, None)
    row = next(line for line in sheet_of((first,)).lines if "Pose" in line.text)
    lost = replace(first, words=tuple(w for w in first.words if w not in row.words))
    (page,) = read_closely(scan, (lost,), CONTEXT, {})
    assert any("Pose et réglage" in line.text for line in sheet_of((page,)).lines)
    assert any("400,00" in line.text for line in sheet_of((page,)).lines)
