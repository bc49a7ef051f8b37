"""Make a font program for a simple font that a PDF names but does not hold.

In: a font dictionary and the codes shown in it. Out: the dictionary with a TrueType subset of a
free typeface in it, one glyph for each code, as wide as the PDF states; so nothing moves.
Standard: ISO 32000-2 §9.6.5; ISO 19005-3, 6.2.11.4 to 6.2.11.6.
"""

import io
from collections.abc import Mapping
from typing import Any

from fontTools import agl
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.ttLib.tables._g_l_y_f import Glyph, flagOnCurve
from fontTools.ttLib.tables.ttProgram import Program
from pikepdf import Array, Dictionary, Name, Pdf

from pipeline.facturx.content import Refused
from pipeline.facturx.typefaces import is_symbol, load, typeface_for

_PRIVATE_USE = 0xF000
SYMBOLIC, NONSYMBOLIC = 4, 32
"""/Flags of a font descriptor (ISO 32000-2 §9.8.2)."""
_BREATH = 1.03
"""A glyph may be so much wider than the place it has before it is made narrower."""
_PREFIX = "VAGUEM+"
_EPOCH = 0x7C259DC0
"""1970-01-01 in seconds since 1904, as font files count: the same input gives the same bytes."""
_PLAIN = {"\N{NO-BREAK SPACE}": " ", "\N{SOFT HYPHEN}": "-"}
"""Letters that look like a plain one, whose glyph they share in the encodings of PDF."""


def embed_substitute(pdf: Pdf, font: Dictionary, codes: set[int], widths: dict[int, float]) -> None:
    """Give a font the program of a free typeface.

    Args:
        pdf: Where the font is.
        font: A simple font without a program.
        codes: Those that are shown.
        widths: Stated by the PDF, in thousandths; a missing one is that of the typeface.

    Raises:
        Refused: The typeface has no glyph for a code, or nobody knows what the code means.
    """
    name = str(font.get("/BaseFont", Name.Helvetica))[1:]
    if is_symbol(name):
        raise Refused(f"It shows {name} without its program.")
    descriptor = font.get("/FontDescriptor", Dictionary())
    path = typeface_for(name, int(descriptor.get("/Flags", 0)))
    face, letters = load(path), letters_of(font, codes)
    advances = {code: widths.get(code) or _advance(face, text) for code, text in letters.items()}
    program = _subset(face, letters, advances)
    stream = pdf.make_stream(program, Length1=len(program))
    first, last = min(codes), max(codes)
    base = Name("/" + _PREFIX + path.stem)
    font.FontDescriptor = pdf.make_indirect(_descriptor(base, face, stream))
    font.Subtype, font.BaseFont = Name.TrueType, base
    font.FirstChar, font.LastChar = first, last
    font.Widths = Array([round(advances.get(code, 0), 3) for code in range(first, last + 1)])
    if "/Encoding" in font:
        del font.Encoding
    if "/ToUnicode" not in font:
        font.ToUnicode = pdf.make_stream(to_unicode(letters))


def letters_of(font: Dictionary, codes: set[int]) -> dict[int, str]:
    """Return what each code of a simple font means.

    Raises:
        Refused: Nobody knows it.
    """
    encoding = font.get("/Encoding")
    base = encoding.get("/BaseEncoding") if isinstance(encoding, Dictionary) else encoding
    if base is None and font.get("/Subtype") == Name.TrueType:
        base = Name.WinAnsiEncoding
    named = differences(encoding)
    letters = {
        code: _letter_named(named[code]) if code in named else _letter(base, code) for code in codes
    }
    unknown = [code for code, letter in letters.items() if not letter]
    if unknown:
        raise Refused(f"Nobody knows what code {unknown[0]} means.")
    return letters


def glyph_names_of(font: Dictionary, codes: set[int]) -> dict[int, str]:
    """Return the glyph names that the encoding of a font with a program gives to codes."""
    encoding = font.get("/Encoding")
    base = encoding.get("/BaseEncoding") if isinstance(encoding, Dictionary) else encoding
    named = differences(encoding)
    if base is not None:
        letters = {code: _letter(base, code) for code in codes}
        plain = {code: _PLAIN.get(it, it) for code, it in letters.items() if it}
        named = {code: agl.UV2AGL.get(ord(it[0]), "") for code, it in plain.items()} | named
    return named


def differences(encoding: Any) -> dict[int, str]:
    """Return the glyph names that an encoding gives to codes."""
    found, code = dict[int, str](), 0
    if isinstance(encoding, Dictionary):
        for item in encoding.get("/Differences", Array()):
            if isinstance(item, Name):
                found[code], code = str(item)[1:], code + 1
            else:
                code = int(item)
    return found


def _letter(base: Any, code: int) -> str:
    if base == Name.WinAnsiEncoding:
        return bytes([code]).decode("cp1252", "ignore") or "\N{BULLET}"
    if base == Name.MacRomanEncoding:
        return bytes([code]).decode("mac_roman", "ignore")
    return _letter_named(StandardEncoding[code])


def _letter_named(glyph: str) -> str:
    return str(agl.toUnicode(glyph))


def _glyph(face: TTFont, text: str) -> str:
    cmap = face.getBestCmap()
    plain = _PLAIN.get(text, text)
    if len(plain) != 1 or ord(plain) not in cmap:
        raise Refused(f"No typeface at hand has {text!a}.")
    return str(cmap[ord(plain)])


def _advance(face: TTFont, text: str) -> float:
    return float(face["hmtx"][_glyph(face, text)][0]) * 1000 / _unit(face)


def _unit(face: TTFont) -> int:
    return int(face["head"].unitsPerEm)


def _subset(face: TTFont, letters: Mapping[int, str], advances: Mapping[int, float]) -> bytes:
    glyphs = {".notdef": Glyph()}
    metrics = {".notdef": (0, 0)}
    unit = _unit(face)
    for code, text in sorted(letters.items()):
        source, name = _glyph(face, text), f"c{code:02X}"
        wanted, natural = advances[code] * unit / 1000, face["hmtx"][source][0]
        narrower = wanted / natural if 0 < wanted * _BREATH < natural else 1
        glyphs[name] = _outline(face, source, narrower)
        metrics[name] = (round(wanted), 0)
    return _font_file(face, glyphs, metrics)


def _outline(face: TTFont, source: str, narrower: float) -> Glyph:
    """Return a glyph without hints and without parts that stand elsewhere, made narrower."""
    table, outline = face["glyf"], Glyph()
    points, ends, flags = table[source].getCoordinates(table)[:3]
    outline.numberOfContours = len(ends)
    if ends:
        if narrower != 1:
            points = points.copy()
            points.scale((narrower, 1))
            points.toInt()
        outline.coordinates, outline.endPtsOfContours = points, list(ends)
        outline.flags = bytearray(flag & flagOnCurve for flag in flags)
        outline.program = Program()
        outline.program.fromBytecode(b"")
    return outline


def _font_file(face: TTFont, glyphs: dict[str, Any], metrics: dict[str, tuple[int, int]]) -> bytes:
    builder = FontBuilder(_unit(face))
    builder.setupGlyphOrder(list(glyphs))
    builder.setupGlyf(glyphs)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {
            name: (advance, table[name].xMin if table[name].numberOfContours else 0)
            for name, (advance, _) in metrics.items()
        }
    )
    builder.setupHorizontalHeader(ascent=face["hhea"].ascent, descent=face["hhea"].descent)
    builder.setupPost(keepGlyphNames=False)
    codes = {int(name[1:], 16): name for name in glyphs if name != ".notdef"}
    builder.font["cmap"] = symbol_cmap(codes)
    builder.font["head"].created = builder.font["head"].modified = _EPOCH
    builder.font.recalcTimestamp = False
    target = io.BytesIO()
    builder.save(target)
    return target.getvalue()


def symbol_cmap(glyphs: Mapping[int, str]) -> Any:
    """Return a table of a TrueType program that leads from codes to glyphs and nothing else."""
    subtable = CmapSubtable.newSubtable(4)
    subtable.platformID, subtable.platEncID, subtable.language = 3, 0, 0
    subtable.cmap = {_PRIVATE_USE + code: glyph for code, glyph in glyphs.items()}
    table = newTable("cmap")
    table.tableVersion, table.tables = 0, [subtable]
    return table


def _descriptor(name: Name, face: TTFont, program: Any) -> Dictionary:
    head, scale = face["head"], 1000 / _unit(face)
    box = (head.xMin, head.yMin, head.xMax, head.yMax)
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=SYMBOLIC,
        FontBBox=Array([round(edge * scale) for edge in box]),
        ItalicAngle=round(face["post"].italicAngle),
        Ascent=round(face["hhea"].ascent * scale),
        Descent=round(face["hhea"].descent * scale),
        CapHeight=round(face["OS/2"].sCapHeight * scale),
        StemV=80,
        FontFile2=program,
    )


def to_unicode(letters: Mapping[int, str], size: int = 1) -> bytes:
    """Return a CMap that says what the codes of a font mean, each of so many bytes."""
    pairs = [
        f"<{code:0{2 * size}X}> <{text.encode('utf-16-be').hex().upper()}>"
        for code, text in sorted(letters.items())
    ]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(it)} beginbfchar\n" + "\n".join(it) + "\nendbfchar" for it in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        f"1 begincodespacerange\n<{'00' * size}> <{'FF' * size}>\nendcodespacerange\n"
        f"{body}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()
