"""The pictures of docs/reading.md show what the reader really finds."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from storage.domain.field import Level
from storage.domain.invoice import FieldName, Invoice
from storage.domain.page import Box
from tests.samples.make_pictures import BAD_IBAN, PICTURES, page, read, rendered, with_boxes

LEVELS = PICTURES / "levels.webp"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("pictures") / "page.pdf"
    made.write_bytes(page())
    return made


@pytest.fixture(scope="module")
def invoice(file: Path) -> Invoice:
    return read(file)


def test_every_level_of_the_text_is_on_the_page(invoice: Invoice) -> None:
    levels = {name: field.level for name, field in invoice.fields.items()}
    assert levels[FieldName.TOTAL_WITH_VAT] is Level.PROVEN
    assert levels[FieldName.NUMBER] is Level.CORROBORATED
    assert levels[FieldName.SELLER_NAME] is Level.READ
    assert levels[FieldName.IBAN] is Level.CONTRADICTED
    assert invoice.value(FieldName.IBAN) == BAD_IBAN


@pytest.mark.parametrize(
    "name",
    [FieldName.TOTAL_WITH_VAT, FieldName.NUMBER, FieldName.SELLER_NAME, FieldName.IBAN],
)
def test_the_committed_picture_has_the_box_of_that_reading(
    invoice: Invoice, file: Path, name: FieldName
) -> None:
    (box,) = invoice.fields[name].boxes
    plain = rendered(file)
    drawn = with_boxes(plain, invoice, named=True)
    with Image.open(LEVELS) as picture:
        # The committed one is compressed, and may have been drawn with other fonts.
        assert apart(picture, drawn, box, plain.size) < 8 < apart(plain, drawn, box, plain.size)


def apart(one: Image.Image, other: Image.Image, box: Box, size: tuple[int, int]) -> float:
    """Return how far the mean colours of two pictures are apart in a box."""
    left, top = round(box.x * size[0]), round(box.y * size[1])
    right, bottom = round((box.x + box.w) * size[0]), round((box.y + box.h) * size[1])
    means = [
        np.asarray(picture.convert("RGB"))[top:bottom, left:right].mean((0, 1))
        for picture in (one, other)
    ]
    return float(np.abs(means[0] - means[1]).max())
