"""The wordings that real paper has for number, dates and totals, each read as what it means.

`vocabulary.txt` has a row for each field and language. What a label alone cannot mean (« Situation
n° », « Date de paiement » where no day follows) is in no row.
"""

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.reading.dates import find_due_date, find_issue_date
from pipeline.reading.labelled import Labelled
from pipeline.reading.number import find_number
from pipeline.reading.totals import Total, find_totals
from tests.pipeline.reading.papers import a_sheet

ROWS = Path(__file__).with_name("vocabulary.txt").read_text(encoding="utf-8").splitlines()


def labels(field: str) -> list[str]:
    rows = (row.split(": ", 1)[1] for row in ROWS if row.startswith(f"{field} "))
    return [label for row in rows for label in row.split("|")]


@pytest.mark.parametrize("gap", [" ", "\t"])
@pytest.mark.parametrize("label", labels("number"))
def test_the_number_is_called(label: str, gap: str) -> None:
    choice = find_number(a_sheet(f"{label}{gap}2026-0412"))
    assert choice is not None
    assert choice.value == "2026-0412"


@pytest.mark.parametrize("lines", [("Commande du 02/11/2026", "{}\t{}"), ("FACTURE", "{} {}")])
@pytest.mark.parametrize("label", labels("issue_date"))
def test_the_issue_date_is_called(label: str, lines: tuple[str, str]) -> None:
    choice = find_issue_date(a_sheet(lines[0], lines[1].format(label, "24/11/2026")))
    assert choice is not None
    assert choice.value == "2026-11-24"
    assert choice.score > 0.3


@pytest.mark.parametrize("line", ["{}\t24/12/2026", "Virement {} 24/12/2026"])
@pytest.mark.parametrize("label", labels("due_date"))
def test_the_due_date_is_called(label: str, line: str) -> None:
    choice = find_due_date(a_sheet(line.format(label)))
    assert choice is not None
    assert choice.value == "2026-12-24"


WITHOUT_VAT, VAT, WITH_VAT = "Total HT\t1 000,00", "TVA 20 %\t200,00", "Total TTC\t1 200,00"


def total(meaning: Labelled, *lines: str) -> Total:
    return find_totals(a_sheet(*lines)).totals[meaning]


@pytest.mark.parametrize("label", labels("total_without_vat"))
def test_the_total_without_vat_is_called(label: str) -> None:
    found = total(Labelled.WITHOUT_VAT, f"{label}\t1 000,00", VAT, WITH_VAT)
    assert found.value == Decimal("1000.00")
    assert found.is_labelled


@pytest.mark.parametrize("label", labels("total_vat"))
def test_the_vat_is_called(label: str) -> None:
    found = total(Labelled.VAT, WITHOUT_VAT, f"{label}\t200,00", WITH_VAT)
    assert found.value == Decimal("200.00")
    assert found.is_labelled


@pytest.mark.parametrize("label", labels("total_with_vat"))
def test_the_total_with_vat_is_called(label: str) -> None:
    found = total(Labelled.WITH_VAT, WITHOUT_VAT, VAT, f"{label}\t1 200,00")
    assert found.value == Decimal("1200.00")
    assert found.is_labelled


@pytest.mark.parametrize("label", labels("prepaid"))
def test_what_is_paid_is_called(label: str) -> None:
    rest = "Net à payer\t900,00"
    found = total(Labelled.PREPAID, WITHOUT_VAT, VAT, WITH_VAT, f"{label}\t-300,00", rest)
    assert found.value == Decimal("300.00")


@pytest.mark.parametrize("label", labels("amount_due"))
def test_the_amount_due_is_called(label: str) -> None:
    paid = "Acompte versé\t-300,00"
    found = total(Labelled.DUE, WITHOUT_VAT, VAT, WITH_VAT, paid, f"{label}\t900,00")
    assert found.value == Decimal("900.00")
    assert found.is_labelled


def test_other_things_are_called_otherwise() -> None:
    assert find_number(a_sheet("Réf. client C-88", "Bon de commande n° 4512")) is None
    assert find_due_date(a_sheet("Livré le 24/12/2026")) is None
