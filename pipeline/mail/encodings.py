"""Content-Transfer-Encoding (RFC 2045 §6), leniently: what can be decoded is decoded.

In: an encoded body as bytes. Out: the content, and whether it can be relied on. Nothing raises.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_FOREIGN = bytes(set(range(256)) - set(_ALPHABET))
_SPACE = b" \t\r\n\v\f\0"
_MAX_RUNS = 500_000
"""Of base64 between padding; encoders that pad every line stay below it in 28 MB."""
_MAX_BAD_LINES = 1_000
"""Of one uuencoded file; more are no longer read."""
_BEGIN = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]+)\r?\n", re.MULTILINE)
_END = re.compile(rb"^end[ \t]*\r?$", re.MULTILINE)
_IDENTITY = frozenset(
    {"", "7bit", "8bit", "binary", "7-bit", "8-bit", "7bits", "8bits", "none", "identity"}
)
_UUENCODE = frozenset({"uuencode", "x-uuencode", "uue", "x-uue"})


@dataclass(frozen=True)
class Decoded:
    """A decoded body.

    Attributes:
        data: The content; where the encoding is unknown, the body as it came.
        sound: False where the encoding is unknown or the body is not in it.
        cut: The body ends within a group of base64, as one that was cut off does.
    """

    data: bytes
    sound: bool = True
    cut: bool = False


def encoding_name(value: str) -> str:
    """Clean the value of a Content-Transfer-Encoding field of comments and case.

    ``BASE64 (by hand)`` becomes ``base64``: RFC 2045 §6.1 makes the token case-insensitive, and
    RFC 5322 §3.2.2 allows comments, also within comments. One that does not end hides the rest.
    """
    cleaned = "".join(_outside_comments(value)).strip().strip("\"';").lower()
    return "base64" if cleaned == "base-64" else cleaned


def _outside_comments(value: str) -> Iterator[str]:
    depth = 0
    for character in value:
        if character == "(":
            depth += 1
        elif character == ")" and depth:
            depth -= 1
        elif not depth:
            yield character


def is_identity(name: str) -> bool:
    """Tell whether an encoding leaves the bytes as they are."""
    return name in _IDENTITY


def decode(body: bytes, name: str) -> Decoded:
    """Decode a body.

    Args:
        body: As it stands in the message.
        name: Encoding as cleaned by `encoding_name`.
    """
    if is_identity(name):
        return Decoded(body)
    if name == "base64":
        return decode_base64(body)
    if name == "quoted-printable":
        return Decoded(binascii.a2b_qp(body))
    if name in _UUENCODE:
        return _decode_uuencode(body)
    return Decoded(body, sound=False)


def decode_base64(body: bytes) -> Decoded:
    """Decode base64 (RFC 2045 §6.8), skip foreign bytes and go on after padding.

    It is unsound when more than a tenth of the visible bytes is foreign, when nothing comes out of
    something, or when there is padding beyond all measure.
    """
    visible = len(body.translate(None, _SPACE))
    kept = body.translate(None, _FOREIGN)
    *runs, rest = re.split(rb"=+", kept, maxsplit=_MAX_RUNS)
    data = b"".join(_decode_run(run) for run in (*runs, rest.replace(b"=", b"")) if run)
    foreign = visible - len(kept)
    sound = foreign * 10 <= visible and (bool(data) or not visible) and b"=" not in rest
    return Decoded(data, sound=sound, cut=len(rest) % 4 != 0)


def _decode_run(run: bytes) -> bytes:
    """Decode characters without padding; a single one left over carries no whole byte."""
    if len(run) % 4 == 1:
        run = run[:-1]
    return binascii.a2b_base64(run + b"=" * (-len(run) % 4))


def _decode_uuencode(body: bytes) -> Decoded:
    begin = _BEGIN.search(body)
    if begin is None:
        return Decoded(body, sound=False)
    end = _END.search(body, begin.end())
    return Decoded(_decode_uu_lines(body[begin.end() : end.start() if end else len(body)]))


def _decode_uu_lines(text: bytes) -> bytes:
    """Decode lines of uuencode; those that are none are skipped.

    So are empty ones, which relays make of a blank, and `binascii` takes for 32 bytes.
    """
    decoded = bytearray()
    bad = 0
    for line in filter(None, text.splitlines()):
        try:
            decoded += binascii.a2b_uu(line)
        except binascii.Error:
            bad += 1
            decoded += _decode_long_uu_line(line)
        if bad > _MAX_BAD_LINES:
            break
    return bytes(decoded)


def _decode_long_uu_line(line: bytes) -> bytes:
    """Decode a line that has a checksum or blanks behind the bytes that its length announces."""
    wanted = (((line[0] - 32) & 63) * 4 + 5) // 3
    try:
        return binascii.a2b_uu(line[: wanted + 1])
    except binascii.Error:
        return b""


def uuencoded_files(text: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each uuencoded file inside a text that has begin and end lines.

    The name is as written, with surrogates for bytes that are not ASCII (PEP 383).
    """
    position = 0
    while begin := _BEGIN.search(text, position):
        end = _END.search(text, begin.end())
        if end is None:
            return
        position = end.end()
        data = _decode_uu_lines(text[begin.end() : end.start()])
        if data:
            yield begin[1].decode("ascii", "surrogateescape").strip(), data
