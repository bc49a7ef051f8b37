"""Invoice lines: arithmetic tells quantity and price."""

from dataclasses import replace
from decimal import Decimal

from pipeline.reading.heads import is_header
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


def test_a_column_at_the_edge_of_the_page_holds_no_names() -> None:
    found = rows(
        "À régler avant le\tLibellé\tQté\tTotal HT",
        "SAS Centre\tConception\t2\t40,00",
        "31190 Toulezac\tSite\t1\t30,00",
    )
    assert [name for name, *_ in found] == ["Conception", "Site"]


def test_the_sum_of_a_section_does_not_end_the_table() -> None:
    found = rows(
        "Libellé\tQté\tTotal HT",
        "Abonnement\t1\t34,06",
        "Sous-total abonnement\t\t34,06",
        "Consommation\t2\t8,00",
    )
    assert [name for name, *_ in found] == ["Abonnement", "Consommation"]


def test_a_table_goes_on_overleaf_without_a_head() -> None:
    pages = (
        a_page("Désignation\tQté\tMontant", "Vis\t1\t2,00"),
        a_page("Clou\t1\t3,00", "Total HT\t\t5,00", "Frais de retard\t\t40,00", number=2),
    )
    assert [item.line.name for item in find_lines(sheet_of(pages))] == ["Vis", "Clou"]


def test_dots_before_a_total_do_not_make_it_a_line() -> None:
    found = rows("Désignation\tQté\tMontant", "Vis\t1\t2,00", ".......TOTAL HT\t\t2,00")
    assert [name for name, *_ in found] == ["Vis"]


def test_quantity_and_price_under_the_name() -> None:
    receipt = (
        "Gazole B7\t39,03 1",
        "23,51 x 1,66",
        "SP95-E10\t74,80 1",
        "44 x 1,70",
        "TOTAL\t113,83",
    )
    items = find_lines_of(a_sheet(*receipt), {Decimal("113.83")})
    assert [(i.line.name, i.line.quantity, i.line.unit_price) for i in items] == [
        ("Gazole B7", Decimal("23.51"), Decimal("1.66")),
        ("SP95-E10", Decimal(44), Decimal("1.70")),
    ]


HEADER = "Désignation\tQté\tPU HT\tMontant HT"


def test_totals_beside_a_vat_table_are_no_lines() -> None:
    found = rows(HEADER, "Vis\t2\t5,00\t10,00", "20 %\t10,00\t2,00\tTotal TTC 12,00")
    assert [name for name, *_ in found] == ["Vis"]


def test_a_row_with_the_sum_of_those_before_is_none() -> None:
    found = rows(HEADER, "Vis\t2\t5,00\t10,00", "Clou\t1\t3,00\t3,00", "Marchandises\t\t\t13,00")
    assert [name for name, *_ in found] == ["Vis", "Clou"]


def test_amounts_beside_the_column_of_totals_make_no_line() -> None:
    found = rows("Désignation\tQté\tTotal HT", "Plinthe\t41,40\t527,44", "12,74 ml prix de vente")
    assert [name for name, *_ in found] == ["Plinthe"]


def test_words_under_an_item_do_not_end_the_table() -> None:
    found = rows(HEADER, "Taxi\t1\t20,09\t20,09", "Bruttopreis : 21,50", "Hotel\t2\t50,00\t100,00")
    assert [name for name, *_ in found] == ["Taxi", "Hotel"]


def test_a_unit_price_before_the_quantity() -> None:
    header = "No\tDescription\t\tUnit price Qty\t\tAmount"
    found = rows(header, "1\tHelmet\t\t10.00\t3\t30.00")
    assert [(quantity, price) for _, quantity, price, _ in found] == [(Decimal(3), Decimal(10))]


def test_a_price_with_five_decimals_and_a_quantity_in_groups() -> None:
    found = rows(HEADER, "Accise\t8.275\t0,02073\t171,54")
    assert found == [("Accise", Decimal(8275), Decimal("0.02073"), Decimal("171.54"))]


def test_a_rate_without_its_sign_before_the_total() -> None:
    found = rows("Désignation\tQté\tPU\tTVA Montant", "Plaquettes\t3\t53,05\t20 159,15")
    assert found == [("Plaquettes", Decimal(3), Decimal("53.05"), Decimal("159.15"))]


def test_the_name_half_a_line_over_the_numbers() -> None:
    page = a_page(HEADER, "Tuyau souple\tC-17", "PCE\t3\t10,00\t30,00")
    name_y, row_y = sorted({word.y for word in page.words})[1:]
    words = (replace(w, y=row_y - 0.008) if w.y == name_y else w for w in page.words)
    (item,) = find_lines(sheet_of((replace(page, words=tuple(words)),)))
    assert item.line.name == "Tuyau souple"


def test_the_name_is_not_the_day_before_it() -> None:
    found = rows("Date\tDésignation\tQté\tTotal", "2 mars 2026\tNuitée double\t5\t750,00")
    assert [name for name, *_ in found] == ["Nuitée double"]


def test_carriage_is_a_row_where_it_has_a_quantity() -> None:
    found = rows(
        HEADER, "Vis\t2\t5,00\t10,00", "Frais de port\t1\t4,00\t4,00", "Clou\t1\t3,00\t3,00"
    )
    assert [name for name, *_ in found] == ["Vis", "Frais de port", "Clou"]
    found = rows(HEADER, "Vis\t2\t5,00\t10,00", "Frais de port\t\t\t4,00")
    assert [name for name, *_ in found] == ["Vis"]


def test_a_quantity_before_the_name_in_one_cell() -> None:
    sheet = a_sheet("Qté Prestation\t\tPU HT\tTotal HT", "2 Frais de port\t\t7,85\t15,70")
    (item,) = find_lines(sheet)
    assert (item.line.name, item.line.quantity, item.line.unit_price) == (
        "Frais de port",
        Decimal(2),
        Decimal("7.85"),
    )


def test_sentences_and_accounts_are_no_lines() -> None:
    sheet = a_sheet(
        "Désignation\tQté\tPU HT\tTotal HT",
        "Carrelage\t2\t7,85\t15,70",
        "Une indemnité de 40,00 est due pour frais de recouvrement",
        "GB65 LMMD 1876 - SWIFT\t\t\t1 155,34",
    )
    assert [item.line.name for item in find_lines(sheet)] == ["Carrelage"]


def test_a_number_whose_comma_was_read_as_a_dot_is_no_error() -> None:
    (item,) = find_lines(
        a_sheet("Descrizione\tQ.tà\tPrezzo\tImporto", "Caffè\t2\t1.613.28\t3226,56")
    )
    assert (item.line.quantity, item.line.unit_price) == (Decimal(2), Decimal("1613.28"))


_WORKS = (
    "Désignation\tQté\tP.U. HT\tMontant HT",
    "Gouttière zinc\t10\t60,00\t600,00",
    "Chape liquide\t20\t20,00\t400,00",
)


def test_all_work_to_date_and_what_was_billed_of_it_are_no_lines() -> None:
    statement = ("Cumul\t\t\t3 000,00", "Situation 1\t\t\t-1 500,00", "Situation 2\t\t\t-500,00")
    found = find_lines(a_sheet(*_WORKS, *statement))
    assert [item.line.total for item in found] == [Decimal(600), Decimal(400)]


def test_a_fee_and_a_discount_that_make_another_sum_are_lines() -> None:
    found = find_lines(a_sheet(*_WORKS, "Forfait\t\t\t300,00", "Geste\t\t\t-50,00"))
    assert [item.line.total for item in found] == [
        Decimal(600),
        Decimal(400),
        Decimal(300),
        Decimal(-50),
    ]


def test_names_under_a_head_that_does_not_name_them() -> None:
    found = find_lines(a_sheet("Cant.\tGénero\tPrecio\tImporte", "2\tTomate\t3,00\t6,00"))
    assert [item.line.name for item in found] == ["Tomate"]


def test_what_stands_in_a_box_beside_the_table_is_no_part_of_its_rows() -> None:
    items = find_lines(
        a_sheet(
            "Articolo\tQ.tà\tPrezzo\tValore\tPagamento al",
            "Popeline\t2\t10,00\t20,00\t08/09/2026",
            "Campionario\t1\t5,00\t5,00\t617,12",
        )
    )
    assert [item.line.total for item in items] == [Decimal(20), Decimal(5)]


def test_a_sentence_with_words_of_heads_is_none() -> None:
    words = "Prestation de services réputée fournie au siège, le montant étant dû en France"
    assert not is_header(a_sheet(words).lines[0])
