"""Is a lone « 1 » a digit, or the letter I? Engines guess by what is around it; its shape tells.

In: a cleaned picture and words that were read of it. Out: whether the pieces of ink that were read
as « 1 » look like those within numbers of the same page and size, and less like its capital I.
Nothing is told where letters touch, or where either is missing on the page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.reading.ocr import Recognised
from pipeline.reading.paper import Picture

_INK = 140
"""Grey of what is print on a cleaned picture."""
_LOW = 0.5
"""Of the height of a word: what is lower is a mark, or the dot of an i."""
_MARKS = frozenset(".,:;-_'’°*~=+\"")
_SIZE = (16, 24)
"""Pixels across and down of the shape of a letter."""
_LONE = re.compile(r"(?<![^\W_])1(?![^\W_])")
"""A « 1 » with no letter or digit beside it."""
_DIGITS = re.compile(r"[\d.,/-]*\d1[\d.,/-]*|[\d.,/-]*1\d[\d.,/-]*")
_SAME_SIZE = 0.15
"""Of the height: shapes of about one size are compared."""
_CAPITALS = re.compile(r"[A-Z]*I[A-Z]*")
_ALIKE, _OTHER = 0.8, 0.07
"""Likeness of two « 1 » of one font, and how much less like that an I is."""
_SLENDER = 0.8
"""Of the slenderness of the other: I is a third as wide as 1."""
_SURE = 0.85
"""Confidence of a word whose letters show how they look."""
_MOST_SHOWN = 12
"""Shapes that one is compared with."""
_MARGIN = 2
"""Pixels that the ink of a word may reach out of its box."""


@dataclass(frozen=True, slots=True)
class _Glyph:
    """The shape of a letter, stretched to one size, and how high and how slender it is."""

    shape: NDArray[np.float32]
    height: int
    slenderness: float


def has_lone_one(text: str) -> bool:
    """Tell whether a text has a « 1 » with no letter or digit beside it: « 17/1 »."""
    return _LONE.search(text) is not None


def are_ones(picture: Picture, row: tuple[Recognised, ...], words: tuple[Recognised, ...]) -> bool:
    """Tell whether every lone « 1 » of a row has the shape of those within numbers of the page.

    Args:
        picture: Grey, cleaned.
        row: The words in question.
        words: All that was read.
    """
    ones = list(_shown(picture, words, _DIGITS, "1"))
    letters = list(_shown(picture, words, _CAPITALS, "I"))
    for word in row:
        found = _glyphs_of(picture, word)
        lone = (found.get(match.start()) for match in _LONE.finditer(word.text))
        if not all(one is not None and _is_one(one, ones, letters) for one in lone):
            return False
    return True


def _shown(
    picture: Picture, words: tuple[Recognised, ...], kind: re.Pattern[str], letter: str
) -> Iterator[_Glyph]:
    """Yield the shapes of a letter in words in which it is nothing else."""
    for word in words:
        if word.confidence >= _SURE and kind.fullmatch(word.text):
            for index, glyph in _glyphs_of(picture, word).items():
                if word.text[index] == letter and not _LONE.match(word.text, index):
                    yield glyph


def _is_one(one: _Glyph, ones: list[_Glyph], letters: list[_Glyph]) -> bool:
    alike = [g for g in ones if abs(g.height - one.height) <= _SAME_SIZE * one.height]
    if not (alike and letters):
        return False
    likeness = median(_likeness(one, glyph) for glyph in alike[:_MOST_SHOWN])
    slender = one.slenderness / median(glyph.slenderness for glyph in alike)
    other = max(_likeness(one, glyph) for glyph in letters[:_MOST_SHOWN])
    is_like = likeness >= _ALIKE and _SLENDER <= slender <= 1 / _SLENDER
    return is_like and other <= likeness - _OTHER


def _glyphs_of(picture: Picture, word: Recognised) -> dict[int, _Glyph]:
    """Return the shapes of the letters of a word by their index; none where they touch."""
    left, top = max(word.left - _MARGIN, 0), max(word.top - _MARGIN, 0)
    cut = picture[top : word.bottom + _MARGIN, left : word.right + _MARGIN]
    if not cut.size:
        return {}
    ink = (cut < _INK).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    tallest = int(stats[1:, 3].max(initial=0))
    tall = [n for n in range(1, len(stats)) if stats[n, 3] >= _LOW * tallest]
    tall.sort(key=lambda n: int(2 * stats[n, 0] + stats[n, 2]))
    letters = [index for index, character in enumerate(word.text) if character not in _MARKS]
    if len(letters) != len(tall):
        return {}
    found = {}
    for index, number in zip(letters, tall, strict=True):
        x, y, w, h, _ = (int(value) for value in stats[number])
        place = np.s_[y : y + h, x : x + w]
        grey = np.where(labels[place] == number, 255 - cut[place], 0).astype(np.float32)
        shape = cv2.resize(grey, _SIZE, interpolation=cv2.INTER_AREA)
        found[index] = _Glyph(np.asarray(shape - shape.mean(), np.float32), h, w / h)
    return found


def _likeness(one: _Glyph, other: _Glyph) -> float:
    """Return how alike two shapes are, from -1 to 1."""
    size = float(np.linalg.norm(one.shape) * np.linalg.norm(other.shape))
    return float((one.shape * other.shape).sum()) / size if size else 0.0
