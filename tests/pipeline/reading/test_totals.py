"""Totals: what adds up with the VAT table wins over what merely has the right label."""

from decimal import Decimal

from pipeline.reading.labels import Labelled
from pipeline.reading.totals import Totals, find_totals
from tests.pipeline.reading.papers import INVOICE, a_sheet

D = Decimal


def totals(*lines: str) -> Totals:
    return find_totals(a_sheet(*lines))


def values(found: Totals) -> dict[Labelled, Decimal]:
    return {meaning: total.value for meaning, total in found.totals.items()}


def core(found: Totals) -> tuple[Decimal | None, ...]:
    by = values(found)
    return tuple(by.get(m) for m in (Labelled.WITHOUT_VAT, Labelled.VAT, Labelled.WITH_VAT))


def test_one_rate() -> None:
    found = totals(*INVOICE)
    assert core(found) == (D("1000.00"), D("200.00"), D("1200.00"))
    assert [(r.rate, r.basis, r.amount) for r in found.rows] == [(D(20), D(1000), D(200))]
    assert found.is_unique


def test_one_row_of_several_rates_is_not_the_total() -> None:
    found = totals(
        "Taux\tBase HT\tTVA\tTTC",
        "20 %\t1 000,00\t200,00\t1 200,00",
        "5,5 %\t100,00\t5,50\t105,50",
        "",
        "\t\tTotal HT\t1 100,00 €",
        "\t\tTotal TVA\t205,50 €",
        "\t\tTotal TTC\t1 305,50 €",
    )
    assert core(found) == (D("1100.00"), D("205.50"), D("1305.50"))
    assert [r.rate for r in found.rows] == [D(20), D("5.5")]


def test_a_carried_sum_is_not_the_total() -> None:
    found = totals(
        "Sous-total\t400,00 €",
        "Total HT\t1 000,00 €",
        "TVA 20 %\t200,00 €",
        "Total TTC\t1 200,00 €",
    )
    assert core(found) == (D("1000.00"), D("200.00"), D("1200.00"))


def test_a_rate_without_its_basis_gets_the_total_as_basis() -> None:
    found = totals("Total HT\t50,00 €", "TVA 20 %\t10,00 €", "Total TTC\t60,00 €")
    assert [(r.basis, r.amount) for r in found.rows] == [(D(50), D(10))]


def test_a_missing_total_follows_from_the_others() -> None:
    found = totals("Total HT\t50,00 €", "Total TTC\t60,00 €")
    assert core(found) == (D("50.00"), D("10.00"), D("60.00"))
    assert found.totals[Labelled.VAT].found is None


def test_an_exempt_invoice_has_no_vat() -> None:
    why = "TVA non applicable, art. 293 B du CGI"
    found = totals("Total HT\t50,00 €", why, "Net à payer\t50,00 €")
    assert core(found) == (D("50.00"), D(0), D("50.00"))
    (row,) = found.rows
    assert (row.rate, row.exemption) == (D(0), why)


def test_what_was_paid_before_is_taken_off() -> None:
    found = totals(
        "Total HT\t1 000,00 €",
        "TVA 20 %\t200,00 €",
        "Total TTC\t1 200,00 €",
        "Acompte versé\t300,00 €",
        "Reste à payer\t900,00 €",
    )
    assert values(found)[Labelled.PREPAID] == D("300.00")
    assert values(found)[Labelled.DUE] == D("900.00")


def test_labels_alone_where_nothing_adds_up() -> None:
    found = totals("Total TTC\t60,00 €")
    assert core(found) == (None, None, D("60.00"))
    assert not found.is_unique


def test_two_sets_that_add_up_are_not_unique() -> None:
    found = totals(
        "Total HT\t1 000,00 €",
        "Total TVA\t200,00 €",
        "Total TTC\t1 200,00 €",
        "Montant HT\t500,00 €",
        "Montant TVA\t100,00 €",
        "Montant TTC\t600,00 €",
    )
    assert not found.is_unique


def test_a_page_without_amounts_has_no_totals() -> None:
    assert totals("Bonjour") == Totals()
