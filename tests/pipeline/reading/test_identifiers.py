"""Identifiers: check digits decide, and what a label calls one is shown although they fail."""

import pytest

from pipeline.reading.identifiers import Scheme, identifiers_in
from tests.pipeline.reading.papers import a_sheet


def found(*lines: str) -> list[tuple[Scheme, str, bool]]:
    return [(i.scheme, i.value, i.holds) for i in identifiers_in(a_sheet(*lines))]


@pytest.mark.parametrize(
    ("line", "scheme", "value"),
    [
        ("SIREN 732 829 320", Scheme.SIREN, "732829320"),
        ("SIRET : 732 829 320 00074", Scheme.SIRET, "73282932000074"),
        ("RCS Paris 732.829.320", Scheme.SIREN, "732829320"),
        ("TVA FR44 732829320", Scheme.VAT_ID, "FR44732829320"),
        ("BE 0428.759.497", Scheme.VAT_ID, "BE0428759497"),
        ("N° d'entreprise 0428.759.497", Scheme.VAT_ID, "BE0428759497"),
        ("C.I.F. A-28015865", Scheme.VAT_ID, "ESA28015865"),
        ("P.IVA 00743110157", Scheme.VAT_ID, "IT00743110157"),
        ("VAT Reg No 980 7806 84", Scheme.VAT_ID, "GB980780684"),
        ("CVR DK 13585628", Scheme.VAT_ID, "DK13585628"),
        ("CHE-107.787.577 MWST", Scheme.VAT_ID, "CHE107787577"),
        ("IBAN FR76 3000 6000 0112 3456 7890 189", Scheme.IBAN, "FR7630006000011234567890189"),
        ("IBAN DE89370400440532013000", Scheme.IBAN, "DE89370400440532013000"),
        ("BIC : AGRIFRPPXXX", Scheme.BIC, "AGRIFRPPXXX"),
    ],
)
def test_found(line: str, scheme: Scheme, value: str) -> None:
    assert found(line) == [(scheme, value, True)]


@pytest.mark.parametrize(
    "lines", [("IBAN\tBIC / SWIFT", "…\tAGRIFRPPXXX"), ("Compte 12 - BIC :", "AGRIFRPPXXX Agence")]
)
def test_a_bic_below_its_label(lines: tuple[str, ...]) -> None:
    assert found(*lines) == [(Scheme.BIC, "AGRIFRPPXXX", True)]


@pytest.mark.parametrize(
    "line",
    [
        "Réf. A-28015865",
        "P.IVA 00743110158",
        "Order 980 7806 84",
        "DK 13585629",
        "Numéro 202611-054",
    ],
)
def test_a_number_without_its_label_or_check_is_no_vat_id(line: str) -> None:
    assert [value for scheme, value, _ in found(line) if scheme is Scheme.VAT_ID] == []


def test_a_swiss_number_that_fails_its_check_is_shown_as_such() -> None:
    assert found("CHE-107.787.578 MWST") == [(Scheme.VAT_ID, "CHE107787578", False)]


def test_a_false_one_counts_only_by_its_label() -> None:
    assert found("SIREN 123 456 789") == [(Scheme.SIREN, "123456789", False)]
    assert found("Commande 123 456 789") == []
    assert found("IBAN FR76 3000 6000 0112 3456 7890 188") == [
        (Scheme.IBAN, "FR7630006000011234567890188", False)
    ]


def test_a_telephone_number_is_no_siren() -> None:
    assert found("Tél. 01 42 36 58 99") == []


@pytest.mark.parametrize("between", [" - ", " ", "\t", " / "])
def test_a_bic_may_stand_behind_its_account_without_a_label(between: str) -> None:
    line = f"Virement : FR7638805466971267751342709{between}GZZRFRP1XXX"
    found = [it.value for it in identifiers_in(a_sheet(line)) if it.scheme is Scheme.BIC]
    assert found == ["GZZRFRP1XXX"]


def test_a_bic_may_stand_below_its_account_without_a_label() -> None:
    lines = "FR7638805466971267751342709\tTotal", "GZZRFRP1XXX\t12,00", "UCGXDEPP"
    found = [it.value for it in identifiers_in(a_sheet(*lines)) if it.scheme is Scheme.BIC]
    assert found == ["GZZRFRP1XXX"]


def test_a_word_behind_an_account_is_no_bic() -> None:
    found = identifiers_in(a_sheet("FR7638805466971267751342709 FACTURES"))
    assert [it.scheme for it in found] == [Scheme.IBAN]


@pytest.mark.parametrize("label", ["FINESS", "N° dossier :", "Client n°", "Kundennummer:"])
def test_what_is_called_something_else_is_no_siren_anywhere(label: str) -> None:
    lines = f"{label} 732829320", "VELRIVE\t732829320\t2026-06-25"
    assert identifiers_in(a_sheet(*lines)) == ()
    assert identifiers_in(a_sheet(*lines, "SIREN 732 829 320")) != ()


def test_an_iban_may_go_on_below() -> None:
    assert found("IBAN FR76 3000 6000", "0112 3456 7890 189") == [
        (Scheme.IBAN, "FR7630006000011234567890189", True)
    ]


def test_a_vat_id_may_go_on_below() -> None:
    assert (Scheme.VAT_ID, "FR44732829320", True) in found("TVA : FR44", "732829320")


def test_an_identifier_has_its_place() -> None:
    sheet = a_sheet("Ateliers Morvan\tSIREN 732 829 320")
    (identifier,) = identifiers_in(sheet)
    assert identifier.line.text[identifier.start : identifier.end] == "732 829 320"


def test_a_label_in_the_cell_before_or_some_words_before_shows_an_invalid_one() -> None:
    assert found("SIRET\t732 829 321 00074") == [(Scheme.SIRET, "73282932100074", False)]
    assert found("IBAN (compte bancaire) : FR76 3000 6000 0112 3456 7890 188") == [
        (Scheme.IBAN, "FR7630006000011234567890188", False)
    ]
    assert found("Tél.\t732 829 321") == []


def test_a_postal_code_in_the_next_column_ends_no_siret() -> None:
    found_ids = identifiers_in(a_sheet("SIREN : 561 718 693\t\t33700 MÉRIGNAC"))
    assert [(i.scheme, i.value) for i in found_ids] == [(Scheme.SIREN, "561718693")]


@pytest.mark.parametrize("words", ["112 500 000 euros", "112 500 000 €", "112 500 000 EUR"])
def test_a_capital_is_no_vat_id(words: str) -> None:
    assert found(f"SA au capital de {words}") == []


def test_a_bic_stands_below_the_words_before_its_account() -> None:
    lines = ("Virement : FR76 4530 1746 9483 8730 3273 873\tA payer", "JSRWFRLI\t100,00")
    assert Scheme.BIC in {i.scheme for i in identifiers_in(a_sheet(*lines))}


@pytest.mark.parametrize(
    "lines",
    [
        ("sur FR7638805466971267751342709 auprès de la Banque du Lac (GZZRFRP1XXX).",),
        ("sur FR7638805466971267751342709", "auprès de la Banque du Lac (GZZRFRP1XXX)."),
        ("compte FR7638805466971267751342709, code GZZRFRP1XXX. Sans escompte.",),
        ("Paiement\tSwift\tIBAN", "VIREMENT 30 J\tGZZRFRP1XXX\tFR7638805466971267751342709"),
    ],
)
def test_a_sentence_or_a_table_says_the_bic(lines: tuple[str, ...]) -> None:
    found = [it.value for it in identifiers_in(a_sheet(*lines)) if it.scheme is Scheme.BIC]
    assert found == ["GZZRFRP1XXX"]
