"""Words of a text layer: where a person sees them, whatever the page's turn and the drawing."""

from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from pipeline.reading.pages import grey_pictures, read_pages
from pipeline.reading.text_layer import words_on
from pipeline.reading.words import Word
from tests.pipeline.reading.pictures_of_papers import typed


def words(file: Path) -> tuple[Word, ...]:
    with pdfium.PdfDocument(file) as document:
        return words_on(document[0])


def test_words_and_their_places(tmp_path: Path) -> None:
    found = words(typed(tmp_path / "a.pdf", ("Facture N° 12", "Total 1 200,00 €")))
    assert [word.text for word in found] == ["Facture", "N°", "12", "Total", "1", "200,00", "€"]
    first, total = found[0], found[3]
    assert first.x == pytest.approx(60 / 595, abs=0.005)
    assert first.y == pytest.approx((842 - 780 - 11) / 842, abs=0.01)
    assert total.y - first.y == pytest.approx(24 / 842, abs=0.002)
    assert first.confidence == 1


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_places_are_of_the_page_as_shown(tmp_path: Path, rotate: int) -> None:
    (upright,) = words(typed(tmp_path / "a.pdf", ("Facture",)))
    (turned,) = words(typed(tmp_path / "b.pdf", ("Facture",), rotate=rotate))
    x, y = upright.x + upright.w / 2, upright.y + upright.h / 2
    expected = {90: (1 - y, x), 180: (1 - x, 1 - y), 270: (y, 1 - x)}[rotate]
    assert (turned.x + turned.w / 2, turned.y + turned.h / 2) == pytest.approx(expected, abs=0.01)


def test_a_page_that_inherits_its_size(tmp_path: Path) -> None:
    file = typed(tmp_path / "a.pdf", ("Facture",))
    with pikepdf.open(file) as pdf:
        page = pdf.pages[0].obj
        pdf.Root.Pages.MediaBox = page.MediaBox
        del page.MediaBox
        pdf.save(tmp_path / "b.pdf")
    assert words(tmp_path / "b.pdf") == words(file)


def test_a_page_without_text(tmp_path: Path) -> None:
    assert words(typed(tmp_path / "a.pdf", ())) == ()


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_whose_text_lies_is_turned_and_read(tmp_path: Path, rotate: int) -> None:
    (upright,) = read_pages(typed(tmp_path / "a.pdf"), None)
    (lying,) = read_pages(typed(tmp_path / "b.pdf", rotate=rotate), None)
    assert (upright.turned, lying.turned) == (0, 360 - rotate)
    assert (lying.width, lying.height) == (upright.width, upright.height)
    assert lying.words == upright.words
    ((_, picture, _, _),) = grey_pictures(tmp_path / "b.pdf", [lying])
    ((_, shown, _, _),) = grey_pictures(tmp_path / "a.pdf", [upright])
    assert (picture == shown).all()
