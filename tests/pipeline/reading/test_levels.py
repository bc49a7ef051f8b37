"""Levels: proofs raise them, a failed check lowers them, and one label alone is ``read``."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.reading.fields import Context, read_fields
from pipeline.reading.levels import confirm_by_page, judge
from storage.domain.field import Field, Level, Source, Witness
from storage.domain.invoice import FieldName, Invoice, VatBreakdown
from storage.domain.reason import Cause, Reason
from storage.domain.siren import Siren
from tests.pipeline.reading.papers import INVOICE, NEGATIVE, a_page

OWN = Context(own_siren=Siren("123456782"), own_name="Cabinet Exemple")
TOTALS = (FieldName.TOTAL_WITHOUT_VAT, FieldName.TOTAL_VAT, FieldName.TOTAL_WITH_VAT)


def judged(*lines: str, context: Context = OWN) -> tuple[dict[FieldName, Level], tuple[Cause, ...]]:
    invoice, points = judge(read_fields((a_page(*lines),), context), context)
    return {name: field.level for name, field in invoice.fields.items()}, points


def changed(old: str, new: str) -> tuple[str, ...]:
    assert any(old in line for line in INVOICE)
    return tuple(line.replace(old, new) for line in INVOICE)


def test_a_page_that_proves_itself() -> None:
    levels, points = judged(*INVOICE)
    assert {levels[name] for name in TOTALS} == {Level.PROVEN}
    assert levels[FieldName.SELLER_SIREN] is Level.PROVEN
    assert levels[FieldName.BUYER_SIREN] is Level.PROVEN
    assert levels[FieldName.IBAN] is Level.PROVEN
    assert levels[FieldName.NUMBER] is Level.CORROBORATED
    assert levels[FieldName.ISSUE_DATE] is Level.CORROBORATED
    assert levels[FieldName.SELLER_NAME] is Level.READ
    assert points == ()


def test_which_of_its_branches_invoices_is_not_proven() -> None:
    head, other = "Siège : SIRET 732 829 320 00074", "Agence de Lyon : SIRET 732 829 320 00082"
    levels, _ = judged(*INVOICE, head)
    assert levels[FieldName.SELLER_SIRET] is Level.PROVEN
    levels, points = judged(*INVOICE, head, other)
    assert levels[FieldName.SELLER_SIRET] is Level.READ
    assert levels[FieldName.SELLER_SIREN] is Level.PROVEN
    assert points == ()


VAGUE = (
    "#FACTURE",
    "N°\t\tF-17",
    *(line for line in INVOICE[2:] if "virement" not in line and "jours" not in line),
    *("",) * 20,
    "Lyon, le 24/11/2026, livraison du 20/11/2026 et du 21/11/2026",
)
"""The number and the date have labels that others could have too, and nothing else names them."""


@pytest.mark.parametrize(
    ("lines", "point"),
    [
        (
            changed("TVA 20 %\t1 000,00\t200,00", "TVA 20 %\t1 000,00\t190,00"),
            Reason.TOTALS_UNPROVEN,
        ),
        (VAGUE, Reason.NUMBER_ONE_WITNESS),
        (VAGUE, Reason.DATE_ONE_WITNESS),
        (changed("SIREN 123 456 782", "SIREN 552 100 554"), Reason.BUYER_DIFFERS),
        (changed("FACTURE N°", "N°"), Reason.TYPE_UNCERTAIN),
        (changed("Total TTC\t1 200,00 €", "Total TTC\t1 201,00 €"), Reason.TOTALS_UNPROVEN),
    ],
)
def test_what_a_missing_proof_leaves_open(lines: tuple[str, ...], point: Reason) -> None:
    assert point in judged(*lines)[1]


def test_ht_and_vat_make_ttc_is_no_proof() -> None:
    levels, _ = judged("Total HT\t1 000,00 €", "Total TVA\t200,00 €", "Total TTC\t1 200,00 €")
    assert {levels[name] for name in TOTALS} == {Level.READ}


def test_a_false_siren_is_contradicted() -> None:
    levels, points = judged(*changed("732 829 320\tTVA FR44 732829320", "732 829 321"))
    assert levels[FieldName.SELLER_SIREN] is Level.CONTRADICTED
    assert Reason.FIELD_CONTRADICTED.about("seller.siren") in points


def test_where_the_dossier_is_unknown_a_seller_is_proven_beside_its_buyer() -> None:
    levels, _ = judged(*INVOICE, context=Context())
    assert levels[FieldName.SELLER_SIREN] is Level.PROVEN
    assert levels[FieldName.BUYER_SIREN] is Level.READ


def test_where_the_dossier_is_unknown_the_only_identifiers_may_be_the_buyers() -> None:
    buyer = ("Cabinet Exemple", "12 rue Haute", "69002 Lyon", "TVA FR44 732829320")
    alone = ("FACTURE N° F-2026-017", "Ateliers Morvan", *buyer, *INVOICE[9:])
    levels, points = judged(*alone, context=Context())
    assert levels[FieldName.SELLER_VAT_ID] is Level.READ
    assert Reason.SELLER_UNPROVEN in points


def test_totals_that_do_not_add_up_are_contradicted() -> None:
    fields = {
        name: Field(value, Level.READ, Source.PDF_TEXT, (), (Witness.LABEL,))
        for name, value in zip(TOTALS, ("100.00", "20.00", "121.00"), strict=True)
    }
    invoice, points = judge(Invoice(fields), OWN)
    assert {invoice.fields[name].level for name in TOTALS} == {Level.CONTRADICTED}
    assert Reason.FIELD_CONTRADICTED.about("total_vat") in points


def test_nothing_is_proven_of_amounts_whose_sign_nobody_explains() -> None:
    levels, points = judged(*NEGATIVE)
    assert Level.PROVEN not in {levels.get(name) for name in TOTALS}
    assert Reason.TOTALS_UNPROVEN in points


def test_an_amount_due_beside_a_payment_that_cannot_be_read_is_not_proven() -> None:
    assert judged(*INVOICE, "Net à payer\t1 200,00 €")[0][FieldName.AMOUNT_DUE] is Level.PROVEN
    paid = judged(*INVOICE, "Net à payer\t1 200,00 €", "Paiement CB")[0]
    assert paid[FieldName.AMOUNT_DUE] is Level.READ


def test_what_a_person_confirmed_stays_so() -> None:
    read = read_fields((a_page(*INVOICE),), OWN)
    number = replace(read.fields[FieldName.NUMBER], value="X", level=Level.CONFIRMED)
    invoice, _ = judge(replace(read, fields=read.fields | {FieldName.NUMBER: number}), OWN)
    assert invoice.fields[FieldName.NUMBER].level is Level.CONFIRMED


def test_a_row_off_by_two_cents_proves_nothing() -> None:
    read = read_fields((a_page(*INVOICE),), OWN)
    row = VatBreakdown("S", Decimal(20), Decimal("1000.10"), Decimal(200))
    invoice, _ = judge(replace(read, vat_breakdown=(row,)), OWN)
    assert invoice.fields[FieldName.TOTAL_VAT].level is Level.READ


def xml(**values: str) -> Invoice:
    fields = {
        FieldName(name): Field(value, Level.READ, Source.FACTURX_XML, (), (Witness.XML,))
        for name, value in values.items()
    }
    return Invoice(fields)


def test_the_page_confirms_an_xml() -> None:
    invoice = confirm_by_page(
        xml(number="F-2026-017", issue_date="2026-11-24", total_with_vat="1200"),
        (a_page(*INVOICE),),
    )
    assert all(Witness.PAGE in field.witnesses for field in invoice.fields.values())
    assert all(field.boxes for field in invoice.fields.values())
    (box,) = invoice.fields[FieldName.NUMBER].boxes
    assert box.w < 0.3


@pytest.mark.parametrize("number", ["F-2026-01", "2026", "1234"])
def test_what_is_part_of_something_else_confirms_nothing(number: str) -> None:
    pages = (a_page(*INVOICE, "Dossier 1234"),)
    assert not confirm_by_page(xml(number=number), pages).fields[FieldName.NUMBER].boxes


def test_bases_in_the_table_are_seen_where_their_sum_is_not_printed() -> None:
    page = a_page(
        "Descrizione\tQuantità\tPrezzo\tIVA\tImporto",
        "Manutenzione\t2\t50,00\t22 %\t100,00",
        "Farina\t10\t5,00\t4 %\t50,00",
        "",
        "Aliquota\tImponibile\tImposta",
        "22 %\t100,00\t22,00",
        "4 %\t50,00\t2,00",
        "",
        "Totale documento\t174,00",
    )
    invoice, _ = judge(read_fields((page,), OWN), OWN)
    assert len(invoice.fields[FieldName.TOTAL_WITHOUT_VAT].boxes) == 2
    assert {invoice.fields[name].level for name in TOTALS} == {Level.PROVEN}
