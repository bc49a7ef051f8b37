"""Splitting a multipart at its boundary (RFC 2046 §5.1.1), generously, in linear time.

In: a range of a buffer. Out: ranges of its parts, each with header and body.
"""

import re

from pipeline.mail.limits import MAX_PARTS

# The boundary of a multipart that does not name it, or names another.
_ANY_DELIMITER = re.compile(rb"^--([^\r\n]{1,200})\r?\n(?=content-)", re.MULTILINE | re.IGNORECASE)
# What may follow a boundary on its line. RFC 2046 §5.1.1 asks only that the line begins with it,
# but then a boundary would match a longer one: text is allowed only if nothing else matches.
# Behind the closing one anything may stand that could not belong to a longer boundary.
_CLOSED_REST = rb"(?:[^0-9A-Za-z'()+_,./:=?\r\n-][^\n]*)?"
_BLANK_REST = rb"[ \t]*(?P<closed>--)?(?(closed)" + _CLOSED_REST + rb"|[ \t]*)(?:\r?\n|\r?\Z)"
_ANY_REST = rb"(?P<closed>--)?(?:[ \t][^\n]*)?(?:\n|\r\n|\Z)"
_UNLESS_WHOLE = rb"(?(whole)|(?(closed)|(?=(?i:content-))))"


def split(buffer: bytes, start: int, end: int, name: bytes) -> list[tuple[int, int]]:
    """Split a multipart body at its delimiter lines (RFC 2046 §5.1.1).

    The line end before a delimiter belongs to it. What follows a closing delimiter is dropped up
    to the next delimiter of the same name, since some mail programs close too early. A missing
    closing delimiter ends with the body.
    """
    for pattern in _patterns(name):
        if ranges := _between_delimiters(buffer, start, end, pattern):
            return ranges
    guessed = _ANY_DELIMITER.search(buffer, start, end)
    if guessed is None:
        return []
    name = guessed[1].rstrip()
    return _between_delimiters(buffer, start, end, re.escape(name) + _BLANK_REST)


def _patterns(name: bytes) -> list[bytes]:
    """Return what may be a delimiter, the stricter pattern first.

    Relays cut blanks at the end of a line: without those that a name ends in, a line counts if it
    closes the multipart or a header begins behind it.
    """
    bare = name.rstrip()
    if not bare:
        return []
    if bare == name:
        return [re.escape(bare) + rest for rest in (_BLANK_REST, _ANY_REST)]
    tail = b"(?P<whole>" + re.escape(name[len(bare) :]) + b")?"
    return [re.escape(bare) + tail + _BLANK_REST + _UNLESS_WHOLE, re.escape(bare) + _ANY_REST]


def _between_delimiters(
    buffer: bytes, start: int, end: int, pattern: bytes
) -> list[tuple[int, int]]:
    """Return at most one range more than a message may have parts."""
    ranges: list[tuple[int, int]] = []
    opened: int | None = None
    for match in re.compile(rb"^--" + pattern, re.MULTILINE).finditer(buffer, start, end):
        if opened is not None:
            ranges.append((opened, max(opened, _before_line_end(buffer, match.start()))))
        opened = None if match["closed"] else match.end()
        if len(ranges) > MAX_PARTS:
            return ranges
    if opened is not None and opened < end:
        ranges.append((opened, end))
    return ranges


def _before_line_end(buffer: bytes, position: int) -> int:
    """Return the offset of the CRLF or LF that ends at ``position``, which follows one."""
    return position - 2 if buffer[position - 2 : position] == b"\r\n" else position - 1
