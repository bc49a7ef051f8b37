"""Characters that matter, read a second time by the other engine.

In: a cleaned picture, what was read of it, and the places of what will act: number, dates,
identifiers, amounts. Out: the same words, marked where both engines see the same characters at the
place by itself. Where they differ the characters are PP-OCR's, which is right nearly always, and
stay unmarked. Two engines prove characters, never a role.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

import numpy as np

from pipeline.reading.agreement import View, line_at, third_look
from pipeline.reading.levelling import Edges
from pipeline.reading.lines import fold
from pipeline.reading.lone_ones import are_ones
from pipeline.reading.merging import bare, is_short, merged
from pipeline.reading.ocr import Recognised
from pipeline.reading.paper import Picture
from pipeline.reading.values import days_in, money_in

_SURE = 0.9
"""Confidence of the stronger engine that replaces what was read."""
_ENLARGED, _CLOSE = (1.5, 2), (2, 3)
"""Times that a place is enlarged for Tesseract's further looks, and what is close around its
print."""
_JOINTS = "_-/"
"""Characters that join what stands before and behind them."""
_INK = 140
"""Grey of what is print on a cleaned picture."""
_ACCENT = 3
"""Pixels between a letter and its accent."""
_GAP, _REACH = 0.15, 1.0
"""Of the height of a place: how far from it print is no part of its words, and is near."""
_ONES = frozenset("1Il")
_LETTER = 0.6
"""Of the height of a place: a first I that engines take for a bar is higher than that."""
_IGNORED = str.maketrans("", "", ": ")
_STUTTER = re.compile(r"[.,;:]{2}")
"""Two marks for one, as on « 681,.29 »."""
_EDGES = ".,;|_-~()[]'\""
"""Punctuation and rules at the ends of a place, which say nothing."""


def proofread(
    picture: Picture,
    dpi: int,
    words: tuple[Recognised, ...],
    places: Iterable[Edges],
) -> tuple[Recognised, ...]:
    """Return the words of a picture, those at some places read by the other engine, too.

    Args:
        picture: Grey, cleaned.
        dpi: Its pixels per inch.
        words: What was read of it.
        places: Where the words stand that are to be proven, in pixels.
    """
    for place in places:
        for found in _rows([word for word in words if word.lies_in(place)]):
            if not all(word.agreed for word in found):
                row = _with_rest(found, words)
                others = tuple(word for word in words if word not in row)
                read = _second_reading(View(picture, dpi, words), row)
                words = (*others, *read)
    return words


def _second_reading(view: View, row: tuple[Recognised, ...]) -> tuple[Recognised, ...]:
    """Return the words of a row, with the characters and the mark of two readings."""
    place = _around(row)
    line = line_at(view, place)
    if line is None or line.turned:
        return row
    said = _key(line.text)
    read = _key("".join(word.text for word in row))
    is_seen = not any(word.alone for word in row)
    agreed, is_open = _is_seen(said, chain([read] if is_seen else [], _looks(view, place)))
    agreed = agreed and not _has_ink_beside(view, place, 0 if is_short(said) else _LETTER)
    is_torn = any(word.text[-1] in _JOINTS for word in row[:-1])
    is_better = _is_another(said, read) and not _STUTTER.search(said)
    is_sure = agreed or (line.confidence >= _SURE and is_better)
    if is_sure and (is_torn or read != said):
        row = merged((line,), (), row)
    if not agreed or not _is_told(view, row, every=is_open):
        return row
    return tuple(
        replace(word, agreed=True, alone=False, confidence=max(word.confidence, line.confidence))
        for word in row
    )


def _looks(view: View, place: Edges) -> Iterator[str]:
    """Yield what Tesseract reads at a place by itself, enlarged, and close around its print."""
    yield from (_key(third_look(view, place, times)) for times in _ENLARGED)
    close = _tight(view.picture, place)
    yield from (_key(third_look(view, close, times)) for times in _CLOSE)


def _is_seen(said: str, readings: Iterable[str]) -> tuple[bool, bool]:
    """Tell whether a reading is one of others, and whether that is so but for what is 1 or I."""
    is_alike = False
    for other in readings:
        if other == said:
            return True, False
        pairs = zip(said, other, strict=False)
        is_alike |= len(said) == len(other) and all(a == b or {a, b} <= _ONES for a, b in pairs)
    return is_alike, is_alike


def _is_told(view: View, row: tuple[Recognised, ...], *, every: bool) -> bool:
    """Tell whether no « 1 » may be a letter; in a day or an amount it is none.

    Where the engines differ in that, every one of them is looked at.
    """
    text = " ".join(word.text for word in row)
    folded = fold(text)
    known = [(day.start, day.end) for day in days_in(folded)]
    known += [(amount.start, amount.end) for amount in money_in(folded)]
    for start, end in known:
        text = text[:start] + text[start:end].replace("1", "0") + text[end:]
    open_ = (replace(word, text=rest) for word, rest in zip(row, text.split(" "), strict=True))
    return are_ones(view.picture, tuple(open_), every=every)


def _tight(picture: Picture, place: Edges) -> Edges:
    """Return a place without the edges of the lines above and below that its box reaches into."""
    left, top, right, bottom = (max(round(edge), 0) for edge in place)
    inked = (picture[top:bottom, left:right] < _INK).any(axis=1)
    rows = np.flatnonzero(inked)
    if not rows.size:
        return place
    bands = np.split(rows, np.flatnonzero(np.diff(rows) > _ACCENT) + 1)
    band = max(bands, key=len)
    return left, top + int(band[0]), right, top + int(band[-1]) + 1


def _has_ink_beside(view: View, place: Edges, least: float) -> bool:
    """Tell whether print that is in no word stands beside a place: the rest of what is torn.

    Args:
        view: The page.
        place: Around the words.
        least: Of their height: what is lower is none.
    """
    left, top, right, bottom = (round(edge) for edge in place)
    high = bottom - top
    upper, start = max(top - high, 0), max(left - round(_REACH * high), 0)
    ink = view.picture[upper : bottom + high, start : right + round(_REACH * high)] < _INK
    for word in view.layer:
        if word.bottom >= upper and word.right >= start:
            at = max(word.top - upper, 0), max(word.left - start, 0)
            ink[at[0] : word.bottom + 1 - upper, at[1] : word.right + 1 - start] = False
    gap = round(_GAP * high)
    ink[:, max(left - gap - start, 0) : right + gap - start] = False
    level, rest = (
        slice(top - upper, bottom - upper),
        np.r_[: top - upper, bottom - upper : len(ink)],
    )
    # A rule goes on above and below.
    is_high = ink[level].sum(axis=0) > least * high
    return bool((is_high & ~ink[rest].any(axis=0)).any())


def _is_another(said: str, read: str) -> bool:
    """Tell whether a reading has other characters, and is no part of the same or the other way."""
    return len(said) >= len(read) and read not in said


def _key(text: str) -> str:
    """Return what counts of a text when two readings of it are compared."""
    return bare(text).translate(_IGNORED).strip(_EDGES)


def _rows(words: list[Recognised]) -> list[tuple[Recognised, ...]]:
    """Part words into rows, each from left to right."""
    rows: list[list[Recognised]] = []
    for word in sorted(words, key=lambda w: w.top + w.bottom):
        middle = (word.top + word.bottom) / 2
        if rows and middle <= max(w.bottom for w in rows[-1]):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [tuple(sorted(row, key=lambda w: w.left)) for row in rows]


def _with_rest(
    row: tuple[Recognised, ...], words: tuple[Recognised, ...]
) -> tuple[Recognised, ...]:
    """Return a row with the word that goes on where its last one ends in a joint: « F_ 017 »."""
    last = row[-1]
    for word in words if last.text[-1] in _JOINTS else ():
        is_level = last.top <= (word.top + word.bottom) / 2 <= last.bottom
        if is_level and 0 <= word.left - last.right < last.bottom - last.top:
            return (*row, word)
    return row


def _around(row: tuple[Recognised, ...]) -> Edges:
    return (
        min(word.left for word in row),
        min(word.top for word in row),
        max(word.right for word in row),
        max(word.bottom for word in row),
    )
