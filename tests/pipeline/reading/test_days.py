"""Days that have another role than that of issue, and those that have none."""

import pytest

from pipeline.reading.days import unexplained_days
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
    ],
)
def test_unexplained_days(lines: tuple[str, ...], left: list[str]) -> None:
    found = [day.value.isoformat() for _, day in unexplained_days(a_sheet(*lines))]
    assert found == left
