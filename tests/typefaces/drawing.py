"""Glyphs of typefaces as they are seen on a page: at any size, place and contrast.

In: files of fonts. Out: shapes of their letters and digits among others, each with the key that it
has to be told by; and shapes of what is none: signs, glyphs that are covered in part, that another
one is drawn over, that a box misses. Chance is seeded by the name of the font.
"""

import math
import random
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import cv2
import numpy as np
from fontTools.ttLib import TTFont
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from pipeline.reading.agreement import key
from pipeline.reading.levelling import Edges
from pipeline.reading.shapes import Shape, shape_of

LETTERS = string.digits + string.ascii_letters
ACCENTED = "éèêëàâäçôöùûüîïñóíáúÉÈÊÀÂÄÇÔÖÙÛÜÎÑÓÍÁÚ"
SIGNS = "€%&@#/-+()*?!:;,.'\"°=<>[]§"
KEYS = "".join(sorted({key(letter, digits=False) for letter in LETTERS}))
OTHER = len(KEYS)
"""What is none of them."""

_LEAST, _MOST = 12, 56
"""Pixels per em: of small print and of titles at 200 dots per inch."""
_SIZES = 4
"""Of each font."""
_LARGE = 6
"""Times that a glyph is drawn larger than it is seen: it is not fitted to the pixels."""
_UNLIKE = 0.25
"""Of the letters: so many are shown as something else, too."""
_HELD_BACK = 6
"""One family of so many judges."""
_NO_TEXT = re.compile(
    r"Noto(?:Sans|Serif)(?!-|Mono|Display-)|Noto(?!Sans|Serif|Mono)|STIX(?:Size|Non|Var|Int|Math)"
    r"|StandardSymbols|Z003|chorus|Script|OSP|latinmodern-math|D050000|opens___|Symbol|tirekv|Tamil"
)
"""Files of other scripts, of signs, and of handwriting."""
_FAMILY = re.compile(r"[-_.]|(?<=[a-z])\d|BdIt|Bd|It")
_Ink = NDArray[np.uint8]


@dataclass(frozen=True)
class Example:
    """One glyph as it is seen.

    Attributes:
        shape: On the grid.
        proportion: How many times wider than high.
        wanted: Index in `KEYS`, or `OTHER`.
        is_letter: It is a letter or digit, shown as itself.
    """

    shape: Shape
    proportion: float
    wanted: int
    is_letter: bool


def files_in(folder: Path) -> list[Path]:
    """Return the fonts of latin text in a folder, one of each name."""
    found: dict[str, Path] = {}
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() in {".ttf", ".otf"} and not _NO_TEXT.search(file.name):
            found.setdefault(file.name, file)
    return [found[name] for name in sorted(found)]


def is_held_back(file: Path) -> bool:
    """Tell whether a font is of a family that nothing is fitted on."""
    return crc32(_FAMILY.split(file.name)[0].encode()) % _HELD_BACK == 0


def examples_of(file: Path) -> list[Example]:
    """Return glyphs of a font; none where it lacks letters."""
    with TTFont(file, lazy=True) as font:
        known = font.getBestCmap() or {}
    if not all(ord(letter) in known for letter in LETTERS):
        return []
    chance = random.Random(file.name)
    return [
        example
        for _ in range(_SIZES)
        for pixels in [round(math.exp(chance.uniform(math.log(_LEAST), math.log(_MOST))))]
        for example in _of_size(_Printer(file, pixels, chance), known)
    ]


def _of_size(printer: "_Printer", known: dict[int, str]) -> Iterator[Example]:
    chance = printer.chance
    for letter in LETTERS + ACCENTED + SIGNS:
        if ord(letter) not in known:
            continue
        looks = ["plain", "plain", "plain", "plain", "alone", "slanted", "bold"]
        yield from printer.seen(letter, chance.choice(looks))
        if letter in LETTERS and chance.random() < _UNLIKE:
            yield from printer.seen(letter, chance.choice(["covered", "missed", "struck"]))


@dataclass(frozen=True)
class _Drawn:
    """Ink of letters, 0 to 255, drawn large, and the edges of the one that is meant."""

    ink: _Ink
    edges: Edges


class _Printer:
    """Draws letters of one font at one size."""

    def __init__(self, file: Path, pixels: int, chance: random.Random) -> None:
        basic = ImageFont.Layout.BASIC
        self._font = ImageFont.truetype(file, pixels * _LARGE, layout_engine=basic)
        self._em = pixels * _LARGE
        self.chance = chance

    def seen(self, letter: str, look: str) -> Iterator[Example]:
        """Yield a letter that looks in one way, unless nothing of it is seen."""
        drawn = self._drawn(letter, is_alone=look == "alone")
        if drawn is None:
            return
        changed = getattr(self, f"_{look}", lambda it: it)(drawn)
        picture, box = self._printed(changed)
        width, height = box[2] - box[0], box[3] - box[1]
        if min(width, height) < 1 or (shape := shape_of(picture, box)) is None:
            return
        wanted = key(letter, digits=False)
        is_letter = look not in {"covered", "missed", "struck"} and len(wanted) == 1
        yield Example(
            shape, width / height, KEYS.index(wanted) if is_letter else OTHER, is_letter=is_letter
        )

    def _drawn(self, letter: str, *, is_alone: bool) -> _Drawn | None:
        """Draw a letter between others."""
        chance, pad = self.chance, 0.6 * self._em
        around = string.ascii_letters + string.digits + "  .,"
        before, after = ("".join(chance.choices(around, k=2)) for _ in range(2))
        left, width = pad + self._font.getlength(before), self._font.getlength(letter)
        across = left + self._font.getlength(letter + after) + pad
        page = Image.new("L", (_whole(across), _whole(2.2 * self._em)), 0)
        pen = ImageDraw.Draw(page)
        x, y = (_LARGE * chance.random() for _ in range(2))
        top = 0.4 * self._em + y
        pen.text((left + x, top), letter, 255, self._font)
        edges = _edges(np.asarray(page))
        if edges is None:
            return None
        if not is_alone:
            apart = chance.choice((0, 0, 0, 0.15 * chance.random() * self._em))
            pen.text((pad + x - apart, top), before, 255, self._font)
            pen.text((left + x + width + apart, top), after, 255, self._font)
        return _Drawn(np.array(page), edges)

    def _slanted(self, drawn: _Drawn) -> _Drawn:
        height, width = drawn.ink.shape
        lean = self.chance.uniform(0.1, 0.25)
        turn = np.array([[1, -lean, lean * height / 2], [0, 1, 0]], np.float64)
        left, top, right, bottom = drawn.edges
        # Between its edges stands hardly anything but the letter itself.
        alone = np.zeros_like(drawn.ink)
        place = np.s_[int(top) : int(bottom), int(left) : int(right)]
        alone[place] = drawn.ink[place]
        edges = _edges(cv2.warpAffine(alone, turn, (width, height)))
        return _Drawn(
            np.asarray(cv2.warpAffine(drawn.ink, turn, (width, height)), np.uint8),
            edges or drawn.edges,
        )

    def _bold(self, drawn: _Drawn) -> _Drawn:
        more = max(1, int(self._em * self.chance.uniform(0.01, 0.04)))
        left, top, right, bottom = drawn.edges
        half = more / 2
        return _Drawn(
            np.asarray(cv2.dilate(drawn.ink, np.ones((more, more), np.uint8)), np.uint8),
            (left - half, top - half, right + half, bottom + half),
        )

    def _covered(self, drawn: _Drawn) -> _Drawn:
        left, top, right, bottom = (int(edge) for edge in drawn.edges)
        share = self.chance.uniform(0.3, 0.7)
        across, down = int((right - left) * share), int((bottom - top) * share)
        parts = (
            np.s_[top:bottom, left : left + across],
            np.s_[top:bottom, right - across : right],
            np.s_[top : top + down, left:right],
            np.s_[bottom - down : bottom, left:right],
        )
        ink = drawn.ink.copy()
        ink[self.chance.choice(parts)] = 0
        return _Drawn(ink, drawn.edges)

    def _missed(self, drawn: _Drawn) -> _Drawn:
        left, top, right, bottom = drawn.edges
        off = self.chance.choice((-1, 1)) * self.chance.uniform(0.35, 0.8)
        x, y = (off * (right - left), 0.0)
        if self.chance.random() < 0.3:
            x, y = 0.0, off * (bottom - top)
        return _Drawn(drawn.ink, (left + x, top + y, right + x, bottom + y))

    def _struck(self, drawn: _Drawn) -> _Drawn:
        left, top, _, _ = drawn.edges
        page = Image.fromarray(drawn.ink)
        over = self.chance.choice(LETTERS)
        x, y, _, _ = self._font.getbbox(over)
        ImageDraw.Draw(page).text((left - x, top - y), over, 255, self._font)
        return _Drawn(np.array(page), drawn.edges)

    def _printed(self, drawn: _Drawn) -> tuple[_Ink, Edges]:
        """Return it at its size, in any contrast, and a box that is a little off."""
        chance, (height, width) = self.chance, drawn.ink.shape
        small = cv2.resize(
            drawn.ink, (width // _LARGE, height // _LARGE), interpolation=cv2.INTER_AREA
        ).astype(np.float64)
        ground = chance.choice((255, 255, 255, chance.randrange(180, 256)))
        ink = chance.randrange(0, ground - 60) if chance.random() < 0.3 else 0
        grey = ground + (ink - ground) * small / 255
        if chance.random() < 0.15:
            grey = 255 - grey
        x, y = (chance.uniform(-0.3, 0.3) for _ in range(2))
        left, top, right, bottom = (
            edge / _LARGE + off + chance.gauss(0, 0.2)
            for edge, off in zip(drawn.edges, (x, y, x, y), strict=True)
        )
        return grey.round().astype(np.uint8), (left, top, right, bottom)


def _whole(side: float) -> int:
    """Return a side that is seen as whole pixels."""
    return math.ceil(side / _LARGE) * _LARGE


def _edges(ink: NDArray[np.generic]) -> Edges | None:
    rows, columns = (np.flatnonzero(ink.max(axis=axis) > 127) for axis in (1, 0))
    if not rows.size:
        return None
    return float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1)
