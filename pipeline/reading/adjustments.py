"""Allowances (BT-107) and charges (BT-108) on the whole invoice.

In: a sheet, its invoice lines and its totals. Out: those labelled amounts that turn the sum of the
lines, or a labelled sum before them, into the total without VAT (BR-CO-13). A label alone is not
enough: « dont éco-participation » and a discount that was taken off the prices change no total.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from pipeline.reading.labels import Labelled
from pipeline.reading.lines import Line, Sheet, fold
from pipeline.reading.search import Match, begins_with_label, find_labels
from pipeline.reading.totals import Totals
from pipeline.reading.values import Amount, money_in
from storage.domain.invoice import Line as InvoiceLine

_INCLUDED = re.compile(r"(?:\bdont|\bfranco|inclus|including|davon|offert)\W*$")
_MOST = 4
"""So many at most: of more, some would add up by chance."""
_NOTHING = Decimal(0)


@dataclass(frozen=True)
class Adjustment:
    """One amount that is added or taken off.

    Attributes:
        is_charge: It is added.
        amount: Without its sign.
        line: Where it stands.
        place: With its place in the text of that line.
    """

    is_charge: bool
    amount: Decimal
    line: Line
    place: Amount


@dataclass(frozen=True)
class Adjustments:
    """What adds up.

    Attributes:
        found: Empty where nothing adds up, or nothing has to.
        of_lines: They turn the sum of the invoice lines into the total, not another sum.
        lines: The invoice lines without those that state one of them.
    """

    found: tuple[Adjustment, ...]
    of_lines: bool
    lines: tuple[InvoiceLine, ...]

    def total(self, *, charges: bool) -> Decimal:
        """Return the sum of the charges (BT-108), or of the allowances (BT-107)."""
        return sum((a.amount for a in self.found if a.is_charge is charges), _NOTHING)


def find_adjustments(sheet: Sheet, lines: tuple[InvoiceLine, ...], totals: Totals) -> Adjustments:
    """Return the allowances and charges on the whole invoice."""
    without_vat = totals.totals.get(Labelled.WITHOUT_VAT)
    none = Adjustments((), of_lines=False, lines=lines)
    if without_vat is None:
        return none
    total = abs(without_vat.value)
    goods = tuple(line for line in lines if not _states_adjustment(line))
    of_lines = abs(sum((line.total or _NOTHING for line in goods), _NOTHING))
    if of_lines == total:
        return Adjustments((), of_lines=False, lines=goods)
    options = list(_options(sheet))
    stated = tuple(line for line in lines if _states_adjustment(line))
    if stated and abs(sum((line.total or _NOTHING for line in lines), _NOTHING)) == total:
        rows = _rows_of(stated, options)
        return Adjustments(rows, of_lines=True, lines=goods) if rows else none
    if len(options) > _MOST:
        return none
    before = [abs(it.value.value) for it in without_vat.others if not it.is_below]
    choices = sorted(product(*options), key=lambda chosen: sum(a is not None for a in chosen))
    for basis in (of_lines, *before):
        for chosen in choices:
            found = tuple(adjustment for adjustment in chosen if adjustment is not None)
            if found and basis and basis + _effect(found) == total:
                is_sum = basis == of_lines
                return Adjustments(found, of_lines=is_sum, lines=goods if is_sum else lines)
    return none


def _rows_of(
    stated: tuple[InvoiceLine, ...], options: list[tuple[Adjustment | None, ...]]
) -> tuple[Adjustment, ...]:
    """Return where rows of the table state their amounts; nothing where one is not found."""
    left, found = list(options), []
    for row in stated:
        amount = row.total or _NOTHING
        fitting = (
            (choice, option)
            for option in left
            for choice in option
            if choice is not None and choice.amount == abs(amount)
        )
        chosen = next(fitting, None)
        if chosen is None:
            return ()
        found.append(replace(chosen[0], is_charge=amount > 0))
        left.remove(chosen[1])
    return tuple(found)


def _states_adjustment(line: InvoiceLine) -> bool:
    """Tell whether a line of the table is none of goods: a discount, a fee without quantity."""
    name = re.sub(r"^\W+", "", fold(line.name)).removeprefix("dont ")
    is_below_zero = (line.total or _NOTHING) < 0
    if not is_below_zero and None not in {line.quantity, line.unit_price}:
        return False
    meanings = (Labelled.ALLOWANCE,) if is_below_zero else (Labelled.ALLOWANCE, Labelled.CHARGE)
    return any(begins_with_label(name, meaning) for meaning in meanings)


def _effect(found: tuple[Adjustment, ...]) -> Decimal:
    return sum((a.amount if a.is_charge else -a.amount for a in found), _NOTHING)


def _options(sheet: Sheet) -> Iterator[tuple[Adjustment | None, ...]]:
    """Yield for each labelled line the amounts on it that it can mean; None for none of them.

    The last amount is the likely one; with VAT and total beside it, it is the first.
    """
    seen: set[int] = set()
    for meaning in (Labelled.ALLOWANCE, Labelled.CHARGE):
        for match in find_labels(sheet, meaning):
            line = sheet.lines[match.span.line]
            amounts = _amounts(line, match)
            if not amounts or line.index in seen or _INCLUDED.search(_before(line, match)):
                continue
            seen.add(line.index)
            is_charge = meaning is Labelled.CHARGE
            yield (
                *(Adjustment(is_charge, abs(a.value), line, a) for a in (amounts[-1], amounts[0])),
                None,
            )


def _before(line: Line, match: Match) -> str:
    return line.folded[: match.span.start]


def _amounts(line: Line, match: Match) -> list[Amount]:
    return [
        amount
        for amount in money_in(line.folded)
        if amount.value and amount.start >= match.span.end - 1
    ]
