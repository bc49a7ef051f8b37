"""Invoice lines: arithmetic tells quantity and price."""

from decimal import Decimal

from pipeline.reading.line_items import find_lines
from pipeline.reading.lines import sheet_of
from tests.pipeline.reading.papers import INVOICE, a_page, a_sheet


def test_lines_of_an_invoice() -> None:
    first, second = find_lines(a_sheet(*INVOICE))
    assert (first.line.name, first.line.quantity, first.line.unit_price, first.line.total) == (
        "Pose de menuiserie",
        Decimal(2),
        Decimal(400),
        Decimal(800),
    )
    assert second.line.name == "Fourniture de bois"
    assert first.fits


def test_a_vat_rate_and_a_discount() -> None:
    (item,) = find_lines(
        a_sheet("Désignation\tQté\tPrix unitaire\tTVA\tMontant", "Vis\t10\t2,00\t10 % 20 %\t18,00")
    )
    assert (item.line.quantity, item.line.vat_rate, item.line.total) == (
        Decimal(10),
        Decimal(20),
        Decimal(18),
    )


def test_sums_are_no_lines() -> None:
    items = find_lines(
        a_sheet("Désignation\tQté\tMontant", "Vis\t1\t2,00", "Total HT\t\t2,00", "Port\t1\t9,00")
    )
    assert [item.line.name for item in items] == ["Vis"]


def test_a_table_that_goes_on_overleaf_repeats_its_header() -> None:
    header = "Désignation\tQté\tMontant"
    pages = (
        a_page(header, "Vis\t1\t2,00", "À reporter\t\t2,00"),
        a_page(header, "Clou\t1\t3,00", number=2),
    )
    assert [item.line.name for item in find_lines(sheet_of(pages))] == ["Vis", "Clou"]


def test_without_a_header_nothing_is_a_line() -> None:
    assert find_lines(a_sheet("Vis\t1\t2,00")) == ()
