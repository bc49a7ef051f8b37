"""Blocks: cells under one another that belong together."""

from pipeline.reading.blocks import Block, blocks_of
from tests.pipeline.reading.papers import a_sheet


def blocks(*lines: str) -> list[tuple[str, ...]]:
    found: list[Block] = list(dict.fromkeys(blocks_of(a_sheet(*lines)).values()))
    return [block.texts for block in found]


def test_columns_are_blocks_of_their_own() -> None:
    assert blocks("Ateliers Morvan\tCabinet Exemple", "3 rue du Port\t8 rue Haute") == [
        ("ateliers morvan", "3 rue du port"),
        ("cabinet exemple", "8 rue haute"),
    ]


def test_an_empty_line_parts_two_blocks() -> None:
    assert blocks("Ateliers Morvan", "", "Facture") == [("ateliers morvan",), ("facture",)]


def test_every_cell_has_a_block() -> None:
    sheet = a_sheet("Un\tDeux\tTrois", "Quatre", "", "Cinq\tSix")
    cells = {(line.index, start) for line in sheet.lines for start, _ in line.cells()}
    assert set(blocks_of(sheet)) == cells
