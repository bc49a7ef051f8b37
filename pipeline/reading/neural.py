"""Lines of print on a picture, recognised by PP-OCRv6 in this process.

In: a cleaned picture. Out: where its lines are, and what one of them says. It finds digits that
Tesseract misses, also in small or poor print and in lines that run up or down a page, at twice the
work; it is weaker at spaces and accents. The models lie in the wheel of RapidOCR.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.reading.levelling import Edges
from pipeline.reading.paper import Picture

if TYPE_CHECKING:
    from rapidocr import RapidOCR

_LEAST_CONFIDENCE = 0.5
_DETECTED_SIDE = 1_280
"""Pixels of the longer side of the picture in which lines are looked for."""
_MOST_SIDE = 4_000
"""Pixels of the longer side of the picture out of which they are cut."""
_MOST_REMEMBERED = 200
"""Lines: words that other words were added to are read again at the same place."""
_STANDS = 1.5
"""A line so many times higher than wide runs up or down the page."""


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """One line of print.

    Attributes:
        text: Its characters, with single spaces.
        box: In pixels of the picture.
        confidence: 0 to 1.
        turned: Degrees clockwise by which it has to be turned to be read: 0, 90 or 270.
    """

    text: str
    box: Edges
    confidence: float
    turned: int = 0


def warm() -> None:
    """Load the engine into this process, for it and its children."""
    page = np.full((400, 300), 255, np.uint8)
    cv2.putText(page, "Total", (40, 200), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 2)
    for line in find_lines(page):
        recognise_line(page, line)


def is_warm() -> bool:
    """Tell whether the engine is loaded."""
    return _engine.cache_info().currsize > 0


@cache
def _engine() -> "RapidOCR":
    """Return the engine; one thread, as every core has a process of its own."""
    from rapidocr import RapidOCR  # noqa: PLC0415  many files do without it, and it loads slowly

    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_cls": False,
            "Global.max_side_len": _MOST_SIDE,
            "Det.limit_side_len": _DETECTED_SIDE,
            "Det.limit_type": "max",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


@dataclass(frozen=True)
class FoundLine:
    """A place where a line is.

    Attributes:
        corners: Of the line, clockwise from the one where it would begin if it were level.
        box: Around them.
    """

    corners: NDArray[np.float32]
    box: Edges

    def lowered(self, pixels: int) -> "FoundLine":
        """Return it so many pixels further down: of a stripe, on the whole picture."""
        left, top, right, bottom = self.box
        corners = self.corners + np.array([0, pixels], np.float32)
        return FoundLine(corners, (left, top + pixels, right, bottom + pixels))


def find_lines(picture: Picture) -> tuple[FoundLine, ...]:
    """Return the places of the lines of a grey picture, in no order to rely on."""
    if picture.min() == picture.max():
        return ()
    found = _engine()(_in_colour(picture), use_det=True, use_rec=False)
    boxes = getattr(found, "boxes", None)
    lines = []
    for corners in () if boxes is None else boxes:
        (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
        box = (float(left), float(top), float(right), float(bottom))
        lines.append(FoundLine(np.asarray(corners, np.float32), box))
    return tuple(lines)


def recognise_line(picture: Picture, line: FoundLine) -> RecognisedLine | None:
    """Read one line of a grey picture; None where there is nothing to read.

    A line that stands is read both ways, and the surer one counts.
    """
    print_ = _cut_out(picture, line.corners)
    height, width = print_.shape
    ways = (90, 270) if height > _STANDS * width else (0,)
    read = [_read(print_, line.box, turned) for turned in ways]
    return max((way for way in read if way), key=lambda way: way.confidence, default=None)


def _cut_out(picture: Picture, corners: NDArray[np.float32]) -> Picture:
    """Return a line of a picture, made level."""
    width = max(1, round(float(np.linalg.norm(corners[1] - corners[0]))))
    height = max(1, round(float(np.linalg.norm(corners[3] - corners[0]))))
    level = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    turn = cv2.getPerspectiveTransform(corners, level)
    cut = cv2.warpPerspective(
        picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(cut, np.uint8)


def _read(print_: Picture, box: Edges, turned: int) -> RecognisedLine | None:
    upright = np.rot90(print_, -turned // 90)
    height, width = upright.shape
    text, confidence = _characters(upright.tobytes(), height, width)
    if not text or confidence < _LEAST_CONFIDENCE:
        return None
    return RecognisedLine(text, box, round(confidence, 3), turned)


@lru_cache(maxsize=_MOST_REMEMBERED)
def _characters(pixels: bytes, height: int, width: int) -> tuple[str, float]:
    """Read a line of grey pixels; return its characters, "" for none, and their confidence."""
    line = np.frombuffer(pixels, np.uint8).reshape(height, width)
    found = _engine()(_in_colour(line), use_det=False, use_rec=True)
    texts, scores = getattr(found, "txts", None), getattr(found, "scores", None)
    if not texts or not scores:
        return "", 0.0
    return " ".join(texts[0].split()), float(scores[0])


def _in_colour(grey: Picture) -> Picture:
    return np.asarray(np.dstack([grey] * 3), np.uint8)
