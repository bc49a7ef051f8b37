"""The second engine, on print that is drawn here."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.reading.cleaning import clean
from pipeline.reading.neural import RecognisedLine, find_lines, recognise_line
from pipeline.reading.paper import Picture
from tests.pipeline.reading.pictures_of_papers import LINES, as_picture, drawn


def read(page: Image.Image) -> list[RecognisedLine]:
    picture = clean(as_picture(page)).picture
    lines = [recognise_line(picture, place) for place in find_lines(picture)]
    return [line for line in lines if line]


def without_spaces(text: str) -> str:
    return "".join(text.split())


def test_lines_are_read_where_they_stand() -> None:
    found = read(drawn())
    whole = without_spaces(
        "".join(line.text for line in sorted(found, key=lambda line: line.box[1]))
    )
    assert "FACTUREN°F-2026-017" in whole
    assert "1200,00€" in whole
    title = next(line for line in found if "FACTURE" in line.text)
    assert title.box[:2] == pytest.approx((110, 120), abs=12)
    assert title.turned == 0


@pytest.mark.parametrize(("turn", "turned"), [(90, 90), (270, 270)])
def test_print_along_the_edge_is_read_both_ways(turn: int, turned: int) -> None:
    page = Image.new("RGB", (1165, 1654), "white")
    edge = drawn(("SIRET 535 835 888 00046 - TVA FR 08 535835888",)).crop((90, 100, 1100, 170))
    page.paste(edge.rotate(turn, expand=True), (60, 300))
    (line,) = read(page)
    assert without_spaces(line.text) == "SIRET53583588800046-TVAFR08535835888"
    assert line.turned == turned


def test_nothing_is_read_on_an_empty_page() -> None:
    white: Picture = np.full((1654, 1165), 255, np.uint8)
    assert find_lines(white) == ()


def test_every_line_of_a_page_is_found() -> None:
    assert len(read(drawn())) >= len(LINES)


def test_the_engine_has_no_collector_of_usage_data() -> None:
    spec = find_spec("onnxruntime")
    assert spec
    assert spec.origin
    libraries = list(Path(spec.origin).parent.rglob("*.so*"))
    assert libraries
    assert [lib.name for lib in libraries if b"events.data.microsoft.com" in lib.read_bytes()] == []
