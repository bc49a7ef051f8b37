"""Which words of a text layer surely say what a page shows, with few of them recognised?

In: the characters of a text layer with the boxes of their glyphs, and the picture of the page.
Out: the words all of whose letters and digits surely look like that very character, or like one
that Tesseract read as it. So a few words are read that hold every other shape once; the rest is
compared, shape by shape. Whatever is covered, replaced or drawn otherwise has a shape of its own.
"""

from collections.abc import Iterable, Sequence
from ctypes import byref, c_double
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.reading import ocr
from pipeline.reading.agreement import key
from pipeline.reading.levelling import Edges
from pipeline.reading.likeness import SURE, likely
from pipeline.reading.montage import montage
from pipeline.reading.ocr import Recognised
from pipeline.reading.paper import Picture
from pipeline.reading.shapes import Shape, is_like, shape_of, shifted
from pipeline.reading.text_layer import LIGATURES, MOST_CHARACTERS, mapping_of

_MOST_READ = 45
"""Words of one page: where more would be needed, its glyphs are not of a font."""
_ROUNDS = 2
"""How often words are chosen that hold shapes still unread: some are misread."""
_SAME_PLACE = 2.0
"""Pixels: the same character so close is drawn twice, as some programs do for bold print."""

Text = tuple[Sequence[Recognised], int]


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
    everything = dict.fromkeys(word for words, _ in texts for word in words)
    made = {word: _glyphs_in(picture, glyphs, word) for word in everything}
    known = _shapes_to_read(
        {word: found for word, found in made.items() if found is not None}, picture
    )
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
    order = sorted(np.flatnonzero(inside), key=lambda i: float(boxes[i, 0]))
    found = [(glyphs.texts[index], _edges_of(boxes[index])) for index in order]
    # Two letters of a ligature have one box, as has a letter that is drawn twice.
    if _said(found) != word.text:
        found = _once(found)
    if _said(found) != word.text:
        return None
    return [(text, box) for text, box in found if any(c.isalnum() for c in text)]


def _edges_of(box: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Edges:
    left, top, right, bottom = map(float, box)
    return left, top, right, bottom


def _said(letters: Sequence[tuple[str, Edges]]) -> str:
    return "".join(text for text, _ in letters)


def _once(letters: Iterable[tuple[str, Edges]]) -> list[tuple[str, Edges]]:
    """Return letters without those that are drawn twice."""
    found: list[tuple[str, Edges]] = []
    for text, box in letters:
        if not any(text == other and _is_same(box, place) for other, place in found[-2:]):
            found.append((text, box))
    return found


def _is_same(box: Edges, other: Edges) -> bool:
    most = min(_SAME_PLACE, (box[2] - box[0]) / 2)
    return max(abs(box[0] - other[0]), abs(box[1] - other[1])) < most


@dataclass(frozen=True)
class _Glyph:
    """A letter or digit of a word, what box it has, and how it looks."""

    text: str
    box: Edges
    shape: Shape

    @property
    def proportion(self) -> float:
        left, top, right, bottom = self.box
        return max(right - left, 1e-6) / max(bottom - top, 1e-6)


def _glyphs_in(picture: Picture, glyphs: Glyphs, word: Recognised) -> list[_Glyph] | None:
    """Return the letters and digits of a word; None where they do not fit it or one has no ink."""
    if (letters := _letters(glyphs, word)) is None:
        return None
    found = []
    for text, box in letters:
        shape = shape_of(picture, box)
        if shape is None:
            return None
        found.append(_Glyph(text, box, shape))
    return found


def _shapes_to_read(
    words: dict[Recognised, list[_Glyph]], picture: Picture
) -> dict[Recognised, frozenset[int]]:
    """Return the numbers of the shapes in each word that do not surely look like their character.

    Shapes that are alike and stand for the same character have one number.
    """
    everything = [glyph for found in words.values() for glyph in found]
    chances = iter(
        likely(
            [glyph.text for glyph in everything],
            [glyph.shape for glyph in everything],
            [glyph.proportion for glyph in everything],
        )
    )
    unsure = {
        word: [(g, shifted(picture, g.box)) for g in found if next(chances) < SURE]
        for word, found in words.items()
    }
    known: dict[str, list[tuple[int, Shape]]] = {}
    return {
        word: frozenset(
            _number(glyph, shapes, known)
            for glyph, shapes in found
            if not _is_likely_beside(glyph, shapes)
        )
        for word, found in unsure.items()
    }


def _is_likely_beside(glyph: _Glyph, shapes: Shape) -> bool:
    """Tell whether a glyph surely looks like its character where it was painted beside its box."""
    many = len(shapes)
    return bool(likely([glyph.text] * many, shapes, [glyph.proportion] * many).max() >= SURE)


def _number(glyph: _Glyph, shapes: Shape, known: dict[str, list[tuple[int, Shape]]]) -> int:
    """Return the number of a glyph's shape, a new one where it is like none that is known."""
    alike = known.setdefault(glyph.text, [])
    for number, others in alike:
        if is_like(glyph.shape, others):
            return number
    number = sum(map(len, known.values()))
    alike.append((number, shapes))
    return number


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
