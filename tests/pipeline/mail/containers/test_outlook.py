"""Outlook's own files: texts, attachments and attached mails come out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.mail import magic
from pipeline.mail.containers.outlook import open_outlook
from pipeline.mail.containers.shapes import Opened
from pipeline.mail.limits import MAX_MEMBERS, Room
from storage.domain.reason import Reason
from tests.pipeline.mail.containers.made import compound, outlook
from tests.pipeline.mail.mails import PDF

LONG_PDF = PDF.ljust(5_000, b"\n")
HEADERS = "From: ACME <compta@acme.example>\r\nSubject: Facture 12\r\nDate: Sun\r\n\r\n"
MAIL = compound(outlook(("Facture.pdf", LONG_PDF), headers=HEADERS))


def opened(data: bytes, room: Room | None = None) -> Opened:
    found = open_outlook(data, room or Room())
    assert isinstance(found, Opened)
    return found


def test_texts_and_attachments_come_out() -> None:
    assert magic.sniff(MAIL) == magic.OUTLOOK
    room = Room()
    found = opened(MAIL, room)
    assert [(m.raw_name, m.declared, m.disposition, m.data) for m in found.members] == [
        (None, "text/plain", "", b"Bonjour"),
        ("Facture.pdf", "application/octet-stream", "attachment", LONG_PDF),
    ]
    assert found.fields is not None
    assert found.fields.first("from") == "ACME <compta@acme.example>"
    assert room.members == Room().members - 2
    assert room.size < Room().size - len(LONG_PDF)


def test_without_the_header_of_smtp_the_sender_is_what_outlook_kept() -> None:
    found = opened(compound(outlook(sender="compta@acme.example")))
    assert found.fields is not None
    assert dict(found.fields.items) == {"from": "compta@acme.example", "subject": "Facture 12"}


def test_an_attached_mail_is_opened_with_it() -> None:
    inner = outlook(("F.pdf", LONG_PDF), headers=HEADERS)
    member = opened(compound(outlook(inner=inner))).members[-1]
    assert (member.raw_name, member.data) == ("Facture de juin", b"")
    assert member.nested is not None
    assert [m.raw_name for m in member.nested.members] == [None, "F.pdf"]


def test_caps() -> None:
    tree = outlook()
    for _ in range(5):
        tree = outlook(inner=tree)
    member = opened(compound(tree)).members[-1]
    while member.nested is not None:
        member = member.nested.members[-1]
    assert member.reason is Reason.ARCHIVE_TOO_DEEP
    assert open_outlook(MAIL, Room(size=6_000)) is Reason.ARCHIVE_BOMB
    assert open_outlook(MAIL, Room(members=1)) is Reason.ARCHIVE_TOO_MANY_MEMBERS
    assert MAX_MEMBERS > 1


def test_of_a_damaged_file_what_there_is() -> None:
    found = opened(MAIL[:-2_000])
    assert found.reason is Reason.CONTAINER_DAMAGED
    assert found.members[0].data == b"Bonjour"


@pytest.mark.parametrize("data", [MAIL[:600], b"", compound({"a": b"b"})])
def test_what_stays_closed(data: bytes) -> None:
    assert open_outlook(data, Room()) is Reason.CONTAINER_DAMAGED


@settings(deadline=None)
@given(st.integers(0, len(MAIL)), st.binary(max_size=12))
def test_no_bytes_make_it_fail(at: int, edit: bytes) -> None:
    found = open_outlook(MAIL[:at] + edit + MAIL[at + len(edit) :], Room())
    assert isinstance(found, Opened | Reason)
