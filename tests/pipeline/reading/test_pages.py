"""Pages: their text layer where there is one, else recognised, whichever way up they lie."""

from difflib import SequenceMatcher
from pathlib import Path

import pytest
from PIL import Image

from pipeline.reading import neural, ocr
from pipeline.reading.fields import Context
from pipeline.reading.ladder import read_closely
from pipeline.reading.lines import sheet_of
from pipeline.reading.pages import WIDTHS, Kept, read_pages
from pipeline.reading.words import Page
from storage.domain.field import Source
from tests.pipeline.reading.pictures_of_papers import (
    CORNERS,
    LINES,
    drawn,
    photographed,
    scanned,
    typed,
)


def likeness(page: Page) -> float:
    """Return how much of the lines was read as they are."""
    read = " ".join(line.text.replace("\t", " ") for line in sheet_of((page,)).lines)
    return SequenceMatcher(None, read, " ".join(" ".join(LINES).split()), autojunk=False).ratio()


def test_a_text_layer_is_taken_as_it_is(tmp_path: Path) -> None:
    (page,) = read_pages(typed(tmp_path / "a.pdf"), None)
    assert page.source is Source.PDF_TEXT
    assert likeness(page) == 1


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_scan_is_read_whichever_way_up(tmp_path: Path, turn: int) -> None:
    page_file = scanned(drawn().rotate(turn, expand=True), tmp_path / "a.pdf")
    (page,) = read_pages(page_file, tmp_path)
    assert page.source is Source.OCR
    assert page.turned == turn
    assert likeness(page) > 0.97
    assert page.height > page.width
    with Image.open(tmp_path / "page-1.webp") as shown:
        assert shown.height > shown.width


def test_a_stamp_on_a_scan_is_no_text_layer(tmp_path: Path) -> None:
    (page,) = read_pages(typed(tmp_path / "a.pdf", ("Reçu le 3",)), None)
    assert page.source is Source.OCR


def test_recognised_words_lie_where_they_are_seen(tmp_path: Path) -> None:
    (page,) = read_pages(scanned(drawn(), tmp_path / "a.pdf"), None)
    word = next(w for w in page.words if w.text == "FACTURE")
    assert (word.x, word.y) == pytest.approx((110 / 1165, 127 / 1654), abs=0.01)


@pytest.mark.parametrize("turn", [0, 90])
def test_a_photo_at_an_angle_is_read(tmp_path: Path, turn: int) -> None:
    photo = Image.fromarray(photographed(drawn(), "wood")[..., ::-1])
    (page,) = read_pages(scanned(photo.rotate(turn, expand=True), tmp_path / "a.pdf"), None)
    assert page.turned == turn
    assert likeness(page) > 0.97
    word = next(w for w in page.words if w.text == "FACTURE")
    # Near the corner of the sheet, which is not that of the photo.
    assert (word.x, word.y) == pytest.approx((CORNERS[0][0] + 0.07, CORNERS[0][1] + 0.06), abs=0.02)


def test_pictures_of_pages_in_two_sizes(tmp_path: Path) -> None:
    read_pages(typed(tmp_path / "a.pdf", pages=2), tmp_path)
    for name, width in WIDTHS.items():
        for number in (1, 2):
            with Image.open(tmp_path / f"{name}-{number}.webp") as shown:
                assert (shown.format, shown.width) == ("WEBP", width)


def test_an_empty_page_has_no_words(tmp_path: Path) -> None:
    (page,) = read_pages(typed(tmp_path / "a.pdf", ()), None)
    assert page.words == ()


def test_nobody_looks_for_words_on_an_empty_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(ocr, "_engine", fail)
    monkeypatch.setattr(neural, "_engine", fail)
    kept: Kept = {}
    pages = read_pages(typed(tmp_path / "a.pdf", ()), tmp_path, kept)
    assert [page.words for page in read_closely(tmp_path / "a.pdf", pages, Context(), kept)] == [()]
    assert (tmp_path / "page-1.webp").exists()


def test_a_long_page_on_its_head_is_not_taken_for_bad_print(tmp_path: Path) -> None:
    words = "Pas d'escompte pour paiement anticipé, pénalités de retard au taux légal majoré"
    page_file = scanned(drawn((*LINES, *[words] * 10)).rotate(180), tmp_path / "a.pdf")
    (page,) = read_pages(page_file, None)
    assert page.turned == 180
