"""Which words of a text layer surely say what a page shows, with few of them recognised?

In: the characters of a text layer with the boxes of their glyphs, and the picture of the page.
Out: the words all of whose letters and digits look like ones that Tesseract read as that very
character. So a few words are read that hold every shape once; the others are compared with them,
shape by shape. Whatever is covered, replaced or drawn otherwise has a shape of its own.
"""

from collections.abc import Iterable, Sequence
from ctypes import byref, c_double
from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.reading import ocr
from pipeline.reading.agreement import key
from pipeline.reading.levelling import Edges
from pipeline.reading.montage import montage
from pipeline.reading.ocr import Recognised
from pipeline.reading.paper import Picture
from pipeline.reading.text_layer import LIGATURES, MOST_CHARACTERS, mapping_of

_GRID = 20
"""Pixels of a side of a glyph when it is compared."""
_LEAST_CONTRAST = 16
"""Steps of grey between print and ground: with less a person sees nothing."""
_MOST_DIFFERENCE = 0.35
"""Of full contrast, anywhere between two glyphs: a stroke more or less makes above 0.6."""
_SHIFTS = (-0.5, 0.0, 0.5)
"""Pixels by which a glyph may stand beside its box: they are painted at whole pixels."""
_MOST_READ = 45
"""Words of one page: where more would be needed, its glyphs are not of a font."""
_ROUNDS = 2
"""How often words are chosen that hold shapes still unread: some are misread."""
_SAME_PLACE = 2.0
"""Pixels: the same character so close is drawn twice, as some programs do for bold print."""

Text = tuple[Sequence[Recognised], int]
Shape = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
"""A glyph: how bright it is in each square of the grid, 0 to 1."""


@dataclass(frozen=True)
class Glyphs:
    """The characters of a page that have a glyph.

    Attributes:
        texts: Their characters.
        boxes: Left, top, right and bottom of each in pixels, just around its ink.
    """

    texts: tuple[str, ...]
    boxes: np.ndarray[tuple[int, ...], np.dtype[np.float64]]


NO_GLYPHS = Glyphs((), np.zeros((0, 4)))


def glyphs_on(page: pdfium.PdfPage, scale: float) -> Glyphs:
    """Return the glyphs of a page's text layer on a picture of it.

    Args:
        page: Open.
        scale: Pixels per point.
    """
    to_display = mapping_of(page)
    text_page = page.get_textpage()
    raw = text_page.raw
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    edges = (byref(left), byref(right), byref(bottom), byref(top))
    texts, boxes = [], []
    for index in range(min(text_page.count_chars(), MOST_CHARACTERS)):
        code = pdfium_c.FPDFText_GetUnicode(raw, index)
        character = chr(code) if 0x20 < code < 0x110000 else " "
        if character.isspace() or not pdfium_c.FPDFText_GetCharBox(raw, index, *edges):
            continue
        (x1, y1), (x2, y2) = (
            to_display(left.value, bottom.value),
            to_display(right.value, top.value),
        )
        texts.append(LIGATURES.get(character, character))
        boxes.append((min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
    text_page.close()
    return Glyphs(tuple(texts), np.array(boxes).reshape(-1, 4) * scale)


def unread_letters(
    picture: Picture, dpi: int, glyphs: Glyphs, texts: Sequence[Text]
) -> tuple[bool, ...]:
    """Tell of some texts whether letters of theirs may be others than the layer says.

    Args:
        picture: Grey.
        dpi: Its pixels per inch.
        glyphs: Of the page.
        texts: Words of its text layer, and how many letters of them may stay unread.
    """
    shapes = _Shapes()
    everything = dict.fromkeys(word for words, _ in texts for word in words)
    made = {word: shapes.of(picture, _letters(glyphs, word)) for word in everything}
    known = {word: numbers for word, numbers in made.items() if numbers is not None}
    wanted = [
        (frozenset[int]().union(*(known[word] for word in words)), most)
        for words, most in texts
        if known.keys() >= set(words)
    ]
    read: set[int] = set()
    left = dict(known)
    for _ in range(_ROUNDS):
        chosen = _covering(left, wanted, read)
        if not chosen or len(chosen) > _MOST_READ:
            break
        for word in chosen:
            del left[word]
        for word in _read_rightly(picture, dpi, chosen):
            read |= known[word]
    return tuple(
        any(word not in known for word in words)
        or sum(len(known[word] - read) for word in words) > most
        for words, most in texts
    )


def _letters(glyphs: Glyphs, word: Recognised) -> list[tuple[str, Edges]] | None:
    """Return the letters and digits of a word with their boxes; None where they do not fit it."""
    boxes = glyphs.boxes
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside = (x > word.left - 1) & (x < word.right + 1) & (y > word.top - 1) & (y < word.bottom + 1)
    found: list[tuple[str, Edges]] = []
    for index in sorted(np.flatnonzero(inside), key=lambda i: float(boxes[i, 0])):
        left, top, right, bottom = (float(edge) for edge in boxes[index])
        text = glyphs.texts[index]
        box = (left, top, right, bottom)
        if not any(text == other and _is_same(box, place) for other, place in found[-2:]):
            found.append((text, box))
    if "".join(text for text, _ in found) != word.text:
        return None
    return [(text, box) for text, box in found if any(c.isalnum() for c in text)]


def _is_same(box: Edges, other: Edges) -> bool:
    most = min(_SAME_PLACE, (box[2] - box[0]) / 2)
    return max(abs(box[0] - other[0]), abs(box[1] - other[1])) < most


class _Shapes:
    """The glyphs that differ, by their characters."""

    def __init__(self) -> None:
        self._known: dict[str, list[tuple[int, Shape]]] = {}  # each as it is when it is shifted
        self._count = 0

    def of(
        self, picture: Picture, letters: list[tuple[str, Edges]] | None
    ) -> frozenset[int] | None:
        """Return the numbers of the shapes in a word; None where one of them has no ink."""
        if letters is None:
            return None
        numbers = set()
        for text, box in letters:
            shape = _shape(picture, box)
            if shape is None:
                return None
            numbers.add(self._find(text, shape) or self._add(text, picture, box))
        return frozenset(numbers)

    def _find(self, text: str, shape: Shape) -> int | None:
        for number, shifted in self._known.get(text, ()):
            if float(np.abs(shifted - shape).max(axis=(1, 2)).min()) <= _MOST_DIFFERENCE:
                return number
        return None

    def _add(self, text: str, picture: Picture, box: Edges) -> int:
        self._count += 1
        left, top, right, bottom = box
        shapes = (
            _shape(picture, (left + x, top + y, right + x, bottom + y))
            for x in _SHIFTS
            for y in _SHIFTS
        )
        shifted = np.stack([shape for shape in shapes if shape is not None])
        self._known.setdefault(text, []).append((self._count, shifted))
        return self._count


def _shape(picture: Picture, box: Edges) -> Shape | None:
    """Return a glyph on the grid, a pixel of ground around it, slightly blurred."""
    left, top, right, bottom = box[0] - 1, box[1] - 1, box[2] + 1, box[3] + 1
    across, down = (right - left) / _GRID, (bottom - top) / _GRID
    # The middle of a square of the grid, where the middle of a pixel is half a pixel inside it.
    to_picture = np.array(
        [[across, 0, left + across / 2 - 0.5], [0, down, top + down / 2 - 0.5]], np.float64
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    cut = cv2.warpAffine(
        picture, to_picture, (_GRID, _GRID), flags=flags, borderMode=cv2.BORDER_REPLICATE
    ).astype(np.float32)
    low, high = float(cut.min()), float(cut.max())
    if high - low < _LEAST_CONTRAST:
        return None
    return np.asarray(cv2.blur((cut - low) / (high - low), (3, 3)), np.float32)


def _covering(
    words: dict[Recognised, frozenset[int]],
    wanted: Sequence[tuple[frozenset[int], int]],
    read: set[int],
) -> list[Recognised]:
    """Return few words that together hold the shapes that are wanted and not read yet."""
    chosen: list[Recognised] = []
    seen = set(read)
    while lacking := set().union(*(it - seen for it, most in wanted if len(it - seen) > most)):
        best = max(words, key=lambda w: (len(words[w] & lacking), -len(w.text)), default=None)
        if best is None or not words[best] & lacking:
            break
        chosen.append(best)
        seen |= words[best]
    return chosen


def _read_rightly(picture: Picture, dpi: int, words: Iterable[Recognised]) -> Iterable[Recognised]:
    """Yield the words that Tesseract reads as they are, all of them on one small picture."""
    placed = montage(picture, words)
    seen = ocr.recognise(placed.picture, dpi)
    for word, (left, top, right, bottom) in placed.places:
        inside = sorted(
            (r for r in seen if left < (r.left + r.right) / 2 < right
             and top < (r.top + r.bottom) / 2 < bottom),
            key=lambda r: r.left,
        )  # fmt: skip
        if key("".join(r.text for r in inside), digits=False) == key(word.text, digits=False):
            yield word
