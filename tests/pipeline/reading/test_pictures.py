"""Pictures as PDF: as they came where PDF can hold them, on paper of a size that exists."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from pipeline.reading.pictures import picture_to_pdf
from storage.domain.reason import Reason
from tests.pipeline.reading.pictures_of_papers import drawn

MOST = 20_000_000


def made(tmp_path: Path, picture: Image.Image, form: str, **options: Any) -> pikepdf.Pdf:
    file = tmp_path / f"picture.{form.lower()}"
    picture.save(file, form, **options)
    pdf = picture_to_pdf(file, MOST, 10)
    assert isinstance(pdf, bytes)
    return pikepdf.open(BytesIO(pdf))


def only_image(pdf: pikepdf.Pdf) -> pikepdf.Object:
    (image,) = pdf.pages[0].obj.Resources.XObject.values()
    assert isinstance(image, pikepdf.Object)
    return image


def test_a_jpeg_is_kept_byte_for_byte(tmp_path: Path) -> None:
    pdf = made(tmp_path, drawn(), "JPEG", dpi=(200, 200))
    image = only_image(pdf)
    assert image.read_raw_bytes() in (tmp_path / "picture.jpeg").read_bytes()
    assert [round(float(x)) for x in pdf.pages[0].mediabox] == [0, 0, 419, 595]


@pytest.mark.parametrize(
    ("mode", "form"),
    [
        ("RGBA", "PNG"),
        ("P", "PNG"),
        ("CMYK", "JPEG"),
        ("RGB", "BMP"),
        ("P", "GIF"),
        ("RGB", "WEBP"),
    ],
)
def test_what_pdf_cannot_hold_is_drawn_again(tmp_path: Path, mode: str, form: str) -> None:
    pdf = made(tmp_path, drawn().convert(mode), form)
    image = only_image(pdf)
    assert image.ColorSpace in (pikepdf.Name.DeviceRGB, pikepdf.Name.DeviceGray)
    assert "/SMask" not in image


def test_transparent_is_white(tmp_path: Path) -> None:
    pdf = made(tmp_path, Image.new("RGBA", (300, 300), (0, 0, 0, 0)), "PNG")
    buffer = BytesIO()
    pdf.save(buffer)
    with pdfium.PdfDocument(buffer.getvalue()) as shown:
        assert shown[0].render().to_numpy()[..., :3].min() == 255


@pytest.mark.parametrize("dpi", [1, 72, 10_000])
def test_a_photo_is_given_a_page_of_a_size_that_exists(tmp_path: Path, dpi: int) -> None:
    pdf = made(tmp_path, Image.new("L", (3000, 4000), 255), "JPEG", dpi=(dpi, dpi))
    assert float(pdf.pages[0].mediabox[3]) == pytest.approx(842, abs=1)


def test_exif_turns_the_page(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    pdf = made(tmp_path, drawn(), "JPEG", exif=exif)
    assert pdf.pages[0].obj.Rotate == 90


def test_every_page_of_a_tiff(tmp_path: Path) -> None:
    page = drawn().convert("L")
    pdf = made(tmp_path, page, "TIFF", save_all=True, append_images=[page, page])
    assert len(pdf.pages) == 3


def test_limits(tmp_path: Path) -> None:
    big, long = tmp_path / "big.png", tmp_path / "long.tiff"
    Image.new("1", (10_000, 10_000), 1).save(big)
    Image.new("1", (100, 100)).save(long, save_all=True, append_images=[Image.new("1", (9, 9))])
    assert picture_to_pdf(big, MOST, 10) is Reason.IMAGE_TOO_LARGE
    assert picture_to_pdf(long, MOST, 1) is Reason.TOO_MANY_PAGES


@pytest.mark.parametrize("keep", [0.0, 0.01, 0.5])
def test_a_cut_picture_is_damaged(tmp_path: Path, keep: float) -> None:
    file = tmp_path / "a.jpg"
    drawn().save(file)
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * keep)])
    assert picture_to_pdf(file, MOST, 10) is Reason.IMAGE_DAMAGED
