"""Whether 03/04/2026 is in March or in April, the sheet tells; where it does not, nobody knows."""

from itertools import chain

import pytest

from pipeline.reading.day_order import DayOrder, days_on, order_of
from pipeline.reading.fields import Context, read_fields
from pipeline.reading.levels import judge
from storage.domain.field import Level
from storage.domain.invoice import FieldName
from tests.pipeline.reading.papers import a_page, a_sheet

_BILL = ("Invoice no. INV-2026-0042", "Invoice date: 03/04/2026")


@pytest.mark.parametrize(
    ("lines", "order"),
    [
        (("Due date: 03/14/2026",), DayOrder.MONTH),
        (("Échéance : 14/03/2026",), DayOrder.DAY),
        (("14/03/2026", "03/14/2026"), DayOrder.UNKNOWN),
        (("Total $ 120.00",), DayOrder.UNKNOWN),
        (("Springfield, IL 62704", "Total $ 120.00"), DayOrder.MONTH),
        (("Springfield, IL 62704", "Total 120,00 €"), DayOrder.DAY),
        (("Total £ 120.00",), DayOrder.DAY),
    ],
)
def test_order(lines: tuple[str, ...], order: DayOrder) -> None:
    assert order_of(a_sheet(*_BILL, *lines)) is order


def test_days_in_either_order() -> None:
    sheet = a_sheet("03/04/2026 03/14/2026", "3 April 2026")
    for order, first in ((DayOrder.DAY, "2026-04-03"), (DayOrder.MONTH, "2026-03-04")):
        days = chain.from_iterable(days_on(line, order) for line in sheet.lines)
        assert [d.value.isoformat() for d in days] == [first, "2026-03-14", "2026-04-03"]


@pytest.mark.parametrize(
    ("line", "date", "level"),
    [
        ("Total $ 120.00", "2026-04-03", Level.READ),
        ("Springfield, IL 62704\tTotal $ 120.00", "2026-03-04", Level.CORROBORATED),
        ("Total 120,00 €", "2026-04-03", Level.CORROBORATED),
    ],
)
def test_a_date_of_two_readings_is_not_certain(line: str, date: str, level: Level) -> None:
    invoice, _ = judge(read_fields((a_page(*_BILL, line),), Context()), Context())
    issued = invoice.fields[FieldName.ISSUE_DATE]
    assert (issued.value, issued.level) == (date, level)
