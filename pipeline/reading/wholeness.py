"""Is a set of totals the whole of its page, or does the page state amounts that it does not explain?

In: a sheet, the totals that were chosen, and the rows and lines that make them. Out: whether every
amount around the totals is one of them, or a part of them. An amount that is left over may be the
true total, of which the chosen set is a sub-total, a section, or one rate.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pipeline.reading.body import Body
from pipeline.reading.labels import Labelled
from pipeline.reading.lines import Line, Sheet
from pipeline.reading.search import find_labels, values_near
from pipeline.reading.triples import SURE
from pipeline.reading.values import Amount, amounts_in
from pipeline.reading.vat_table import RATES, Row

_PARTS = re.compile(r"\bdont\b|\binclu|davon|\bdi cui\b|waarvan|\bincl\.|\bof which\b|enthalten")
"""What such a line names is in an amount that stands elsewhere."""
_TOTALS = (Labelled.WITHOUT_VAT, Labelled.VAT, Labelled.WITH_VAT, Labelled.DUE)


def explains_all(
    sheet: Sheet, totals: Iterable[Decimal], rows: tuple[Row, ...], body: Body
) -> bool:
    """Tell whether the totals and their parts are all amounts around the totals."""
    known = {abs(amount) for amount in totals}
    for row in rows:
        known |= {abs(row.basis), abs(row.amount), abs(row.basis + row.amount)}
    known |= {abs(entry.amount) for changes in body.changes for entry in changes}
    known |= {abs(sum((entry.amount for entry in way), Decimal(0))) for way in body.ways}
    own = {entry.line for way in body.ways for entry in way}
    return all(
        abs(amount.value) in known or not amount.value
        for line in _around_totals(sheet)
        if line.index not in own and not _PARTS.search(line.folded)
        for amount in _money_in(line)
    )


def _around_totals(sheet: Sheet) -> Iterator[Line]:
    """Yield the lines on which a total stands beside its label."""
    lines: dict[int, Line] = {}
    for meaning in _TOTALS:
        for match in find_labels(sheet, meaning):
            for found in values_near(sheet, match, _money_in):
                if found.score >= SURE and not found.is_below:
                    lines[found.line.index] = found.line
    yield from lines.values()


def _money_in(line: Line) -> Iterable[Amount]:
    return (amount for amount in amounts_in(line.folded) if amount.is_money)


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
        for row in seen
    )
