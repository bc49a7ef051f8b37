"""The shipper: every entry stored exactly once, whatever happens in between."""

import threading
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from unittest.mock import Mock

import pytest
from sqlmodel import select

from gateway import shipper as shipper_module
from gateway.envelope import SpooledEnvelope
from gateway.postmaster import MAILBOX
from gateway.shipper import Shipper
from gateway.spool import Entry, Spool
from storage.blobs import OPERATOR, BlobStore
from storage.clock import utc_now
from storage.database import Database
from storage.domain.errors import NotFoundError
from storage.domain.mailbox import Recipient
from storage.intake import receive
from storage.models.message import DeliveryRow, MessageRow
from storage.models.work import WorkRow
from storage.queries.blobs import named_blobs
from storage.queries.mailboxes import find_mailbox
from storage.queries.postmaster import waiting_for_postmaster
from tests.gateway.harness import (
    MESSAGE,
    OTHER_PURCHASES,
    PURCHASES,
    SALES,
    SENDER,
    AwayDatabase,
    wait_until,
)


class Post:
    """A spool, a shipper with a clock of its own, and what they have stored.

    Args:
        home: Data directory with a database.
        database: That database.
    """

    def __init__(self, home: Path, database: Database) -> None:
        self.now = 0.0
        self.database = database
        self.spool = Spool(home / "spool", reserve=0)
        self.blobs = BlobStore(home / "blobs")
        self.shipper = self.new_shipper(database)

    def new_shipper(self, database: Database) -> Shipper:
        return Shipper(self.spool, database, self.blobs, clock=lambda: self.now)

    def recipient(self, address: str) -> Recipient:
        with self.database.read() as session:
            mailbox = find_mailbox(session, address.lower())
            assert mailbox is not None
            return Recipient(address, mailbox.id)

    def append(self, *addresses: str, content: bytes = MESSAGE) -> str:
        recipients = tuple(self.recipient(address) for address in addresses)
        return self.append_to(recipients, content)

    def append_to(self, recipients: tuple[Recipient, ...], content: bytes = MESSAGE) -> str:
        envelope = SpooledEnvelope(SENDER, recipients, utc_now(), {"helo": "x"})
        return self.spool.append(envelope, content)

    def for_postmaster(self) -> list[tuple[str, bytes]]:
        """Return receipts and bytes of what waits for the operator."""
        with self.database.read() as session:
            rows = waiting_for_postmaster(session)
        return [(r.receipt, self.blobs.path(OPERATOR, r.raw_sha256).read_bytes()) for r in rows]

    def messages(self) -> Sequence[MessageRow]:
        with self.database.read() as session:
            return session.exec(select(MessageRow)).all()

    def deliveries(self) -> Sequence[DeliveryRow]:
        with self.database.read() as session:
            return session.exec(select(DeliveryRow)).all()


@pytest.fixture
def post(home: Path, database: Database) -> Post:
    return Post(home, database)


def test_ships_and_releases(post: Post) -> None:
    name = post.append(PURCHASES, SALES, content=b"a\r\n.\r\n\xff")
    assert post.shipper.look() == 1
    assert post.spool.names() == []
    [delivery] = post.deliveries()
    assert (delivery.receipt, delivery.mail_from, delivery.verdicts) == (name, SENDER, None)
    assert delivery.client == {"helo": "x"}
    assert [m.rcpt_to for m in post.messages()] == [[PURCHASES], [SALES]]
    path = post.blobs.path(delivery.firm_id, delivery.raw_sha256)
    assert path.read_bytes() == b"a\r\n.\r\n\xff"
    with post.database.read() as session:
        assert len(session.exec(select(WorkRow)).all()) == 2


def test_a_large_message_is_written_once(post: Post) -> None:
    draft = post.spool.begin()
    draft.write([b"a: b\r\n\r\n", b"x" * 100_000])
    recipients = (post.recipient(PURCHASES), post.recipient(OTHER_PURCHASES))
    name = draft.commit(SpooledEnvelope(SENDER, recipients, utc_now()))
    [entry] = post.spool.iterate()
    inode = entry.path.stat().st_ino
    assert (entry.name, entry.size) == (name, 100_008)
    assert post.shipper.look() == 1
    assert list((post.spool.folder / "large").iterdir()) == []
    paths = [post.blobs.path(d.firm_id, d.raw_sha256) for d in post.deliveries()]
    assert [path.stat().st_size for path in paths] == [100_008] * 2
    assert sum(path.stat().st_ino == inode for path in paths) == 1


def test_mail_for_postmaster_waits_for_the_operator(post: Post) -> None:
    mailbox = Recipient("Postmaster@mg.example.org", MAILBOX)
    alone = post.append_to((mailbox,), b"alone")
    both = post.append_to((mailbox, post.recipient(PURCHASES)), b"both")
    assert post.shipper.look() == 2
    assert post.spool.names() == []
    assert [m.rcpt_to for m in post.messages()] == [[PURCHASES]]
    assert post.for_postmaster() == [(alone, b"alone"), (both, b"both")]
    assert [d.rcpt_to for d in post.deliveries()] == [[PURCHASES]]


def test_mail_for_postmaster_is_kept_once(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    name = post.append_to((Recipient("postmaster", MAILBOX),), b"x" * 100)
    with monkeypatch.context() as patch:
        patch.setattr(post.spool, "release", Mock(side_effect=OSError))
        assert post.shipper.look() == 0
    post.now = 1e6
    assert post.shipper.look() == 1
    assert post.for_postmaster() == [(name, b"x" * 100)]
    with post.database.read() as session:
        assert OPERATOR in {firm for firm, _ in named_blobs(session)}


def test_two_firms_see_their_own_recipients_only(post: Post) -> None:
    post.append(PURCHASES, OTHER_PURCHASES)
    post.shipper.look()
    assert sorted(d.rcpt_to for d in post.deliveries()) == [[PURCHASES], [OTHER_PURCHASES]]


def test_killed_between_commit_and_release(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(_self: Spool, _name: str) -> None:
        raise SystemExit

    name = post.append(PURCHASES, OTHER_PURCHASES)
    monkeypatch.setattr(Spool, "release", die)
    with pytest.raises(SystemExit):
        post.shipper.look()
    monkeypatch.undo()
    assert post.spool.names() == [name]
    assert post.new_shipper(post.database).look() == 1
    assert post.spool.names() == []
    assert [m.times_received for m in post.messages()] == [1, 1]
    assert len(post.deliveries()) == 2


def test_sent_again_is_received_twice(post: Post) -> None:
    post.append(PURCHASES)
    post.append(PURCHASES)
    assert post.shipper.look() == 2
    assert [m.times_received for m in post.messages()] == [2]


def test_an_entry_that_fails_waits_longer_each_time_and_blocks_nobody(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = post.append_to((Recipient(PURCHASES, "mbx_gone"),))
    post.append(PURCHASES)
    assert post.shipper.look() == 1
    assert post.spool.names() == [failing]
    tries: list[float] = []

    def count(_database: Database, _blobs: BlobStore, _envelope: object, _content: object) -> None:
        tries.append(post.now)
        raise NotFoundError("No mailbox.")

    monkeypatch.setattr(shipper_module, "receive", count)
    for tick in range(200):
        post.now = 0.5 + tick / 2
        post.shipper.look()
    monkeypatch.undo()
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert 6 <= len(tries) <= 10
    assert pauses == sorted(pauses)
    assert pauses[-1] > 20
    post.append(PURCHASES, content=b"another")
    assert post.shipper.look() == 1
    assert post.spool.names() == [failing]


def test_a_bug_in_one_entry_blocks_nobody(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    poison = post.append(PURCHASES, content=b"poison")
    post.append(PURCHASES)

    def fail(database, blobs, envelope, content):  # type: ignore[no-untyped-def]
        if envelope.receipt == poison:
            raise ZeroDivisionError
        return receive(database, blobs, envelope, content)

    with monkeypatch.context() as patch:
        patch.setattr(shipper_module, "receive", fail)
        assert post.shipper.look() == 1
    assert post.spool.names() == [poison]
    post.now = 1.0
    assert post.shipper.look() == 1
    assert len(post.messages()) == 2


def test_database_away_leaves_everything_and_goes_on_later(post: Post) -> None:
    names = [post.append(PURCHASES, content=b"%d" % n) for n in range(10)]
    post.shipper._database = AwayDatabase()
    assert post.shipper.look() == 0
    assert post.spool.names() == names
    post.shipper._database = post.database
    assert post.shipper.look() == 7
    post.now = 5.0
    assert post.shipper.look() == 3
    assert len(post.messages()) == 10


def test_a_torn_entry_blocks_nobody(post: Post) -> None:
    torn = post.append(PURCHASES)
    (post.spool.folder / torn).write_bytes(b"torn")
    post.append(PURCHASES, content=b"whole")
    assert post.shipper.look() == 1
    assert (post.spool.folder / "broken" / torn).exists()


def test_an_entry_that_another_shipper_released_is_no_failure(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Spool.read

    def read_late(self: Spool, name: str) -> Entry | None:
        entry = read(self, name)
        self.release(name)
        return entry

    post.append(PURCHASES)
    with monkeypatch.context() as patch:
        patch.setattr(Spool, "read", read_late)
        assert post.shipper.look() == 0
    assert post.shipper._delays == {}


def test_run_ships_at_once_and_ends_when_told(post: Post) -> None:
    stop = threading.Event()
    running = threading.Thread(target=post.shipper.run, args=[stop])
    running.start()
    for number in range(3):
        post.append(PURCHASES, content=b"%d" % number)
        wait_until(lambda: post.spool.names() == [])
    stop.set()
    running.join(5)
    assert not running.is_alive()
    assert len(post.messages()) == 3


def test_run_survives_an_unreadable_spool(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0
    names = Spool.names

    def fail_once(self: Spool) -> list[str]:
        nonlocal looks
        looks += 1
        if looks == 1:
            raise OSError(5, "input/output error")
        return names(self)

    monkeypatch.setattr(Spool, "names", fail_once)
    stop = threading.Event()
    post.append(PURCHASES)
    running = threading.Thread(target=post.shipper.run, args=[stop])
    running.start()
    wait_until(lambda: len(post.messages()) == 1)
    stop.set()
    running.join(5)
