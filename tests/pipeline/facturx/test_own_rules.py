"""What only our own rules object to."""

import re
from pathlib import Path

import pytest

from pipeline.facturx.bare import business_of
from pipeline.facturx.business_values import Business
from pipeline.facturx.business_writer import convert
from pipeline.facturx.own_rules import (
    DUE_BEFORE_ISSUE,
    EMPTY_NAME,
    EMPTY_NOTE,
    LINE_TOTAL,
    NEGATIVE,
    NO_DATE,
    NO_IBAN,
    NO_SIREN,
    NO_SIRET,
    NO_VAT_ID,
    OTHER_VAT_ID,
    Oddity,
    check,
)
from pipeline.facturx.validation import Severity, validate
from pipeline.facturx.xml import parse_xml
from storage.domain.reason import Reason
from tests.samples.make_samples import SAMPLES, make_xml

VALID = make_xml(SAMPLES[0]).decode()
QUANTITY = '<ram:BilledQuantity unitCode="C62">12</ram:BilledQuantity>'
PRICE = "<ram:ChargeAmount>7.45</ram:ChargeAmount>"
SETTLED = "<ram:SpecifiedTradeSettlementLineMonetarySummation>"
ALLOWANCE = (
    "<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>{charge}"
    "</udt:Indicator></ram:ChargeIndicator><ram:ActualAmount>7.45</ram:ActualAmount>"
    "</ram:SpecifiedTradeAllowanceCharge>"
)


def _with(*changes: tuple[str, str]) -> str:
    text = VALID
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def _quantity(number: str) -> tuple[str, str]:
    return QUANTITY, QUANTITY.replace(">12<", f">{number}<")


def _entry(charge: str) -> tuple[str, str]:
    return SETTLED, ALLOWANCE.format(charge=charge) + SETTLED


def _note(text: str) -> tuple[str, str]:
    return "Pas d'escompte pour paiement anticipé.", text


PER_HUNDRED = (PRICE, PRICE.replace("7.45", "745") + "<ram:BasisQuantity>100</ram:BasisQuantity>")


ROOF = "FR7699999000011234567890152"


def _found(text: str) -> list[Oddity]:
    root = parse_xml(text.encode())
    assert not isinstance(root, Reason)
    return list(check(root))


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (VALID, []),
        (_with(_quantity("13")), [LINE_TOTAL]),
        # The price may have been 7.454 before it was rounded.
        (_with(_quantity("12.009")), []),
        (_with(_quantity("12.02")), [LINE_TOTAL]),
        (_with((PRICE, PRICE.replace("7.45", "7.4500"))), []),
        (_with((PRICE, PRICE.replace("7.45", "7.4561"))), [LINE_TOTAL]),
        (_with((QUANTITY, "")), []),
        (_with(PER_HUNDRED), []),
        (_with(_quantity("13"), _entry("false")), []),
        (_with(_quantity("11"), _entry("true")), []),
        (_with(_quantity("11"), _entry("1")), []),
        (_with(_quantity("11"), _entry("false")), [LINE_TOTAL]),
        (_with(_note(" ")), [EMPTY_NOTE]),
        (_with(_note("- .")), [EMPTY_NOTE]),
        (_with(_note("Néant.")), []),
    ],
)
def test_lines_and_notes(text: str, rules: list[str]) -> None:
    found = _found(text)
    assert [it.rule for it in found] == rules
    assert all(it.location.startswith("/rsm:CrossIndustryInvoice/") for it in found)


@pytest.mark.parametrize(
    ("change", "rule", "subject"),
    [
        ((">20261103</udt", ">20260230</udt"), NO_DATE, "issue_date"),
        ((">20261203</udt", ">20261303</udt"), NO_DATE, "due_date"),
        ((">20261203</udt", ">20261102</udt"), DUE_BEFORE_ISSUE, "due_date"),
        (('"0002">111222337', '"0002">111222338'), NO_SIREN, "seller.siren"),
        (('"0009">11122233700011', '"0009">11122233700012'), NO_SIRET, "seller.siret"),
        (("FR21111222337", "FR22111222337"), NO_VAT_ID, "seller.vat_id"),
        (("FR21111222337", "FR44732829320"), OTHER_VAT_ID, "seller.vat_id"),
        ((ROOF, ROOF[:-1] + "3"), NO_IBAN, "iban"),
        (("<ram:ID>PC-2026-0117<", "<ram:ID>-<"), EMPTY_NAME, "number"),
        ((">Papeterie du Cormoran SAS<", "> . <"), EMPTY_NAME, "seller.name"),
        (("<ram:GrandTotalAmount>", "<ram:GrandTotalAmount>-"), NEGATIVE, "total_with_vat"),
    ],
)
def test_one_value_is_odd(change: tuple[str, str], rule: str, subject: str) -> None:
    found = [it for it in _found(_with(change)) if it.rule == rule]
    assert [it.subject for it in found] == [subject]


def test_the_due_date_of_a_paid_invoice_may_be_any() -> None:
    due = re.findall(r"<ram:DuePayableAmount>[\d.]+<", VALID)[0]
    early = (">20261203</udt", ">20261102</udt")
    assert _found(_with(early, (due, "<ram:DuePayableAmount>0.00<"))) == []


def test_a_correction_may_be_below_zero() -> None:
    text = _with(("<ram:GrandTotalAmount>", "<ram:GrandTotalAmount>-"))
    assert [it.rule for it in _found(text)] == [NEGATIVE]
    assert _found(text.replace("TypeCode>380<", "TypeCode>384<")) == []


def test_a_siret_in_the_place_of_the_siren_is_checked_as_one() -> None:
    change = ('"0002">111222337', '"0002">11122233700012')
    assert [it.rule for it in _found(_with(change))] == [NO_SIRET]


def test_a_foreign_vat_id_without_a_known_check_is_no_oddity() -> None:
    assert NO_VAT_ID not in {it.rule for it in _found(_with(("FR21111222337", "GB1")))}


def test_zugferd_1_is_judged_by_the_same_rules() -> None:
    text = (Path(__file__).parents[2] / "samples" / "zugferd_1.xml").read_text(encoding="utf-8")
    assert validate(text.encode()).findings == ()
    vat_id = re.findall(r'schemeID="VA">([\w ]+)<', text)[0]
    (finding,) = validate(
        text.replace(vat_id, f"{vat_id[:-1]}{(int(vat_id[-1]) + 1) % 10}").encode()
    ).findings
    assert (finding.rule, finding.severity) == (NO_VAT_ID, Severity.WARNING)
    assert finding.location.startswith("/rsm:CrossIndustryDocument/rsm:SpecifiedSupplyChainTrade")


def _as_ubl() -> str:
    business = business_of(VALID.encode())
    assert isinstance(business, Business)
    return convert(business).decode()


@pytest.mark.parametrize(
    ("change", "rule", "subject", "place"),
    [
        (("DueDate>2026-12-03", "DueDate>2026-11-02"), DUE_BEFORE_ISSUE, "due_date", "cbc:DueDate"),
        (('"0002">111222337', '"0002">111222338'), NO_SIREN, "seller.siren", "cbc:CompanyID"),
        (('"0009">11122233700011', '"0009">11122233700012'), NO_SIRET, "seller.siret",
         "cac:PartyIdentification/cbc:ID"),
        (("FR21111222337", "FR22111222337"), NO_VAT_ID, "seller.vat_id", "cbc:CompanyID"),
        (("FR21111222337", "FR44732829320"), OTHER_VAT_ID, "seller.vat_id", "cbc:CompanyID"),
        ((ROOF, ROOF[:-1] + "3"), NO_IBAN, "iban", "cac:PayeeFinancialAccount/cbc:ID"),
        ((">PC-2026-0117<", ">-<"), EMPTY_NAME, "number", "/*:Invoice/cbc:ID"),
        ((">12<", ">13<"), LINE_TOTAL, "lines", "/*:Invoice/cac:InvoiceLine[1]"),
        (("#AAB#Pas d'escompte pour paiement anticipé.", "#AAB#"), EMPTY_NOTE, "note AAB", "[3]"),
        (('InclusiveAmount currencyID="EUR">', 'InclusiveAmount currencyID="EUR">-'), NEGATIVE,
         "total_with_vat", "/*:Invoice/cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount"),
    ],
)  # fmt: skip
def test_ubl_is_judged_by_the_same_rules(
    change: tuple[str, str], rule: str, subject: str, place: str
) -> None:
    text = _as_ubl()
    assert _found(text) == []
    old, new = change
    assert old in text
    (found,) = (it for it in _found(text.replace(old, new, 1)) if it.rule == rule)
    assert found.subject == subject
    assert found.location.startswith("/*:Invoice/")
    assert found.location.endswith(place)


def test_what_is_odd_in_ubl_is_a_warning_with_its_place_and_two_sentences() -> None:
    text = _as_ubl().replace(ROOF, ROOF[:-1] + "3")
    validation = validate(text.encode(), is_bare=True)
    (finding,) = validation.findings
    assert validation.valid
    assert (finding.rule, finding.severity) == (NO_IBAN, Severity.WARNING)
    assert all(ROOF[:-1] in sentence for sentence in finding.sentences)


def test_a_date_of_ubl_may_say_where_it_holds() -> None:
    assert _found(_as_ubl().replace("2026-11-03<", "2026-11-03+01:00<")) == []


@pytest.mark.parametrize(("account", "is_odd"), [("FR7699", False), (ROOF[:-1] + "3", True)])
def test_an_account_of_another_kind_may_not_look_like_an_iban(
    account: str, *, is_odd: bool
) -> None:
    text = VALID.replace("IBANID>", "ProprietaryID>").replace(ROOF, account)
    assert ([it.rule for it in _found(text)] == [NO_IBAN]) is is_odd
