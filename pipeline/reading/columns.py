"""Rows of heads with a row of values below them.

In: a label and a value found below it. Out: whether the value's cell is that of the label.
"""

import re
from collections.abc import Iterator

from pipeline.reading.fitting import overlap, spans_of
from pipeline.reading.lines import Line, Sheet
from pipeline.reading.search import Found, V
from pipeline.reading.values import Amount, money_in

_WORDS = re.compile(r"[a-z]{4,}")
"""What a label in the cell of an amount begins with; a currency has three letters."""


def is_under_head(head: Line, found: Found[V]) -> bool:
    """Tell whether a value's cell stands under the label's cell, and either under no other.

    Cells that do not stand under each other at all belong by their number, where both rows have the
    same number of cells.

    Args:
        head: The line of the label.
        found: A value below that label.
    """
    heads, cells = spans_of(head), spans_of(found.line)
    label, value = found.label.span, found.value
    own_head = next((s for s in heads if s.start <= label.start < s.end), None)
    own_cell = next((s for s in cells if s.start <= value.start < s.end), None)
    if own_head is None or own_cell is None:
        return False
    over = [s for s in heads if overlap(s, own_cell)]
    under = [s for s in cells if overlap(s, own_head)]
    if over == [own_head] and under == [own_cell]:
        return True
    return len(heads) == len(cells) > 1 and heads.index(own_head) == cells.index(own_cell)


def is_among_money(line: Line, start: int) -> bool:
    """Tell whether a value stands in a row with amounts, as those of goods, or in a cell with one.

    In a row of fields each has its label in its cell: « DATE 3 May   PLEASE PAY GBP 120.00 ».

    Args:
        line: The row.
        start: Where in its text the value begins.
    """
    own = line.cell_around(start)
    return any(
        own[0] <= amount.start < own[1] or not _has_label(line, amount)
        for amount in money_in(line.folded)
    )


def _has_label(line: Line, amount: Amount) -> bool:
    first, _ = line.cell_around(amount.start)
    return _WORDS.match(line.folded[first : amount.start]) is not None


def cells_between(sheet: Sheet, found: Found[V]) -> Iterator[tuple[Line, int, int]]:
    """Yield the cells between a label and a value below it, in the value's column.

    Yields:
        The line of each, and where in its text the cell starts and ends.
    """
    place = found.line.span(found.value.start, found.value.end)
    for line in sheet.lines[found.label.span.line + 1 : found.line.index]:
        for start, end in line.cells():
            if overlap(line.span(start, end), place):
                yield line, start, end
