"""What the official rules let through, although a person would stop at it.

In: the root of a CII that its XSD allows, or of a ZUGFeRD 1.0 invoice. Out: what is odd, as
warnings; they make no file invalid but leave an open point on the invoice. What concerns a field of
the invoice is found once more, on its value, by `pipeline.facturx.proofs`, which lowers its level.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lxml import etree

from pipeline.facturx.cii import all_at, amount_at, read_invoice, text_at
from pipeline.facturx.xml import Element, text_of
from storage.domain.iban import parse_iban
from storage.domain.invoice import FieldName, Invoice
from storage.domain.money import CENT, parse_amount
from storage.domain.reason import Reason
from storage.domain.siren import parse_siren, parse_siret
from storage.domain.vat import has_known_check, parse_vat_id, siren_in

LINE_TOTAL = "own-line-total"
"""BT-131 is not BT-129 × BT-146 / BT-149 with the line's allowances and charges (BG-27, BG-28)."""

EMPTY_NOTE = "own-empty-note"
"""A note with a subject code (BT-21) but without a word (BT-22): the mention is not made."""

EMPTY_NAME = "own-empty-name"
"""A number, a name of a party or of an item that has neither letter nor digit."""

NO_DATE = "own-date"
"""A date that no calendar has."""

DUE_BEFORE_ISSUE = "own-due-date"
"""BT-9 is before BT-2, on an invoice that is not paid already."""

NEGATIVE = "own-negative-total"
"""BT-112 is below zero: it is money back, and nothing says whether from whom."""

NO_SIREN = "own-siren"
NO_SIRET = "own-siret"
NO_VAT_ID = "own-vat-id"
NO_IBAN = "own-iban"
OTHER_SIRET = "own-siret-siren"
OTHER_VAT_ID = "own-vat-id-siren"

OPEN_POINTS = frozenset({LINE_TOTAL, EMPTY_NOTE, EMPTY_NAME, DUE_BEFORE_ISSUE, NEGATIVE})
"""The rules whose findings are open points of their own; of the others `proofs` makes some."""

_PARTIES = {
    "SellerTradeParty": "seller",
    "BuyerTradeParty": "buyer",
    "SellerTaxRepresentativeTradeParty": "tax_representative",
    "PayeeTradeParty": "payee",
}
_DATES = {
    "IssueDateTime": FieldName.ISSUE_DATE,
    "DueDateDateTime": FieldName.DUE_DATE,
    "OccurrenceDateTime": FieldName.DELIVERY_DATE,
    "StartDateTime": FieldName.PERIOD_START,
    "EndDateTime": FieldName.PERIOD_END,
}
_SIRET_LENGTH = 14
_POSITIVE = {"380", "381"}
"""Type codes of which a negative total says the opposite; a correction (384) may be below zero."""
_DAY = {None, "102", "YYYYMMDD"}
"""Format codes of a calendar day (UNTDID 2379)."""
_NAMES = {
    "ExchangedDocument/ID": "number",
    "SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement/SellerTradeParty/Name": (
        "seller.name"
    ),
    "SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement/BuyerTradeParty/Name": "buyer.name",
    "SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem/SpecifiedTradeProduct/Name": (
        "lines"
    ),
}


@dataclass(frozen=True)
class Oddity:
    """One thing that is odd.

    Attributes:
        rule: One of the ids above.
        subject: The field, or the part of the invoice, that it is about.
        location: XPath of the element.
        detail: The values, in no language; may be empty.
    """

    rule: str
    subject: str
    location: str
    detail: str = ""


def check(root: Element) -> Iterator[Oddity]:
    """Yield everything odd."""
    yield from _notes(root)
    yield from _names(root)
    yield from _dates(root)
    yield from _identifiers(root)
    yield from _lines(root)
    reading = read_invoice(root)
    if not isinstance(reading, Reason):
        yield from _whole(root, reading.invoice)


def _notes(root: Element) -> Iterator[Oddity]:
    for note in all_at(root, "ExchangedDocument/IncludedNote"):
        subject = text_at(note, "SubjectCode")
        if subject and not _says_something(text_at(note, "Content")):
            yield Oddity(EMPTY_NOTE, f"note {subject}", _path(note), subject)


def _names(root: Element) -> Iterator[Oddity]:
    for path, subject in _NAMES.items():
        for element in all_at(root, path):
            if not _says_something(text_of(element)):
                yield Oddity(EMPTY_NAME, subject, _path(element))


def _says_something(text: str | None) -> bool:
    return any(character.isalnum() for character in text or "")


def _dates(root: Element) -> Iterator[Oddity]:
    for element in root.iter("{*}DateTimeString", "{*}DateString", "{*}DateTime"):
        text = (element.text or "").strip()
        if element.get("format") in _DAY and text and not _is_day(text):
            above = element.getparent()
            place = "" if above is None else etree.QName(above).localname
            yield Oddity(NO_DATE, _DATES.get(place, "date"), _path(element), text[:20])


def _is_day(text: str) -> bool:
    if not re.fullmatch(r"\d{8}", text, re.ASCII):
        return "T" in text  # an instant, as ZUGFeRD 1.0 allows it
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return True


def _identifiers(root: Element) -> Iterator[Oddity]:
    for element in root.iter("{*}ID", "{*}GlobalID", "{*}IBANID"):
        text = text_of(element).replace(" ", "")
        for rule, kind, holds in _checks_of(element):
            if text and not holds(text):
                yield Oddity(rule, _subject(element, kind), _path(element), text[:40])


def _checks_of(element: Element) -> Iterator[tuple[str, str, Callable[[str], object]]]:
    """Yield rule, name and check of what an element says to be."""
    scheme, name = element.get("schemeID"), etree.QName(element).localname
    above = element.getparent()
    place = "" if above is None else etree.QName(above).localname
    if name == "IBANID" and place == "PayeePartyCreditorFinancialAccount":
        yield NO_IBAN, "iban", parse_iban
    elif place == "SpecifiedTaxRegistration" and scheme == "VA":
        yield NO_VAT_ID, "vat_id", lambda text: parse_vat_id(text) or not has_known_check(text)
    elif scheme == "0009" or (scheme == "0002" and len(text_of(element)) == _SIRET_LENGTH):
        yield NO_SIRET, "siret", parse_siret
    elif scheme == "0002" and place == "SpecifiedLegalOrganization":
        yield NO_SIREN, "siren", parse_siren


def _subject(element: Element, kind: str) -> str:
    """Return the field that an identifier is, as ``seller.siren``."""
    for above in element.iterancestors():
        name = etree.QName(above).localname
        if name.endswith("TradeParty"):
            return f"{_PARTIES.get(name, 'party')}.{kind}"
    return kind


def _lines(root: Element) -> Iterator[Oddity]:
    for item in all_at(root, "SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem"):
        stated = amount_at(item, f"{_SETTLEMENT}/{_LINE_TOTAL}")
        quantity = amount_at(item, "SpecifiedLineTradeDelivery/BilledQuantity")
        price = amount_at(item, f"{_PRICE}/ChargeAmount")
        if stated is None or quantity is None or price is None:
            continue
        units = quantity / (amount_at(item, f"{_PRICE}/BasisQuantity") or Decimal(1))
        expected = round(units * price + _adjustments(item), 2)
        if abs(expected - stated) > CENT + abs(units) * _rounding(price):
            yield Oddity(LINE_TOTAL, "lines", _path(item), f"{expected} ≠ {stated}")


_PRICE = "SpecifiedLineTradeAgreement/NetPriceProductTradePrice"
_SETTLEMENT = "SpecifiedLineTradeSettlement"
_LINE_TOTAL = "SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount"


def _adjustments(item: Element) -> Decimal:
    """Return the charges of a line less its allowances."""
    total = Decimal(0)
    for entry in all_at(item, f"{_SETTLEMENT}/SpecifiedTradeAllowanceCharge"):
        sign = 1 if text_at(entry, "ChargeIndicator/Indicator") in {"true", "1"} else -1
        total += sign * (amount_at(entry, "ActualAmount") or Decimal(0))
    return total


def _rounding(price: Decimal) -> Decimal:
    """Return by how much a price may have been rounded: half of its last decimal, or of a cent."""
    exponent = price.normalize().as_tuple().exponent
    return min(CENT, Decimal(1).scaleb(int(exponent))) / 2


def _whole(root: Element, invoice: Invoice) -> Iterator[Oddity]:
    """Yield what two fields say together."""
    place = _path(root)
    for party, siren, siret, vat_id in (
        ("seller", *_ids(invoice, "seller")),
        ("buyer", *_ids(invoice, "buyer")),
    ):
        if siren and siret and not siret.startswith(siren):
            yield Oddity(OTHER_SIRET, f"{party}.siret", place, f"{siret} ≠ {siren}")
        parsed = parse_vat_id(vat_id)
        within = siren_in(parsed) if parsed else None
        if siren and within and within != siren:
            yield Oddity(OTHER_VAT_ID, f"{party}.vat_id", place, f"{vat_id} ≠ {siren}")
    issued, due = (invoice.value(name) for name in (FieldName.ISSUE_DATE, FieldName.DUE_DATE))
    if _is_before(due, issued) and not _is_paid(invoice):
        yield Oddity(DUE_BEFORE_ISSUE, FieldName.DUE_DATE, place, f"{due} < {issued}")
    total = parse_amount(invoice.value(FieldName.TOTAL_WITH_VAT) or "")
    if total is not None and total < 0 and invoice.value(FieldName.TYPE_CODE) in _POSITIVE:
        yield Oddity(NEGATIVE, FieldName.TOTAL_WITH_VAT, place, str(total))


def _is_before(due: str | None, issued: str | None) -> bool:
    try:
        return date.fromisoformat(due or "") < date.fromisoformat(issued or "")
    except ValueError:
        return False


def _ids(invoice: Invoice, party: str) -> tuple[str, str, str]:
    siren, siret, vat_id = (
        invoice.value(FieldName(f"{party}.{kind}")) or "" for kind in ("siren", "siret", "vat_id")
    )
    return (parse_siren(siren) or "", siret, vat_id)


def _is_paid(invoice: Invoice) -> bool:
    """Tell whether nothing is left to be paid; a date of payment may be any then."""
    due = parse_amount(invoice.value(FieldName.AMOUNT_DUE) or "")
    return due is not None and due <= 0


def _path(element: Element) -> str:
    return element.getroottree().getpath(element)
