"""The totals of an invoice and its VAT table: the set of labelled amounts that adds up.

In: a sheet. Out: total without VAT (BT-109), VAT (BT-110), total with VAT (BT-112), what is prepaid
(BT-113) and due (BT-115), and the rows of the VAT table (BG-23). A label alone decides little,
since columns and sub-totals bear the same words; what adds up with the VAT table decides.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import product

from pipeline.reading.exemptions import exemption_of
from pipeline.reading.labels import Labelled
from pipeline.reading.line_items import is_header
from pipeline.reading.lines import Line, Sheet
from pipeline.reading.search import Found, find_labels, values_near
from pipeline.reading.values import Amount, amounts_in
from pipeline.reading.vat_table import RATES, Row, rows_in
from storage.domain.money import CENT

_HT = Labelled.WITHOUT_VAT
_MOST_CANDIDATES = 7
_MOST_VAT_SHARE = Decimal("0.3")
"""No VAT rate in Europe is higher than 27 %."""
_MOST_ROUNDING = Decimal(1)
"""In units of the currency: more is no rounding of an amount."""
_IN_LINES = 0.3
"""Of the score of an amount under the head of the invoice lines."""
_NOTHING = Decimal(0)
_NICKEL = 5 * CENT
"""Swiss amounts due are rounded to it."""


@dataclass(frozen=True)
class Total:
    """One total.

    Attributes:
        value: As printed, with its sign.
        found: Its labelled place; None where it follows from other amounts.
        others: Other labelled values, the better first.
    """

    value: Decimal
    found: Found[Amount] | None = None
    others: tuple[Found[Amount], ...] = ()


@dataclass(frozen=True)
class Totals:
    """What adds up.

    Attributes:
        totals: By what they are.
        rows: The VAT table; empty where none adds up to the totals.
        is_unique: No other labelled set of three amounts adds up.
        may_be_paid: Something on the paper speaks of a payment or of an amount that is kept back,
            and that amount was not read or does not fit.
    """

    totals: Mapping[Labelled, Total] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    is_unique: bool = False
    may_be_paid: bool = False


@dataclass(frozen=True)
class _Triple:
    """Totals without VAT, of VAT, with VAT, and what speaks for them together."""

    without_vat: Decimal
    vat: Decimal
    with_vat: Decimal
    rows: tuple[Row, ...]
    labelled: int
    score: float


Candidates = dict[Decimal, Found[Amount]]
"""The best place of each value, the better values first."""


def find_totals(sheet: Sheet) -> Totals:
    """Find the totals of a document."""
    named = {meaning: _candidates(sheet, meaning) for meaning in _MEANINGS}
    rows = rows_in(sheet)
    exemption = exemption_of(sheet).reason
    triples = sorted(_triples(named, rows, exemption), key=lambda t: -t.score)
    if not triples:
        return Totals(_single(named))
    best = triples[0]
    totals = {
        Labelled.WITHOUT_VAT: _total(best.without_vat, named[Labelled.WITHOUT_VAT]),
        Labelled.VAT: _total(best.vat, named[Labelled.VAT]),
        Labelled.WITH_VAT: _total(best.with_vat, named[Labelled.WITH_VAT] | named[Labelled.DUE]),
    }
    totals |= _due(best.with_vat, named)
    may_be_paid = Labelled.PREPAID not in totals and any(find_labels(sheet, Labelled.PREPAID))
    # What is kept back and is not taken off leaves open what is due now.
    may_be_paid |= Labelled.RETENTION not in totals and bool(named[Labelled.RETENTION])
    return Totals(totals, best.rows, _is_unique(best, triples), may_be_paid)


_MEANINGS = (
    Labelled.WITHOUT_VAT,
    Labelled.VAT,
    Labelled.WITH_VAT,
    Labelled.DUE,
    Labelled.PREPAID,
    Labelled.RETENTION,
    Labelled.ROUNDING,
)


def _money_in(line: Line) -> Iterable[Amount]:
    return (amount for amount in amounts_in(line.folded) if amount.is_money)


def _candidates(sheet: Sheet, meaning: Labelled) -> Candidates:
    best: Candidates = {}
    for match in find_labels(sheet, meaning):
        for found in values_near(sheet, match, _money_in):
            if found.is_below and is_header(sheet.lines[match.span.line]):
                found = replace(found, score=found.score * _IN_LINES)  # noqa: PLW2901
            value = found.value.value
            # Totals stand at the end; of equals the later is the total of all pages.
            if value not in best or found.score >= best[value].score:
                best[value] = found
    ordered = sorted(best.items(), key=lambda item: -item[1].score)
    return dict(ordered[:_MOST_CANDIDATES])


def _triples(
    named: Mapping[Labelled, Candidates], rows: tuple[Row, ...], exemption: str | None
) -> Iterator[_Triple]:
    """Yield every set of three that adds up, where at least two are labelled."""
    without = named[Labelled.WITHOUT_VAT]
    vats = named[Labelled.VAT]
    with_vat = {v: f.score for v, f in named[Labelled.WITH_VAT].items()}
    for value, found in named[Labelled.DUE].items():
        with_vat.setdefault(value, found.score * 0.6)
    pairs = {(ht, ttc) for ht, ttc in product(without, with_vat)}
    pairs |= {(ttc - vat, ttc) for vat, ttc in product(vats, with_vat) if vat}
    pairs |= {(ht, ht + vat) for ht, vat in product(without, vats) if vat}
    pairs |= {(basis, basis + vat) for basis, vat in _sums_of(rows)}
    open_sums = list(_sums_of_open(rows))
    pairs |= {(ttc - vat, ttc) for vat, _, _ in open_sums for ttc in with_vat}
    if exemption is not None:
        pairs |= {(ttc, ttc) for ttc in with_vat} | {(ht, ht) for ht in without}
    for ht, ttc in pairs:
        vat = ttc - ht
        if not ttc or vat * ttc < 0 or abs(vat) > _MOST_VAT_SHARE * abs(ht):
            continue
        table = _table_for(ht, vat, rows, exemption)
        scores = [
            without[ht].score if ht in without else None,
            vats[vat].score if vat in vats else None,
            with_vat.get(ttc),
        ]
        labelled = sum(s is not None for s in scores)
        # Rows that a whole table proves are worth a label of their own; so are rates that fit.
        fits_rates = any(vat == v and abs(ht - basis) <= slack for v, basis, slack in open_sums)
        support = labelled + (1.5 if table else 1.0 if fits_rates else 0.0)
        if support >= 2:
            score = sum(s for s in scores if s) + 0.5 * (labelled == 3) + 1.2 * len(table)
            score += 1.2 * (fits_rates and not table) + 0.8 * _is_settled(ttc, named)
            yield _Triple(ht, vat, ttc, table, labelled, score + _size(abs(ttc), with_vat))


def _is_settled(with_vat: Decimal, named: Mapping[Labelled, Candidates]) -> bool:
    """Tell whether what was paid before and what is due make a total with VAT."""
    dues = named[Labelled.DUE]
    return any(paid and with_vat - abs(paid) in dues for paid in named[Labelled.PREPAID])


def _size(amount: Decimal, amounts: Iterable[Decimal]) -> float:
    """Prefer the largest set: rows of a table and carried sums add up too."""
    largest = max((abs(a) for a in amounts), default=amount)
    return 1.5 * min(float(amount / largest), 1.0) if largest else 0.0


def _sums_of(rows: tuple[Row, ...]) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield basis and VAT of every choice of one row per rate."""
    for chosen in _choices(tuple(row for row in rows if not row.is_open)):
        yield sum((r.basis for r in chosen), _NOTHING), sum((r.amount for r in chosen), _NOTHING)


def _sums_of_open(rows: tuple[Row, ...]) -> Iterator[tuple[Decimal, Decimal, Decimal]]:
    """Yield for every choice of several open rows their VAT, the basis of it, and its slack.

    A VAT of a cent more or less is another basis of five cents at 20 %.
    """
    for chosen in _choices(tuple(row for row in rows if row.is_open)):
        if len(chosen) > 1:
            yield (
                sum((row.amount for row in chosen), _NOTHING),
                sum((row.amount * 100 / row.rate for row in chosen), _NOTHING),
                sum((CENT * 100 / row.rate for row in chosen), _NOTHING),
            )


def _choices(rows: tuple[Row, ...]) -> Iterator[tuple[Row, ...]]:
    """Yield every choice of at most one row per rate and category, without the empty one."""
    # Shares of a discount look like rates; those that are none come last.
    keys = sorted({(row.rate, row.category) for row in rows}, key=_unlikely)
    by_rate: dict[tuple[Decimal, str], list[Row | None]] = {key: [None] for key in keys}
    for row in reversed(rows):  # the table stands at the end, under the invoice lines
        of_rate = by_rate[row.rate, row.category]
        if row not in of_rate and len(of_rate) < _MOST_CANDIDATES:
            of_rate.append(row)
    for chosen in product(*list(by_rate.values())[:5]):
        kept = tuple(row for row in chosen if row is not None)
        untaxed = [row.category for row in kept if not row.rate]
        # Of two rows without VAT each has to say what it is: one may be in the other.
        if kept and (len(untaxed) < 2 or all(untaxed)):
            yield kept


def _unlikely(key: tuple[Decimal, str]) -> tuple[bool, Decimal, str]:
    rate, category = key
    return bool(rate) and rate not in RATES, -rate, category


def _table_for(
    without_vat: Decimal, vat: Decimal, rows: tuple[Row, ...], exemption: str | None
) -> tuple[Row, ...]:
    """Return the rows that add up to two totals; empty where none do."""
    fitting = [
        chosen
        for chosen in _choices(tuple(row for row in rows if not row.is_open))
        if sum((r.basis for r in chosen), _NOTHING) == without_vat
        and sum((r.amount for r in chosen), _NOTHING) == vat
    ]
    if fitting:
        return max(fitting, key=len)
    if closed := _close(without_vat, vat, rows):
        return closed
    if not vat and exemption is not None:
        return (Row(_NOTHING, without_vat, _NOTHING, exemption=exemption),)
    return ()


def _close(without_vat: Decimal, vat: Decimal, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return rows that left their basis open, with the bases that the totals leave them.

    A single one has the whole total; several have the sums of the lines with their rates.
    """
    for row in rows:
        if row.is_open and row.amount == vat and row.fits(without_vat):
            return (row.with_basis(without_vat),)
    for chosen in _choices(tuple(row for row in rows if row.is_open)):
        if len(chosen) < 2 or sum((r.amount for r in chosen), _NOTHING) != vat:
            continue
        closed = [row.with_basis(row.of_lines) for row in chosen if row.fits(row.of_lines)]
        rest = without_vat - sum((row.basis for row in closed), _NOTHING)
        left = [row for row in chosen if not row.fits(row.of_lines)]
        if len(left) == 1 and left[0].fits(rest):
            return (*closed, left[0].with_basis(rest))
        if not left and not rest:
            return tuple(closed)
    return ()


def _is_unique(best: _Triple, triples: list[_Triple]) -> bool:
    """Tell whether no other fully labelled set adds up, but for a row of the table itself."""
    in_table = {(row.basis, row.amount) for row in best.rows}
    return not any(
        other.labelled == 3
        and (other.without_vat, other.vat) not in in_table
        and (other.without_vat, other.vat) != (best.without_vat, best.vat)
        for other in triples
    )


def _total(value: Decimal, candidates: Candidates) -> Total:
    others = tuple(found for other, found in candidates.items() if other != value)[:3]
    return Total(value, candidates.get(value), others)


def _single(named: Mapping[Labelled, Candidates]) -> dict[Labelled, Total]:
    """Return the best labelled value of each total, where nothing adds up."""
    totals = {
        meaning: _total(next(iter(named[meaning])), named[meaning])
        for meaning in (Labelled.WITHOUT_VAT, Labelled.WITH_VAT, Labelled.DUE)
        if named[meaning]
    }
    if Labelled.WITH_VAT not in totals and Labelled.DUE in totals:
        totals[Labelled.WITH_VAT] = totals[Labelled.DUE]
    return totals


def _due(with_vat: Decimal, named: Mapping[Labelled, Candidates]) -> dict[Labelled, Total]:
    """Return what is due, prepaid, kept back and rounded; together they are the total with VAT."""
    dues, prepaids = named[Labelled.DUE], named[Labelled.PREPAID]
    if with_vat in prepaids and prepaids[with_vat].label.weight < 1:
        return {
            Labelled.PREPAID: Total(abs(with_vat), prepaids[with_vat]),
            Labelled.DUE: Total(_NOTHING),
        }
    sign = 1 if with_vat > 0 else -1
    for parts in _settlements(named):
        prepaid, back, rest = (part.value for part in parts.values())
        for due in dues:
            if due * sign == abs(with_vat) - prepaid - back + rest:
                taken = {meaning: part for meaning, part in parts.items() if part.value}
                return {Labelled.DUE: _total(due, dues), **taken}
    paid = [p for p in prepaids if 0 < abs(p) < abs(with_vat) and p not in named[_HT]]
    if with_vat in dues or not (dues or paid):
        return {Labelled.DUE: _total(with_vat, dues)}
    for due, place in dues.items():
        if place.label.weight == 1 and abs(due) <= abs(with_vat) + _NICKEL and not place.is_below:
            return {Labelled.DUE: _total(due, dues)}
    return {}


def _settlements(named: Mapping[Labelled, Candidates]) -> list[dict[Labelled, Total]]:
    """Return every choice of what is prepaid, kept back and rounded, the simpler first.

    What is kept back is no payment and no reduction: it is owed, and asked for later.
    """
    nothing = Total(_NOTHING)
    taken = {
        meaning: [nothing, *(Total(abs(v), f) for v, f in named[meaning].items() if v)]
        for meaning in (Labelled.PREPAID, Labelled.RETENTION)
    }
    roundings = {v: f for v, f in named[Labelled.ROUNDING].items() if 0 < abs(v) <= _MOST_ROUNDING}
    taken[Labelled.ROUNDING] = [
        nothing,
        *(Total(v, f) for v, f in roundings.items()),
        *(Total(-v, f) for v, f in roundings.items()),
    ]
    choices = [dict(zip(taken, chosen, strict=True)) for chosen in product(*taken.values())]
    some = [parts for parts in choices if any(part.value for part in parts.values())]
    return sorted(some, key=lambda parts: sum(bool(part.value) for part in parts.values()))
