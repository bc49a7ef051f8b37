"""Words of a page from its text layer.

In: a page opened by pypdfium2. Out: its words with boxes on the displayed page, and how far that
has to be turned for its text to stand upright. Characters are joined into words by their places,
since spaces are often missing from a text layer or drawn far from where they are seen.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from ctypes import byref, c_double
from itertools import islice, pairwise
from math import pi, radians, sin

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.reading.letters import BREAKING_GAP, HINTED_GAP, Character, put_together
from pipeline.reading.words import Word

MOST_CHARACTERS = 200_000
"""Of one page; what follows is not read."""
MOST_WORDS = 20_000
"""Of one page."""

_OVERLAP = 0.5
"""Of the height: a character further above or below begins a new word."""
_UPRIGHT = 0.7
"""Sine of the angle of a character up to which it counts as upright."""
_SAMPLED = 300
"""Characters that show how a page's text is turned."""
_NEXT = 1.5
"""Of the longer side of a character: where the next one of its word is."""
_MOSTLY = 0.8
"""Of the steps from letter to letter that lead one way, where all of a page is turned."""
_STEPS = {180: (-1, 0), 270: (0, 1), 90: (0, -1)}
"""By how much a page is turned to be read, and which way its letters follow each other before."""
_QUARTER = pi / 2
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
_INVISIBLE = {"\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\ufffe"}


def words_on(page: pdfium.PdfPage) -> tuple[Word, ...]:
    """Return the words of a page's text layer, in the order in which they are drawn."""
    to_display, turned = mapping_of(page), radians(page.get_rotation())
    width, height = page.get_size()
    text_page = page.get_textpage()
    try:
        words = []
        groups = list(_groups(_characters(text_page, to_display, turned)))
        for group in put_together(groups):
            words.append(_word(group, width or 1.0, height or 1.0))
            if len(words) >= MOST_WORDS:
                break
        return tuple(words)
    finally:
        text_page.close()


def quarter_turns(page: pdfium.PdfPage) -> int:
    """Return by how many degrees clockwise a page has to be turned for its text to be upright.

    The letters have to be turned, and to follow each other that way: fonts can turn letters twice,
    and programs can draw a line from its end.
    """
    text_page, rotation = page.get_textpage(), radians(page.get_rotation())
    try:
        sample = range(min(text_page.count_chars(), _SAMPLED))
        angles = (pdfium_c.FPDFText_GetCharAngle(text_page.raw, index) for index in sample)
        quarters = Counter(round((angle + rotation) / _QUARTER) % 4 for angle in angles)
        turned = -90 * quarters.most_common(1)[0][0] % 360 if quarters else 0
        if not turned:
            return 0
        characters = _characters(text_page, mapping_of(page), rotation)
        steps = Counter(_steps(islice(characters, _SAMPLED)))
        return turned if steps[_STEPS[turned]] >= _MOSTLY * steps.total() > 0 else 0
    finally:
        text_page.close()


def _steps(characters: Iterator[Character | None]) -> Iterator[tuple[int, int]]:
    """Yield the directions, across and down, in which letters follow letters of the same word."""
    for before, after in pairwise(characters):
        if before is None or after is None:
            continue
        across, down = (
            after.left + after.right - before.left - before.right,
            after.top + after.bottom - before.top - before.bottom,
        )
        near = 2 * _NEXT * max(before.height, before.right - before.left)
        if 0 < max(abs(across), abs(down)) < near:
            is_level = abs(across) > abs(down)
            yield (1 if across > 0 else -1, 0) if is_level else (0, 1 if down > 0 else -1)


def mapping_of(page: pdfium.PdfPage) -> Callable[[float, float], tuple[float, float]]:
    """Return how a point of the page becomes one of the displayed page (ISO 32000-2 §14.11.2).

    The page is cut to its CropBox and turned by its /Rotate; the origin is top left, in points.
    """
    # The CropBox may be inherited, which only the bounding box of the page knows.
    left, bottom, right, top = page.get_bbox()
    match page.get_rotation():
        case 90:
            return lambda x, y: (y - bottom, x - left)
        case 180:
            return lambda x, y: (right - x, y - bottom)
        case 270:
            return lambda x, y: (top - y, right - x)
        case _:
            return lambda x, y: (x - left, top - y)


def _characters(
    text_page: pdfium.PdfTextPage,
    to_display: Callable[[float, float], tuple[float, float]],
    turned: float,
) -> Iterator[Character | None]:
    """Yield the visible characters in drawing order; None where a space stands."""
    raw = text_page.raw
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    loose = pdfium_c.FS_RECTF()
    hinted = False
    for index in range(min(text_page.count_chars(), MOST_CHARACTERS)):
        code = pdfium_c.FPDFText_GetUnicode(raw, index)
        if pdfium_c.FPDFText_IsGenerated(raw, index) == 1:
            hinted = True
            continue
        character = chr(code) if 0 < code < 0x110000 else " "
        if character in _INVISIBLE:
            continue
        if character.isspace() or unicodedata.category(character)[0] == "C":
            yield None
            continue
        if pdfium_c.FPDFText_GetLooseCharBox(raw, index, byref(loose)):
            corners = (loose.left, loose.bottom, loose.right, loose.top)
        elif pdfium_c.FPDFText_GetCharBox(
            raw, index, byref(left), byref(right), byref(bottom), byref(top)
        ):
            corners = (left.value, bottom.value, right.value, top.value)
        else:
            continue
        (x1, y1), (x2, y2) = to_display(*corners[:2]), to_display(*corners[2:])
        yield Character(
            LIGATURES.get(character, character),
            min(x1, x2),
            min(y1, y2),
            max(x1, x2),
            max(y1, y2),
            abs(sin(pdfium_c.FPDFText_GetCharAngle(raw, index) - turned)) > _UPRIGHT,
            hinted,
        )
        hinted = False


def _groups(characters: Iterator[Character | None]) -> Iterator[list[Character]]:
    group: list[Character] = []
    for character in characters:
        if group and (character is None or not _follows(group[-1], character)):
            yield group
            group = []
        if character is not None:
            group.append(character)
    if group:
        yield group


def _follows(before: Character, after: Character) -> bool:
    """Tell whether a character goes on the word that another one stands in."""
    if after.standing != before.standing:
        return False
    if after.standing:
        width = max(before.right - before.left, 1e-6)
        gap = max(before.top - after.bottom, after.top - before.bottom)
        same = abs(after.left - before.left) <= _OVERLAP * width
        return same and gap < (HINTED_GAP if after.hinted else BREAKING_GAP) * width
    height = before.bottom - before.top or 1e-6
    if abs(after.top - before.top) > _OVERLAP * height:
        return False
    gap = after.left - before.right
    return -height < gap < (HINTED_GAP if after.hinted else BREAKING_GAP) * height


def _word(group: list[Character], width: float, height: float) -> Word:
    left, top = min(c.left for c in group), min(c.top for c in group)
    right, bottom = max(c.right for c in group), max(c.bottom for c in group)
    places = (left / width, top / height, (right - left) / width, (bottom - top) / height)
    x, y, w, h = (round(place, 5) for place in places)
    return Word("".join(c.text for c in group), x, y, w, h)
