"""Dates: the label tells, and a label of something else must not."""

from dataclasses import replace

import pytest

from pipeline.reading.dates import BARE, find_due_date, find_issue_date
from pipeline.reading.lines import sheet_of
from pipeline.reading.number import find_number
from tests.pipeline.reading.papers import a_page, a_sheet


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Vervaldatum: 24-12-2026", "2026-12-24"),
        ("Uiterste betaaldatum: 24 december 2026", "2026-12-24"),
        ("Scadenze\t24/12/2026", "2026-12-24"),
        ("Vence el: 24-12-2026", "2026-12-24"),
        ("Fecha vto.: 24 de diciembre de 2026", "2026-12-24"),
        (
            "Bitte überweisen Sie den Betrag von 12,00 bis zum 24.12.2026 auf unser Konto",
            "2026-12-24",
        ),
        ("Bis zum 06.12.2026 2 % Skonto, zahlbar bis 24.12.2026 ohne Abzug", "2026-12-24"),
        ("Échéance : 24 déc. 2026 - Pas d'escompte", "2026-12-24"),
    ],
)
def test_due_dates_in_other_words(line: str, day: str) -> None:
    choice = find_due_date(a_sheet(line))
    assert choice is not None
    assert choice.value == day


def test_a_sentence_goes_on_in_the_next_line() -> None:
    lines = "IBAN FR76 4850 - BIC : GZLAFRPPXXX Date limite de paiement :", "24 octobre 2025"
    choice = find_due_date(a_sheet(*lines))
    assert choice is not None
    assert choice.value == "2025-10-24"
    assert find_due_date(a_sheet(lines[0], "", "", lines[1])) is None


def test_the_day_until_which_a_discount_is_given_is_not_the_due_date() -> None:
    assert find_due_date(a_sheet("Zahlbar bis 06.12.2026 mit 2 % Skonto")) is None


def test_issue_and_due_date_are_told_apart() -> None:
    sheet = a_sheet("Échéance : 24/12/2026", "Date de facture : 24/11/2026")
    issued, due = find_issue_date(sheet, find_number(sheet)), find_due_date(sheet)
    assert issued
    assert due
    assert (issued.value, due.value) == ("2026-11-24", "2026-12-24")


def test_a_date_in_a_table_belongs_to_the_header_above_it() -> None:
    sheet = a_sheet("Date\tÉchéance\tClient", "24/11/2026\t24/12/2026\tC-1")
    issued, due = find_issue_date(sheet, find_number(sheet)), find_due_date(sheet)
    assert issued
    assert due
    assert (issued.value, due.value) == ("2026-11-24", "2026-12-24")


def test_without_a_label_the_first_date_is_a_guess() -> None:
    choice = find_issue_date(a_sheet("Boulangerie", "24/11/2026 12:31"))
    assert choice is not None
    assert (choice.value, choice.score) == ("2026-11-24", BARE)


@pytest.mark.parametrize(
    "lines",
    [
        ("Commande du 02/11/2026", "Livré le 20/11/2026", "24/11/2026"),
        ("Avoir 17 en date du\tCommandé le 20/10/2026", "24/11/2026"),
        ("Lieferung\t20.11.2026", "Frau Sommer\t24.11.2026"),
        ("FACTURE", "24/11/2026", "Date\tSoin\tMontant", "20/11/2026\tConsultation\t50,00 €"),
    ],
)
def test_a_guessed_date_is_none_that_something_else_claims(lines: tuple[str, ...]) -> None:
    choice = find_issue_date(a_sheet(*lines))
    assert choice is not None
    assert choice.value == "2026-11-24"


@pytest.mark.parametrize(
    "lines",
    [
        ("N° : 73 Date : 24/11/2026",),
        ("Numero 101470/U del 24.11.2026",),
        ("Köln, 24.11.26", "Leistungszeitraum: 14.11.26"),
        ("Mérignac Cedex 9, le 24/11/2026", "Convention du 02/11/2026"),
        ("Facture A 120 450 - 24/11/26 - Page 1", "Relevé du 20/11/26"),
        ("en date du 24/11/2026",),
        ("Rechnung / Datum: 4711/24.11.2026", "Auftrag / Datum: 22/02.11.2026"),
        ("Client\tDate d'émission", "88\t24/11/2026"),
        ("12 rue Haute, 35000 Rennes", "Rennes le 24/11/2026", "Cordialement le 02/11/2026"),
        ("Période de facturation : 01/10/2026 - 31/10/2026", "Facture - 24/11/2026"),
        ("Date limite de paiement\tCommande n°", "24/12/2026\tPO-88", "Le 24/11/2026"),
        ("Facture de vente, le 24 novembre 2026", "Commande du 20/11/2026"),
        ("Date\t02/11/2026", "de commande", "Date fact. : 24/11/2026"),
        ("Ausgestellt am: 24. November 2026", "Abrechnungszeitraum vom 01.10.2026 bis 31.10.2026"),
    ],
)
def test_dates_as_papers_write_them(lines: tuple[str, ...]) -> None:
    choice = find_issue_date(a_sheet(*lines))
    assert choice is not None
    assert choice.value == "2026-11-24"
    assert choice.score > BARE


@pytest.mark.parametrize(
    "line",
    [
        "Factura FC04-422 de 24/11/2026",
        "Rechnung Nr. FC 234/84 Datum 24. November 2026",
        "Invoice no. FV-2026 dated 24 November 2026",
        "Facture : FTR-294 , le 24 / 11 / 2026",
    ],
)
def test_a_day_may_go_on_with_the_number(line: str) -> None:
    sheet = a_sheet(line, "10/11/2026")
    choice = find_issue_date(sheet, find_number(sheet))
    assert choice is not None
    assert choice.value == "2026-11-24"
    assert choice.is_named


@pytest.mark.parametrize(
    "lines",
    [
        (
            "Facture\tDu\tClient",
            "F-1\t11/10/2026\tC-1",
            "Date\tPrestation\tQté\tP.U.",
            "05/10/2026",
        ),
        ("Date : 20261011 · Échéance : 20261111",),
        ("Leipzig, den 11.10.2026", *[""] * 46, "Datum: 10.10.2026\tZeit: 04:59"),
    ],
)
def test_the_day_of_issue_among_other_days(lines: tuple[str, ...]) -> None:
    choice = find_issue_date(a_sheet(*lines))
    assert choice is not None
    assert choice.value == "2026-10-11"


def test_the_label_of_the_next_row_does_not_go_on_with_that_of_a_date() -> None:
    page = a_page("Date du document\t27/12/2025", "Mode de règlement\tVirement")
    height = 0.55 * page.words[0].h
    words = tuple(
        replace(w, y=page.words[0].y + page.words[0].h + height) if w.y > page.words[0].y else w
        for w in page.words
    )
    choice = find_issue_date(sheet_of((replace(page, words=words),)))
    assert choice is not None
    assert choice.is_named


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (("Date\t15/01/2027", "d'impression", "", "Facture du 14/01/2027"), "2027-01-14"),
        (("Fecha\t06/06/2026", "albarán:", "", "Factura del 15/06/2026"), "2026-06-15"),
    ],
)
def test_the_second_line_of_a_label_tells_which_day_it_names(
    lines: tuple[str, ...], day: str
) -> None:
    found = find_issue_date(a_sheet(*lines))
    assert found is not None
    assert found.value == day


def test_a_day_with_another_label_right_below_it_is_not_that_of_the_label_above() -> None:
    sheet = a_sheet("27/03/2026", "Date de facture", "", "26/04/2026", "Échéance")
    issued, due = find_issue_date(sheet), find_due_date(sheet)
    assert issued is not None
    assert due is not None
    assert (issued.value, due.value) == ("2026-03-27", "2026-04-26")


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("Merci de nous régler avant le 10", "octobre 2026. Pas d'escompte."),
        ("Merci de nous régler avant le 10 octobre", "2026."),
        ("Merci de nous régler avant le 10-10-", "2026."),
    ],
)
def test_a_day_may_be_parted_by_the_end_of_its_line(upper: str, lower: str) -> None:
    choice = find_due_date(a_sheet(upper, lower))
    assert choice is not None
    assert choice.value == "2026-10-10"


@pytest.mark.parametrize(
    "line",
    [
        "Der Betrag von 64,62 € wird am 24. Dezember 2026 von Ihrem Konto abgebucht.",
        "You will be charged automatically for the amount due, on December 24, 2026.",
        "We will collect EUR 12.00 by Direct Debit on or immediately after 24/12/2026.",
        "869,39 € seront prélevés le 24/12/2026 sur votre compte",
    ],
)
def test_a_debit_says_when_it_is_due(line: str) -> None:
    choice = find_due_date(a_sheet(line))
    assert choice is not None
    assert choice.value == "2026-12-24"


def test_a_title_beside_a_row_of_goods_has_not_its_day() -> None:
    found = find_issue_date(
        a_sheet("FACTURE\t11/01/2026\tCouronne\t575,00", "Arrêtée et datée du 08/02/2026")
    )
    assert found is None or found.value != "2026-01-11"


def test_the_day_of_the_invoice_that_is_corrected_is_not_the_date_of_issue() -> None:
    found = find_issue_date(a_sheet("Rectifica la factura E-996 de fecha 14-09-2025."))
    assert found is None or found.score < 0.3


def test_a_day_alone_in_the_cell_behind_the_number_goes_on_with_it() -> None:
    sheet = a_sheet("Relevé", "Facture n° FM 13899\t26/07/2026\tCompte CL07036")
    found = find_issue_date(sheet, find_number(sheet))
    assert found is not None
    assert (found.value, found.score > 0.3) == ("2026-07-26", True)


def test_on_a_credit_note_the_day_of_an_invoice_is_hardly_the_date_of_issue() -> None:
    found = find_issue_date(a_sheet("#Rechnungskorrektur", "Rechnung 94777013 vom 07.10.26"))
    assert found is None or found.score < 0.4


def test_a_day_until_which_less_is_asked_for_is_not_the_due_date() -> None:
    choice = find_due_date(
        a_sheet(
            "zahlbar bis\tAbzug\tZahlbetrag EUR",
            "10.09.26\t3 % Skonto\t2.234,12",
            "02.10.26\trein netto\t2.303,22",
        )
    )
    assert choice is not None
    assert choice.value == "2026-10-02"


def test_a_date_of_issue_whose_label_is_said_in_two_languages() -> None:
    choice = find_issue_date(a_sheet("Datum / Date\t15-09-25"))
    assert choice is not None
    assert (choice.value, choice.is_named) == ("2025-09-15", True)


@pytest.mark.parametrize(
    "lines",
    [
        # From when a term runs.
        (
            "Documento\tData\tPagamento",
            "FATTURA 12\t24/11/2026\tBONIFICO 45 GG DATA FATTURA",
            "\t\tDDT 0084 DEL 20/11/2026",
        ),
        # Another paper, in the cell below a caption.
        (
            "G264305\t24.11.2026\t10011",
            "Rg.-Nr.\tRechn.-Datum\tDeb.-Kto.",
            "",
            "Ihr Lieferschein 026511 v. 21.02.2026 Bolzen",
        ),
        # A number that begins like « du ».
        (
            "N°\tEn date du\tContrat\tClos le",
            "0493\t24/11/2026\tDU-835268\t30/06/2026",
        ),
        # What the invoice is for.
        (
            "Gryon, le 24 novembre 2026",
            "Concerne : facture N° 2026/0070 pour votre séminaire du 13 juillet 2026",
        ),
        # Beside an amount, but under its own head.
        (
            "Pendiente\tFactura n.º\tEmitida",
            "25703,45 €\tA2026-007\t24-11-2026",
            "Vence el 16-12-2026",
        ),
        ("Facture", "24/11/2026", "2026-01101", "", "Date de commande\t22/11/2026"),
        ("À Toulouse, ce 24 11 2026", "Votre ordre confirmé le 12 04 2026"),
        ("Notre facture numéro 12,", "arrêtée à Marseille le 24.11.2026."),
        ("Passage du\t01/11/2026", "Émission\t24/11/2026"),
        (
            "für die Veröffentlichungen stellen wir Ihnen unter der Nummer 2026/A0099 am",
            "24. November 2026 in Rechnung",
        ),
        # Each label names a number and its day.
        (
            "Auftragsnr./Datum\t10085687 / 07.03.2026",
            "Rechnungsnr./Datum\t80085569 / 24.11.2026",
            "Lieferscheinnr./Datum\t80009860 / 21.11.2026",
        ),
        ("factuur 26-292", "24 november 2026 · Opdracht T26-912 · uw kenmerk 454587159"),
        ("Commande passée\tFacture émise\tExpédiée", "20/11/26\t24/11/26\t25/11/26"),
        # « du » goes on with the label of another paper above it.
        (
            "Date du doc. :\t24.11.2026",
            "Livraison :\t80461123",
            "du :\t29.10.2026",
        ),
        ("NUMERO", "0031/V", "DEL", "24/11/26", "VS. ORDINE", "CDE673", "del 09/12/25"),
        # The invoice that a credit note is for.
        (
            "25400 Le Sentier",
            "Le Sentier, le 24 novembre 2026",
            "Concerne :\tNote de crédit n° NC 2026-07",
            "Annule :\tnotre facture du 29 mars 2026",
        ),
        ("Facture VAF-044 établie à La Plaine Saint-Denis, le 24 novembre 2026, pour le bureau",),
        ("1870 Monthey", "Monthey, le mardi 24 novembre 2026", "Facture n° 12"),
        ("Addition - Facture n° R26-233\tmardi 24 novembre 2026 - 12h40",),
        ("FACTURE N° FA26093471\tdu 24/11/26\tClient 411402", "Entré le 12/11/26"),
        ("FACTURE DU MOIS 2062093\tle 24/11/26\tcompte PRO003",),
        ("N° pièce\tLe\tÀ payer le", "L00632053\t24/11/2026\t08/12/2026"),
        (
            "20/10/2026\t21/11/2026\t24/11/2026\t24/12/2026",
            "Devis accepté\tExpédié\tFacturé\tAttendu en paiement",
        ),
        ("77694 Kehl", "Kehl,", "24. November 2026", "Rechnung Nr. 202505811"),
        ("Facture location-entretien BL110257 – du 24/11/2026", "Semaines 44 à 47"),
    ],
)
def test_the_day_of_issue_where_another_could_be_taken_for_it(lines: tuple[str, ...]) -> None:
    sheet = a_sheet(*lines)
    choice = find_issue_date(sheet, find_number(sheet))
    assert choice is not None
    assert (choice.value, choice.score > BARE) == ("2026-11-24", True)


@pytest.mark.parametrize(
    "lines",
    [
        ("Faire parvenir le solde de 4'436.45 au plus tard le", "24 décembre 2026, sans déduction"),
        ("Le montant de CHF 5048.78", "jusqu'au 24 décembre 2026, sans frais"),
        ("Virement sur le FR7668454902045029963917312 (YHNWFRPP), terme fixé au", "24 12 2026."),
        ("sur FR7668454902045029963917312 (YHNWFRPP) pour le", "24.12.2026."),
        ("Nous vous saurions gré de virer la somme de EUR 3’028.40 jusqu'au 24 décembre 2026",),
        ("Montant payable net, sans escompte, jusqu'au 24 décembre 2026 sur notre compte",),
        ("Référence\t26.07\tÀ verser jusqu'au\t24 décembre 2026",),
        ("verser la somme nette de EUR 1 052,50, pour le 24 décembre 2026, par virement",),
        ("le faire parvenir dans les 30 jours, soit d'ici au", "jeudi 24 décembre 2026, sur notre"),
    ],
)
def test_a_sentence_says_when_it_is_due(lines: tuple[str, ...]) -> None:
    choice = find_due_date(a_sheet(*lines))
    assert choice is not None
    assert choice.value == "2026-12-24"


def test_a_head_that_says_of_which_day_the_order_is_heads_no_date_of_issue() -> None:
    found = find_issue_date(a_sheet("Auftrag\tvom\tBlatt", "A048413\t31.12.25\t1"))
    assert found is None or not found.is_named


def test_words_between_a_title_and_a_day_are_the_days_own() -> None:
    found = find_issue_date(a_sheet("Facture", "Commande", "24/11/2026"))
    assert found is None or not found.is_named


@pytest.mark.parametrize(
    "subject",
    [
        "Objet : notre facture n° 2026/19 - réception du 8 octobre 2026",
        "Objet : facture 19, séminaire du 8 octobre 2026",
        "Facture n° 2026/19 : concert du 8 octobre 2026",
    ],
)
def test_what_an_invoice_is_of_has_a_day_of_its_own(subject: str) -> None:
    sheet = a_sheet("33700 Mérignac", "Mérignac, le 11 octobre 2026", subject)
    choice = find_issue_date(sheet, find_number(sheet))
    assert choice is not None
    assert choice.value == "2026-10-11"


def test_a_number_with_a_word_before_its_day_still_has_it() -> None:
    choice = find_issue_date(a_sheet("Facture n° 2026/19 - émise le 11 octobre 2026"))
    assert choice is not None
    assert (choice.value, choice.is_named) == ("2026-10-11", True)


@pytest.mark.parametrize("line", ["du 11/10/2026", "vom 11.10.2026", "datée du 11/10/2026"])
def test_the_day_alone_under_a_number_is_of_its_paper(line: str) -> None:
    sheet = a_sheet("Facture n° 26090688243", line, "Somme prélevée", "le 22/10/2026")
    choice = find_issue_date(sheet, find_number(sheet))
    assert choice is not None
    assert (choice.value, choice.is_named, choice.is_tied) == ("2026-10-11", True, False)


def test_the_day_of_an_order_is_not_that_of_issue_where_both_have_a_number() -> None:
    found = find_issue_date(a_sheet("Auftragsnr./Datum\t10085687 / 07.03.2026"))
    assert found is None or not found.is_named


def test_the_day_under_a_caption_row_that_is_due() -> None:
    lines = "20/10/2026\t21/11/2026\t24/11/2026", "Expédié\tFacturé\tAttendu en paiement"
    choice = find_due_date(a_sheet(*lines))
    assert choice is not None
    assert choice.value == "2026-11-24"
