"""Make the widths inside an embedded font program those that the PDF states.

In: a font dictionary with its program, and which codes are shown, hostile. Out: the same, with
every shown code standing for a glyph of the stated width; the program is left alone where it is so
already. A program in the old Type 1 form is never changed.
Standard: ISO 19005-3, 6.2.11.4 and 6.2.11.5; ISO 32000-2 §9.6.5.4, §9.7.4.
"""

import copy
import io
from collections.abc import Mapping
from functools import cached_property
from types import SimpleNamespace
from typing import Any, Protocol

import numpy as np
from fontTools import agl
from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import NullPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph
from pikepdf import Dictionary, Name, Pdf, Stream

from pipeline.facturx.content import Refused, decoded
from pipeline.facturx.substitutes import (
    NONSYMBOLIC,
    SYMBOLIC,
    differences,
    glyph_names_of,
    letters_of,
    symbol_cmap,
    to_unicode,
)
from pipeline.facturx.type1 import Type1

_TOLERANCE = 1.0
"""In thousandths: what PDF/A lets a width differ by."""
_NO_FONT = SimpleNamespace(recalcBBoxes=False)
"""What a bare CFF program is written for: no font around it has a box to be computed."""
_NAMED, _LEAST_NAMED = b"\0\2\0\0", 34
"""How a table of glyph names of its own begins, and the fewest bytes that one has."""
_TRUE_TYPE = "\0\1\0\0"
_ENCODINGS = (Name.WinAnsiEncoding, Name.MacRomanEncoding)
_MOST_PROGRAM = 16 * 1024 * 1024
_NUMBERED_GLYPHS: list[str] = []
"""Grows to the most glyphs of a program."""


def unwrap(pdf: Pdf, descriptor: Dictionary, kind: Name) -> None:
    """Take a CFF program out of its OpenType wrapping, which some readers of PDF/A do not know.

    Args:
        pdf: Where it is.
        descriptor: Of the font.
        kind: What the bare program is to be called.
    """
    wrapped = descriptor.get("/FontFile3")
    if isinstance(wrapped, Stream) and wrapped.get("/Subtype") == Name.OpenType:
        font = TTFont(io.BytesIO(_bytes(wrapped)), lazy=True)
        if "CFF " in font:
            descriptor.FontFile3 = pdf.make_stream(font.reader["CFF "], Subtype=kind)


def repair_simple_program(
    pdf: Pdf, font: Dictionary, codes: set[int], widths: Mapping[int, float]
) -> None:
    """Repair the program of a simple font.

    Raises:
        Refused: A code has no glyph, or one glyph would need two widths.
    """
    descriptor: Any = font.FontDescriptor
    if "/FontFile2" in descriptor:
        face = _TrueType(_bytes(descriptor.FontFile2))
        glyphs = {code: face.glyph_of_code(font, code) for code in codes}
        missing = sorted(code for code, glyph in glyphs.items() if glyph in {"", face.name(0)})
        glyphs |= face.stand_in_for_codes(font, missing)
        if not face.obeys(font):
            _recode(pdf, font, face, glyphs)
        _fit(pdf, descriptor, face, glyphs, widths)
    elif "/FontFile3" in descriptor:
        bare = _Cff(_bytes(descriptor.FontFile3))
        names = {**bare.encoding(), **glyph_names_of(font, codes)}
        _fit(pdf, descriptor, bare, {code: names.get(code, "") for code in codes}, widths)
    elif "/FontFile" in descriptor:
        old = Type1(_bytes(descriptor.FontFile))
        names = {**old.encoding(), **glyph_names_of(font, codes)}
        _fit(pdf, descriptor, old, {code: names.get(code, "") for code in codes}, widths)


def _recode(pdf: Pdf, font: Dictionary, face: "_TrueType", glyphs: Mapping[int, str]) -> None:
    """Let the codes of a font lead to their glyphs in the one way that is always allowed."""
    descriptor: Any = font.FontDescriptor
    if "/Encoding" in font:
        if "/ToUnicode" not in font:
            font.ToUnicode = pdf.make_stream(to_unicode(letters_of(font, set(glyphs))))
        del font.Encoding
    descriptor.Flags = int(descriptor.get("/Flags", 0)) & ~NONSYMBOLIC | SYMBOLIC
    face.recode(glyphs)


def repair_cid_program(pdf: Pdf, font: Dictionary, widths: Mapping[int, float]) -> None:
    """Repair the program of a CIDFont.

    Args:
        pdf: Where it is.
        font: The descendant font.
        widths: Of every CID that is shown, in thousandths.

    Raises:
        Refused: As for a simple font.
    """
    if 0 in widths:
        raise Refused("It shows CID 0, which stands for no glyph.")
    descriptor: Any = font.FontDescriptor
    if "/FontFile2" in descriptor:
        face = _TrueType(_bytes(descriptor.FontFile2))
        mapping = font.get("/CIDToGIDMap")
        table = _bytes(mapping) if isinstance(mapping, Stream) else None
        gids = {cid: _gid(table, cid) for cid in widths}
        missing = {cid: gid for cid, gid in sorted(gids.items()) if not 0 < gid < face.count}
        if missing:
            gids |= face.stand_in_for(missing)
            font.CIDToGIDMap = pdf.make_stream(_changed(table, gids))
        _fit(pdf, descriptor, face, {cid: face.name(gid) for cid, gid in gids.items()}, widths)
    elif "/FontFile3" in descriptor:
        bare = _Cff(_bytes(descriptor.FontFile3))
        _fit(pdf, descriptor, bare, {cid: bare.glyph_of_cid(cid) for cid in widths}, widths)
    else:
        raise Refused("The program of a composite font is of a form that it cannot have.")


def _gid(table: bytes | None, cid: int) -> int:
    return cid if table is None else int.from_bytes(table[2 * cid : 2 * cid + 2], "big")


def _changed(table: bytes | None, gids: Mapping[int, int]) -> bytes:
    """Return a CIDToGIDMap that maps the given CIDs too."""
    size = max(gids) + 1
    made = bytearray(table or b"".join(cid.to_bytes(2, "big") for cid in range(size)))
    made.extend(bytes(max(0, 2 * size - len(made))))
    for cid, gid in gids.items():
        made[2 * cid : 2 * cid + 2] = gid.to_bytes(2, "big")
    return bytes(made)


def _bytes(stream: Stream) -> bytes:
    return decoded(stream, _MOST_PROGRAM)


class _Program(Protocol):
    """A font program whose glyphs have names."""

    key: str
    """Of the font descriptor's entry that it came from."""
    unit: float
    """Of its widths: so many make an em."""

    def width(self, glyph: str) -> float | None:
        """Return the width of a glyph, None where there is no such glyph."""
        ...

    def widen(self, glyph: str, width: int) -> None:
        """Change the width of a glyph."""
        ...

    def is_changed(self) -> bool:
        """Tell whether it has to be written."""
        ...

    def written(self) -> bytes:
        """Return it as bytes."""
        ...


def _fit(
    pdf: Pdf,
    descriptor: Dictionary,
    program: _Program,
    glyphs: Mapping[int, str],
    widths: Mapping[int, float],
) -> None:
    """Give each glyph the width that is stated for its code, and write the program if needed."""
    given: dict[str, float] = {}
    for code, glyph in sorted(glyphs.items()):
        found, wanted = program.width(glyph), widths.get(code)
        if found is None or wanted is None:
            raise Refused(f"Code {code} has no glyph or no width.")
        if abs(given.setdefault(glyph, wanted) - wanted) > _TOLERANCE:
            raise Refused("A glyph would need two widths.")
        if abs(found * 1000 / program.unit - wanted) > _TOLERANCE:
            program.widen(glyph, round(wanted * program.unit / 1000))
    if program.is_changed():
        old, content = descriptor[program.key], program.written()
        kept = {"Subtype": old.Subtype} if "/Subtype" in old else {"Length1": len(content)}
        descriptor[program.key] = pdf.make_stream(content, **kept)


def _names(count: int) -> list[str]:
    """Return names of so many glyphs, in a list of its own."""
    known = _NUMBERED_GLYPHS
    known.extend(f"g{gid}" for gid in range(len(known), count))
    return known[:count]


class _TrueType:
    """A TrueType program; its glyphs are named by their number, whatever its own tables say."""

    key = "/FontFile2"

    def __init__(self, content: bytes) -> None:
        self._font = TTFont(
            io.BytesIO(content), lazy=True, recalcBBoxes=False, recalcTimestamp=False
        )
        self.count = int(self._font["maxp"].numGlyphs)
        self._font.setGlyphOrder(_names(self.count))
        self.unit = float(self._font["head"].unitsPerEm)
        self._changed = self._font.sfntVersion not in {_TRUE_TYPE, "true"}
        self._font.sfntVersion = _TRUE_TYPE
        self._name_nothing()

    def _name_nothing(self) -> None:
        """Replace a table of glyph names that ends before it begins: some readers stumble."""
        table = self._font.reader["post"] if "post" in self._font else b""
        if table.startswith(_NAMED) and len(table) < _LEAST_NAMED:
            empty = self._font["post"] = newTable("post")
            empty.formatType = 3.0
            empty.italicAngle = empty.underlinePosition = empty.underlineThickness = 0
            empty.isFixedPitch = empty.minMemType42 = empty.maxMemType42 = 0
            empty.minMemType1 = empty.maxMemType1 = 0
            self._changed = True

    @staticmethod
    def name(gid: int) -> str:
        return f"g{gid}"

    @cached_property
    def _metrics(self) -> dict[str, tuple[int, int]]:
        metrics: dict[str, tuple[int, int]] = self._font["hmtx"].metrics
        return metrics

    @cached_property
    def _advances(self) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint16]]":
        """The widths as they stand in the file: to take a whole table apart takes long."""
        count = int(self._font["hhea"].numberOfHMetrics)
        return np.frombuffer(self._font.reader["hmtx"], ">u2", 2 * count)[::2]

    def width(self, glyph: str) -> float | None:
        if "_metrics" in self.__dict__:
            found = self._metrics.get(glyph) if glyph != self.name(0) else None
            return None if found is None else float(found[0])
        gid = int(glyph[1:] or 0)
        if not 0 < gid < self.count:
            return None
        return float(self._advances[min(gid, len(self._advances) - 1)])

    def widen(self, glyph: str, width: int) -> None:
        self._metrics[glyph] = (width, self._metrics[glyph][1])
        self._changed = True

    def is_changed(self) -> bool:
        return self._changed

    def written(self) -> bytes:
        target = io.BytesIO()
        self._font.save(target, reorderTables=None)
        return target.getvalue()

    def stand_in_for_codes(self, font: Dictionary, codes: list[int]) -> dict[int, str]:
        """Map each code of a simple font that shows glyph 0 to a copy of it."""
        copies = self.stand_in_for(dict.fromkeys(codes, 0))
        added = {code: self.name(gid) for code, gid in copies.items()}
        letters = letters_of(font, set(codes)) if codes and "/Encoding" in font else {}
        for code, glyph in added.items():
            table, key = self._place_of(letters.get(code), code)
            table[key] = glyph
        return added

    def _place_of(self, letter: str | None, code: int) -> tuple[dict[int, str], int]:
        """Return where a viewer looks a code up."""
        tables = self._tables()
        if letter is not None and (3, 1) in tables:
            return tables[3, 1], ord(letter[0])
        if letter is None and (3, 0) in tables:
            return tables[3, 0], 0xF000 + code
        if letter is None and (1, 0) in tables:
            return tables[1, 0], code
        raise Refused(f"Code {code} has no glyph.")

    def _tables(self) -> dict[tuple[int, int], dict[int, str]]:
        subtables = self._font["cmap"].tables if "cmap" in self._font else ()
        return {(it.platformID, it.platEncID): it.cmap for it in subtables}

    def stand_in_for(self, shown: Mapping[int, int]) -> dict[int, int]:
        """Append a glyph for each code or CID that shows glyph 0 or none, as PDF/A forbids both.

        Args:
            shown: Number of the glyph by code or CID; it looks like glyph 0 or is blank.
        """
        if not shown:
            return {}
        table, order = self._font["glyf"], self._font.getGlyphOrder()
        added = {}
        for key, gid in shown.items():
            added[key], name = self.count, self.name(self.count)
            order.append(name)
            table.glyphs[name] = Glyph() if gid else copy.deepcopy(table[self.name(0)])
            self._metrics[name] = self._metrics[self.name(0)]
            self.count += 1
        table.glyphOrder = order
        self._font.setGlyphOrder(order)
        self._font["maxp"].numGlyphs = self.count
        self._changed = True
        return added

    def obeys(self, font: Dictionary) -> bool:
        """Tell whether the codes of a simple font lead to its glyphs as PDF/A wants (6.2.11.6)."""
        tables, encoding = self._tables(), font.get("/Encoding")
        if int(font.FontDescriptor.get("/Flags", 0)) & SYMBOLIC:
            return encoding is None and ((3, 0) in tables or [*tables] == [(1, 0)])
        if not isinstance(encoding, Dictionary):
            return encoding in _ENCODINGS
        names = differences(encoding).values()
        return encoding.get("/BaseEncoding") in _ENCODINGS and (
            not names or ((3, 1) in tables and all(agl.toUnicode(name) for name in names))
        )

    def recode(self, glyphs: Mapping[int, str]) -> None:
        """Replace the program's own encodings by one of the given codes."""
        self._font["cmap"] = symbol_cmap(glyphs)
        self._changed = True

    def glyph_of_code(self, font: Dictionary, code: int) -> str:
        """Return the glyph of a simple font's code, "" where there is none."""
        tables = self._tables()
        unicode, roman = tables.get((3, 1)), tables.get((1, 0))
        symbols = tables.get((3, 0))
        if "/Encoding" in font:
            letter = letters_of(font, {code})[code]
            found = _look_up(unicode, *map(ord, letter[:1]))
            return found or _look_up(roman, *letter.encode("mac_roman", "ignore")[:1])
        found = _look_up(symbols, 0xF000 + code, code, 0xF100 + code, 0xF200 + code)
        return found or _look_up(roman, code) or _look_up(unicode, code)


def _look_up(table: Mapping[int, str] | None, *codes: int) -> str:
    return next((table[code] for code in codes if table and code in table), "")


class _Cff:
    """A bare CFF program."""

    key = "/FontFile3"

    def __init__(self, content: bytes) -> None:
        self._set = CFFFontSet()
        self._set.decompile(io.BytesIO(content), None)
        self._top: Any = self._set.topDictIndex[0]
        self._strings = self._top.CharStrings
        self._widened: dict[str, int] = {}
        self.unit = 1 / (float(self._top.FontMatrix[0]) or 0.001)

    def encoding(self) -> dict[int, str]:
        """Return the glyph names of the program's own encoding."""
        names = getattr(self._top, "Encoding", "StandardEncoding")
        if isinstance(names, str):
            return {}
        return {code: name for code, name in enumerate(names) if name != ".notdef"}

    def glyph_of_cid(self, cid: int) -> str:
        """Return the glyph of a CID, "" where there is none."""
        if hasattr(self._top, "ROS"):
            return f"cid{cid:05d}"
        return self._top.charset[cid] if 0 < cid < len(self._top.charset) else ""

    def width(self, glyph: str) -> float | None:
        if glyph in {"", ".notdef"} or glyph not in self._strings:
            return None
        string = self._strings[glyph]
        string.draw(NullPen())
        return float(string.width)

    def widen(self, glyph: str, width: int) -> None:
        self._widened[glyph] = width

    def is_changed(self) -> bool:
        return bool(self._widened)

    def written(self) -> bytes:
        for glyph, width in self._widened.items():
            old = self._strings[glyph]
            private = old.private
            pen = T2CharStringPen(width - private.nominalWidthX, None)
            old.draw(pen)
            new = pen.getCharString(private, old.globalSubrs)
            old.program, old.bytecode = new.program, None
        target = io.BytesIO()
        self._set.compile(target, _NO_FONT)
        return target.getvalue()
