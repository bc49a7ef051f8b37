"""One set of words from two engines that read the same picture.

In: the words of Tesseract and the lines of PP-OCR, in pixels of one picture. Out: words. Characters
are those of the lines, which miss fewer digits; where both engines read the same letters, their
places and most spaces are Tesseract's. What only Tesseract saw is kept where it is sure.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from pipeline.reading.levelling import Edges
from pipeline.reading.lines import fold
from pipeline.reading.lone_ones import has_open_one
from pipeline.reading.neural import RecognisedLine
from pipeline.reading.ocr import Recognised

_SURE = 0.93
"""Confidence of the words of a line that need not be read again."""
_COVERED = 0.75
"""Share of a line's width that its words take up, if none was missed."""
_SURE_ALONE = 0.7
"""Confidence of a word that only Tesseract saw."""
_SURE_SPACE = 0.6
"""Confidence of two words between which Tesseract alone saw a space."""
_SPACE = 0.15
"""Of the height of a word: so wide that space has to be."""
_FRENCH = frozenset("àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ")
_WHOLE = 4
"""Letters and digits: fewer may be the rest of a number that was torn."""
_PADDING = 0.12
"""Of the height of a line's box, above and below its letters."""


@dataclass(frozen=True, slots=True)
class _Character:
    """One character of a line, its edges along the line, and whether a word begins with it."""

    text: str
    start: float
    end: float
    confidence: float
    begins: bool
    low: float
    high: float


def is_sure(box: Edges, words: tuple[Recognised, ...]) -> bool:
    """Tell whether Tesseract read all of a line, and surely."""
    inside = [word for word in words if word.lies_in(box)]
    covered = sum(word.right - word.left for word in inside)
    return covered >= _COVERED * (box[2] - box[0]) and all(
        word.confidence >= _SURE for word in inside
    )


def merged(
    lines: tuple[RecognisedLine, ...], sure: tuple[Edges, ...], words: tuple[Recognised, ...]
) -> tuple[Recognised, ...]:
    """Return the words of a picture.

    Args:
        lines: What the second engine read.
        sure: The boxes of the lines that it did not need to read.
        words: What Tesseract read.
    """
    by_line: dict[int, list[Recognised]] = {}
    alone = []
    for word in words:
        index = next((i for i, line in enumerate(lines) if word.lies_in(line.box)), None)
        if index is not None:
            by_line.setdefault(index, []).append(word)
        elif word.confidence >= _SURE_ALONE or any(word.lies_in(box) for box in sure):
            alone.append(word)
    found = [
        word for index, line in enumerate(lines) for word in _words_of(line, by_line.get(index, []))
    ]
    return (*found, *alone)


def _words_of(line: RecognisedLine, words: list[Recognised]) -> Iterator[Recognised]:
    # What the second engine saw before says nothing more of where words begin.
    words = [word for word in words if not word.alone]
    characters = _characters(line)
    if not line.turned:
        theirs = [c for word in sorted(words, key=lambda w: w.left) for c in _of_word(word)]
        characters = _agreed(characters, theirs)
    for word in _joined(characters, stands=bool(line.turned)):
        is_same = any(_is_the_same(word, other) for other in words)
        is_open = is_short(word.text) or has_open_one(word.text)
        yield replace(word, agreed=is_same and not is_open, alone=not is_same)


def is_short(text: str) -> bool:
    """Tell whether a text has so few letters and digits that it may be the rest of a torn one."""
    return sum(character.isalnum() for character in text) < _WHOLE


def _is_the_same(word: Recognised, other: Recognised) -> bool:
    return (
        bare(word.text) == bare(other.text) and word.left < other.right and other.left < word.right
    )


def _characters(line: RecognisedLine) -> list[_Character]:
    left, top, right, bottom = line.box
    if line.turned:
        start, end = (bottom, top) if line.turned == 90 else (top, bottom)
        return _spread(line.text, (start, end), (left, right), line.confidence)
    padding = _PADDING * (bottom - top)
    return _spread(line.text, (left, right), (top + padding, bottom - padding), line.confidence)


def _of_word(word: Recognised) -> list[_Character]:
    return _spread(word.text, (word.left, word.right), (word.top, word.bottom), word.confidence)


def _spread(
    text: str, along: tuple[float, float], across: tuple[float, float], confidence: float
) -> list[_Character]:
    """Return the characters of a text between two edges, as if all were equally wide."""
    start, step = along[0], (along[1] - along[0]) / len(text)
    return [
        _Character(
            character,
            start + step * index,
            start + step * (index + 1),
            confidence,
            begins=index == 0 or text[index - 1] == " ",
            low=across[0],
            high=across[1],
        )
        for index, character in enumerate(text)
        if character != " "
    ]


def _ends_label(before: str, character: str) -> bool:
    """Tell whether a value begins behind a label, with no space between: « N°:2026 », « n°F26 »."""
    if before[-1] == "°":
        return before[-2:-1] in {"n", "N"} and character.isalnum()
    return before[-1] == ":" and not before[-2:-1].isdecimal() and character.isdecimal()


def _agreed(ours: list[_Character], theirs: list[_Character]) -> list[_Character]:
    """Return a line's characters: where both engines read the same letter, the better of the two.

    Its place is the second engine's, which sees single words.
    """
    one, other = (bare("".join(c.text for c in side)) for side in (ours, theirs))
    characters = []
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    for what, start, end, from_, to in blocks:
        if what != "equal":
            characters += ours[start:end]
            continue
        for our, index in zip(ours[start:end], range(from_, to), strict=True):
            characters.append(_better(our, theirs[index], theirs[index - 1] if index else None))
    return characters


def _better(our: _Character, their: _Character, before: _Character | None) -> _Character:
    gap = before is None or (
        min(before.confidence, their.confidence) >= _SURE_SPACE
        and their.start - before.end >= _SPACE * (their.high - their.low)
    )
    return replace(
        their,
        text=our.text if our.text in _FRENCH and their.text not in _FRENCH else their.text,
        confidence=max(our.confidence, their.confidence),
        begins=their.begins and (our.begins or gap),
    )


def bare(text: str) -> str:
    """Return a text without accents, its letters large or small as they are."""
    return "".join(b.upper() if a.isupper() else b for a, b in zip(text, fold(text), strict=True))


def _joined(characters: list[_Character], *, stands: bool) -> Iterator[Recognised]:
    word: list[_Character] = []
    for character in characters:
        if word and (
            character.begins or _ends_label("".join(c.text for c in word), character.text)
        ):
            yield _word(word, stands=stands)
            word = []
        word.append(character)
    if word:
        yield _word(word, stands=stands)


def _word(characters: list[_Character], *, stands: bool) -> Recognised:
    start = min(min(c.start, c.end) for c in characters)
    end = max(max(c.start, c.end) for c in characters)
    low, high = min(c.low for c in characters), max(c.high for c in characters)
    box = (low, start, high, end) if stands else (start, low, end, high)
    left, top, right, bottom = (round(edge) for edge in box)
    text = "".join(c.text for c in characters)
    return Recognised(text, left, top, right, bottom, min(c.confidence for c in characters))
