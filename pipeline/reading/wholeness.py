"""Is a set of totals the whole of its page, or are there amounts that it does not explain?

In: a sheet, the totals that were chosen, and the rows and lines that make them. Out: whether every
amount around the totals is one of them, or a part of them. An amount that is left over may be the
true total, of which the chosen set is a sub-total, a section, or one rate.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import accumulate, combinations

from pipeline.reading.body import Body
from pipeline.reading.labelled import TOTALS, Labelled
from pipeline.reading.lines import Line, Sheet
from pipeline.reading.search import find_labels, money_on, values_near
from pipeline.reading.triples import SURE, Triple
from pipeline.reading.vat_table import RATES, Row

_PARTS = re.compile(r"\bdont\b|\binclu|davon|\bdi cui\b|waarvan|\bincl\.|\bof which\b|enthalten")
"""What such a line names is in an amount that stands elsewhere."""
_TEN = Decimal(10)
_MOST_LINES = 60
"""So many are told apart by sections."""


def explains_all(sheet: Sheet, amounts: Iterable[Decimal], best: Triple, body: Body) -> bool:
    """Tell whether the totals and their parts are all amounts around the totals.

    Args:
        sheet: The page.
        amounts: The totals, and what was paid or kept back.
        best: The set that was chosen.
        body: The invoice lines.
    """
    known = {abs(amount) for amount in amounts}
    for row in best.rows:
        known |= {abs(row.basis), abs(row.amount), abs(row.basis + row.amount)}
    totals = {Labelled.WITHOUT_VAT: best.without_vat, Labelled.WITH_VAT: best.with_vat}
    for total in (totals[meaning] for meaning in best.of_lines):
        changes = [entry for entry in body.entries(total) if entry.is_change]
        known |= {abs(entry.amount) for entry in changes}
        known.add(abs(abs(total) - sum((entry.amount for entry in changes), Decimal(0))))
        known |= _sections([e.amount for e in body.entries(total) if not e.is_change])
    if best.of_lines and not any(body.is_spent(totals[meaning]) for meaning in best.of_lines):
        return False
    return all(
        abs(amount.value) in known or not amount.value
        for line in _around_totals(sheet)
        if line.index not in body.own and not _PARTS.search(line.folded)
        for amount in money_on(line)
    )


def _sections(amounts: list[Decimal]) -> set[Decimal]:
    """Return what lines that follow one another make: a section has its sum behind it."""
    sums = accumulate(amounts[:_MOST_LINES], initial=Decimal(0))
    return {abs(end - start) for start, end in combinations(sums, 2)}


def _around_totals(sheet: Sheet) -> Iterator[Line]:
    """Yield the lines on which a total stands beside its label."""
    lines: dict[int, Line] = {}
    for meaning in TOTALS:
        for match in find_labels(sheet, meaning):
            for found in values_near(sheet, match, money_on):
                if found.score >= SURE and not found.is_below:
                    lines[found.line.index] = found.line
    yield from lines.values()


def _is_ten_of_one(row: Row) -> bool:
    """Tell whether a row may be ten of one price: that is at 10 % of their sum."""
    return row.rate == _TEN and _TEN * row.amount == row.basis


def is_whole_table(rows: tuple[Row, ...], seen: tuple[Row, ...], own: frozenset[int]) -> bool:
    """Tell whether no printed row of another rate is left out.

    Args:
        rows: The table that was chosen.
        seen: Every row of the page.
        own: Indexes of the invoice lines, which state rates of their own.
    """
    if not any(row.span for row in rows):
        return True
    rates = {row.rate for row in rows}
    places = {row.span.line for row in rows if row.span}
    return not any(
        row.span is not None
        and row.rate in RATES
        and row.rate not in rates
        and not row.is_open
        and row.span.line not in places | own
        and not _is_ten_of_one(row)
        for row in seen
    )
