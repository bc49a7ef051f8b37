"""Say in red, green and blue what a PDF paints in ink colours (DeviceCMYK).

In: what the pages paint. Out: the same, where every colour that was chosen in inks is the one that
a viewer shows for it. PDF/A wants a profile of the printing press beside each ink, and none is
free; and nobody prints an invoice with four plates. Pictures and shadings in inks stay.
Standard: ISO 19005-3, 6.2.4.3; ISO 32000-2 §8.6.8.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from pikepdf import ContentStreamInstruction, Dictionary, Name, Operator, Pdf

from pipeline.facturx.content import INK, Piece, Refused, content_of, write_content

_PLAIN = {"k": Operator("rg"), "K": Operator("RG")}
_MAY_BE_INK = re.compile(rb"[\d.]\s+[kK](?![A-Za-z0-9])")
_INKS = 4
_MOST_COLOURS = 2_000
_SIDE = 4
"""Points of a swatch's side; a viewer shows it as so many pixels."""

_Ink = tuple[float, ...]
_Colour = tuple[float, float, float]


def mix_inks(pdf: Pdf, pieces: list[Piece]) -> None:
    """Replace the operators that choose ink colours.

    Raises:
        Refused: There are too many colours, or an operator lacks its operands.
    """
    inked = {at: set(_inks(piece)) for at, piece in enumerate(pieces)}
    inks = sorted(set().union(*inked.values()))
    if not inks:
        return
    if len(inks) > _MOST_COLOURS or any(len(ink) != _INKS for ink in inks):
        raise Refused(INK)
    colours = dict(zip(inks, _shown(inks), strict=True))
    for at, piece in enumerate(pieces):
        if inked[at]:
            content = pikepdf.parse_content_stream(piece.holder)
            plain = [_plain(it, colours) for it in content]
            write_content(pdf, piece, pikepdf.unparse_content_stream(plain))


def _inks(piece: Piece) -> Iterator[_Ink]:
    if not _MAY_BE_INK.search(content_of(piece.holder)):
        return
    for instruction in pikepdf.parse_content_stream(piece.holder, " ".join(_PLAIN)):
        yield _ink(instruction)


def _ink(instruction: Any) -> _Ink:
    return tuple(min(max(float(operand), 0.0), 1.0) for operand in instruction.operands)


def _plain(instruction: Any, colours: dict[_Ink, _Colour]) -> Any:
    operator = _PLAIN.get(str(instruction.operator))
    if operator is None:
        return instruction
    return ContentStreamInstruction(list(colours[_ink(instruction)]), operator)


def _shown(inks: list[_Ink]) -> Iterator[_Colour]:
    """Yield how a viewer shows inks: it is given a swatch of each."""
    swatches = [
        f"{' '.join(f'{part:.4f}' for part in ink)} k {at * _SIDE} 0 {_SIDE} {_SIDE} re f"
        for at, ink in enumerate(inks)
    ]
    target = io.BytesIO()
    with Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(_SIDE * len(inks), _SIDE))
        page.obj.Resources = Dictionary(ProcSet=pikepdf.Array([Name.PDF]))
        page.obj.Contents = pdf.make_stream("\n".join(swatches).encode())
        pdf.save(target)
    with pdfium.PdfDocument(target.getvalue()) as card:
        pixels = card[0].render(scale=1, rev_byteorder=True).to_numpy()
    for at in range(len(inks)):
        red, green, blue = (int(part) / 255 for part in pixels[_SIDE // 2, at * _SIDE + 1][:3])
        yield round(red, 4), round(green, 4), round(blue, 4)
