"""All fields of one page, each with its box and what speaks for it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.reading.fields import Context, read_fields
from pipeline.reading.levels import judge
from storage.domain.field import Level, Source, Witness
from storage.domain.invoice import FieldName
from storage.domain.mailbox import Direction
from storage.domain.reason import Reason
from storage.domain.siren import Siren
from tests.pipeline.reading.papers import INVOICE, NEGATIVE, a_page

OWN = Context(own_siren=Siren("123456782"), own_name="Cabinet Exemple")
VALUES = {
    FieldName.NUMBER: "F-2026-017",
    FieldName.TYPE_CODE: "380",
    FieldName.ISSUE_DATE: "2026-11-24",
    FieldName.DUE_DATE: "2026-12-24",
    FieldName.CURRENCY: "EUR",
    FieldName.SELLER_NAME: "Ateliers Morvan",
    FieldName.SELLER_SIREN: "732829320",
    FieldName.SELLER_VAT_ID: "FR44732829320",
    FieldName.SELLER_COUNTRY: "FR",
    FieldName.BUYER_NAME: "Cabinet Exemple",
    FieldName.BUYER_SIREN: "123456782",
    FieldName.BUYER_COUNTRY: "FR",
    FieldName.TOTAL_WITHOUT_VAT: "1000.00",
    FieldName.TOTAL_VAT: "200.00",
    FieldName.TOTAL_WITH_VAT: "1200.00",
    FieldName.AMOUNT_DUE: "1200.00",
    FieldName.IBAN: "FR7630006000011234567890189",
    FieldName.BIC: "AGRIFRPPXXX",
}


def test_every_field() -> None:
    invoice = read_fields((a_page(*INVOICE),), OWN)
    assert {name: field.value for name, field in invoice.fields.items()} == VALUES
    assert invoice.accounts == ("FR7630006000011234567890189",)
    (row,) = invoice.vat_breakdown
    assert (row.category, row.rate) == ("S", Decimal(20))
    assert (row.basis, row.amount) == (Decimal(1000), Decimal(200))
    assert [line.total for line in invoice.lines] == [Decimal(800), Decimal(200)]


def test_every_printed_field_has_its_box() -> None:
    page = a_page(*INVOICE)
    invoice = read_fields((page,), OWN)
    (box,) = invoice.fields[FieldName.NUMBER].boxes
    word = next(w for w in page.words if w.text == "F-2026-017")
    assert (box.x, box.y) == (word.x, word.y)
    for name in (FieldName.ISSUE_DATE, FieldName.SELLER_SIREN, FieldName.IBAN):
        assert invoice.fields[name].boxes


def test_on_a_sale_the_dossier_is_the_seller() -> None:
    invoice = read_fields((a_page(*INVOICE),), replace(OWN, direction=Direction.SALE))
    assert invoice.value(FieldName.SELLER_SIREN) == "123456782"
    assert invoice.value(FieldName.BUYER_SIREN) == "732829320"


@pytest.mark.parametrize(
    ("context", "witness"),
    [
        (replace(OWN, subject="Votre facture F-2026-017"), Witness.SUBJECT),
        (replace(OWN, file_name="F_2026_017.pdf"), Witness.FILE_NAME),
        (OWN, Witness.PAYMENT_REFERENCE),
    ],
)
def test_what_speaks_for_the_number(context: Context, witness: Witness) -> None:
    invoice = read_fields((a_page(*INVOICE),), context)
    assert witness in invoice.fields[FieldName.NUMBER].witnesses


def test_the_terms_speak_for_both_dates() -> None:
    invoice = read_fields((a_page(*INVOICE),), OWN)
    assert Witness.TERMS in invoice.fields[FieldName.ISSUE_DATE].witnesses
    assert Witness.TERMS in invoice.fields[FieldName.DUE_DATE].witnesses


def test_words_that_were_recognised_badly_are_a_guess() -> None:
    page = a_page(*INVOICE, source=Source.OCR, sure=0.4)
    number = read_fields((page,), OWN).fields[FieldName.NUMBER]
    assert (number.level, number.source) == (Level.GUESSED, Source.OCR)


def test_amounts_of_a_credit_note_are_positive() -> None:
    page = a_page(
        "#AVOIR N° A-7", "Total HT\t-50,00 €", "TVA 20 %\t-10,00 €", "Total TTC\t-60,00 €"
    )
    invoice = read_fields((page,), OWN)
    assert invoice.value(FieldName.TYPE_CODE) == "381"
    assert invoice.value(FieldName.TOTAL_WITH_VAT) == "60.00"
    assert [(r.basis, r.amount) for r in invoice.vat_breakdown] == [(Decimal(50), Decimal(10))]


def test_negative_amounts_under_the_word_make_a_credit_note() -> None:
    invoice = read_fields((a_page("Avoir", *NEGATIVE),), Context())
    assert invoice.value(FieldName.TYPE_CODE) == "381"
    assert invoice.value(FieldName.TOTAL_WITH_VAT) == "1200.00"


def test_an_empty_page_has_a_guessed_type_only() -> None:
    invoice = read_fields((a_page(),), OWN)
    assert set(invoice.fields) == {FieldName.TYPE_CODE}
    assert invoice.fields[FieldName.TYPE_CODE].level is Level.GUESSED


def test_an_account_that_is_debited_is_the_buyers() -> None:
    iban = "FR76 3000 6000 0112 3456 7890 189"
    page = a_page("#FACTURE N° 7", f"Le montant sera prélevé sur le compte {iban}")
    invoice = read_fields((page,), OWN)
    assert FieldName.IBAN not in invoice.fields
    assert invoice.accounts == (iban.replace(" ", ""),)


def test_what_the_invoice_refers_to() -> None:
    page = a_page(
        *INVOICE, "Votre commande : BC-4501", "", "Bon de commande n° BC-4501", "Contrat n° CT-8"
    )
    invoice, _ = judge(read_fields((page,), OWN), OWN)
    order, contract = (
        invoice.fields[name] for name in (FieldName.ORDER_REFERENCE, FieldName.CONTRACT_REFERENCE)
    )
    assert (order.value, order.level) == ("BC-4501", Level.CORROBORATED)
    assert (contract.value, contract.level) == ("CT-8", Level.READ)
    word = next(word for word in page.words if word.text == "CT-8")
    assert [(box.x, box.y) for box in contract.boxes] == [(word.x, word.y)]
    assert invoice.value(FieldName.NUMBER) == "F-2026-017"


def test_an_identifier_that_fails_its_check_is_contradicted() -> None:
    lines = [line.replace("FR44 732829320", "FR45 732829320") for line in INVOICE]
    invoice, open_points = judge(read_fields((a_page(*lines),), OWN), OWN)
    vat_id = invoice.fields[FieldName.SELLER_VAT_ID]
    assert (vat_id.value, vat_id.level) == ("FR45732829320", Level.CONTRADICTED)
    assert invoice.fields[FieldName.SELLER_SIREN].level is Level.PROVEN
    assert Reason.FIELD_CONTRADICTED.about("seller.vat_id") in open_points
