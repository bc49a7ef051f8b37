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
_MARKS = frozenset(".,:;-_'’°*~=+\"#")
_OPEN = re.compile(r"(?<!\d)1|1(?!\d)|(?<=\d)I|I(?=\d)")
"""A « 1 » at the end of digits, or an I beside some: either may be the other."""
_KNOWN = re.compile(r"\W*(?:\d[\d., ]*[.,]\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})\W*")
"""Amounts and days have no letters in them."""
_FLAG = 0.018
"""Of its height: how far the middle of a 1's top lies left of its stem, at least."""
_SLENDER = 0.27
"""Of its height: what is as thin is a bar."""
_WIDE = 0.8
"""Of its height: what is as wide is more than one letter."""
_SLANTED = 0.02
"""Of its height: print that leans more is in italics."""
_TOP, _STEM, _FOOT = (0.06, 0.40), (0.42, 0.64), (0.64, 0.86)
"""Of its height: the flag of a 1, its stem, and that above its foot."""
_MARGIN = 2
"""Pixels that the ink of a word may reach out of its box."""


def has_open_one(text: str) -> bool:
    """Tell whether a text has a « 1 » that may be an I, or the other way round: « 8182I »."""
    return _OPEN.search(text) is not None and _KNOWN.fullmatch(text) is None


def are_ones(picture: Picture, row: tuple[Recognised, ...]) -> bool:
    """Tell whether what was read as 1 or as I looks like it wherever it may be the other.

    Args:
        picture: Grey, cleaned.
        row: The words in question.
    """
    return all(
        _has_flag(glyph) is (word.text[index] == "1")
        for word in row
        if has_open_one(word.text)
        for index, glyph in _open_glyphs(picture, word)
    )


def _has_flag(glyph: NDArray[np.float32] | None) -> bool | None:
    """Tell whether a letter is a 1 by its top; None where nothing can be told."""
    if glyph is None:
        return None
    height, width = len(glyph), len(glyph[0])
    if width > _WIDE * height:
        return None
    top, stem, foot = (_middle(glyph, *zone) for zone in (_TOP, _STEM, _FOOT))
    slope = foot - stem
    if abs(slope) > _SLANTED * height:
        between = (sum(_STEM) - sum(_TOP)) / (sum(_FOOT) - sum(_STEM))
        stem -= slope * between
    elif width < _SLENDER * height:
        return False
    return stem - top >= _FLAG * height


def _middle(glyph: NDArray[np.float32], start: float, end: float) -> float:
    """Return where the ink of some rows of a letter has its middle, in pixels from its left."""
    height = len(glyph)
    first = round(start * height)
    columns = glyph[first : max(round(end * height), first + 1)].sum(axis=0)
    return float((columns * np.arange(len(columns))).sum() / max(columns.sum(), 1e-6))


def _open_glyphs(
    picture: Picture, word: Recognised
) -> Iterator[tuple[int, NDArray[np.float32] | None]]:
    """Yield the letters of a word in question, by their index; None where they touch others."""
    glyphs = _glyphs_of(picture, word)
    letters = [index for index, character in enumerate(word.text) if character not in _MARKS]
    is_parted = len(glyphs) == len(letters)
    for match in _OPEN.finditer(word.text):
        index = match.start()
        if is_parted:
            yield index, glyphs[letters.index(index)]
        elif glyphs and index in {letters[0], letters[-1]}:
            yield index, glyphs[0 if index == letters[0] else -1]
        else:
            yield index, None


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
