"""Print that the first engine passed over: lone digits mostly, « 1 » and « 0 % » in tables.

In: a cleaned picture and what Tesseract read of it. Out: the same words, and those that the
stronger engine reads in ink of the height of print that no word covers, on rows that have words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np

from pipeline.reading.levelling import Edges
from pipeline.reading.neural import FoundLine, recognise_line
from pipeline.reading.ocr import Recognised
from pipeline.reading.paper import Picture

_INK = 140
"""Grey of what is print on a cleaned picture."""
_SURE = 0.8
"""Confidence of a word that tells where rows are; the share of a piece that lies on rows."""
_TAKEN = 0.95
"""Confidence of what is taken: rules look like « 1 »."""
_LOWEST, _HIGHEST = 0.6, 1.4
"""Heights of print: what is lower is a speck or a sign, what is higher is drawn."""
_WIDEST = 1.6
"""The same, across: what is wider is a rule."""
_THINNEST = 0.08
_APART = 0.8
"""Heights of print between two letters of one place."""
_TOUCHING = 0.22
"""Heights of print between two letters of one word: a space is wider."""
_COVERED = 2
"""Pixels around a word that its letters may reach out of its box."""
_PADDING = 0.35
"""Heights of print around a place: its ground."""
_MOST = 24
"""Places on a page: with more of them it is a drawing, or was not read at all."""


@dataclass(frozen=True, slots=True)
class _Blot:
    """Ink in one piece, its edges in pixels."""

    left: int
    top: int
    right: int
    bottom: int


def with_missed(picture: Picture, words: tuple[Recognised, ...]) -> tuple[Recognised, ...]:
    """Return the words of a picture, with those that were passed over."""
    sure = [word for word in words if word.confidence >= _SURE and _has_print(word.text)]
    if not sure:
        return words
    print_ = median(word.bottom - word.top for word in sure)
    places = _places(_blots(picture, words, sure, print_), print_)
    for place in places[:_MOST]:
        torn = [word for word in words if _touches(word, place, print_)]
        if found := _read(picture, _around((place, *torn)), print_):
            words = (*(word for word in words if word not in torn), found)
    return words


def _blots(
    picture: Picture, words: tuple[Recognised, ...], sure: list[Recognised], print_: float
) -> list[_Blot]:
    """Return ink of the size of letters that no word covers, on rows that have words."""
    ink = (picture < _INK).astype(np.uint8)
    rows = np.zeros(picture.shape[0], bool)
    for word in words:
        top, left = max(0, word.top - _COVERED), max(0, word.left - _COVERED)
        ink[top : word.bottom + _COVERED, left : word.right + _COVERED] = 0
    for word in sure:
        rows[max(0, word.top - _COVERED) : word.bottom + _COVERED] = True
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    tall = (stats[:, 3] >= _LOWEST * print_) & (stats[:, 3] <= _HIGHEST * print_)
    fits = tall & (stats[:, 2] >= _THINNEST * print_) & (stats[:, 2] <= _WIDEST * print_)
    return [
        _Blot(int(x), int(y), int(x + w), int(y + h))
        for x, y, w, h, _ in stats[fits]
        if rows[y : y + h].mean() >= _SURE
    ]


def _places(blots: list[_Blot], print_: float) -> list[_Blot]:
    """Join ink that stands side by side."""
    places: list[_Blot] = []
    for blot in sorted(blots, key=lambda b: b.left):
        for index, place in enumerate(places):
            is_level = place.top < (blot.top + blot.bottom) / 2 < place.bottom
            if is_level and blot.left - place.right <= _APART * print_:
                places[index] = _around((place, blot))
                break
        else:
            places.append(blot)
    return places


def _read(picture: Picture, place: _Blot, print_: float) -> Recognised | None:
    pad = _PADDING * print_
    height, width = picture.shape
    left, top = max(0.0, place.left - pad), max(0.0, place.top - pad)
    right, bottom = min(float(width), place.right + pad), min(float(height), place.bottom + pad)
    box: Edges = (left, top, right, bottom)
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
    line = recognise_line(picture, FoundLine(corners, box))
    if line is None or line.turned or line.confidence < _TAKEN:
        return None
    text = line.text.replace(" ", "")
    edges = (place.left, place.top, place.right, place.bottom)
    return Recognised(text, *edges, line.confidence, alone=True) if _has_print(text) else None


def _touches(word: Recognised, place: _Blot, print_: float) -> bool:
    """Tell whether ink is the rest of a word that was cut short, or its beginning."""
    is_level = word.top < (place.top + place.bottom) / 2 < word.bottom
    gap = max(place.left - word.right, word.left - place.right)
    return is_level and gap < _TOUCHING * print_


def _around(pieces: Sequence[_Blot | Recognised]) -> _Blot:
    return _Blot(
        min(piece.left for piece in pieces),
        min(piece.top for piece in pieces),
        max(piece.right for piece in pieces),
        max(piece.bottom for piece in pieces),
    )


def _has_print(text: str) -> bool:
    return any(character.isalnum() for character in text)
