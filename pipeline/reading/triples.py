"""Sets of three totals that add up, and what speaks for each set.

In: labelled amounts, the rows of the VAT table, the invoice lines. Out: sets of total without VAT,
VAT, total with VAT, the likeliest first. Labels, table, lines and what was paid are scored
together, since each alone fits parts of a page too: a sub-total, a row of the table, a column.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from pipeline.reading.labels import Labelled
from pipeline.reading.search import Found
from pipeline.reading.values import Amount
from pipeline.reading.vat_sums import VatSums
from pipeline.reading.vat_table import Row

Candidates = dict[Decimal, Found[Amount]]
"""The best place of each value, the better values first."""
Named = Mapping[Labelled, Candidates]

SURE = 0.35
"""Score of a value that its label clearly means."""
_MOST_VAT_SHARE = Decimal("0.3")
"""No VAT rate in Europe is higher than 27 %."""
_ALL = 3
"""Totals of a set."""
_DUE_IS_TOTAL = 0.6
"""Of the score of an amount due: as much does it say of a total with VAT."""


@dataclass(frozen=True)
class Triple:
    """Totals that add up.

    Attributes:
        without_vat: BT-109.
        vat: BT-110.
        with_vat: BT-112.
        rows: The VAT table that adds up to them; empty where none does.
        labelled: How many of the three bear a label.
        sure: How many of them a label clearly means.
        is_sure: Labels clearly mean all of them; where there is no VAT, it needs none.
        of_lines: Which of them the invoice lines add up to.
        score: What speaks for them together.
    """

    without_vat: Decimal
    vat: Decimal
    with_vat: Decimal
    rows: tuple[Row, ...]
    labelled: int
    sure: int
    is_sure: bool
    of_lines: frozenset[Labelled]
    score: float


def triples(named: Named, sums: VatSums) -> list[Triple]:
    """Return every set of three that adds up and has some support, the likeliest first."""
    with_vat = {v: f.score for v, f in named[Labelled.WITH_VAT].items()}
    if not any(score >= SURE for score in with_vat.values()):
        with_vat |= _before_payment(named)
    for value, place in named[Labelled.DUE].items():
        with_vat.setdefault(value, place.score * _DUE_IS_TOTAL)
    found = (_triple(ht, ttc, named, with_vat, sums) for ht, ttc in _pairs(named, with_vat, sums))
    return sorted((t for t in found if t is not None), key=lambda t: -t.score)


def _before_payment(named: Named) -> dict[Decimal, float]:
    """Return what is left to pay together with what clear labels call paid or kept back."""
    taken = [
        abs(value)
        for meaning in (Labelled.PREPAID, Labelled.RETENTION)
        for value, found in named[meaning].items()
        if value and found.score >= SURE
    ]
    return {
        due + amount: _DUE_IS_TOTAL / 2 * found.score
        for due, found in named[Labelled.DUE].items()
        for amount in taken
    }


def _pairs(
    named: Named, with_vat: Mapping[Decimal, float], sums: VatSums
) -> set[tuple[Decimal, Decimal]]:
    without, vats = named[Labelled.WITHOUT_VAT], named[Labelled.VAT]
    pairs = {(ht, ttc) for ht, ttc in product(without, with_vat)}
    pairs |= {(ttc - vat, ttc) for vat, ttc in product(vats, with_vat) if vat}
    pairs |= {(ht, ht + vat) for ht, vat in product(without, vats) if vat}
    pairs |= {
        (basis, basis + vat)
        for basis, vat in sums.closed
        if basis in without or vat in vats or basis + vat in with_vat
    }
    pairs |= {(ttc - vat, ttc) for vat, _, _ in sums.open_sums for ttc in with_vat}
    if (whole := sums.body.whole) is not None:
        pairs |= {(ht, ttc) for ttc in with_vat for ht in (whole, -whole) if ht * ttc > 0}
        pairs |= {(ht, ttc) for ht in without for ttc in (whole, -whole) if ht * ttc > 0}
    if sums.exemption is not None and not sums.is_taxed:
        pairs |= {(ttc, ttc) for ttc in with_vat} | {(ht, ht) for ht in without}
    return pairs


def _triple(
    ht: Decimal,
    ttc: Decimal,
    named: Named,
    with_vat: Mapping[Decimal, float],
    sums: VatSums,
) -> Triple | None:
    """Return a set with what speaks for it; None where that is too little."""
    vat = ttc - ht
    if not ttc or vat * ttc < 0 or abs(vat) > _MOST_VAT_SHARE * abs(ht):
        return None
    scores = [
        _score(named[Labelled.WITHOUT_VAT], ht),
        _score(named[Labelled.VAT], vat),
        with_vat.get(ttc),
    ]
    labelled = sum(s is not None for s in scores)
    table = sums.rows_for(ht, vat)
    known = _known(named, table) | {abs(ht), abs(vat), abs(ttc)}
    of_lines = frozenset(
        meaning
        for meaning, total in ((Labelled.WITHOUT_VAT, ht), (Labelled.WITH_VAT, ttc))
        if sums.body.makes(total, known)
    )
    fits_rates = any(vat == v and abs(ht - basis) <= slack for v, basis, slack in sums.open_sums)
    # Rows that a whole table proves are worth a label of their own; so are rates that fit.
    support = labelled + (1.5 if table else 1.0 if fits_rates else 0.0) + 0.5 * bool(of_lines)
    if support < 2:
        return None
    meant = [s is not None and s >= SURE for s in scores]
    score = sum(s for s in scores if s) + 0.5 * (labelled == 3 and all(meant)) + _of_table(table)
    score += 1.2 * (fits_rates and not table) + 0.8 * _is_settled(ttc, named)
    if of_lines:
        # A sum of the lines that leaves out what is taken off the whole is a sub-total.
        score += 1.5 if sums.body.is_spent(ht) or sums.body.is_spent(ttc) else 0.9
    score += _size(abs(ttc), with_vat)
    is_sure = all(meant) or (not vat and meant[0] and meant[2])
    return Triple(ht, vat, ttc, table, labelled, sum(meant), is_sure, of_lines, score)


def _score(candidates: Candidates, value: Decimal) -> float | None:
    return candidates[value].score if value in candidates else None


def _known(named: Named, table: tuple[Row, ...]) -> set[Decimal]:
    """Return what may stand below the lines without being one of them."""
    paid = {abs(v) for m in (Labelled.DUE, Labelled.PREPAID) for v in named[m]}
    return paid | {abs(v) for row in table for v in (row.basis, row.amount, row.basis + row.amount)}


def _of_table(table: tuple[Row, ...]) -> float:
    return 1.0 + 0.5 * min(len(table), 4) if table else 0.0


def _is_settled(with_vat: Decimal, named: Named) -> bool:
    """Tell whether what was paid before and what is due make a total with VAT."""
    dues = named[Labelled.DUE]
    return any(paid and with_vat - abs(paid) in dues for paid in named[Labelled.PREPAID])


def _size(amount: Decimal, amounts: Iterable[Decimal]) -> float:
    """Prefer the largest set: rows of a table and carried sums add up too."""
    largest = max((abs(a) for a in amounts), default=amount)
    return 1.5 * min(float(amount / largest), 1.0) if largest else 0.0


def rivals(best: Triple, others: Iterable[Triple]) -> Iterator[Triple]:
    """Yield the other sets whose labels clearly mean them, but for parts of the best itself."""
    in_table = {(row.basis, row.amount) for row in best.rows}
    parts = {best.without_vat, best.vat, best.with_vat}
    parts |= {part for row in best.rows for part in (row.basis, row.amount)}
    for other in others:
        pair = (other.without_vat, other.vat)
        is_meant = other.sure == _ALL if best.vat else other.is_sure
        if not is_meant or pair in in_table or pair == (best.without_vat, best.vat):
            continue
        # An amount and no VAT make itself, wherever they stand.
        makes_itself = not other.vat and best.vat and best.rows
        is_part = not other.rows and parts.issuperset((*pair, other.with_vat))
        if not makes_itself and not is_part:
            yield other
