"""The shape of a lone « 1 » tells it from an I."""

import pytest

from pipeline.reading.lone_ones import are_ones, has_lone_one
from pipeline.reading.ocr import Recognised, recognise
from pipeline.reading.paper import Picture
from tests.pipeline.reading.pictures_of_papers import DPI, as_picture, drawn


@pytest.mark.parametrize(
    ("text", "is_open"), [("17/1", True), ("1", True), ("F-1", True), ("171", False), ("A1", False)]
)
def test_what_has_a_lone_one(text: str, is_open: bool) -> None:
    assert has_lone_one(text) is is_open


def last_word(*lines: str) -> tuple[Picture, Recognised, tuple[Recognised, ...]]:
    """Return a picture, the last word of its first line, and all words."""
    picture: Picture = as_picture(drawn(lines)).min(axis=2)
    words = recognise(picture, DPI)
    top = min(word.top for word in words)
    first = [word for word in words if word.top < top + 20]
    return picture, max(first, key=lambda word: word.right), words


@pytest.mark.parametrize(("number", "is_one"), [("084417/1", True), ("084417/I", False)])
def test_a_letter_does_not_look_like_the_ones_in_numbers(number: str, is_one: bool) -> None:
    picture, word, words = last_word(f"FACTURE {number}", "Date : 11/12/2026", "SIRET 131 411")
    read = Recognised("084417/1", word.left, word.top, word.right, word.bottom, 0.95)
    others = tuple(w for w in words if w != word)
    assert are_ones(picture, (read,), (read, *others)) is is_one


def test_where_no_other_one_is_printed_nothing_is_told() -> None:
    picture, word, _ = last_word("FACTURE 084-1")
    read = Recognised("084-1", word.left, word.top, word.right, word.bottom, 0.95)
    assert not are_ones(picture, (read,), (read,))
