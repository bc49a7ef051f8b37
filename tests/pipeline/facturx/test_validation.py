"""Validation: the samples, then one defect at a time planted in a valid invoice."""

import re
from pathlib import Path

import facturx
import pytest

from pipeline.facturx.embedded import Embedded
from pipeline.facturx.validation import (
    Finding,
    Severity,
    Validation,
    validate,
    validate_embedded,
    validate_file,
)
from storage.domain.invoice import Profile
from tests.samples.make_samples import SAMPLES, make_xml, terms_of

FOLDER = Path(__file__).parents[2] / "samples"
VALID = make_xml(SAMPLES[0]).decode()
ZUGFERD_1 = (FOLDER / "zugferd_1.xml").read_text(encoding="utf-8")
MINIMUM = """<rsm:CrossIndustryInvoice
 xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>
<ram:ID>urn:factur-x.eu:1p0:minimum</ram:ID>
</ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>M-1</ram:ID><ram:TypeCode>380</ram:TypeCode><ram:IssueDateTime>
<udt:DateTimeString format="102">20261103</udt:DateTimeString></ram:IssueDateTime>
</rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement>
<ram:SellerTradeParty><ram:Name>Papeterie du Cormoran SAS</ram:Name>
<ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">111222337</ram:ID>
</ram:SpecifiedLegalOrganization>
<ram:PostalTradeAddress><ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress>
<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">FR21111222337</ram:ID>
</ram:SpecifiedTaxRegistration></ram:SellerTradeParty>
<ram:BuyerTradeParty><ram:Name>Ateliers du Vaguemestre SARL</ram:Name></ram:BuyerTradeParty>
</ram:ApplicableHeaderTradeAgreement><ram:ApplicableHeaderTradeDelivery/>
<ram:ApplicableHeaderTradeSettlement>
<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation>
<ram:TaxBasisTotalAmount>100.00</ram:TaxBasisTotalAmount>
<ram:TaxTotalAmount currencyID="EUR">20.00</ram:TaxTotalAmount>
<ram:GrandTotalAmount>120.00</ram:GrandTotalAmount>
<ram:DuePayableAmount>120.00</ram:DuePayableAmount>
</ram:SpecifiedTradeSettlementHeaderMonetarySummation></ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""


def _ubl(index: int) -> str:
    terms = terms_of(SAMPLES[index])
    xml: bytes = facturx.generate_ubl_xml(terms, level="en16931", check_schematron=False)
    return xml.decode()


UBL, UBL_CREDIT_NOTE = _ubl(0), _ubl(2)


def _rules(result: Validation, severity: Severity) -> set[str]:
    return {finding.rule for finding in result.findings if finding.severity is severity}


@pytest.mark.parametrize(
    ("name", "profile", "fatal"),
    [
        ("facturx_en16931.pdf", Profile.EN16931, set()),
        ("facturx_basicwl.pdf", Profile.BASIC_WL, set()),
        ("facturx_credit_note.pdf", Profile.EN16931, set()),
        ("facturx_sale.pdf", Profile.EN16931, set()),
        ("zugferd_1.pdf", Profile.ZUGFERD_1, set()),
        ("zugferd_1.xml", Profile.ZUGFERD_1, set()),
        ("facturx_invalid.pdf", Profile.EN16931, {"BR-CO-15"}),
        ("facturx_two_xml.pdf", None, {"facturx_ambiguous"}),
        ("plain.pdf", None, {"not_yet_readable"}),
        ("logo.png", None, {"xml_damaged"}),
    ],
)
def test_samples(name: str, profile: Profile | None, fatal: set[str]) -> None:
    result = validate_file(FOLDER / name)
    assert (result.valid, result.profile) == (not fatal, profile)
    assert _rules(result, Severity.FATAL) == fatal
    # The sample of ZUGFeRD 1.0 has no metadata.
    assert _rules(result, Severity.WARNING) <= {"xmp-missing", "xmp-pdfa"}


def _swap(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


NO_PMT = ("PMT", "AAI")
GUIDELINE = "urn:cen.eu:en16931:2017"
FRENCH = "<ram:CountryID>FR<"
SELLER_SIREN = '<ram:ID schemeID="0002">111222337<'
SELLER_VAT = "FR21111222337"
PMT = {"BR-FR-05_BT-22_PMT"}


@pytest.mark.parametrize(
    ("text", "profile", "fatal"),
    [
        (_swap(VALID, ("ram:InvoiceCurrencyCode", "ram:Currency")), Profile.EN16931, {"xsd"}),
        (_swap(VALID, (GUIDELINE, "urn:nobody")), None, {"profile"}),
        (
            _swap(VALID, (GUIDELINE, "urn:nobody"), ("ram:GrandTotalAmount", "ram:Grand")),
            None,
            {"profile", "xsd"},
        ),
        (_swap(VALID, NO_PMT), Profile.EN16931, PMT),
        (_swap(VALID, NO_PMT, (FRENCH, "<ram:CountryID>BE<")), Profile.EN16931, set()),
        (_swap(VALID, (">20261203<", "> <")), Profile.EN16931, {"BR-FR-03"}),
        (_swap(VALID, (">20261103<", ">2 Nov 26<")), Profile.EN16931, {"BR-FR-03"}),
        (_swap(VALID, (">20261203<", ">20261303<")), Profile.EN16931, {"BR-FR-03_BT-9"}),
        (MINIMUM, Profile.MINIMUM, set()),
        (_swap(MINIMUM, ("EUR</", "EUX</")), Profile.MINIMUM, {"FX-SCH-A-000040"}),
        (_swap(ZUGFERD_1, ("ram:InvoiceCurrencyCode", "ram:Currency")), Profile.ZUGFERD_1, {"xsd"}),
        (UBL, Profile.EN16931, set()),
        (UBL_CREDIT_NOTE, Profile.EN16931, set()),
        (_swap(UBL, ("cbc:IssueDate>", "cbc:IssueDay>")), Profile.EN16931, {"xsd"}),
        (_swap(UBL, ("PMT", "AAI")), Profile.EN16931, {"BR-FR-05_BT-22-1"}),
        (_swap(UBL, ("PMT", "AAI"), (">FR<", ">BE<")), Profile.EN16931, set()),
        ("<Invoice/>", None, {"xml_unknown"}),
        ("<a/>", None, {"xml_unknown"}),
        ("<!DOCTYPE a><a/>", None, {"xml_doctype"}),
        ("<a", None, {"xml_damaged"}),
    ],
)
def test_one_defect(text: str, profile: Profile | None, fatal: set[str]) -> None:
    result = validate(text.encode())
    assert (result.valid, result.profile) == (not fatal, profile)
    assert _rules(result, Severity.FATAL) == fatal


BELGIAN = (FRENCH, "<ram:CountryID>BE<")
OTHER_REGISTER = (SELLER_SIREN, '<ram:ID schemeID="0088">111222337<')
OTHER_VAT = (SELLER_VAT, "DE136695976")
WITHOUT_ADDRESSES = re.sub(
    r"<ram:PostalTradeAddress>.*?</ram:PostalTradeAddress>", "", VALID, flags=re.DOTALL
)


@pytest.mark.parametrize(
    ("text", "changes", "is_french"),
    [
        (VALID, [], True),
        (VALID, [OTHER_REGISTER, OTHER_VAT], True),
        (VALID, [BELGIAN], False),
        (WITHOUT_ADDRESSES, [], True),
        (WITHOUT_ADDRESSES, [OTHER_VAT], True),
        (WITHOUT_ADDRESSES, [OTHER_REGISTER], True),
        (WITHOUT_ADDRESSES, [OTHER_REGISTER, OTHER_VAT], False),
    ],
)
def test_who_is_french(text: str, changes: list[tuple[str, str]], is_french: bool) -> None:
    result = validate(_swap(text, NO_PMT, *changes).encode())
    assert (_rules(result, Severity.FATAL) >= PMT) is is_french


@pytest.mark.parametrize(
    ("level", "text", "agrees"),
    [
        (None, VALID, True),
        ("EN 16931", VALID, True),
        ("COMFORT", VALID, True),
        ("BASIC", VALID, False),
        ("no thing", VALID, False),
        ("XRECHNUNG", VALID, False),
        ("COMFORT", ZUGFERD_1, True),
        ("EXTENDED", ZUGFERD_1, True),
    ],
)
def test_the_xmp_must_agree(level: str | None, text: str, agrees: bool) -> None:
    result = validate_embedded(Embedded(pages=1, xml=text.encode(), xmp_level=level))
    assert result.valid is agrees
    assert _rules(result, Severity.FATAL) == (set() if agrees else {"xmp"})


def test_an_xrechnung_agrees_with_its_xmp() -> None:
    text = _swap(VALID, (GUIDELINE, f"{GUIDELINE}#compliant#urn:xrechnung_3.0"))
    result = validate_embedded(Embedded(xml=text.encode(), xmp_level="XRECHNUNG"))
    # FX-SCH-A-000556 knows the ids of Factur-X only.
    assert _rules(result, Severity.FATAL) == {"FX-SCH-A-000556"}


def test_a_bare_xrechnung_is_a_usage_of_en_16931() -> None:
    text = _swap(VALID, (GUIDELINE, f"{GUIDELINE}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"))
    assert validate(text.encode(), is_bare=True).valid
    assert not validate(text.encode()).valid


def test_a_warning_leaves_it_valid() -> None:
    result = validate(
        _swap(VALID, (">12</ram:BilledQuantity>", ">13</ram:BilledQuantity>")).encode()
    )
    assert result.valid
    assert _rules(result, Severity.WARNING) == {"own-line-total"}


def test_findings_are_single_lines_and_bounded() -> None:
    result = validate(_swap(VALID, ("ram:Name>", "ram:Nom>")).encode())
    assert 1 <= len(result.findings) <= 20
    assert all("\n" not in finding.message for finding in result.findings)
    assert result.findings[0].location.startswith("/")


def test_a_pdf_by_its_name_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.PDF"
    path.write_bytes(b"nothing")
    assert validate_file(path) == Validation(
        valid=False,
        profile=None,
        findings=(
            Finding("pdf_damaged", Severity.FATAL, "", "The PDF is damaged and cannot be opened."),
        ),
    )
