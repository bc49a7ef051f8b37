"""Words of a page put side by side on one small picture: recognising white paper costs time, too.

In: a grey picture and the boxes of words. Out: black on white, in rows of words of like height.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.reading.ocr import Recognised
from pipeline.reading.paper import Picture

_WIDTH = 1_200
_GAP = 28
_PADDING = 3
_WHITE = 255
_LEAST_CONTRAST = 16


@dataclass(frozen=True)
class Montage:
    """The picture.

    Attributes:
        picture: Grey.
        places: Each word with left, top, right and bottom of the room around it, in pixels.
    """

    picture: Picture
    places: tuple[tuple[Recognised, tuple[int, int, int, int]], ...]


def montage(picture: Picture, words: Iterable[Recognised]) -> Montage:
    """Put words side by side; what is not on the picture is left out."""
    cuts = [(word, _cut(picture, word)) for word in words]
    found = sorted(((w, c) for w, c in cuts if c is not None), key=lambda it: it[1].shape[0])
    places, put = [], []
    left, top, row = _GAP, _GAP, 0
    for word, cut in found:
        height, width = cut.shape
        if left > _GAP and left + width + _GAP > _WIDTH:
            left, top, row = _GAP, top + row + _GAP, 0
        half = _GAP // 2
        places.append((word, (left - half, top - half, left + width + half, top + height + half)))
        put.append((left, top, cut))
        left, row = left + width + _GAP, max(row, height)
    widest = max((left + cut.shape[1] for left, _, cut in put), default=0)
    paper = np.full((top + row + _GAP, widest + _GAP), _WHITE, np.uint8)
    for left, top, cut in put:
        paper[top : top + cut.shape[0], left : left + cut.shape[1]] = cut
    return Montage(paper, tuple(places))


def _cut(picture: Picture, word: Recognised) -> Picture | None:
    """Return a word in black on white, whatever its colours; None where there is none."""
    top, left = max(word.top - _PADDING, 0), max(word.left - _PADDING, 0)
    cut = picture[top : word.bottom + _PADDING, left : word.right + _PADDING]
    if not cut.size or int(cut.max()) - int(cut.min()) < _LEAST_CONTRAST:
        return None
    full = cv2.normalize(cut, None, 0, _WHITE, cv2.NORM_MINMAX)  # type: ignore[call-overload]
    bright = np.asarray(full, np.uint8)
    return (
        bright if float(np.median(bright)) > _WHITE / 2 else np.asarray(_WHITE - bright, np.uint8)
    )
