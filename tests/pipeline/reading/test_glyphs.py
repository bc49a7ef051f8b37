"""Of an honest layer hardly a word has to be recognised; a glyph that lies is never passed over."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.reading import glyphs as glyphs_module
from pipeline.reading import montage as montage_module
from pipeline.reading.glyphs import Glyphs, unread_letters
from pipeline.reading.ocr import Recognised
from pipeline.reading.pages import grey_pictures, read_pages
from pipeline.reading.paper import Picture
from tests.pipeline.reading.layers import WORDS, paper, rectangle, text, totals


def seen_of(file: Path) -> tuple[Picture, int, Glyphs, tuple[Recognised, ...]]:
    """Return the picture of the first page, its dots per inch, its glyphs and its words."""
    (page,) = read_pages(file, None)
    ((_, picture, dpi, glyphs),) = grey_pictures(file, [page])
    height, width = picture.shape
    words = tuple(
        Recognised(
            word.text,
            round(word.x * width),
            round(word.y * height),
            round((word.x + word.w) * width),
            round((word.y + word.h) * height),
            1.0,
        )
        for word in page.words
    )
    return picture, dpi, glyphs, words


def doubtful(file: Path) -> list[str]:
    picture, dpi, glyphs, words = seen_of(file)
    doubts = unread_letters(picture, dpi, glyphs, [([word], 0) for word in words])
    return [word.text for word, is_doubtful in zip(words, doubts, strict=True) if is_doubtful]


def test_an_honest_page_needs_no_word_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    montage = montage_module.montage

    def counted(picture: Picture, words: list[Recognised]) -> object:
        read.append(len(list(words)))
        return montage(picture, words)

    monkeypatch.setattr(glyphs_module, "montage", counted)
    assert len(doubtful(paper(tmp_path / "a.pdf", text(WORDS)))) <= 1
    assert sum(read) < len(WORDS) / 4


def test_characters_that_stand_for_others_are_doubtful(tmp_path: Path) -> None:
    others = [word for word in WORDS if word not in totals()]
    shown = text(totals()).replace("/F1", "/F2")
    file = paper(tmp_path / "a.pdf", text(others), shown, reads={"1": "4", "2": "7"})
    lying = {word.text.translate({ord("1"): "4", ord("2"): "7"}) for word in totals()}
    assert {text for text in lying if set(text) & set("47")} <= set(doubtful(file))


def test_what_is_covered_or_white_is_doubtful(tmp_path: Path) -> None:
    covered = paper(tmp_path / "a.pdf", text(WORDS), rectangle(totals()))
    assert {word.text for word in totals()} <= set(doubtful(covered))
    others = [word for word in WORDS if word not in totals()]
    white = paper(tmp_path / "b.pdf", text(others), text(totals(), "1 g"))
    assert {word.text for word in totals()} <= set(doubtful(white))


def test_print_drawn_twice_is_read_once(tmp_path: Path) -> None:
    again = [replace(word, x=word.x + 0.0004) for word in WORDS]
    assert len(set(doubtful(paper(tmp_path / "a.pdf", text(WORDS), text(again))))) <= 1
