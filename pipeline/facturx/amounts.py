"""Say which amounts of an invoice fit together well enough to stand in an XML.

In: the fields, the VAT table and the lines of an invoice. Out: the totals, and the rows and lines
that agree with them to the cent; nothing is made to fit.
Rules: EN 16931, BR-CO-10 to BR-CO-17 and BR-S-08.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from pipeline.facturx.line_rates import with_rates
from pipeline.facturx.parties import clean, is_left_out, usable
from storage.domain.invoice import CORE_TOTALS, FieldName, Invoice, Line, VatBreakdown
from storage.domain.money import CENT, parse_amount

_CATEGORIES = frozenset({"S", "Z", "E", "AE", "K", "G", "O"})
_ONE = "C62"
"""BT-130, as the page's unit is not read: one, of whatever it is."""
_LUMP_SUM = "LS"
"""BT-130 of a line that has a total alone."""
_FINEST = {"quantity": Decimal("0.0001"), "price": Decimal("0.000001")}


@dataclass(frozen=True)
class Totals:
    """The document totals (BG-22) that stand in the XML; they agree with one another.

    Attributes:
        without_vat: BT-109.
        vat: BT-110.
        with_vat: BT-112.
        prepaid: BT-113, 0 where nothing was paid before.
        due: BT-115.
        rounding: BT-114, 0 where nothing was rounded.
        is_settled: Whether ``due`` is what is left after ``prepaid`` (BR-CO-16).
    """

    without_vat: Decimal
    vat: Decimal
    with_vat: Decimal
    prepaid: Decimal
    due: Decimal
    rounding: Decimal = Decimal(0)

    @property
    def is_settled(self) -> bool:
        """Whether the amount due is what is left of the total (BR-CO-16)."""
        return self.due == self.with_vat - self.prepaid + self.rounding


@dataclass(frozen=True)
class Adjustment:
    """An allowance (BG-20) or a charge (BG-21) on what one row of the VAT table is about.

    Attributes:
        is_charge: It is added.
        amount: BT-92 or BT-99, never negative.
        row: The row of the VAT table, whose category and rate it has.
    """

    is_charge: bool
    amount: Decimal
    row: VatBreakdown


@dataclass(frozen=True)
class InvoicedLine:
    """A line (BG-25) whose quantity and price make its total.

    Attributes:
        name: BT-153.
        quantity: BT-129.
        unit: BT-130.
        price: BT-146, never negative (BR-27).
        rate: BT-152.
        category: BT-151.
        total: BT-131.
    """

    name: str
    quantity: Decimal
    unit: str
    price: Decimal
    rate: Decimal
    category: str
    total: Decimal


def totals_of(invoice: Invoice) -> Totals | FieldName:
    """Return the totals, or the field that is missing, too uncertain or disagrees.

    One of the three totals that is missing is computed from the two others, and so is the amount
    due; one that was found but is too uncertain is not.
    """
    known = {name: parse_amount(usable(invoice, name)) for name in CORE_TOTALS}
    for name in CORE_TOTALS:
        if is_left_out(invoice, name):
            return name
    missing = [name for name in CORE_TOTALS if known[name] is None]
    if len(missing) > 1:
        return missing[0]
    without, vat, with_vat = (known[name] for name in CORE_TOTALS)
    if without is None and with_vat is not None and vat is not None:
        without = with_vat - vat
    if with_vat is None and without is not None and vat is not None:
        with_vat = without + vat
    if without is None or with_vat is None:
        return missing[0]
    if vat is None:
        vat = with_vat - without
    if without + vat != with_vat or not all(_is_cents(it) for it in (without, vat, with_vat)):
        return FieldName.TOTAL_WITH_VAT
    return _with_due(invoice, without, vat, with_vat)


def _with_due(
    invoice: Invoice, without: Decimal, vat: Decimal, with_vat: Decimal
) -> Totals | FieldName:
    prepaid, kept_back, rounding = (
        parse_amount(usable(invoice, name)) or Decimal(0)
        for name in (FieldName.PREPAID, FieldName.RETENTION, FieldName.ROUNDING)
    )
    due = parse_amount(usable(invoice, FieldName.AMOUNT_DUE))
    if due is None:
        # What is due can only be computed where it is sure what was paid.
        for name in (FieldName.AMOUNT_DUE, FieldName.PREPAID, FieldName.RETENTION):
            if is_left_out(invoice, name):
                return name
        due = with_vat - prepaid - kept_back + rounding
    if not all(_is_cents(it) for it in (prepaid, due, rounding)):
        return FieldName.AMOUNT_DUE
    return Totals(without, vat, with_vat, prepaid, due, rounding)


def _is_cents(amount: Decimal) -> bool:
    return amount == round(amount, 2)


def vat_rows_of(invoice: Invoice, totals: Totals) -> tuple[VatBreakdown, ...]:
    """Return the VAT table (BG-23) if it adds up to the totals, else an empty one."""
    rows = invoice.vat_breakdown
    keys = {_key(row) for row in rows}
    if len(keys) != len(rows) or not all(_is_sound(row) for row in rows):
        return ()
    basis = sum((row.basis for row in rows), Decimal(0))
    amount = sum((row.amount for row in rows), Decimal(0))
    return rows if rows and (basis, amount) == (totals.without_vat, totals.vat) else ()


def _is_sound(row: VatBreakdown) -> bool:
    rate = row.rate or Decimal(0)
    taxed = row.category == "S"
    return (
        row.category in _CATEGORIES
        and taxed == bool(rate)
        and _is_cents(row.basis)
        and _is_cents(row.amount)
        and abs(_to_cents(row.basis * rate / 100) - row.amount) <= CENT
    )


def adjustments_of(
    invoice: Invoice, rows: tuple[VatBreakdown, ...]
) -> tuple[Adjustment, ...] | None:
    """Return the allowances and charges by row of the VAT table; None where that is not sure.

    With one row they are on that row. With several, what each row differs from its lines is its
    share, if all are allowances or all are charges and the shares make the amount on the page.
    """
    amounts = {
        is_charge: parse_amount(usable(invoice, name)) or Decimal(0)
        for is_charge, name in ((False, FieldName.ALLOWANCES), (True, FieldName.CHARGES))
    }
    present = {is_charge: amount for is_charge, amount in amounts.items() if amount}
    if any(amount < 0 or not _is_cents(amount) for amount in present.values()):
        return None
    if len(rows) == 1 or not present:
        return tuple(Adjustment(is_charge, it, rows[0]) for is_charge, it in present.items())
    if len(present) > 1:
        return None
    ((is_charge, amount),) = present.items()
    of_lines = _sums(_sound_lines(invoice.lines, rows))
    shares = [(row.basis - of_lines[_key(row)]) * (1 if is_charge else -1) for row in rows]
    if any(share < 0 for share in shares) or sum(shares) != amount:
        return None
    return tuple(
        Adjustment(is_charge, share, row) for share, row in zip(shares, rows, strict=True) if share
    )


def _key(row: VatBreakdown) -> tuple[str, Decimal]:
    return row.category, row.rate or Decimal(0)


def _sums(lines: Iterable[InvoicedLine]) -> dict[tuple[str, Decimal], Decimal]:
    sums: dict[tuple[str, Decimal], Decimal] = defaultdict(Decimal)
    for line in lines:
        sums[line.category, line.rate] += line.total
    return sums


def lines_of(
    invoice: Invoice, rows: tuple[VatBreakdown, ...], adjustments: tuple[Adjustment, ...] = ()
) -> tuple[InvoicedLine, ...]:
    """Return the lines if each is complete and all add up to the VAT table, else none.

    Allowances and charges on the whole invoice count with the rows that they are on.
    """
    lines = tuple(_sound_lines(invoice.lines, rows))
    if not rows or not lines or len(lines) != len(invoice.lines):
        return ()
    sums = _sums(lines)
    for adjustment in adjustments:
        change = adjustment.amount if adjustment.is_charge else -adjustment.amount
        sums[_key(adjustment.row)] += change
    basis = {_key(row): row.basis for row in rows}
    return lines if sums == basis else ()


def _whole(line: Line) -> tuple[Line, str]:
    """Complete what follows from the rest, and return the unit (BT-130) with it.

    A line that shows its total alone is one lump sum; one without a price has its total's share.
    """
    quantity, price, total = line.quantity, line.unit_price, line.total
    if quantity is None and price in {None, total}:
        return replace(line, quantity=Decimal(1), unit_price=total), _LUMP_SUM
    if price is None and quantity and total is not None:
        return replace(line, unit_price=round(total / quantity, 6)), _ONE
    return line, _ONE


def _sound_lines(lines: tuple[Line, ...], rows: tuple[VatBreakdown, ...]) -> Iterator[InvoicedLine]:
    for line, unit in map(_whole, with_rates(lines, rows)):
        quantity, price, total = line.quantity, line.unit_price, line.total
        if quantity is None or price is None or total is None or line.vat_rate is None:
            continue
        categories = [row.category for row in rows if (row.rate or Decimal(0)) == line.vat_rate]
        name = clean(line.name)
        if len(categories) != 1 or not name or not _makes(quantity, price, total):
            continue
        if price < 0:  # a reduction: its quantity is negative, a price must not be (BR-27)
            quantity, price = -quantity, -price
        yield InvoicedLine(name, quantity, unit, price, line.vat_rate + 0, categories[0], total)


def _makes(quantity: Decimal, price: Decimal, total: Decimal) -> bool:
    exact = quantity % _FINEST["quantity"] == 0 and price % _FINEST["price"] == 0
    return exact and _is_cents(total) and abs(_to_cents(quantity * price) - total) <= CENT


def _to_cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
