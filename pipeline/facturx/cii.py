"""Read the fields of a Cross Industry Invoice.

In: the root of a parsed CII (Factur-X of any profile, XRechnung, ZUGFeRD 2), of a ZUGFeRD 1.0
invoice or of UBL 2.1, valid or not. Out: an `Invoice` whose fields all have the level ``read``;
nothing is checked here (`pipeline.facturx.proofs` does that).
Standards: EN 16931-3-2, EN 16931-3-3, Factur-X 1.09, ZUGFeRD 1.0.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

from pipeline.facturx import zugferd1
from pipeline.facturx.business_terms import Syntax
from pipeline.facturx.business_values import read_business, syntax_of
from pipeline.facturx.business_writer import write_business
from pipeline.facturx.xml import Element, text_of
from storage.domain.field import Field, Level, Source
from storage.domain.invoice import FieldName, Invoice, Line, Profile, VatBreakdown
from storage.domain.money import format_amount, parse_amount
from storage.domain.reason import Reason

_PROFILES = {
    "minimum": Profile.MINIMUM,
    "basicwl": Profile.BASIC_WL,
    "basic": Profile.BASIC,
    "en16931": Profile.EN16931,
    "extended": Profile.EXTENDED,
    "extended-ctc-fr": Profile.EXTENDED_CTC_FR,
}
_SUMMATION = "ApplicableHeaderTradeSettlement/SpecifiedTradeSettlementHeaderMonetarySummation"
_TOTALS = {
    FieldName.ALLOWANCES: "AllowanceTotalAmount",
    FieldName.CHARGES: "ChargeTotalAmount",
    FieldName.TOTAL_WITHOUT_VAT: "TaxBasisTotalAmount",
    FieldName.TOTAL_WITH_VAT: "GrandTotalAmount",
    FieldName.PREPAID: "TotalPrepaidAmount",
    FieldName.ROUNDING: "RoundingAmount",
    FieldName.AMOUNT_DUE: "DuePayableAmount",
}
_DATES = {
    FieldName.DELIVERY_DATE: "Delivery/ActualDeliverySupplyChainEvent/OccurrenceDateTime",
    FieldName.PERIOD_START: "Settlement/BillingSpecifiedPeriod/StartDateTime",
    FieldName.PERIOD_END: "Settlement/BillingSpecifiedPeriod/EndDateTime",
}
_REFERENCES = {
    FieldName.ORDER_REFERENCE: "BuyerOrderReferencedDocument",
    FieldName.CONTRACT_REFERENCE: "ContractReferencedDocument",
}
_SELLER = (
    FieldName.SELLER_NAME,
    FieldName.SELLER_SIREN,
    FieldName.SELLER_SIRET,
    FieldName.SELLER_VAT_ID,
    FieldName.SELLER_COUNTRY,
)
_BUYER = (
    FieldName.BUYER_NAME,
    FieldName.BUYER_SIREN,
    FieldName.BUYER_SIRET,
    FieldName.BUYER_VAT_ID,
    FieldName.BUYER_COUNTRY,
)


@dataclass(frozen=True)
class Reading:
    """What a CII says.

    Attributes:
        invoice: Its fields, each ``read`` from ``facturx_xml`` and without boxes.
        profile: The rule set that BT-24 declares; None where it is missing or unknown.
    """

    invoice: Invoice
    profile: Profile | None


def read_invoice(root: Element) -> Reading | Reason:
    """Read every field that the XML has, in the forms that `Field` and `Invoice` describe.

    A SIRET given as BT-30 counts as both SIRET and SIREN. A date that is not eight digits is kept
    as written, so that a check can contradict it; an amount that is not a number is left out.

    Returns:
        The reading, or ``XML_UNKNOWN`` where the root is neither of a CII, of a ZUGFeRD 1.0 invoice
        nor of UBL.
    """
    name = etree.QName(root).localname
    syntax = syntax_of(root)
    if name == "CrossIndustryDocument":
        root = zugferd1.as_cii(root)
    elif syntax in {Syntax.UBL_INVOICE, Syntax.UBL_CREDIT_NOTE}:
        root = write_business(read_business(root, syntax).invoice, Syntax.CII)
    elif name != "CrossIndustryInvoice":
        return Reason.XML_UNKNOWN
    profile = Profile.ZUGFERD_1 if name == "CrossIndustryDocument" else declared_profile(root)
    values = {name: text for name, text in _values(root) if text}
    return Reading(
        invoice=Invoice(
            fields={
                name: Field(values[name], Level.READ, Source.FACTURX_XML)
                for name in FieldName
                if name in values
            },
            vat_breakdown=tuple(_vat_breakdown(root)),
            lines=tuple(_lines(root)),
            accounts=tuple(dict.fromkeys(_accounts(root))),
        ),
        profile=profile,
    )


def declared_profile(root: Element) -> Profile | None:
    """Return the profile that BT-24 of a CII declares, None where it is missing or unknown.

    The last part of the URN names it; where that is an extension of another body, as XRechnung,
    the part before the first ``#`` does.
    """
    declared = guideline(root)
    for part in (declared.split(":")[-1], ":".join(declared.split("#")[0].split(":")[:-1])):
        profile = _PROFILES.get(part.split(":")[-1].lower())
        if profile:
            return profile
    return None


def guideline(root: Element) -> str:
    """Return BT-24 of a CII as written, "" where it is missing."""
    context = "ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID"
    return text_at(root, context) or ""


def text_at(node: Element | None, path: str) -> str | None:
    """Return the text at a path of local names, white space collapsed; None where there is none."""
    found = None if node is None else node.find(_path(path))
    return None if found is None else text_of(found)


def amount_at(node: Element, path: str) -> Decimal | None:
    """Return the number at a path of local names; None where there is none or it is not one."""
    return _amount(node, path)


def all_at(node: Element | None, path: str) -> list[Element]:
    """Return every element at a path of local names, in document order."""
    return [] if node is None else node.findall(_path(path))


def _path(path: str) -> str:
    return "/".join(f"{{*}}{name}" for name in path.split("/"))


def _amount(node: Element | None, path: str) -> Decimal | None:
    text = text_at(node, path)
    return parse_amount(text) if text else None


def _trade(root: Element) -> Element | None:
    return root.find(_path("SupplyChainTradeTransaction"))


def _values(root: Element) -> Iterator[tuple[FieldName, str | None]]:
    document, trade = root.find(_path("ExchangedDocument")), _trade(root)
    yield FieldName.NUMBER, text_at(document, "ID")
    yield FieldName.TYPE_CODE, text_at(document, "TypeCode")
    yield FieldName.ISSUE_DATE, _date(text_at(document, "IssueDateTime/DateTimeString"))
    yield from _party(trade, "SellerTradeParty", _SELLER)
    yield from _party(trade, "BuyerTradeParty", _BUYER)
    yield FieldName.DUE_DATE, _due_date(trade)
    for name, path in _DATES.items():
        yield name, _date(text_at(trade, f"ApplicableHeaderTrade{path}/DateTimeString"))
    for name, document_kind in _REFERENCES.items():
        reference = f"ApplicableHeaderTradeAgreement/{document_kind}"
        # ZUGFeRD 1.0 calls it ID.
        yield (
            name,
            text_at(trade, f"{reference}/IssuerAssignedID") or text_at(trade, f"{reference}/ID"),
        )
    yield from _payment(trade)
    yield from _totals(trade)


def _totals(trade: Element | None) -> Iterator[tuple[FieldName, str | None]]:
    currency = text_at(trade, "ApplicableHeaderTradeSettlement/InvoiceCurrencyCode")
    yield FieldName.CURRENCY, currency
    for name, tag in _TOTALS.items():
        amount = _amount(trade, f"{_SUMMATION}/{tag}")
        yield name, None if amount is None else format_amount(amount)
    for element in all_at(trade, f"{_SUMMATION}/TaxTotalAmount"):
        # BT-111, the total VAT in the accounting currency BT-6, stands beside BT-110.
        if element.get("currencyID", currency) == currency:
            amount = parse_amount(text_of(element))
            yield FieldName.TOTAL_VAT, None if amount is None else format_amount(amount)
            return


def _due_date(trade: Element | None) -> str | None:
    """Return the latest BT-9: EXTENDED may state earlier ones for a discount or an instalment."""
    terms = "ApplicableHeaderTradeSettlement/SpecifiedTradePaymentTerms"
    dates = [
        _date(text_at(term, "DueDateDateTime/DateTimeString")) for term in all_at(trade, terms)
    ]
    return max(filter(None, dates), default=None)


def _date(text: str | None) -> str | None:
    """Write ``20261120`` as ``2026-11-20``, also where no calendar has that day."""
    match = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text or "", re.ASCII)
    return "-".join(match.groups()) if match else text


def _party(
    trade: Element | None, role: str, names: tuple[FieldName, ...]
) -> Iterator[tuple[FieldName, str | None]]:
    party = None if trade is None else trade.find(_path(f"ApplicableHeaderTradeAgreement/{role}"))
    siren, siret = _register_ids(party)
    vat_ids = _by_scheme(party, "SpecifiedTaxRegistration/ID", "VA")
    vat_id = re.sub(r"[\s.-]", "", vat_ids[0]) if vat_ids else None
    country = text_at(party, "PostalTradeAddress/CountryID")
    yield from zip(names, (text_at(party, "Name"), siren, siret, vat_id, country), strict=True)


def _register_ids(party: Element | None) -> tuple[str | None, str | None]:
    """Return SIREN and SIRET of a party, from BT-30, BT-29 or BT-34 and their like for buyers."""
    legal = _by_scheme(party, "SpecifiedLegalOrganization/ID", "0002", "0009")
    sirens = [text for text in legal if re.fullmatch(r"\d{9}", text, re.ASCII)]
    sirets = [text for text in legal if re.fullmatch(r"\d{14}", text, re.ASCII)]
    sirets += _by_scheme(party, "GlobalID", "0009")
    addresses = _by_scheme(party, "URIUniversalCommunication/URIID", "0009", "0225")
    # An address in the French directory (0225) may be a SIRET or a SIREN, or end in a suffix.
    sirets += [text for text in addresses if re.fullmatch(r"\d{14}", text, re.ASCII)]
    siret = next(iter(sirets), None)
    return next(iter(sirens), siret[:9] if siret else None), siret


def _by_scheme(party: Element | None, path: str, *schemes: str) -> list[str]:
    """Return the identifiers of the given schemes, without spaces."""
    found = [node for node in all_at(party, path) if node.get("schemeID") in schemes]
    return [text_of(node).replace(" ", "") for node in found]


def _payment(trade: Element | None) -> Iterator[tuple[FieldName, str | None]]:
    """Yield how to pay (BT-81), and the first account to pay to (BT-84) with its BIC (BT-86).

    Where an account is given, the code is that of its payment means.
    """
    for means in _payment_means(trade)[:1]:
        yield FieldName.PAYMENT_MEANS, text_at(means, "TypeCode")
    for means in _payment_means(trade):
        account = _account(means, "IBANID") or _account(means, "ProprietaryID")
        if account:
            yield FieldName.PAYMENT_MEANS, text_at(means, "TypeCode")
            yield FieldName.IBAN, account
            bank = "PayeeSpecifiedCreditorFinancialInstitution/BICID"
            yield FieldName.BIC, _without_spaces(text_at(means, bank))
            return


def _accounts(root: Element) -> Iterator[str]:
    for means in _payment_means(_trade(root)):
        for kind in ("IBANID", "ProprietaryID"):
            account = _account(means, kind)
            if account:
                yield account


def _payment_means(trade: Element | None) -> list[Element]:
    return all_at(trade, "ApplicableHeaderTradeSettlement/SpecifiedTradeSettlementPaymentMeans")


def _account(means: Element, kind: str) -> str | None:
    return _without_spaces(text_at(means, f"PayeePartyCreditorFinancialAccount/{kind}"))


def _without_spaces(text: str | None) -> str | None:
    return text.replace(" ", "") if text else None


def _vat_breakdown(root: Element) -> Iterator[VatBreakdown]:
    for row in all_at(_trade(root), "ApplicableHeaderTradeSettlement/ApplicableTradeTax"):
        basis, amount = _amount(row, "BasisAmount"), _amount(row, "CalculatedAmount")
        if basis is not None and amount is not None:
            yield VatBreakdown(
                category=text_at(row, "CategoryCode") or "",
                rate=_amount(row, "RateApplicablePercent"),
                basis=basis,
                amount=amount,
                exemption=text_at(row, "ExemptionReason"),
            )


def _lines(root: Element) -> Iterator[Line]:
    for item in all_at(_trade(root), "IncludedSupplyChainTradeLineItem"):
        settlement = item.find(_path("SpecifiedLineTradeSettlement"))
        total = "SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount"
        yield Line(
            name=text_at(item, "SpecifiedTradeProduct/Name") or "",
            quantity=_amount(item, "SpecifiedLineTradeDelivery/BilledQuantity"),
            unit_price=_unit_price(item),
            vat_rate=_amount(settlement, "ApplicableTradeTax/RateApplicablePercent"),
            total=_amount(settlement, total),
        )


def _unit_price(item: Element) -> Decimal | None:
    """Return BT-146 for one unit, where BT-149 says that it is the price of several."""
    net = "SpecifiedLineTradeAgreement/NetPriceProductTradePrice"
    price, several = _amount(item, f"{net}/ChargeAmount"), _amount(item, f"{net}/BasisQuantity")
    if price is None or not several or several == 1:
        return price
    return round(price / several, 6).normalize()
