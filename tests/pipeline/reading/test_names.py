"""Names: what prints large, over an address, before a legal form, in a domain, agrees."""

import pytest

from pipeline.reading.buyers import Known, find_own_name, likely_buyers
from pipeline.reading.lines import Sheet
from pipeline.reading.name_texts import core_of, is_name
from pipeline.reading.name_words import BUYER_BLOCK
from pipeline.reading.named_blocks import in_block
from pipeline.reading.names import SURE, find_other_name
from pipeline.reading.places import country_at, home_of
from tests.pipeline.reading.papers import INVOICE, a_sheet


def seller(sheet: Sheet, own_name: str = "") -> tuple[str, bool]:
    name = find_other_name(sheet, frozenset(), own_name)
    assert name is not None
    return name.text, name.score >= SURE


def test_before_the_legal_form() -> None:
    assert seller(a_sheet(*INVOICE)) == ("Ateliers Morvan", True)


def test_large_over_an_address() -> None:
    sheet = a_sheet("#Maison Brulard", "12 rue des Lilas", "44000 NANTES", "Tél. 02 40 00 00 00")
    assert seller(sheet) == ("Maison Brulard", True)


def test_in_the_line_above_the_window() -> None:
    sheet = a_sheet(
        "Werkzeug Ramonet GmbH · Industriestraße 62 · 70173 Neustadt",
        "Beispiel AG",
        "Feldstraße 34",
    )
    assert seller(sheet) == ("Werkzeug Ramonet GmbH", True)


def test_in_a_block_of_its_own() -> None:
    sheet = a_sheet("Émetteur\tDestinataire", "Tricatel\tBurger Exemple", "3 rue X\t4 rue Y")
    assert seller(sheet) == ("Tricatel", True)


def test_a_domain_decides_between_two() -> None:
    sheet = a_sheet("Brulard\tMorvan Conseil", "contact@morvan-conseil.example")
    assert seller(sheet)[0] == "Morvan Conseil"


def test_two_lines_of_one_name() -> None:
    sheet = a_sheet("#Lumen Gaz", "#& Électricité", "contact@lumen-gaz-electricite.example")
    assert seller(sheet)[0] == "Lumen Gaz & Électricité"


def test_the_buyer_is_not_the_seller() -> None:
    sheet = a_sheet("#Cabinet Exemple", "12 rue des Lilas", "Atelier Morvan")
    assert seller(sheet, own_name="Cabinet Exemple")[0] == "Atelier Morvan"
    assert find_other_name(a_sheet("Client :", "Cabinet Exemple"), frozenset(), "") is None


def test_a_lone_word_is_a_guess() -> None:
    text, is_sure = seller(a_sheet("Récapitulatif\tMorvan"))
    assert not is_sure
    assert text


def test_the_dossier_is_found_by_its_name() -> None:
    name = find_own_name(a_sheet(*INVOICE), "CABINET EXEMPLE", Known())
    assert name is not None
    assert (name.text, name.line.text) == ("Cabinet Exemple", "Cabinet Exemple")


def test_an_unknown_buyer_is_found_in_its_block() -> None:
    name = find_own_name(a_sheet(*INVOICE), "", Known())
    assert name is not None
    assert name.text == "Cabinet Exemple"


def test_an_unknown_buyer_stands_over_its_address_on_the_right() -> None:
    sheet = a_sheet(
        "#Maison Brulard",
        "12 rue des Lilas",
        "44000 NANTES",
        "\t\tOllivault Distribution",
        "\t\t151 place des Tilleuls",
        "\t\t97429 SAINT-AUBIN",
        "Facture n° 12",
    )
    name = find_own_name(sheet, "", Known(seller=find_other_name(sheet, frozenset(), "")))
    assert name is not None
    assert (name.text, name.score >= SURE) == ("Ollivault Distribution", True)
    assert country_at(sheet, name, home_of(sheet)) == "FR"


@pytest.mark.parametrize(
    ("lines", "country"),
    [
        (("75001 PARIS", "Facture 1"), "FR"),
        (("1000 Bruxelles", "BELGIQUE", "Facture 1"), "BE"),
        (("70173 Neustadt", "Rechnung 1"), "DE"),
        (("4711 Neustadt", "Rechnung 1"), None),
    ],
)
def test_countries_of_addresses(lines: tuple[str, ...], country: str | None) -> None:
    sheet = a_sheet("Maison Brulard", "12 rue des Lilas", *lines)
    name = find_other_name(sheet, frozenset(), "")
    assert name is not None
    assert country_at(sheet, name, home_of(sheet)) == country


@pytest.mark.parametrize(
    "text",
    [
        "Facture n° 12",
        "12 rue des Lilas",
        "75001 PARIS",
        "Station Road, 21",
        "Tél. 01",
        "***",
        "Date :",
        "VAT Number",
        "Agence",
        "Filiale de Kermor SAS",
        "Commissaires de justice associés",
        "Office de commissaire de justice",
        "Commissionnaire en douane agréé",
        "Cedente/prestatore (fornitore)",
        "Entrega intracomunitaria",
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    "text", ["Cabinet d'avocats Morvan", "Étude Morvan", "Experts Morvan SARL", "Notaires du Lac"]
)
def test_names_with_a_trade_in_them(text: str) -> None:
    assert is_name(text)


def test_first_in_the_row_of_its_particulars() -> None:
    row = "MAISON TAVRIDAN - 71 avenue Exemple, 03200 Vichy - Siret 749 014 593 00026"
    name = find_other_name(
        a_sheet("Facture", "Mode de paiement", "", row), frozenset({(2, 60)}), ""
    )
    assert name is not None
    assert name.text == "MAISON TAVRIDAN"


def test_the_factor_to_be_paid_is_not_the_seller() -> None:
    sheet = a_sheet(
        "Emploi Quenbois SA",
        "127 rue des Tilleuls",
        "",
        "Paiement libératoire à l'ordre de CORRON AFFACTURAGE SNC, par subrogation",
    )
    assert seller(sheet)[0] == "Emploi Quenbois SA"


@pytest.mark.parametrize("text", ["Bâtiment C", "Immeuble Le Carré", "2ème étage", "À payer"])
def test_parts_of_an_address_and_labels_are_no_names(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize("text", ["Bâtiment Golron SARL", "Résidence de la Poste"])
def test_names_that_look_like_parts_of_an_address(text: str) -> None:
    assert is_name(text)


def test_the_sender_in_small_print_between_commas() -> None:
    sheet = a_sheet(
        "Technik Javlin GmbH, Hauptstraße 25, 04109 Leipzig",
        "Datum:\t12.12.2026",
        "Auftrags-Nr.:\t4711",
    )
    assert seller(sheet) == ("Technik Javlin GmbH", True)


def test_at_the_foot_over_an_address() -> None:
    room = ("",) * 42
    sheet = a_sheet("Rechnung", *room, "Technik Javlin GmbH\tIBAN", "Hauptstraße 25\tBIC")
    assert seller(sheet)[0] == "Technik Javlin GmbH"


@pytest.mark.parametrize(
    "text",
    ["Auftrags-Nr.", "Ihre Bestellung", "Une question ?", "Klantnummer", "Cie SARL", "Scadenza"],
)
def test_labels_and_rests_of_names_are_no_names(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize("text", ["Comptoir Mirebeau SARL", "Corvamont & Saulin B.V."])
def test_names_that_begin_like_a_rest(text: str) -> None:
    assert is_name(text)


def test_two_lines_in_large_print_are_one_logo() -> None:
    sheet = a_sheet("#Matériaux", "#Tavmont BV", "125 rue du Pont", "7500 Tournai", "Facture 1")
    assert seller(sheet)[0] == "Matériaux Tavmont BV"


def test_a_domain_without_one_letter_of_the_name() -> None:
    sheet = a_sheet("Brulard\tMatériaux Morvan", "contact@matriauxmorvan.example")
    assert seller(sheet)[0] == "Matériaux Morvan"


def test_identifiers_in_another_column_are_not_the_names() -> None:
    sheet = a_sheet("Siret 12345\tKercebois SCOP", "Siret 796 381 044 00042\t111 rue X")
    with_ids = find_other_name(sheet, frozenset({(1, 6)}), "")
    without = find_other_name(sheet, frozenset(), "")
    assert with_ids is not None
    assert without is not None
    assert with_ids.score == without.score


def test_a_name_beside_its_address_is_not_the_one_over_the_buyers() -> None:
    sheet = a_sheet(
        "Ardron & Velleux\t\t73 rue Haute",
        "FACTURE\t\t69002 Lyon",
        "\t\tTél. 04 00 00 00 00",
        "",
        "Cabinet Exemple SARL",
        "1 rue Basse",
        "69003 Lyon",
    )
    name = find_other_name(sheet, frozenset(), "", likely_buyers(sheet, Known()))
    assert name is not None
    assert name.text == "Ardron & Velleux"
    buyer = find_own_name(sheet, "", Known(seller=name))
    assert buyer is not None
    assert buyer.text == "Cabinet Exemple SARL"


@pytest.mark.parametrize("title", ["Représentant fiscal :", "Mandataire fiscal"])
def test_a_name_under_the_title_of_a_third_party(title: str) -> None:
    sheet = a_sheet(
        "#Ardron Trading Ltd",
        "",
        title,
        "Dalbec Services SARL",
        "12 rue des Lilas",
        "44000 NANTES",
        "TVA FR44732829320",
    )
    assert seller(sheet)[0] == "Ardron Trading Ltd"


def test_whom_a_platform_sells_for() -> None:
    sheet = a_sheet(
        "Place Exemple SAS",
        "12 rue des Lilas",
        "44000 NANTES",
        "Tél. 02 40 00 00 00",
        "",
        "Articles vendus par Boutique Ardron, 3 rue Basse 69003 Lyon, SIRET 732 829 320 00074",
    )
    assert seller(sheet)[0] == "Boutique Ardron"


def test_below_a_customers_number_no_name_stands() -> None:
    sheet = a_sheet("Kunde:\tC68096", "Vorgang", "Dalbec Services AG", "Hauptstraße 2")
    assert not list(in_block(sheet, BUYER_BLOCK))


def test_a_legal_form_alone_is_no_name() -> None:
    assert core_of("UG (haftungsbeschränkt)") == ""


def test_a_row_of_particulars_whose_street_has_its_number_behind() -> None:
    sheet = a_sheet(*[""] * 40, "Dalquet SA | rue du Lac 201 | CH-1950 Sion")
    assert seller(sheet)[0] == "Dalquet SA"


def test_a_part_of_the_buyers_name_is_not_the_sellers() -> None:
    sheet = a_sheet(
        *("#Kermor &", "#Dalbec SAS", "8 quai Sud", "44000 Nantes", ""),
        *("Livré à", "Kermor & Dalbec SAS", "8 quai Sud", "44000 Nantes", "", "Morvan"),
    )
    found = find_other_name(sheet, frozenset(), "")
    assert found is None or "Dalbec" not in found.text


@pytest.mark.parametrize(
    ("labels", "named"),
    [
        ("Cedente/prestatore (fornitore)\tCessionario/committente (cliente)", "Denominazione: "),
        ("Émetteur ou Émettrice\tClient ou Cliente", ""),
    ],
)
def test_a_label_that_says_it_twice(labels: str, named: str) -> None:
    sheet = a_sheet(labels, f"{named}Morvan Sud\t{named}Kermor Nord", "Via Roma 1\tVia Verdi 2")
    assert seller(sheet)[0] == "Morvan Sud"
    assert [name.text for name in in_block(sheet, BUYER_BLOCK)][:1] == ["Kermor Nord"]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("SAS Morvan - SAS au capital de 8 000 €", "SAS Morvan"),
        ("MORVAN SUD S.A.R.L. - S.A.R.L. au capital de 8 000 €", "MORVAN SUD S.A.R.L."),
        ("Les présentes conditions régissent les ventes de Morvan, SA au capital", "Morvan"),
    ],
)
def test_a_form_with_the_capital_behind_the_name(row: str, name: str) -> None:
    assert seller(a_sheet(*[""] * 40, row))[0] == name


def test_who_states_the_registered_office_is_the_seller() -> None:
    sheet = a_sheet(
        "Kermor Trading Ltd\t\tMorvan Supplies Ltd",
        "9 Mill Road\t\t34 Queens Walk",
        "Leeds LS1 4DY\t\tNorwich NR2 1TF",
        *[""] * 45,
        "Company No: 00549357. Registered Office: 34 Queens Walk, Norwich NR2 1TF.",
    )
    name = find_other_name(sheet, frozenset(), "", likely_buyers(sheet, Known()))
    assert name is not None
    assert name.text == "Morvan Supplies Ltd"
    buyer = find_own_name(sheet, "", Known())
    assert buyer is not None
    assert buyer.text == "Kermor Trading Ltd"


def test_whom_a_slip_for_the_payment_is_made_out_to_is_the_seller() -> None:
    sheet = a_sheet(
        "INVOICE",
        *[""] * 30,
        "PAYMENT ADVICE\tCustomer\tKermor Trading Ltd",
        "To: Morvan Supplies Ltd",
    )
    assert seller(sheet)[0] == "Morvan Supplies Ltd"
    assert [name.text for name in in_block(sheet, BUYER_BLOCK)] == ["Kermor Trading Ltd"]


def test_at_the_head_of_a_page_the_same_word_opens_the_buyers_block() -> None:
    (name,) = in_block(a_sheet("INVOICE", "To: Kermor Trading Ltd"), BUYER_BLOCK)
    assert name.text == "Kermor Trading Ltd"


def test_a_telephone_that_nothing_calls_so_marks_the_sender() -> None:
    sheet = a_sheet(
        "Morvan Sud\t\tKermor Nord",
        "42 rue Haute\t\t17 quai Sud",
        "44000 Nantes\t\t35000 Rennes",
        "02 99 59 14 76\t\tSIRET 552 100 554 00013",
    )
    name = find_other_name(sheet, frozenset(), "", likely_buyers(sheet, Known()))
    assert name is not None
    assert name.text == "Morvan Sud"


def test_who_signs_is_the_seller_where_nobody_else_is_named() -> None:
    sheet = a_sheet(
        "Route de Sorvilier 75 · 2740 Moutier · Suisse",
        *("",) * 28,
        "Houriet Décolletage S.A.",
        "C. Monnier, expéditions",
        "Tél. +41 32 495 28 40 www.houriet-decolletage.example",
    )
    assert seller(sheet)[0] == "Houriet Décolletage S.A."


@pytest.mark.parametrize("name", ["Produits Hanssens NV-SA", "Hellweg Federn GmbH & Co. KG"])
def test_a_name_has_all_of_its_legal_forms(name: str) -> None:
    short = name.partition("-SA")[0].partition(" & Co")[0]
    sheet = a_sheet(f"#{short}", "12 rue des Lilas", "1000 BRUXELLES", "", name, "Tél. 02 40 00")
    assert seller(sheet)[0] == name
