"""Look into a font program in the old Type 1 form.

In: the program as a PDF holds it, hostile. Out: its encoding and the widths of its glyphs. It is
read as far as that needs, by patterns: its PostScript is never run. It is never changed either, so
a PDF that states other widths than its program is refused.
Standards: ISO 32000-2 §9.9; Adobe Type 1 Font Format, version 1.1.
"""

import re

from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.misc import eexec

from pipeline.facturx.content import Refused

_PRIVATE_KEY, _CHARSTRING_KEY = 55665, 4330
_SKIPPED = 4
"""Random bytes before an encrypted part."""
_START = re.compile(rb"eexec[ \t\r\n]+")
_HEXADECIMAL = re.compile(rb"[0-9A-Fa-f\s]{8}")
_ENCODED = re.compile(rb"dup\s+(\d{1,3})\s*/([^\s/]+)\s+put")
_STANDARD = re.compile(rb"/Encoding\s+StandardEncoding\s+def")
_RANDOM = re.compile(rb"/lenIV\s+(\d{1,3})")
_MATRIX = re.compile(rb"/FontMatrix\s*\[\s*([0-9.eE+-]+)")
_STRINGS = re.compile(rb"/CharStrings\s+\d+\s+dict\s+dup\s+begin")
_GLYPH = re.compile(rb"/([^\s/(){}<>\[\]%]+)\s+(\d{1,5})\s+\S{1,20} ")
_HSBW, _ESCAPE, _SBW, _DIV = 13, 12, 7, 12
_MOST_OPERANDS = 24


class Type1:
    """A Type 1 program; its glyphs have names."""

    key = "/FontFile"

    def __init__(self, content: bytes) -> None:
        start = _START.search(content)
        if start is None:
            raise Refused("A font program is damaged.")
        self._clear, private = content[: start.start()], content[start.end() :]
        if _HEXADECIMAL.match(private):
            private = bytes.fromhex(re.sub(rb"[^0-9A-Fa-f]", b"", private)[: 1 << 22].decode())
        self._private = eexec.decrypt(private, _PRIVATE_KEY)[0][_SKIPPED:]
        self._strings = self._find_strings()
        matrix = _MATRIX.search(self._clear)
        self.unit = 1 / (float(matrix[1]) or 0.001) if matrix else 1000.0

    def _find_strings(self) -> dict[str, bytes]:
        """Return the encrypted outlines by glyph name."""
        found = dict[str, bytes]()
        begin = _STRINGS.search(self._private)
        at = begin.end() if begin else len(self._private)
        while glyph := _GLYPH.search(self._private, at):
            end = glyph.end() + int(glyph[2])
            found.setdefault(glyph[1].decode("latin-1"), self._private[glyph.end() : end])
            at = end
        return found

    def encoding(self) -> dict[int, str]:
        """Return the glyph names of the program's own encoding."""
        if _STANDARD.search(self._clear):
            return {code: name for code, name in enumerate(StandardEncoding) if name != ".notdef"}
        return {int(it[1]): it[2].decode("latin-1") for it in _ENCODED.finditer(self._clear)}

    def width(self, glyph: str) -> float | None:
        """Return the width of a glyph, None where there is no such glyph."""
        string = self._strings.get(glyph)
        if string is None or glyph == ".notdef":
            return None
        random = _RANDOM.search(self._private)
        skipped = int(random[1]) if random else _SKIPPED
        return _width(eexec.decrypt(string, _CHARSTRING_KEY)[0][skipped:])

    def widen(self, glyph: str, width: int) -> None:
        """Refuse: outlines of this form are not written here."""
        raise Refused(f"{glyph} is not {width} wide, as the PDF states.")

    def is_changed(self) -> bool:
        """Tell whether it has to be written: never."""
        return False

    def written(self) -> bytes:
        """Return nothing, as nothing is changed."""
        return b""


def _width(string: bytes) -> float | None:
    """Return what an outline says first: how wide it is; None where it begins otherwise."""
    stack, at = list[float](), 0
    while at < len(string) and len(stack) <= _MOST_OPERANDS:
        byte = string[at]
        if byte == _HSBW:
            return stack[-1] if stack else None
        if byte == _ESCAPE and string[at + 1 : at + 2] == bytes([_SBW]):
            return stack[2] if len(stack) == 4 else None
        if byte == _ESCAPE and string[at + 1 : at + 2] == bytes([_DIV]) and len(stack) > 1:
            divisor = stack.pop()
            stack[-1] /= divisor or 1
            at += 2
            continue
        number, size = _number(string, at)
        if number is None:
            return None
        stack.append(number)
        at += size
    return None


def _number(string: bytes, at: int) -> tuple[float | None, int]:
    """Return the number that begins at a byte, and how many bytes it has."""
    byte, following = string[at], string[at + 1 : at + 2]
    if byte == 255:
        return float(int.from_bytes(string[at + 1 : at + 5], "big", signed=True)), 5
    if byte < 32 or (byte > 246 and not following):
        return None, 0
    if byte <= 246:
        return float(byte - 139), 1
    if byte <= 250:
        return float((byte - 247) * 256 + following[0] + 108), 2
    return float(-(byte - 251) * 256 - following[0] - 108), 2
