"""Say how far the values of an embedded XML can be relied on.

In: an `Invoice` whose fields were read from CII. Out: the same values with their levels, and what
stays unproven or is contradicted.
Rules: design, "Levels of a field". The XML names the role of every value, so an identifier is
``proven`` as soon as its check digits hold, and ``contradicted`` where they do not. Totals are
``proven`` only together, when the whole VAT table (BG-23) adds up; HT + TVA = TTC alone is no
proof. What the page shows too has a second witness and is ``corroborated``, and so is what speaks
for bare XML from outside; where the page states something else, the value is ``contradicted``.
Everything else stays ``read``.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from storage.domain.field import Level, Witness
from storage.domain.iban import parse_bic, parse_iban
from storage.domain.invoice import CORE_TOTALS, DATES, FieldName, Invoice
from storage.domain.money import CENT, parse_amount
from storage.domain.reason import Cause, Reason
from storage.domain.siren import parse_siren, parse_siret
from storage.domain.vat import has_known_check, parse_vat_id, siren_in

_SIRENS = (FieldName.SELLER_SIREN, FieldName.BUYER_SIREN)
_SIRETS = (FieldName.SELLER_SIRET, FieldName.BUYER_SIRET)
_VAT_IDS = (FieldName.SELLER_VAT_ID, FieldName.BUYER_VAT_ID)
_CHECKED: dict[FieldName, Callable[[str], str | None]] = {
    **dict.fromkeys(_SIRENS, parse_siren),
    **dict.fromkeys(_SIRETS, parse_siret),
    FieldName.IBAN: parse_iban,
}
_TOTALS = (*CORE_TOTALS, FieldName.PREPAID, FieldName.AMOUNT_DUE)
_SECOND = {
    Witness.PAGE,
    Witness.SUBJECT,
    Witness.FILE_NAME,
    Witness.PAYMENT_REFERENCE,
    Witness.TERMS,
}
"""What speaks for a value besides the XML."""


def prove(
    invoice: Invoice, page_differs: frozenset[FieldName] = frozenset()
) -> tuple[Invoice, tuple[Cause, ...]]:
    """Raise and lower the levels of the fields that can be checked.

    Args:
        invoice: As `pipeline.facturx.cii.read_invoice` made it. Fields that a person ``confirmed``
            keep their level; their values are checked with the others.
        page_differs: Fields for which the page states another value.

    Returns:
        The invoice with levels, and the open points in a fixed order: ``FIELD_CONTRADICTED`` about
        each such field, ``TOTALS_UNPROVEN``, ``NUMBER_ONE_WITNESS``, ``DATE_ONE_WITNESS``.
    """
    levels: dict[FieldName, Level] = dict(_judge_values(invoice))
    broken = frozenset(_broken_totals(invoice)) | page_differs
    complete = bool(invoice.vat_breakdown) and invoice.fields.keys() >= {*CORE_TOTALS}
    if complete and broken.isdisjoint(_TOTALS):
        levels.update(dict.fromkeys(_TOTALS, Level.PROVEN))
    levels.update(dict.fromkeys(broken, Level.CONTRADICTED))
    fields = {
        name: replace(field, level=_level(field.level, levels.get(name)))
        for name, field in invoice.fields.items()
    }
    proven = replace(invoice, fields=fields)
    return proven, tuple(_open_points(proven))


def _level(before: Level, judged: Level | None) -> Level:
    if before is Level.CONFIRMED:
        return before
    # What an earlier run proved or contradicted may no longer hold after a correction.
    stale = before in {Level.PROVEN, Level.CORROBORATED, Level.CONTRADICTED}
    return judged or (Level.READ if stale else before)


def _open_points(invoice: Invoice) -> Iterator[Cause]:
    levels = {name: field.level for name, field in invoice.fields.items()}
    for name, level in levels.items():
        if level is Level.CONTRADICTED:
            yield Reason.FIELD_CONTRADICTED.about(name.value)
    if any(levels.get(name) not in {Level.PROVEN, Level.CONFIRMED} for name in CORE_TOTALS):
        yield Reason.TOTALS_UNPROVEN
    if levels.get(FieldName.NUMBER) not in {Level.CORROBORATED, Level.CONFIRMED}:
        yield Reason.NUMBER_ONE_WITNESS
    if levels.get(FieldName.ISSUE_DATE) not in {Level.CORROBORATED, Level.CONFIRMED}:
        yield Reason.DATE_ONE_WITNESS


def _judge_values(invoice: Invoice) -> Iterator[tuple[FieldName, Level]]:
    for name, field in invoice.fields.items():
        has_second = not _SECOND.isdisjoint(field.witnesses)
        seen = Level.CORROBORATED if has_second else None
        level = _judge_value(name, field.value) or seen
        if level:
            yield name, level
    yield from _judge_kinship(invoice)


def _judge_value(name: FieldName, value: str) -> Level | None:
    """Return what a value alone tells; None where it tells nothing."""
    if name in _CHECKED:
        return Level.PROVEN if _CHECKED[name](value) else Level.CONTRADICTED
    if name in _VAT_IDS and not parse_vat_id(value):
        return Level.CONTRADICTED if has_known_check(value) else None
    if name in _VAT_IDS:
        return Level.PROVEN
    if name is FieldName.BIC:
        # A BIC has a form (ISO 9362) but no check digit, so nothing proves it.
        return None if parse_bic(value) else Level.CONTRADICTED
    if name in DATES:
        return None if _is_calendar_date(value) else Level.CONTRADICTED
    return None


def _is_calendar_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _judge_kinship(invoice: Invoice) -> Iterator[tuple[FieldName, Level]]:
    """Contradict identifiers of one party that do not belong together.

    The SIREN keeps its level: it stands in the register, while a VAT id can be that of a VAT group
    (CGI art. 256 C). That too is for a person to see.
    """
    for siren_name, siret_name, vat_name in zip(_SIRENS, _SIRETS, _VAT_IDS, strict=True):
        siren = parse_siren(invoice.value(siren_name) or "")
        siret, vat_id = invoice.value(siret_name), parse_vat_id(invoice.value(vat_name) or "")
        if siren and siret and not siret.startswith(siren):
            yield siret_name, Level.CONTRADICTED
        in_vat_id = siren_in(vat_id) if vat_id else None
        if siren and in_vat_id and in_vat_id != siren:
            yield vat_name, Level.CONTRADICTED


def _broken_totals(invoice: Invoice) -> Iterator[FieldName]:
    """Yield the totals that a sum contradicts, each as often as one does."""
    amounts = {name: parse_amount(invoice.value(name) or "") for name in _TOTALS}
    rounding = parse_amount(invoice.value(FieldName.ROUNDING) or "") or Decimal(0)
    without_vat, vat, with_vat, prepaid, due = (amounts[name] for name in _TOTALS)
    rows = invoice.vat_breakdown
    if _differ(_sum(without_vat, vat), with_vat):  # BR-CO-15
        yield from CORE_TOTALS
    # MINIMUM has neither BG-23 nor BT-113: there a lower amount due contradicts nothing.
    if rows and _differ(_sum(with_vat, -(prepaid or Decimal(0)), rounding), due):  # BR-CO-16
        yield FieldName.AMOUNT_DUE
    if rows and _differ(_sum(*(row.basis for row in rows)), without_vat):
        yield FieldName.TOTAL_WITHOUT_VAT
    if rows and _differ(_sum(*(row.amount for row in rows)), vat):  # BR-CO-14
        yield FieldName.TOTAL_VAT
    if any(abs(row.basis * (row.rate or 0) / 100 - row.amount) > CENT for row in rows):
        yield FieldName.TOTAL_VAT  # BR-CO-17


def _sum(*amounts: Decimal | None) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None


def _differ(one: Decimal | None, other: Decimal | None) -> bool:
    return one is not None and other is not None and one != other
