"""How far each field of a page can be relied on, and what stays open.

In: an invoice whose fields carry their witnesses. Out: the same with levels, and the open points.
A pure function of values and witnesses, so that it can be asked again after a correction.
Rules: design, "Levels of a field". Two readings of the same print prove characters, never a role;
what stands alone with one label is ``read``, however clear it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from pipeline.reading.fields import Context
from pipeline.reading.lines import Line, Sheet, compact, sheet_of
from pipeline.reading.tokens import spans_of_compact
from pipeline.reading.values import amounts_in, days_in
from pipeline.reading.words import Page
from storage.domain.field import Field, Level, Witness
from storage.domain.iban import parse_iban
from storage.domain.invoice import AMOUNTS, CORE_TOTALS, DATES, FieldName, Invoice, VatBreakdown
from storage.domain.mailbox import Direction
from storage.domain.money import CENT, parse_amount
from storage.domain.page import Box
from storage.domain.reason import Cause, Reason
from storage.domain.siren import parse_siren, parse_siret
from storage.domain.vat import parse_vat_id

_KEY = (FieldName.NUMBER, FieldName.ISSUE_DATE, *CORE_TOTALS)
_SECOND_WITNESSES = {
    FieldName.NUMBER: {
        Witness.SECOND_LABEL,
        Witness.SUBJECT,
        Witness.FILE_NAME,
        Witness.PAYMENT_REFERENCE,
        Witness.CERTAINTY,
        Witness.LEARNED,
        Witness.PAGE,
    },
    FieldName.ISSUE_DATE: {
        Witness.SECOND_LABEL,
        Witness.TERMS,
        Witness.CERTAINTY,
        Witness.LEARNED,
        Witness.PAGE,
    },
    FieldName.DUE_DATE: {Witness.SECOND_LABEL, Witness.TERMS, Witness.LEARNED, Witness.PAGE},
}
_CHECKS = {"siren": parse_siren, "siret": parse_siret, "vat_id": parse_vat_id, "iban": parse_iban}
_REFERENCES = (
    *sorted(DATES - _SECOND_WITNESSES.keys()),
    FieldName.ORDER_REFERENCE,
    FieldName.CONTRACT_REFERENCE,
)
_SECOND_WITNESSES |= {name: {Witness.SECOND_LABEL, Witness.PAGE} for name in _REFERENCES}
_SECOND_WITNESSES |= {
    name: {Witness.LINES, Witness.SUM, Witness.PAGE}
    for name in (FieldName.ALLOWANCES, FieldName.CHARGES)
}
_CODES = {FieldName.TYPE_CODE, FieldName.CURRENCY, FieldName.PAYMENT_MEANS}
"""A page says these in words."""
_SURE = {Level.CONFIRMED, Level.PROVEN}
_WITNESSED = {*_SURE, Level.CORROBORATED}
_LEAST_CHARACTERS, _LEAST_DIGITS = 3, 5
_LEAST_BARE = 100
"""Smaller numbers without cents or currency are quantities and positions."""
_MOST_ROUNDING = 3 * CENT
"""Between a VAT and its rate, where it is the sum of the rounded VAT of each line."""


def judge(invoice: Invoice, context: Context) -> tuple[Invoice, tuple[Cause, ...]]:
    """Give every field its level.

    Args:
        invoice: With witnesses; fields that a person ``confirmed`` keep their level.
        context: Whose document it is.

    Returns:
        The invoice with levels, and the open points in a fixed order.
    """
    levels = {name: _alone(name, field) for name, field in invoice.fields.items()}
    levels |= _levels_of_totals(invoice)
    fields = {
        name: field if field.level is Level.CONFIRMED else replace(field, level=levels[name])
        for name, field in invoice.fields.items()
    }
    judged = replace(invoice, fields=fields)
    return judged, tuple(_open_points(judged, context))


def _alone(name: FieldName, field: Field) -> Level:
    """Return the level that a field has by itself."""
    base = field.level if field.level is Level.GUESSED else Level.READ
    check = _CHECKS.get(name.value.rpartition(".")[2])
    if check is not None:
        return _of_identifier(field, holds=check(field.value) is not None)
    seconds = _SECOND_WITNESSES.get(name)
    # What surrounds a value may make it as certain as a label and a second witness do.
    is_named = not {Witness.LABEL, Witness.CERTAINTY}.isdisjoint(field.witnesses)
    if seconds and base is Level.READ and is_named:
        return Level.CORROBORATED if seconds.intersection(field.witnesses) else base
    return base


def _of_identifier(field: Field, *, holds: bool) -> Level:
    if not holds:
        return Level.CONTRADICTED
    is_role_known = not {Witness.DOSSIER, Witness.LABEL}.isdisjoint(field.witnesses)
    return Level.PROVEN if is_role_known else Level.READ


def _levels_of_totals(invoice: Invoice) -> dict[FieldName, Level]:
    amounts = {n: parse_amount(invoice.value(n) or "") for n in (*CORE_TOTALS, *_PAYMENT)}
    without_vat, vat, with_vat = (amounts[name] for name in CORE_TOTALS)
    if without_vat is None or vat is None or with_vat is None:
        return {}
    if without_vat + vat != with_vat:
        return dict.fromkeys(CORE_TOTALS, Level.CONTRADICTED)
    kind = invoice.fields[FieldName.TYPE_CODE]
    # Amounts of a credit note are positive; what a negative invoice is, a person has to say.
    if with_vat < 0 or (invoice.is_credit_note and kind.level is Level.GUESSED):
        return {}
    off = _MOST_ROUNDING if _is_of_lines(invoice) else CENT
    if not (_table_holds(invoice.vat_breakdown, without_vat, vat, off) and _is_anchored(invoice)):
        return {}
    proven = dict.fromkeys(CORE_TOTALS, Level.PROVEN)
    prepaid, back, rest, due = (amounts[name] or Decimal(0) for name in _PAYMENT)
    if FieldName.AMOUNT_DUE in invoice.fields and with_vat - prepaid - back + rest == due:
        shown = [n for n in _PAYMENT if n in invoice.fields]
        if all(_is_labelled(invoice.fields[n]) for n in shown):
            proven |= dict.fromkeys(shown, Level.PROVEN)
    return proven


_PAYMENT = (FieldName.PREPAID, FieldName.RETENTION, FieldName.ROUNDING, FieldName.AMOUNT_DUE)


def _is_of_lines(invoice: Invoice) -> bool:
    ends = (invoice.fields[FieldName.TOTAL_WITHOUT_VAT], invoice.fields[FieldName.TOTAL_WITH_VAT])
    return any(Witness.LINES in field.witnesses for field in ends)


def _table_holds(
    rows: tuple[VatBreakdown, ...], without_vat: Decimal, vat: Decimal, off: Decimal
) -> bool:
    """Tell whether every row fits its rate and the rows add up to the totals."""
    return (
        bool(rows)
        and all(abs(row.basis * (row.rate or 0) / 100 - row.amount) <= off for row in rows)
        and sum(row.basis for row in rows) == without_vat
        and sum(row.amount for row in rows) == vat
    )


def _is_anchored(invoice: Invoice) -> bool:
    """Tell whether the totals are what their labels say, and no other labelled set adds up."""
    fields = [invoice.fields[name] for name in CORE_TOTALS]
    without_vat, vat, with_vat = fields
    if any(field.level is Level.CONFIRMED for field in fields):
        return all(f.level is Level.CONFIRMED or _is_labelled(f) for f in fields)
    if any(Witness.VAT_TABLE not in field.witnesses for field in fields):
        return False
    if any(field.level is Level.GUESSED for field in (without_vat, with_vat)):
        return False
    labels = _is_labelled(without_vat) + _is_labelled(with_vat)
    taxed = any(row.rate for row in invoice.vat_breakdown)
    if labels == 2 and taxed:
        return True
    # Without VAT there is nothing to multiply, and one label can lie: there the lines, which are
    # other amounts, have to add up as well.
    of_lines = _is_of_lines(invoice)
    are_seen = bool(with_vat.boxes) and (bool(without_vat.boxes) or _is_labelled(vat))
    return of_lines and labels > 0 and are_seen


def _is_labelled(field: Field) -> bool:
    return Witness.LABEL in field.witnesses and field.level is not Level.GUESSED


def _open_points(invoice: Invoice, context: Context) -> Iterator[Cause]:
    levels = {name: field.level for name, field in invoice.fields.items()}
    for name in _KEY:
        if name not in levels:
            yield Reason.FIELD_MISSING.about(name.value)
    for name, level in levels.items():
        if level is Level.CONTRADICTED:
            yield Reason.FIELD_CONTRADICTED.about(name.value)
    yield from _unproven(levels)
    if _is_for_another(invoice, context):
        yield Reason.BUYER_DIFFERS
    if levels.get(FieldName.TYPE_CODE) in {None, Level.GUESSED}:
        yield Reason.TYPE_UNCERTAIN


def _unproven(levels: Mapping[FieldName, Level]) -> Iterator[Reason]:
    if any(levels.get(name) not in _SURE for name in CORE_TOTALS):
        yield Reason.TOTALS_UNPROVEN
    if levels.get(FieldName.NUMBER) not in _WITNESSED:
        yield Reason.NUMBER_ONE_WITNESS
    if levels.get(FieldName.ISSUE_DATE) not in _WITNESSED:
        yield Reason.DATE_ONE_WITNESS
    if not {levels.get(n) for n in (FieldName.SELLER_SIREN, FieldName.SELLER_VAT_ID)} & _SURE:
        yield Reason.SELLER_UNPROVEN


def _is_for_another(invoice: Invoice, context: Context) -> bool:
    own_side = {
        Direction.PURCHASE: FieldName.BUYER_SIREN,
        Direction.SALE: FieldName.SELLER_SIREN,
    }
    shown = invoice.value(own_side[context.direction])
    return bool(context.own_siren and shown and shown != context.own_siren)


def confirm_by_page(invoice: Invoice, pages: tuple[Page, ...]) -> Invoice:
    """Note which values of an embedded XML the pages show, and where.

    Args:
        invoice: As read from the XML.
        pages: The words of the same document; may be empty.
    """
    sheet = sheet_of(pages)
    shown = {name: _places(sheet, name, field.value) for name, field in invoice.fields.items()}
    fields = {
        name: replace(field, boxes=shown[name], witnesses=(*field.witnesses, Witness.PAGE))
        if shown[name]
        else field
        for name, field in invoice.fields.items()
    }
    return replace(invoice, fields=fields)


def _places(sheet: Sheet, name: FieldName, value: str) -> tuple[Box, ...]:
    """Return the first place where a value is printed in any of its forms."""
    for line in sheet.lines:
        if spans := spans_of_value(line, name, value):
            return line.boxes(*spans[0])
    return ()


def spans_of_value(line: Line, name: FieldName, value: str) -> list[tuple[int, int]]:
    """Return where a line has a field's value in any of its forms: start and end in its text."""
    if name in DATES:
        return [(d.start, d.end) for d in days_in(line.folded) if d.value.isoformat() == value]
    amount = parse_amount(value) if name in AMOUNTS else None
    if amount is not None:
        return [
            (a.start, a.end)
            for a in amounts_in(line.folded)
            if abs(a.value) == abs(amount) and (a.is_money or abs(amount) >= _LEAST_BARE)
        ]
    wanted = compact(value)
    return [] if name in _CODES or _is_short(wanted) else spans_of_compact(wanted, line.folded)


def _is_short(wanted: str) -> bool:
    """Tell whether letters and digits are so few that they stand on a page by chance."""
    return len(wanted) < (_LEAST_DIGITS if wanted.isdigit() else _LEAST_CHARACTERS)
