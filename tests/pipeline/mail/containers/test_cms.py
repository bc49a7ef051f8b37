"""Signed, compressed and encrypted data: the content comes out, the signature is judged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mail import magic
from pipeline.mail.containers.cms import judge_detached, open_cms
from pipeline.mail.containers.shapes import Opened
from pipeline.mail.limits import Room
from storage.domain.reason import Reason
from tests.pipeline.mail.containers.made import compressed, der, enveloped, signed
from tests.pipeline.mail.mails import PDF

ENTITY = b"Content-Type: text/plain\r\n\r\nBonjour\r\n"
# The same signed-data with lengths that are not stated and the content in two pieces, as programs
# that stream write it.
STREAMED = (
    b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80\x30\x80\x02\x01\x01\x31\x00"
    b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x80\x24\x80"
    + der(0x04, ENTITY[:9])
    + der(0x04, ENTITY[9:])
    + b"\0\0\0\0\0\0\x31\x00\0\0\0\0\0\0"
)


@pytest.mark.parametrize(
    ("data", "declared", "content", "reason"),
    [
        (signed(ENTITY), "message/rfc822", ENTITY, Reason.UNPACKED),
        (signed(PDF), "application/octet-stream", PDF, Reason.UNPACKED),
        (signed(ENTITY, of=b"other"), "message/rfc822", ENTITY, Reason.SIGNATURE_INVALID),
        (STREAMED, "message/rfc822", ENTITY, Reason.UNPACKED),
        (compressed(ENTITY), "message/rfc822", ENTITY, Reason.UNPACKED),
    ],
    ids=["mail", "file", "tampered", "streamed", "compressed"],
)
def test_the_content_comes_out(data: bytes, declared: str, content: bytes, reason: Reason) -> None:
    assert magic.sniff(data) == magic.CMS
    room = Room()
    found = open_cms(data, room)
    assert isinstance(found, Opened)
    assert [(m.declared, m.data) for m in found.members] == [(declared, content)]
    assert found.reason is reason
    assert room.members == Room().members - 1


def test_a_detached_signature_has_no_content() -> None:
    assert open_cms(signed(None, of=ENTITY), Room()) == Opened((), Reason.SIGNATURE)


@pytest.mark.parametrize(
    ("entity", "reason"),
    [
        (ENTITY, Reason.SIGNATURE),
        (ENTITY.replace(b"\r\n", b"\n"), Reason.SIGNATURE),
        (ENTITY + b" ", Reason.SIGNATURE_INVALID),
    ],
)
def test_a_detached_signature_fits_what_it_signs_or_does_not(entity: bytes, reason: Reason) -> None:
    assert judge_detached(signed(None, of=ENTITY), entity) is reason


def test_binary_content_is_signed_as_it_stands() -> None:
    entity = b"Content-Type: application/octet-stream\r\n\r\na\nb\r\n"
    assert judge_detached(signed(None, of=entity), entity) is Reason.SIGNATURE


def test_what_is_no_signature_signs_nothing() -> None:
    assert judge_detached(b"0\0", ENTITY) is Reason.SIGNATURE_INVALID


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (enveloped(), Reason.ENCRYPTED_MAIL),
        (signed(ENTITY)[:-3], Reason.CONTAINER_DAMAGED),
        (compressed(bytes(101 * 1024 * 1024)), Reason.ARCHIVE_BOMB),
        (compressed(b"x").replace(b"x\x9c", b"\0\0"), Reason.CONTAINER_DAMAGED),
        (b"\x30\x80" * 5_000, Reason.CONTAINER_DAMAGED),
        (der(0x30, der(0x05) * 300_000), Reason.CONTAINER_DAMAGED),
        (b"\x30\x89" + b"\xff" * 9, Reason.CONTAINER_DAMAGED),
        (b"", Reason.CONTAINER_DAMAGED),
        (der(0x30, der(0x06, b"\x2a"), der(0xA0, der(0x30))), Reason.CONTAINER_DAMAGED),
    ],
    ids=["encrypted", "cut", "bomb", "zlib", "deep", "wide", "long", "empty", "other"],
)
def test_what_stays_closed(data: bytes, reason: Reason) -> None:
    assert open_cms(data, Room()) is reason


@given(st.integers(0, 200), st.binary(max_size=6))
def test_no_bytes_make_it_fail(at: int, edit: bytes) -> None:
    for whole in (signed(ENTITY), STREAMED, compressed(ENTITY)):
        found = open_cms(whole[:at] + edit + whole[at + len(edit) :], Room())
        assert isinstance(found, Opened | Reason)
        assert judge_detached(whole[:at] + edit, ENTITY) in Reason
