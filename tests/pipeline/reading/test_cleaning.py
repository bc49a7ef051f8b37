"""Cleaning: an even ground, upright lines, and the way back to the page."""

from math import atan2, degrees

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageOps

from pipeline.reading.cleaning import clean
from pipeline.reading.levelling import LEVEL, inverse, moved
from tests.pipeline.reading.pictures_of_papers import as_picture, drawn, photographed


@pytest.mark.parametrize("askew", [-3.0, 1.5])
def test_a_page_that_lies_askew_is_levelled(askew: float) -> None:
    page = drawn().rotate(askew, fillcolor="white", resample=Image.Resampling.BICUBIC)
    cleaned = clean(as_picture(page))
    a, b, *_ = cleaned.levelling
    assert degrees(atan2(b, a)) == pytest.approx(-askew, abs=0.25)


def test_an_upright_page_is_left_alone() -> None:
    assert clean(as_picture(drawn())).levelling == LEVEL


def test_a_shadow_goes() -> None:
    page = drawn()
    shade = Image.linear_gradient("L").resize(page.size).point(lambda grey: 100 + grey * 155 // 255)
    shadowed = Image.composite(page, Image.new("RGB", page.size), shade)
    cleaned = clean(as_picture(shadowed)).picture
    assert np.percentile(cleaned, 30) > 240


def test_light_print_on_a_dark_panel_becomes_dark_on_light() -> None:
    page = drawn()
    panel = ImageOps.invert(page.crop((0, 0, 1165, 300)))
    page.paste(panel, (0, 0))
    cleaned = clean(as_picture(page)).picture
    reference = clean(as_picture(drawn())).picture
    inner = np.s_[110:180, 100:800]
    assert np.mean(np.abs(cleaned[inner].astype(int) - reference[inner].astype(int))) < 8


def test_no_line_is_left_around_a_panel() -> None:
    page = Image.new("RGB", (1165, 1654), (235, 235, 235))
    ImageDraw.Draw(page).rectangle((101, 201, 902, 263), fill=(40, 60, 90))
    cleaned = clean(as_picture(page.rotate(0.4, fillcolor="white"))).picture
    assert np.percentile(cleaned[150:320, 60:950], 0.5) > 170


def test_large_black_print_is_no_panel() -> None:
    page = Image.new("RGB", (1165, 1654), "white")
    ImageDraw.Draw(page).rectangle((200, 200, 260, 260), fill="black")
    assert clean(as_picture(page)).picture[230, 230] < 60


def test_nothing_is_left_of_the_table_around_a_sheet() -> None:
    cleaned = clean(photographed(drawn(), "wood")).picture
    height, width = cleaned.shape
    beside = (width - height * 1165 / 1654) / 2
    assert cleaned[:, : round(beside * 0.8)].min() == 255
    assert cleaned[: round(height * 0.004)].min() == 255
    assert cleaned.min() < 60


def test_places_lead_back_to_the_page() -> None:
    page = drawn().rotate(2.0, fillcolor="white", resample=Image.Resampling.BICUBIC)
    cleaned = clean(as_picture(page))
    height, width = cleaned.picture.shape
    box = (width - 10.0, height / 2 - 5, float(width), height / 2 + 5)
    left, top, right, bottom = moved(box, inverse(cleaned.levelling))
    assert (left + right) / 2 == pytest.approx(width - 5, abs=3)
    fall = (width / 2 - 5) * np.tan(np.radians(2.0))
    assert (top + bottom) / 2 == pytest.approx(height / 2 - fall, abs=4)
