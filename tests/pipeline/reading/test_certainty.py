"""A number or date is certain when its label names it alone and nothing competes."""

from dataclasses import replace

import pytest

from pipeline.reading.certainty import (
    certainty_of,
    has_proven_characters,
    is_certain,
    log_odds,
    may_be_certain,
)
from pipeline.reading.dates import find_due_date, find_issue_date
from pipeline.reading.fields import Context, read_fields
from pipeline.reading.levels import judge
from pipeline.reading.lines import sheet_of
from pipeline.reading.number import find_number
from pipeline.reading.odds import Traits
from pipeline.reading.traits import traits_of_issue_date, traits_of_number
from storage.domain.field import Level, Source, Witness
from storage.domain.invoice import FieldName
from tests.pipeline.reading.papers import INVOICE, a_page, a_sheet


def number_traits(*lines: str) -> Traits:
    sheet = a_sheet(*lines)
    choice = find_number(sheet)
    assert choice is not None
    return traits_of_number(sheet, choice, find_issue_date(sheet, find_number(sheet)))


def odds_of_number(*lines: str) -> float:
    return log_odds(FieldName.NUMBER, number_traits(*lines))


def is_number_certain(*lines: str) -> bool:
    return is_certain(FieldName.NUMBER, number_traits(*lines))


def is_date_certain(*lines: str) -> bool:
    sheet = a_sheet(*lines)
    choice = find_issue_date(sheet, find_number(sheet))
    assert choice is not None
    traits = traits_of_issue_date(sheet, choice, find_due_date(sheet), find_number(sheet))
    return is_certain(FieldName.ISSUE_DATE, traits)


@pytest.mark.parametrize(
    "lines",
    [
        ("Facture n° F-2026-00317",),
        ("Invoice number: INV-2026-0042",),
        ("Rechnungsnummer: RE-2026-0009",),
    ],
)
def test_a_number_behind_a_label_that_means_nothing_else_is_certain(lines: tuple[str, ...]) -> None:
    assert is_number_certain(*lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("N°\t4512",),
        ("Référence", "AB12"),
    ],
)
def test_a_number_by_a_vague_label_is_not(lines: tuple[str, ...]) -> None:
    assert not is_number_certain(*lines)


def test_a_date_with_its_label_is_certain() -> None:
    assert is_date_certain(
        "Facture n° F-2026-017", "Date de facture : 24/11/2026", "Échéance : 24/12/2026"
    )


def test_a_date_that_could_be_another_one_is_not() -> None:
    assert not is_date_certain("Du\t03/11/2026", "17/11/2026", "21/11/2026\t28/11/2026")


_GOODS = ("Désignation\tQté\tMontant", "Table\t2\t600,00", "Total TTC\t600,00")


@pytest.mark.parametrize(
    ("days", "level", "witnesses"),
    [
        (
            (
                "",
                "",
                "13/11/2026",
            ),
            Level.CORROBORATED,
            (Witness.CERTAINTY,),
        ),
        (("13/11/2026", "17/11/2026"), Level.GUESSED, ()),
        # Nobody knows whether the month is first.
        (("03/04/2026 150 USD",), Level.GUESSED, ()),
    ],
)
def test_a_date_without_a_label_is_certain_where_no_other_is_open(
    days: tuple[str, ...], level: Level, witnesses: tuple[Witness, ...]
) -> None:
    page = a_page("#Facture n° F-2026-017", *days, *_GOODS)
    invoice, _ = judge(read_fields((page,), Context()), Context())
    issued = invoice.fields[FieldName.ISSUE_DATE]
    assert (issued.level, issued.witnesses) == (level, witnesses)


def test_less_speaks_for_a_number_that_stands_far_from_its_label_or_is_hard_to_read() -> None:
    near = odds_of_number("Facture n° F-2026-00317")
    assert odds_of_number("Facture n°\t\tF-2026-00317") < near
    assert odds_of_number("Facture n° F17") < near


def test_heads_that_run_together_are_told_by_the_edges_of_what_stands_below() -> None:
    heads = "N° pièce Date de facture Date d'échéance"
    under = number_traits(heads, "UD525951Q 07/08/2026")
    assert (under["aligned"], under["before_day"]) == (1, 1)
    beside = number_traits("N° pièce : UD525951Q\t07/08/2026")
    assert (beside["aligned"], beside["before_day"]) == (0, 0)
    elsewhere = number_traits("N° pièce de facture longue", "du jour UD525951Q 07/08/2026")
    assert (elsewhere["aligned"], elsewhere["before_day"]) == (0, 0)


def test_certainty_is_a_second_witness() -> None:
    page = a_page(*INVOICE, source=Source.PDF_TEXT)
    invoice, _ = judge(read_fields((page,), Context()), Context())
    number = invoice.fields[FieldName.NUMBER]
    assert {Witness.LABEL, Witness.CERTAINTY} <= set(number.witnesses)
    assert number.level is Level.CORROBORATED


def test_a_recognised_value_needs_a_second_reading() -> None:
    once = ("Facture n° F-2026-00317", "Client C-88")
    for lines, certain in ((once, False), ((*once, "Règlement de F-2026-00317"), True)):
        page = a_page(*lines, source=Source.OCR)
        invoice = read_fields((page,), Context())
        witnesses = invoice.fields[FieldName.NUMBER].witnesses
        assert (Witness.CERTAINTY in witnesses) is certain


@pytest.mark.parametrize(
    ("number", "is_proven"),
    [
        ("086409/1", True),
        ("086409/I", False),
        ("086409/17", True),
        ("O-2026", False),
        ("2026/Q2/0242", False),
        ("2026/I2", True),
        ("l8062-4", False),
        ("FQ2-2026", True),
        ("740", True),
        ("FACT2026-", False),
    ],
)
def test_a_digit_that_may_be_a_letter_is_not_proven_by_two_engines(
    number: str, is_proven: bool
) -> None:
    page = a_page(f"Facture n° {number}")
    words = tuple(replace(word, agreed=True) for word in page.words)
    sheet = sheet_of((replace(page, source=Source.OCR, words=words),))
    choice = find_number(sheet)
    assert choice is not None
    assert choice.value == number
    assert has_proven_characters(choice, {"printed_again": 0.0}) is is_proven


def test_a_label_with_words_that_were_hardly_read_makes_nothing_certain() -> None:
    page = a_page("Facture n° F-2026-00317", "Client C-88")
    for confidence, is_proven in ((0.9, True), (0.3, False)):
        words = tuple(replace(word, agreed=True, confidence=confidence) for word in page.words[:1])
        rest = tuple(replace(word, agreed=True) for word in page.words[1:])
        choice = find_number(sheet_of((replace(page, source=Source.OCR, words=words + rest),)))
        assert choice is not None
        assert has_proven_characters(choice, {"printed_again": 0.0}) is is_proven


@pytest.mark.parametrize(("number", "is_proven"), [("138683", False), ("438683", True)])
def test_what_may_be_a_letter_may_be_one_again_where_it_is_printed_again(
    number: str, is_proven: bool
) -> None:
    lines = (f"Facture n° {number}", "Client C-88", f"Règlement de {number}")
    invoice = read_fields((a_page(*lines, source=Source.OCR),), Context())
    witnesses = set(invoice.fields[FieldName.NUMBER].witnesses)
    again = {Witness.CERTAINTY, Witness.SECOND_LABEL, Witness.PAYMENT_REFERENCE}
    assert bool(witnesses & again) is is_proven


@pytest.mark.parametrize(
    ("line", "is_torn"),
    [
        ("Facture n° 2511 44712851-1", True),
        ("Facture n° 2511_", True),
        ("Facture n° F-2511 24/11/2026", False),
        ("Facture n° F-2511\t44712851", False),
        ("Numéro de facture : devente402987170", True),
        ("Numéro de facture : F402987170", False),
    ],
)
def test_a_recognised_number_that_may_go_on_has_no_witness(line: str, is_torn: bool) -> None:
    page = a_page(line, "Référence à rappeler lors du règlement : 251144712851-1 F-2511")
    words = tuple(replace(word, agreed=True) for word in page.words)
    invoice = read_fields((replace(page, source=Source.OCR, words=words),), Context())
    number = invoice.fields[FieldName.NUMBER]
    assert (set(number.witnesses) <= {Witness.LABEL}) is is_torn


def test_nothing_is_certain_beside_a_day_behind_a_town() -> None:
    lines = ("33700 Mérignac", "Mérignac, le 11 octobre 2026")
    sheet = a_sheet(*lines, "Date : 8 octobre 2026")
    choice = find_issue_date(a_sheet("Date : 8 octobre 2026"))
    assert choice is not None
    assert not may_be_certain(traits_of_issue_date(sheet, choice, None, None))
    named = find_issue_date(a_sheet("Date de facture : 8 octobre 2026"))
    assert named is not None
    assert may_be_certain(traits_of_issue_date(sheet, named, None, None))


def test_a_value_is_not_certain_where_another_has_as_good_a_label() -> None:
    sheet = a_sheet("Référence FA19765", "", "", "", "Référence 26980132")
    choice = find_number(sheet)
    assert choice is not None
    assert choice.is_tied
    assert certainty_of(FieldName.NUMBER, choice, traits_of_number(sheet, choice, None)) is None


def test_a_value_that_a_label_hardly_means_is_not_certain() -> None:
    sheet = a_sheet("Factuur 12", "Datum : 17-11-2025")
    choice = find_issue_date(sheet)
    assert choice is not None
    assert may_be_certain(traits_of_issue_date(sheet, choice, None, None))
    weak = replace(choice, score=0.2)
    assert not may_be_certain(traits_of_issue_date(sheet, weak, None, None))
