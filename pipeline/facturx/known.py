"""Say what of an invoice is sure enough to stand in an XML, before any profile is chosen.

In: an invoice with its levels, whose document it is, and the mentions on its pages. Out: the values
that may be written, or the mandatory fields for want of which there can be no XML.
Rules: design, law 5; EN 16931.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from pipeline.facturx.amounts import (
    Adjustment,
    InvoicedLine,
    Totals,
    adjustments_of,
    lines_of,
    totals_of,
    vat_rows_of,
)
from pipeline.facturx.mentions import Mentions
from pipeline.facturx.parties import Origin, Party, parties_of, usable
from pipeline.facturx.preceding import Preceding
from storage.domain.field import Level
from storage.domain.iban import parse_bic, parse_iban
from storage.domain.invoice import CREDIT_NOTES, FieldName, Invoice, VatBreakdown

_ALWAYS = frozenset({
    FieldName.NUMBER,
    FieldName.TYPE_CODE,
    FieldName.ISSUE_DATE,
    FieldName.CURRENCY,
    FieldName.TOTAL_WITHOUT_VAT,
    FieldName.TOTAL_VAT,
    FieldName.TOTAL_WITH_VAT,
    FieldName.AMOUNT_DUE,
})  # fmt: skip
"""Fields of the document that stand in every XML, whoever its parties are."""

_CORRECTIONS = frozenset({"384", "471", "472", "473"})
"""Type codes of corrected invoices (BR-FR-CO-04)."""
_CREDIT_TRANSFER = "30"
_TRANSFERS = frozenset({_CREDIT_TRANSFER, "58"})
"""Codes of UNTDID 4461 that demand an account (BR-61)."""


@dataclass(frozen=True)
class Known:
    """What is sure enough to be written, before any profile is chosen.

    Attributes:
        number: BT-1.
        type_code: BT-3.
        issued: BT-2.
        due: BT-9; None where it is not known.
        currency: BT-5.
        seller: BG-4.
        buyer: BG-7.
        totals: BG-22.
        vat_rows: BG-23; empty where it does not add up.
        lines: BG-25; empty where they are not complete or do not add up.
        adjustments: BG-20 and BG-21; None where the page states some and it is not sure on what.
        order: BT-13, or "".
        contract: BT-12, or "".
        delivered: BT-72; None where it is not known.
        period: BT-73 and BT-74; None for each that is not known.
        means: BT-81, or "".
        iban: BT-84, or "".
        bic: BT-86, or "".
        mentions: Those of French law, as far as the page makes them.
        origin: Whose document it is, and which.
        only_read: The fields that nothing but one reading speaks for, in whatever profile.
    """

    number: str
    type_code: str
    issued: date
    due: date | None
    currency: str
    seller: Party
    buyer: Party
    totals: Totals
    vat_rows: tuple[VatBreakdown, ...]
    lines: tuple[InvoicedLine, ...]
    adjustments: tuple[Adjustment, ...] | None
    order: str
    contract: str
    delivered: date | None
    period: tuple[date | None, date | None]
    means: str
    iban: str
    bic: str
    mentions: Mentions
    origin: Origin
    only_read: frozenset[FieldName] = frozenset()

    @property
    def preceding(self) -> Preceding | None:
        """The earlier invoice (BG-3) of a credit note or a correction, as the page names it."""
        named = self.mentions.preceding
        is_about_one = self.type_code in CREDIT_NOTES | _CORRECTIONS
        is_sound = named is not None and named.number != self.number
        return named if is_about_one and is_sound else None

    @property
    def framework(self) -> str:
        """BT-23; an invoice of goods or services, not paid yet, where the page names none."""
        return self.mentions.framework or "B1"


def known_of(
    invoice: Invoice, origin: Origin, mentions: Mentions | None = None
) -> Known | tuple[FieldName, ...]:
    """Return what is known, or every mandatory field that is not."""
    seller, buyer = parties_of(invoice, origin)
    totals = totals_of(invoice)
    issued = _date(usable(invoice, FieldName.ISSUE_DATE))
    missing = _missing(invoice, seller)
    if issued is None:
        missing = (*missing, FieldName.ISSUE_DATE)
    if isinstance(totals, FieldName):
        return (*missing, totals)
    if missing or issued is None:
        return missing
    rows = vat_rows_of(invoice, totals)
    adjustments = adjustments_of(invoice, rows) if rows else ()
    iban = parse_iban(usable(invoice, FieldName.IBAN)) or ""
    known = Known(
        number=usable(invoice, FieldName.NUMBER),
        type_code=usable(invoice, FieldName.TYPE_CODE),
        issued=issued,
        due=_date(usable(invoice, FieldName.DUE_DATE)),
        currency=usable(invoice, FieldName.CURRENCY),
        seller=seller,
        buyer=buyer,
        totals=totals,
        vat_rows=rows,
        lines=lines_of(invoice, rows, adjustments or ()),
        adjustments=adjustments,
        order=usable(invoice, FieldName.ORDER_REFERENCE),
        contract=usable(invoice, FieldName.CONTRACT_REFERENCE),
        delivered=_delivered(invoice, rows, issued),
        period=_period(invoice),
        means=_means(invoice, iban),
        iban=iban,
        bic=parse_bic(usable(invoice, FieldName.BIC)) or "",
        mentions=mentions or Mentions(),
        origin=origin,
    )
    return replace(known, only_read=frozenset(_only_read(invoice, known)))


def _missing(invoice: Invoice, seller: Party) -> tuple[FieldName, ...]:
    is_foreign = seller.country and not seller.is_french
    identifier = FieldName.SELLER_VAT_ID if is_foreign else FieldName.SELLER_SIREN
    needed = {
        FieldName.NUMBER: usable(invoice, FieldName.NUMBER),
        FieldName.TYPE_CODE: re.fullmatch(r"\d{2,3}", usable(invoice, FieldName.TYPE_CODE)),
        FieldName.CURRENCY: re.fullmatch("[A-Z]{3}", usable(invoice, FieldName.CURRENCY)),
        identifier: seller.siren or seller.vat_id,
    }
    if seller.siren or seller.vat_id:  # else it is their want that leaves the country open
        needed[FieldName.SELLER_COUNTRY] = seller.country
    return tuple(name for name, value in needed.items() if not value)


def _only_read(invoice: Invoice, known: Known) -> Iterator[FieldName]:
    """Yield the fields that stand in the XML on the strength of one reading."""
    standing = {
        **dict.fromkeys(_ALWAYS, True),
        FieldName.DUE_DATE: known.due,
        FieldName.DELIVERY_DATE: known.delivered,
        FieldName.PERIOD_START: known.period[0],
        FieldName.PERIOD_END: known.period[1],
        FieldName.ORDER_REFERENCE: known.order,
        FieldName.CONTRACT_REFERENCE: known.contract,
        FieldName.PAYMENT_MEANS: known.means,
        FieldName.ALLOWANCES: any(not it.is_charge for it in known.adjustments or ()),
        FieldName.CHARGES: any(it.is_charge for it in known.adjustments or ()),
        FieldName.PREPAID: known.totals.prepaid,
        FieldName.ROUNDING: known.totals.rounding,
        FieldName.IBAN: known.iban,
        FieldName.BIC: known.iban and known.bic,
    }
    for name, field in invoice.fields.items():
        if standing.get(name) and field.level is Level.READ:
            yield name
    if not usable(invoice, FieldName.AMOUNT_DUE):
        yield FieldName.AMOUNT_DUE  # computed, on the strength of no payment having been found
    if known.delivered and not usable(invoice, FieldName.DELIVERY_DATE):
        yield FieldName.DELIVERY_DATE
    for role, party in (("seller", known.seller), ("buyer", known.buyer)):
        yield from (FieldName(f"{role}.{part}") for part in party.only_read)


def _delivered(invoice: Invoice, rows: tuple[VatBreakdown, ...], issued: date) -> date | None:
    """Return the date of the supply; the issue date where none is stated and it has to be.

    An invoice states the date of its supply where that is another one than its own (CGI, annexe II,
    art. 242 nonies A; directive 2006/112/EC, art. 226). BR-IC-11 asks for it within the EU.
    """
    stated = _date(usable(invoice, FieldName.DELIVERY_DATE))
    is_needed = any(row.category == "K" for row in rows) and not any(_period(invoice))
    return stated or (issued if is_needed else None)


def _period(invoice: Invoice) -> tuple[date | None, date | None]:
    """Return the invoicing period; none where it ends before it begins (BR-29)."""
    start = _date(usable(invoice, FieldName.PERIOD_START))
    end = _date(usable(invoice, FieldName.PERIOD_END))
    return (None, None) if start and end and end < start else (start, end)


def _means(invoice: Invoice, iban: str) -> str:
    """Return how it is paid: an account to pay to is one for credit transfers.

    A credit transfer without an account cannot be stated (BR-61).
    """
    means = usable(invoice, FieldName.PAYMENT_MEANS)
    if means in _TRANSFERS:
        return means if iban else ""
    return means or (_CREDIT_TRANSFER if iban else "")


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
