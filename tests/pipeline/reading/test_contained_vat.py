"""VAT within a total: shops name no total without VAT, and say behind the total how much is VAT."""

from decimal import Decimal

import pytest

from pipeline.reading.contained_vat import contained_vat
from tests.pipeline.reading.papers import a_sheet
from tests.pipeline.reading.test_totals import core, totals

D = Decimal


@pytest.mark.parametrize(
    "behind",
    ["(dont 20,00 € TVA)", "(dont TVA 20 % : 20,00 €)", "incl. 20,00 VAT", "davon MwSt. 20,00"],
)
def test_one_amount_of_vat_is_that_of_its_rate(behind: str) -> None:
    found = totals("Sous-total\t120,00 €", f"Total\t120,00 € {behind}")
    assert core(found) == (D("100.00"), D("20.00"), D("120.00"))
    assert [(row.rate, row.basis) for row in found.rows] == [(D(20), D(100))]


def test_several_amounts_are_added() -> None:
    sheet = a_sheet("Total\t247,68 € (dont 11,08 € TVA 20 %, 9,45 € TVA 5,5 %)")
    found = contained_vat(sheet)
    assert found is not None
    assert (found.total, found.vat.value.value, found.rows) == (D("247.68"), D("20.53"), ())


def test_a_total_with_vat_in_it_is_never_surely_one_without() -> None:
    found = totals(
        "Désignation\tQuantité\tPrix",
        "Gerbe\t1\t147,68",
        "Couronne\t1\t100,00",
        "Sous-total\t247,68 €",
        "Total\t247,68 € (dont 11,08 € TVA 20 %, 9,45 € TVA 5,5 %)",
    )
    assert core(found)[1] == D("20.53") or not found.is_sure


@pytest.mark.parametrize(
    "line",
    [
        "Total\t120,00 € (dont 20,00 € de port)",
        "Total\t120,00 € (dont 90,00 € TVA)",
        "dont TVA 20 %\t20,00",
        "Total\t120,00 €",
    ],
)
def test_what_is_not_vat_within_a_total(line: str) -> None:
    assert contained_vat(a_sheet(line)) is None
