"""Which rows make a total without VAT and a total of VAT: printed ones, or those of the lines.

In: the rows that a page may have, its invoice lines, and why there is no VAT. Out: for two totals
the rows that add up to both. Rules: BR-CO-14, BR-CO-17 (VAT is basis × rate, rounded to a cent).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from itertools import combinations, product

from pipeline.reading.body import Body
from pipeline.reading.entries import Entry
from pipeline.reading.vat_table import RATES, Row
from storage.domain.money import CENT

_MOST_PER_RATE = 7
_MOST_RATES = 5
_LEAST_BASIS = 20
"""Of this a cent is a twentieth of a percent: below it several rates fit."""
_MOST_SHARES = 20_000
"""Sums of lines by rate that are followed at once."""
_ROUNDING = 3 * CENT
_NOTHING = Decimal(0)
Pair = tuple[Decimal, Decimal]
"""A basis and the VAT on it."""


@dataclass(frozen=True)
class VatSums:
    """What may make the totals.

    Attributes:
        rows: Every possible row of the page.
        body: Its invoice lines.
        exemption: The sentence that says why there is no VAT; None without one.
        is_taxed: There is VAT on a part at least: no total is one without any.
    """

    rows: tuple[Row, ...]
    body: Body
    exemption: str | None = None
    is_taxed: bool = False

    @cached_property
    def closed(self) -> dict[Pair, tuple[Row, ...]]:
        """Basis and VAT of every choice of one printed row per rate, and these rows."""
        found: dict[Pair, tuple[Row, ...]] = {}
        for chosen in _choices(tuple(row for row in self.rows if not row.is_open)):
            pair = _sum(row.basis for row in chosen), _sum(row.amount for row in chosen)
            if len(chosen) > len(found.get(pair, ())):
                found[pair] = chosen
        return found

    @cached_property
    def _open_choices(self) -> list[tuple[Row, ...]]:
        return list(_choices(tuple(row for row in self.rows if row.is_open and row.rate)))

    @cached_property
    def open_sums(self) -> list[tuple[Decimal, Decimal, Decimal]]:
        """For every choice of several open rows their VAT, the basis of it, and its slack.

        A VAT of a cent more or less is another basis of five cents at 20 %.
        """
        return [
            (
                _sum(row.amount for row in chosen),
                _sum(row.amount * 100 / row.rate for row in chosen),
                _sum(CENT * 100 / row.rate for row in chosen),
            )
            for chosen in self._open_choices
            if len(chosen) > 1
        ]

    def rows_for(self, without_vat: Decimal, vat: Decimal) -> tuple[Row, ...]:
        """Return the rows that add up to two totals; empty where none do."""
        if not vat and self.is_taxed:
            return ()
        if found := self.closed.get((without_vat, vat)):
            return found
        if found := self._close(without_vat, vat) or self._of_lines(without_vat, vat):
            return found
        if not vat and self.exemption is not None:
            return (Row(_NOTHING, without_vat, _NOTHING, exemption=self.exemption),)
        return self._unstated(without_vat, vat)

    def _close(self, without_vat: Decimal, vat: Decimal) -> tuple[Row, ...]:
        """Return rows that left their basis open, with the bases that the totals leave them.

        A single one has the whole total; several have the sums of the lines with their rates.
        """
        for row in self.rows:
            if row.is_open and row.amount == vat and row.fits(without_vat):
                return (row.with_basis(without_vat),)
        for chosen in self._open_choices:
            if len(chosen) < 2 or _sum(row.amount for row in chosen) != vat:
                continue
            closed = [row.with_basis(row.of_lines) for row in chosen if row.fits(row.of_lines)]
            rest = without_vat - _sum(row.basis for row in closed)
            left = [row for row in chosen if not row.fits(row.of_lines)]
            if len(left) == 1 and left[0].fits(rest):
                return (*closed, left[0].with_basis(rest))
            if not left and not rest:
                return tuple(closed)
            if shared := _share(chosen, self.body.entries(without_vat), without_vat):
                return shared
        return ()

    def _of_lines(self, without_vat: Decimal, vat: Decimal) -> tuple[Row, ...]:
        """Return a row per rate of the lines where their sums make both totals."""
        if not vat:
            return ()
        for total, is_gross in ((without_vat, False), (without_vat + vat, True)):
            entries = self._with_rates(self.body.entries(total))
            rows = _rows_of_lines(entries, vat, is_gross=is_gross, sign=1 if total > 0 else -1)
            if rows and _sum(r.basis for r in rows) == without_vat:
                return tuple(part for row in rows for part in self._as_printed(row))
        return ()

    def _with_rates(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """Give entries the one rate of the page where the others stand in a column without VAT."""
        stated = {entry.rate for entry in entries if entry.rate is not None}
        rates = {row.rate for row in self.rows if row.is_open and row.rate}
        if stated != {_NOTHING} or len(rates) != 1:
            return entries
        rate = next(iter(rates))
        return tuple(replace(e, rate=rate) if e.rate is None else e for e in entries)

    def _unstated(self, without_vat: Decimal, vat: Decimal) -> tuple[Row, ...]:
        """Return the one row of a page that states no rate: its lines make the whole.

        Of the rates in force only one makes this VAT of this total.
        """
        whole = next(iter(self.body.ways), ())
        # Hours at « 25 % » more are no rate: those stand on most lines.
        is_stated = 2 * sum(entry.rate is not None for entry in whole) > len(whole)
        if self.rows or is_stated or self.exemption or abs(without_vat) < _LEAST_BASIS:
            return ()
        known = {abs(without_vat), abs(vat), abs(without_vat + vat)}
        if not any(self.body.makes(total, known) for total in (without_vat, without_vat + vat)):
            return ()
        fitting = [r for r in RATES if abs(_cents(without_vat * r / 100) - vat) <= CENT]
        return (Row(fitting[0], without_vat, vat),) if len(fitting) == 1 else ()

    def _as_printed(self, row: Row) -> tuple[Row, ...]:
        """Return a row with its place, where the page states its rate and VAT.

        What is without VAT may be two rows of the table, for two reasons.
        """
        if not row.rate:
            return self._two_without_vat(row) or (row,)
        same = (r for r in self.rows if r.is_open and (r.rate, r.amount) == (row.rate, row.amount))
        printed = next(same, None)
        return (replace(row, span=printed.span),) if printed else (row,)

    def _two_without_vat(self, whole: Row) -> tuple[Row, ...]:
        own = self.body.own
        apart = [
            row
            for row in self.rows
            if not row.rate and not row.is_open and row.span and row.span.line not in own
        ]
        pairs = [
            (one, other)
            for one, other in combinations(apart, 2)
            if one.basis + other.basis == whole.basis and one.span != other.span
        ]
        return pairs[0] if len(pairs) == 1 else ()


def _share(rows: tuple[Row, ...], entries: tuple[Entry, ...], total: Decimal) -> tuple[Row, ...]:
    """Return open rows with the bases that lines without a rate make in one way only.

    Each line is in one of the rows; no other choice makes the VAT of all of them, not even where
    the VAT of every line was rounded for itself.
    """
    sign = 1 if total > 0 else -1
    turned = 1 if _sum(entry.amount for entry in entries) > 0 else -1
    amounts = [entry.amount * turned for entry in entries]
    if min(amounts, default=_NOTHING) <= 0 or any(row.rate not in RATES for row in rows):
        return ()
    shares = {(_NOTHING,) * len(rows)}
    for amount in amounts:
        shares = {
            (*share[:at], share[at] + amount, *share[at + 1 :])
            for share in shares
            for at, row in enumerate(rows)
            if _vat_over(row, share[at] + amount, sign) <= _ROUNDING
        }
        if len(shares) > _MOST_SHARES:
            return ()
    fitting = [
        share
        for share in shares
        if all(
            _vat_over(row, part, sign) >= -_ROUNDING for row, part in zip(rows, share, strict=True)
        )
    ]
    if len(fitting) != 1:
        return ()
    return tuple(row.with_basis(part * sign) for row, part in zip(rows, fitting[0], strict=True))


def _vat_over(row: Row, basis: Decimal, sign: int) -> Decimal:
    """Return by how much the VAT on a basis is more than that of a row."""
    return _cents(basis * row.rate / 100) - row.amount * sign


def _rows_of_lines(
    entries: tuple[Entry, ...], vat: Decimal, *, is_gross: bool, sign: int
) -> tuple[Row, ...]:
    """Return a row per rate of the lines, where their VAT is the one that is printed."""
    stated = {entry.rate for entry in entries if entry.rate is not None}
    by_rate: dict[Decimal, Decimal] = defaultdict(Decimal)
    for entry in entries:
        # What is added or taken off on the whole has the rate of all lines where they have one.
        rate = next(iter(stated)) if len(stated) == 1 and entry.is_change else entry.rate
        if rate is None:
            return ()
        by_rate[rate] += entry.amount
    turned = 1 if _sum(by_rate.values()) * sign > 0 else -1
    rows = [
        _row(rate, amount * turned, is_gross=is_gross)
        for rate, amount in sorted(by_rate.items(), reverse=True)
        if amount
    ]
    off = vat - _sum(row.amount for row in rows)
    if len(rows) == 1 and rows[0].rate and abs(off) <= CENT:
        basis = rows[0].basis - (off if is_gross else _NOTHING)
        return (Row(rows[0].rate, basis, vat),)
    return tuple(rows) if not off else ()


def _row(rate: Decimal, amount: Decimal, *, is_gross: bool) -> Row:
    if not is_gross:
        return Row(rate, amount, _cents(amount * rate / 100))
    basis = _cents(amount * 100 / (100 + rate))
    return Row(rate, basis, amount - basis)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, _NOTHING)


def _choices(rows: tuple[Row, ...]) -> Iterator[tuple[Row, ...]]:
    """Yield every choice of at most one row per rate and category, without the empty one."""
    # Shares of a discount look like rates; those that are none come last.
    keys = sorted({(row.rate, row.category) for row in rows}, key=_unlikely)
    by_rate: dict[tuple[Decimal, str], list[Row | None]] = {key: [None] for key in keys}
    for row in reversed(rows):  # the table stands at the end, under the invoice lines
        of_rate = by_rate[row.rate, row.category]
        if row not in of_rate and len(of_rate) < _MOST_PER_RATE:
            of_rate.append(row)
    for chosen in product(*list(by_rate.values())[:_MOST_RATES]):
        kept = tuple(row for row in chosen if row is not None)
        untaxed = [row.category for row in kept if not row.rate]
        # Of two rows without VAT each has to say what it is: one may be in the other.
        if kept and (len(untaxed) < 2 or all(untaxed)):
            yield kept


def _unlikely(key: tuple[Decimal, str]) -> tuple[bool, Decimal, str]:
    rate, category = key
    return bool(rate) and rate not in RATES, -rate, category
