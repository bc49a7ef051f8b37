"""Old Type 1 programs are read by patterns: encoding and widths, whatever else they hold."""

import pytest
from fontTools.misc import eexec

from pipeline.facturx.content import Refused
from pipeline.facturx.type1 import Type1

HEAD = b"%!PS-AdobeFont-1.0: X\n/FontMatrix [0.001 0 0 0.001 0 0] readonly def\n"
ENCODING = b"/Encoding 256 array\ndup 65 /A put\ndup 66/B put\nreadonly def\ncurrentfile eexec\n"
NARROW = bytes([139, 139 + 100, 13, 14])
"""0 100 hsbw endchar."""
QUOTIENT = bytes([139, 255, 0, 0, 4, 0x1A, 139 + 2, 12, 12, 13, 14])
"""0 1050 2 div hsbw endchar."""
NEGATIVE = bytes([139, 251, 0, 13, 14])
"""0 -108 hsbw endchar."""


def _program(
    *, head: bytes = HEAD + ENCODING, hexadecimal: bool = False, skipped: int = 4
) -> bytes:
    def string(name: bytes, code: bytes) -> bytes:
        secret = eexec.encrypt(b"\0" * skipped + code, 4330)[0]
        return b"/%s %d RD %s ND\n" % (name, len(secret), secret)

    glyphs = {b".notdef": NARROW, b"A": NARROW, b"B": QUOTIENT, b"C": NEGATIVE, b"D": b"\x0e"}
    private = b"dup /Private 8 dict dup begin /lenIV %d def\n" % skipped
    private += b"2 index /CharStrings %d dict dup begin\n" % len(glyphs)
    private += b"".join(string(name, code) for name, code in glyphs.items()) + b"end end\n"
    secret: bytes = eexec.encrypt(b"\0" * 4 + private, 55665)[0]
    return head + (secret.hex().encode() if hexadecimal else secret) + b"\n" + b"0" * 64


@pytest.mark.parametrize("hexadecimal", [False, True])
@pytest.mark.parametrize("skipped", [0, 4])
def test_widths(hexadecimal: bool, skipped: int) -> None:
    program = Type1(_program(hexadecimal=hexadecimal, skipped=skipped))
    widths = {name: program.width(name) for name in ("A", "B", "C", "D", "E", ".notdef")}
    assert widths == {"A": 100, "B": 525, "C": -108, "D": None, "E": None, ".notdef": None}
    assert program.unit == 1000


def test_the_encoding_of_its_own() -> None:
    assert Type1(_program()).encoding() == {65: "A", 66: "B"}


def test_the_standard_encoding() -> None:
    head = HEAD + b"/Encoding StandardEncoding def\ncurrentfile eexec\n"
    encoding = Type1(_program(head=head)).encoding()
    assert (encoding[65], encoding[0o341]) == ("A", "AE")


@pytest.mark.parametrize("content", [b"", HEAD, b"eexec " + bytes(1000)])
def test_a_damaged_program_has_no_glyphs(content: bytes) -> None:
    try:
        program = Type1(content)
    except Refused:
        return
    assert program.width("A") is None


def test_it_is_never_changed() -> None:
    with pytest.raises(Refused):
        Type1(_program()).widen("A", 120)
