"""Reading CII: the samples as their generator made them, then one rule at a time."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.facturx.cii import Reading, read_invoice
from pipeline.facturx.embedded import find_invoice_xml
from pipeline.facturx.xml import parse_xml
from storage.domain.field import Level, Source
from storage.domain.invoice import FieldName, Profile
from storage.domain.reason import Reason

SAMPLES = Path(__file__).parents[2] / "samples"
HYBRIDS = {
    "facturx_en16931": Profile.EN16931,
    "facturx_basicwl": Profile.BASIC_WL,
    "facturx_credit_note": Profile.EN16931,
    "facturx_sale": Profile.EN16931,
    "facturx_invalid": Profile.EN16931,
    "zugferd_1": Profile.ZUGFERD_1,
}


def _read(content: bytes) -> Reading:
    root = parse_xml(content)
    assert not isinstance(root, Reason)
    reading = read_invoice(root)
    assert not isinstance(reading, Reason)
    return reading


@pytest.mark.parametrize("name", HYBRIDS)
def test_samples(name: str) -> None:
    truth: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    xml = find_invoice_xml(SAMPLES / f"{name}.pdf").xml
    assert xml is not None
    reading = _read(xml)
    invoice = reading.invoice
    for field in FieldName:
        group, _, key = field.partition(".")
        assert invoice.value(field) == (truth[group][key] if key else truth.get(field)), field
    assert [
        {
            "category": row.category,
            "rate": f"{row.rate:.2f}",
            "basis": f"{row.basis:.2f}",
            "amount": f"{row.amount:.2f}",
        }
        for row in invoice.vat_breakdown
    ] == truth["vat_breakdown"]
    assert [
        {"name": line.name, "quantity": str(line.quantity), "total": f"{line.total:.2f}"}
        for line in invoice.lines
    ] == truth["lines"]
    assert invoice.accounts == (truth["iban"],)
    assert reading.profile is HYBRIDS[name]
    assert {field.level for field in invoice.fields.values()} == {Level.READ}
    assert {field.source for field in invoice.fields.values()} == {Source.FACTURX_XML}


CII = """<rsm:CrossIndustryInvoice
 xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100">
<rsm:ExchangedDocumentContext><GuidelineSpecifiedDocumentContextParameter><ID>{guideline}</ID>
</GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument>{document}</rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>{lines}
<ApplicableHeaderTradeAgreement><SellerTradeParty>{seller}</SellerTradeParty>
</ApplicableHeaderTradeAgreement>
<ApplicableHeaderTradeSettlement><InvoiceCurrencyCode>EUR</InvoiceCurrencyCode>{settlement}
<SpecifiedTradeSettlementHeaderMonetarySummation>{totals}
</SpecifiedTradeSettlementHeaderMonetarySummation></ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""


def _cii(**parts: str) -> bytes:
    slots = dict.fromkeys(("guideline", "document", "lines", "seller", "settlement", "totals"), "")
    return CII.format(**{**slots, **parts}).encode()


def _legal(value: str, scheme: str = "0002") -> str:
    return (
        f'<SpecifiedLegalOrganization><ID schemeID="{scheme}">{value}</ID>'
        "</SpecifiedLegalOrganization>"
    )


def _address(value: str, scheme: str = "0225") -> str:
    return (
        f'<URIUniversalCommunication><URIID schemeID="{scheme}">{value}</URIID>'
        "</URIUniversalCommunication>"
    )


@pytest.mark.parametrize(
    ("seller", "siren", "siret"),
    [
        ("", None, None),
        (_legal("123456782"), "123456782", None),
        (_legal("123 456 782"), "123456782", None),
        (_legal("12345678200010"), "123456782", "12345678200010"),
        (_legal("12345678200010", "0009"), "123456782", "12345678200010"),
        (_legal("POSTHORNX"), None, None),
        (_legal("123456782", "0088"), None, None),
        ('<GlobalID schemeID="0009">12345678200010</GlobalID>', "123456782", "12345678200010"),
        ('<GlobalID schemeID="0088">12345678200010</GlobalID>', None, None),
        (_address("12345678200010"), "123456782", "12345678200010"),
        (_address("123456782_FACTURES"), None, None),
        (_address("12345678200010", "EM"), None, None),
        (
            '<GlobalID schemeID="0009">99999999900099</GlobalID>' + _legal("123456782"),
            "123456782",
            "99999999900099",
        ),
    ],
)
def test_register_ids(seller: str, siren: str | None, siret: str | None) -> None:
    invoice = _read(_cii(seller=seller)).invoice
    assert invoice.value(FieldName.SELLER_SIREN) == siren
    assert invoice.value(FieldName.SELLER_SIRET) == siret


def _vat(value: str, scheme: str = "VA") -> str:
    return (
        f'<SpecifiedTaxRegistration><ID schemeID="{scheme}">{value}</ID></SpecifiedTaxRegistration>'
    )


@pytest.mark.parametrize(
    ("seller", "vat_id"),
    [
        (_vat("FR 11 123 456 782"), "FR11123456782"),
        (_vat("BE-0.123.456"), "BE0123456"),
        (_vat("22/815/08154", "FC") + _vat("FR11123456782"), "FR11123456782"),
        (_vat("22/815/08154", "FC"), None),
    ],
)
def test_vat_id(seller: str, vat_id: str | None) -> None:
    assert _read(_cii(seller=seller)).invoice.value(FieldName.SELLER_VAT_ID) == vat_id


def _due(*dates: str) -> str:
    return "".join(
        f"<SpecifiedTradePaymentTerms><DueDateDateTime><DateTimeString>{text}</DateTimeString>"
        "</DueDateDateTime></SpecifiedTradePaymentTerms>"
        for text in dates
    )


@pytest.mark.parametrize(
    ("settlement", "due_date"),
    [
        (_due(), None),
        ("<SpecifiedTradePaymentTerms/>", None),
        (_due("20261203"), "2026-12-03"),
        (_due("20261110", "20261203"), "2026-12-03"),
        (_due("20261203", "20261110"), "2026-12-03"),
        (_due("20260230"), "2026-02-30"),
        (_due("03/12/2026"), "03/12/2026"),
    ],
)
def test_due_date(settlement: str, due_date: str | None) -> None:
    assert _read(_cii(settlement=settlement)).invoice.value(FieldName.DUE_DATE) == due_date


def _means(*accounts: str, bic: str = "") -> str:
    bank = f"<BICID>{bic}</BICID>"
    return (
        "<SpecifiedTradeSettlementPaymentMeans>"
        f"<PayeePartyCreditorFinancialAccount>{''.join(accounts)}"
        "</PayeePartyCreditorFinancialAccount>"
        f"<PayeeSpecifiedCreditorFinancialInstitution>{bank if bic else ''}"
        "</PayeeSpecifiedCreditorFinancialInstitution></SpecifiedTradeSettlementPaymentMeans>"
    )


_DEBTOR = (
    "<SpecifiedTradeSettlementPaymentMeans><PayerPartyDebtorFinancialAccount><IBANID>FR1</IBANID>"
    "</PayerPartyDebtorFinancialAccount></SpecifiedTradeSettlementPaymentMeans>"
)


@pytest.mark.parametrize(
    ("settlement", "iban", "bic", "accounts"),
    [
        ("", None, None, ()),
        (_DEBTOR, None, None, ()),
        (_means("<IBANID>FR76 1</IBANID>", bic="AAAA FR PP"), "FR761", "AAAAFRPP", ("FR761",)),
        (_means("<ProprietaryID>12 34</ProprietaryID>"), "1234", None, ("1234",)),
        (
            _means("<IBANID>FR1</IBANID>", "<ProprietaryID>2</ProprietaryID>"),
            "FR1",
            None,
            ("FR1", "2"),
        ),
        (
            _means() + _means("<IBANID>FR1</IBANID>") + _means("<IBANID>FR2</IBANID>", bic="B"),
            "FR1",
            None,
            ("FR1", "FR2"),
        ),
        (_means("<IBANID>FR1</IBANID>") * 2, "FR1", None, ("FR1",)),
    ],
)
def test_accounts(
    settlement: str, iban: str | None, bic: str | None, accounts: tuple[str, ...]
) -> None:
    invoice = _read(_cii(settlement=settlement)).invoice
    assert invoice.value(FieldName.IBAN) == iban
    assert invoice.value(FieldName.BIC) == bic
    assert invoice.accounts == accounts


def test_further_terms() -> None:
    settlement = (
        _means().replace(
            "<SpecifiedTradeSettlementPaymentMeans>",
            "<SpecifiedTradeSettlementPaymentMeans><TypeCode>10</TypeCode>",
        )
        + _means("<IBANID>FR1</IBANID>").replace(
            "<SpecifiedTradeSettlementPaymentMeans>",
            "<SpecifiedTradeSettlementPaymentMeans><TypeCode>58</TypeCode>",
        )
        + "<ApplicableTradeTax><CategoryCode>AE</CategoryCode><BasisAmount>5</BasisAmount>"
        "<CalculatedAmount>0</CalculatedAmount><ExemptionReason>Autoliquidation</ExemptionReason>"
        "</ApplicableTradeTax><BillingSpecifiedPeriod><StartDateTime><DateTimeString>20261001"
        "</DateTimeString></StartDateTime></BillingSpecifiedPeriod>"
    )
    totals = (
        "<ChargeTotalAmount>3</ChargeTotalAmount><AllowanceTotalAmount>2</AllowanceTotalAmount>"
    )
    invoice = _read(_cii(settlement=settlement, totals=totals)).invoice
    assert invoice.vat_breakdown[0].exemption == "Autoliquidation"
    assert invoice.value(FieldName.PAYMENT_MEANS) == "58"
    assert invoice.value(FieldName.PERIOD_START) == "2026-10-01"
    assert invoice.value(FieldName.PERIOD_END) is None
    assert (invoice.value(FieldName.ALLOWANCES), invoice.value(FieldName.CHARGES)) == (
        "2.00",
        "3.00",
    )


def _vat_in(currency: str, amount: str) -> str:
    return f'<TaxTotalAmount currencyID="{currency}">{amount}</TaxTotalAmount>'


@pytest.mark.parametrize(
    ("totals", "total_vat"),
    [
        ("", None),
        ("<TaxTotalAmount>20</TaxTotalAmount>", "20.00"),
        (_vat_in("EUR", "20.0"), "20.00"),
        (_vat_in("GBP", "17.00") + _vat_in("EUR", "20.00"), "20.00"),
        (_vat_in("GBP", "17.00"), None),
        (_vat_in("EUR", "2O,00"), None),
    ],
)
def test_total_vat(totals: str, total_vat: str | None) -> None:
    assert _read(_cii(totals=totals)).invoice.value(FieldName.TOTAL_VAT) == total_vat


def test_amounts_keep_sign_and_decimals() -> None:
    totals = (
        "<TaxBasisTotalAmount>-100</TaxBasisTotalAmount><RoundingAmount>0.01</RoundingAmount>"
        "<GrandTotalAmount>+1.005</GrandTotalAmount><DuePayableAmount>1e9</DuePayableAmount>"
    )
    reading = _read(_cii(totals=totals))
    assert reading.invoice.value(FieldName.TOTAL_WITHOUT_VAT) == "-100.00"
    assert reading.invoice.value(FieldName.TOTAL_WITH_VAT) == "1.005"
    assert reading.invoice.value(FieldName.AMOUNT_DUE) is None
    assert reading.invoice.value(FieldName.ROUNDING) == "0.01"


def test_a_price_for_several_is_given_for_one() -> None:
    line = (
        "<IncludedSupplyChainTradeLineItem><SpecifiedTradeProduct><Name>Clous</Name>"
        "</SpecifiedTradeProduct><SpecifiedLineTradeAgreement><NetPriceProductTradePrice>"
        "<ChargeAmount>{price}</ChargeAmount><BasisQuantity>{several}</BasisQuantity>"
        "</NetPriceProductTradePrice></SpecifiedLineTradeAgreement>"
        "</IncludedSupplyChainTradeLineItem>"
    )
    lines = line.format(price="7.50", several="100") + line.format(price="7.50", several="1")
    prices = [line.unit_price for line in _read(_cii(lines=lines)).invoice.lines]
    assert prices == [Decimal("0.075"), Decimal("7.50")]


@pytest.mark.parametrize(
    ("guideline", "profile"),
    [
        ("urn:factur-x.eu:1p0:minimum", Profile.MINIMUM),
        ("urn:factur-x.eu:1p0:basicwl", Profile.BASIC_WL),
        ("urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic", Profile.BASIC),
        ("urn:cen.eu:en16931:2017", Profile.EN16931),
        ("urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended", Profile.EXTENDED),
        ("urn:cen.eu:en16931:2017#compliant#urn:xrechnung_3.0", Profile.EN16931),
        (
            "urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr",
            Profile.EXTENDED_CTC_FR,
        ),
        ("urn:ferd:CrossIndustryDocument:invoice:1p0:comfort", None),
        ("2017", None),
        ("", None),
    ],
)
def test_declared_profile(guideline: str, profile: Profile | None) -> None:
    assert _read(_cii(guideline=guideline)).profile is profile


@pytest.mark.parametrize("content", [b"<Invoice/>", b"<a/>"])
def test_other_documents_are_not_read(content: bytes) -> None:
    root = parse_xml(content)
    assert not isinstance(root, Reason)
    assert read_invoice(root) is Reason.XML_UNKNOWN


@pytest.mark.parametrize("content", [b"<CrossIndustryInvoice/>", b"<CrossIndustryDocument/>"])
def test_an_empty_invoice_has_no_fields(content: bytes) -> None:
    invoice = _read(content).invoice
    assert invoice.fields == {}
    assert (invoice.vat_breakdown, invoice.lines, invoice.accounts) == ((), (), ())
