"""The sheet of paper on a photo: found where there is one, and only there."""

import cv2
import numpy as np
import pytest

from pipeline.reading.levelling import Levelling, as_levelling, moved
from pipeline.reading.paper import Picture, lay_flat
from tests.pipeline.reading.pictures_of_papers import (
    CORNERS,
    LINES,
    as_picture,
    drawn,
    photographed,
)


def levelled(picture: Picture) -> Levelling | None:
    flat = lay_flat(picture)
    return flat.levelling if flat else None


@pytest.mark.parametrize("table", ["wood", "dark", "pale"])
def test_a_sheet_on_a_table_is_laid_flat(table: str) -> None:
    photo = photographed(drawn(), table)
    found = levelled(photo)
    assert found is not None
    height, width = photo.shape[:2]
    sheet_width = height * 1165 / 1654
    left = (width - sheet_width) / 2
    wanted = [(left, 0), (left + sheet_width, 0), (left + sheet_width, height), (left, height)]
    for (x, y), place in zip(CORNERS, wanted, strict=True):
        there = moved((x * width, y * height, x * width, y * height), found)
        assert there[:2] == pytest.approx(place, abs=0.02 * height)


def test_half_of_a_sheet_in_the_shade_is_part_of_it() -> None:
    photo = photographed(drawn(), "dark")
    photo[: photo.shape[0] // 2] = photo[: photo.shape[0] // 2] // 2 + 20
    found = levelled(photo)
    assert found is not None
    assert found == pytest.approx(levelled(photographed(drawn(), "dark")), rel=0.1, abs=0.05)


def test_a_dark_panel_at_the_edge_of_a_sheet_is_part_of_it() -> None:
    panelled = drawn()
    panelled.paste((90, 20, 30), (0, 0, 280, panelled.height))
    found = levelled(photographed(panelled, "wood"))
    assert found is not None
    assert found == pytest.approx(levelled(photographed(drawn(), "wood")), rel=0.1, abs=0.06)


def test_a_sheet_that_runs_out_of_the_photo_at_one_side() -> None:
    photo = photographed(drawn(), "wood")
    assert lay_flat(photo[: int(photo.shape[0] * 0.85)]) is not None


def test_white_bars_around_a_photo_are_no_sheet() -> None:
    photo = cv2.copyMakeBorder(
        photographed(drawn(), "wood"), 300, 300, 0, 0, cv2.BORDER_CONSTANT, value=(255, 255, 255)
    )
    found = levelled(np.asarray(photo, np.uint8))
    assert found is not None
    height, width = photo.shape[:2]
    x, y = CORNERS[0][0] * width, CORNERS[0][1] * (height - 600) + 300
    assert abs(moved((x, y, x, y), found)[1]) < 0.15 * height


def framed() -> Picture:
    """Return a page with a frame around all that stands on it."""
    picture = as_picture(drawn())
    return np.asarray(cv2.rectangle(picture, (60, 60), (1105, 1500), (0, 0, 0), 4), np.uint8)


def with_a_dark_column() -> Picture:
    """Return a page with a dark column at its edge."""
    picture = as_picture(drawn())
    picture[:, 850:] = (90, 60, 40)
    return picture


def scanned_askew() -> Picture:
    """Return a page that did not cover the whole glass, under a grey lid."""
    return as_picture(drawn().rotate(3, fillcolor=(225, 225, 225), expand=True))


@pytest.mark.parametrize(
    "picture",
    [as_picture(drawn()), framed(), with_a_dark_column(), as_picture(drawn(()))],
    ids=["page", "frame", "column", "empty"],
)
def test_a_page_without_a_surround_is_left_alone(picture: Picture) -> None:
    assert lay_flat(picture) is None


def test_a_scan_under_a_grey_lid_keeps_all_its_lines() -> None:
    found = levelled(scanned_askew())
    if found is not None:  # the lid may pass as a table
        height, width = scanned_askew().shape[:2]
        corner = moved((110, 120 + 90 * len(LINES)) * 2, found)
        assert 0 < corner[0] < width
        assert 0 < corner[1] < height


def test_a_small_picture_is_left_alone() -> None:
    assert lay_flat(np.full((200, 100, 3), 255, np.uint8)) is None


def test_maps_of_photos_can_be_undone() -> None:
    found = levelled(photographed(drawn(), "dark"))
    assert found is not None
    assert as_levelling(np.linalg.inv(np.reshape(found, (3, 3))))[8] == 1
