"""The totals of an invoice and its VAT table: the set of labelled amounts that adds up.

In: a sheet. Out: total without VAT (BT-109), VAT (BT-110), total with VAT (BT-112), what is prepaid
(BT-113) and due (BT-115), and the rows of the VAT table (BG-23). A label alone decides little,
since columns and sub-totals bear the same words; what adds up with the VAT table decides.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

from pipeline.reading.body import Body, find_body
from pipeline.reading.contained_vat import contained_vat
from pipeline.reading.exemptions import exemption_of
from pipeline.reading.labelled import TOTALS, Labelled
from pipeline.reading.labelled_amounts import candidates
from pipeline.reading.lines import Line, Sheet
from pipeline.reading.search import Found, find_labels, words_before
from pipeline.reading.triples import SURE, Candidates, Named, Triple, rivals, triples
from pipeline.reading.values import Amount
from pipeline.reading.vat_columns import has_taxed_column, rows_by_column
from pipeline.reading.vat_sums import VatSums
from pipeline.reading.vat_table import RATES, Row, rows_in
from pipeline.reading.wholeness import explains_all, is_whole_table
from storage.domain.money import CENT

_HT = Labelled.WITHOUT_VAT
_MOST_ROUNDING = Decimal(1)
"""In units of the currency: more is no rounding of an amount."""
_DEPOSIT = re.compile(
    r"(?:acompte|avance|arrhes|deposit|anzahlung|akonto|abschlag|acconto|anticipo|voorschot)\w*"
)
_ASKED = re.compile(rf"{_DEPOSIT.pattern}|provision|facture|a payer")
"""What an amount that was asked for before may be, or one that is asked for now."""
_PAID = re.compile(
    r"vers[ei]|recu|preleve|encaisse|pay[ei]|\bpaid|regl[ei]|dedui|deja|percu|receiv|less|erhalten|geleistet"
    r"|bereits|abzg|abzug|ricevut|pagat|\bpagad|betaald|voldaan|ontvangen|^-|\t-"
)
_MAY_BE = 0.25
"""Score of an amount that may have been paid before: what is due is then not the total."""
_CLEAR_BELOW = 0.8
"""Score of an amount in the column of a label that says that it was paid."""
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

    @property
    def is_labelled(self) -> bool:
        """A label clearly means it."""
        return self.found is not None and self.found.score >= SURE


@dataclass(frozen=True)
class Totals:
    """What adds up.

    Attributes:
        totals: By what they are.
        rows: The VAT table; empty where none adds up to the totals.
        is_unique: No other labelled set of three amounts adds up, no row of the table is left out.
        is_whole: They explain every amount that stands around them.
        of_lines: Those of them that the invoice lines add up to.
        may_be_paid: Something on the paper speaks of a payment or of an amount that is kept back,
            and that amount was not read or does not fit.
    """

    totals: Mapping[Labelled, Total] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    is_unique: bool = False
    is_whole: bool = False
    of_lines: frozenset[Labelled] = frozenset()
    may_be_paid: bool = False

    @property
    def is_sure(self) -> bool:
        """Nothing else on the page can be meant: by labels, or as nothing is left unexplained."""
        if not self.is_unique:
            return False
        ends = [self.totals.get(meaning) for meaning in (Labelled.WITHOUT_VAT, Labelled.WITH_VAT)]
        has_labels = all(t is not None and t.is_labelled for t in ends)
        # The VAT of rows that follow from the lines has to be printed.
        has_vat = self.totals[Labelled.VAT].is_labelled or all(
            row.span is not None or not row.rate for row in self.rows
        )
        return has_vat and (has_labels or self.is_whole)


def find_totals(sheet: Sheet) -> Totals:
    """Find the totals of a document."""
    named = {meaning: candidates(sheet, meaning) for meaning in _MEANINGS}
    body, rows = find_body(sheet), (*rows_in(sheet), *rows_by_column(sheet))
    if contained := contained_vat(sheet):
        rows = (*rows, *contained.rows)
        named[Labelled.VAT] = {contained.vat.value.value: contained.vat}
        named[_HT] = {v: found for v, found in named[_HT].items() if v != contained.total}
    exemption = exemption_of(sheet).reason
    is_taxed = _is_taxed(named, rows, body) or has_taxed_column(sheet)
    sums = VatSums(rows, body, exemption, is_taxed=is_taxed)
    sets = triples(named, sums)
    if not sets:
        return Totals(_single(named))
    best = sets[0]
    totals = {
        Labelled.WITHOUT_VAT: _total(best.without_vat, named[Labelled.WITHOUT_VAT]),
        Labelled.VAT: _total(best.vat, named[Labelled.VAT]),
        Labelled.WITH_VAT: _total(best.with_vat, _with_vat(named)),
    }
    totals |= _due(sheet, best.with_vat, _without_vat_of(best, named))
    may_be_paid = Labelled.PREPAID not in totals and any(find_labels(sheet, Labelled.PREPAID))
    # What is kept back and is not taken off leaves open what is due now.
    may_be_paid |= Labelled.RETENTION not in totals and bool(named[Labelled.RETENTION])
    return Totals(
        totals,
        best.rows,
        # An amount that was rounded, without the rounding, is no total.
        is_unique=not any(rivals(best, sets))
        and (Labelled.ROUNDING in totals or not any(named[Labelled.ROUNDING]))
        and is_whole_table(best.rows, rows, body.own)
        and not (contained and best.vat != contained.vat.value.value)
        and not _asks_for_more(best, named, body)
        and not _asks_for_less(sheet, best.with_vat, totals, named, body),
        is_whole=explains_all(sheet, (t.value for t in totals.values()), best, body),
        of_lines=best.of_lines,
        may_be_paid=may_be_paid,
    )


def _without_vat_of(best: Triple, named: Named) -> Named:
    """Return what is named, without payments that stand where the VAT does: « soit 1 693,14 »."""
    vat = named[Labelled.VAT].get(best.vat)
    if vat is None or not best.vat:
        return named
    place = vat.line.index, vat.value.start
    paid = named[Labelled.PREPAID].items()
    kept = {v: f for v, f in paid if (f.line.index, f.value.start) != place}
    return {**named, Labelled.PREPAID: kept}


def _with_vat(named: Named) -> Candidates:
    """Return where totals with VAT may stand: at an amount due only where no other label is sure.

    The amount due is a field of its own, with a place of its own.
    """
    sure = {v: found for v, found in named[Labelled.WITH_VAT].items() if found.score >= SURE}
    return named[Labelled.WITH_VAT] | named[Labelled.DUE] | sure


def _asks_for_less(
    sheet: Sheet, with_vat: Decimal, totals: Mapping[Labelled, Total], named: Named, body: Body
) -> bool:
    """Tell whether the paper may ask for a part of its totals only: a deposit, a progress bill.

    A smaller amount due has to follow from what was paid or is kept back. A deposit that nobody
    calls paid, and after which no amount due is left, may be what is asked for.
    """
    due = totals.get(Labelled.DUE)
    settled = (due is not None and due.value == with_vat) or Labelled.PREPAID in totals
    settled |= Labelled.RETENTION in totals or Labelled.ROUNDING in totals
    if settled and due is not None and due.is_labelled:
        return False
    if any(f.score >= SURE and 0 < abs(v) < abs(with_vat) for v, f in named[Labelled.DUE].items()):
        return not settled
    printed = [abs(v) for m in (Labelled.WITH_VAT, Labelled.DUE, _HT) for v in named[m]]
    asked = (
        sheet.lines[found.label.span.line]
        for value, found in named[Labelled.PREPAID].items()
        if value
        and found.score >= SURE
        and not found.is_below
        # What is left after it is printed: it was paid.
        and not any(abs(abs(with_vat) - abs(value) - rest) <= _NICKEL for rest in printed)
    )
    return any(line.index not in body.own and _is_asked(line) for line in asked)


def _asks_for_more(best: Triple, named: Named, body: Body) -> bool:
    """Tell whether a label clearly means more than the totals, which are a part of them then.

    Where there is no VAT, also one of a total without it: what the lines make before something is
    taken off the whole is more, too.
    """
    whole = [*named[Labelled.DUE].items(), *named[Labelled.WITH_VAT].items()]
    if not best.vat:
        off = sum((e.amount for e in body.entries(best.with_vat) if e.is_change), _NOTHING)
        most = max(abs(best.with_vat), abs(best.with_vat) - off)
        whole += [(v, found) for v, found in named[_HT].items() if abs(v) > most]
    return any(
        found.score >= SURE and abs(value) > abs(best.with_vat) + _NICKEL for value, found in whole
    )


def _is_asked(line: Line) -> bool:
    return _DEPOSIT.search(line.folded) is not None and _PAID.search(line.folded) is None


def _is_taxed(named: Named, rows: tuple[Row, ...], body: Body) -> bool:
    """Tell whether there is VAT: at a rate on a line, or as an amount that fits a total."""
    if any(entry.rate for way in body.ways for entry in way):
        return True
    if any(row.rate in RATES and not row.is_open and _is_apart(row, body) for row in rows):
        return True
    totals = [v for m in (Labelled.WITH_VAT, Labelled.DUE, _HT) for v in named[m]]
    return any(
        vat and found.score >= SURE and Row(rate, _NOTHING, vat).fits(basis)
        for vat, found in named[Labelled.VAT].items()
        for basis in (*(total - vat for total in totals), *named[_HT])
        for rate in RATES
    )


def _is_apart(row: Row, body: Body) -> bool:
    return row.span is not None and row.span.line not in body.own


_MEANINGS = (*TOTALS, Labelled.PREPAID, Labelled.RETENTION, Labelled.ROUNDING)


def _total(value: Decimal, candidates: Candidates) -> Total:
    others = tuple(found for other, found in candidates.items() if other != value)[:3]
    return Total(value, candidates.get(value), others)


def _single(named: Named) -> dict[Labelled, Total]:
    """Return the best labelled value of each total, where nothing adds up."""
    totals = {
        meaning: _total(next(iter(named[meaning])), named[meaning])
        for meaning in (Labelled.WITHOUT_VAT, Labelled.WITH_VAT, Labelled.DUE)
        if named[meaning]
    }
    if Labelled.WITH_VAT not in totals and Labelled.DUE in totals:
        totals[Labelled.WITH_VAT] = totals[Labelled.DUE]
    return totals


def _due(sheet: Sheet, with_vat: Decimal, named: Named) -> dict[Labelled, Total]:
    """Return what is due, prepaid, kept back and rounded; together they are the total with VAT."""
    dues, prepaids = named[Labelled.DUE], named[Labelled.PREPAID]
    whole = prepaids.get(with_vat) or prepaids.get(-with_vat)
    asked = dues.get(with_vat)
    is_asked = asked is not None and asked.score >= SURE and asked.label.weight == 1
    if whole is not None and _says_paid(sheet, whole) and not is_asked:
        return {Labelled.PREPAID: Total(abs(with_vat), whole), Labelled.DUE: Total(_NOTHING)}
    sign = 1 if with_vat > 0 else -1
    for parts in _settlements(named):
        prepaid, back, rest = (part.value for part in parts.values())
        for due in dues:
            if due * sign == abs(with_vat) - prepaid - back + rest:
                taken = {meaning: part for meaning, part in parts.items() if part.value}
                return {Labelled.DUE: _total(due, dues), **taken}
    for due, place in dues.items():
        if 0 < abs(due - with_vat) <= _NICKEL and place.label.weight == 1:
            # « arrondi à 3 154.10 CHF »: to what coins there are.
            return {Labelled.DUE: _total(due, dues), Labelled.ROUNDING: Total(due - with_vat)}
    paid = [
        value
        for value, place in prepaids.items()
        if 0 < abs(value) < abs(with_vat) and value not in named[_HT] and place.score >= _MAY_BE
    ]
    if with_vat in dues or not (dues or paid):
        return {Labelled.DUE: _total(with_vat, dues)}
    for due, place in dues.items():
        is_its = place.label.weight == 1 and (not place.is_below or place.score >= SURE)
        if is_its and abs(due) <= abs(with_vat) + _NICKEL:
            return {Labelled.DUE: _total(due, dues)}
    return {}


def _says_paid(sheet: Sheet, found: Found[Amount]) -> bool:
    """Tell whether words at an amount say that it was paid: a deposit may be what is asked for.

    A till says how by a word alone, right before the amount.
    """
    if found.label.weight < 1:
        return not found.is_below and not re.search(r"[a-z\d]{2}", words_before(found))
    label = found.label.span
    end = label.end if found.is_below else found.value.start
    words = sheet.lines[label.line].folded[label.start : end]
    is_clear = found.score >= (_CLEAR_BELOW if found.is_below else SURE)
    return is_clear and _PAID.search(words) is not None and not _ASKED.search(words)


def _settlements(named: Named) -> list[dict[Labelled, Total]]:
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
