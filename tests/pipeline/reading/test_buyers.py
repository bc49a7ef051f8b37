"""Buyers: a label, identifiers or the place of an address block tell whose name it is."""

import pytest

from pipeline.reading.addresses import blocks_of
from pipeline.reading.buyers import LABELLED, Known, find_own_name, likely_buyers
from pipeline.reading.lines import Sheet
from pipeline.reading.name_words import BUYER_BLOCK
from pipeline.reading.named_blocks import in_block
from pipeline.reading.names import find_other_name
from tests.pipeline.reading.papers import a_sheet

SELLER = ("#Ateliers Morvan SARL", "12 rue des Lilas", "44000 NANTES", "Tél. 02 40 00 00 00", "")


def buyer(sheet: Sheet) -> str | None:
    seller = find_other_name(sheet, frozenset(), "")
    name = find_own_name(sheet, "", Known(seller=seller))
    return name.text if name else None


def test_a_block_has_a_label_a_name_and_an_address() -> None:
    (block,) = blocks_of(a_sheet("Facturé à", "Cabinet Exemple", "3 rue X", "75001 PARIS"))
    assert block.label is not None
    assert block.label.text == "Facturé à"
    assert [cell.text for cell in block.above] == ["Cabinet Exemple"]
    assert [cell.text for cell in block.rest] == ["3 rue X", "75001 PARIS"]


def test_a_number_of_pieces_is_no_address() -> None:
    assert list(blocks_of(a_sheet("Aantal", "12 st"))) == []


@pytest.mark.parametrize(
    "town", ["1003 Lausanne", "B-1348 Louvain-la-Neuve", "75001 PARIS", "London SW1A 1AA"]
)
def test_a_town_alone_makes_an_address(town: str) -> None:
    (block,) = blocks_of(a_sheet("Dupont et Fils", town))
    assert block.above[0].text == "Dupont et Fils"


def test_the_sender_over_the_window_marks_the_buyer() -> None:
    sheet = a_sheet(
        "Technik Javlin GmbH · Hauptstraße 25 · 04109 Leipzig",
        "Papierflug-Vertriebs-GmbH",
        "Helga Muster",
        "Rabattstr. 25",
        "34567 Osterhausen",
    )
    assert buyer(sheet) == "Papierflug-Vertriebs-GmbH"


def test_identifiers_of_the_client_mark_a_block_on_the_left() -> None:
    sheet = a_sheet(
        *SELLER, "Novmedan SAS", "27 avenue X", "69003 LYON", "TVA client FR46311714620"
    )
    assert buyer(sheet) == "Novmedan SAS"


def test_the_company_counts_not_the_person_before_it() -> None:
    sheet = a_sheet(*SELLER, "Facturé à", "Zoé Hersant", "Garonéa SARL", "58 cours X", "10200 Y")
    assert buyer(sheet) == "Garonéa SARL"


def test_a_department_over_an_address_is_no_name() -> None:
    sheet = a_sheet(*SELLER, "\t\tService comptabilité", "\t\t3 rue X", "\t\t75001 PARIS")
    assert buyer(sheet) is None


def test_a_place_of_delivery_is_not_the_buyers() -> None:
    sheet = a_sheet(*SELLER, "\t\tLivraison :", "\t\tDépôt Nord SARL", "\t\t3 rue X")
    assert buyer(sheet) is None


def test_a_number_of_the_customer_opens_no_block() -> None:
    sheet = a_sheet(*SELLER, "Customer Number:", "Tricatel")
    assert buyer(sheet) is None


def test_what_makes_a_name_the_buyers_speaks_against_the_seller() -> None:
    sheet = a_sheet(
        "\t\tOllivault SARL",
        "\t\t151 place X",
        "\t\t97429 SAINT-AUBIN",
        "Morvan Conseil",
        "12 rue des Lilas",
    )
    seller = find_other_name(sheet, frozenset(), "", likely_buyers(sheet, Known()))
    assert seller is not None
    assert seller.text == "Morvan Conseil"


def test_the_domain_of_the_page_is_not_the_buyers() -> None:
    sheet = a_sheet(
        "Adatum Corporation\t\tCronus SARL",
        "21 Station Road\t\t12 rue X",
        "Facture",
        "info@cronus.example",
    )
    scores = likely_buyers(sheet, Known())
    assert scores["adatumcorporation"] > scores["cronus"]


def test_a_name_has_the_most_that_speaks_for_it_anywhere() -> None:
    sheet = a_sheet("Client\tKermor SARL", "", "", "Kermor SARL", "8 quai Sud", "44000 Nantes")
    assert likely_buyers(sheet, Known())["kermor"] >= LABELLED


def test_a_row_of_particulars_names_a_guest_and_no_buyer() -> None:
    sheet = a_sheet(
        "Kermor SARL",
        "8 quai Sud",
        "44000 Nantes",
        "",
        "Chambre\tArrivée\tDépart\tClient",
        "449\t10/07/2026\t18/07/2026\tJean Martel",
    )
    name = find_own_name(sheet, "", Known())
    assert name is not None
    assert name.text == "Kermor SARL"


@pytest.mark.parametrize(
    "rows",
    [
        ("Morvan - Hauptstraße 166 - 79098 Freiburg",),
        ("Morvan Technik - Industriering 185 - D-80331", "München"),
    ],
)
def test_the_sender_over_the_window_in_one_word_or_two_rows(rows: tuple[str, ...]) -> None:
    sheet = a_sheet(*rows, "Kermor GmbH", "Lindenstraße 12", "50667 Köln")
    name = find_own_name(sheet, "", Known())
    assert name is not None
    assert name.text == "Kermor GmbH"


def test_a_number_behind_the_title_opens_no_block() -> None:
    sheet = a_sheet("FACTURE A 512 792 - Page 1", "Morvan SARL")
    assert not list(in_block(sheet, BUYER_BLOCK))
