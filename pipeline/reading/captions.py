"""Rows of amounts that have their labels below them.

In: a sheet and a line of it. Out: the amounts that fill their cells, and the line of those that a
line of captions names.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.reading.fitting import fit_of, spans_of
from pipeline.reading.lines import Line, Sheet, Span
from pipeline.reading.values import Amount, has_money, money_in

_LEAST = 3
"""So many amounts in a row have their labels below them."""
_MOST_DOWN = 2
"""Lines from the amounts to their labels, where signs stand between."""
_SIGNS = re.compile(r"[-+=−–\t ]+")
_UNIT = re.compile(r"€|\b(?:eur|euros?|chf|gbp|usd)\b|[£$]|^[-+=–−] ")


def amounts_over(sheet: Sheet, line: Line) -> Line | None:
    """Return the line of amounts that the cells of a line name, one each, and nothing else.

    Signs that make a sum of them may stand between or beside: « + », « = ».
    """
    names = _terms(line)
    if len(names) < _LEAST or has_money(line.folded):
        return None
    above = reversed(sheet.lines[max(0, line.index - _MOST_DOWN) : line.index])
    upper = next((it for it in above if not _SIGNS.fullmatch(it.text)), None)
    if upper is None or upper.page.number != line.page.number:
        return None
    values, amounts = _terms(upper), whole_money_on(upper)
    is_row = (
        len(values) == len(names)
        and {(it.start, it.end) for it in amounts} == {(it.start, it.end) for it in values}
        and all(fit_of(name, value) == 1 for name, value in zip(names, values, strict=True))
    )
    return upper if is_row else None


def _terms(line: Line) -> list[Span]:
    """Return the cells of a line but for the signs between them."""
    cells = spans_of(line)
    return [cell for cell in cells if not _SIGNS.fullmatch(line.text, cell.start, cell.end)]


def whole_money_on(line: Line) -> Iterator[Amount]:
    """Yield the amounts of a line that have their cells, with the currency for its part of them."""
    for amount in money_in(line.folded):
        start, end = line.cell_around(amount.start)
        if is_alone(line, amount, start, end):
            yield replace(amount, start=start, end=end)


def is_alone(line: Line, amount: Amount, start: int, end: int) -> bool:
    """Tell whether an amount is all that a stretch of a line says, but for its currency."""
    rest = line.folded[start : amount.start] + line.folded[amount.end : end]
    return not _UNIT.sub("", rest).strip()
