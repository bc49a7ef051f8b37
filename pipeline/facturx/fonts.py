"""Give a PDF the font programs that it uses but does not hold, or whose widths are not the stated.

In: a PDF open in pikepdf and what is shown of its fonts, hostile. Out: the same, where every shown
code has a glyph of the width that the PDF states, so that the layout stays.
Standard: ISO 19005-3, 6.2.11; ISO 32000-2 §9.6 to §9.8.
"""

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from pipeline.facturx.cmaps import cids_of
from pipeline.facturx.content import Refused, Shown
from pipeline.facturx.programs import repair_cid_program, repair_simple_program, unwrap
from pipeline.facturx.substitutes import NONSYMBOLIC, SYMBOLIC, embed_substitute

_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_DEFAULT_WIDTH = 1000.0
_BLANK = "vagueblank"


def repair_fonts(pdf: Pdf, shown: list[Shown]) -> None:
    """Repair every font of which something is shown.

    Raises:
        Refused: A program is missing and none can stand in for it, or a glyph is missing.
    """
    for use in shown:
        use.font.Type = Name.Font
        subtype = use.font.get("/Subtype")
        if subtype == Name.Type0:
            _repair_composite(pdf, use)
        elif subtype == Name.Type3:
            _name_blank(use.font)
        else:
            _repair_simple(pdf, use)


def _name_blank(font: Dictionary) -> None:
    """Give the glyph .notdef of a Type 3 font another name: PDF/A forbids to show it."""
    encoding, glyphs = font.get("/Encoding"), font.get("/CharProcs")
    if not isinstance(encoding, Dictionary) or not isinstance(glyphs, Dictionary):
        return
    names = encoding.get("/Differences")
    if isinstance(names, Array) and "/.notdef" in glyphs:
        blank = Name("/" + _BLANK)
        encoding.Differences = Array([blank if it == Name("/.notdef") else it for it in names])
        glyphs[blank] = glyphs["/.notdef"]
        del glyphs["/.notdef"]


def _repair_simple(pdf: Pdf, use: Shown) -> None:
    font, codes = use.font, {code for text in use.texts for code in text}
    if not codes:
        codes = {32}
    widths = dict(_simple_widths(font))
    descriptor = font.get("/FontDescriptor")
    if not isinstance(descriptor, Dictionary) or not _has_program(descriptor):
        embed_substitute(pdf, font, codes, widths)
        return
    _tidy(pdf, descriptor, Name.Type1C)
    flags = int(descriptor.get("/Flags", 0))
    is_symbolic = bool(flags & SYMBOLIC) and not flags & NONSYMBOLIC
    if is_symbolic and font.get("/Subtype") == Name.TrueType and "/Encoding" in font:
        del font.Encoding
    repair_simple_program(pdf, font, codes, widths)


def _has_program(descriptor: Dictionary) -> bool:
    return any(isinstance(descriptor.get(key), Stream) for key in _PROGRAMS)


def _tidy(pdf: Pdf, descriptor: Dictionary, kind: Name) -> None:
    """Drop what only repeats, often wrongly, what a program holds; unwrap a wrapped program."""
    for key in ("/CIDSet", "/CharSet"):
        if key in descriptor:
            del descriptor[key]
    unwrap(pdf, descriptor, kind)


def _simple_widths(font: Dictionary) -> Iterator[tuple[int, float]]:
    widths = font.get("/Widths")
    if isinstance(widths, Array):
        first = int(font.get("/FirstChar", 0))
        yield from ((first + index, float(width)) for index, width in enumerate(widths))


def _repair_composite(pdf: Pdf, use: Shown) -> None:
    inner: Any = use.font.DescendantFonts[0]
    descriptor = inner.get("/FontDescriptor")
    if not isinstance(descriptor, Dictionary) or not _has_program(descriptor):
        raise Refused("It shows a composite font without its program.")
    _tidy(pdf, descriptor, Name.CIDFontType0C)
    if inner.get("/Subtype") == Name.CIDFontType2 and "/CIDToGIDMap" not in inner:
        inner.CIDToGIDMap = Name.Identity  # what a viewer assumes, PDF/A wants said
    encoding = use.font.get("/Encoding")
    cids = cids_of(encoding, use.texts)
    if isinstance(encoding, Stream) and "/CIDSystemInfo" in encoding:
        inner.CIDSystemInfo = encoding.CIDSystemInfo
    default = float(inner.get("/DW", _DEFAULT_WIDTH))
    stated = dict(_cid_widths(inner.get("/W")))
    repair_cid_program(pdf, inner, {cid: stated.get(cid, default) for cid in cids})


def _cid_widths(table: Any) -> Iterator[tuple[int, float]]:
    """Yield the widths of a /W array: ``first [w …]`` or ``first last w``, ISO 32000-2 §9.7.4.3."""
    items = list(table) if isinstance(table, Array) else []
    at = 0
    while at + 1 < len(items):
        first, second = int(items[at]), items[at + 1]
        if isinstance(second, Array):
            yield from ((first + index, float(width)) for index, width in enumerate(second))
            at += 2
            continue
        if at + 2 >= len(items) or not 0 <= int(second) <= 0xFFFF:
            return
        yield from ((cid, float(items[at + 2])) for cid in range(first, int(second) + 1))
        at += 3
