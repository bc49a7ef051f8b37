"""Allowances and charges: only what turns one labelled sum into another."""

from decimal import Decimal

import pytest

from pipeline.reading.fields import Context, read_fields
from pipeline.reading.levels import judge
from storage.domain.field import Level
from storage.domain.invoice import FieldName, Invoice
from tests.pipeline.reading.papers import INVOICE, a_page

N = FieldName
LINES = INVOICE[: INVOICE.index("\t\tTotal HT\t1 000,00 €")]
TOTALS = (
    "\t\tTotal HT\t{net},00 €",
    "\tTVA 20 %\t{net},00\t{vat},00 €",
    "\t\tTotal TTC\t{gross},00 €",
)


def read(*lines: str) -> Invoice:
    invoice, _ = judge(read_fields((a_page(*lines),), Context()), Context())
    return invoice


def paper(net: int, *between: str) -> tuple[str, ...]:
    vat = net // 5
    return (*LINES, *between, *(t.format(net=net, vat=vat, gross=net + vat) for t in TOTALS))


@pytest.mark.parametrize(
    ("net", "between", "allowances", "charges"),
    [
        (950, ["Remise commerciale 5 %\t\t\t-50,00 €"], "50.00", None),
        (950, ["Rabatt 5 %\t\t\t50,00 €"], "50.00", None),
        (1015, ["Frais de port\t\t\t15,00 €"], None, "15.00"),
        (1015, ["Versandkosten\t\t\t15,00 €"], None, "15.00"),
        (965, ["Remise\t\t\t-50,00", "Frais de port\t\t\t15,00"], "50.00", "15.00"),
        (1005, ["Éco-participation\t\t\t2,00", "Frais d'emballage\t\t\t3,00"], None, "5.00"),
        (1000, ["Dont éco-participation\t\t\t2,00"], None, None),
        (1000, ["Remise pour fidélité\t\t\t50,00"], None, None),
    ],
)
def test_what_turns_the_lines_into_the_total(
    net: int, between: list[str], allowances: str | None, charges: str | None
) -> None:
    invoice = read(*paper(net, *between))
    assert invoice.value(N.ALLOWANCES) == allowances
    assert invoice.value(N.CHARGES) == charges
    assert invoice.value(N.TOTAL_WITHOUT_VAT) == f"{net}.00"
    assert invoice.fields[N.TOTAL_WITHOUT_VAT].level is Level.PROVEN
    assert sum(line.total or 0 for line in invoice.lines) == 1000
    shown = [invoice.fields[name] for name in (N.ALLOWANCES, N.CHARGES) if name in invoice.fields]
    assert all(field.level is Level.CORROBORATED for field in shown)
    if shown:
        assert sum(len(field.boxes) for field in shown) == len(between)


def test_a_discount_that_does_not_fit_is_not_taken_for_one() -> None:
    invoice = read(*paper(900, "Remise pour fidélité\t\t\t50,00"))
    assert N.ALLOWANCES not in invoice.fields


def test_without_lines_a_labelled_sum_before_it_is_the_second_witness() -> None:
    invoice = read(
        "Sous-total HT\t1 000,00 €",
        "Escompte 2 %\t-20,00 €",
        "Total HT\t980,00 €",
        "TVA 20 %\t196,00 €",
        "Total TTC\t1 176,00 €",
    )
    assert invoice.value(N.TOTAL_WITHOUT_VAT) == "980.00"
    assert invoice.value(N.ALLOWANCES) == "20.00"


@pytest.mark.parametrize(
    ("settled", "values"),
    [
        (
            ["Retenue de garantie 5 %\t\t60,00 €", "Net à payer\t\t1 140,00 €"],
            {N.RETENTION: "60.00"},
        ),
        (
            [
                "Acompte versé\t\t200,00 €",
                "Retenue de garantie\t\t60,00 €",
                "Net à payer\t\t940,00 €",
            ],
            {N.RETENTION: "60.00", N.PREPAID: "200.00"},
        ),
        (["Arrondi\t\t-0,02 €", "Net à payer\t\t1 199,98 €"], {N.ROUNDING: "-0.02"}),
        (["Rundung\t\t0,05 €", "Zahlbetrag\t\t1 200,05 €"], {N.ROUNDING: "0.05"}),
    ],
)
def test_what_is_kept_back_or_rounded_proves_what_is_due(
    settled: list[str], values: dict[FieldName, str]
) -> None:
    invoice = read(*paper(1000, ""), *settled)
    assert {name: invoice.value(name) for name in values} == values
    shown = [invoice.fields[name].level for name in (*values, N.AMOUNT_DUE)]
    assert set(shown) == {Level.PROVEN}


def test_what_is_kept_back_but_not_taken_off_leaves_open_what_is_due() -> None:
    invoice = read(*paper(1000, ""), "Retenue de garantie\t\t60,00 €", "Net à payer\t\t1 200,00 €")
    assert N.RETENTION not in invoice.fields
    assert invoice.fields[N.TOTAL_WITH_VAT].level is Level.PROVEN
    assert invoice.fields[N.AMOUNT_DUE].level is Level.READ


def test_a_discount_among_the_lines_is_none_of_them() -> None:
    invoice = read(*LINES[:-1], "Remise 5 %\t\t\t-50,00", "", *paper(950)[len(LINES) :])
    assert [line.total for line in invoice.lines] == [Decimal(800), Decimal(200)]
    assert invoice.value(N.ALLOWANCES) == "50.00"
