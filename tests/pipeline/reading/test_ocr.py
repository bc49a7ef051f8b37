"""Which way up a page may lie, its lines tell before anything is read."""

import numpy as np
import pytest

from pipeline.reading.ocr import ways_up
from pipeline.reading.paper import Picture
from tests.pipeline.reading.pictures_of_papers import as_picture, drawn

PAGE: Picture = as_picture(drawn()).min(axis=2)


@pytest.mark.parametrize(
    ("turns", "ways"), [(0, (0, 180)), (1, (90, 270)), (2, (0, 180)), (3, (90, 270))]
)
def test_lines_of_print_tell_whether_a_page_lies_on_its_side(
    turns: int, ways: tuple[int, ...]
) -> None:
    assert ways_up(np.asarray(np.rot90(PAGE, turns), np.uint8)) == ways


def test_rules_of_a_table_tell_nothing() -> None:
    table = PAGE.copy()
    table[:, 60::120] = 0
    assert ways_up(table) == (0, 180)


def test_where_nothing_is_printed_a_page_may_lie_anyhow() -> None:
    assert ways_up(np.full((400, 300), 255, np.uint8)) == (0, 90, 180, 270)
