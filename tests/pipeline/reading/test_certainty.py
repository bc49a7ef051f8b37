"""A number or date is certain when its label names it alone and nothing competes."""

import pytest

from pipeline.reading.certainty import (
    is_certain,
    log_odds,
    traits_of_issue_date,
    traits_of_number,
)
from pipeline.reading.fields import Context, read_fields
from pipeline.reading.header import find_due_date, find_issue_date, find_number
from pipeline.reading.levels import judge
from storage.domain.field import Level, Source, Witness
from storage.domain.invoice import FieldName
from tests.pipeline.reading.papers import INVOICE, a_page, a_sheet


def odds_of_number(*lines: str) -> float:
    sheet = a_sheet(*lines)
    choice = find_number(sheet)
    assert choice is not None
    return log_odds(FieldName.NUMBER, traits_of_number(sheet, choice))


def is_number_certain(*lines: str) -> bool:
    sheet = a_sheet(*lines)
    choice = find_number(sheet)
    assert choice is not None
    return is_certain(FieldName.NUMBER, traits_of_number(sheet, choice), Source.PDF_TEXT)


def is_date_certain(*lines: str) -> bool:
    sheet = a_sheet(*lines)
    choice = find_issue_date(sheet)
    assert choice is not None
    traits = traits_of_issue_date(sheet, choice, find_due_date(sheet))
    return is_certain(FieldName.ISSUE_DATE, traits, Source.PDF_TEXT)


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
        ("Facture\tDate", "1288\t15/09/2026"),
    ],
)
def test_a_number_by_a_vague_label_is_not(lines: tuple[str, ...]) -> None:
    assert not is_number_certain(*lines)


def test_a_date_with_its_label_is_certain_and_a_bare_one_is_not() -> None:
    assert is_date_certain(
        "Facture n° F-2026-017", "Date de facture : 24/11/2026", "Échéance : 24/12/2026"
    )
    assert not is_date_certain("Relevé du 01/10/2026\tau 31/10/2026", "Le\t03/11/2026")


def test_less_speaks_for_a_number_that_stands_far_from_its_label_or_is_hard_to_read() -> None:
    near = odds_of_number("Facture n° F-2026-00317")
    assert odds_of_number("Facture n°\t\tF-2026-00317") < near
    assert odds_of_number("Facture n° F17") < near


def test_certainty_is_a_second_witness() -> None:
    page = a_page(*INVOICE, source=Source.PDF_TEXT)
    invoice, _ = judge(read_fields((page,), Context()), Context())
    number = invoice.fields[FieldName.NUMBER]
    assert {Witness.LABEL, Witness.CERTAINTY} <= set(number.witnesses)
    assert number.level is Level.CORROBORATED


def test_a_recognised_value_needs_a_second_reading() -> None:
    once = ("Facture n° F-2026-00317", "Client C-88")
    for lines, certain in ((once, False), ((*once, "Règlement de F-2026-00317"), True)):
        sheet = a_sheet(*lines)
        choice = find_number(sheet)
        assert choice is not None
        traits = traits_of_number(sheet, choice)
        assert is_certain(FieldName.NUMBER, traits, Source.OCR) is certain
