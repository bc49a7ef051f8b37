"""Walking a message: every leaf of its MIME tree, those of nested messages included.

In: a message as received, with CRLF or LF (a delivered binary part may hold either). Out: leaves
with their decoded content, in the order of the message. Standards: RFC 2045, RFC 2046; leaves are
numbered as in RFC 9051 §6.4.5.

Entities are ranges of one buffer, split by boundary with a single search per multipart, so the
time is linear in size times depth, and depth is capped. Damaged structure is read generously: a
part that no reader shows must still end with a written reason.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.mail import magic
from pipeline.mail.encodings import decode, encoding_name, is_identity, uuencoded_files
from pipeline.mail.fields import (
    ContentType,
    Fields,
    boundary,
    content_type,
    parse_content,
    read_fields,
    starts_with_fields,
)
from pipeline.mail.limits import MAX_PARTS, Budget, LimitError
from pipeline.mail.names import raw_name
from storage.domain.reason import Reason

_MESSAGE_TYPES = frozenset({"message/rfc822", "message/global", "message/news"})
_OPAQUE_TYPES = frozenset({"application/octet-stream", "application/eml", "message/eml"})
# The boundary of a multipart that does not name it, or names another.
_ANY_DELIMITER = re.compile(rb"^--([^\r\n]{1,200})\r?\n(?=content-)", re.MULTILINE | re.IGNORECASE)
# What may follow a boundary on its line. RFC 2046 §5.1.1 asks only that the line begins with it,
# but then a boundary would match a longer one: text is allowed only if nothing else matches.
_BLANK_REST = rb"[ \t]*(--)?[ \t]*(?:\r?\n|\r?\Z)"
_ANY_REST = rb"(--)?(?:[ \t][^\n]*)?(?:\n|\r\n|\Z)"
_LEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n)*")


@dataclass(frozen=True)
class Leaf:
    """One part that holds no further parts.

    Attributes:
        path: Its number: ``1``, ``2.1``.
        raw_name: Its file name, decoded but not cleaned; None if it has none.
        declared: Media type that the sender declares, in small letters.
        disposition: ``attachment``, ``inline``, another token, or empty if not declared.
        content_id: Content-ID with its angle brackets; None if it has none.
        data: Decoded content; may be empty.
        sound: False if the transfer encoding is unknown or the content is not in it.
        returned: It lies in a message that a report sends back (RFC 6522 §3).
        encrypted: It lies in a ``multipart/encrypted`` (RFC 1847 §2.2).
    """

    path: str
    raw_name: str | None
    declared: str
    disposition: str
    content_id: str | None
    data: bytes = field(repr=False)
    sound: bool = True
    returned: bool = False
    encrypted: bool = False


@dataclass(frozen=True)
class _Entity:
    """A range of a buffer that holds a header and a body, and where it stands."""

    buffer: bytes
    start: int
    end: int
    default: str = "text/plain"
    depth: int = 0
    returned: bool = False
    encrypted: bool = False


def message_start(raw: bytes) -> int:
    """Return the offset of a message's first field.

    Mail programs export with a byte order mark, and relays have been seen to add empty lines; both
    are skipped only if fields follow.
    """
    match = _LEAD.match(raw, 0, 8192)
    lead = match.end() if match else 0
    return lead if lead and starts_with_fields(raw[lead : lead + 8192]) else 0


def walk(raw: bytes) -> list[Leaf]:
    """Return the leaves of a message.

    Args:
        raw: The message as received; may be empty or anything else.

    Raises:
        LimitError: It breaks a cap of `limits`, or has no line end but bare CRs.
    """
    if b"\n" not in raw and b"\r" in raw:
        raise LimitError(Reason.MALFORMED_MIME)
    entity = _Entity(raw, message_start(raw), len(raw))
    return list(_walk_message(entity, "", Budget()))


def _walk_message(entity: _Entity, prefix: str, budget: Budget) -> Iterator[Leaf]:
    """Walk a message whose own number is ``prefix``, empty for the outermost one.

    A multipart has no number of its own here; the body of a single-part message is number 1.
    """
    fields, body = read_fields(entity.buffer, entity.start, entity.end)
    is_multipart = content_type(fields, entity.default).value.startswith("multipart/")
    yield from _walk_entity(
        entity, fields, body, prefix if is_multipart else _join(prefix, 1), budget
    )


def _walk_entity(
    entity: _Entity, fields: Fields, body: int, path: str, budget: Budget
) -> Iterator[Leaf]:
    budget.enter(entity.depth)
    content = content_type(fields, entity.default)
    if content.value.startswith("multipart/"):
        yield from _walk_multipart(entity, fields, body, path, budget)
        return
    leaf = _leaf(entity, fields, content, body, path)
    if _is_message(leaf):
        inner = _Entity(
            leaf.data,
            message_start(leaf.data),
            len(leaf.data),
            depth=entity.depth + 1,
            returned=entity.returned,
            encrypted=entity.encrypted,
        )
        yield from _walk_message(inner, path, budget)
        return
    yield leaf
    if leaf.declared == "text/plain" and b"\nend" in leaf.data:
        yield from _uuencoded(leaf, entity.depth + 1, budget)


def _walk_multipart(
    entity: _Entity, fields: Fields, body: int, path: str, budget: Budget
) -> Iterator[Leaf]:
    content = content_type(fields, entity.default)
    buffer, ranges = _parts(entity, fields, body, boundary(content))
    if not ranges:
        yield _shell(entity, fields, content, body, path or "1")
        return
    default = "message/rfc822" if content.value == "multipart/digest" else "text/plain"
    for number, (start, end) in enumerate(ranges, 1):
        part_fields, part_body = read_fields(buffer, start, end)
        declared = content_type(part_fields, default).value
        part = _Entity(
            buffer,
            start,
            end,
            default,
            entity.depth + 1,
            entity.returned or (content.value == "multipart/report" and declared in _MESSAGE_TYPES),
            entity.encrypted or content.value == "multipart/encrypted",
        )
        yield from _walk_entity(part, part_fields, part_body, _join(path, number), budget)


def _join(prefix: str, number: int) -> str:
    return f"{prefix}.{number}" if prefix else str(number)


def _parts(
    entity: _Entity, fields: Fields, body: int, name: bytes
) -> tuple[bytes, list[tuple[int, int]]]:
    """Return the ranges of a multipart's parts and the buffer that they are ranges of.

    RFC 2045 §6.4 allows a multipart no encoding, but senders encode whole ones.
    """
    encoding = encoding_name(fields.first("content-transfer-encoding"))
    ranges = _split(entity.buffer, body, entity.end, name)
    if ranges or is_identity(encoding):
        return entity.buffer, ranges
    decoded = decode(entity.buffer[body : entity.end], encoding).data
    return decoded, _split(decoded, 0, len(decoded), name)


def _split(buffer: bytes, start: int, end: int, name: bytes) -> list[tuple[int, int]]:
    """Split a multipart body at its delimiter lines (RFC 2046 §5.1.1).

    The line end before a delimiter belongs to it. What follows a closing delimiter is dropped up
    to the next delimiter of the same name, since some mail programs close too early. A missing
    closing delimiter ends with the body.
    """
    for rest in (_BLANK_REST, _ANY_REST) if name else ():
        if ranges := _between_delimiters(buffer, start, end, re.escape(name) + rest):
            return ranges
    guessed = _ANY_DELIMITER.search(buffer, start, end)
    if guessed is None:
        return []
    name = guessed[1].rstrip()
    return _between_delimiters(buffer, start, end, re.escape(name) + _BLANK_REST)


def _between_delimiters(
    buffer: bytes, start: int, end: int, pattern: bytes
) -> list[tuple[int, int]]:
    """Return at most one range more than a message may have parts."""
    ranges: list[tuple[int, int]] = []
    opened: int | None = None
    for match in re.compile(rb"^--" + pattern, re.MULTILINE).finditer(buffer, start, end):
        if opened is not None:
            ranges.append((opened, max(opened, _before_line_end(buffer, match.start()))))
        opened = None if match[1] else match.end()
        if len(ranges) > MAX_PARTS:
            return ranges
    if opened is not None and opened < end:
        ranges.append((opened, end))
    return ranges


def _before_line_end(buffer: bytes, position: int) -> int:
    """Return the offset of the CRLF or LF that ends at ``position``, which follows one."""
    return position - 2 if buffer[position - 2 : position] == b"\r\n" else position - 1


def _leaf(entity: _Entity, fields: Fields, content: ContentType, body: int, path: str) -> Leaf:
    disposition = parse_content(fields.first("content-disposition"))
    encoding = encoding_name(fields.first("content-transfer-encoding"))
    raw = entity.buffer[body : entity.end]
    decoded = decode(raw, encoding)
    data, sound = decoded.data, decoded.sound
    if not sound and magic.sniff(raw) in (magic.PDF, magic.MESSAGE):
        # The body says itself that it is not encoded at all.
        data, sound = raw, True
    return Leaf(
        path=path,
        raw_name=raw_name(disposition, content),
        declared=content.value,
        disposition=disposition.value,
        content_id=fields.first("content-id").strip() or None,
        data=data,
        sound=sound,
        returned=entity.returned,
        encrypted=entity.encrypted,
    )


def _shell(entity: _Entity, fields: Fields, content: ContentType, body: int, path: str) -> Leaf:
    """Make a leaf of a multipart in which no part can be found; its type stays multipart."""
    leaf = _leaf(entity, fields, content, body, path)
    return leaf if leaf.data.strip() else Leaf(path, None, "text/plain", "", None, b"")


def _is_message(leaf: Leaf) -> bool:
    """Tell whether a leaf is a message to descend into (RFC 2046 §5.2.1).

    Its encoding does not matter, though RFC 2046 §5.2.1 forbids any but 7bit, 8bit and binary. A
    file that is a message by name or by an undeclared type counts too if it begins as one.
    """
    if leaf.declared in _MESSAGE_TYPES:
        return starts_with_fields(leaf.data[message_start(leaf.data) :][:8192], at_least=1)
    is_file = leaf.declared in _OPAQUE_TYPES or (leaf.raw_name or "").lower().endswith(".eml")
    return is_file and magic.sniff(leaf.data) == magic.MESSAGE


def _uuencoded(leaf: Leaf, depth: int, budget: Budget) -> Iterator[Leaf]:
    """Yield the files that stand uuencoded in a text, numbered below it."""
    for number, (name, data) in enumerate(uuencoded_files(leaf.data), 1):
        budget.enter(depth)
        yield Leaf(
            path=_join(leaf.path, number),
            raw_name=name,
            declared="application/octet-stream",
            disposition="attachment",
            content_id=None,
            data=data,
            returned=leaf.returned,
            encrypted=leaf.encrypted,
        )
