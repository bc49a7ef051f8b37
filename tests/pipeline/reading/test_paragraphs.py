"""Paragraphs: what somebody says of himself over his numbers, and what is another text."""

from pipeline.reading.blocks import blocks_of
from pipeline.reading.paragraphs import Paragraphs
from tests.pipeline.reading.papers import a_sheet

NAME = ("Ateliers Morvan", "3 rue du Port", "35000 Rennes")


def over(*lines: str, below: bool = False) -> tuple[str, ...]:
    """Return what is found for the block that begins with « SIREN »."""
    sheet = a_sheet(*lines)
    blocks = blocks_of(sheet)
    paragraphs = Paragraphs(sheet, blocks.values())
    (block,) = (b for b in dict.fromkeys(blocks.values()) if b.texts[0].startswith("siren"))
    return paragraphs.below_top(block) if below else paragraphs.over(block)


def test_paragraphs_of_one_column_are_one_text() -> None:
    found = over(*NAME, "", "02 99 31 44 50", "", "SIREN 732 829 320")
    assert found == (*(text.casefold() for text in NAME), "02 99 31 44 50")


def test_what_is_further_up_or_in_another_column_is_another_text() -> None:
    assert over(*NAME, "", "", "", "SIREN 732 829 320") == ()
    assert over(*(f"\t{line}" for line in NAME), "", "SIREN 732 829 320") == ()


def test_a_title_is_another_text() -> None:
    assert over(*NAME, "#FACTURE", "", "SIREN 732 829 320") == ()


def test_numbers_at_the_top_of_a_page_are_those_of_the_name_below() -> None:
    assert over("SIREN 732 829 320", "", *NAME, below=True) == ("ateliers morvan", "3 rue du port")
    assert over("Facture", "", "SIREN 732 829 320", "", *NAME, below=True) == ()


def test_a_name_in_another_column_is_not_that_of_the_numbers_at_the_top() -> None:
    lines = ("SIREN 732 829 320", "", *(f"\t\t{line}" for line in NAME))
    assert over(*lines, below=True) == ()
