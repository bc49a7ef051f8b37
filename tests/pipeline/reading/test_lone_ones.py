"""The shape of a « 1 » that may be a letter tells it from an I."""

import pytest

from pipeline.reading.lone_ones import are_ones, has_open_one
from pipeline.reading.ocr import Recognised, recognise
from pipeline.reading.paper import Picture
from tests.pipeline.reading.pictures_of_papers import DPI, as_picture, drawn


@pytest.mark.parametrize("text", ["17/1", "1", "F-1", "A1", "138683", "8821", "SI2604", "3588I"])
def test_what_has_a_one_that_may_be_a_letter(text: str) -> None:
    assert has_open_one(text)


@pytest.mark.parametrize("text", ["4718", "FIN-22", "1 200,00", "11.10.2026", "31/12/26"])
def test_what_has_none(text: str) -> None:
    assert not has_open_one(text)


def first_word(line: str) -> tuple[Picture, Recognised]:
    """Return a picture, and the last word of its line."""
    picture: Picture = as_picture(drawn((line,))).min(axis=2)
    return picture, max(recognise(picture, DPI), key=lambda word: word.right)


@pytest.mark.parametrize(
    ("printed", "read", "is_one"),
    [
        ("084417/1", "084417/1", True),
        ("084417/I", "084417/1", False),
        ("138683", "138683", True),
        ("I38683", "138683", False),
        ("48821", "48821", True),
        ("4882I", "48821", False),
        ("SI2604", "SI2604", True),
        ("S12604", "SI2604", False),
        ("AI1", "A11", False),
        ("#12.130.702", "#12.130.702", True),
    ],
)
def test_a_one_has_a_flag_and_a_letter_has_none(printed: str, read: str, is_one: bool) -> None:
    picture, word = first_word(f"FACTURE {printed}")
    assert are_ones(picture, (Recognised(read, *place_of(word), 0.95),)) is is_one


def test_where_letters_touch_nothing_is_told() -> None:
    picture, word = first_word("FACTURE A188")
    middle = (word.top + word.bottom) // 2
    picture[middle : middle + 3, word.left : word.right] = 0
    assert not are_ones(picture, (Recognised("A188", *place_of(word), 0.95),))


def place_of(word: Recognised) -> tuple[int, int, int, int]:
    return word.left, word.top, word.right, word.bottom
