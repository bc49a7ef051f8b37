"""Is a « 1 » a digit, or the letter I? Engines guess by what is around it; its shape tells.

In: a cleaned picture and words that were read of it. Out: whether every « 1 » that may be a letter
has its flag: the top of a 1 reaches to the left of its stem, while I and l are the same on both
sides. Digits on both sides make a 1, whatever it looks like. Nothing is told where letters touch.
"""

import re
from collections.abc import Iterator

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
_OPEN = re.compile(r"(?<!\d)1|1(?!\d)|(?<=\d)I|I(?=\d)")
"""A « 1 » at the end of digits, or an I beside some: either may be the other."""
_ANY = re.compile("[1I]")
_KNOWN = re.compile(r"\W*(?:\d[\d., ]*[.,]\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})\W*")
"""Amounts and days have no letters in them."""
_FLAG = 0.018
"""Of its height: how far the middle of a 1's top lies left of its stem, at least."""
_SLENDER = 0.27
"""Of its height: what is as thin is a bar."""
_WIDE = 0.8
"""Of its height: what is as wide is more than one letter."""
_THICK = 0.16
"""Of its height: how far a stem is spread to either side; with a part of another it is further."""
_SLANTED = -0.035
"""Of its height: how far left of the stem the foot of italics is, at least."""
_TOP, _STEM, _FOOT = (0.06, 0.40), (0.42, 0.64), (0.64, 0.86)
"""Of its height: the flag of a 1, its stem, and that above its foot."""
_DIGIT, _CAPITAL, _NARROW = 0.556, 0.7, 0.3
"""Of the size of a font: widths of its letters."""
_REACH = 0.15
"""Of its height: how far from there a letter may begin."""
_MARGIN = 2
"""Pixels that the ink of a word may reach out of its box."""


def has_open_one(text: str) -> bool:
    """Tell whether a text has a « 1 » that may be an I, or the other way round: « 8182I »."""
    return _OPEN.search(text) is not None and _KNOWN.fullmatch(text) is None


def are_ones(picture: Picture, row: tuple[Recognised, ...], *, every: bool = False) -> bool:
    """Tell whether what was read as 1 or as I looks like it wherever it may be the other.

    Args:
        picture: Grey, cleaned.
        row: The words in question.
        every: Whether any 1 or I may be the other, whatever stands beside it.
    """
    pattern = _ANY if every else _OPEN
    return all(
        _has_flag(glyph) is (word.text[index] == "1")
        for word in row
        if every or has_open_one(word.text)
        for index, glyph in _glyphs_at(picture, word, pattern)
    )


def _has_flag(glyph: NDArray[np.float32] | None) -> bool | None:
    """Tell whether a letter is a 1 by its top; None where nothing can be told."""
    if glyph is None:
        return None
    height, width = len(glyph), len(glyph[0])
    if width > _WIDE * height:
        return None
    (top, _), (stem, spread), (foot, _) = (_middle(glyph, *zone) for zone in (_TOP, _STEM, _FOOT))
    if spread > _THICK * height:
        return None
    slope = foot - stem
    if slope < _SLANTED * height:
        between = (sum(_STEM) - sum(_TOP)) / (sum(_FOOT) - sum(_STEM))
        stem -= slope * between
    elif width < _SLENDER * height:
        return False
    return stem - top >= _FLAG * height


def _middle(glyph: NDArray[np.float32], start: float, end: float) -> tuple[float, float]:
    """Return where the ink of some rows of a letter has its middle, and how far it is spread.

    In pixels: from the left edge of the letter, and to either side.
    """
    height = len(glyph)
    first = round(start * height)
    columns = glyph[first : max(round(end * height), first + 1)].sum(axis=0)
    columns /= max(columns.sum(), 1e-6)
    across = np.arange(len(columns))
    middle = float((columns * across).sum())
    return middle, float((columns * (across - middle) ** 2).sum() ** 0.5)


def _glyphs_at(
    picture: Picture, word: Recognised, pattern: re.Pattern[str]
) -> Iterator[tuple[int, NDArray[np.float32] | None]]:
    """Yield the letters of a word in question, by their index; None where none is told."""
    found = [match.start() for match in pattern.finditer(word.text)]
    letters = [index for index, character in enumerate(word.text) if character not in _MARKS]
    glyphs = _glyphs_of(picture, word) if found else []
    is_parted = len(glyphs) == len(letters)
    for index in found:
        glyph = glyphs[letters.index(index)] if is_parted else None
        is_one = glyph is not None and len(glyph[0]) <= _WIDE * len(glyph)
        yield index, glyph if is_one else _cut(picture, word, index)


def _cut(picture: Picture, word: Recognised, index: int) -> NDArray[np.float32] | None:
    """Cut a letter out of a word whose letters touch, where their usual widths say that it is."""
    ink = 255 - picture[word.top : word.bottom, word.left : word.right].astype(np.float32)
    if not ink.size:
        return None
    ends = np.cumsum([0.0, *(_width(character) for character in word.text)])
    columns, reach = ink.sum(axis=0), max(round(_REACH * len(ink)), 1)
    edges = []
    for end in ends[[index, index + 1]] * len(columns) / ends[-1]:
        first = min(max(round(end) - reach, 0), len(columns) - 1)
        near = columns[first : round(end) + reach]
        edges.append(first + int(near.argmin()))
    glyph = ink[:, edges[0] : edges[1] + 1]
    dark = glyph > glyph.max(initial=0) / 2
    rows, across = (np.flatnonzero(dark.any(axis=axis)) for axis in (1, 0))
    if len(rows) < _LOW * len(ink) or not len(across):
        return None
    return np.asarray(glyph[rows[0] : rows[-1] + 1, across[0] : across[-1] + 1], np.float32)


def _width(character: str) -> float:
    """Return how wide a letter is in a common typeface, of its size."""
    if character.isdecimal():
        return _DIGIT
    if character in _MARKS or character in "Iijl":
        return _NARROW
    return _CAPITAL if character.isupper() else _DIGIT


def _glyphs_of(picture: Picture, word: Recognised) -> list[NDArray[np.float32]]:
    """Return the ink of a word in pieces as high as letters, from left to right."""
    left, top = max(word.left - _MARGIN, 0), max(word.top - _MARGIN, 0)
    cut = picture[top : word.bottom + _MARGIN, left : word.right + _MARGIN]
    if not cut.size:
        return []
    ink = (cut < _INK).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    tallest = int(stats[1:, 3].max(initial=0))
    tall = [n for n in range(1, len(stats)) if stats[n, 3] >= _LOW * tallest]
    tall.sort(key=lambda n: int(2 * stats[n, 0] + stats[n, 2]))
    found = []
    for number in tall:
        x, y, w, h, _ = (int(value) for value in stats[number])
        place = np.s_[y : y + h, max(x - 1, 0) : x + w + 1]
        others = (labels[place] != number) & (labels[place] != 0)
        found.append(np.where(others, 0, 255 - cut[place]).astype(np.float32))
    return found
