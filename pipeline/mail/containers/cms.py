"""``.p7m`` and ``smime.p7s``: the cryptographic message syntax (RFC 5652), as S/MIME sends it.

In: the file as bytes. Out: the content that is signed or compressed. Of a signature it is told
whether its digest is that of the content (RFC 5652 §5.4): one that is not is invalid. Nothing here
says who signed: certificates are not followed, and no decision trusts a signature.
"""

import hashlib
import zlib

from pipeline.mail.containers.ber import OID, SET, BerError, Element, Reader
from pipeline.mail.containers.shapes import MESSAGE, OCTETS, Member, Opened
from pipeline.mail.fields import starts_with_fields
from pipeline.mail.limits import Room
from storage.domain.reason import Reason

_PKCS7 = b"\x2a\x86\x48\x86\xf7\x0d\x01\x07"
_SMIME_TYPES = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01"
_SIGNED = _PKCS7 + b"\x02"
_COMPRESSED = _SMIME_TYPES + b"\x09"
_ENCRYPTED = (_PKCS7 + b"\x03", _PKCS7 + b"\x06", _SMIME_TYPES + b"\x17")
_MESSAGE_DIGEST = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x04"
_DIGESTS = {
    b"\x2a\x86\x48\x86\xf7\x0d\x02\x05": "md5",
    b"\x2b\x0e\x03\x02\x1a": "sha1",
    b"\x60\x86\x48\x01\x65\x03\x04\x02\x01": "sha256",
    b"\x60\x86\x48\x01\x65\x03\x04\x02\x02": "sha384",
    b"\x60\x86\x48\x01\x65\x03\x04\x02\x03": "sha512",
    b"\x60\x86\x48\x01\x65\x03\x04\x02\x04": "sha224",
}
_EXPLICIT_0, _SIGNED_ATTRIBUTES = 0xA0, 0xA0
_MAX_SIGNERS = 10


def open_cms(data: bytes, room: Room) -> Opened | Reason:
    """Take out what is signed or compressed.

    Args:
        data: The file.
        room: What may still be taken out.

    Returns:
        The content, a mail or a file, and the verdict on its signature; no content where only
        certificates or a detached signature lie in it. ``ENCRYPTED_MAIL``, ``ARCHIVE_BOMB``,
        ``ARCHIVE_TOO_MANY_MEMBERS`` or ``CONTAINER_DAMAGED`` where it stays closed.
    """
    reader = Reader(data)
    try:
        kind, body = _content_info(reader)
        if kind in _ENCRYPTED:
            return Reason.ENCRYPTED_MAIL
        if kind == _COMPRESSED:
            return _opened(_inflate(reader, body, room), Reason.UNPACKED, room)
        if kind != _SIGNED:
            return Reason.CONTAINER_DAMAGED
        content = _encapsulated(reader, body)
        if content is None:
            return Opened((), Reason.SIGNATURE)
        is_sound = _digests_fit(reader, body, content)
    except (ValueError, IndexError, StopIteration):
        return Reason.CONTAINER_DAMAGED
    return _opened(content, Reason.UNPACKED if is_sound else Reason.SIGNATURE_INVALID, room)


def judge_detached(signature: bytes, entity: bytes) -> Reason:
    """Return what is to be said of the signature of a ``multipart/signed`` (RFC 1847 §2.1).

    Args:
        signature: Content of its second part.
        entity: Its first part with header, as it stands in the message.

    Returns:
        ``SIGNATURE``; ``SIGNATURE_INVALID`` where its digest is not that of the entity, neither
        with the line ends of RFC 8551 §3.1.1 nor as it stands, which binary content is signed as.
    """
    reader = Reader(signature)
    try:
        kind, body = _content_info(reader)
        forms = (entity.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), entity)
        if kind == _SIGNED and not any(_digests_fit(reader, body, form) for form in forms):
            return Reason.SIGNATURE_INVALID
    except (ValueError, IndexError, StopIteration):
        return Reason.SIGNATURE_INVALID
    return Reason.SIGNATURE


def _content_info(reader: Reader) -> tuple[bytes, Element]:
    """Return content type and content (RFC 5652 §3)."""
    kind, wrapped, *_ = reader.read().children
    return reader.content(kind), wrapped.children[0]


def _encapsulated(reader: Reader, signed: Element) -> bytes | None:
    """Return the content of a signed-data or compressed-data; None if it is detached."""
    info = next(
        child for child in signed.children if child.children and child.children[0].tag == OID
    )
    wrapped = [child for child in info.children if child.tag == _EXPLICIT_0]
    return reader.content(wrapped[0]) if wrapped else None


def _inflate(reader: Reader, compressed: Element, room: Room) -> bytes | None:
    """Return compressed content (RFC 3274 §1.1); None if it is larger than there is room."""
    *_, info = compressed.children
    packed = reader.content(next(child for child in info.children if child.tag == _EXPLICIT_0))
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(packed, max(1, room.size))
    except zlib.error as error:
        raise BerError from error
    return None if unpacker.unconsumed_tail else content


def _opened(content: bytes | None, reason: Reason, room: Room) -> Opened | Reason:
    if content is None:
        return Reason.ARCHIVE_BOMB
    if room.members < 1:
        return Reason.ARCHIVE_TOO_MANY_MEMBERS
    room.members -= 1
    room.size -= len(content)
    is_mail = starts_with_fields(content, at_least=1)
    return Opened((Member(None, content, MESSAGE if is_mail else OCTETS),), reason)


def _digests_fit(reader: Reader, signed: Element, content: bytes) -> bool:
    """Tell whether no signer states a digest that is not that of the content.

    A signer who states none, or by an algorithm that is not known here, contradicts nothing.
    """
    signers = signed.children[-1]
    if signers.tag != SET:
        raise BerError
    found: dict[str, bytes] = {}
    for signer in signers.children[:_MAX_SIGNERS]:
        algorithm = _DIGESTS.get(reader.content(signer.children[2].children[0]))
        stated = _stated_digest(reader, signer)
        if algorithm and stated is not None:
            if algorithm not in found:
                found[algorithm] = hashlib.new(algorithm, content, usedforsecurity=False).digest()
            if found[algorithm] != stated:
                return False
    return True


def _stated_digest(reader: Reader, signer: Element) -> bytes | None:
    """Return the message-digest attribute of a signer (RFC 5652 §11.2)."""
    for attributes in signer.children:
        if attributes.tag != _SIGNED_ATTRIBUTES:
            continue
        for attribute in attributes.children:
            if reader.content(attribute.children[0]) == _MESSAGE_DIGEST:
                return reader.content(attribute.children[1].children[0])
    return None
