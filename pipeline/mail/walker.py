"""Walking a message: every leaf of its MIME tree, of nested messages and of other containers.

In: a message as received, with CRLF or LF (a delivered binary part may hold either). Out: leaves
with their decoded content, in the order of the message. Standards: RFC 2045, RFC 2046; leaves are
numbered as in RFC 9051 §6.4.5.

Entities are ranges of one buffer, split by boundary with a single search per multipart, so the
time is linear in size times depth, and depth is capped. Damaged structure is read generously: a
part that no reader shows must still end with a written reason.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from pipeline.mail import magic
from pipeline.mail.boundaries import split
from pipeline.mail.containers.cms import judge_detached
from pipeline.mail.containers.opening import open_container
from pipeline.mail.containers.shapes import MESSAGE, OCTETS, Opened
from pipeline.mail.encodings import decode, encoding_name, is_identity, uuencoded_files
from pipeline.mail.fields import (
    ContentType,
    Fields,
    as_media_type,
    boundary,
    content_type,
    parse_content,
    read_fields,
    starts_with_fields,
)
from pipeline.mail.limits import Budget, LimitError
from pipeline.mail.names import raw_name
from storage.domain.reason import Reason

_MESSAGE_TYPES = frozenset({"message/rfc822", "message/global", "message/news"})
_CLOSED_TYPES = frozenset({"message/partial", "message/external-body"})
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature"})
_OPAQUE_TYPES = frozenset({"application/octet-stream", "application/eml", "message/eml"})
_LEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n)*")


@dataclass(frozen=True)
class Leaf:
    """One part that holds no further parts, or a container whose parts stand beside it.

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
        cut: The transfer encoding breaks off within its last group.
        charset: Of a text; empty if not declared.
        reason: Why it ends here, where opening it told that; None if it is still to be judged.
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
    cut: bool = False
    charset: str = ""
    reason: Reason | None = None


@dataclass(frozen=True)
class NestedMail:
    """A mail that lies in the message.

    Attributes:
        path: Its number; those of its parts begin with it.
        fields: Its header.
        data: All of it; None where what holds it is no mail of RFC 5322.
    """

    path: str
    fields: Fields
    data: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class TakenApart:
    """What a message holds.

    Attributes:
        fields: Its own header.
        leaves: In the order of the message.
        mails: Those within it, returned ones left out, the outer ones first.
    """

    fields: Fields
    leaves: tuple[Leaf, ...]
    mails: tuple[NestedMail, ...] = ()


@dataclass(frozen=True)
class _Place:
    """Where something stands: what lies around it."""

    depth: int = 0
    containers: int = 0
    returned: bool = False
    encrypted: bool = False


@dataclass(frozen=True)
class _Entity:
    """A range of a buffer that holds a header and a body, and where it stands."""

    buffer: bytes
    start: int
    end: int
    place: _Place = _Place()
    default: str = "text/plain"


def message_start(raw: bytes) -> int:
    """Return the offset of a message's first field.

    Mail programs export with a byte order mark, and relays have been seen to add empty lines; both
    are skipped only if fields follow.
    """
    match = _LEAD.match(raw, 0, 8192)
    lead = match.end() if match else 0
    return lead if lead and starts_with_fields(raw[lead : lead + 8192]) else 0


def walk(raw: bytes) -> list[Leaf]:
    """Return the leaves of a message, as `take_apart` does."""
    return list(take_apart(raw).leaves)


def take_apart(raw: bytes) -> TakenApart:
    """Walk a message.

    Args:
        raw: The message as received; may be empty or anything else.

    Raises:
        LimitError: It breaks a cap of `limits`, or has no line end but bare CRs. Only one whose
            own header is too large breaks ``HEADER_TOO_LARGE``.
    """
    if b"\n" not in raw and b"\r" in raw:
        raise LimitError(Reason.MALFORMED_MIME)
    entity = _Entity(raw, message_start(raw), len(raw))
    fields, body = read_fields(raw, entity.start, entity.end)
    walker = _Walker()
    try:
        leaves = tuple(walker.message(entity, fields, body, ""))
    except LimitError as error:
        if error.reason is Reason.HEADER_TOO_LARGE:
            raise LimitError(Reason.MALFORMED_MIME) from error
        raise
    return TakenApart(fields, leaves, tuple(walker.mails))


def open_file(data: bytes, name: str | None) -> TakenApart:
    """Return a file that came by itself, and what lies in it if it is a container.

    Raises:
        LimitError: What lies in it breaks a cap of `limits`.
    """
    leaf = Leaf("1", name, OCTETS, "attachment", None, data)
    # A mailbox of many mails looks like one; it is no container that is opened here.
    walker = _Walker()
    leaves = (leaf,) if _is_message(leaf) else tuple(walker.opened(leaf, _Place()))
    return TakenApart(Fields(), leaves, tuple(walker.mails))


class _Walker:
    """Walks one message, nested ones included, within one budget."""

    def __init__(self) -> None:
        self.mails: list[NestedMail] = []
        self._budget = Budget()

    def message(self, entity: _Entity, fields: Fields, body: int, prefix: str) -> Iterator[Leaf]:
        """Walk a message whose own number is ``prefix``, empty for the outermost one.

        A multipart has no number of its own here; the body of a single-part message is number 1.
        """
        is_multipart = content_type(fields, entity.default).value.startswith("multipart/")
        path = prefix if is_multipart else _join(prefix, 1)
        yield from self._entity(entity, fields, body, path)

    def opened(self, leaf: Leaf, place: _Place) -> Iterator[Leaf]:
        """Yield a leaf; what lies in it in its place if it is a message, else behind it."""
        if leaf.reason is None and _is_message(leaf):
            yield from self._inner_message(leaf, place)
        elif leaf.reason is not None or leaf.returned or leaf.declared in _CLOSED_TYPES:
            yield leaf
        else:
            found = open_container(leaf.data, leaf.raw_name, self._budget.room, place.containers)
            if found is None:
                yield leaf
                yield from self._uuencoded(leaf, place)
            else:
                yield from self._contained(leaf, place, *found)

    def _entity(self, entity: _Entity, fields: Fields, body: int, path: str) -> Iterator[Leaf]:
        self._budget.enter(entity.place.depth)
        content = content_type(fields, entity.default)
        if content.value.startswith("multipart/"):
            yield from self._multipart(entity, fields, body, path)
            return
        leaf = _leaf(entity, fields, content, body, path)
        if leaf.disposition == "attachment" or (leaf.raw_name and leaf.content_id is None):
            self._budget.attach()
        yield from self.opened(leaf, entity.place)

    def _multipart(self, entity: _Entity, fields: Fields, body: int, path: str) -> Iterator[Leaf]:
        content = content_type(fields, entity.default)
        name = boundary(content)
        self._budget.divide(name)
        buffer, ranges = _parts(entity, fields, body, name)
        if not ranges:
            yield _shell(entity, fields, content, body, path or "1")
            return
        default = MESSAGE if content.value == "multipart/digest" else "text/plain"
        for number, (start, end) in enumerate(ranges, 1):
            part_fields, part_body = read_fields(buffer, start, end)
            declared = content_type(part_fields, default).value
            place = _within(entity.place, content.value, declared)
            part = _Entity(buffer, start, end, place, default)
            leaves = self._entity(part, part_fields, part_body, _join(path, number))
            if number == 2 and content.value == "multipart/signed" and declared in _SIGNATURES:
                first, last = ranges[0]
                leaves = _signed(leaves, buffer[first:last])
            yield from leaves

    def _inner_message(self, leaf: Leaf, place: _Place) -> Iterator[Leaf]:
        start = message_start(leaf.data)
        inner = _Entity(
            leaf.data, start, len(leaf.data), replace(place, depth=place.depth + 1), "text/plain"
        )
        fields, body = read_fields(leaf.data, start, len(leaf.data))
        if not leaf.returned and (fields.first("from") or fields.first("subject")):
            self.mails.append(NestedMail(leaf.path, fields, leaf.data))
        yield from self.message(inner, fields, body, leaf.path)

    def _contained(
        self, leaf: Leaf, place: _Place, kind: str, opened: Opened | Reason
    ) -> Iterator[Leaf]:
        """Yield a container with what is to be said of it, and behind it what lies in it."""
        if isinstance(opened, Reason):
            yield replace(leaf, reason=opened)
            return
        yield replace(leaf, reason=opened.reason)
        # A winmail.dat is the text of the mail that it came in; one within another is a mail.
        is_mail = kind != magic.TNEF or place.containers > 0
        if opened.fields is not None and is_mail:
            self.mails.append(NestedMail(leaf.path, opened.fields))
        within = replace(place, depth=place.depth + 1, containers=place.containers + 1)
        for number, member in enumerate(opened.members, 1):
            self._budget.descend(within.depth)
            inner = Leaf(
                path=_join(leaf.path, number),
                raw_name=member.raw_name,
                declared=as_media_type(member.declared, OCTETS),
                disposition=member.disposition,
                content_id=member.content_id,
                data=member.data,
                encrypted=leaf.encrypted,
                charset=member.charset,
                reason=member.reason,
            )
            if member.nested is not None:
                yield from self._contained(inner, within, kind, member.nested)
            else:
                yield from self.opened(inner, within)

    def _uuencoded(self, leaf: Leaf, place: _Place) -> Iterator[Leaf]:
        """Yield the files that stand uuencoded in a text, numbered below it."""
        if leaf.declared != "text/plain" or b"\nend" not in leaf.data:
            return
        within = replace(place, depth=place.depth + 1)
        for number, (name, data) in enumerate(uuencoded_files(leaf.data), 1):
            self._budget.enter(within.depth)
            inner = Leaf(
                path=_join(leaf.path, number),
                raw_name=name,
                declared=OCTETS,
                disposition="attachment",
                content_id=None,
                data=data,
                encrypted=leaf.encrypted,
            )
            yield from self.opened(inner, within)


def _within(place: _Place, multipart: str, declared: str) -> _Place:
    """Return where a part of a multipart stands."""
    is_returned = multipart == "multipart/report" and declared in _MESSAGE_TYPES
    return replace(
        place,
        depth=place.depth + 1,
        returned=place.returned or is_returned,
        encrypted=place.encrypted or multipart == "multipart/encrypted",
    )


def _signed(leaves: Iterable[Leaf], entity: bytes) -> Iterator[Leaf]:
    """Say of a detached signature whether it fits what it signs."""
    for leaf in leaves:
        if leaf.reason is Reason.SIGNATURE:
            leaf = replace(leaf, reason=judge_detached(leaf.data, entity))  # noqa: PLW2901
        yield leaf


def _join(prefix: str, number: int) -> str:
    return f"{prefix}.{number}" if prefix else str(number)


def _parts(
    entity: _Entity, fields: Fields, body: int, name: bytes
) -> tuple[bytes, list[tuple[int, int]]]:
    """Return the ranges of a multipart's parts and the buffer that they are ranges of.

    RFC 2045 §6.4 allows a multipart no encoding, but senders encode whole ones.
    """
    encoding = encoding_name(fields.first("content-transfer-encoding"))
    ranges = split(entity.buffer, body, entity.end, name)
    if ranges or is_identity(encoding):
        return entity.buffer, ranges
    decoded = decode(entity.buffer[body : entity.end], encoding).data
    return decoded, split(decoded, 0, len(decoded), name)


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
        cut=decoded.cut,
        returned=entity.place.returned,
        encrypted=entity.place.encrypted,
        charset=content.parameter("charset"),
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
