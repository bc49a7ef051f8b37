"""winmail.dat: the Transport Neutral Encapsulation Format that Outlook sends ([MS-OXTNEF]).

In: the stream as bytes. Out: its texts and attachments; an embedded mail is such a stream again.
Read in one pass: every length is checked against what is left, and no count is believed.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.mail.containers.shapes import Member, Opened
from pipeline.mail.fields import Fields
from pipeline.mail.limits import Room
from storage.domain.reason import Reason

SIGNATURE = b"\x78\x9f\x3e\x22"
_MAX_ATTRIBUTES = 10_000
_MAX_PROPERTIES = 5_000
"""Of one attribute; Outlook writes some hundred."""

# Attribute ids, [MS-OXTNEF] 2.1.3.
_BODY, _ATTACHMENT_DATA, _ATTACHMENT_TITLE = 0x800C, 0x800F, 0x8010
_ATTACHMENT_BEGINS, _MESSAGE_PROPERTIES = 0x9002, 0x9003
_ATTACHMENT_PROPERTIES, _CODE_PAGE = 0x9005, 0x9007
_CUT = -1
"""In the place of an attribute that is longer than the rest of the stream."""

# Property ids, [MS-OXPROPS].
_SUBJECT, _SENDER_ADDRESS, _SENDER_SMTP, _MESSAGE_ID = 0x0037, 0x0C1F, 0x5D01, 0x1035
_TEXT, _HTML = 0x1000, 0x1013
_DATA, _SHORT_NAME, _LONG_NAME, _MEDIA_TYPE, _CONTENT_ID = 0x3701, 0x3704, 0x3707, 0x370E, 0x3712
_DISPLAY_NAME = 0x3001

# Property types: fixed ones with their size, padded to four bytes; [MS-OXCDATA] 2.11.1.
_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8}
_FIXED |= {0x48: 16, 0x01: 0}
_OBJECT, _UNICODE, _MANY = 0x0D, 0x1F, 0x1000
_VARIABLE = {_OBJECT, 0x1E, _UNICODE, 0x102, 0x00}
_INTERFACE_SIZE = 16
"""Bytes before the content of an object: the interface that it is stored by."""


class _MalformedError(Exception):
    """The stream is not what it says."""


@dataclass
class _Attachment:
    title: bytes = b""
    data: bytes = b""
    properties: dict[int, bytes | str] = field(default_factory=dict)


def open_tnef(data: bytes, room: Room) -> Opened | Reason:
    """Take texts and attachments out of a stream.

    Args:
        data: The stream, from its signature on.
        room: What may still be taken out.

    Returns:
        Its members, with ``TNEF_MALFORMED`` where it is cut off; ``TNEF_MALFORMED`` alone or
        ``ARCHIVE_TOO_MANY_MEMBERS`` where it stays closed.
    """
    attachments: list[_Attachment] = []
    properties: dict[int, bytes | str] = {}
    charset, reason = "cp1252", Reason.UNPACKED
    try:
        for attribute, value in _attributes(data):
            if attribute == _CUT:
                reason = Reason.TNEF_MALFORMED
            elif attribute == _CODE_PAGE and len(value) >= 4:
                charset = f"cp{int.from_bytes(value[:4], 'little')}"
            elif attribute == _BODY:
                properties.setdefault(_TEXT, value)
            elif attribute == _MESSAGE_PROPERTIES:
                properties |= _properties(value)
            else:
                _attach(attachments, attribute, value)
    except (_MalformedError, struct.error, ValueError):
        return Reason.TNEF_MALFORMED
    members = [*_texts(properties, charset), *(_member(one, charset) for one in attachments)]
    if len(members) > room.members:
        return Reason.ARCHIVE_TOO_MANY_MEMBERS
    room.members -= len(members)
    return Opened(tuple(members), reason, _fields(properties, charset))


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield id and value of each attribute; of a cut attachment what there is, then ``_CUT``."""
    if not data.startswith(SIGNATURE):
        raise _MalformedError
    position, count = 6, 0
    while position + 11 <= len(data):
        count += 1
        _, attribute, _, size = struct.unpack_from("<BHHI", data, position)
        start = position + 9
        if count > _MAX_ATTRIBUTES:
            raise _MalformedError
        if start + size > len(data):
            if attribute == _ATTACHMENT_DATA:
                yield attribute, data[start:]
            yield _CUT, b""
            return
        yield attribute, data[start : start + size]
        position = start + size + 2
    if not count:
        raise _MalformedError


def _attach(attachments: list[_Attachment], attribute: int, value: bytes) -> None:
    """Add an attribute to the attachment that it belongs to: the last that began."""
    if attribute == _ATTACHMENT_BEGINS:
        attachments.append(_Attachment())
    elif attribute in (_ATTACHMENT_DATA, _ATTACHMENT_TITLE, _ATTACHMENT_PROPERTIES):
        if not attachments:
            attachments.append(_Attachment())
        if attribute == _ATTACHMENT_DATA:
            attachments[-1].data = value
        elif attribute == _ATTACHMENT_TITLE:
            attachments[-1].title = value
        else:
            attachments[-1].properties |= _properties(value)


def _properties(data: bytes) -> dict[int, bytes | str]:
    """Return the values of variable length that an attribute holds, by property id."""
    found: dict[int, bytes | str] = {}
    (count,) = struct.unpack_from("<I", data)
    if count > _MAX_PROPERTIES:
        raise _MalformedError
    position = 4
    for _ in range(count):
        kind, name = struct.unpack_from("<HH", data, position)
        position = _after_name(data, position + 4, name)
        values, position = _values(data, position, kind)
        if values:
            found.setdefault(name, values[0])
    return found


def _after_name(data: bytes, position: int, name: int) -> int:
    """Return the offset behind the GUID and name of a named property."""
    if name < 0x8000:
        return position
    (kind,) = struct.unpack_from("<I", data, position + 16)
    if kind == 0:
        return position + 24
    (size,) = struct.unpack_from("<I", data, position + 20)
    return position + 24 + _padded(size)


def _values(data: bytes, position: int, kind: int) -> tuple[list[bytes | str], int]:
    """Return a property's values, of which only those of variable length, and the offset behind."""
    base = kind & ~_MANY
    if base in _FIXED:
        count = 1
        if kind & _MANY:
            (count,) = struct.unpack_from("<I", data, position)
            position += 4
        return [], _within(data, position + _FIXED[base] * count)
    if base not in _VARIABLE:
        raise _MalformedError
    (count,) = struct.unpack_from("<I", data, position)
    position += 4
    if count > _MAX_PROPERTIES:
        raise _MalformedError
    values: list[bytes | str] = []
    for _ in range(count):
        (size,) = struct.unpack_from("<I", data, position)
        end = _within(data, position + 4 + size)
        content = data[position + 4 : end]
        if base == _OBJECT:
            content = content[_INTERFACE_SIZE:]
        is_text = base == _UNICODE
        values.append(content.decode("utf-16-le", "replace") if is_text else content)
        position += 4 + _padded(size)
    return values, position


def _padded(size: int) -> int:
    return size + -size % 4


def _within(data: bytes, position: int) -> int:
    if position > len(data):
        raise _MalformedError
    return position


def _shown(value: bytes | str, charset: str) -> str:
    """Return a text without its closing NUL."""
    if isinstance(value, str):
        return value.partition("\0")[0]
    try:
        text = value.decode(charset)
    except (LookupError, ValueError):
        text = value.decode("latin-1")
    return text.partition("\0")[0]


def _texts(properties: dict[int, bytes | str], charset: str) -> Iterator[Member]:
    for name, declared in ((_TEXT, "text/plain"), (_HTML, "text/html")):
        value = properties.get(name, b"")
        if isinstance(value, bytes) and name == _HTML:
            yield from [Member(None, value, declared, "")] if value else []
        elif text := _shown(value, charset).strip():
            yield Member(None, text.encode("utf-8", "replace"), declared, "", "utf-8")


def _member(attachment: _Attachment, charset: str) -> Member:
    properties = attachment.properties
    name = next(
        (
            shown
            for value in (
                properties.get(_LONG_NAME),
                attachment.title,
                properties.get(_SHORT_NAME),
                properties.get(_DISPLAY_NAME),
            )
            if value and (shown := _shown(value, charset))
        ),
        None,
    )
    data = properties.get(_DATA) or attachment.data
    content_id = _shown(properties.get(_CONTENT_ID, ""), charset).strip()
    return Member(
        name,
        data if isinstance(data, bytes) else data.encode("utf-16-le"),
        _shown(properties.get(_MEDIA_TYPE, ""), charset).strip().lower() or Member.declared,
        content_id=f"<{content_id.strip('<>')}>" if content_id else None,
        disposition="" if content_id else "attachment",
    )


def _fields(properties: dict[int, bytes | str], charset: str) -> Fields | None:
    """Return the sender and subject that the stream states, if it states any."""
    named = {
        "from": properties.get(_SENDER_SMTP) or properties.get(_SENDER_ADDRESS),
        "subject": properties.get(_SUBJECT),
        "message-id": properties.get(_MESSAGE_ID),
    }
    items = [(name, _shown(value, charset)) for name, value in named.items() if value]
    return Fields(tuple(items)) if any(name == "from" for name, _ in items) else None
