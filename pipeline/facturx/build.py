"""Write an invoice as CII, at the highest profile that its fields allow honestly.

In: an invoice whose fields have levels, and whose document it is. Out: valid XML, and why
its profile is no higher; or why there is none.
Standard: Factur-X 1.09. Every XML is validated before it leaves.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

import facturx
from lxml import etree

from pipeline.facturx.known import Known, known_of
from pipeline.facturx.mentions import Mentions
from pipeline.facturx.notes import WITH_LINES
from pipeline.facturx.parties import Origin, is_left_out
from pipeline.facturx.terms import Terms, header_terms, line_terms
from pipeline.facturx.validation import broken_rules
from pipeline.facturx.xml import Element
from storage.domain.invoice import FieldName, Invoice, Profile, VatBreakdown
from storage.domain.reason import Cause, Reason, ReasonAbout

_HIGHEST_FIRST = (
    Profile.EXTENDED,
    Profile.EN16931,
    Profile.BASIC,
    Profile.BASIC_WL,
    Profile.MINIMUM,
)
_BASIC = "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic"
_MINIMUM = "urn:factur-x.eu:1p0:minimum"
_IN_EVERY = frozenset({"BR-FR-12_BT-49"})
"""Rules about terms that every profile above MINIMUM writes alike: broken once, always broken."""
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_IN_MINIMUM = {
    "ExchangedDocument": {"ID", "TypeCode", "IssueDateTime"},
    "ApplicableHeaderTradeAgreement": {
        "BuyerReference",
        "SellerTradeParty",
        "BuyerTradeParty",
        "BuyerOrderReferencedDocument",
    },
    "SellerTradeParty": {
        "Name",
        "SpecifiedLegalOrganization",
        "PostalTradeAddress",
        "SpecifiedTaxRegistration",
    },
    "BuyerTradeParty": {"Name", "SpecifiedLegalOrganization"},
    "ApplicableHeaderTradeSettlement": {
        "InvoiceCurrencyCode",
        "SpecifiedTradeSettlementHeaderMonetarySummation",
    },
    "SpecifiedTradeSettlementHeaderMonetarySummation": {
        "TaxBasisTotalAmount",
        "TaxTotalAmount",
        "GrandTotalAmount",
        "DuePayableAmount",
    },
}
"""What may stand inside an element at MINIMUM, where that is less than at BASIC WL."""


@dataclass(frozen=True)
class Built:
    """A valid XML, or why there is none.

    Attributes:
        xml: The CII; None where no profile can be written honestly.
        profile: Its profile.
        known: What stands in it.
        reasons: What was left out, why the profile is no higher, or why there is no XML.
    """

    xml: bytes | None = None
    profile: Profile | None = None
    known: Known | None = None
    reasons: tuple[Cause, ...] = ()


def build(invoice: Invoice, origin: Origin, mentions: Mentions | None = None) -> Built:
    """Write the XML of an invoice.

    Args:
        invoice: Fields that are ``guessed`` or ``contradicted`` do not stand in the XML.
        origin: Whose document it is, and which original it stands for.
        mentions: Those of French law, as the pages make them.

    Raises:
        ConfigError: As in `pipeline.facturx.validation.validate`.
    """
    known = known_of(invoice, origin, mentions)
    if isinstance(known, tuple):
        return Built(reasons=tuple(Reason.NO_FACTURX.about(name.value) for name in known))
    left_out = tuple(
        Reason.TERM_LEFT_OUT.about(name.value) for name in FieldName if is_left_out(invoice, name)
    )
    why_lower: list[str] = []
    for profile in _HIGHEST_FIRST:
        lack = _lack(known, profile)
        if lack is None or (profile is not Profile.MINIMUM and _IN_EVERY & set(why_lower)):
            continue
        xml = None if lack else write(known, profile)
        broken = broken_rules(xml) if xml else [lack]
        if xml and not broken:
            return Built(xml, profile, known, (*left_out, *_lowered(profile, why_lower)))
        why_lower += broken
    return Built(reasons=(*left_out, because(Reason.NO_FACTURX, "profile", why_lower)))


def _lack(known: Known, profile: Profile) -> str | None:
    """Return what a profile needs that is not known, "" for nothing; None for no such need."""
    if profile is Profile.MINIMUM:
        return ""
    is_mixed = len({row.category == "O" for row in known.vat_rows}) > 1
    if is_mixed != (profile is Profile.EXTENDED) and profile in WITH_LINES:
        return None  # EXTENDED alone has what is outside VAT beside what is not (BR-O-11)
    needs = {
        FieldName.SELLER_NAME.value: known.seller.name,
        FieldName.BUYER_NAME.value: known.buyer.name,
        FieldName.BUYER_COUNTRY.value: known.buyer.country,
        FieldName.AMOUNT_DUE.value: known.totals.is_settled,
        "vat_breakdown": known.vat_rows,
        FieldName.ALLOWANCES.value: known.adjustments is not None,
        "lines": known.lines or profile not in WITH_LINES,
    }
    return next((name for name, is_met in needs.items() if not is_met), "")


def _lowered(profile: Profile, why: list[str]) -> Iterator[ReasonAbout]:
    if why:
        yield because(Reason.PROFILE_LOWERED, profile.value, why)


def because(reason: Reason, about: str, why: list[str]) -> ReasonAbout:
    """Return a reason with all that led to it."""
    return ReasonAbout(reason, about, ", ".join(dict.fromkeys(why)))


def write(known: Known, profile: Profile) -> bytes:
    """Write the XML of one profile, valid or not."""
    if profile is Profile.MINIMUM:
        return _minimum(known)
    terms = header_terms(known, profile)
    if profile in WITH_LINES:
        terms |= line_terms(known, profile)
    if profile is not Profile.BASIC:
        return _serialise(_written(terms, profile))
    # factur-x does not write BASIC: it is EN 16931 without what only that has, under its own name.
    return _serialise(_renamed(_written(terms, Profile.EN16931), _BASIC))


def _minimum(known: Known) -> bytes:
    """Cut MINIMUM, which factur-x does not write either, from a BASIC WL tree."""
    totals = known.totals
    # The writer demands a VAT table; this one is cut off again.
    row = VatBreakdown("S", None, totals.without_vat, totals.vat)
    terms = header_terms(replace(known, vat_rows=(row,), delivered=None), Profile.MINIMUM)
    root = _written(terms, Profile.BASIC_WL)
    for parent in list(root.iter("{*}*")):
        allowed = _IN_MINIMUM.get(etree.QName(parent).localname)
        for child in list(parent) if allowed else ():
            if etree.QName(child).localname not in (allowed or ()):
                parent.remove(child)
    return _serialise(_renamed(root, _MINIMUM))


def _written(terms: Terms, profile: Profile) -> Element:
    xml = facturx.generate_cii_xml(
        terms, level=profile.value, check_xsd=False, check_schematron=None
    )
    return etree.fromstring(xml)


def _renamed(root: Element, guideline: str) -> Element:
    for element in root.iterfind(".//{*}GuidelineSpecifiedDocumentContextParameter/{*}ID"):
        element.text = guideline
    return root


def _serialise(root: Element) -> bytes:
    for element in root.iter():
        # factur-x marks the empty delivery as nil, which no XSD of Factur-X allows.
        if _NIL in element.attrib:
            del element.attrib[_NIL]
    for name in root.iterfind(".//{*}ShipToTradeParty/{*}Name"):
        # factur-x demands one, but who takes the goods (BT-70) was not read.
        cast("Element", name.getparent()).remove(name)
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
