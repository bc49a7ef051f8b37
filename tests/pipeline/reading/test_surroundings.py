"""What is seen around an identifier, trait by trait, of pages that differ in one thing."""

from dataclasses import replace

import pytest

from pipeline.reading.identifiers import identifiers_in
from pipeline.reading.lines import sheet_of
from pipeline.reading.odds import Traits
from pipeline.reading.persons import groups_of
from pipeline.reading.surroundings import Surroundings
from storage.domain.field import Source
from tests.pipeline.reading.papers import a_page, a_sheet

OWN, OTHER = "732829320", "552100554"


def traits(*lines: str, of: str = OWN) -> Traits:
    sheet = a_sheet(*lines)
    found = identifiers_in(sheet)
    (group,) = (group for group in groups_of(found) if group.key == of)
    return Surroundings(sheet, found).traits_of(group)


@pytest.mark.parametrize(
    ("lines", "is_third"),
    [
        ((f"Dalbec SAS, SIREN {OWN} agit en qualité d'intermédiaire",), True),
        ((f"Dalbec SAS, SIREN {OWN}, acting as an agent",), True),
        ((f"Dalbec SAS, SIREN {OWN}, capital 8 000 €",), False),
        (("Société du groupe Dalbec Conseil SAS - 12 rue des Lilas à", f"Lyon, SIREN {OWN}"), True),
        (
            ("Ateliers Dalbec SAS - 12 rue des Lilas au premier à", f"Lyon, SIREN {OWN}"),
            False,
        ),
        (("Cessione intracomunitaria non imponibile", f"Dalbec SAS, SIREN {OWN}"), False),
        (("Cessione del credito a", f"Dalbec SAS, SIREN {OWN}"), True),
        ((f"Dalbec Steuerberater GmbH, SIREN {OWN}",), False),
        ((f"Steuerberater: Dalbec GmbH, SIREN {OWN}",), True),
    ],
)
def test_words_before_and_behind_an_identifier_make_it_a_third_partys(
    lines: tuple[str, ...], *, is_third: bool
) -> None:
    assert traits(*lines)["third"] == is_third


@pytest.mark.parametrize(
    ("source", "beside", "is_slip"),
    [
        (Source.OCR, "", True),
        (Source.OCR, "\t\t\tPage 1 de la facture", False),
        (Source.PDF_TEXT, "", False),
    ],
)
def test_a_photo_of_a_slip_is_told_by_how_little_stands_side_by_side(
    source: Source, beside: str, *, is_slip: bool
) -> None:
    page = a_page(f"Brasserie Dalbec SARL{beside}", f"SIREN {OWN}", "Table 4", source=source)
    sheet = sheet_of((page,))
    found = identifiers_in(sheet)
    (group,) = groups_of(found)
    assert Surroundings(sheet, found).traits_of(group)["slip"] == is_slip


@pytest.mark.parametrize(
    ("title", "buys"),
    [
        *(("Käufer", True), ("Verkäufer", False), ("Auto-entrepreneur", False), ("Preneur", True)),
        *(("Client", True), ("Service client", False), ("Zahlungsempfänger", False)),
    ],
)
def test_titles_of_a_block(title: str, *, buys: bool) -> None:
    found = traits(title, "Ateliers Morvan", f"SIREN {OWN}")
    assert max(found["block_of_buyer"], found["label_of_buyer"]) == buys


@pytest.mark.parametrize(
    ("row", "elsewhere", "above"),
    [
        (f"SIRET {OWN}00074", 0, 1),  # no name: perhaps his
        (f"Boutique Ardron SARL - SIRET {OWN}00074", 0, 1),
        (f"Dalbec Services SARL - SIRET {OWN}00074", 1, 0),
    ],
)
def test_whose_identifier_it_is_where_the_seller_is_called_so_elsewhere(
    row: str, elsewhere: int, above: int
) -> None:
    found = traits("Vendeur", "Boutique Ardron", "12 rue Haute", "69002 Lyon", "", "", row)
    assert (found["seller_elsewhere"], found["seller_above"]) == (elsewhere, above)


def test_a_value_without_a_label_has_the_head_of_its_column() -> None:
    rows = ("Numéro\tDate\tVotre TVA", f"F-1\t24/11/2026\tFR44{OWN}")
    assert traits(*rows)["in_table"]
    labelled = ("Numéro\tDate\tVotre TVA", f"F-1\t24/11/2026\tTVA FR44{OWN}")
    assert not traits(*labelled)["in_table"]


def test_the_country_of_an_address_tells_whose_a_foreign_identifier_is() -> None:
    page = (
        "#Werkzeug Ramonet GmbH",
        "Hauptstraße 2\t\tFacturé à",
        "D-80331 München\t\tCabinet Exemple",
        "Tel. +49 221 54 40 54\t\t3 rue du Port",
        "\t\t35000 Rennes",
        "\t\tFrance",
    )
    assert traits(*page, "", f"TVA FR44{OWN}")["of_sellers_country"] == -1
    assert traits(*page, "", "USt-IdNr. DE136695976", of="DE136695976")["of_sellers_country"] == 1


@pytest.mark.parametrize(
    ("label", "of"),
    [
        *(("Notre n° TVA", "seller"), ("N/TVA", "seller"), ("Unsere USt-IdNr.", "seller")),
        *(("Votre n° TVA", "buyer"), ("V/TVA", "buyer"), ("N° TVA", None)),
    ],
)
def test_ours_and_yours(label: str, of: str | None) -> None:
    found = traits("Ateliers Morvan", "", f"{label} FR44{OWN}")
    assert {who for who in ("seller", "buyer") if found[f"label_of_{who}"]} == {of} - {None}


def test_a_name_over_the_paragraph_of_an_identifier_is_its_own() -> None:
    page = (
        "Facture",
        "",
        "Ateliers Morvan SARL",
        "3 rue du Port",
        "35000 Rennes",
        "",
        "02 99 31 44",
    )
    found = traits(*page, "", f"SIREN {OWN}")
    assert found["name_apart"]
    assert not traits("Facture", "", f"SIREN {OWN}")["name_apart"]


@pytest.mark.parametrize(
    ("line", "buys"),
    [
        *(("Merci de votre commande.", False), ("TVA due par le preneur", False)),
        ("Adresse du client", True),
    ],
)
def test_a_sentence_over_a_block_is_no_title(line: str, *, buys: bool) -> None:
    found = traits(line, "Ateliers Morvan", "3 rue du Port", "35000 Rennes", f"SIREN {OWN}")
    assert found["block_of_buyer"] == buys


@pytest.mark.parametrize(
    ("text", "is_third"),
    [
        *(("Groupe Dalbec France", False), ("Groupe : Dalbec France", True)),
        *(("Bora est une marque exploitée par", False), ("Bora est une marque de", True)),
    ],
)
def test_words_of_groups_and_brands(text: str, *, is_third: bool) -> None:
    assert traits(f"{text} Dalbec SAS, SIREN {OWN}")["third"] == is_third


def test_a_salesman_is_no_seller() -> None:
    page = ("Vendeur", "Rolcer", "", "Ateliers Morvan SARL", f"SIREN {OWN}")
    assert not traits(*page)["seller_elsewhere"]


BLOCK = ("Morvan", "3 rue du Port", "35000 Rennes")


@pytest.mark.parametrize(
    ("title", "is_only"),
    [("Facturé à", True), ("Livré à", True), ("Client Kermor", True), ("", False)],
)
def test_the_only_address_that_no_words_give_to_another(title: str, *, is_only: bool) -> None:
    others = (title, "Kermor", "8 quai Sud", "44000 Nantes")
    rows = [f"{one}\t\t{two}" for one, two in zip(("", *BLOCK), others, strict=True)]
    assert traits(*rows, f"SIREN {OWN}")["only_untold"] == is_only


def test_an_address_with_the_name_that_a_form_calls_the_clients_is_not_untold() -> None:
    form = ("Client\tKermor SARL", "Adresse\t8 quai Sud, 44000 Nantes")
    assert traits(*BLOCK, f"SIREN {OWN}", "", *form)["only_untold"]


@pytest.mark.parametrize(("width", "names_buyer"), [(200.0, False), (595.0, True)])
def test_on_a_slip_what_comes_before_the_time_of_sale_is_somebody_else(
    width: float, *, names_buyer: bool
) -> None:
    lines = (
        "Facturé à Kermor SARL",
        "8 quai Sud 44000 Nantes",
        "03/08/2026 18:40",
        f"SIRET {OWN}00013",
    )
    page = replace(a_page(*lines), width=width)
    sheet = sheet_of((page,))
    found = identifiers_in(sheet)
    (group,) = groups_of(found)
    assert Surroundings(sheet, found).traits_of(group)["names_buyer"] == names_buyer


def test_a_number_at_the_end_of_a_long_line_stands_where_the_line_begins() -> None:
    line = f"Morvan SARL au capital de 8 000 euros, 3 rue du Port, 35000 Rennes, SIREN {OWN}"
    found = traits(line)
    assert (found["head_left"], found["head_right"]) == (1, 0)


def test_goods_have_a_consignor_who_sells_nothing() -> None:
    goods = ("Expéditeur : Kermor SARL, 8 quai Sud", "Destinataire : Dalbec SAS, 44000 Nantes")
    found = traits("#Transports Morvan SARL", *BLOCK[1:], f"SIREN {OWN}", "", *goods)
    assert found["names_seller"] > 0


@pytest.mark.parametrize(
    ("row", "is_third"),
    [
        (f"SIRET {OWN}00074 - Code APE 4669B", False),
        (f"RCS Nanterre {OWN}", True),
    ],
)
def test_an_insurer_with_its_policy_leads_to_no_row_of_ones_own(
    row: str, *, is_third: bool
) -> None:
    insurer = "Assurance décennale : Dalbec SA, police 72633070 - 80090 Amiens"
    assert traits(insurer, row)["third"] == is_third


def test_the_address_of_an_insurer_may_go_on_below() -> None:
    insurer = "Assurance décennale : Dalbec SA, police 72633070, 2 rue Haute,"
    assert traits(insurer, f"SIRET {OWN}00074")["third"]


def test_a_label_may_stand_behind_an_identifier() -> None:
    uid = "CHE-431.007.572"
    sheet = a_sheet(f"{uid} TVA · Organisme d'inspection")
    found = identifiers_in(sheet)
    (group,) = groups_of(found)
    assert Surroundings(sheet, found).traits_of(group)["labelled"]
