"""Totals that a page proves, in every form of VAT table; and pages that look as if they did."""

import pytest

from pipeline.reading.fields import Context, read_fields
from pipeline.reading.levels import judge
from storage.domain.field import Level
from storage.domain.invoice import CORE_TOTALS, FieldName, Invoice
from tests.pipeline.reading.papers import a_page

HEAD = ("#FACTURE N° F-2026-017", "Date : 24/11/2026", "Ateliers Morvan, capital de 8 000 €", "")
COLUMNS = "Désignation\tQté\tP.U. HT\tMontant HT"
GOODS = (COLUMNS, "Table chêne\t2\t300,00\t600,00", "Pose\t4\t100,00\t400,00")
RATED = "Désignation\tQté\tP.U. HT\tTVA\tMontant HT"
TOTALS = ("Total HT\t1 000,00", "TVA 20 %\t200,00", "Total TTC\t1 200,00")

PROVEN = {
    "basis in a sentence": (
        (*GOODS, "Total HT\t1 000,00", "TVA 20 % sur 1 000,00 : 200,00", "Total TTC\t1 200,00"),
        ("1000.00", "200.00", "1200.00"),
    ),
    "a column per rate": (
        (
            *(COLUMNS, "Table\t2\t300,00\t600,00", "Livre\t4\t100,00\t400,00", ""),
            "\tTVA 20 %\tTVA 5,5 %\tTotal",
            "Base HT\t600,00\t400,00\t1 000,00",
            "Montant TVA\t120,00\t22,00\t142,00",
            "Total TTC\t\t\t1 142,00",
        ),
        ("1000.00", "142.00", "1142.00"),
    ),
    "codes with a legend": (
        (
            *(f"{COLUMNS}\tTVA", "Table\t2\t300,00\t600,00\tA", "Livre\t4\t100,00\t400,00\tB"),
            *("Total HT\t1 000,00", "Total TVA\t142,00", "Total TTC\t1 142,00"),
            "TVA : A = 20,00 %, B = 5,50 %",
        ),
        ("1000.00", "142.00", "1142.00"),
    ),
    "rates without percent signs, the basis joined to one": (
        (
            *GOODS,
            "TVA\tBase\tMontant",
            "20 1 000,00\t200,00\tTotal HT 1 000,00",
            "\t\tTotal TTC 1 200,00",
        ),
        ("1000.00", "200.00", "1200.00"),
    ),
    "rows with their total with VAT": (
        (
            *(COLUMNS, "Table\t2\t300,00\t600,00", "Livre\t4\t100,00\t400,00"),
            "Taux\tBase HT\tTVA\tTTC",
            "20,00 %\t600,00\t120,00\t720,00",
            "5,50 %\t400,00\t22,00\t422,00",
            "Total\t1 000,00\t142,00\t1 142,00",
            "Net à payer\t\t\t1 142,00 €",
        ),
        ("1000.00", "142.00", "1142.00"),
    ),
    "rates in the lines only": (
        (
            *(RATED, "Table\t2\t300,00\t20 %\t600,00", "Livre\t4\t100,00\t5,5 %\t400,00"),
            *("Total HT\t1 000,00", "TVA\t142,00", "Total TTC\t1 142,00"),
        ),
        ("1000.00", "142.00", "1142.00"),
    ),
    "no rate anywhere, and one that makes the VAT of all lines": (
        (*GOODS, "Total HT\t1 000,00", "Montant TVA\t200,00", "Total TTC\t1 200,00"),
        ("1000.00", "200.00", "1200.00"),
    ),
    "293 B and one total": (
        (*GOODS, "Total\t1 000,00 €", "TVA non applicable, art. 293 B du CGI"),
        ("1000.00", "0.00", "1000.00"),
    ),
    "VAT included": (
        (
            *("Article\tQté\tPrix\tMontant", "Menu\t2\t30,00\t60,00", "Café\t4\t15,00\t60,00"),
            *("Total TTC\t120,00 €", "dont TVA 20 % : 20,00 €"),
        ),
        ("100.00", "20.00", "120.00"),
    ),
    "a discount below the lines": (
        (*GOODS, "Remise 10 %\t-100,00", "Total HT\t900,00", "TVA 20 %\t180,00", "Net\t1 080,00"),
        ("900.00", "180.00", "1080.00"),
    ),
    "a label that nobody knows": (
        (*GOODS, "Ensemble des travaux\t1 000,00", "TVA 20 %\t200,00", "Total TTC\t1 200,00"),
        ("1000.00", "200.00", "1200.00"),
    ),
    "a sum that is carried along": (
        (
            *(COLUMNS, "Table\t2\t300,00\t600,00", "À reporter\t\t\t600,00"),
            *(COLUMNS, "Report\t\t\t600,00", "Pose\t4\t100,00\t400,00", *TOTALS),
        ),
        ("1000.00", "200.00", "1200.00"),
    ),
}

UNPROVEN = {
    "a deposit that is asked for": (
        *(*GOODS, *TOTALS),
        "Acompte de 30 % à la commande\t360,00",
        "dont TVA 20 %\t60,00",
    ),
    "a deposit on a contract": (
        *("Marché HT\t10 000,00", "TVA 20 %\t2 000,00", "Marché TTC\t12 000,00"),
        *("Acompte 30 %\t3 000,00", "TVA 20 %\t600,00", "Net à payer\t3 600,00"),
    ),
    "all bills so far, the one before, this one": (
        "Désignation\tMarché HT\tCumul\tPrécédent\tMois",
        "Gros œuvre\t50 000,00\t30 000,00\t20 000,00\t10 000,00",
        "Total HT\t50 000,00\t30 000,00\t20 000,00\t10 000,00",
        "TVA 20 %\t10 000,00\t6 000,00\t4 000,00\t2 000,00",
        "Total TTC\t60 000,00\t36 000,00\t24 000,00\t12 000,00",
    ),
    "less is due than all bills so far": (
        *("Désignation\tMontant HT", "Gros œuvre\t30 000,00", "Total HT\t30 000,00"),
        *("TVA 20 %\t6 000,00", "Total TTC\t36 000,00", "Situation n° 2\t24 000,00"),
        "Net à payer\t12 000,00",
    ),
    "the sum of a page": (
        *(COLUMNS, "Table\t2\t300,00\t600,00", "Total HT de la page\t600,00"),
        *("TVA 20 %\t120,00", "Total TTC de la page\t720,00"),
    ),
    "two invoices": (
        *(*GOODS, *TOTALS, "", "#FACTURE N° F-2026-018", COLUMNS, "Chaise\t2\t50,00\t100,00"),
        *("Total HT\t100,00", "TVA 20 %\t20,00", "Total TTC\t120,00"),
    ),
    "a sum per section": (
        *(COLUMNS, "Table\t2\t300,00\t600,00", "Sous-total HT\t600,00", "TVA 20 %\t120,00"),
        *("Sous-total TTC\t720,00", "Pose\t4\t100,00\t400,00", "Sous-total HT\t400,00"),
        *("TVA 20 %\t80,00", "Sous-total TTC\t480,00", "Ensemble\t1 200,00"),
    ),
    "two currencies": (
        *(*GOODS, "Total HT\t1 000,00 USD", "TVA 20 %\t200,00 USD", "Total TTC\t1 200,00 USD"),
        *("Total HT EUR\t900,00", "TVA EUR\t180,00", "Total TTC EUR\t1 080,00"),
    ),
    "one row of two rates": (
        *("Taux\tBase HT\tTVA\tTTC", "20 %\t1 000,00\t200,00\t1 200,00"),
        "5,5 %\t100,00\t5,50\t105,50",
    ),
    "no VAT on a part": (
        *(RATED, "Stage\t2\t300,00\t0 %\t600,00", "Pose\t4\t100,00\t20 %\t400,00"),
        *("Total HT\t1 000,00", "Exonération de TVA, art. 261 du CGI"),
    ),
    "an amount beside the total that nothing explains": (
        *(*GOODS, "Ensemble\t1 000,00", "TVA 20 %\t200,00", "Total TTC\t1 200,00\t1 350,00"),
    ),
    "one line whose numbers do not make its amount": (
        *(COLUMNS, "Table chêne\t2\t300,00\t800,00", "Total\t800,00 €"),
        "TVA non applicable, art. 293 B du CGI",
    ),
    "what is left after a payment": (
        *(COLUMNS, "Table\t2\t300,00\t600,00", "Pose\t4\t100,00\t400,00"),
        *("Acompte versé\t-300,00", "Solde à payer\t700,00"),
        "TVA non applicable, art. 293 B du CGI",
    ),
    "no rate anywhere, and none makes the VAT": (
        *(*GOODS, "Total HT\t1 000,00", "Montant TVA\t142,00", "Total TTC\t1 142,00"),
    ),
    "no rate anywhere, and the lines make another total": (
        *(COLUMNS, "Table chêne\t2\t300,00\t600,00", "Pose\t3\t100,00\t300,00"),
        *("Total HT\t1 000,00", "Montant TVA\t200,00", "Total TTC\t1 200,00"),
    ),
    "no rate anywhere, and so little that several fit": (
        *(COLUMNS, "Vis\t2\t0,30\t0,60", "Clou\t4\t0,10\t0,40"),
        *("Total HT\t1,00", "Montant TVA\t0,20", "Total TTC\t1,20"),
    ),
    "VAT that follows from the lines and is not printed": (
        *(RATED, "Table\t2\t300,00\t20 %\t600,00", "Pose\t4\t100,00\t20 %\t400,00"),
        *("Total HT\t1 000,00", "Total TTC\t1 200,00"),
    ),
}


def read(*lines: str) -> Invoice:
    invoice, _ = judge(read_fields((a_page(*HEAD, *lines),), Context()), Context())
    return invoice


def levels(invoice: Invoice) -> set[Level]:
    return {invoice.fields[n].level for n in CORE_TOTALS if n in invoice.fields}


@pytest.mark.parametrize(("lines", "values"), PROVEN.values(), ids=PROVEN.keys())
def test_what_a_page_proves(lines: tuple[str, ...], values: tuple[str, ...]) -> None:
    invoice = read(*lines)
    assert tuple(invoice.value(name) for name in CORE_TOTALS) == values
    assert levels(invoice) == {Level.PROVEN}


@pytest.mark.parametrize("lines", UNPROVEN.values(), ids=UNPROVEN.keys())
def test_what_only_looks_like_a_proof(lines: tuple[str, ...]) -> None:
    assert Level.PROVEN not in levels(read(*lines))


def test_vat_that_was_rounded_line_by_line() -> None:
    small = [f"Boulon {n}\t1\t0,33\t20 %\t0,33" for n in range(3)]
    invoice = read(RATED, *small, "Total HT\t0,99", "TVA 20 %\t0,21", "Total TTC\t1,20")
    assert levels(invoice) == {Level.PROVEN}


def test_carriage_by_the_piece_is_a_line() -> None:
    invoice = read(COLUMNS, "Frais de port\t1\t50,00\t50,00", "Table\t2\t300,00\t600,00")
    assert [line.name for line in invoice.lines] == ["Frais de port", "Table"]


def test_an_exempt_row_that_states_no_percent_sign() -> None:
    invoice = read(
        *("Code\tDésignation\tTVA\tMontant HT", "X1\tTable\t20\t600,00", "X2\tTimbre\t0\t40,00"),
        *("TVA\tBase\tMontant", "20 600,00\t120,00", "0\t40,00\t0,00"),
        *("Total HT\t640,00", "Total TTC\t760,00"),
    )
    assert [str(row.basis) for row in invoice.vat_breakdown] == ["600.00", "40.00"]
    assert invoice.fields[FieldName.TOTAL_WITH_VAT].level is Level.PROVEN
