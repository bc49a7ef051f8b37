"""Days that have another role than that of issue, and those that have none."""

import pytest

from pipeline.reading.days import town_before, unexplained_days
from pipeline.reading.values import days_in
from tests.pipeline.reading.papers import a_sheet


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        (("Le 24/11/2026", "Échéance : 24/12/2026"), ["2026-11-24"]),
        (("Document\t24/11/2026", "Bestellung\t02/11/2026"), ["2026-11-24"]),
        (("Arrivée\tDépart\tDate", "20/11/2026\t22/11/2026\t24/11/2026"), ["2026-11-24"]),
        (("24/11/2026", "20/11/2026\tConsultation\t50,00 €"), ["2026-11-24"]),
        (("Exercice clos le 31/12/2025",), []),
        (("24/11/2026", "BL854181 du 14/10/2026"), ["2026-11-24"]),
        (("24/11/2026", "09-12-2025 to 08-12-2026"), ["2026-11-24"]),
        (("24/11/2026", "Klaar en verzonden: 17-11-2025"), ["2026-11-24"]),
    ],
)
def test_unexplained_days(lines: tuple[str, ...], left: list[str]) -> None:
    found = [day.value.isoformat() for _, day in unexplained_days(a_sheet(*lines))]
    assert found == left


@pytest.mark.parametrize(
    "line", ["au 11/10/2026", "le 11/10/2026", "vom 11.10.2026", "bis 11.10.2026", "du 11/10/2026"]
)
def test_a_preposition_is_no_town(line: str) -> None:
    sheet = a_sheet("01/09/2026 au 30/09/2026, le 2026 vom", "2026 bis 2026 du 2026 le", line)
    day = next(days_in(sheet.lines[2].folded))
    assert town_before(sheet, sheet.lines[2], day) is None
