"""What says how one entry is made is none: how much of what, and what is taken off its price."""

from decimal import Decimal

import pytest

from pipeline.reading.entries import Entry, without_details
from tests.pipeline.reading.papers import a_sheet

D = Decimal
LINES = (
    "10\tHebelrolle Ø 50 mm\t792 ST\t5,32",
    "Bruttowert\t\t\t4.213,44",
    "Kundenrabatt\t5,00- %\t\t210,67-",
    "Positionswert\t\t\t4.002,77",
    "20\tTransportrad luftbereift\t18 ST 13,95\t251,10",
)
ENTRIES = [Entry(D("-210.67"), None, 2), Entry(D("4002.77"), None, 3), Entry(D("251.10"), None, 4)]


def amounts(lines: tuple[str, ...], entries: list[Entry]) -> list[Decimal]:
    return [entry.amount for entry in without_details(a_sheet(*lines), entries)]


def test_what_is_taken_off_the_price_of_a_line_is_no_line() -> None:
    assert amounts(LINES, ENTRIES) == [D("4002.77"), D("251.10")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("4.213,44", "4.213,45", id="it does not add up"),
        pytest.param("Positionswert", "Total HT", id="it is taken off the whole"),
    ],
)
def test_what_is_taken_off_otherwise_stays(old: str, new: str) -> None:
    lines = tuple(line.replace(old, new) for line in LINES)
    assert amounts(lines, ENTRIES) == [entry.amount for entry in ENTRIES]


def test_a_price_that_is_a_line_itself_stays() -> None:
    entries = [Entry(D("4213.44"), None, 1), *ENTRIES]
    assert amounts(LINES, entries) == [entry.amount for entry in entries]


def test_quantity_and_price_below_a_line_are_its_own() -> None:
    lines = ("Enduit gratté\t\t80,30", "14,6 ml × 5,50 €\t\t80,30")
    entries = [Entry(D("80.30"), None, 0), Entry(D("80.30"), D(20), 1)]
    (kept,) = without_details(a_sheet(*lines), entries)
    assert (kept.amount, kept.rate, kept.is_made) == (D("80.30"), D(20), True)
