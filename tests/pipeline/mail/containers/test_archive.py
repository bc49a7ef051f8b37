"""Archives: what lies in them comes out, within bounds, and nothing else happens."""

import io
import stat
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mail.containers.archive import FREE_SIZE, is_bomb, open_zip
from pipeline.mail.containers.shapes import Opened
from pipeline.mail.limits import MAX_MEMBERS, Room
from storage.domain.reason import Reason
from tests.effort import assert_cheap
from tests.pipeline.mail.containers.made import zipped, zipped_at
from tests.pipeline.mail.mails import PDF


def opened(data: bytes, room: Room | None = None) -> Opened:
    found = open_zip(data, room or Room())
    assert isinstance(found, Opened)
    return found


def with_entry(name: str = "a.pdf", **changes: int) -> bytes:
    """Return an archive of one file whose entry is changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        entry = zipfile.ZipInfo(name)
        for field, value in changes.items():
            setattr(entry, field, value)
        archive.writestr(entry, PDF)
    return target.getvalue()


def test_what_another_program_opens_is_looked_at_only() -> None:
    assert not is_bomb(zipped(*((f"{n}.xml", b"<a/>" * 9_000) for n in range(MAX_MEMBERS + 1))))
    assert is_bomb(zipped(("a.xml", bytes(2 * FREE_SIZE))))
    assert not is_bomb(b"PK, but no archive")


def test_files_come_out_in_their_order_and_folders_do_not() -> None:
    room = Room()
    found = opened(zipped(("mai/", b""), ("mai/b.pdf", PDF), ("a.xml", b"<a/>")), room)
    assert [(m.raw_name, m.data, m.reason) for m in found.members] == [
        ("mai/b.pdf", PDF, None),
        ("a.xml", b"<a/>", None),
    ]
    assert found.reason is Reason.UNPACKED
    assert room == Room(Room().size - len(PDF) - 4, Room().members - 2)


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/abs/x.pdf", "..\\x.pdf", "C:x.pdf"])
def test_a_path_is_only_a_name(name: str) -> None:
    assert opened(zipped((name, PDF))).members[0].data == PDF


@pytest.mark.parametrize("name", ["été.pdf", "Société\u202efdp.pdf"])
def test_a_name_in_utf8_without_the_mark_for_it(name: str) -> None:
    data = zipped((name, PDF)).replace(b"\x14\0\0\x08", b"\x14\0\0\0")
    assert opened(data).members[0].raw_name == name


def test_a_file_without_a_name_comes_out() -> None:
    data = bytearray(zipped(("a", PDF)))
    entry = data.index(b"PK\x01\x02")
    data[26:30] = b"\0\0\1\0"  # the letter is now an extra field of the file's header,
    data[entry + 28 : entry + 34] = b"\0\0\0\0\1\0"  # and a comment in the directory
    found = opened(bytes(data))
    assert [(m.raw_name, m.data, m.reason) for m in found.members] == [("", PDF, None)]


def test_a_file_that_lies_beyond_all_numbers_cannot_be_had() -> None:
    found = opened(zipped_at("a.pdf", PDF, 2**64 - 1))
    assert [(m.raw_name, m.reason) for m in found.members] == [("a.pdf", Reason.CONTAINER_DAMAGED)]
    assert opened(zipped_at("a.pdf", PDF, 0)).members[0].data == PDF


def test_what_cannot_be_had_keeps_its_name_and_a_reason() -> None:
    link = with_entry(external_attr=(stat.S_IFLNK | 0o777) << 16)
    assert opened(link).members[0].reason is Reason.ATTACHMENT_TYPE
    assert opened(link).members[0].data == b""
    assert opened(link).reason is Reason.ATTACHMENT_TYPE
    data = zipped(("a.pdf", PDF), ("b.pdf", PDF))
    encrypted = data.replace(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\1\0", 1)
    assert [m.reason for m in opened(encrypted).members] == [Reason.ARCHIVE_ENCRYPTED, None]
    assert opened(encrypted).reason is Reason.ARCHIVE_ENCRYPTED
    at = data.index(b"a.pdf") + 8
    broken = data[:at] + b"\xff\xff" + data[at + 2 :]
    assert [m.reason for m in opened(broken).members] == [Reason.CONTAINER_DAMAGED, None]


def test_technical_files_are_known_by_name_and_content() -> None:
    apple = b"\0\5\x16\7" + bytes(20)
    found = opened(zipped(("__MACOSX/._a.pdf", apple), ("._b.pdf", PDF), ("Thumbs.db", PDF)))
    assert [m.reason for m in found.members] == [Reason.SYSTEM_FILE, None, None]


MEGABYTE = bytes(1024 * 1024)
MANY = zipped(*[(f"{number}.pdf", b"") for number in range(MAX_MEMBERS + 1)])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (MANY, Reason.ARCHIVE_TOO_MANY_MEMBERS),
        (b"PK\x03\x04" + b"PK\x01\x02" * 20_000, Reason.ARCHIVE_TOO_MANY_MEMBERS),
        (zipped(("a", MEGABYTE * 101)), Reason.ARCHIVE_BOMB),
        (zipped(("a", bytes(FREE_SIZE + 1))), Reason.ARCHIVE_BOMB),
        (b"PK\x03\x04", Reason.CONTAINER_DAMAGED),
        (zipped(("a.pdf", PDF))[:-30], Reason.CONTAINER_DAMAGED),
    ],
    ids=["members", "entries", "size", "ratio", "head", "tail"],
)
def test_caps(data: bytes, reason: Reason) -> None:
    assert open_zip(data, Room()) is reason
    assert_cheap(lambda: open_zip(data, Room()), 75)


def test_a_small_file_may_be_dense() -> None:
    assert len(opened(zipped(("a", MEGABYTE * 9))).members[0].data) == 9 * len(MEGABYTE)


def test_files_that_share_bytes_are_a_bomb() -> None:
    data = zipped(("a", MEGABYTE), ("b", b"b"))
    offset = data.rindex(b"PK\x01\x02") + 42
    shared = data[:offset] + bytes(4) + data[offset + 4 :]
    assert open_zip(shared, Room()) is Reason.ARCHIVE_BOMB


def test_a_file_that_is_longer_than_announced_is_not_read_on() -> None:
    data = zipped(("a", MEGABYTE))
    size = len(MEGABYTE).to_bytes(4, "little")
    found = open_zip(data.replace(size, b"\x10\0\0\0"), Room())
    assert isinstance(found, Opened)
    assert len(found.members[0].data) <= 16


@given(st.binary(max_size=500), st.integers(0, 400), st.binary(max_size=8))
def test_no_bytes_make_it_fail(data: bytes, at: int, edit: bytes) -> None:
    archive = zipped(("a.pdf", PDF), ("b/c.xml", data))
    for broken in (b"PK\x03\x04" + data, archive[:at] + edit + archive[at + len(edit) :]):
        found = open_zip(broken, Room())
        assert isinstance(found, Reason | Opened)
