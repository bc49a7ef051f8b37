"""Do the words of a text layer and the print of its picture agree at one place?

In: the words of a layer and a grey picture, both in pixels, and what Tesseract read of the picture.
Out: whether both engines see other characters there than the layer says. Characters are compared
without accents, spaces and punctuation; of amounts only the digits.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

import cv2
import numpy as np

from pipeline.reading import neural, ocr
from pipeline.reading.levelling import Edges
from pipeline.reading.lines import fold
from pipeline.reading.neural import RecognisedLine
from pipeline.reading.ocr import Recognised
from pipeline.reading.paper import Picture

_LOOK_ALIKE = str.maketrans("oilsbz", "011582")
"""Letters that engines take for digits, as these digits."""
LEAST_OTHER_LETTERS = 2
"""Letters of a label that differ: engines take « Nr » for « No »."""
_SAME_PLACE = 0.5
"""Of the smaller of two boxes: so much of it lies in the other one."""
_MOST_HEIGHT = 3
"""Of the height of a place: a higher word is a watermark behind it."""
_HIGHEST = 0.5
"""Inches: a higher word is a watermark too, or runs up the page."""
_PADDING = 0.3
"""Of the height of a place: how far around it print is looked for."""
_ENLARGED = 2
"""Times that a place is enlarged for a third look."""
_MARGIN = 20
"""Pixels of ground around it."""
_STANDS = 2
"""Times that a place is higher than it is wide where its words run up or down the page."""
_DOWN = 270
"""Degrees by which the stronger engine turns what runs down the page."""


@dataclass(frozen=True)
class View:
    """A page that is looked at.

    Attributes:
        picture: Grey, upright.
        dpi: Its pixels per inch.
        layer: The words of its text layer.
        seen: What Tesseract read of the picture, at least at the places that are asked about.
        unseen: Which words of the layer have no ink, by their place in it.
    """

    picture: Picture
    dpi: int
    layer: tuple[Recognised, ...]
    seen: tuple[Recognised, ...] = ()
    unseen: frozenset[int] = frozenset()

    def without(self, words: Iterable[Recognised]) -> Picture:
        """Return the picture with nothing but ground where words stand, watermarks apart."""
        picture = self.picture.copy()
        for word in words:
            if word.bottom - word.top > self.dpi * _HIGHEST:
                continue
            top, left = max(word.top, 0), max(word.left, 0)
            place = picture[top : word.bottom + 1, left : word.right + 1]
            if place.size:
                place[:] = np.median(place[0])
        return picture


def says_otherwise(view: View, place: Edges, *, digits: bool) -> bool:
    """Tell whether the picture says something else at a place than the layer.

    Args:
        view: The page.
        place: Around words of the layer, on one line.
        digits: Whether digits alone count.
    """
    said, shown = _said_and_shown(view, _whole(view, place), digits=digits)
    return said != shown


def calls_otherwise(view: View, place: Edges) -> bool:
    """Tell whether the picture has other words at a place: one letter is none.

    Args:
        view: The page.
        place: Around words of the layer, on one line.
    """
    place = _whole(view, place)
    said, first = (key(_text(_at(words, place)), digits=False) for words in (view.layer, view.seen))
    if _others(said, first) < LEAST_OTHER_LETTERS:
        return False
    said, shown = _said_and_shown(view, place, digits=False)
    return bool(shown) and _others(said, shown) >= LEAST_OTHER_LETTERS


def _others(said: str, shown: str) -> int:
    """Return how many letters two texts do not share."""
    same = sum(block.size for block in SequenceMatcher(None, said, shown).get_matching_blocks())
    return max(len(said), len(shown)) - same


def _said_and_shown(view: View, place: Edges, *, digits: bool) -> tuple[str, str]:
    """Return what layer and picture say; the same where the engines do not agree on another."""
    said = key(_text(_once(_at(view.layer, place))), digits=digits)
    first = key(_text(_at(view.seen, place)), digits=digits)
    if not said or first == said or (not first and is_shown(view, place, digits=digits)):
        return said, said
    second = key(look(view, place), digits=digits)
    if second == said:
        return said, said
    if second != first:
        first = key(third_look(view, place), digits=digits)
    return said, second if first == second else said


def stands(place: Edges) -> bool:
    """Tell whether the words at a place run up or down the page."""
    left, top, right, bottom = place
    return bottom - top > _STANDS * (right - left)


def turned_otherwise(view: View, place: Edges) -> bool:
    """Tell whether the picture says something else where words run up or down the page.

    Both engines have to read the same other characters there, the way up that the stronger one
    finds; a place without ink is not asked about.
    """
    left, top, right, bottom = place
    pad = _PADDING * (right - left)
    around = max(left - pad, 0), max(top - pad, 0), right + pad, bottom + pad
    line = _line_in(view, around)
    if line is None:
        return False
    words = [word for word in _once(view.layer) if word.lies_in(place)]
    is_down = line.turned == _DOWN
    ordered = sorted(words, key=lambda word: word.top if is_down else -word.bottom)
    said, shown = (key(it, digits=False) for it in (_text(tuple(ordered)), line.text))
    if said == shown:
        return False
    left, top, right, bottom = (round(edge) for edge in around)
    cut = np.rot90(view.picture[top:bottom, left:right], 1 if is_down else -1)
    seen = ocr.recognise_line(np.asarray(np.pad(cut, _MARGIN, mode="edge"), np.uint8), view.dpi)
    return key(seen, digits=False) == shown


def is_shown(view: View, place: Edges, *, digits: bool) -> bool:
    """Tell whether Tesseract, asked about a place by itself, reads what the layer says there."""
    said = key(_text(_once(_at(view.layer, place))), digits=digits)
    return key(third_look(view, place), digits=digits) == said


def look(view: View, place: Edges) -> str:
    """Return what the stronger engine reads at a place; empty where it reads nothing."""
    line = line_at(view, place)
    return line.text if line else ""


def line_at(view: View, place: Edges) -> RecognisedLine | None:
    """Return the line that the stronger engine reads at a place; None where it reads nothing."""
    return _line_in(view, _padded(view, place))


def _line_in(view: View, box: Edges) -> RecognisedLine | None:
    left, top, right, bottom = box
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
    return neural.recognise_line(view.picture, neural.FoundLine(corners, box))


def key(text: str, *, digits: bool) -> str:
    """Return what counts of a text when two readings of it are compared."""
    letters = "".join(c for c in fold(text) if c.isalnum())
    if digits:
        return "".join(c for c in letters if c.isdecimal())
    return letters.translate(_LOOK_ALIKE)


def is_said(word: Recognised, layer: tuple[Recognised, ...]) -> bool:
    """Tell whether the layer has a word at the place of one that was recognised."""
    place = (word.left, word.top, word.right, word.bottom)
    wanted = key(word.text, digits=True)
    return bool(_at(layer, place)) or any(
        # Some fonts say that they are much higher than their letters.
        key(said.text, digits=True) == wanted
        and said.left < word.right
        and word.left < said.right
        and said.top <= (word.top + word.bottom) / 2 <= said.bottom
        for said in layer
    )


def third_look(view: View, place: Edges, times: float = _ENLARGED) -> str:
    """Return what Tesseract reads at a place by itself, enlarged so many times."""
    left, top, right, bottom = (round(edge) for edge in _padded(view, place))
    cut = view.picture[top:bottom, left:right]
    if not cut.size:
        return ""
    large = cv2.resize(cut, None, fx=times, fy=times, interpolation=cv2.INTER_CUBIC)
    framed = np.pad(large, _MARGIN, mode="edge")
    return ocr.recognise_line(np.asarray(framed, np.uint8), round(view.dpi * times))


def _padded(view: View, place: Edges) -> Edges:
    """Return a place with some ground around it, but nothing of the layer's next words."""
    left, top, right, bottom = place
    pad = _PADDING * (bottom - top)
    height, width = view.picture.shape
    row = [word for word in view.layer if _shares_row(word, place)]
    before = max((w.right for w in row if w.right <= left), default=0)
    after = min((w.left for w in row if w.left >= right), default=width)
    return (
        max(left - pad, (before + left) / 2, 0),
        max(top - pad / 2, 0),
        min(right + pad, (right + after) / 2, width),
        min(bottom + pad / 2, height),
    )


def _at(words: tuple[Recognised, ...], place: Edges) -> tuple[Recognised, ...]:
    """Return the words that share a place, from left to right."""
    found = [word for word in words if _shared(word, place) >= _SAME_PLACE]
    return tuple(sorted(found, key=lambda word: word.left))


def _shared(word: Recognised, place: Edges) -> float:
    """Return how much of the smaller one of a word and a place lies in the other."""
    left, top, right, bottom = place
    width = min(word.right, right) - max(word.left, left)
    height = min(word.bottom, bottom) - max(word.top, top)
    if width <= 0 or height <= 0 or word.bottom - word.top > _MOST_HEIGHT * (bottom - top):
        return 0.0
    # A recognised word is lower than its line: width and height are compared each by itself.
    return min(
        width / max(1, min(word.right - word.left, right - left)),
        height / max(1, min(word.bottom - word.top, bottom - top)),
    )


def _whole(view: View, place: Edges) -> Edges:
    """Return a place, long enough for all words that begin or end in it, of either kind.

    Engines join words that the layer parts, and the other way round. Top and bottom stay.
    """
    left, top, right, bottom = place
    for words in (view.seen, view.layer):
        inside = [w for w in words if _shares_row(w, place) and w.left < right and w.right > left]
        left = min((left, *(word.left for word in inside)))
        right = max((right, *(word.right for word in inside)))
    return left, top, right, bottom


def _shares_row(word: Recognised, place: Edges) -> bool:
    height = place[3] - place[1]
    middle = (word.top + word.bottom) / 2
    return place[1] <= middle <= place[3] and word.bottom - word.top <= _MOST_HEIGHT * height


def _once(words: tuple[Recognised, ...]) -> tuple[Recognised, ...]:
    """Leave out words that were drawn twice, as some programs do for bold print."""
    kept: list[Recognised] = []
    for word in words:
        box = (word.left, word.top, word.right, word.bottom)
        if not any(k.text == word.text and _shared(k, box) >= _SAME_PLACE for k in kept):
            kept.append(word)
    return tuple(kept)


def _text(words: tuple[Recognised, ...]) -> str:
    return "".join(word.text for word in words)
