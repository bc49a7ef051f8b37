"""Is a chosen number the whole of what is printed, or may it go on beside or below itself?

In: a sheet and a number with its place. Out: whether nothing that nobody explains stands so near
that it may be a part of it. No second witness makes a part of a number its whole: the same part
stands under a second label, too.
"""

import re
from collections.abc import Iterator

from pipeline.reading.choice import Choice
from pipeline.reading.fitting import overlap, spans_of
from pipeline.reading.lines import Line, Sheet, Span, compact
from pipeline.reading.search import Found
from pipeline.reading.tokens import WORDS, Token, is_of_address
from pipeline.reading.values import days_in, has_money

_NEAR = 2.0
"""Heights between two cells that may be groups of one number."""
_GROUPS_APART = 1.6
"""The same where they are read as one."""
_NEXT_LINE = 0.8
"""Of the height of a value: what stands closer below it may go on with it."""
_HEAD = re.compile(r"(?:^|[\s\t])([A-Z]{1,5})$")
_ENDS = re.compile(r"(?:^|[\s\t])(?:[^\s\t]*\d[^\s\t,;:]*|[-/])$")
_GOES_ON = re.compile(r"[^\s\t,;:.]*\d[^\s\t]*")
_BEGINS = re.compile(r"(?:[A-Z]{1,2}|[-/]?\d{1,5}|[-/])(?![^\s\t])")
_LONE_N = re.compile(r"(?<![A-Za-z])N $")


def is_whole(sheet: Sheet, number: Choice[Token]) -> bool:
    """Tell whether a number can be no part of a longer one."""
    found = number.places[0]
    return (
        found.value.is_whole
        and not _is_label_a_part(found)
        and not _has_parts_beside(sheet, found)
        and not _goes_on_below(sheet, found)
        and not _is_part_of_another(number)
    )


def groups_of_cells(line: Line) -> Iterator[tuple[int, int]]:
    """Yield start and end of the cells of a line; those that go on with the one before as one."""
    start = end = -1
    for cell in line.cells():
        if end >= 0 and _is_part_beside(line, (start, end), cell, _GROUPS_APART):
            end = cell[1]
            continue
        if end >= 0:
            yield start, end
        start, end = cell
    yield start, end


def _is_part_beside(line: Line, left: tuple[int, int], right: tuple[int, int], most: float) -> bool:
    """Tell whether a cell may go on with what ends the cell before it."""
    before, behind = line.text[slice(*left)], line.text[slice(*right)]
    head, begin = _HEAD.search(before), _BEGINS.match(behind)
    is_led = head and head[1] not in WORDS and _GOES_ON.match(behind)
    is_part = is_led or (begin and begin[0] not in WORDS and _ENDS.search(before))
    if not is_part or _is_day_at(line, left[1] - 1) or _is_day_at(line, right[0]):
        return False
    digits = re.match(r"\d*", behind)
    if is_of_address(line, right[0], right[0] + (digits.end() if digits else 0)):
        return False
    one, other = line.span(left[1] - 1, left[1]), line.span(right[0], right[0] + 1)
    return other.left - one.right < most * max(one.height, other.height)


def _is_day_at(line: Line, start: int) -> bool:
    return any(day.start <= start < day.end for day in days_in(line.folded))


def _is_label_a_part(found: Found[Token]) -> bool:
    """Tell whether the label ends with what may begin the number: « Facture N 455 949 »."""
    label = found.label.span
    if found.is_below or not found.value.text[0].isdigit():
        return False
    return _LONE_N.search(found.line.text[label.start : found.value.start]) is not None


def _has_parts_beside(sheet: Sheet, found: Found[Token]) -> bool:
    """Tell whether a cell beside the value's own may be a part of it, and no head explains it."""
    line, value = found.line, found.value
    cells = list(line.cells())
    first = next((i for i, (s, e) in enumerate(cells) if s <= value.start <= e), 0)
    last = next((i for i, (s, e) in enumerate(cells) if s < value.end <= e), first)
    label = found.label.span
    beside = []
    if first and value.start == cells[first][0] and label.end <= cells[first - 1][0]:
        beside.append((cells[first - 1], cells[first], first - 1))
    if last + 1 < len(cells) and value.end == cells[last][1]:
        beside.append((cells[last], cells[last + 1], last + 1))
    return any(
        _is_part_beside(line, left, right, _NEAR)
        and not (found.is_below and _has_head(sheet, found, cells[other]))
        for left, right, other in beside
    )


def _has_head(sheet: Sheet, found: Found[Token], cell: tuple[int, int]) -> bool:
    """Tell whether a cell stands under a head of its own, beside the label of a value."""
    label = found.label.span
    own = found.line.span(*cell)
    return any(
        overlap(head, own) and not head.start <= label.start < head.end
        for head in spans_of(sheet.lines[label.line])
    )


def _goes_on_below(sheet: Sheet, found: Found[Token]) -> bool:
    """Tell whether a value may have been broken: digits right below it that have no label."""
    line, value = found.line, found.value
    place = line.span(value.start, value.end)
    for lower in sheet.below(place, _NEXT_LINE):
        for cell in spans_of(lower):
            if _is_below(place, cell) and _is_bare(lower, cell):
                return not any(_is_own_label(found, place, it, lower) for it in spans_of(lower))
    return False


def _is_below(place: Span, cell: Span) -> bool:
    """Tell whether a cell has an edge or its middle in common with a value above it."""
    slack = 0.5 * place.height
    edges = (
        (place.left, cell.left),
        (place.right, cell.right),
        ((place.left + place.right) / 2, (cell.left + cell.right) / 2),
    )
    return any(abs(one - other) < slack for one, other in edges)


def _is_bare(line: Line, cell: Span) -> bool:
    """Tell whether a cell is digits that say nothing of themselves."""
    text = line.text[cell.start : cell.end]
    is_known = _is_day_at(line, cell.start) or has_money(line.folded)
    return _GOES_ON.fullmatch(text) is not None and not is_known


def _is_own_label(found: Found[Token], place: Span, cell: Span, line: Line) -> bool:
    """Tell whether a cell is the label of what stands right of it, below a value."""
    has_words = re.search(r"[a-z]{2}", line.folded[cell.start : cell.end]) is not None
    reach = place.left if found.is_below else found.label.span.left
    return has_words and cell.right <= place.left and cell.right > reach - place.height


def _is_part_of_another(number: Choice[Token]) -> bool:
    """Tell whether another value near a label is this one and more."""
    own = compact(number.value)
    others = (compact(value) for value, _ in number.others)
    return any(own != other and (other.startswith(own) or other.endswith(own)) for other in others)
