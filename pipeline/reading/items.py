"""Rows of a table of invoice lines: which of them are lines, and which are sums of those before.

In: the rows as they were read. Out: those of them that are lines. Arithmetic tells sums that rows
carry along: of a section, of the page, of all work to date less the bills before this one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.reading.lines import Span
from storage.domain.invoice import Line as InvoiceLine

_NOTHING = Decimal(0)
MOST_OF_STATEMENT = 4
"""Rows at most of what was done to date and of the bills before this one."""


@dataclass(frozen=True)
class Item:
    """An invoice line, whether its numbers fit, and where its total stands."""

    line: InvoiceLine
    fits: bool
    total: Span


def in_column(items: list[Item]) -> list[Item]:
    """Return the rows whose total stands in the column of those with a quantity or a rate."""
    sure = [item.total for item in items if item.line.quantity is not None]
    sure = sure or [item.total for item in items if item.line.vat_rate is not None]
    if not sure:
        return items
    left, right = min(span.left for span in sure), max(span.right for span in sure)
    return [i for i in items if i.total.left < right and left < i.total.right]


def without_sums(items: list[Item]) -> Iterator[Item]:
    """Yield the rows but for sums of those before: behind one only rows that multiply out count."""
    total = section = _NOTHING
    is_behind, passed = False, 0
    for index, item in enumerate(items):
        amount = item.line.total or _NOTHING
        if not passed and total and all(before.fits for before in items[:index]):
            passed = _statement(items[index : index + MOST_OF_STATEMENT], abs(total))
        if passed:
            passed -= 1
        elif _is_bare(item) and amount in {total, section} - {0}:
            section, is_behind = _NOTHING, True
        elif item.fits or not is_behind:
            total, section = total + amount, section + amount
            yield item


def _statement(rows: Sequence[Item], total: Decimal) -> int:
    """Return how many rows state all work to date and what was billed of it before; or none."""
    left = _NOTHING
    for count, row in enumerate(rows):
        if not _is_bare(row):
            return 0
        left += abs(row.line.total or _NOTHING) * (-1 if count else 1)
        if count and left == total:
            return count + 1
    return 0


def _is_bare(item: Item) -> bool:
    return not item.fits and item.line.quantity is None
