"""A credit note under the title of an invoice: other words tell it, or leave doubt."""

import pytest

from pipeline.reading.credit import find_paper_type
from pipeline.reading.number import find_number
from tests.pipeline.reading.papers import a_sheet


def type_of(*lines: str) -> tuple[str, bool]:
    sheet = a_sheet(*lines)
    code, line = find_paper_type(sheet, find_number(sheet))
    return code, line is not None


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (("#Facture", "Facture n° F-12", "Total TTC\t120,00"), ("380", True)),
        (("#Avoir", "N° AV-12", "Total TTC\t120,00"), ("381", True)),
        (("#Facture", "N° AV-12", "Net à votre crédit\t120,00"), ("380", False)),
        (("#Facture", "Avoir n° 2026-12", "Total TTC\t120,00"), ("381", False)),
        (("#Facture", "Avoir n° AV-12", "Net à votre crédit\t120,00"), ("381", True)),
        (("#Invoice", "Credit note no. 2026-12", "Original invoice: 2026-3"), ("381", True)),
        (("#Rechnung", "Rechnungsnummer: 2026-12", "Erstattungsbetrag\t120,00"), ("380", False)),
    ],
)
def test_what_else_says_that_a_paper_is_a_credit_note(
    lines: tuple[str, ...], found: tuple[str, bool]
) -> None:
    assert type_of(*lines) == found


def test_a_credit_note_that_is_taken_off_makes_no_invoice_one() -> None:
    lines = ("#Facture", "Facture n° F-12", "Avoir n° AV-3 du 03/03/2026\t-50,00")
    assert type_of(*lines) == ("380", True)


def test_sentences_about_what_may_happen_are_no_witness() -> None:
    terms = "Toute somme à rembourser le sera sur présentation de la facture d'origine au magasin."
    assert type_of("#Facture", "Facture n° F-12", terms) == ("380", True)


def test_a_letter_names_its_own_invoice_and_needs_no_title() -> None:
    said = "Veuillez trouver ci-dessous notre facture d'honoraires numéro ES/2602/47,"
    assert type_of(said, "arrêtée à Lyon le 11.02.2026.") == ("380", True)
    assert type_of(said.replace("notre", "la")) == ("380", False)
    assert type_of(said, "Net à votre crédit\t120,00") == ("380", False)
    assert type_of(said, "Elle reste impayée à ce jour.") == ("380", False)
    assert type_of(said, "Annexes : copie du rapport") == ("380", True)
    assert type_of(
        said.replace("Veuillez trouver ci-dessous", "Vous nous devez encore à ce jour")
    ) == (
        "380",
        False,
    )


def test_a_subject_names_the_paper_with_what_it_stands_for() -> None:
    about = "n° 26.133/F8 - mission G5, reprise en sous-œuvre d'un pavillon à La Plaine"
    assert type_of(f"Objet : note d'honoraires valant facture {about}") == ("380", True)
    assert type_of(f"Objet : demande d'acompte valant facture {about}") == ("386", True)
