"""The shipper over journals: what grows is followed, what fails gets a file of its own."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from gateway import shipper as shipper_module
from gateway.envelope import Heading, SpooledEnvelope
from gateway.journal import Journal
from gateway.postmaster import MAILBOX
from gateway.spool import Spool
from storage.clock import utc_now
from storage.database import Database
from storage.domain.errors import TransientError
from storage.domain.mailbox import Recipient
from storage.ids import new_id
from storage.intake import receive
from tests.gateway.harness import PURCHASES, SENDER, AwayDatabase
from tests.gateway.test_shipper import Post


@pytest.fixture
def post(home: Path, database: Database) -> Post:
    return Post(home, database)


@pytest.fixture
def journal(post: Post) -> Iterator[Journal]:
    with closing(post.spool.new_journal()) as journal:
        yield journal


def write(post: Post, journal: Journal, *contents: bytes, mailbox: str = "") -> list[str]:
    recipient = Recipient(PURCHASES, mailbox) if mailbox else post.recipient(PURCHASES)
    envelope = SpooledEnvelope(SENDER, (recipient,), utc_now(), {"helo": "x"})
    names = [new_id("rct") for _ in contents]
    journal.append(
        [
            (Heading(envelope, len(content), name=name), [content])
            for name, content in zip(names, contents, strict=True)
        ]
    )
    return names


def test_what_grows_is_followed_and_goes_when_it_is_complete(post: Post, journal: Journal) -> None:
    names = write(post, journal, b"one", b"two")
    assert post.shipper.look() == 2
    assert post.shipper.look() == 0
    names += write(post, journal, b"three")
    assert post.shipper.look() == 1
    assert sorted(delivery.receipt for delivery in post.deliveries()) == sorted(names)
    assert post.spool.journals() == [journal.path.name]
    journal.close()
    assert post.shipper.look() == 0
    assert post.spool.journals() == []
    assert [m.size for m in sorted(post.messages(), key=lambda m: m.received_at)] == [3, 3, 5]


def test_a_shipper_that_starts_anew_doubles_nothing(post: Post, journal: Journal) -> None:
    write(post, journal, b"one", b"two")
    post.shipper.look()
    write(post, journal, b"three")
    post.new_shipper(post.database).look()
    assert len(post.deliveries()) == 3
    assert [message.times_received for message in post.messages()] == [1, 1, 1]


def test_oddities_are_noted(post: Post, journal: Journal) -> None:
    write(post, journal, b"a: b\r\n\r\nx\ny\0\r\n", b"a: b\r\n\r\nx\r\n")
    post.shipper.look()
    facts = sorted((delivery.client for delivery in post.deliveries()), key=len)
    assert facts == [{"helo": "x"}, {"helo": "x", "bare_line_ends": True, "nul": True}]


def test_an_entry_that_fails_gets_a_file_of_its_own(
    post: Post, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison, other = write(post, journal, b"poison", b"other")

    def fail(database, blobs, envelope, content):  # type: ignore[no-untyped-def]
        if envelope.receipt == poison:
            raise ZeroDivisionError
        return receive(database, blobs, envelope, content)

    with monkeypatch.context() as patch:
        patch.setattr(shipper_module, "receive", fail)
        post.shipper.look()
    assert [delivery.receipt for delivery in post.deliveries()] == [other]
    assert post.spool.names() == [poison]
    post.now = 10.0
    assert post.shipper.look() == 1
    assert {delivery.receipt for delivery in post.deliveries()} == {poison, other}
    journal.close()
    post.shipper.look()
    assert (post.spool.names(), post.spool.journals()) == ([], [])


def test_a_mailbox_that_is_gone_keeps_no_journal(post: Post, journal: Journal) -> None:
    [name] = write(post, journal, b"x", mailbox="mbx_gone")
    journal.close()
    post.shipper.look()
    assert (post.spool.names(), post.spool.journals()) == ([name], [])


def test_database_away_leaves_the_journal_as_it_is(post: Post, journal: Journal) -> None:
    write(post, journal, b"one", b"two")
    post.shipper._database = AwayDatabase()
    assert post.shipper.look() == 0
    assert post.spool.names() == []
    assert len(list(post.spool.iterate())) == 2
    post.shipper._database = post.database
    post.now = 10.0
    assert post.shipper.look() == 2


def test_a_journal_that_ends_with_a_damaged_entry_does_not_stay(
    post: Post, journal: Journal
) -> None:
    write(post, journal, b"first", b"second")
    journal.close()
    journal.path.write_bytes(journal.path.read_bytes().replace(b"second", b"sec0nd"))
    assert post.shipper.look() == 1
    assert post.spool.journals() == []
    aside = {path.name: path.read_bytes() for path in (post.spool.folder / "broken").iterdir()}
    assert b"sec0nd" in aside.values()
    assert journal.path.name in aside


def test_postmaster_has_mail_in_journals_too(post: Post, journal: Journal) -> None:
    [name] = write(post, journal, b"hello", mailbox=MAILBOX)
    post.shipper.look()
    assert post.for_postmaster() == [(name, b"hello")]
    assert post.deliveries() == []


def test_it_gives_way_while_much_mail_comes(
    post: Post, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[float] = []

    def quiet_after_two(self: Spool) -> bool:
        seen.append(0.0)
        return len(seen) <= 2

    monkeypatch.setattr(Spool, "is_busy", quiet_after_two)
    monkeypatch.setattr(shipper_module, "LOOK_SECONDS", 0.0)
    write(post, journal, b"one")
    assert post.shipper.look() == 1
    assert len(seen) == 3
    monkeypatch.setattr(shipper_module, "LONG_SECONDS", -1.0)
    write(post, journal, b"two")
    assert post.shipper.look() == 1
    assert len(seen) == 3


def test_the_end_does_not_wait_for_all_that_is_there(
    post: Post, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = threading.Event()

    def receive_and_stop(*arguments: Any) -> Any:
        stop.set()
        return receive(*arguments)

    names = write(post, journal, *(b"%d" % n for n in range(5)))
    journal.close()
    names.append(post.append(PURCHASES))
    with monkeypatch.context() as patch:
        patch.setattr(shipper_module, "receive", receive_and_stop)
        post.shipper.run(stop)
    assert [delivery.receipt for delivery in post.deliveries()] == names[:1]
    again = post.new_shipper(post.database)
    again.look()
    assert {delivery.receipt for delivery in post.deliveries()} == set(names)
    assert (post.spool.journals(), post.spool.names()) == ([], [])


def test_a_silent_database_ends_the_look(
    post: Post, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[str] = []

    def silent(_database, _blobs, envelope, _content):  # type: ignore[no-untyped-def]
        tries.append(envelope.receipt)
        raise TransientError("The database did not answer.")

    names = write(post, journal, *(b"%d" % n for n in range(5)))
    monkeypatch.setattr(shipper_module, "receive", silent)
    post.shipper.look()
    assert tries == names[:1]
