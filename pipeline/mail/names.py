"""File names of parts: finding them in the header, decoding them, making them fit to be shown.

In: hostile text. Out: a name that is one path component on every system, or None. It is only ever
shown: files are stored by their SHA-256.
"""

import re
import unicodedata
from collections.abc import Iterable
from email.errors import HeaderParseError
from email.header import decode_header
from urllib.parse import unquote_to_bytes

from pipeline.mail.fields import ContentType

MAX_NAME_BYTES = 120
"""Of a cleaned name in UTF-8."""
_MAX_RAW_CHARACTERS = 2_000
"""More is cut off first: no file system has such names, and neither decoding nor NFC is linear."""
_MAX_EXTENSION_BYTES = 16

_PIECE = re.compile(r"\*(\d{1,3})(\*?)")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
# Control and format characters (these include the bidi overrides), surrogates, private use,
# unassigned, line and paragraph separators.
_UNSHOWABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])", re.IGNORECASE)


def raw_name(disposition: ContentType, content: ContentType) -> str | None:
    """Return the decoded, uncleaned file name of a part, or None if it has none.

    Content-Disposition's ``filename`` (RFC 2183 §2.3) goes before Content-Type's ``name``.
    """
    for field, name in ((disposition, "filename"), (content, "name")):
        found = _parameter(field.parameters, name)
        if found:
            return found
    return None


def _parameter(parameters: Iterable[tuple[str, str]], name: str) -> str | None:
    """Return a parameter that may be extended or continued (RFC 2231 §3 and §4)."""
    plain: str | None = None
    pieces: dict[int, tuple[bool, str]] = {}
    for key, value in parameters:
        if key == name and plain is None:
            plain = value
        elif key == f"{name}*":
            return _decode_pieces([(True, value)])
        elif key.startswith(name) and (match := _PIECE.fullmatch(key, len(name))):
            pieces.setdefault(int(match[1]), (bool(match[2]), value))
    if not pieces:
        return None if plain is None else _decode_words(plain)
    return _decode_pieces([pieces[number] for number in sorted(pieces)])


def _decode_pieces(pieces: list[tuple[bool, str]]) -> str:
    """Join the pieces of a value; the first extended one names the charset (RFC 2231 §4.1)."""
    charset = ""
    data = b""
    for position, (extended, value) in enumerate(pieces):
        text = value[:_MAX_RAW_CHARACTERS]
        if extended and position == 0 and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        raw = _to_bytes(text)
        data += unquote_to_bytes(raw) if extended else raw
    return _decode_words(_to_text(data, charset)) if not charset else _to_text(data, charset)


def _decode_words(value: str) -> str:
    """Decode encoded words (RFC 2047 §2), which senders use in parameters though §5 forbids it."""
    value = value[:_MAX_RAW_CHARACTERS]
    if "=?" not in value:
        return _to_text(_to_bytes(value), "")
    try:
        words = decode_header(value)
    except (HeaderParseError, ValueError):
        return _to_text(_to_bytes(value), "")
    return "".join(
        _to_text(word if isinstance(word, bytes) else _to_bytes(word), charset or "")
        for word, charset in words
    )


def _to_bytes(text: str) -> bytes:
    """Undo the surrogates of `fields`; others, which no header can hold, become question marks."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _to_text(data: bytes, charset: str) -> str:
    """Decode by the declared charset, else UTF-8, else Latin-1, which decodes anything."""
    for name in (charset, "utf-8"):
        try:
            return data.decode(name)
        except (LookupError, ValueError):
            continue
    return data.decode("latin-1")


def clean_name(text: str) -> str | None:
    r"""Make a name fit to be shown and to be saved under on any system.

    Args:
        text: A name as sent; may hold a path, control characters, surrogates.

    Returns:
        NFC, without folders, without control, bidi and ``<>:"/\|?*`` characters, neither led nor
        ended by dots or blanks, not a name that Windows reserves, at most 120 bytes in UTF-8; or
        None if nothing remains. Cleaning it again changes nothing.
    """
    base = re.split(r"[/\\]", text)[-1][-_MAX_RAW_CHARACTERS:]
    spaced = re.sub(r"[\s\u2028\u2029]+", " ", base)
    shown = "".join(c for c in spaced if unicodedata.category(c) not in _UNSHOWABLE)
    name = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", shown))
    name = re.sub(r"\s+", " ", name).strip(". ")
    if not name.strip("._ "):
        return None
    if _RESERVED.fullmatch(name.partition(".")[0].strip()):
        name = f"_{name}"
    return _shorten(name)


def _shorten(name: str) -> str:
    """Cut a name to its cap, if possible from the stem, so that its extension stays."""
    data = name.encode()
    if len(data) <= MAX_NAME_BYTES:
        return name
    stem, dot, extension = name.rpartition(".")
    tail = f".{extension}" if dot and len(extension.encode()) <= _MAX_EXTENSION_BYTES else ""
    head = (stem if tail else name).encode()[: MAX_NAME_BYTES - len(tail.encode())]
    return head.decode("utf-8", "ignore").rstrip(". ") + tail
