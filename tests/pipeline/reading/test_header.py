"""Number, dates and type: the label tells, and a label of something else must not."""

from dataclasses import replace

import pytest

from pipeline.reading.header import (
    BARE,
    find_due_date,
    find_issue_date,
    find_number,
    fits_terms,
)
from pipeline.reading.lines import sheet_of
from tests.pipeline.reading.papers import a_page, a_sheet


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (("FACTURE N° F-2026-017",), "F-2026-017"),
        (("Facture n° : 2026/0042", "Date 01/02/2026"), "2026/0042"),
        (("Numéro de facture\tDate\tClient", "F017\t01/02/2026\tC-88"), "F017"),
        (("N° client\tN° facture\tDate", "C-88\tF017\t01/02/2026"), "F017"),
        (("Invoice number: INV-0042",), "INV-0042"),
        (("Rechnungsnummer\tRE-2026-9",), "RE-2026-9"),
        (("Avoir n° AV-12",), "AV-12"),
        (("Facture FA 2026-118 du 03/04/2026",), "FA 2026-118"),
        (("Factura nº 2026-77",), "2026-77"),
        (("Factuurnummer: 20260042",), "20260042"),
        (("Facture n° A 123 456", "SIREN 732 829 320"), "A 123 456"),
        (("Facture n° 78-64-4164",), "78-64-4164"),
        (("N° facture : 2026/04/0003",), "2026/04/0003"),
        (("FACTURE établie le 26/03/2026 sous le numéro 262752152",), "262752152"),
        (("Document no. 2026/03/0088",), "2026/03/0088"),
        (("Credit memo #: A0046694",), "A0046694"),
        (("Facture\tDate\tÉchéance", "6995148\t15/09/2026\t29/09/2026"), "6995148"),
        (("Facture de vente\tLSG/26/633",), "LSG/26/633"),
        (("Factuurnr.: 2026-118",), "2026-118"),
        (("Klantnummer\tDocumentnummer\tDatum", "C-88\t26531\t01-02-2026"), "26531"),
        (("Num. doc.\tData doc.\tCod. cliente", "2026/08/0872\t01/02/2026\t411"), "2026/08/0872"),
        (("Fattura n. 12/2026 del 03/04/2026",), "12/2026"),
        (("Factura núm. A26-7", "Fecha de expedición 03/04/2026"), "A26-7"),
        (("Faktura Nr. 2026-040",), "2026-040"),
        (("Inv. No.\tFV 25/4368", "A/C No\tC-88"), "FV 25/4368"),
        (("Schlussrechnung Bau (877) Nr. 210113 vom 30.06.2026",), "210113"),
        (("Numéro : 8", "Date : 01/02/2026"), "8"),
        (("FACTUUR", "Klantnr.\tDatum", "C6584\t01-02-2026", "Factuur nr.\t77"), "77"),
        (("Rechnungskorrektur: 101604/K", "Zu Rechnung: FC60679"), "101604/K"),
        (("FATTURA DIFFERITA num. FAC0042 del 17/03/2026",), "FAC0042"),
        (("Nos réf. : 2026-44", "Vos réf. : BC7225"), "2026-44"),
        (
            ("Numéro / Nummer :\t49-40-9600", "Date facture / Factuurdatum :\t22/11/2026"),
            "49-40-9600",
        ),
        (("INVOICE No.L 899 677\t67 Queens Walk",), "L 899 677"),
        (("Invoice\t132 Mill Lane", "Reference\tTax date", "FV 25/3809\t22/10/2026"), "FV 25/3809"),
        (("Numéro\tDate\tClient", "47\t19/07/2026\tCL0473"), "47"),
        (("Facture 62 du 01/05/2026",), "62"),
        (("N° : 2026/03/0006 Date facture : 25 / 03 / 2026",), "2026/03/0006"),
        (("Creditnota voor factuur\tNummer\tDatum", "FA41617\t7814785\t30/10/2026"), "7814785"),
        (("Pièce\tDate pièce\tClient", "JNK/26/518\t23/03/2026\tCL069"), "JNK/26/518"),
        (("Beleg-Nr.: 2026-004/29.06.26",), "2026-004"),
        (("N° de facture : A 8377",), "A 8377"),
        (("Num. facture\tDate", "F 1539685\t12/03/2026"), "F 1539685"),
        (("Facture - 2026-534287",), "2026-534287"),
        (("Fact. n° VE00160", "Sur facture n° : C54889"), "VE00160"),
        (("Rg.-Nr. :\tFTR-26-0022",), "FTR-26-0022"),
        (("Documento nº: F-2027/26855",), "F-2027/26855"),
        (("Rechnungsnummer (bitte angeben) : SI-38",), "SI-38"),
        (("Facture numéro\tRéférence client :\t4111607", "B 1117983"), "B 1117983"),
        (("Rechnung / Datum: 20260813-9/13. August 2026",), "20260813-9"),
        (("Facture – n° 104004/M – émise le 24/11/2026",), "104004/M"),
        (("Facture\tFC12762", "d'origine", "", "Numéro\tFA2610-2367"), "FA2610-2367"),
    ],
)
def test_numbers(lines: tuple[str, ...], number: str) -> None:
    choice = find_number(a_sheet(*lines))
    assert choice is not None
    assert choice.value == number


@pytest.mark.parametrize(
    "line",
    [
        "N° client C-881",
        "Commande n° 4512",
        "Bon de livraison n° 7781",
        "N° de TVA FR44732829320",
        "Téléphone n° 01 23 45 67 89",
        "Concerne la facture\tFC78332",
        "Facture n° 06-nov-2025",
        "Totale fattura\t1.963,71",
        "Invoice\t12,963.71",
        "Zu Rechnung: FC60679",
    ],
)
def test_numbers_of_other_things(line: str) -> None:
    assert find_number(a_sheet(line)) is None


def test_the_invoice_that_a_credit_note_cancels_is_not_its_number() -> None:
    choice = find_number(a_sheet("Avoir n° AV-12", "Annule la facture d'origine n° F-11"))
    assert choice is not None
    assert choice.value == "AV-12"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Vervaldatum: 24-12-2026", "2026-12-24"),
        ("Uiterste betaaldatum: 24 december 2026", "2026-12-24"),
        ("Scadenze\t24/12/2026", "2026-12-24"),
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


def test_the_day_until_which_a_discount_is_given_is_not_the_due_date() -> None:
    assert find_due_date(a_sheet("Zahlbar bis 06.12.2026 mit 2 % Skonto")) is None


def test_a_street_under_a_title_is_not_the_number() -> None:
    assert find_number(a_sheet("Facture", "12 rue des Lilas", "44000 NANTES")) is None


def test_what_was_beaten_is_kept_as_a_candidate() -> None:
    choice = find_number(a_sheet("Facture n° F-12", "Référence\tR-77"))
    assert choice is not None
    assert choice.value == "F-12"
    assert [value for value, _ in choice.others] == ["R-77"]


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
    ("terms", "due", "fits"),
    [
        ("Paiement à 30 jours", "2026-12-24", True),
        ("Paiement à 30 jours", "2026-12-23", False),
        ("Payable à réception", "2026-11-24", True),
        ("Paiement à 45 jours fin de mois", "2027-01-08", False),
    ],
)
def test_terms(terms: str, due: str, fits: bool) -> None:
    assert fits_terms(a_sheet(terms), "2026-11-24", due) is fits


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (("N° : 2026/03/0006 Date facture : 25 / 03 / 2026",), "2026/03/0006"),
        (("N° : 3 Date de facturation : 07/01/2026",), "3"),
        (("FACTURE I 827 779 en date du 26/11/2026",), "I 827 779"),
        (("Rechnung # RE-20171118/506 von 18.11.2017",), "RE-20171118/506"),
    ],
)
def test_numbers_beside_dates(lines: tuple[str, ...], number: str) -> None:
    choice = find_number(a_sheet(*lines))
    assert choice is not None
    assert choice.value == number


def test_a_column_of_codes_heads_no_number() -> None:
    sheet = a_sheet("Référence\tDésignation\tQté\tMontant", "EJ222\tVis\t1\t2,00")
    assert find_number(sheet) is None


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
