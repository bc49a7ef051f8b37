"""Names as texts: what can be one, and how the one over an address is put together."""

import pytest

from pipeline.reading.addresses import blocks_of
from pipeline.reading.name_texts import is_name, name_over, trimmed
from tests.pipeline.reading.papers import a_sheet


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Raison sociale : Tavcourt SAS", "Tavcourt SAS"),
        ("Ragione sociale: Tavcourt S.r.l.", "Tavcourt S.r.l."),
        ("Firma Tavcourt GmbH", "Tavcourt GmbH"),
        ("Tavcourt Ltd - 19 Mill Road - Galway H91 E2KF", "Tavcourt Ltd"),
        ("Tavcourt SAS - 9 ZA du Lac, rue du Bois - 44000 Nantes", "Tavcourt SAS"),
        ("Tavcourt et Fils, Bâtiment C", "Tavcourt et Fils"),
        ("M. et Mme Tavcourt", "Tavcourt"),
        ("Sres. Tavcourt e Hijos S.L.", "Tavcourt e Hijos S.L."),
        ("Maison SARL Tavcourt", "SARL Tavcourt"),
        ("Maison Tavcourt", "Maison Tavcourt"),
        ("représenté par Tavcourt SAS", "Tavcourt SAS"),
        ("représenté par son syndic Tavcourt SAS", "Tavcourt SAS"),
        ("Tavcourt, Mirebel & Fils", "Tavcourt, Mirebel & Fils"),
    ],
)
def test_a_name_without_what_stands_around_it(text: str, name: str) -> None:
    assert trimmed(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "France",
        "Royaume-Uni",
        "Buyer",
        "Straße",
        "Precio",
        "London SE1 9GF",
        "Mandataire : Tavcourt SAS",
        "Verkauft über Tavcourt GmbH",
        "Ein Unternehmen der Gruppe Tavcourt AG",
        "Paiement sécurisé par Tavcourt",
        "Créance cédée à Tavcourt SA",
        "Wir danken für die gute Zusammenarbeit.",
        "Tavcourt ist eine Marke der Mirebel AG",
        "Billed to",
        "Angebots-Nr.",
        "Vos identifiants",
    ],
)
def test_countries_labels_and_prose_are_no_names(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    "text",
    ["Le Client", "3D Martel", "Transports Martel SARL", "Total Énergies", "Entreprise Martel"],
)
def test_names_that_look_like_something_else(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    ("above", "name"),
    [
        (("Martel &", "Tavquet SA"), "Martel & Tavquet SA"),
        (("Javzac Nord", "GmbH"), "Javzac Nord GmbH"),
        (("Fournitures Puymorel", "Industrielles"), "Fournitures Puymorel Industrielles"),
        (("Tavquet SA", "Service comptabilité"), "Tavquet SA"),
        (("z. Hd. Inès Martel", "Tavquet AG"), "Tavquet AG"),
        (("Vignobles Pontreau", "Benoît Pontreau"), "Vignobles Pontreau"),
        (("Résidence Martel",), "Résidence Martel"),
        (("M. et Mme Martel",), "Martel"),
        (("Syndicat Martel", "représenté par Tavquet SAS"), "Syndicat Martel"),
        (("Résidence Martel", "Tavquet SA"), "Tavquet SA"),
    ],
)
def test_the_name_over_an_address(above: tuple[str, ...], name: str) -> None:
    sheet = a_sheet(*above, "3 rue X", "75001 PARIS")
    (block,) = blocks_of(sheet)
    found = name_over(sheet, block)
    assert found is not None
    assert found.text == name


def test_a_block_ends_where_another_one_begins() -> None:
    seller = ("Martel SARL", "3 rue X", "75001 PARIS", "Tél. 01 40 00 00 00")
    buyer = ("Tavquet SA", "8 rue Y", "69003 LYON")
    first, second = blocks_of(a_sheet(*seller, *buyer))
    assert [cell.text for cell in first.rest] == list(seller[1:])
    assert [cell.text for cell in second.above] == ["Tavquet SA"]


def test_the_end_of_a_sentence_from_above_is_not_of_the_name() -> None:
    assert trimmed("assolto ove dovuto. Laboratori Martel S.r.l.") == "Laboratori Martel S.r.l."
    assert trimmed("dr. Martel") == "dr. Martel"


def test_an_adviser_names_what_it_does() -> None:
    assert is_name("Martel & Kollegen Steuerberater PartG mbB")
