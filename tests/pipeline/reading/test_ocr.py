"""Which way up a page may lie, its lines tell before anything is read."""

import numpy as np
import pytest

from pipeline.reading.ocr import Recognised, parted, ways_up
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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("auf128,50", ["auf", "128,50"]),
        ("EUR1.028,75", ["EUR", "1.028,75"]),
        ("%128.50", ["%", "128.50"]),
        ("A4,80", ["A4,80"]),
        ("F2026,01", ["F2026,01"]),
        ("RG202512", ["RG202512"]),
        ("1.028,75", ["1.028,75"]),
    ],
)
def test_an_amount_is_a_word_of_its_own(text: str, words: list[str]) -> None:
    found = parted(Recognised(text, 0, 0, 100, 20, 0.9))
    assert [word.text for word in found] == words
    assert (found[0].left, found[-1].right) == (0, 100)
