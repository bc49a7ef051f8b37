"""Words of a picture, recognised by Tesseract in this process.

In: a cleaned picture. Out: words with boxes in pixels and confidences. Tesseract looks for words
anywhere (sparse mode): its own layout analysis drops cells of tables. French and English.
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import tesserocr

from pipeline.reading.levelling import Edges
from pipeline.reading.paper import Picture
from storage.domain.errors import ConfigError

LANGUAGES = ("fra", "eng")
_FOLDERS = ("/usr/share/tesseract-ocr/*/tessdata", "/usr/share/tessdata")
_LEAST_CONFIDENCE = 0.05
_SURE = 0.75
"""Confidence of a word that speaks for the way up in which it was read."""
_SHORT = 2
"""Characters of a word that may be read surely in any way."""
_LEAST_SURE = 40
"""Characters read surely: with fewer the page may lie on its side."""
_LEAST_SHARE = 0.45
"""Of all characters: pages on their heads have up to 0.3, so has a poor photo."""
_SMALL = 800
"""Pixels of the longer side of the picture in which the direction of lines is looked for."""
_RULE = 40
"""Pixels of that picture: longer ink is a rule of a table, which runs either way."""
_INK = 100
"""Of 255: darkness of a rule."""
_LEVEL, _STANDING = 1.6, 0.6
"""How much sharper rows are than columns where lines are level, and where they stand."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """One word; its box in pixels of the picture, its confidence from 0 to 1.

    `agreed` where a second engine saw the same characters; `alone` where they are that engine's,
    and nobody else saw them.
    """

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    agreed: bool = False
    alone: bool = False

    def lies_in(self, place: Edges) -> bool:
        """Tell whether its middle lies in a place."""
        left, top, right, bottom = place
        x, y = (self.left + self.right) / 2, (self.top + self.bottom) / 2
        return left <= x <= right and top <= y <= bottom


_GLUED = re.compile(r"(.*(?:[^\W\d]{2}|[%€$£:]))(\d{1,3}(?:[.,' ]?\d{3})*[.,]\d{2})")
"""An amount that no space parts from what stands before it: « auf128,50 », « EUR12,00 »."""


def parted(word: Recognised) -> tuple[Recognised, ...]:
    """Return a word, or the two of which one is an amount that was read without its space."""
    match = _GLUED.fullmatch(word.text)
    if match is None:
        return (word,)
    at = round(word.left + (word.right - word.left) * len(match[1]) / len(word.text))
    return replace(word, text=match[1], right=at), replace(word, text=match[2], left=at)


def warm() -> None:
    """Load the engine into this process, for it and its children."""
    _engine()


def is_warm() -> bool:
    """Tell whether the engine is loaded."""
    return _engine.cache_info().currsize > 0


@cache
def _engine() -> tesserocr.PyTessBaseAPI:
    """Return the engine.

    Raises:
        ConfigError: The language data are not installed.
    """
    # Both libraries write to stderr by themselves, about boxes at the edge of a page.
    tesserocr.set_leptonica_log_level(tesserocr.LeptLogLevel.NONE)
    return tesserocr.PyTessBaseAPI(
        path=f"{_data_folder()}/",
        lang="+".join(LANGUAGES),
        psm=tesserocr.PSM.SPARSE_TEXT,
        oem=tesserocr.OEM.LSTM_ONLY,
        variables={"debug_file": "/dev/null"},
    )


def _data_folder() -> Path:
    for pattern in _FOLDERS:
        for folder in sorted(Path("/").glob(pattern.removeprefix("/")), reverse=True):
            if all((folder / f"{language}.traineddata").exists() for language in LANGUAGES):
                return folder
    packages = " ".join(f"tesseract-ocr-{language}" for language in LANGUAGES)
    raise ConfigError(f"The language data of Tesseract are missing: apt-get install {packages}")


def recognise(picture: Picture, dpi: int) -> tuple[Recognised, ...]:
    """Return the words of a grey picture.

    Args:
        picture: Grey.
        dpi: Its pixels per inch.
    """
    height, width = picture.shape[:2]
    engine = _engine()
    engine.SetImageBytes(np.ascontiguousarray(picture).tobytes(), width, height, 1, width)
    engine.SetSourceResolution(dpi)
    engine.Recognize()
    words = []
    for item in tesserocr.iterate_level(engine.GetIterator(), tesserocr.RIL.WORD):
        box = item.BoundingBox(tesserocr.RIL.WORD)
        if box is None:
            continue
        text = "".join(item.GetUTF8Text(tesserocr.RIL.WORD).split())
        confidence = item.Confidence(tesserocr.RIL.WORD) / 100
        if text and confidence > _LEAST_CONFIDENCE:
            left, top, right, bottom = box
            words.append(Recognised(text, left, top, right, bottom, round(confidence, 3)))
    engine.Clear()
    return tuple(words)


def recognise_line(picture: Picture, dpi: int) -> str:
    """Return what a grey picture of one line says, without its spaces; the arguments as above."""
    engine = _engine()
    engine.SetPageSegMode(tesserocr.PSM.SINGLE_LINE)
    try:
        return "".join(word.text for word in recognise(picture, dpi))
    finally:
        engine.SetPageSegMode(tesserocr.PSM.SPARSE_TEXT)


def quarter_turns(picture: Picture, dpi: int, ways: tuple[int, ...] = (0, 90, 180, 270)) -> int:
    """Return by how many degrees clockwise a picture has to be turned to be read.

    It is read each way, at half its size; the way in which most is read surely is the right one.

    Args:
        picture: Grey.
        dpi: Its pixels per inch.
        ways: Multiples of 90 that are asked about.
    """
    small = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return max(
        ways,
        key=lambda turn: sureness(recognise(np.rot90(small, -turn // 90), dpi // 2)),
    )


def ways_up(picture: Picture) -> tuple[int, ...]:
    """Return by how many degrees clockwise a picture may have to be turned, by its lines alone.

    Lines of print make rows sharper than columns, whether they stand on their heads or not.

    Args:
        picture: Grey, cleaned.
    """
    scale = _SMALL / max(picture.shape)
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = 255 - np.asarray(small, np.int16)
    for rule in ((1, _RULE), (_RULE, 1)):
        ink[cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(rule, np.uint8)) > _INK] = 0
    rows, columns = (float(np.square(np.diff(ink.mean(axis=axis))).mean()) for axis in (1, 0))
    if rows > _LEVEL * columns:
        return (0, 180)
    return (90, 270) if rows < _STANDING * columns else (0, 90, 180, 270)


def is_upright(words: tuple[Recognised, ...]) -> bool:
    """Tell whether a page was read the right way up: of one on its head little is read surely."""
    sure = sureness(words)
    letters = sum(len(word.text) for word in words if len(word.text) > _SHORT)
    return sure >= _LEAST_SURE and sure >= _LEAST_SHARE * letters


def sureness(words: tuple[Recognised, ...]) -> int:
    """Count the letters and digits of the words that were read surely."""
    return sum(
        len(w.text)
        for w in words
        if w.confidence >= _SURE and len(w.text) > _SHORT and w.text.isalnum()
    )
