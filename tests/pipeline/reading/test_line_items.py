"""Invoice lines: arithmetic tells quantity and price."""

from decimal import Decimal

from pipeline.reading.line_items import find_lines, find_lines_of
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


def rows(*lines: str) -> list[tuple[str, Decimal | None, Decimal | None, Decimal | None]]:
    return [
        (item.line.name, item.line.quantity, item.line.unit_price, item.line.total)
        for item in find_lines(a_sheet(*lines))
    ]


def test_the_column_of_quantities_tells_them_from_prices() -> None:
    assert rows("Désignation\tP.U.\tQté\tMontant", "Lampe\t89,64\t5\t448,20") == [
        ("Lampe", Decimal(5), Decimal("89.64"), Decimal("448.20"))
    ]


def test_numbers_in_a_name_are_no_quantities() -> None:
    assert rows("Code\tDésignation\tQté\tP.U.\tTotal", "A12\tEau 1 L\t24\t4,25\t102,00") == [
        ("Eau 1 L", Decimal(24), Decimal("4.25"), Decimal(102))
    ]


def test_a_quantity_close_to_its_price_is_no_thousand() -> None:
    assert rows("Désignation\tQté\tP.U.\tTotal", "Kit\t10 255,09\t2 550,90") == [
        ("Kit", Decimal(10), Decimal("255.09"), Decimal("2550.90"))
    ]


def test_an_article_number_in_the_cell_of_a_name_is_not_part_of_it() -> None:
    assert rows("Désignation\tQté\tTotal", "VJ507553 Recyclage\t2\t4,02")[0][0] == "Recyclage"


def test_a_carried_sum_does_not_end_the_table() -> None:
    found = rows(
        "Désignation\tQté\tTotal",
        "Vis\t1\t2,00",
        "Report\t\t2,00",
        "Clou\t1\t3,00",
    )
    assert [name for name, *_ in found] == ["Vis", "Clou"]


def test_cleaning_is_no_net_total() -> None:
    assert [n for n, *_ in rows("Désignation\tQté\tTotal", "Nettoyage\t1\t2,00")] == ["Nettoyage"]


def test_what_follows_the_totals_is_no_line() -> None:
    found = rows(
        "Désignation\tQté\tTotal",
        "Vis\t1\t2,00",
        "Gesamt netto\t\t2,00",
        "Indemnité forfaitaire\t\t40,00 €",
    )
    assert [name for name, *_ in found] == ["Vis"]


RECEIPT = ("Chez Paulette", "4\tEau\t24,76", "1\tTarte\t9,47", "TOTAL TTC\t34,23 €")


def test_a_till_receipt_has_lines_without_a_head() -> None:
    items = find_lines_of(a_sheet(*RECEIPT), {Decimal("34.23")})
    assert [(i.line.name, i.line.quantity, i.line.total) for i in items] == [
        ("Eau", Decimal(4), Decimal("24.76")),
        ("Tarte", Decimal(1), Decimal("9.47")),
    ]


def test_rows_that_make_no_total_are_no_lines() -> None:
    assert find_lines_of(a_sheet(*RECEIPT), {Decimal("35.00")}) == ()
