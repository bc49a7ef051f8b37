"""Totals: what adds up with the VAT table wins over what merely has the right label."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipeline.reading.labelled_amounts import candidates
from pipeline.reading.labels import Labelled
from pipeline.reading.line_items import find_lines
from pipeline.reading.lines import sentences_of, sheet_of
from pipeline.reading.totals import Totals, find_totals
from tests.pipeline.reading.papers import INVOICE, a_page, a_sheet

D = Decimal


def totals(*lines: str) -> Totals:
    return find_totals(sentences_of((a_page(*lines),)))


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


def test_an_amount_with_a_label_of_its_own_is_not_that_of_the_label_before() -> None:
    found = totals(
        "Total HT\t100,00 €",
        "Total à régler\tTotal TVA 20 %\t20,00",
        "90,00 €\tTotal TTC\t120,00 €",
    )
    assert values(found)[Labelled.DUE] == D("90.00")


def test_the_capital_of_a_carrier_is_no_freight() -> None:
    found = totals(
        "Commissionnaire de transport - SARL au capital de 7500 €",
        "Désignation\tQté\tPrix\tMontant",
        "Stockage quai\t2\t8,29\t16,58",
        "Surcharge gazole\t1\t41,46\t41,46",
        "Taux\tBase\tTVA",
        "0,00 %\t58,04\t0,00",
        "Exonération de TVA, art. 262 I du CGI\tTotal à payer\t58,04",
    )
    assert core(found) == (D("58.04"), D(0), D("58.04"))
    assert found.is_sure


def test_a_currency_within_a_label() -> None:
    found = totals("Total € HT\t2 040,36", "TVA 20 %\t408,07", "Total € TTC\t2 448,43")
    assert core(found) == (D("2040.36"), D("408.07"), D("2448.43"))


def test_several_rates_without_their_bases_fit_the_total() -> None:
    found = totals(
        "Sous-total HT\t5 249,72",
        "Total TVA 20 %\t745,42",
        "Total TVA 5,5 %\t83,74",
        "Montant TTC\t6 078,88",
    )
    assert core(found) == (D("5249.72"), D("829.16"), D("6078.88"))


def test_ten_pieces_are_no_rate_of_ten_percent() -> None:
    found = totals(
        "Désignation\tQté\tP.U. HT\tMontant HT",
        "Journée de conseil\t10\t451,01\t4510,10",
        "Création de logo\t1\t547,00\t547,00",
        "Total EUR 5057,10",
        "TVA non applicable, art. 293 B du CGI",
    )
    assert core(found) == (D("5057.10"), D(0), D("5057.10"))


def test_empties_without_vat_in_the_lines_do_not_hide_their_sum_in_the_table() -> None:
    empties = [f"Consigne fût {n}\t1\t0,00 %\t{n}0,00" for n in range(1, 9)]
    found = totals(
        "Désignation\tQté\tTVA\tMontant HT",
        *empties,
        "Bière\t10\t20,00 %\t1 000,00",
        "20,00 %\t1 000,00\t200,00",
        "0,00 %\t360,00\t0,00",
        "Base HT\t1 360,00",
        "TVA\t200,00",
        "Total TTC\t1 560,00",
    )
    assert core(found) == (D(1360), D(200), D(1560))
    assert {r.rate: r.basis for r in found.rows} == {D(20): D(1000), D(0): D(360)}


def test_what_is_kept_back_is_not_due() -> None:
    found = totals(
        *INVOICE,
        "Règlement reçu\t200,00 €",
        "Retenue de garantie (5 %)\t60,00 €",
        "Net à payer\t940,00 €",
    )
    assert values(found)[Labelled.DUE] == D(940)
    assert values(found)[Labelled.PREPAID] == D(200)


def test_a_payment_whose_amount_cannot_be_read_leaves_doubt() -> None:
    assert totals(*INVOICE, "Paiement CB").may_be_paid
    assert not totals(*INVOICE).may_be_paid


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


def test_what_is_paid_to_the_tax_office_is_not_prepaid() -> None:
    found = totals(
        "Imponibile\t1.000,00",
        "IVA 22%\t220,00",
        "Totale fattura\t1.220,00",
        "Ritenuta d'acconto 20%\t200,00",
        "Netto a pagare\t1.020,00",
    )
    assert core(found) == (D("1000.00"), D("220.00"), D("1220.00"))
    assert values(found)[Labelled.DUE] == D("1020.00")
    assert Labelled.PREPAID not in values(found)


def test_split_payment_leaves_the_total_without_vat_to_pay() -> None:
    found = totals(
        "Totale imponibile\t1.000,00",
        "Totale imposta\t220,00",
        "Totale documento\t1.220,00",
        "Scissione dei pagamenti\t220,00",
        "Netto a pagare\t1.000,00",
    )
    assert values(found)[Labelled.DUE] == D("1000.00")


def test_a_total_is_due_rounded_to_five_cents() -> None:
    found = totals(
        "Zwischentotal\t100.13",
        "MWST 8.1%\t8.11",
        "Total inkl. MWST\t108.24",
        "Rundung\t0.01",
        "Zu bezahlen\tCHF 108.25",
    )
    assert core(found) == (D("100.13"), D("8.11"), D("108.24"))
    assert values(found)[Labelled.DUE] == D("108.25")


def test_what_was_paid_and_what_is_due_tell_the_total() -> None:
    found = totals(
        "Total à payer : 1 160,00 €",
        "Règlement reçu : 116,00 €",
        "NET À PAYER : 1 044,00 €",
        "TVA non applicable, art. 293 B du CGI",
    )
    assert core(found)[2] == D("1160.00")


def test_dutch_totals() -> None:
    found = totals(
        "Bedrag excl. BTW\t€ 100,00", "BTW hoog 21% over 100,00\t€ 21,00", "Te voldoen\t€ 121,00"
    )
    assert core(found) == (D("100.00"), D("21.00"), D("121.00"))


def test_labels_that_go_on_below_themselves() -> None:
    found = totals(
        "Total\t3 920,03", "H.T.", "Total\t784,01", "TVA", "Montant\t4 704,04", "TTC", "Merci"
    )
    assert core(found) == (D("3920.03"), D("784.01"), D("4704.04"))


def test_a_total_with_its_currency_before_it() -> None:
    found = totals("Imponibile\t100,00", "IVA 22 %\t22,00", "Totale EUR 122,00")
    assert core(found) == (D("100.00"), D("22.00"), D("122.00"))


def test_all_work_to_date_less_earlier_bills_is_none_of_the_lines() -> None:
    found = totals(
        "Désignation\tQté\tP.U. HT\tMontant HT",
        "Gouttière zinc\t10\t60,00\t600,00",
        "Chape liquide\t20\t20,00\t400,00",
        "Travaux exécutés, cumul\t\t\t3 000,00",
        "À déduire : situations 1 à 2\t\t\t-2 000,00",
        "Montant HT de la situation n° 3\t\t\t1 000,00",
        "TVA 20 %\t\t\t200,00",
        "Montant TTC\t\t\t1 200,00",
        "R.G. 5 %\t\t\t60,00",
        "À payer ce mois\t\t\t1 140,00",
    )
    assert core(found) == (D(1000), D(200), D(1200))
    assert found.of_lines == {Labelled.WITHOUT_VAT}
    assert values(found)[Labelled.RETENTION] == D(60)
    assert values(found)[Labelled.DUE] == D(1140)


_WITHOUT_RATES = (
    "Désignation\tQté\tP.U. HT\tMontant HT",
    "Gouttière zinc\t1\t600,00\t600,00",
    "Chape liquide\t1\t400,00\t400,00",
    "Enduit\t1\t150,00\t150,00",
)


def test_lines_without_rates_are_shared_out_where_the_vat_leaves_one_way() -> None:
    found = totals(
        *_WITHOUT_RATES,
        "Total HT\t\t\t1 150,00",
        "TVA 20 %\t\t\t150,00",
        "TVA 10 %\t\t\t40,00",
        "Total TTC\t\t\t1 340,00",
    )
    assert [(row.rate, row.basis) for row in found.rows] == [(D(20), D(750)), (D(10), D(400))]
    assert found.is_sure


def test_lines_that_can_be_shared_out_in_two_ways_make_no_table() -> None:
    found = totals(
        *_WITHOUT_RATES,
        "Peinture\t1\t400,20\t400,20",
        "Total HT\t\t\t1 550,20",
        "TVA 5,5 %\t\t\t22,01",
        "TVA 2,1 %\t\t\t24,15",
        "Total TTC\t\t\t1 596,36",
    )
    assert not found.rows


def test_a_rate_in_the_head_over_its_vat() -> None:
    found = totals(
        "Total hors taxe\tTVA 20 %\tTotal toutes taxes\tÀ payer",
        "100,00\t20,00\t120,00\t120,00",
    )
    assert [(row.rate, row.basis, row.amount) for row in found.rows] == [(D(20), D(100), D(20))]


def test_rates_without_a_sign_under_a_head_that_says_little_else() -> None:
    found = totals(
        "PRESTATION\tBASE DE CALCUL\tTVA\tNON SOUMIS\tSOUMIS",
        "Fret maritime\t2 u x 500,00\t0\t1000,00",
        "Droits avancés\t1 u x 300,00\t0\t300,00",
        "Frais de dossier\t2 u x 50,00\t20\t\t100,00",
        "\t\t\tTOTAL H.T. :\t1400,00",
        "20\t100,00\t20,00\tTOTAL T.V.A. :\t20,00",
        "0\t1000,00\t0,00\tTOTAL T.T.C. :\t1420,00",
        "0\t300,00\t0,00\tSOLDE EN EUR :\t1420,00",
    )
    assert sorted((row.rate, row.basis) for row in found.rows) == [
        (D(0), D(300)),
        (D(0), D(1000)),
        (D(20), D(100)),
    ]
    assert values(found)[Labelled.DUE] == D(1420)
    assert found.is_sure


def test_sums_of_sections_leave_nothing_unexplained() -> None:
    found = totals(
        "N° Descriptif\tQté\tPrix U. HT\tPrix total HT",
        "1 Maçonnerie\t2\t50,00\t100,00",
        "2 Gravats\t1\t30,00\t30,00",
        "Sous-total lot 1\t\t\t130,00",
        "3 Ardoise\t2\t35,00\t70,00",
        "Sous-total lot 2\t\t\t70,00",
        "Total HT\t\t\t200,00",
        "Acompte reçu\t\t\t-50,00",
        "Reste dû\t\t\t150,00",
        "TVA non applicable - art. 293 B du CGI",
    )
    assert core(found) == (D(200), D(0), D(200))
    assert found.is_whole
    assert found.is_sure


@pytest.mark.parametrize(
    ("paid", "due"),
    [
        ("Déduit du solde de votre compte vendeur\t120,00", "Solde restant dû\t0,00"),
        ("Deducted from your account balance\t120,00", "Amount due\t0,00"),
        ("Mensualités déjà payées\t50,00", "Votre facture s'élève à\t70,00"),
        ("Provision reçue\t50,00", "Solde en EUR :\t70,00"),
    ],
)
def test_what_was_paid_and_what_is_left_in_other_words(paid: str, due: str) -> None:
    found = totals("Total HT\t100,00", "TVA 20 %\t20,00", "Total TTC\t120,00", paid, due)
    left = D(due.rpartition("\t")[2].replace(",", "."))
    assert values(found)[Labelled.DUE] == left
    assert values(found)[Labelled.PREPAID] == D(120) - left


def test_a_sentence_says_behind_amounts_what_they_are() -> None:
    found = totals(
        "Total du mois (TTC)\t846,96 €", "dont 141,16 € de TVA (20,00 %), soit 705,80 € hors taxes"
    )
    assert core(found) == (D("705.80"), D("141.16"), D("846.96"))
    assert found.is_sure


def test_a_basis_in_brackets_is_not_negative() -> None:
    found = totals(
        "Sous-total HT\t300,00",
        "TVA 20,00 % (100,00)\t20,00",
        "TVA 10,00 % (200,00)\t20,00",
        "Total TTC\t340,00",
    )
    assert [(r.rate, r.basis, r.amount) for r in found.rows] == [
        (D("20.00"), D(100), D(20)),
        (D("10.00"), D(200), D(20)),
    ]


def test_rows_that_say_what_the_one_above_is_made_of_are_no_lines() -> None:
    found = totals(
        "Fourniture meuble vasque\t262,77 €",
        "1 × 262,77 €",
        "Tube multicouche\t80,30 €",
        "14,6 ml × 5,50 €",
        "Total net de taxe\t343,07 €",
        "TVA non applicable, art. 293 B du CGI",
    )
    assert core(found) == (D("343.07"), D("0.00"), D("343.07"))
    assert Labelled.WITH_VAT in found.of_lines


def test_a_share_in_a_column_of_discounts_is_no_vat_rate() -> None:
    found = totals(
        "Bezeichnung\tMenge\tPreis\tRab. %\tBetrag",
        "Getriebemotor\t4\t100,00\t10 %\t360,00",
        "Umlenkrolle\t1\t40,00\t\t40,00",
        "Rechnungsendbetrag EUR\t\t\t\t400,00",
        "Steuerfreie innergemeinschaftliche Lieferung",
    )
    assert core(found) == (D("400.00"), D("0.00"), D("400.00"))
    assert [row.rate for row in found.rows] == [D(0)]


def test_what_is_charged_for_paying_late_is_no_row_of_the_vat_table() -> None:
    found = totals(
        "Désignation\tQté\tPrix\tMontant HT",
        "Pose\t2\t400,00\t800,00",
        "Bois\t1\t200,00\t200,00",
        "Total HT\t\t\t1 000,00",
        "T.V.A.\t\t\t200,00",
        "Total TTC\t\t\t1 200,00",
        "Pénalités au taux de 12 % et indemnité de 40,00 €",
    )
    assert [(r.rate, r.basis) for r in found.rows] == [(D(20), D("1000.00"))]


def test_totals_are_not_unique_while_a_rounding_is_not_explained() -> None:
    found = totals(
        "Honorar\t2 925,99",
        "MWST 8.10 %\t237,01",
        "Rundung\t-0,05",
        "Zu bezahlen CHF\t3 163,00",
    )
    assert not found.is_unique


def test_the_sum_at_the_foot_of_a_column_is_the_total_and_no_row_above_it() -> None:
    found = totals(
        "Récapitulation\tHors taxe\tT.V.A.\tToutes taxes",
        "Loyer soumis\t1 883,34\t376,67\t2 260,01",
        "Hors champ\t801,95\t0,00\t801,95",
        "TOTAL DÛ\t2 685,29\t376,67\t3 061,96",
    )
    assert core(found) == (D("2685.29"), D("376.67"), D("3061.96"))


@pytest.mark.parametrize(
    "lines",
    [
        ("13 002,17\tBase imponible", "2 730,46\tIVA 21 %", "15 732,63 €\tTotal factura"),
        ("ht 13 002,17 € tva 2 730,46 € ttc 15 732,63 €",),
        ("Valeur nette totale\t13 002,17", "TVA 21 %\t2 730,46", "Montant TTC\t15 732,63"),
    ],
)
def test_words_behind_and_between_amounts(lines: tuple[str, ...]) -> None:
    assert core(totals(*lines)) == (D("13002.17"), D("2730.46"), D("15732.63"))


def test_words_below_amounts() -> None:
    found = totals(
        "€ 100,00\t€ 21,00\t€ 121,00",
        "totaal excl. btw\tbtw 21 %\tte betalen",
    )
    assert core(found) == (D("100.00"), D("21.00"), D("121.00"))


def test_what_is_left_and_what_is_kept_back_make_the_total() -> None:
    found = totals(
        "Montant HT du mois\t1 000,00",
        "TVA 20 %\t200,00",
        "Retenue de garantie 5 %\t60,00",
        "Reste à percevoir\t1 140,00",
    )
    assert core(found) == (D("1000.00"), D("200.00"), D("1200.00"))


def test_without_vat_a_sum_of_the_lines_does_not_stand_against_two_labels() -> None:
    found = totals(
        "Descrizione\tQuantità\tPrezzo\tImporto",
        "Miscelatore lavabo\t5\t49,00\t245,00",
        "Colonna doccia\t2\t100,00\t200,00",
        "Totale merce\tSconto cassa\tOneri vari\tBolli",
        "445,00\t\t57,00",
        "C.I.\tImponibile\t% IVA\tTotale documento",
        "N41\t502,00\tN.I. art. 41\t502,00",
        "Operazione non imponibile art. 41 D.L. 331/93",
    )
    assert not (found.is_sure and core(found)[2] == D("445.00"))


def test_what_is_taxed_and_what_is_not_in_columns_of_one_row() -> None:
    found = totals(
        "Base taxable\tTVA 20 %\tBase exonérée\tMontant HT",
        "1 000,00\t200,00\t500,00\t1 500,00",
        "Montant TTC\t1 700,00",
    )
    assert core(found) == (D("1500.00"), D("200.00"), D("1700.00"))
    assert {(r.rate, r.basis, r.amount) for r in found.rows} == {
        (D(20), D("1000.00"), D("200.00")),
        (D(0), D("500.00"), D(0)),
    }


def test_labels_below_one_another_have_an_amount_each() -> None:
    found = totals(
        *("Hors taxes", "1 000,00", "TVA 20 %", "200,00", "Total TTC", "1 200,00"),
    )
    assert found.totals[Labelled.WITHOUT_VAT].is_labelled
    assert core(found) == (D("1000.00"), D("200.00"), D("1200.00"))


def test_lines_under_heads_of_charges_and_of_what_is_taxable() -> None:
    found = totals(
        "Prod.\tLibellé\tNb\tP.U. moyen\tNon taxable\tTaxable",
        "O60\tExpress avant 13 h\t303\t12,51\t\t3 790,53",
        "F23\tEurope zone 2\t2\t14,50\t29,00",
        "Montant HT\t3 819,53",
        "TVA 20 %\t758,11",
        "Montant TTC\t4 577,64",
    )
    assert Labelled.WITHOUT_VAT in found.of_lines


def test_what_is_asked_of_who_pays_early_is_not_due() -> None:
    found = totals(
        "Warenwert\t2.292,94\tzahlbar bis\tAbzug\tZahlbetrag EUR",
        "Frachtanteil\t10,28\t10.09.26\t3 % Skonto\t2.234,12",
        "Summe netto\t2.303,22\t02.10.26\trein netto\t2.303,22",
        "MwSt 19 %\t437,61",
        "Rechnungsbetrag EUR\t2.740,83",
    )
    assert values(found)[Labelled.DUE] == D("2740.83")


def test_a_head_that_states_rate_and_basis_of_the_vat_below_it() -> None:
    found = totals(
        "Total HT\tTVA 20 % sur 53 317,94\tTotal TTC",
        "53 317,94 €\t10 663,59 €\t63 981,53 €",
    )
    assert core(found) == (D("53317.94"), D("10663.59"), D("63981.53"))
    assert [(r.rate, r.basis) for r in found.rows] == [(D(20), D("53317.94"))]


def test_a_basis_before_a_head_for_its_vat_is_not_exempt_where_the_vat_is_gone() -> None:
    found = totals(
        "Libellé\tNb\tPrix\tMontant",
        "Colis relais\t2\t500,00\t1 000,00",
        "Colis pour la Suisse\t1\t500,00\t500,00",
        "Base taxable\tTVA 20 %\tBase exonérée\tMontant HT",
        "1 000,00\t\t500,00\t1 500,00",
        "Non taxable : transports hors Union européenne, art. 262 I du CGI",
    )
    assert values(found).get(Labelled.VAT) != D(0)


def test_without_vat_a_label_that_asks_for_more_leaves_doubt() -> None:
    lines = (
        "Libellé\tQté\tPrix\tMontant",
        "Colis relais\t2\t500,00\t1 000,00",
        "Montant HT\t1 000,00",
        "Exonération de TVA, art. 262 I du CGI",
    )
    assert totals(*lines, "Montant TTC\t1 000,00", "Net à payer\t1 000,00").is_sure
    assert not totals(*lines, "Montant TTC\t1 000,00", "Net à payer\t1 200,00").is_sure


@pytest.mark.parametrize(("total", "is_sum"), [("378,58", True), ("379,58", False)])
def test_one_line_that_its_own_numbers_do_not_make_is_no_witness(total: str, is_sum: bool) -> None:
    found = totals(
        "Producto\tBultos\tKilos\t€/kg\tImporte",
        f"Lomo embuchado\t1\t8,23\t46,00\t{total}",
        f"Base imponible\t{total} EUR",
        "I.V.A. 0 %\t0,00 EUR",
        f"Total factura\t{total} EUR",
        "Entrega intracomunitaria exenta, art. 25 Ley 37/1992 del IVA.",
    )
    assert bool(found.of_lines) is is_sum


_EXEMPT = "TVA non applicable - art. 293 B du CGI"


def test_a_head_of_a_section_may_state_its_sum() -> None:
    found = totals(
        "Partida\tCant.\tPrecio\tImporte",
        "A. Equipo\t\t\t200,00",
        "Auxiliar\t2\t60,00\t120,00",
        "Jefe\t1\t80,00\t80,00",
        "B. Tasas\t\t\t50,00",
        "Reserva\t1\t50,00\t50,00",
        "Base imponible\t\t\t250,00",
        "IVA 0 % s/ 250,00\t\t\t0,00",
        "Total factura\t\t\t250,00",
    )
    assert core(found) == (D(250), D(0), D(250))
    assert {Labelled.WITHOUT_VAT, Labelled.WITH_VAT} <= set(found.of_lines)


def test_the_last_lines_may_have_a_sum_of_their_own() -> None:
    found = totals(
        "Pos.\tBezeichnung\tPreis\tWert",
        "10 Härter\t2\t104,00\t208,00",
        "20 Klebstoff, Listenpreis\t\t\t1.000,00",
        "Kundenrabatt 5 %\t\t\t-50,00",
        "Positionswert\t\t\t950,00",
        "Nettowert\t\t\t1.158,00",
        "Bruttowert\t\t\t1.158,00",
        "Steuerfreie Lieferung nach § 4 Nr. 1 b UStG",
    )
    assert {Labelled.WITHOUT_VAT, Labelled.WITH_VAT} <= set(found.of_lines)


def test_two_heads_side_by_side_each_change_what_the_lines_make() -> None:
    found = totals(
        "Articolo\tQuantità\tPrezzo\tImporto",
        "Montatura\t2\t500,00\t1.000,00",
        "Astuccio\t10\t84,116\t841,16",
        "Totale merce\tSconto incond.\tSpese trasporto\tTot. imponibile",
        "1.841,16\t-55,23\t49,33\t1.835,26",
        "TOTALE FATTURA\t\t\t1.835,26",
        "Non imp. art. 41 D.L. 331/93",
    )
    assert {Labelled.WITHOUT_VAT, Labelled.WITH_VAT} <= set(found.of_lines)


def test_on_a_credit_note_carriage_is_given_back_too() -> None:
    found = totals(
        "Gewicht\tBehandlung\tPreis\tBetrag",
        "1 psch\tHärten\t-872,00\t-872,00",
        "1 psch\tProtokoll\t-63,99\t-63,99",
        "Abholung und Rückfracht\t\t\t-42,82",
        "Nettobetrag\t\t\t-978,81",
        "Korrekturbetrag\t\t\t-978,81",
        _EXEMPT,
    )
    assert {Labelled.WITHOUT_VAT, Labelled.WITH_VAT} <= set(found.of_lines)


def test_a_number_that_looks_like_an_amount_is_no_line() -> None:
    found = totals(
        "Note de frais et honoraires n° 2026.052",
        "1. Réglage\t\t\t271,00",
        "2. Caisse\t\t\t328,30",
        "Total hors taxe\t\t\t599,30",
        "Total\t\t\t599,30",
        _EXEMPT,
    )
    assert {Labelled.WITHOUT_VAT, Labelled.WITH_VAT} <= set(found.of_lines)


def test_a_sentence_states_all_three() -> None:
    sheet = a_sheet("Soit CHF 5048.78, TVA comprise, donc 4670.47 hors TVA et 378.31 de TVA :")
    assert set(candidates(sheet, Labelled.WITHOUT_VAT)) == {D("4670.47")}
    assert set(candidates(sheet, Labelled.WITH_VAT)) == {D("5048.78")}


def test_amounts_over_a_row_of_their_captions() -> None:
    found = totals(
        "1.087,10\t217,42\t1.304,52\t- EUR 304,52\t1.000,00 €",
        "Net HT\tTVA 20 %\tMontant TTC\tDéjà versé\tSolde à régler",
    )
    assert core(found) == (D("1087.10"), D("217.42"), D("1304.52"))
    assert [(row.rate, row.basis) for row in found.rows] == [(D(20), D("1087.10"))]
    assert values(found)[Labelled.DUE] == D(1000)
    assert found.is_sure


@pytest.mark.parametrize(
    "amounts",
    [("887,25 €\t177,45 €\t1064,70 €", "+\t="), ("887,25 €\t+ 177,45 €\t= 1064,70 €",)],
)
def test_an_equation_over_its_captions(amounts: tuple[str, ...]) -> None:
    found = totals(*amounts, "hors taxes\tTVA à 20,00 %\ttoutes taxes")
    assert core(found) == (D("887.25"), D("177.45"), D("1064.70"))
    assert found.is_sure


def test_a_row_of_labels_over_amounts_speaks_of_those_below() -> None:
    found = totals(
        "Relevé\t900,00\t180,00\t1.080,00",
        "Total\tNet HT\tTVA 20 %\tMontant TTC",
        "Facture\t100,00\t20,00\t120,00",
    )
    assert core(found) == (D(100), D(20), D(120))


def test_an_amount_at_the_right_edge_of_its_box() -> None:
    page = a_page("Base HT\t\tTVA 20 %\tMontant TTC")
    width = page.words[0].w
    box = a_page(" \t807,74\t161,55\t969,29")
    moved = tuple(
        replace(w, y=page.words[0].y + 2 * page.words[0].h, x=w.x - (0.3 * width if i == 0 else 0))
        for i, w in enumerate(box.words)
    )
    sheet = sheet_of((replace(page, words=(*page.words, *moved)),))
    assert set(candidates(sheet, Labelled.WITHOUT_VAT)) == {D("807.74")}


def test_a_column_of_what_there_is_no_vat_on() -> None:
    found = totals(
        "Nature du transport\tNbre\tTarif\tExonéré\tTaxable",
        "Forfait ambulance 75 %\t1\t59,90\t59,90",
        "Forfait véhicule\t2\t7,33\t\t14,66",
        "Total hors taxes\tT.V.A. 10 %\tTotal T.T.C.\tNet à payer",
        "74,56\t1,47\t76,03\t76,03",
    )
    assert {(r.rate, r.basis) for r in found.rows} == {(D(10), D("14.66")), (D(0), D("59.90"))}


@pytest.mark.parametrize("rates", ["20,00 %\t5,50 %", "20\t5,5"])
def test_a_turned_vat_table_beside_the_totals(rates: str) -> None:
    found = totals(
        "Total net HT\t1 946,61 EUR\tCode\t1\t2",
        f"TVA\t113,48 EUR\tTaux de TVA\t{rates}",
        "Total TTC\t2 060,09 EUR",
        "\t\tMontant HT\t44,25\t1 902,36",
        "\t\tMontant TVA\t8,85\t104,63",
    )
    assert {(r.rate, r.basis) for r in found.rows} == {
        (D(20), D("44.25")),
        (D("5.5"), D("1902.36")),
    }


def test_what_is_left_of_a_share_of_a_contract_is_made_by_its_line() -> None:
    found = totals(
        "Élément de mission\tMontant marché\tDéjà facturé\tAvancement\tPrésente note",
        "APD - Avant-projet\t4661,14\t1165,28\t75 %\t2330,57",
        "Honoraires HT de la période\t\t\t\t2330,57 €",
        "Net dû\t\t\t\t2330,57 €",
        "Autoliquidation de la TVA par le preneur",
    )
    assert {Labelled.WITHOUT_VAT, Labelled.WITH_VAT} <= set(found.of_lines)


def test_the_sum_of_a_position_ends_no_table() -> None:
    found = totals(
        "Pos.\tBezeichnung\tMenge\tPreis\tBetrag",
        "10\tKeilriemen\t4\t76,00\t304,00",
        "\tRabatt 15,00%\t\t\t-45,60",
        "\tNettobetrag Position\t\t\t258,40",
        "20\tAnsaugregler\t2\t502,00\t1.004,00",
        "Summe netto\t\t\t\t1.262,40",
        "Rechnungsendbetrag EUR\t\t\t\t1.262,40",
        _EXEMPT,
    )
    assert {Labelled.WITHOUT_VAT, Labelled.WITH_VAT} <= set(found.of_lines)


def test_what_an_item_of_one_piece_is_made_of_is_no_second_item() -> None:
    found = totals(
        "Stoomverwarming\t1.612,00",
        "26 uur à 62,00",
        "Milieutoeslag\t18,23",
        "1 beurt à 18,23",
        "Kraan\t-100,00",
        "4 dag à - 25,00",
        "Subtotaal\t1.530,23",
        "Te voldoen EUR\t1.530,23",
        "Btw verlegd naar afnemer",
    )
    assert {Labelled.WITHOUT_VAT, Labelled.WITH_VAT} <= set(found.of_lines)


def test_a_tower_of_sums_beside_the_goods_ends_no_table() -> None:
    page = a_page(
        "Articolo\tQuantità\tPrezzo\tImporto",
        "",
        "Nabuk\t2\t500,00\t1.000,00",
        "Crosta\t10\t84,116\t841,16",
    )
    column, line = page.words[1].x - page.words[0].x, page.words[4].y - page.words[0].y
    tower = a_page("Totale merce", "1.841,16", "Imponibile", "1.841,16")
    top = (0, 0.5, 1.2, 1.5)
    lines = sorted({w.y for w in tower.words})
    moved = tuple(
        replace(
            w,
            x=w.x + 4 * column + (0.12 if w.text[0] == "1" else 0),
            y=page.words[0].y + top[lines.index(w.y)] * line,
        )
        for w in tower.words
    )
    items = find_lines(sheet_of((replace(page, words=(*page.words, *moved)),)))
    assert [item.line.total for item in items] == [D(1000), D("841.16")]


@pytest.mark.parametrize(
    "sums",
    [
        ("Imponibile\t\t\t1.841,16", "Totale documento", "\t\t\t2.246,22"),
        ("Imponibile\tTotale", "1.841,16\t1.841,16", "Totale documento EUR", "\t2.246,22"),
        ("Totale merce\tTotale imponibile", "1.841,16\t1.865,04"),
        ("Totale merce\tTotale", "1.841,16\t1.841,16", "Totale imponibile", "\t1.865,04"),
    ],
)
def test_a_label_that_means_more_than_a_total_without_vat_leaves_it_open(
    sums: tuple[str, ...],
) -> None:
    goods = ("Articolo\tQuantità\tPrezzo\tImporto", "Nabuk\t2\t500,00\t1.000,00")
    found = totals(*goods, "Crosta\t10\t84,116\t841,16", *sums, "Non soggetta a IVA")
    assert core(found)[1] == D(0)
    assert not found.is_sure


def test_a_letter_asks_to_pay_an_amount() -> None:
    lines = ("Total HT\t1 000,00", "TVA 20 %\t200,00", "Total TTC\t1 200,00")
    found = totals(*lines, "Nous vous prions de verser 1 200,00 € au plus tard le 11/02/2027")
    assert values(found)[Labelled.DUE] == D(1200)


@pytest.mark.parametrize("vat", ["Montant TVA", "TVA"])
def test_sums_under_the_columns_of_each_rate(vat: str) -> None:
    found = totals(
        "Intervention\tQté\tHT à 20 %\tHT à 10 %",
        "Curage\t1\t111,16",
        "Inspection\t1\t92,00",
        "Nettoyage\t1\t250,00",
        "Débouchage\t1\t\t192,00",
        "Vidange\t1\t\t201,24",
        "Total HT\t\t453,16\t393,24",
        f"{vat}\t\t90,63\t39,32",
        "Total HT 846,40 €\tTVA 129,95 €\tTotal TTC 976,35 €",
    )
    assert {(r.rate, r.basis) for r in found.rows} == {(D(20), D("453.16")), (D(10), D("393.24"))}


def test_goods_before_what_is_taken_off_them_leave_no_doubt() -> None:
    found = totals(
        "Articolo\tQuantità\tPrezzo\tImporto",
        "Nabuk\t2\t500,00\t1.000,00",
        "Crosta\t10\t84,116\t841,16",
        "Totale merce\tSconto incond.\tTot. imponibile",
        "1.841,16\t-55,23\t1.785,93",
        "TOTALE FATTURA\t\t1.785,93",
        "Non imp. art. 41 D.L. 331/93",
    )
    assert core(found) == (D("1785.93"), D(0), D("1785.93"))
    assert found.is_sure


@pytest.mark.parametrize(
    "line",
    [
        "Nos prestations représentent 1 841,16 € HT, auxquels s'ajoutent de TVA (20,00 %)",
        "Présente note\t1 841,16",
        "1 841,16\t0,00\t1 841,16",
    ],
)
def test_words_and_zeros_that_make_no_row_without_vat(line: str) -> None:
    goods = ("Désignation\tQté\tPrix\tMontant", "Cuir\t2\t500,00\t1 000,00")
    found = totals(*goods, "Croûte\t10\t84,116\t841,16", "Total HT\t\t\t1 841,16", line)
    assert not any(row.rate == 0 for row in found.rows)


@pytest.mark.parametrize("row", ["0,00\t1 841,16\t0,00", "S\t0\t1 841,16\t0,00"])
def test_a_row_of_nothing_states_a_rate_and_a_vat(row: str) -> None:
    goods = ("Désignation\tQté\tPrix\tMontant", "Cuir\t2\t500,00\t1 000,00")
    sums = ("Total HT\t\t\t1 841,16", "Total TTC\t\t\t1 841,16")
    found = totals(*goods, "Croûte\t10\t84,116\t841,16", row, *sums)
    assert [(r.rate, r.basis) for r in found.rows] == [(D(0), D("1841.16"))]


@pytest.mark.parametrize(
    "sums",
    [
        ("Total HT\tTVA 10 %\tTotal TTC", "1 841,16"),
        ("Total HT\tTotal TVA", "1 841,16\t184,12"),
    ],
)
def test_vat_that_is_named_leaves_no_total_without_it(sums: tuple[str, ...]) -> None:
    goods = ("Désignation\tQté\tPrix\tMontant", "Transport\t2\t500,00\t1 000,00")
    reason = "Transports en ambulance exonérés (art. 261-4-3° du CGI)"
    found = totals(*goods, "Attente\t10\t84,116\t841,16", *sums, reason)
    assert not (found.is_sure and core(found)[1] == D(0))


def test_more_that_is_due_than_a_set_makes_leaves_doubt() -> None:
    table = ("Taux\tMontant htva\tTVA\ttvac", "10,00 %\t256,12\t25,61\t281,73")
    found = totals(*table, "Nous vous prions de verser EUR 661,78 avant le 24/11/2026")
    assert core(found)[2] == D("281.73")
    assert not found.is_sure


def test_an_item_for_one_sum_says_so_below() -> None:
    found = totals(
        "Betriebsanleitung verfassen\t\t\t2.853,00 €",
        "pauschal 2.853,00 €",
        "Satz und Druckdatei\t\t\t22,08 €",
        "2 Seiten zu je 11,04 €",
        "Summe netto\t\t\t2.875,08 €",
        "Rechnungsbetrag\t\t\t2.875,08 €",
        _EXEMPT,
    )
    assert {Labelled.WITHOUT_VAT, Labelled.WITH_VAT} <= set(found.of_lines)


def test_a_charge_below_the_lines_is_of_the_total() -> None:
    found = totals(
        "Pos.\tBezeichnung\tMenge\tPreis\tWert (EUR)",
        "1\tPrüfbericht\t1\t275,75\t275,75",
        "2\tLeiterplatte\t634\t1,00\t634,00",
        "Summe der Positionen\t909,75",
        "Fracht und Verpackung\t35,40",
        "Umsatzsteuer 0,00 % von\t945,15\t0,00",
        "Gesamtbetrag\tEUR\t945,15",
        _EXEMPT,
    )
    assert core(found) == (D("945.15"), D(0), D("945.15"))
    assert found.is_sure


def test_an_italian_grid_of_totals() -> None:
    found = totals(
        "DESCRIZIONE\tQUANTITÀ\tPREZZO UNIT.\tIMPORTO",
        "CREMA VISO\t10\t2.943,12\t29.431,20",
        "TOTALE MERCE\tSPESE TRASP.\tCOD. IVA\tALIQ.\tIMPONIBILE\tIMPOSTA",
        "29.431,20\t54,20 N3.2 art. 41\t\t0,00 %\t29.485,40\t0,00",
        "CAUSALE\tTOTALE NOTA DI CREDITO",
        "Reso\t29.485,40",
        "Cessione intracomunitaria non imponibile ex art. 41 D.L. n. 331/1993",
        "Rossi S.r.l. - P.IVA IT80997360120 - Cap. Soc. € 1250000 i.v.",
    )
    assert core(found) == (D("29485.40"), D(0), D("29485.40"))
    assert found.is_sure


@pytest.mark.parametrize(
    "words", ["nos prestations s'élèvent à", "il reste en notre faveur un solde de"]
)
def test_a_letter_says_what_is_due(words: str) -> None:
    found = candidates(a_sheet(f"Selon le décompte, {words} CHF 4 195.26."), Labelled.DUE)
    assert list(found) == [D("4195.26")]


def test_what_is_rounded_to_is_due() -> None:
    found = totals(
        "Rapport abrégé\t2 cartes à 124.00\t248.00",
        "Rapport d'émeraude\t4 rapports à 726.52\t2 906.08",
        "Total de la note : 3 154.08 CHF. Il est arrondi à 3 154.10 CHF.",
        _EXEMPT,
    )
    assert (values(found)[Labelled.WITH_VAT], values(found)[Labelled.DUE]) == (
        D("3154.08"),
        D("3154.10"),
    )
    assert values(found)[Labelled.ROUNDING] == D("0.02")


@pytest.mark.parametrize(
    "clause",
    [
        "Réclamations sous 2 jours. Escompte 0 %. Pénalités 12 %, frais de recouvrement 40 €.",
        "Franco à partir de 180 € HT. Pénalités de retard 12 %, frais de recouvrement 40 €.",
    ],
)
def test_what_the_law_has_every_invoice_say_is_no_part_of_it(clause: str) -> None:
    found = totals(
        "KP26385\tSavon, bidon de 5 L",
        "4\tbidon\t10,00\t40,00",
        "KF1956\tDétartrant 1 L",
        "2\tflacon\t35,00\t70,00",
        "À PAYER\tDû le\tMode rgt\tMt HT",
        "132,00\t16/06/26\tLCR acc.\t110,00",
        "Mt TVA\tTot. TTC",
        "22,00\t132,00",
        "C\tTx\tBase\tTaxe",
        "1\t20 %\t110,00\t22,00",
        clause,
    )
    assert core(found) == (D("110.00"), D("22.00"), D("132.00"))
    assert found.is_sure


def test_one_piece_at_its_price_is_told_below_it() -> None:
    found = totals(
        "Telephone interviews\t\t2,777.22",
        "54 interviews × 51.43",
        "Sample purchase\t\t421.08",
        "1 fixed fee × 421.08",
        "Respondent incentives paid on your behalf\t\t6,435.00",
        "99 interviews × 65.00",
        "Excluding VAT\t\t9,633.30",
        "VAT 0%, reverse charge\t\t0.00",
        "Gross\t\t9,633.30",
    )
    assert core(found) == (D("9633.30"), D(0), D("9633.30"))
    assert found.is_sure
    assert not found.may_be_paid


def test_fees_for_vat_returns_are_no_vat() -> None:
    found = totals(
        "Gegenstand\tStBVV\tAnz. × Einzelgebühr\tEUR",
        "Aufstellung des Jahresabschlusses\t§ 35\t25/10\t2.000,80",
        "Umsatzsteuer-Voranmeldung\t§ 24\t10 × 227,71\t2.277,10",
        "Summe der Gebühren und Auslagen\t\t\t4.277,90 EUR",
        "Umsatzsteuer (siehe Hinweis)\t\t\t0,00 EUR",
        "Rechnungsbetrag\t\t\t4.277,90 EUR",
        _EXEMPT,
    )
    assert core(found) == (D("4277.90"), D(0), D("4277.90"))
    assert len(found.of_lines) == 2


def test_what_was_paid_and_what_is_open_below_their_heads() -> None:
    found = totals(
        "Leistung\tAnzahl\tà EUR\tNetto EUR",
        "Tagesmiete\t4\t85,00\t340,00",
        "Summe netto\tMwSt. 19 %\tBruttobetrag\tabzgl. Anzahlung\tNoch offen",
        "340,00\t64,60\t404,60\t134,60\t270,00",
    )
    assert (values(found)[Labelled.PREPAID], values(found)[Labelled.DUE]) == (D("134.60"), D(270))


def test_what_a_case_is_about_is_no_fee() -> None:
    found = totals(
        "Gegenstandswert 17.000 €",
        "Vertragsprüfung\t1.481,00 €",
        "Terminsgebühr, Nr. 3104 VV RVG\t470,16 €",
        "Zwischensumme\t1.951,16 €",
        "19 % Umsatzsteuer, Nr. 7008 VV RVG\t370,72 €",
        "Gesamtbetrag\t2.321,88 €",
    )
    assert core(found) == (D("1951.16"), D("370.72"), D("2321.88"))
    assert Labelled.WITHOUT_VAT in found.of_lines


def test_taxes_of_an_airport_are_no_vat() -> None:
    found = candidates(a_sheet("Taxes aéroport YQ/FR/QX\t1\t40,87\t40,87"), Labelled.VAT)
    assert not found


def test_goods_alone_leave_open_what_comes_to_them() -> None:
    found = totals(
        "Descrizione\tQ.tà\tPrezzo\tImporto",
        "Scaletta\t12\t161,45\t1.937,40",
        "Cod.\tDescrizione\tImponibile\tAliq.\tImposta\tScadenza\tTotale merce\t1.937,40",
        "Operazione non imponibile IVA - cessione intracomunitaria, art. 41 D.L. n. 331/1993",
    )
    assert not any(total.is_labelled for total in found.totals.values())


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("Payé en espèces : 1 249,82 € - Reste : 0,00 €", D(0)),
        ("Déjà prélevé\t- 1 249,82 €", D(0)),
        ("Provision versée\t1 249,82 €", D("1249.82")),
        ("Déjà facturé\t1 249,82 €", D("1249.82")),
    ],
)
def test_nothing_is_due_of_what_was_paid(line: str, due: Decimal) -> None:
    found = totals("Dépose\t1\t1 249,82\t1 249,82", "Somme totale\t1 249,82 €", line, _EXEMPT)
    assert values(found)[Labelled.DUE] == due


@pytest.mark.parametrize(
    "lines",
    [
        (
            "Nos prestations se montent ainsi à 2793,03 EUR hors taxes et, avec la TVA à 20 %",
            "(558,61 EUR), à 3351,64 EUR toutes taxes comprises.",
        ),
        (
            "Die Beträge ergeben netto 2793,03 €. Hinzu kommen 20,00% Umsatzsteuer in Höhe von",
            "558,61 EUR, so dass sich ein Rechnungsbetrag von 3351,64 € ergibt.",
        ),
        ("Total HT\t20 % de 2793,03\tTotal TTC", "2793,03 €\t558,61\t3351,64 €"),
    ],
)
def test_vat_in_a_sentence_over_two_rows_or_under_its_basis(lines: tuple[str, ...]) -> None:
    found = totals(*lines)
    assert core(found) == (D("2793.03"), D("558.61"), D("3351.64"))
    assert [(r.rate, r.basis, r.amount) for r in found.rows] == [(D(20), D("2793.03"), D("558.61"))]


def test_without_vat_words_of_a_sentence_tell_the_total() -> None:
    found = totals(
        "Le total de nos prestations est donc de CHF 7335.67 (hors taxe : CHF 7335.67 ;"
        " TVA suisse, 0.00 % : 0.00)."
    )
    assert core(found) == (D("7335.67"), D(0), D("7335.67"))
    paid = totals(
        "Montant net, TVA due par le preneur\t612,50 €", "La somme de 612,50 € est à virer"
    )
    assert core(paid) == (D("612.50"), D(0), D("612.50"))
    assert values(paid)[Labelled.DUE] == D("612.50")


@pytest.mark.parametrize(
    ("lines", "prepaid", "due"),
    [
        (
            ("Mode\tÉchéance\tMontant", "Chèque\t14/10/2026\t120,00", "NET A PAYER\t120,00"),
            None,
            "120",
        ),
        (("Chèque\t120,00", "NET A PAYER\t120,00"), None, "120"),
        (("Mode de paiement\tCarte bancaire", "\tTotal TTC\t120,00"), None, "120"),
        (("CB\t120,00",), "120", "0"),
        (("Déjà versé\tNet facture", "120,00\t0,00"), "120", "0"),
        (("Reçu au RDV\t20,00", "Reste dû pour le 05/08/2026", "EUR 100,00"), "20", "100"),
        (
            ("Votre acompte à la signature, 20,00 EUR, vient en moins : solde de 100,00 EUR.",),
            "20",
            "100",
        ),
        (("20,00 € déjà reçus, 100,00 € à régler d'ici au 25/01/2026",), "20", "100"),
        (("Nach Abzug Ihres Kostenvorschusses von EUR 20,00 verbleiben EUR 100,00.",), "20", "100"),
    ],
)
def test_what_was_paid_is_told_from_how_it_may_be_paid(
    lines: tuple[str, ...], prepaid: str | None, due: str
) -> None:
    found = values(totals("Tot. H.T.\tTot. T.V.A.\tTot. T.T.C.", "100,00\t20,00\t120,00", *lines))
    assert found[Labelled.WITH_VAT] == D(120)
    assert found.get(Labelled.PREPAID) == (None if prepaid is None else D(prepaid))
    assert found[Labelled.DUE] == D(due)


def test_the_vat_in_a_sentence_is_no_payment_and_a_sum_without_it_not_due() -> None:
    found = values(
        totals(
            "1\tAcompte de 30 % à la commande\t8465.70",
            "Le montant de nos prestations s'élève à 8465.70 € hors taxes, plus la TVA au taux de"
            " 20.00 %, soit 1693.14 €, d'où un total toutes taxes comprises de 10158.84 €.",
        )
    )
    assert found[Labelled.WITH_VAT] == D("10158.84")
    assert Labelled.PREPAID not in found
    assert Labelled.DUE not in found


def test_what_was_bought_since_the_beginning_of_the_year_is_no_total() -> None:
    found = totals(
        "HT\t100,00\tCRCA, agence de la Halle",
        "T.V.A. 20 % sur 100,00\t20,00",
        "TTC\t120,00",
        "Depuis le début de la campagne 2026, vous nous avez confié 677,38 EUR TTC de travaux.",
    )
    assert core(found) == (D(100), D(20), D(120))
    assert found.is_sure
