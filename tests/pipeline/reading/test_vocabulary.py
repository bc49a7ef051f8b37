"""The wordings that real paper has for number and dates, each read as what it means.

`vocabulary.txt` has a row for each field and language. What a label alone cannot mean (« Situation
n° », « Date de paiement » where no day follows) is in no row.
"""

from pathlib import Path

import pytest

from pipeline.reading.dates import find_due_date, find_issue_date
from pipeline.reading.number import find_number
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


def test_what_pays_is_no_number_and_no_day_of_issue() -> None:
    assert find_number(a_sheet("Facture client C-88", "Bon de commande n° 4512")) is None
    assert find_due_date(a_sheet("Livré le 24/12/2026")) is None
