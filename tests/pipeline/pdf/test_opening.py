"""Opening a PDF: mended or unlocked where it has to be, never changed itself."""

from pathlib import Path
from typing import Literal

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Name

from pipeline.pdf.opening import Opened, open_pdf
from pipeline.stage import Limits
from storage.domain.reason import Reason
from tests.pipeline.reading.pictures_of_papers import typed

PASSWORD = "Geheim 17!"  # noqa: S105


def opened(file: Path, *passwords: str) -> Opened:
    before = file.read_bytes()
    found = open_pdf(file, Limits(pages=50), passwords)
    assert file.read_bytes() == before
    return found


def text_of(pdf: bytes) -> str:
    with pdfium.PdfDocument(pdf) as document:
        return str(document[0].get_textpage().get_text_bounded())


def locked(tmp_path: Path, version: Literal[4, 6]) -> Path:
    with pikepdf.open(typed(tmp_path / "a.pdf")) as pdf:
        pdf.save(
            tmp_path / "b.pdf",
            encryption=pikepdf.Encryption(owner="o", user=PASSWORD, R=version),
        )
    return tmp_path / "b.pdf"


def test_a_plain_pdf_is_worked_on_as_it_is(tmp_path: Path) -> None:
    assert opened(typed(tmp_path / "a.pdf", pages=3)) == Opened(pages=3)


@pytest.mark.parametrize("version", [4, 6])
def test_a_password_opens_a_copy(tmp_path: Path, version: Literal[4, 6]) -> None:
    file = locked(tmp_path, version)
    assert opened(file).problem is Reason.PDF_ENCRYPTED
    assert opened(file, "wrong", "").problem is Reason.PDF_ENCRYPTED
    found = opened(file, "wrong", PASSWORD)
    assert (found.pages, found.problem, found.flags) == (1, None, (Reason.PDF_UNLOCKED,))
    assert found.is_harmless
    assert found.copy is not None
    assert "F-2026-017" in text_of(found.copy)


@pytest.mark.parametrize("lost", [b"%PDF-1.3", b"trailer"])
def test_what_one_reader_cannot_open_the_other_mends(tmp_path: Path, lost: bytes) -> None:
    file = typed(tmp_path / "a.pdf")
    file.write_bytes(file.read_bytes().replace(lost, b""))
    with pytest.raises(pdfium.PdfiumError):
        pdfium.PdfDocument(file)
    found = opened(file)
    assert (found.pages, found.problem, found.flags) == (1, None, (Reason.PDF_REPAIRED,))
    assert found.copy is not None
    assert "F-2026-017" in text_of(found.copy)


def test_a_unit_that_makes_a_page_a_kilometre_long(tmp_path: Path) -> None:
    with pikepdf.open(typed(tmp_path / "a.pdf")) as pdf:
        pdf.pages[0].obj.UserUnit = 2
        pdf.save(tmp_path / "b.pdf")
        pdf.pages[0].obj.UserUnit = 2_000
        pdf.save(tmp_path / "c.pdf")
    assert opened(tmp_path / "b.pdf").problem is None
    assert opened(tmp_path / "c.pdf").problem is Reason.PAGE_TOO_LARGE


def test_a_picture_of_gigapixels_is_not_drawn(tmp_path: Path) -> None:
    with pikepdf.open(typed(tmp_path / "a.pdf")) as pdf:
        picture = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image)
        picture.Width = picture.Height = 60_000
        picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 1
        pdf.pages[0].obj.Resources.XObject = pikepdf.Dictionary(X=picture)
        pdf.save(tmp_path / "b.pdf")
    assert opened(tmp_path / "b.pdf").problem is Reason.IMAGE_TOO_LARGE


@pytest.mark.parametrize("boxes", [{}, {"CropBox": [100, 100, 100, 100]}, {"MediaBox": [9, 9]}])
def test_odd_boxes_and_empty_pages_open(tmp_path: Path, boxes: dict[str, list[int]]) -> None:
    with pikepdf.open(typed(tmp_path / "a.pdf", pages=2)) as pdf:
        pdf.pages[1].obj.Contents = pdf.make_stream(b"")
        for name, values in boxes.items():
            pdf.pages[0].obj[f"/{name}"] = Array(values)
        pdf.save(tmp_path / "b.pdf")
    assert opened(tmp_path / "b.pdf").pages == 2
