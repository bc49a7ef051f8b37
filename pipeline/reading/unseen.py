"""Words of a text layer that nobody sees: they have no ink.

In: a view of a page. Out: which words these are, and whether one stands at a place.
"""

from pipeline.reading.agreement import View
from pipeline.reading.levelling import Edges
from pipeline.reading.ocr import Recognised

_LEAST_CONTRAST = 16
"""Steps of grey between print and ground: with less a person sees nothing."""
_LEAST_LETTERS = 2
"""Letters and digits of a word that may be hidden: a point has hardly any ink."""
_BODY = (0.3, 0.75)
"""Of the height of a word: where its letters have ink, between rules above and below."""


def unseen_words(view: View) -> frozenset[int]:
    """Return which words of a layer have no ink."""
    return frozenset(
        index
        for index, word in enumerate(view.layer)
        if sum(c.isalnum() for c in word.text) >= _LEAST_LETTERS and not _has_ink(view, word)
    )


def is_hidden(view: View, place: Edges) -> bool:
    """Tell whether a word at a place has no ink."""
    return any(view.layer[index].lies_in(place) for index in view.unseen)


def _has_ink(view: View, word: Recognised) -> bool:
    width, height = word.right - word.left, word.bottom - word.top
    across, along = (height, width) if width >= height else (width, height)
    start, end = (round(share * across) for share in _BODY)
    inset = along // 20
    if width >= height:
        rows = slice(max(word.top + start, 0), max(word.top + end, word.top + start + 1))
        columns = slice(max(word.left + inset, 0), max(word.right - inset, 0))
    else:
        rows = slice(max(word.top + inset, 0), max(word.bottom - inset, 0))
        columns = slice(max(word.left + start, 0), max(word.left + end, word.left + start + 1))
    body = view.picture[rows, columns]
    return bool(body.size and int(body.max()) - int(body.min()) >= _LEAST_CONTRAST)
