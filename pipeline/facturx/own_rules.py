"""What the official rules let through, although a person would stop at it.

In: the root of a CII, of a ZUGFeRD 1.0 invoice or of UBL that its XSD allows. Out: what is odd, as
warnings; they make no file invalid but leave an open point on the invoice. What concerns a field of
the invoice is found once more, on its value, by `pipeline.facturx.proofs`, which lowers its level.
The rules are written for CII: the others are read as CII, and what is odd is told where it stands.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from lxml import etree

from pipeline.facturx.business_terms import Syntax
from pipeline.facturx.business_values import read_business, syntax_of
from pipeline.facturx.business_writer import write_business
from pipeline.facturx.cii import all_at, amount_at, read_invoice, text_at
from pipeline.facturx.xml import Element, text_of
from pipeline.facturx.zugferd1 import as_cii
from storage.domain.iban import account_form, parse_iban
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
_LIKE_IBAN = re.compile(r"[A-Z]{2}\d\d[A-Z0-9]{10,30}", re.ASCII)
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
        element: Where it stands.
        detail: The values, in no language; may be empty.
    """

    rule: str
    subject: str
    element: Element
    detail: str = ""

    @property
    def location(self) -> str:
        """XPath of the element."""
        path = self.element.getroottree().getpath(self.element)
        names = (*reversed([*self.element.iterancestors()]), self.element)
        steps = zip(path.split("/")[1:], names, strict=True)
        # Where a namespace has no prefix, as of UBL, the path has no name either.
        return "".join(f"/{step if step != '*' else f'*:{_local(it)}'}" for step, it in steps)


def check(root: Element) -> Iterator[Oddity]:
    """Yield everything odd."""
    written, origins = _as_cii(root)
    for it in _oddities(written):
        yield replace(it, element=_origin(it.element, origins))


def _as_cii(root: Element) -> tuple[Element, Mapping[Element, Element]]:
    """Return the invoice as CII, and what each element of it stands for in another syntax."""
    syntax = syntax_of(root)
    if _local(root) == "CrossIndustryDocument":
        copy = as_cii(root)
        return copy, dict(zip(copy.iter(), root.iter(), strict=True))
    if syntax in {Syntax.UBL_INVOICE, Syntax.UBL_CREDIT_NOTE}:
        origins: dict[Element, Element] = {}
        invoice = read_business(root, syntax).invoice
        return write_business(invoice, Syntax.CII, origins), origins
    return root, {}


def _origin(element: Element, origins: Mapping[Element, Element]) -> Element:
    return next(
        (origins[it] for it in (element, *element.iterancestors()) if it in origins), element
    )


def _oddities(root: Element) -> Iterator[Oddity]:
    yield from _notes(root)
    yield from _names(root)
    yield from _dates(root)
    yield from _identifiers(root)
    yield from _lines(root)
    reading = read_invoice(root)
    if not isinstance(reading, Reason):
        yield from _whole(root, reading.invoice)


def _local(element: Element) -> str:
    return etree.QName(element).localname


def _notes(root: Element) -> Iterator[Oddity]:
    for note in all_at(root, "ExchangedDocument/IncludedNote"):
        subject = text_at(note, "SubjectCode")
        if subject and not _says_something(text_at(note, "Content")):
            yield Oddity(EMPTY_NOTE, f"note {subject}", note, subject)


def _names(root: Element) -> Iterator[Oddity]:
    for path, subject in _NAMES.items():
        for element in all_at(root, path):
            if not _says_something(text_of(element)):
                yield Oddity(EMPTY_NAME, subject, element)


def _says_something(text: str | None) -> bool:
    return any(character.isalnum() for character in text or "")


def _dates(root: Element) -> Iterator[Oddity]:
    for element in root.iter("{*}DateTimeString", "{*}DateString", "{*}DateTime"):
        text = (element.text or "").strip()
        if element.get("format") in _DAY and text and not _is_day(text):
            above = element.getparent()
            place = "" if above is None else _local(above)
            yield Oddity(NO_DATE, _DATES.get(place, "date"), element, text[:20])


def _is_day(text: str) -> bool:
    if not re.fullmatch(r"\d{8}", text, re.ASCII):
        return "T" in text  # an instant, as ZUGFeRD 1.0 allows it
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return True


def _identifiers(root: Element) -> Iterator[Oddity]:
    for element in root.iter("{*}ID", "{*}GlobalID", "{*}IBANID", "{*}ProprietaryID"):
        text = text_of(element).replace(" ", "")
        for rule, kind, holds in _checks_of(element):
            if text and not holds(text):
                yield Oddity(rule, _subject(element, kind), element, text[:40])


def _checks_of(element: Element) -> Iterator[tuple[str, str, Callable[[str], object]]]:
    """Yield rule, name and check of what an element says to be."""
    scheme, name = element.get("schemeID"), _local(element)
    above = element.getparent()
    place = "" if above is None else _local(above)
    if name == "IBANID" and place == "PayeePartyCreditorFinancialAccount":
        yield NO_IBAN, "iban", parse_iban
    elif name == "ProprietaryID" and place == "PayeePartyCreditorFinancialAccount":
        # UBL has one place for accounts of any kind, and so have programs that write CII.
        yield NO_IBAN, "iban", lambda text: parse_iban(text) or not _is_like_iban(text)
    elif place == "SpecifiedTaxRegistration" and scheme == "VA":
        yield NO_VAT_ID, "vat_id", lambda text: parse_vat_id(text) or not has_known_check(text)
    elif scheme == "0009" or (scheme == "0002" and len(text_of(element)) == _SIRET_LENGTH):
        yield NO_SIRET, "siret", parse_siret
    elif scheme == "0002" and place == "SpecifiedLegalOrganization":
        yield NO_SIREN, "siren", parse_siren


def _is_like_iban(text: str) -> bool:
    return bool(_LIKE_IBAN.fullmatch(text) and account_form(text[:2]))


def _subject(element: Element, kind: str) -> str:
    """Return the field that an identifier is, as ``seller.siren``."""
    for above in element.iterancestors():
        name = _local(above)
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
            yield Oddity(LINE_TOTAL, "lines", item, f"{expected} ≠ {stated}")


_PRICE = "SpecifiedLineTradeAgreement/NetPriceProductTradePrice"
_SETTLEMENT = "SpecifiedLineTradeSettlement"
_LINE_TOTAL = "SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount"


_WHOLE = "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement"
_DUE_DATE = f"{_WHOLE}/SpecifiedTradePaymentTerms/DueDateDateTime"
_WITH_VAT = f"{_WHOLE}/SpecifiedTradeSettlementHeaderMonetarySummation/GrandTotalAmount"


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
    for party in ("seller", "buyer"):
        siren, siret, vat_id = _ids(invoice, party)
        if siren and siret and not siret.startswith(siren):
            place = _saying(root, party, siret)
            yield Oddity(OTHER_SIRET, f"{party}.siret", place, f"{siret} ≠ {siren}")
        parsed = parse_vat_id(vat_id)
        within = siren_in(parsed) if parsed else None
        if siren and within and within != siren:
            place = _saying(root, party, vat_id)
            yield Oddity(OTHER_VAT_ID, f"{party}.vat_id", place, f"{vat_id} ≠ {siren}")
    issued, due = (invoice.value(name) for name in (FieldName.ISSUE_DATE, FieldName.DUE_DATE))
    if _is_before(due, issued) and not _is_paid(invoice):
        place = next(iter(all_at(root, _DUE_DATE)), root)
        yield Oddity(DUE_BEFORE_ISSUE, FieldName.DUE_DATE, place, f"{due} < {issued}")
    total = parse_amount(invoice.value(FieldName.TOTAL_WITH_VAT) or "")
    if total is not None and total < 0 and invoice.value(FieldName.TYPE_CODE) in _POSITIVE:
        place = next(iter(all_at(root, _WITH_VAT)), root)
        yield Oddity(NEGATIVE, FieldName.TOTAL_WITH_VAT, place, str(total))


def _saying(root: Element, party: str, value: str) -> Element:
    """Return the element that states an identifier of a party."""
    name = next(name for name, role in _PARTIES.items() if role == party)
    ids = (it for above in root.iter(f"{{*}}{name}") for it in above.iter("{*}ID", "{*}GlobalID"))
    return next((it for it in ids if text_of(it).replace(" ", "") == value), root)


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
