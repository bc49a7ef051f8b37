"""What the invoice lines add up to: a witness of the totals that stands apart from them.

In: a sheet. Out: the amounts of the lines and what is added or taken off below them, each with the
VAT rates that its line can mean. Sums that the lines themselves carry along (« à reporter », the
sum of a section) are told by arithmetic: what is the sum of the lines before it is none of them.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, product

from pipeline.reading.entries import Entry, without_details
from pipeline.reading.heads import is_header
from pipeline.reading.items import MOST_OF_STATEMENT, Item
from pipeline.reading.labels import Labelled
from pipeline.reading.line_items import find_lines, find_rows
from pipeline.reading.lines import Line, Sheet, Span
from pipeline.reading.row_arithmetic import is_made_on
from pipeline.reading.search import (
    Found,
    Match,
    begins_with_label,
    find_labels,
    money_on,
    values_near,
)
from pipeline.reading.values import Amount, amounts_in, rates_in
from pipeline.reading.vat_columns import UNTAXED, codes_of
from pipeline.reading.vat_table import RATES, VAT_COLUMN, bare_rates_in

_NOTHING = Decimal(0)
_MOST_WAYS = 12
"""Ways to tell lines from sums of lines that are followed at once."""
_MOST_CHANGES = 4
_MOST_SUMMED = 8
"""Lines at most whose sum may stand behind them without a section of theirs."""
_MOST_STARTS = 8
_INCLUDED = re.compile(
    r"(?:\bdont|\bfranco|inclus|including|davon|offert|\bpas d'|\bsans|\bno|\bkein\w*)\W*$"
)
_EARLY = re.compile(r"% (?:skonto|escompte)$")
"""What is taken off if it is paid early: none of it is off the invoice."""
_RATES_HEAD = re.compile(
    r"(?:(?:taux|code|%) (?:de )?)?(?:t\.?v\.?a\.?|vat|mwst\.?|ust\.?|iva|btw)"
    r"(?: %| \(%\)|-satz| rate)?"
)
"""The head of a column of VAT rates and of nothing else."""
_SHARES = re.compile(
    r"\brem(?:ise)?s?\b|rabais|degress|\brab(?:att)?\b|\bdisc(?:ount)?\b|\bsc(?:onto)?\b|korting"
    r"|\bkort\b|\bdto\b|descuento|\bdesc\b|nachlass|reduction"
)
"""What the head of a column of shares that are taken off says."""
_SURE_BELOW = 0.7
"""Of the weight of a label that heads a column: the score of an amount that stands in it."""


@dataclass(frozen=True)
class _Heads:
    """Heads of columns by the lines below them.

    Attributes:
        rates: Of VAT rates.
        shares: Of what is taken off, in percent.
        untaxed: Of the amounts of what there is no VAT on, beside a column of the others.
    """

    rates: dict[int, Span]
    shares: dict[int, Span]
    untaxed: dict[int, Span]


@dataclass(frozen=True)
class Body:
    """The entries of an invoice.

    Attributes:
        ways: Every way to read the lines, each from the first line on; the whole one first.
        changes: What is added or taken off on the whole, each with its sign turned both ways.
        rest: For each way the amounts behind it: the totals, where it is the whole one.
        details: Indexes of lines that say what the entry above them is made of.
    """

    ways: tuple[tuple[Entry, ...], ...] = ()
    rest: tuple[frozenset[Decimal], ...] = ()
    changes: tuple[tuple[Entry, ...], ...] = ()
    details: frozenset[int] = frozenset()

    @cached_property
    def _sums(self) -> dict[Decimal, tuple[tuple[Entry, ...], frozenset[Decimal]]]:
        """The entries that make a sum, and what they leave out."""
        found: dict[Decimal, tuple[tuple[Entry, ...], frozenset[Decimal]]] = {}
        options = [(None, *entries) for entries in self.changes[:_MOST_CHANGES]]
        choices = sorted(product(*options), key=lambda chosen: sum(c is not None for c in chosen))
        for chosen in choices:
            extra = tuple(change for change in chosen if change is not None)
            for way, rest in zip(self.ways, self.rest, strict=True):
                entries = (*way, *extra)
                total = abs(sum((entry.amount for entry in entries), _NOTHING))
                if total:
                    found.setdefault(total, (entries, rest))
        return found

    @property
    def own(self) -> frozenset[int]:
        """Indexes of the lines in the sheet."""
        return self.details.union(entry.line for way in self.ways for entry in way)

    @property
    def whole(self) -> Decimal | None:
        """What all lines make together; None without lines."""
        return next(iter(self._sums), None)

    def makes(self, total: Decimal, known: Set[Decimal]) -> bool:
        """Tell whether the lines add up to a total, and nothing behind them is a line, too.

        Args:
            total: Whatever its sign.
            known: Totals, without signs; they may stand behind the lines.
        """
        entries = self.entries(total)
        # One line is no sum: it may be misread in the same way.
        is_sum = len(entries) > 1 or not any(entry.is_odd for entry in entries)
        return bool(entries) and is_sum and self._sums[abs(total)][1] <= known

    def is_spent(self, total: Decimal) -> bool:
        """Tell whether everything that is added or taken off is in a total."""
        own = {entry.line for entry in self.entries(total)}
        return all(change[0].line in own for change in self.changes)

    def entries(self, total: Decimal) -> tuple[Entry, ...]:
        """Return the entries that make a total, whatever its sign; empty where none do."""
        return self._sums.get(abs(total), ((), frozenset()))[0]


def find_body(sheet: Sheet) -> Body:
    """Return the entries of a document."""
    items = find_lines(sheet)
    columns = (_columns(sheet, pattern) for pattern in (VAT_COLUMN, _SHARES, UNTAXED))
    heads, codes = _Heads(*columns), codes_of(sheet)
    entries = [_entry(sheet, item, heads, codes) for item in items or find_rows(sheet)]
    entries = [e for e in entries if e.amount and not _is_payment(e, sheet.lines[e.line])]
    entries = entries if heads.rates or heads.untaxed else _without_shares(sheet, entries)
    printed = {entry.line for entry in entries}
    entries = without_details(sheet, entries)
    ways = list(_ways(entries))
    if not items:
        ways += _later_ways(entries)
    own = {entry.line for entry in entries}
    turn = -1 if _total(tuple(entries)) < 0 else 1
    changes = tuple(change for change in _changes(sheet, turn) if change[0].line not in own)
    details = frozenset(printed - own)
    return Body(tuple(way for way, _ in ways), tuple(rest for _, rest in ways), changes, details)


def _without_shares(sheet: Sheet, entries: list[Entry]) -> list[Entry]:
    """Leave out the rates of lines most of which state shares that are none: of work to date."""
    stated = [{r.value for r in rates_in(sheet.lines[e.line].folded) if r.value} for e in entries]
    strange = [rates for rates in stated if rates and not rates & set(RATES)]
    if 2 * len(strange) <= sum(map(bool, stated)):
        return entries
    return [replace(entry, rate=None) for entry in entries]


def _is_payment(entry: Entry, line: Line) -> bool:
    """Tell whether a row states what was paid: the lines without it are the total."""
    return entry.amount < 0 and begins_with_label(line.folded, Labelled.PREPAID)


def _later_ways(entries: list[Entry]) -> Iterator[tuple[tuple[Entry, ...], frozenset[Decimal]]]:
    """Yield the ways from a later row on: without a head of columns the lines begin anywhere.

    What quantity and price make is a line, and is passed over by none.
    """
    for start in range(1, min(len(entries), _MOST_STARTS)):
        if entries[start - 1].is_made:
            return
        for way, rest in _ways(entries[start:]):
            if any(entry.is_made for entry in way):
                yield way, rest


def _entry(sheet: Sheet, item: Item, heads: _Heads, codes: dict[str, Decimal]) -> Entry:
    line = sheet.lines[item.total.line]
    several = sum(amount.is_money for amount in amounts_in(line.folded)) > 1
    is_made = item.line.unit_price is not None or is_made_on(line, item.line.total or _NOTHING)
    total, column = item.line.total or _NOTHING, heads.rates.get(line.index)
    # A share that is taken off looks like a rate.
    says_rate = total > 0 or column is not None or VAT_COLUMN.search(line.folded)
    share = heads.shares.get(line.index)
    rate = _rate_on(line, column, share) if says_rate else None
    if (untaxed := heads.untaxed.get(line.index)) and _is_under(item.total, untaxed):
        rate = _NOTHING
    elif rate is None and codes:
        cells = [line.folded[a:b].strip() for a, b in line.cells()]
        coded = {codes[cell] for cell in cells[-2:] if cell in codes}
        rate = next(iter(coded)) if len(coded) == 1 else None
    return Entry(total, rate, line.index, is_made=is_made, is_odd=several and not is_made)


def _ways(entries: list[Entry]) -> Iterator[tuple[tuple[Entry, ...], frozenset[Decimal]]]:
    """Yield every first part of the lines, read in every way, with the amounts behind it."""
    # Lines so far, and which of them is the first behind the last sum of a section.
    states: list[tuple[tuple[Entry, ...], int]] = [((), 0)]
    found: list[tuple[tuple[Entry, ...], int]] = []
    for index, entry in enumerate(entries):
        following = []
        for lines, section in states:
            longer = (*lines, entry)
            if (headless := _without_head(longer, section)) is not None:
                following.append((headless, section))
            following.append((longer, section))
            sums = {_total(lines), _total(lines[section:]), *_sums_of_last(lines[section:])}
            if lines and entry.amount in sums:
                following.append((lines, len(lines)))
            following += [(kept, len(kept)) for kept in _without_statement(lines, section, entry)]
        states = following[:_MOST_WAYS]
        found += [(lines, index) for lines, _ in states]
    for lines, index in reversed(found):
        yield lines, frozenset(abs(entry.amount) for entry in entries[index + 1 :])


def _without_head(lines: tuple[Entry, ...], section: int) -> tuple[Entry, ...] | None:
    """Return lines without the head of the last section, where it states the sum of its lines."""
    total, is_made = _NOTHING, False
    for at in range(len(lines) - 1, section - 1, -1):
        head = lines[at]
        if is_made and not head.is_made and head.amount == total:
            return (*lines[:at], *lines[at + 1 :])
        total, is_made = total + head.amount, is_made or head.is_made
    return None


def _sums_of_last(lines: tuple[Entry, ...]) -> list[Decimal]:
    """Return what the last few lines add up to, two or more of them."""
    amounts = (entry.amount for entry in reversed(lines[-_MOST_SUMMED:]))
    return list(accumulate(amounts))[1:]


def _without_statement(
    lines: tuple[Entry, ...], section: int, last: Entry
) -> Iterator[tuple[Entry, ...]]:
    """Yield the lines before all work to date and the earlier bills, whose difference they make."""
    for count in range(1, min(MOST_OF_STATEMENT, len(lines) - section)):
        kept, (to_date, *earlier) = lines[:-count], lines[-count:]
        left = abs(to_date.amount) - sum(abs(entry.amount) for entry in (*earlier, last))
        if left and left in {abs(_total(kept)), abs(_total(kept[section:]))}:
            yield kept


def _total(entries: tuple[Entry, ...]) -> Decimal:
    return sum((entry.amount for entry in entries), _NOTHING)


def _changes(sheet: Sheet, turn: int) -> Iterator[tuple[Entry, ...]]:
    """Yield what labelled allowances and charges may add to the lines.

    Args:
        sheet: Where.
        turn: -1 where the lines themselves are taken off, on a credit note; else 1.
    """
    seen: set[tuple[int, int]] = set()
    for meaning in (Labelled.ALLOWANCE, Labelled.CHARGE):
        for match in find_labels(sheet, meaning):
            line = sheet.lines[match.span.line]
            found = _amounts_of(sheet, match)
            is_part = _INCLUDED.search(line.folded[: match.span.start]) is not None
            is_part |= _EARLY.search(line.folded[: match.span.end]) is not None
            if not found or is_part or _place_of(found[0]) in seen:
                continue
            seen.update(map(_place_of, found))
            amounts = [it.value.value for it in found]
            sign = 1 if meaning is Labelled.CHARGE else -1
            rate = _rate_on(line) if VAT_COLUMN.search(line.folded) else None
            yield tuple(
                Entry(turn * sign * abs(amount), rate, line.index, is_change=True)
                for amount in dict.fromkeys((amounts[-1], amounts[0]))
            )


def _place_of(found: Found[Amount]) -> tuple[int, int]:
    return found.line.index, found.value.start


def _amounts_of(sheet: Sheet, match: Match) -> list[Found[Amount]]:
    """Return the amounts beside a label, else the one in its column."""
    found = [f for f in values_near(sheet, match, money_on) if f.value.value]
    beside = [f for f in found if not f.is_below]
    below = [f for f in found if f.is_below and f.score >= _SURE_BELOW * match.weight]
    return beside or below[:1]


def _columns(sheet: Sheet, pattern: re.Pattern[str]) -> dict[int, Span]:
    """Return for each line the head of the column above it that says something, as VAT rates."""
    columns: dict[int, Span] = {}
    column: Span | None = None
    for line in sheet.lines:
        if is_header(line) or _is_head_of_rates(line):
            column = _column_of(line, pattern)
        elif column is not None:
            columns[line.index] = column
    return columns


def _is_head_of_rates(line: Line) -> bool:
    """Tell whether a cell is all about rates, among others without a figure: of a table's head."""
    cells = [line.folded[start:end] for start, end in line.cells()]
    is_bare = not any(c.isdigit() for c in line.folded)
    return is_bare and len(cells) > 2 and any(_RATES_HEAD.fullmatch(cell) for cell in cells)


def _column_of(head: Line, pattern: re.Pattern[str]) -> Span | None:
    for start, end in head.cells():
        found = list(pattern.finditer(head.folded, start, end))
        if found:
            return head.span(found[0].start(), found[-1].end())
    return None


def _rate_on(line: Line, column: Span | None = None, share: Span | None = None) -> Decimal | None:
    """Return the one VAT rate that a line can mean: in the column of rates, or the only one.

    Args:
        line: Which.
        column: The head of the column of rates, where there is one.
        share: The head of a column of what is taken off: no rate stands below it.
    """
    found = [(rate.value, line.span(rate.start, rate.end)) for rate in rates_in(line.folded)]
    if column is not None:
        found += [(r.value, line.span(r.start, r.end)) for r in bare_rates_in(line.folded)]
        found = [(value, place) for value, place in found if _is_under(place, column)]
    elif share is not None:
        found = [(value, place) for value, place in found if not _is_under(place, share)]
    values = {value for value, _ in found if value in RATES or not value}
    return next(iter(values)) if len(values) == 1 else None


def _is_under(place: Span, head: Span) -> bool:
    room = head.height
    return place.left < head.right + room and head.left - room < place.right
