"""Words of pages with odd boxes have their places where the page shows them."""

from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array

from pipeline.reading.pages import read_pages
from tests.pipeline.reading.pictures_of_papers import typed

BOXES: dict[str, dict[str, Any]] = {
    "plain": {},
    "turned": {"Rotate": 90},
    "turned back": {"Rotate": -90},
    "turned more than once": {"Rotate": 450},
    "turned askew, which is not allowed": {"Rotate": 45},
    "cut": {"CropBox": [40, 300, 400, 820]},
    "cut and turned": {"CropBox": [40, 300, 400, 820], "Rotate": 90},
    "cut beyond its paper": {"CropBox": [-100, -100, 900, 900]},
    "cut to nothing": {"CropBox": [100, 100, 100, 100]},
    "begins below zero": {"MediaBox": [-100, -50, 595, 842]},
    "begins below zero, turned": {"MediaBox": [-100, -50, 595, 842], "Rotate": 270},
    "the wrong way round": {"MediaBox": [595, 842, 0, 0]},
    "in units of its own": {"UserUnit": 2},
}


@pytest.mark.parametrize("name", BOXES)
def test_a_word_stands_where_its_ink_is(tmp_path: Path, name: str) -> None:
    with pikepdf.open(typed(tmp_path / "a.pdf", ("FACTURE F-2026-017",))) as pdf:
        for key, value in BOXES[name].items():
            pdf.pages[0].obj[f"/{key}"] = Array(value) if isinstance(value, list) else value
        pdf.save(tmp_path / "b.pdf")
    (page,) = read_pages(tmp_path / "b.pdf", None)
    assert sorted(word.text for word in page.words) == ["F-2026-017", "FACTURE"]
    with pdfium.PdfDocument(tmp_path / "b.pdf") as shown:
        ink = shown[0].render(scale=2).to_numpy()[..., 0] < 128
    ink = np.rot90(ink, -page.turned // 90)  # as a viewer stands it upright
    height, width = ink.shape
    total = ink.sum()
    inside = 0
    for word in page.words:
        rows = slice(int(word.y * height), int((word.y + word.h) * height) + 2)
        inside += ink[rows, int(word.x * width) : int((word.x + word.w) * width) + 2].sum()
    assert inside > 0.95 * total
