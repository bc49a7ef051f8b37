"""winmail.dat: texts and attachments come out; no count in it is believed."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mail.containers.shapes import Opened
from pipeline.mail.containers.tnef import open_tnef
from pipeline.mail.limits import MAX_MEMBERS, Room
from storage.domain.reason import Reason
from tests.effort import assert_cheap
from tests.pipeline.mail.containers.made import (
    BINARY,
    MESSAGE_INTERFACE,
    OBJECT,
    attribute,
    properties,
    tnef,
    tnef_file,
    wide,
)
from tests.pipeline.mail.mails import PDF

WINMAIL = tnef(
    attribute(0x9007, struct.pack("<II", 1252, 0), 1),
    attribute(0x9003, properties({0x1000: wide("Bonjour"), 0x0C1F: wide("a@b.example")}), 1),
    tnef_file("Facture été.pdf", PDF),
)


def opened(data: bytes) -> Opened:
    found = open_tnef(data, Room())
    assert isinstance(found, Opened)
    return found


def test_texts_and_attachments_come_out() -> None:
    found = opened(WINMAIL)
    assert [(m.raw_name, m.declared, m.disposition, m.data) for m in found.members] == [
        (None, "text/plain", "", b"Bonjour"),
        ("Facture été.pdf", "application/octet-stream", "attachment", PDF),
    ]
    assert found.fields is not None
    assert found.fields.first("from") == "a@b.example"
    assert found.reason is Reason.UNPACKED


def test_a_name_in_the_code_page_of_the_sender() -> None:
    data = tnef(
        attribute(0x9007, struct.pack("<II", 1252, 0), 1),
        attribute(0x9002, bytes(14)),
        attribute(0x8010, "été.pdf\0".encode("cp1252")),
        attribute(0x800F, PDF),
    )
    assert opened(data).members[0].raw_name == "été.pdf"


def test_a_picture_of_the_text_is_no_attachment() -> None:
    values = {0x3712: wide("logo@a"), 0x370E: wide("IMAGE/PNG"), 0x3701: (BINARY, b"\x89PNG")}
    data = tnef(attribute(0x9002, bytes(14)), attribute(0x9005, properties(values)))
    (member,) = opened(data).members
    assert (member.content_id, member.declared, member.disposition, member.data) == (
        "<logo@a>",
        "image/png",
        "",
        b"\x89PNG",
    )


def test_an_embedded_mail_is_such_a_stream_again() -> None:
    inner = {0x3701: (OBJECT, MESSAGE_INTERFACE + WINMAIL)}
    data = tnef(
        attribute(0x9002, bytes(14)),
        attribute(0x800F, b"This attachment is not supported."),
        attribute(0x9005, properties(inner)),
    )
    assert opened(data).members[0].data == WINMAIL


def test_of_a_cut_stream_what_there_is() -> None:
    found = opened(tnef(attribute(0x800C, b"Bonjour\0", 1), tnef_file("a.pdf", PDF))[:-70])
    assert found.reason is Reason.TNEF_MALFORMED
    assert [m.declared for m in found.members][:1] == ["text/plain"]


HUGE = struct.pack("<I", 0xFFFFFFFF)
LOOPS = [
    HUGE,
    struct.pack("<IHH", 1, 0x1002, 0x1234) + HUGE,
    struct.pack("<IHH", 1, 0x1E, 0x1000) + HUGE,
    struct.pack("<IHHI", 1, 0x1E, 0x1000, 1) + HUGE,
    struct.pack("<IHH", 1, 0x99, 0x1000),
    struct.pack("<IHH", 1, 0x1E, 0x8000) + bytes(16) + struct.pack("<I", 1) + HUGE,
    b"",
]


@pytest.mark.parametrize("block", LOOPS)
def test_a_count_that_is_not_borne_out_ends_at_once(block: bytes) -> None:
    data = tnef(attribute(0x9003, block, 1))
    assert open_tnef(data, Room()) is Reason.TNEF_MALFORMED
    assert_cheap(lambda: open_tnef(data, Room()), 40)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x78\x9f\x3e\x22", Reason.TNEF_MALFORMED),
        (b"anything", Reason.TNEF_MALFORMED),
        (tnef(attribute(0, b"") * 11_000), Reason.TNEF_MALFORMED),
        (tnef(tnef_file("a", b"") * (MAX_MEMBERS + 1)), Reason.ARCHIVE_TOO_MANY_MEMBERS),
    ],
    ids=["empty", "other", "attributes", "members"],
)
def test_what_stays_closed(data: bytes, reason: Reason) -> None:
    assert open_tnef(data, Room()) is reason


@given(st.integers(0, len(WINMAIL)), st.binary(max_size=12))
def test_no_bytes_make_it_fail(at: int, edit: bytes) -> None:
    assert isinstance(open_tnef(WINMAIL[:at] + edit + WINMAIL[at:], Room()), Opened | Reason)
    assert isinstance(open_tnef(WINMAIL[:at] + edit, Room()), Opened | Reason)
