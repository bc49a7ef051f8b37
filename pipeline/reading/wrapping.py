"""Sentences that go on in the next row: what is said together is one line.

In: the rows of words of a page. Out: the rows of each line: those of a sentence, where a row ended
only as its next word had no room; else one. Rows of tables, of addresses and of small print in
several columns stand for themselves.
"""

from collections.abc import Iterable
from itertools import pairwise, takewhile

from pipeline.reading.placed import CELL_GAP, Place, Placed

Row = list[Placed]

_LEAST_WORDS = 7
"""Words of a row that may be a part of a sentence."""
_LEAST_SMALL = 0.25
"""Of the words of a row of a sentence that begin with a letter: so many begin with a small one."""
_SHORT = 4
"""Letters of a word that goes before another, of a currency, or a sign."""
_OF_AMOUNT = 3
"""Words of an amount that is never parted: « CHF 4 909.74 »."""
_SMALL_WORDS = 2
"""Words in a row behind a figure that begin with a small letter, in a sentence."""
_SIGNS = "%€$£(),;:"
_CURRENCIES = {"EUR", "CHF", "USD", "GBP", "Euro", "Euros"}
_SENTENCE_ENDS = ".!?;"
_SAME_EDGE = 0.6
"""Of the height of a row, between the left edges of the rows of a paragraph."""
_OVERLAP, _APART = -0.4, 0.9
"""Of that height, between the bottom of a row and the top of the next one."""
_SAME_HEIGHT = 1.33
"""Times that one row of a paragraph is higher than another."""
_SPACE = 0.3
"""Of that height: a space between two words."""


def in_sentences(rows: Iterable[Row]) -> list[list[Row]]:
    """Return the rows of a page in lines, from top to bottom."""
    lines: list[list[Row]] = []
    for row in rows:
        if lines and _goes_on(lines[-1], row):
            lines[-1].append(row)
        else:
            lines.append([row])
    return lines


def _goes_on(line: list[Row], row: Row) -> bool:
    """Tell whether a row is the next one of a sentence that the rows of a line begin."""
    last = line[-1]
    return (
        _may_go_on(last)
        and _is_one_cell(row)
        and _is_below(last, row)
        and _had_no_room(line, row)
        and (_asks_for_more(last[-1][0].text) or _continues(row, last[-1][0].text))
    )


def _asks_for_more(word: str) -> bool:
    """Tell whether no sentence ends with a word, nor a row of heads: « de », « von », « EUR »."""
    is_small = len(word) <= _SHORT and (word[0].islower() or not word[0].isalnum())
    return is_small or word in _CURRENCIES


def _continues(row: Row, before: str) -> bool:
    """Tell whether a row goes on behind a word: it begins small, or with a figure in a sentence."""
    first, *others = (word.text for word, _ in row)
    if first[0].islower() or first[0] in _SIGNS or first.rstrip(".,;:)") in _CURRENCIES:
        return True
    small = sum(word[0].islower() for word in others)
    return first[0].isdigit() and before[0].islower() and small >= _SMALL_WORDS


def _may_go_on(row: Row) -> bool:
    """Tell whether a row is a part of a sentence that does not end with it."""
    letters = [word.text[0] for word, _ in row if word.text[0].isalpha()]
    return (
        len(row) >= _LEAST_WORDS
        and row[-1][0].text[-1] not in _SENTENCE_ENDS
        and sum(map(str.islower, letters)) >= _LEAST_SMALL * len(letters)
        and _is_one_cell(row)
    )


def _is_one_cell(row: Row) -> bool:
    return not any(
        after.left - before.right > CELL_GAP * max(before.height, after.height)
        for (_, before), (_, after) in pairwise(row)
    )


def _is_below(row: Row, lower: Row) -> bool:
    """Tell whether a row stands right below another, in the same print, from the same edge."""
    above, below = _around(row), _around(lower)
    height = above.height
    return (
        height / _SAME_HEIGHT < below.height < height * _SAME_HEIGHT
        and abs(above.left - below.left) < _SAME_EDGE * height
        and _OVERLAP * height < below.top - above.bottom < _APART * height
    )


def _had_no_room(line: list[Row], row: Row) -> bool:
    """Tell whether the first word of a row had no room in the one above it."""
    last = _around(line[-1])
    margin = max(_around(other).right for other in (*line, row))
    return margin - last.right < _unbroken(row) + _SPACE * last.height


def _unbroken(row: Row) -> float:
    """Return how wide the first word of a row is, or an amount with its currency."""
    amount = list(takewhile(lambda it: not it[0].text[0].islower(), row))
    is_amount = any(map(str.isdigit, "".join(word.text for word, _ in amount[:_OF_AMOUNT])))
    first = amount[:_OF_AMOUNT] if is_amount else row[:1]
    return first[-1][1].right - first[0][1].left


def _around(row: Row) -> Place:
    """Return the place around all words of a row."""
    places = [place for _, place in row]
    return Place(
        min(place.left for place in places),
        min(place.top for place in places),
        max(place.right for place in places),
        max(place.bottom for place in places),
    )
