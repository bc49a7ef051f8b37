"""Words of letters that were drawn one by one: in shuffled order, or with room between them.

In: the characters of a page, in the groups that the order of drawing makes. Out: groups that are
words. Groups that are words already stay as they are: only a stretch of a line that mostly is
single letters, or letters drawn from right to left, is put together anew by the letters' places.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

BREAKING_GAP = 0.2
"""Of the height of a character: a wider gap between two of them ends a word."""
HINTED_GAP = 0.07
"""The same where pdfium sees a space too; letters that are closer touch."""

_SPACED_WORD = re.compile(r"[^\W\d_]{3}|\d{4}")
"""What single characters have to say if they do not touch: « 1 à 3 € » are four words."""
_CELL_GAP = 1.0
"""Of the height: a wider gap is none within a word."""
_WORD_GAP = 1.5
"""Times the usual gap between the letters: so much parts two words."""
_LEAST_WORD_GAP = 0.13
"""Of the height: where letters touch, the narrowest space."""
_LEAST_LETTERS = 3
"""Single characters on a line that make it worth a look."""
_LEAST_SHARE = 0.5
"""Of the characters of a stretch that stand alone."""
_LEAST_BACK = 0.25
"""Of the steps from letter to letter that lead back, where they are in disorder."""
_SAME_PLACE = 0.3
"""Of the width: the same character so close is the same one, drawn twice for bold print."""


@dataclass(slots=True)
class Character:
    """A character with its edges on the displayed page, in points.

    Attributes:
        standing: It is turned by about a quarter: its line runs up or down the page.
        hinted: pdfium sees a space before it that the text layer does not have.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    standing: bool
    hinted: bool

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """Never zero."""
        return max(self.bottom - self.top, 1e-6)


Group = list[Character]


def put_together(groups: list[Group]) -> list[Group]:
    """Return the groups, those of loose letters joined into words."""
    loose = [g for g in groups if not g[0].standing and (len(g) == 1 or _is_disordered(g))]
    rows = [row for row in _rows(loose) if sum(map(len, row)) >= _LEAST_LETTERS]
    if not rows:
        return groups
    joined: dict[int, list[Group]] = {}
    replaced: set[int] = set()
    for row in rows:
        middle, height = row[0][0].middle, row[0][0].height
        on_line = [
            g for g in groups if not g[0].standing and abs(g[0].middle - middle) < height / 2
        ]
        for stretch in _stretches(on_line):
            if id(stretch[0]) not in replaced and _is_loose(stretch):
                replaced.update(id(group) for group in stretch)
                joined[id(stretch[0])] = list(_words(stretch))
    return [
        word
        for group in groups
        for word in joined.get(id(group), [] if id(group) in replaced else [group])
    ]


def _is_disordered(group: Group) -> bool:
    """Tell whether letters were drawn behind others that stand right of them.

    One step back in a long group is the next column, which the first one runs into.
    """
    steps = list(pairwise(group))
    back = sum(after.left + after.right < 2 * before.left for before, after in steps)
    if not back or back < _LEAST_BACK * len(steps):
        return False
    return all(unicodedata.bidirectional(c.text[0]) not in {"R", "AL"} for c in group)


def _rows(groups: list[Group]) -> Iterator[list[Group]]:
    row: list[Group] = []
    for group in sorted(groups, key=lambda g: g[0].middle):
        if row and group[0].middle - row[0][0].middle > row[0][0].height / 2:
            yield row
            row = []
        row.append(group)
    if row:
        yield row


def _stretches(groups: list[Group]) -> Iterator[list[Group]]:
    """Yield what stands together on a line, from left to right."""
    stretch: list[Group] = []
    right = 0.0
    for group in sorted(groups, key=lambda g: min(c.left for c in g)):
        left = min(c.left for c in group)
        if stretch and left - right > _CELL_GAP * group[0].height:
            yield stretch
            stretch = []
        right = (
            max(c.right for c in group) if not stretch else max(right, *(c.right for c in group))
        )
        stretch.append(group)
    if stretch:
        yield stretch


def _is_loose(stretch: list[Group]) -> bool:
    """Tell whether a stretch is letters rather than words, and what they say is a word."""
    if any(_is_disordered(group) for group in stretch):
        return True
    single = [group[0] for group in stretch if len(group) == 1]
    if len(single) < 2 or len(single) < _LEAST_SHARE * sum(map(len, stretch)):
        return False
    if _SPACED_WORD.search("".join(character.text for character in single)):
        return True
    return median(_gaps(_by_place([single]))) < HINTED_GAP


def _by_place(stretch: list[Group]) -> Group:
    """Return the characters from left to right, without those that were drawn twice."""
    letters: Group = []
    for character in sorted((c for group in stretch for c in group), key=lambda c: c.left):
        before = letters[-1] if letters else None
        twice = (
            before is not None
            and before.text == character.text
            and character.left - before.left < _SAME_PLACE * (before.right - before.left)
        )
        if not twice:
            letters.append(character)
    return letters


def _gaps(letters: Group) -> list[float]:
    """Return the gaps between neighbours, in heights."""
    return [(after.left - before.right) / before.height for before, after in pairwise(letters)]


def _words(stretch: list[Group]) -> Iterator[Group]:
    letters = _by_place(stretch)
    gaps = _gaps(letters)
    widest = max(_LEAST_WORD_GAP, _WORD_GAP * median(gaps)) if gaps else 0.0
    word = letters[:1]
    for gap, letter in zip(gaps, letters[1:], strict=True):
        if gap > widest:
            yield word
            word = []
        word.append(letter)
    yield word
