"""Number: the label tells, a label of something else must not; what is printed in groups is one."""

from dataclasses import replace

import pytest

from pipeline.reading.dates import find_issue_date
from pipeline.reading.fields import Context, read_fields
from pipeline.reading.lines import sheet_of
from pipeline.reading.number import find_number
from pipeline.reading.whole_numbers import is_whole
from pipeline.reading.words import Page
from storage.domain.field import Witness
from storage.domain.invoice import FieldName
from tests.pipeline.reading.papers import WIDTH, a_page, a_sheet


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
        (("\tVertrags-Nr.\tKundennr.", "RECHNUNG #\tMV-15600\tCL035203", "SO0224A"), "SO0224A"),
        (("Facture n° 10 524 016 748",), "10 524 016 748"),
        (("Facture client FAC/2026/05/0720",), "FAC/2026/05/0720"),
        (("N° de facture\t42, chemin du Moulin", "M5412896-0926"), "M5412896-0926"),
        (("FACTURE / FACTUUR", "Contrat / Contract NZ-381355", "N° 2026/2550"), "2026/2550"),
        (("Facture de soins n° 260313-71 établie le 13 mars 2026",), "260313-71"),
        (("FATTURA DI VENDITA n° 019/A",), "019/A"),
        (("NOTA DI ACCREDITO numero NC-2026-001",), "NC-2026-001"),
        (("Nº FACT 0001330-FR",), "FACT 0001330-FR"),
        (("Nr. FACT-25-605",), "FACT-25-605"),
        (("Credit Note Number\tBristol BS1 6QH", "CN-0067"), "CN-0067"),
        (("RECHNUNG", "Nummer\tHRB 706241", "B-2026/10677"), "B-2026/10677"),
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


def test_a_street_under_a_title_is_not_the_number() -> None:
    assert find_number(a_sheet("Facture", "12 rue des Lilas", "44000 NANTES")) is None


def test_what_was_beaten_is_kept_as_a_candidate() -> None:
    choice = find_number(a_sheet("Facture n° F-12", "Référence\tR-77"))
    assert choice is not None
    assert choice.value == "F-12"
    assert [value for value, _ in choice.others] == ["R-77"]


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


_CAPTIONS = ("Numéro de facture\tDate de facture\tÀ payer avant le", "", "Désignation")
_GROUPED = (
    "C 520 390",
    "I 972 179 004",
    "FA 2026 0412",
    "F 2026 0412",
    "2026 0412",
    "2026 05 0412",
    "2026 / 0412",
    "2026 - 0412",
    "12 345 678",
    "4410 2214 90",
    "FACT 2026-118 403",
    "12/410 388",
    "26 AB 4410",
    "580112 K",
    "KLM 4410 2214",
)


@pytest.mark.parametrize("number", _GROUPED)
@pytest.mark.parametrize(
    "line",
    [
        "Facture n° {}",
        "Numéro de facture :\t{}",
        "Facture n° {} du 12/03/2026",
        "Veuillez trouver notre facture n° {}, datée du 12 mars 2026.",
        "Rechnungsnummer: {}",
        "Invoice no. {} dated 12 March 2026",
        "Fattura n. {} del 12/03/2026",
        "Factura nº {} de fecha 12/03/2026",
        "Factuurnummer: {}",
        "FACTURE N° {}\tDU 12/03/2026",
    ],
)
def test_a_number_in_groups_is_read_whole(line: str, number: str) -> None:
    sheet = a_sheet(line.format(number))
    choice = find_number(sheet)
    assert choice is not None
    assert choice.value == number
    assert is_whole(sheet, choice)


@pytest.mark.parametrize(
    "lines",
    [
        ("44000 NANTES", "", "#F-2026-041\t12/03/2026\t11/04/2026", *_CAPTIONS),
        ("44000 NANTES", "", "F-2026-041\t12/03/2026\t11/04/2026", *_CAPTIONS),
    ],
)
def test_a_label_may_be_a_caption_below_its_value(lines: tuple[str, ...]) -> None:
    fields = read_fields((a_page(*lines),), Context()).fields
    values = (fields[FieldName.NUMBER].value, fields[FieldName.DUE_DATE].value)
    assert values == ("F-2026-041", "2026-04-11")


@pytest.mark.parametrize(
    "lines",
    [
        # Larger than what stands over it: a title; nearer to what is above; under its own label.
        ("F-2026-041", "#FACTURE N°"),
        ("N° client\tC-88", "4711", "N° facture"),
    ],
)
def test_what_stands_over_a_label_need_not_be_its_value(lines: tuple[str, ...]) -> None:
    assert find_number(a_sheet(*lines)) is None


def _spread(page: Page, first: str, gap: float) -> Page:
    """Move words from the last groups on to the right, by so many points more for each."""
    words, moved = [], 0.0
    for word in page.words:
        moved += gap if word.text == first or moved else 0.0
        words.append(replace(word, x=word.x + moved / WIDTH))
    return replace(page, words=tuple(words))


@pytest.mark.parametrize("gap", [0.0, 4.0, 8.0, 12.0])
def test_groups_may_stand_far_apart(gap: float) -> None:
    sheet = sheet_of((_spread(a_page("Facture n° C 520 390"), "520", gap),))
    choice = find_number(sheet)
    assert choice is not None
    assert (choice.value, is_whole(sheet, choice)) == ("C 520 390", True)


@pytest.mark.parametrize(
    "lines",
    [
        ("Facture n° F2026041 12",),
        ("Facture n° A-40957 436",),
        ("Facture N 455 949",),
        ("Facture n° 4711 30021",),
        ("Numéro de facture :\tF-2026-", "\t041"),
        ("Numéro de facture", "C 520", "390"),
        ("Facture n° C 520", "Numéro de facture : C 520 390"),
        ("Facture n° 123456 FAC",),
    ],
)
def test_what_may_be_a_part_has_no_second_witness(lines: tuple[str, ...]) -> None:
    more = ("Date de facture : 12/03/2026", "Référence à rappeler lors du virement : A-40957 436")
    field = read_fields((a_page(*lines, *more),), Context()).fields[FieldName.NUMBER]
    assert set(field.witnesses) <= {Witness.LABEL}
    assert field.certainty is None


@pytest.mark.parametrize(
    "lines",
    [
        ("FACTURE N° 26846\tDU 03.04.2026\tCLIENT 411648",),
        ("Numéro de facture :\t2026-041", "Numéro de client :\t4711"),
        ("Numéro de facture\tDate\tClient", "F017\t01/02/2026\t88"),
        ("Facture n° 10234 du 12/03/2026",),
        ("FACTURE N FAC-2024-0042",),
        ("Facture n° R-920022\t214, chemin du Moulin",),
        ("Facture n° F-2026-041 pour le chantier 12",),
    ],
)
def test_what_stands_beside_a_number_and_has_a_role_is_no_part_of_it(
    lines: tuple[str, ...],
) -> None:
    sheet = a_sheet(*lines)
    choice = find_number(sheet)
    assert choice is not None
    assert is_whole(sheet, choice)


@pytest.mark.parametrize(
    ("reference", "is_witness"),
    [("C 520 390", True), ("C520390", True), ("C 520 3901", False), ("XC520390", False)],
)
def test_a_payment_reference_names_the_number_and_no_longer_one(
    reference: str, is_witness: bool
) -> None:
    page = a_page("Facture n° C 520 390", f"Référence du virement : {reference}")
    witnesses = read_fields((page,), Context()).fields[FieldName.NUMBER].witnesses
    assert (Witness.PAYMENT_REFERENCE in witnesses) is is_witness


@pytest.mark.parametrize(
    ("line", "is_witness"),
    [
        ("Bitte bei Zahlung angeben: F-2026-017", True),
        ("Causale del bonifico: F-2026-017", True),
        ("Please quote F-2026-017 with your payment", True),
        ("Betaling onder vermelding van F-2026-017", True),
        ("Concepto de la transferencia: F-2026-017", True),
        ("Votre commande F-2026-017 : virement reçu", False),
        ("Voir aussi F-2026-017", False),
    ],
)
def test_what_is_to_be_stated_with_the_payment_is_a_witness(line: str, is_witness: bool) -> None:
    page = a_page("Facture n° F-2026-017", "", line)
    witnesses = read_fields((page,), Context()).fields[FieldName.NUMBER].witnesses
    assert (Witness.PAYMENT_REFERENCE in witnesses) is is_witness


def test_the_invoice_that_is_corrected_has_its_label_in_two_lines() -> None:
    lines = (
        "Factura rectificativa : FT-151225",
        "Código\tFactura\t455010500",
        "cliente :\trectificada :",
    )
    found = find_number(a_sheet(*lines))
    assert found is not None
    assert found.value == "FT-151225"


@pytest.mark.parametrize("number", ["0000123456", "F 00191-2025-09", "0015-2026-0042"])
def test_a_number_may_begin_with_noughts(number: str) -> None:
    found = find_number(a_sheet(f"Facture n° {number}", "Tél. 0033240123456"))
    assert found is not None
    assert found.value == number


def test_a_payment_reference_is_no_second_witness_of_itself() -> None:
    page = a_page("Facture n° F-2026-017, à rappeler lors du virement")
    witnesses = read_fields((page,), Context()).fields[FieldName.NUMBER].witnesses
    assert Witness.PAYMENT_REFERENCE not in witnesses


def test_a_file_name_names_the_number_and_no_longer_one() -> None:
    page = a_page("Facture n° C 520 390")
    for name, is_witness in (("Facture_C520390.pdf", True), ("C5203901.pdf", False)):
        fields = read_fields((page,), Context(file_name=name)).fields
        assert (Witness.FILE_NAME in fields[FieldName.NUMBER].witnesses) is is_witness


@pytest.mark.parametrize("number", ["26 0164444", "T27 42876056"])
def test_two_groups_alone_in_their_cell_are_one_number_that_may_be_a_part(number: str) -> None:
    choice = find_number(a_sheet(f"Pièce n° : {number}"))
    assert choice is not None
    assert (choice.value, choice.places[0].value.is_whole) == (number, False)


def test_identifiers_of_a_company_are_no_number() -> None:
    assert find_number(a_sheet("Seine Nummer: FR44 732 829 320")) is None
    lines = "immatriculée", "sous le n° 732829320 - N° TVA FR44732829320"
    assert find_number(a_sheet(*lines)) is None


@pytest.mark.parametrize(
    "lines",
    [
        ("Avoir AVR-00156 du 8 décembre 2025, en annulation partielle de la facture FA29111",),
        ("Rechnungskorrektur", "Bel.-Nr.\tBel.-Dat.", "AVR-00156\t06.11.25",
         "Bezug:\tRechnung FA29111 vom 07.10.25"),
        ("Note de crédit", "Numéro/Date\tAVR-00156 / 24.11.2025", "Facture de réf.\tFA29111"),
    ],
)  # fmt: skip
def test_a_credit_note_has_not_the_number_of_its_invoice(lines: tuple[str, ...]) -> None:
    found = find_number(a_sheet(*lines))
    assert found is not None
    assert found.value == "AVR-00156"


def test_on_a_credit_note_the_only_number_of_an_invoice_is_hardly_its_own() -> None:
    found = find_number(a_sheet("#Rechnungskorrektur", "Rechnung 94777013 vom 07.10.26"))
    assert found is None or found.score < 0.5


def test_number_and_day_have_one_label() -> None:
    sheet = a_sheet(
        "Facture",
        "Numéro/Date\t8000037673 / 28.02.2026",
        "N° commande/Date\tC13448 / 16.02.2026",
    )
    number = find_number(sheet)
    issued = find_issue_date(sheet, number)
    assert number is not None
    assert issued is not None
    assert (number.value, issued.value) == ("8000037673", "2026-02-28")


def test_the_roll_of_an_order_is_not_the_number() -> None:
    choice = find_number(
        a_sheet("Inscrite au tableau de", "l'Ordre sous le n° 2002K0074", "", "Note n° H26-108")
    )
    assert choice is None or choice.value != "2002K0074"


def test_a_caption_below_a_value_says_whose_it_is() -> None:
    choice = find_number(
        a_sheet(
            "FACTURE DE VENTE",
            "411101\t003\t007-030040\t01-10-25",
            "Votre compte\tRep.\tNuméro\tDate",
            "",
            "Référence\tDésignation\tQté\tMontant H.T.",
        )
    )
    assert choice is not None
    assert choice.value == "007-030040"


@pytest.mark.parametrize("label", ["Factuur nr. / No.", "Factuurnr. / Facture n°"])
def test_a_label_may_be_said_again_in_another_language(label: str) -> None:
    choice = find_number(a_sheet(f"{label}\tVF2500590"))
    assert choice is not None
    assert (choice.value, choice.score) == ("VF2500590", 1.0)


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        # A sentence goes on in the next line.
        (("notre facture, qui porte le n°", "ES/2602/47, arrêtée à Lyon"), "ES/2602/47"),
        (("stellen wir Ihnen unter der Rechnungs-Nr.", "2089540 am 30. Mai 2026"), "2089540"),
        # Under a title, below its day.
        (("Facture", "28/07/2026", "2026-01101"), "2026-01101"),
        (("Concerne : note d'hôtel no 0949 pour votre séjour",), "0949"),
    ],
)
def test_a_number_on_the_line_after_its_label(lines: tuple[str, ...], number: str) -> None:
    choice = find_number(a_sheet(*lines))
    assert choice is not None
    assert choice.value == number


@pytest.mark.parametrize("number", ["0727 / V1", "AV00416 / 26", "12 / 26"])
def test_a_number_may_have_its_series_behind_a_stroke(number: str) -> None:
    choice = find_number(a_sheet("Tipo\tNumero\tData", f"FATTURA\t{number}\t20/02/2026"))
    assert choice is not None
    assert choice.value == number


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (("Rechnung", "Nummer\tG 26-020\tZu Faktura\t7002210"), "G 26-020"),
        (("Numero\tData", "V1/4899\t18/12/2025", "Diritti\tNR\t10\t24,45\t244,50"), "V1/4899"),
        (("Rechnung", "Unsere Nummer\tR 26-0415\tKommission\tK-00024"), "R 26-0415"),
        (("Réf. 26980132 (à rappeler), établi le 14 août 2026",), "26980132"),
        (("Appel n° COT-26-0050 (à rappeler)",), "COT-26-0050"),
        (
            (
                *("Faktura", "Nummer/Datum", "9008187867 / 28.03.2026"),
                *("Auftrag/Datum", "1568235 / 09.03.2026"),
            ),
            "9008187867",
        ),
        (("Facture d'entretien", "Notre facture\t27100708", "Contrat\tEQ-415313"), "27100708"),
        # What goes on below a number speaks of something else.
        (("Facture F26-053", "pour la commande AUD", "Réf. JP45 · 10 × 12,57 € HT"), "F26-053"),
        (("Facture location-entretien BL110257 – du 24 novembre 2026",), "BL110257"),
        (("FACTURE COMPTE N° 767303/26\t12-01-2026",), "767303/26"),
        (("Facture de commande FR08-0094229", "Commande : CW03188056"), "FR08-0094229"),
        (("Facturé à\tFacture (TTC)", "GROUPE NOVCOURT\tINV-2026-0912"), "INV-2026-0912"),
        (("Small Grids Forum\tVAT invoice", "Dublin\tC0051/26"), "C0051/26"),
        (("te voldoen", "rekening\t€ 16.525,50", "2026.002\tuiterlijk 17 december"), "2026.002"),
        (("Our Inv.\tDate/Tax Point\tOrder No.", "05588\t21/11/2026\tC39470"), "05588"),
        (("Doc. de facturation : AVE260", "Avoir", "Réf. facture : 9004578813"), "AVE260"),
        (("Facture d'honoraires\tPce FC095269 du 12/11/2026 Jal VT Cpte 4110",), "FC095269"),
    ],
)
def test_the_number_among_others(lines: tuple[str, ...], number: str) -> None:
    choice = find_number(a_sheet(*lines))
    assert choice is not None
    assert choice.value == number


def test_the_reference_of_an_article_is_no_number() -> None:
    assert find_number(a_sheet("Réf. JP455478 · 10 × 12,57 € HT · remise 20,00 %")) is None


def test_a_label_of_every_article_is_none_of_the_paper() -> None:
    articles = ("Réf. LP6416\tTVA 20 %", "Réf. ER2462\tTVA 20 %", "Réf. GF3727\tTVA 5,5 %")
    for rows, number in ((articles[:1], "LP6416"), (articles, "202698025")):
        choice = find_number(a_sheet("FACTURE", *rows, "Numéro\t202698025"))
        assert choice is not None
        assert choice.value == number


def test_a_label_right_under_the_title_is_the_papers() -> None:
    choice = find_number(a_sheet("Réf. LP6416\t59,64", "Facture", "Numéro\t202698025"))
    assert choice is not None
    assert choice.value == "202698025"


def test_a_title_over_label_and_value_is_no_head_of_the_value() -> None:
    for over, number in (("Commande OMNANRARY DU CLIENT", "FC25-0626"), ("\tVertrags-Nr.", None)):
        choice = find_number(a_sheet(over, "Facture n°\tFC25-0626"))
        assert (choice and choice.value) == number
