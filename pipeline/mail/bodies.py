"""The text of a mail as a person reads it.

In: a body with its media type and charset. Out: plain text. Everything is linear in the size of
the body, of which only the beginning is read.
"""

import codecs
import html
import re

MAX_CHARACTERS = 128 * 1024
"""Of a body that is read; quotations of quotations go on behind it."""
# Python's own codecs that no mail is written in; some of them are not linear.
_NOT_FOR_MAIL = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "unicode_escape"}
    | {"raw_unicode_escape"}
)
_HIDDEN = ("style", "script", "title")
_CELL_END = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
_LINE_END = re.compile(
    r"<(?:br|hr|/?(?:p|div|tr|table|li|ul|ol|blockquote|h[1-6]|pre))\b[^<>]*>", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"[ \t\r\f\v\xa0\u200b]+")
_ENDLESS = re.compile(r"(\d{100})\d+")
"""A number that nobody writes, and that Python refuses to read where it has over 4,300 digits."""
_UNPAIRED = re.compile(r"[\ud800-\udfff]")
"""Half a character, which some codecs give and no encoder takes."""


def text_of(data: bytes, media_type: str, charset: str = "") -> str:
    """Return the text of a body.

    Args:
        data: The body, decoded from its transfer encoding.
        media_type: As declared, in small letters; HTML is taken down to its text.
        charset: As declared; UTF-8 and Latin-1 are tried in its place.
    """
    text = decoded(data[: 4 * MAX_CHARACTERS], charset)[:MAX_CHARACTERS]
    if media_type == "text/html":
        text = _text_of_html(text)
    return _SPACE.sub(" ", text.replace("\r\n", "\n"))


def decoded(data: bytes, charset: str) -> str:
    """Return the characters of a body; UTF-8 and Latin-1 are tried in the place of its charset.

    Whatever reads them can rely on it: numbers are cut after 100 digits, halves of characters are
    replaced.
    """
    return _ENDLESS.sub(r"\1", _UNPAIRED.sub("\ufffd", _characters(data, charset)))


def _characters(data: bytes, charset: str) -> str:
    for name in (charset, "utf-8"):
        try:
            if codecs.lookup(name).name not in _NOT_FOR_MAIL:
                return data.decode(name)
        except (LookupError, ValueError):
            continue
    return data.decode("latin-1")


def _text_of_html(source: str) -> str:
    """Return what a page shows, with a line for each of its blocks."""
    lowered = source.lower()
    if len(lowered) == len(source):
        for name in _HIDDEN:
            source = _without(source, lowered, name)
            lowered = source.lower()
    source = source.replace("\n", " ")
    source = _LINE_END.sub("\n", _CELL_END.sub(" ", source))
    # Without tags, the digits of a reference to a character may have come together.
    return html.unescape(_ENDLESS.sub(r"\1", _TAG.sub("", source)))


def _without(source: str, lowered: str, name: str) -> str:
    """Leave out the elements of a name; one that does not end hides the rest."""
    kept: list[str] = []
    position = 0
    while (begin := lowered.find(f"<{name}", position)) >= 0:
        kept.append(source[position:begin])
        end = lowered.find(f"</{name}", begin)
        if end < 0:
            return "".join(kept)
        position = end
    return "".join([*kept, source[position:]])
