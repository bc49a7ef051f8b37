"""Maps between displayed and level pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.levelling import LEVEL, as_levelling, inverse, moved, scaled

ASKEW = as_levelling([[1.1, 0.1, -30], [-0.08, 0.9, 50], [0.0001, -0.0002, 1]])
"""A sheet photographed at an angle, on a page of some 600 by 800."""


def test_the_level_map_moves_nothing() -> None:
    assert moved((1.5, 2, 3, 4), LEVEL) == (1.5, 2, 3, 4)


def test_a_box_keeps_its_proportions_and_goes_with_its_middle() -> None:
    twice = as_levelling([[0, -2, 0], [2, 0, 0], [0, 0, 1]])
    assert moved((10, 20, 30, 24), twice) == pytest.approx((-64, 36, -24, 44))


@given(x=st.floats(50, 550), y=st.floats(50, 750), w=st.floats(1, 60), h=st.floats(1, 20))
def test_a_word_comes_back_where_it_was(x: float, y: float, w: float, h: float) -> None:
    box = (x, y, x + w, y + h)
    there = moved(box, ASKEW)
    assert moved(there, inverse(ASKEW)) == pytest.approx(box, abs=1.0)


def test_other_units_make_no_difference() -> None:
    at_one, at_two = ((100.0 * n, 200.0 * n, 160.0 * n, 212.0 * n) for n in (1, 2))
    doubled = moved(at_two, scaled(ASKEW, 2))
    assert tuple(edge / 2 for edge in doubled) == pytest.approx(moved(at_one, ASKEW))


def test_a_place_on_the_horizon_is_far_away() -> None:
    level_at_hundred = as_levelling([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [-0.01, 0.0, 1.0]])
    assert abs(moved((99, 0, 101, 2), level_at_hundred)[0]) > 1e6
