"""Say how far the values of an embedded XML can be relied on.

In: an `Invoice` whose fields were read from CII. Out: the same values with their levels, and what
stays unproven or is contradicted.
Rules: design, "Levels of a field". The XML names the role of every value, so an identifier is
``proven`` as soon as its check digits hold, and ``contradicted`` where they do not. Totals are
``proven`` only together, when the whole VAT table (BG-23) adds up: HT + TVA = TTC alone is no proof.
Everything else stays ``read``: the page is not looked at here, so number and date have the XML as
their only witness.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from storage.domain.field import Level
from storage.domain.iban import parse_bic, parse_iban
from storage.domain.invoice import FieldName, Invoice
from storage.domain.money import CENT, parse_amount
from storage.domain.reason import Cause, Reason
from storage.domain.siren import parse_siren, parse_siret
from storage.domain.vat import parse_vat_id, siren_in

_SIRENS = (FieldName.SELLER_SIREN, FieldName.BUYER_SIREN)
_SIRETS = (FieldName.SELLER_SIRET, FieldName.BUYER_SIRET)
_VAT_IDS = (FieldName.SELLER_VAT_ID, FieldName.BUYER_VAT_ID)
_DATES = (FieldName.ISSUE_DATE, FieldName.DUE_DATE)
_TOTALS = (
    FieldName.TOTAL_WITHOUT_VAT,
    FieldName.TOTAL_VAT,
    FieldName.TOTAL_WITH_VAT,
    FieldName.PREPAID,
    FieldName.AMOUNT_DUE,
)
_CORE_TOTALS = frozenset(_TOTALS[:3])

# Prefixes of VAT ids whose check digits are known here; of others nothing can be said.
_CHECKED_PREFIXES = frozenset(
    "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
)


def prove(invoice: Invoice, rounding: Decimal = Decimal(0)) -> tuple[Invoice, tuple[Cause, ...]]:
    """Raise and lower the levels of the fields that can be checked.

    Args:
        invoice: As `pipeline.facturx.cii.read_invoice` made it. Fields that a person ``confirmed``
            keep their level; their values are checked with the others.
        rounding: BT-114, in the invoice's currency.

    Returns:
        The invoice with levels, and the open points in a fixed order: ``FIELD_CONTRADICTED`` about
        each such field, ``TOTALS_UNPROVEN``, ``NUMBER_ONE_WITNESS``, ``DATE_ONE_WITNESS``.
    """
    levels: dict[FieldName, Level] = dict(_judge_values(invoice))
    broken = frozenset(_broken_totals(invoice, rounding))
    complete = bool(invoice.vat_breakdown) and _CORE_TOTALS <= invoice.fields.keys()
    if complete and not broken:
        levels.update(dict.fromkeys(_TOTALS, Level.PROVEN))
    levels.update(dict.fromkeys(broken, Level.CONTRADICTED))
    fields = {
        name: field
        if field.level is Level.CONFIRMED
        else replace(field, level=levels.get(name, field.level))
        for name, field in invoice.fields.items()
    }
    proven = replace(invoice, fields=fields)
    return proven, tuple(_open_points(proven))


def _open_points(invoice: Invoice) -> Iterator[Cause]:
    levels = {name: field.level for name, field in invoice.fields.items()}
    for name, level in levels.items():
        if level is Level.CONTRADICTED:
            yield Reason.FIELD_CONTRADICTED.about(name)
    if any(levels.get(name) not in {Level.PROVEN, Level.CONFIRMED} for name in _CORE_TOTALS):
        yield Reason.TOTALS_UNPROVEN
    if levels.get(FieldName.NUMBER) not in {Level.CORROBORATED, Level.CONFIRMED}:
        yield Reason.NUMBER_ONE_WITNESS
    if levels.get(FieldName.ISSUE_DATE) not in {Level.CORROBORATED, Level.CONFIRMED}:
        yield Reason.DATE_ONE_WITNESS


def _judge_values(invoice: Invoice) -> Iterator[tuple[FieldName, Level]]:
    for name, field in invoice.fields.items():
        level = _judge_value(name, field.value)
        if level:
            yield name, level
    yield from _judge_kinship(invoice)


def _judge_value(name: FieldName, value: str) -> Level | None:
    """Return what a value alone tells; None where it tells nothing."""
    if name in _SIRENS:
        return _by_check(parse_siren(value))
    if name in _SIRETS:
        return _by_check(parse_siret(value))
    if name is FieldName.IBAN:
        return _by_check(parse_iban(value))
    if name in _VAT_IDS:
        known = value[:2].upper() in _CHECKED_PREFIXES
        return Level.PROVEN if parse_vat_id(value) else Level.CONTRADICTED if known else None
    if name is FieldName.BIC:
        # A BIC has a form (ISO 9362) but no check digit, so nothing proves it.
        return None if parse_bic(value) else Level.CONTRADICTED
    if name in _DATES:
        return None if _is_calendar_date(value) else Level.CONTRADICTED
    return None


def _by_check(parsed: str | None) -> Level:
    return Level.PROVEN if parsed else Level.CONTRADICTED


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


def _broken_totals(invoice: Invoice, rounding: Decimal) -> Iterator[FieldName]:
    """Yield the totals that a sum contradicts, each as often as one does."""
    amounts = {name: parse_amount(invoice.value(name) or "") for name in _TOTALS}
    without_vat, vat, with_vat, prepaid, due = (amounts[name] for name in _TOTALS)
    rows = invoice.vat_breakdown
    if without_vat is not None and vat is not None and with_vat is not None:
        if without_vat + vat != with_vat:  # BR-CO-15
            yield from _CORE_TOTALS
    if rows:
        if without_vat is not None and sum(row.basis for row in rows) != without_vat:
            yield FieldName.TOTAL_WITHOUT_VAT
        if vat is not None and sum(row.amount for row in rows) != vat:  # BR-CO-14
            yield FieldName.TOTAL_VAT
        if any(abs(row.basis * (row.rate or 0) / 100 - row.amount) > CENT for row in rows):
            yield FieldName.TOTAL_VAT  # BR-CO-17
    if with_vat is not None and due is not None:
        if with_vat - (prepaid or 0) + rounding != due:  # BR-CO-16
            yield FieldName.AMOUNT_DUE
