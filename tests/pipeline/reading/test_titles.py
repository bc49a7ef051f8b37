"""Types: a title names the paper, a row or a sentence does not."""

from dataclasses import replace

import pytest

from pipeline.reading.lines import sheet_of
from pipeline.reading.titles import find_type
from storage.domain.field import Source
from tests.pipeline.reading.papers import INVOICE, a_page, a_sheet


@pytest.mark.parametrize(
    "title", ["Creditfactuur", "Nota di accredito", "Factura rectificativa", "Nota de abono"]
)
def test_credit_notes_in_other_words(title: str) -> None:
    code, _ = find_type(a_sheet(f"#{title}", "Nr. 12"))
    assert code == "381"


@pytest.mark.parametrize(
    "title",
    ["Réf. F-2025-48 - Facture d'avoir - le 21/12/2025", "Kunde 12 | Nota di credito", "X - AVOIR"],
)
def test_a_credit_note_may_be_named_behind_a_reference(title: str) -> None:
    code, line = find_type(a_sheet(f"#{title}"))
    assert (code, line is not None) == ("381", True)


@pytest.mark.parametrize(
    "title",
    ["Facture F-12 - Avoir A-3", "Facture 12, avoir déduit", "Lindenstraße Rechnungskorrektur"],
)
def test_a_title_that_names_both_leaves_doubt(title: str) -> None:
    assert find_type(a_sheet(f"#{title}")) == ("380", None)


def test_a_street_whose_name_ends_like_one_is_no_credit_note() -> None:
    code, title = find_type(a_sheet("FACTURE N° 12", "97 rue du Vieux Lavoir"))
    assert (code, title and title.text) == ("380", "FACTURE N° 12")


def test_large_print_about_an_invoice_is_no_title() -> None:
    code, _ = find_type(a_sheet("Avoir n° AV-12", "#Montant de votre facture"))
    assert code == "381"


def test_the_invoice_that_it_corrects_does_not_make_a_credit_note_an_invoice() -> None:
    code, title = find_type(a_sheet("Avoir d'eau", "#Facture d'origine : FC26884"))
    assert (code, title and title.text) == ("381", "Avoir d'eau")


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (INVOICE, "380"),
        (("#AVOIR N° 7", "sur facture 12"), "381"),
        (("#FACTURE", "Avoir reçu 12"), "380"),
        (("#Facture d'acompte n° 3",), "386"),
        (("#Facture rectificative n° 3",), "384"),
        (("#CREDIT NOTE 7",), "381"),
        (("#Gutschrift Nr. 7",), "381"),
    ],
)
def test_types(lines: tuple[str, ...], code: str) -> None:
    found, title = find_type(a_sheet(*lines))
    assert found == code
    assert title is not None


def test_without_a_title_the_type_is_a_guess() -> None:
    assert find_type(a_sheet("Merci de votre visite")) == ("380", None)


def test_a_title_beside_an_amount_is_one_where_no_other_is() -> None:
    code, title = find_type(a_sheet("Avoir n° AV-12\t120,00 €", "Merci de votre visite"))
    assert (code, title is not None) == ("381", True)


def test_a_deposit_that_the_final_bill_takes_off_is_not_its_type() -> None:
    code, _ = find_type(a_sheet("Facture n° F-9", "Facture d'acompte n° F-2 du 03/03/2026"))
    assert code == "380"


def test_of_recognised_titles_one_word_that_is_too_high_makes_none_the_largest() -> None:
    page = a_page("Note de crédit", "Sur la facture\tRG2026/775")
    words = tuple(
        replace(word, y=word.y - word.h / 3, h=word.h * 4 / 3) if word.text == "facture" else word
        for word in page.words
    )
    recognised = replace(page, source=Source.OCR, words=words)
    assert find_type(sheet_of((recognised,)))[0] == "381"


def test_a_code_before_the_name_of_a_credit_note() -> None:
    code, line = find_type(a_sheet("Tipologia\tNumero", "TD04 nota di credito\tNC 47/26"))
    assert (code, line is not None) == ("381", True)


def test_a_title_that_says_deposit_and_nothing_else() -> None:
    assert find_type(a_sheet("#Acompte", "Numéro\t26/0061"))[0] == "386"
    assert find_type(a_sheet("#Facture", "Acompte", "Numéro\t26/0061"))[0] == "380"
    assert find_type(a_sheet("Total\tAcompte\tReste", "Numéro\t26/0061"))[0] == "380"


def test_a_title_that_goes_on_behind_its_number() -> None:
    long = "Facture n° FS 2025-08623 - Période du 22 septembre 2025 au 22 octobre 2025"
    assert find_type(a_sheet(long))[1] is not None
    assert find_type(a_sheet(f"{long} - avoir"))[1] is None


def test_a_credit_note_may_be_named_in_a_sentence_with_its_number_and_day() -> None:
    line = "Avoir AVR-00156 du 8 décembre 2025, en annulation partielle de la facture FA29111 - BC"
    assert find_type(a_sheet(line)) == ("381", find_type(a_sheet(line))[1])
    assert find_type(a_sheet(line))[1] is not None


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Facture N° 25.0084", "380"),
        (
            "Factura V-25.1464, expedida en Madrid el 22 de octubre de 2025, por los servicios",
            "380",
        ),
        (
            "Factura rectificativa R-26.287, expedida en Valencia el 31/12/2026, que rectifica",
            "381",
        ),
    ],
)
def test_a_number_that_looks_like_an_amount_is_none(title: str, code: str) -> None:
    found, line = find_type(a_sheet(title, "Total\t12,00"))
    assert (found, line is not None) == (code, True)


def test_a_title_may_be_a_subject_that_says_what_it_is_for() -> None:
    line = "Concerne : facture N° 2026/0070 pour votre séminaire du 13 juillet 2026 au 16"
    assert find_type(a_sheet(line))[1] is not None
    assert find_type(a_sheet("#Faktura", "Belegnummer\t4100068607"))[1] is not None


@pytest.mark.parametrize(
    "subject",
    [
        "Objet : Notre facture n° 2026/01-002 – secrétariat téléphonique de votre cabinet",
        "Betreff: Unsere Rechnung 2026-002 - Telefondienst für Ihre Praxis im Monat Januar",
        "Subject: Our invoice 2026-002 - answering of calls to your practice in January",
        "NOTE N° 908",
        "rekening",
        "Concerne : télécabine des Crêts et de la Combe - Note d'honoraires n° 63-2026",
    ],
)
def test_a_letters_subject_names_its_invoice(subject: str) -> None:
    code, title = find_type(a_sheet("Lyon, le 29 octobre 2026", subject))
    assert code == "380"
    assert title is not None
