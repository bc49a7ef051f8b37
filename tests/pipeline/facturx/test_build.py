"""The derived XML: the highest profile that the fields allow, and nothing uncertain in it."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from importlib.metadata import version

import pytest
from lxml import etree

from pipeline.facturx import build as build_module
from pipeline.facturx.build import build, write
from pipeline.facturx.cii import read_invoice
from pipeline.facturx.known import Known, known_of
from pipeline.facturx.mentions import Mentions
from pipeline.facturx.notes import origin_of
from pipeline.facturx.parties import Origin
from pipeline.facturx.validation import Severity, Validation, broken_rules, validate
from pipeline.facturx.xml import parse_xml
from storage.domain.field import Level
from storage.domain.invoice import FieldName, Invoice, Profile, VatBreakdown
from storage.domain.mailbox import Direction
from storage.domain.reason import Reason, ReasonAbout
from storage.domain.siren import Siren
from tests.pipeline.facturx.invoices import (
    LINES,
    PURCHASE,
    ROWS,
    SHA256,
    VALUES,
    N,
    a_credit_note,
    a_foreign_invoice,
    an_invoice,
)

UNCERTAIN = (Level.GUESSED, Level.CONTRADICTED)
MANDATORY = (
    N.NUMBER,
    N.TYPE_CODE,
    N.ISSUE_DATE,
    N.CURRENCY,
    N.TOTAL_WITHOUT_VAT,
    N.TOTAL_VAT,
    N.TOTAL_WITH_VAT,
    N.AMOUNT_DUE,
)
OPTIONAL = (
    N.DUE_DATE,
    N.DELIVERY_DATE,
    N.PERIOD_START,
    N.PERIOD_END,
    N.ORDER_REFERENCE,
    N.CONTRACT_REFERENCE,
    N.IBAN,
    N.BIC,
    N.SELLER_SIRET,
    N.BUYER_SIRET,
)
PROFILES = (
    Profile.MINIMUM,
    Profile.BASIC_WL,
    Profile.BASIC,
    Profile.EN16931,
    Profile.EXTENDED,
)
NOT_IN = {
    Profile.MINIMUM: (
        N.DUE_DATE,
        N.DELIVERY_DATE,
        N.PERIOD_START,
        N.PERIOD_END,
        N.CONTRACT_REFERENCE,
        N.SELLER_SIRET,
        N.BUYER_COUNTRY,
        N.PAYMENT_MEANS,
        N.IBAN,
        N.BIC,
    ),
    Profile.BASIC_WL: (N.BIC,),
    Profile.BASIC: (N.BIC,),
}
HALF = replace(LINES[0], quantity=None)
OUTSIDE = VatBreakdown("O", None, Decimal("50.00"), Decimal(0), "Débours")
ONE_ROW = (VatBreakdown("S", Decimal(20), Decimal("150.00"), Decimal("30.00")),)
AT_ONE_RATE = tuple(replace(line, vat_rate=Decimal(20)) for line in LINES)
TOTALS = {N.TOTAL_VAT: "30.00", N.TOTAL_WITH_VAT: "180.00", N.AMOUNT_DUE: "180.00"}
DEAR = replace(AT_ONE_RATE[0], unit_price=Decimal("2.75"), total=Decimal("110.00"))
BOTH = an_invoice(
    {**TOTALS, N.ALLOWANCES: "22.00", N.CHARGES: "12.00"},
    rows=ONE_ROW,
    lines=(DEAR, AT_ONE_RATE[1]),
)
"""A discount and a fee on an invoice with one rate."""
DISCOUNT = an_invoice(
    {N.ALLOWANCES: "20.00"},
    lines=(
        replace(LINES[0], unit_price=Decimal("2.75"), total=Decimal("110.00")),
        replace(LINES[1], unit_price=Decimal("30.00"), total=Decimal("60.00")),
    ),
)
"""A discount of 10.00 on each of two rates."""
MIXED = an_invoice(
    {N.TOTAL_VAT: "20.00", N.TOTAL_WITH_VAT: "170.00", N.AMOUNT_DUE: "170.00"},
    rows=(ROWS[0], OUTSIDE),
    lines=(LINES[0], replace(LINES[1], vat_rate=None)),
)
EXEMPT = an_invoice(
    {
        N.SELLER_VAT_ID: None,
        N.TOTAL_VAT: "0.00",
        N.TOTAL_WITH_VAT: "150.00",
        N.AMOUNT_DUE: "150.00",
    },
    rows=(
        VatBreakdown("E", None, Decimal("150.00"), Decimal(0), "TVA non applicable, art. 293 B"),
    ),
    lines=tuple(replace(line, vat_rate=None) for line in LINES),
)


def _known(invoice: Invoice) -> Known:
    known = known_of(invoice, PURCHASE)
    assert isinstance(known, Known)
    return known


def _fatal(validation: Validation) -> list[str]:
    return [it.rule for it in validation.findings if it.severity is Severity.FATAL]


def _texts(xml: bytes | None, path: str) -> list[str]:
    assert xml is not None
    return [node.text or "" for node in etree.fromstring(xml).iterfind(f".//{{*}}{path}")]


def _values(xml: bytes | None) -> dict[FieldName, str]:
    root = parse_xml(xml or b"")
    assert not isinstance(root, Reason)
    reading = read_invoice(root)
    assert not isinstance(reading, Reason)
    return {name: field.value for name, field in reading.invoice.fields.items()}


@pytest.mark.parametrize("profile", PROFILES)
def test_each_profile_is_valid_by_its_own_rules(profile: Profile) -> None:
    validation = validate(write(_known(an_invoice()), profile))
    assert (validation.profile, _fatal(validation)) == (profile, [])


@pytest.mark.parametrize("profile", PROFILES)
def test_each_profile_says_what_the_invoice_says(profile: Profile) -> None:
    absent = set(NOT_IN.get(profile, ()))
    found = _values(write(_known(an_invoice()), profile))
    assert found == {name: value for name, value in VALUES.items() if name not in absent}


@pytest.mark.parametrize(
    ("invoice", "profile", "why"),
    [
        (an_invoice(), Profile.EN16931, None),
        (a_foreign_invoice(), Profile.EN16931, None),
        (EXEMPT, Profile.EN16931, None),
        (MIXED, Profile.EXTENDED, None),
        (BOTH, Profile.EN16931, None),
        (DISCOUNT, Profile.EN16931, None),
        (replace(BOTH, lines=()), Profile.BASIC_WL, "lines"),
        (replace(DISCOUNT, lines=()), Profile.MINIMUM, "allowances"),
        (an_invoice({N.ALLOWANCES: "20.00"}), Profile.MINIMUM, "allowances"),
        (an_invoice({N.ROUNDING: "0.02", N.AMOUNT_DUE: "175.02"}), Profile.EN16931, None),
        (an_invoice({N.RETENTION: "5.00", N.AMOUNT_DUE: "170.00"}), Profile.MINIMUM, "amount_due"),
        (an_invoice(lines=()), Profile.BASIC_WL, "lines"),
        (an_invoice(lines=(HALF, LINES[1])), Profile.BASIC_WL, "lines"),
        (an_invoice(lines=LINES[:1]), Profile.BASIC_WL, "lines"),
        (a_credit_note(), Profile.BASIC_WL, "BR-FR-CO-05_BT-3"),
        (an_invoice(rows=()), Profile.MINIMUM, "vat_breakdown"),
        (an_invoice(rows=ROWS[:1]), Profile.MINIMUM, "vat_breakdown"),
        (an_invoice({N.AMOUNT_DUE: "170.00"}), Profile.MINIMUM, "amount_due"),
        (replace(MIXED, lines=()), Profile.MINIMUM, "lines, BR-O-11"),
    ],
)
def test_the_highest_honest_profile_and_why_it_is_no_higher(
    invoice: Invoice, profile: Profile, why: str | None
) -> None:
    built = build(invoice, PURCHASE)
    assert built.profile is profile
    assert _fatal(validate(built.xml or b"")) == []
    lowered = [it for it in built.reasons if isinstance(it, ReasonAbout)]
    assert [(it.reason, it.about, it.detail) for it in lowered] == (
        [(Reason.PROFILE_LOWERED, profile.value, why)] if why else []
    )


@pytest.mark.parametrize(
    ("invoice", "stated"),
    [(BOTH, [("22.00", "20"), ("12.00", "20")]), (DISCOUNT, [("10.00", "20"), ("10.00", "10")])],
)
def test_allowances_and_charges_are_on_the_rates_that_they_change(
    invoice: Invoice, stated: list[tuple[str, str]]
) -> None:
    xml = build(invoice, PURCHASE).xml
    path = "SpecifiedTradeAllowanceCharge/{*}"
    amounts = _texts(xml, f"{path}ActualAmount")
    rates = _texts(xml, f"{path}CategoryTradeTax/{{*}}RateApplicablePercent")
    assert list(zip(amounts, rates, strict=True)) == stated
    for name in (N.ALLOWANCES, N.CHARGES):
        assert _values(xml).get(name) == invoice.value(name)
    assert _texts(xml, "LineTotalAmount")[-1] == ("160.00" if invoice is BOTH else "170.00")


@pytest.mark.parametrize("means", ["30", "58"])
def test_a_credit_transfer_without_account_is_not_stated(means: str) -> None:
    built = build(an_invoice({N.PAYMENT_MEANS: means, N.IBAN: None, N.BIC: None}), PURCHASE)
    assert built.profile is Profile.EN16931
    assert N.PAYMENT_MEANS not in _values(built.xml)


def test_another_way_to_pay_needs_no_account() -> None:
    built = build(an_invoice({N.PAYMENT_MEANS: "49", N.IBAN: None, N.BIC: None}), PURCHASE)
    assert _values(built.xml)[N.PAYMENT_MEANS] == "49"


def test_a_period_that_ends_before_it_begins_is_not_stated() -> None:
    built = build(an_invoice({N.PERIOD_END: "2026-09-30"}), PURCHASE)
    assert {N.PERIOD_START, N.PERIOD_END}.isdisjoint(_values(built.xml))


@pytest.mark.parametrize("level", UNCERTAIN)
@pytest.mark.parametrize("name", MANDATORY)
def test_without_a_mandatory_term_there_is_none(name: FieldName, level: Level) -> None:
    built = build(an_invoice(levels={name: level}), PURCHASE)
    assert (built.xml, built.profile) == (None, None)
    assert built.reasons == (Reason.NO_FACTURX.about(name.value),)


@pytest.mark.parametrize("level", UNCERTAIN)
def test_an_uncertain_name_gives_way_to_what_identifies_the_seller(level: Level) -> None:
    built = build(an_invoice(levels={N.SELLER_NAME: level}), PURCHASE)
    assert built.profile is Profile.MINIMUM
    values = _values(built.xml)
    assert values[N.SELLER_NAME] == f"SIREN {VALUES[N.SELLER_SIREN]} : voir le document d'origine."
    assert Reason.TERM_LEFT_OUT.about("seller.name") in built.reasons
    assert built.known is not None
    said = list(origin_of(built.known, Profile.MINIMUM))
    assert "Non repris faute de certitude : nom du vendeur." in said


@pytest.mark.parametrize("level", UNCERTAIN)
@pytest.mark.parametrize("name", OPTIONAL)
def test_an_uncertain_term_is_left_out_and_told(name: FieldName, level: Level) -> None:
    value = "11122233700011" if name is N.BUYER_SIRET else VALUES[name]
    built = build(an_invoice({name: value}, {name: level}), PURCHASE)
    assert built.xml is not None
    assert value.replace("-", "").encode() not in built.xml
    assert Reason.TERM_LEFT_OUT.about(name.value) in built.reasons


@pytest.mark.parametrize("level", UNCERTAIN)
def test_an_uncertain_total_is_not_computed_from_the_others(level: Level) -> None:
    built = build(an_invoice(levels={N.TOTAL_VAT: level}), PURCHASE)
    assert built.xml is None


def test_every_missing_term_is_told() -> None:
    built = build(an_invoice({N.NUMBER: None, N.CURRENCY: None, N.TOTAL_WITH_VAT: "1"}), PURCHASE)
    assert [str(it.about) for it in built.reasons if isinstance(it, ReasonAbout)] == [
        "number",
        "currency",
        "total_with_vat",
    ]


@pytest.mark.parametrize("country", ["FR", None, "DE"])
def test_a_seller_without_any_identifier_gets_none(country: str | None) -> None:
    gone = dict.fromkeys((N.SELLER_SIREN, N.SELLER_SIRET, N.SELLER_VAT_ID))
    built = build(an_invoice({**gone, N.SELLER_COUNTRY: country}), PURCHASE)
    about = "seller.vat_id" if country == "DE" else "seller.siren"
    assert built.reasons == (Reason.NO_FACTURX.about(about),)


def test_french_mentions_are_those_of_the_page() -> None:
    said = Mentions({"AAB": "Pas d'escompte pour paiement anticipé."}, "S1")
    built = build(an_invoice(), PURCHASE, said)
    notes = _texts(built.xml, "IncludedNote/{*}Content")
    assert "Pas d'escompte pour paiement anticipé." in notes
    assert "Pénalités de retard : voir le document d'origine." in notes
    context = "BusinessProcessSpecifiedDocumentContextParameter/{*}ID"
    assert _texts(built.xml, context) == ["S1"]
    assert not [note for note in notes if "Cadre de facturation" in note]


def test_a_framework_that_the_page_does_not_name_is_told_to_be_a_default() -> None:
    built = build(an_invoice(), PURCHASE)
    notes = _texts(built.xml, "IncludedNote/{*}Content")
    assert [note for note in notes if note.startswith("Cadre de facturation B1 par défaut")]


def test_a_foreign_seller_is_asked_for_no_french_mention() -> None:
    built = build(a_foreign_invoice(), PURCHASE)
    assert _texts(built.xml, "IncludedNote/{*}SubjectCode") == []


@pytest.mark.parametrize(
    ("levels", "read"),
    [
        ({}, "lignes"),
        (
            {N.NUMBER: Level.READ, N.BIC: Level.READ, N.DUE_DATE: Level.CORROBORATED},
            "numéro, BIC, lignes",
        ),
        ({N.TOTAL_VAT: Level.READ}, "total TVA, ventilation de la TVA, lignes"),
        ({N.SELLER_COUNTRY: Level.READ, N.BUYER_COUNTRY: Level.READ}, "pays du vendeur, lignes"),
        ({N.BUYER_NAME: Level.READ, N.BUYER_SIREN: Level.READ}, "lignes"),
    ],
)
def test_the_note_lists_exactly_the_terms_that_were_only_read(
    levels: Mapping[FieldName, Level], read: str
) -> None:
    built = build(an_invoice(levels=levels), PURCHASE)
    notes = _texts(built.xml, "IncludedNote/{*}Content")
    listed = [note for note in notes if note.startswith("Valeurs lues")]
    assert listed == [f"Valeurs lues sans preuve : {read}."]


def test_a_bic_that_the_profile_has_no_place_for_is_not_listed() -> None:
    levels = {N.BIC: Level.READ, N.IBAN: Level.READ}
    built = build(an_invoice(levels=levels, lines=()), PURCHASE)
    notes = _texts(built.xml, "IncludedNote/{*}Content")
    assert "Valeurs lues sans preuve : IBAN." in notes


def test_the_note_names_the_original_and_this_version() -> None:
    built = build(an_invoice(), PURCHASE)
    (note,) = [it for it in _texts(built.xml, "IncludedNote/{*}Content") if "dérivé" in it]
    assert SHA256 in note
    assert f"Vaguemestre {version('vaguemestre')} " in note


def test_the_seller_without_vat_id_is_known_by_its_siren() -> None:
    built = build(EXEMPT, PURCHASE)
    root = etree.fromstring(built.xml or b"")
    ids = root.iterfind(".//{*}SellerTradeParty/{*}SpecifiedTaxRegistration/{*}ID")
    assert [(it.get("schemeID"), it.text) for it in ids] == [("FC", VALUES[N.SELLER_SIREN])]


def test_hostile_text_stands_in_the_xml_as_plain_text() -> None:
    name = "A&B <x>\x00\x1b[31m\u202e" + "long " * 100
    built = build(an_invoice({N.SELLER_NAME: name}), PURCHASE)
    (written,) = _texts(built.xml, "SellerTradeParty/{*}Name")
    assert written.startswith("A&B <x> [31m long")
    assert len(written) <= 200


def test_an_xml_that_breaks_a_rule_is_never_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_module, "broken_rules", lambda xml: broken_rules(b"<x/>"))
    built = build(an_invoice(), PURCHASE)
    assert built.xml is None
    assert built.reasons == (ReasonAbout(Reason.NO_FACTURX, "profile", "profile"),)


def test_a_profile_that_breaks_a_rule_gives_way_to_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse_en16931(xml: bytes) -> tuple[str, ...]:
        return ("BR-X",) if validate(xml).profile is Profile.EN16931 else broken_rules(xml)

    monkeypatch.setattr(build_module, "broken_rules", refuse_en16931)
    built = build(an_invoice(), PURCHASE)
    assert built.profile is Profile.BASIC
    assert built.reasons == (ReasonAbout(Reason.PROFILE_LOWERED, "basic", "BR-X"),)


def test_what_no_profile_above_minimum_can_mend_is_asked_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def note(xml: bytes) -> tuple[str, ...]:
        asked.append(validate(xml).profile)
        return broken_rules(xml)

    monkeypatch.setattr(build_module, "broken_rules", note)
    nobody = dict.fromkeys((N.BUYER_SIREN, N.BUYER_SIRET, N.BUYER_VAT_ID))
    built = build(an_invoice(nobody), Origin(Direction.PURCHASE, "", None, SHA256))
    assert asked == [Profile.EN16931, Profile.MINIMUM]
    assert built.profile is Profile.MINIMUM
    assert ReasonAbout(Reason.PROFILE_LOWERED, "minimum", "BR-FR-12_BT-49") in built.reasons


def test_a_sale_has_the_dossier_as_its_seller() -> None:
    origin = Origin(Direction.SALE, "Toitures Vauquelin", Siren("123456782"), SHA256)
    gone = dict.fromkeys((N.SELLER_NAME, N.SELLER_SIREN, N.SELLER_SIRET, N.SELLER_VAT_ID))
    built = build(an_invoice({**gone, N.SELLER_COUNTRY: None}), origin)
    found = _values(built.xml)
    assert (found[N.SELLER_NAME], found[N.SELLER_SIREN]) == ("Toitures Vauquelin", "123456782")
