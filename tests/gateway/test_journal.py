"""Journals: many small messages in one file, synced together, read back whole or not at all."""

import asyncio
import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway import committer as committer_module
from gateway.committer import Committer
from gateway.envelope import Heading, SpooledEnvelope
from gateway.journal import Journal, follow
from gateway.spool import Entry, Spool
from storage.clock import utc_now
from storage.domain.mailbox import Recipient
from storage.ids import new_id
from tests.gateway.harness import MESSAGE, SENDER, wait_until

ENVELOPE = SpooledEnvelope(SENDER, (Recipient("a@b.example", "mbx_1"),), utc_now(), {"helo": "x"})


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool", reserve=0)


@pytest.fixture
def journal(spool: Spool) -> Iterator[Journal]:
    with closing(spool.new_journal()) as journal:
        yield journal


@pytest.fixture
def committer(spool: Spool) -> Iterator[Committer]:
    committer = Committer(spool)
    yield committer
    committer.close()


def write(journal: Journal, *contents: bytes) -> list[str]:
    """Append contents in pieces of a few bytes; return the names of their entries."""
    names = [new_id("rct") for _ in contents]
    journal.append(
        [
            (Heading(ENVELOPE, len(content), name=name), [content[:3], content[3:]])
            for name, content in zip(names, contents, strict=True)
        ]
    )
    return names


def content_of(entry: Entry) -> bytes:
    with entry.open() as source:
        return source.read()


def contents(spool: Spool) -> list[bytes]:
    return [content_of(entry) for entry in spool.iterate()]


def test_what_goes_in_comes_out_while_it_grows(spool: Spool, journal: Journal) -> None:
    names = write(journal, b"one", b"", b"\nthree\r\n")
    assert [(e.name, e.envelope, e.size) for e in spool.iterate()] == [
        (name, ENVELOPE, size) for name, size in zip(names, (3, 0, 8), strict=True)
    ]
    end = list(spool.iterate())[-1].end
    assert end is not None
    write(journal, b"four")
    assert contents(spool) == [b"one", b"", b"\nthree\r\n", b"four"]
    assert [content_of(e) for e in spool.follow(journal.path.name, end)] == [b"four"]
    assert spool.usage() == (4, 15)


@settings(deadline=None)
@given(parts=st.lists(st.integers(0, 2) | st.binary(max_size=40), max_size=6))
def test_content_that_looks_like_a_record_is_content(
    tmp_path_factory: pytest.TempPathFactory, parts: list[int | bytes]
) -> None:
    spool = Spool(tmp_path_factory.mktemp("spool"), reserve=0)
    with closing(spool.new_journal()) as journal:
        check_look_alikes(spool, journal, parts)


def check_look_alikes(spool: Spool, journal: Journal, parts: list[int | bytes]) -> None:
    write(journal, b"first")
    record = journal.path.read_bytes()
    pieces = [record[: (None, -1, 9)[p]] if isinstance(p, int) else p for p in parts]
    write(journal, *(b"".join(pieces[i:]) for i in range(len(pieces))), b"last")
    expected = [b"first", *(b"".join(pieces[i:]) for i in range(len(pieces))), b"last"]
    assert contents(spool) == expected


def test_what_is_cut_anywhere_is_read_up_to_the_cut(spool: Spool, journal: Journal) -> None:
    write(journal, b"one", b"two")
    ends = [entry.end for entry in spool.iterate()]
    whole = journal.path.read_bytes()
    assert ends[-1] == len(whole)
    for length in range(len(whole) + 1):
        journal.path.write_bytes(whole[:length])
        with journal.path.open("rb") as source:
            found = [record.end for record in follow(source, 0)]
        assert found == [end for end in ends if end is not None and end <= length]


def test_a_journal_stays_while_somebody_may_append(spool: Spool, journal: Journal) -> None:
    write(journal, MESSAGE)
    [entry] = spool.iterate()
    assert entry.end is not None
    other = Spool(spool.folder, reserve=0)
    assert not other.retire(journal.path.name, entry.end)
    write(journal, MESSAGE)
    journal.close()
    assert not other.retire(journal.path.name, entry.end)
    [_, second] = other.iterate()
    assert second.end is not None
    assert other.retire(journal.path.name, second.end)
    assert other.journals() == []
    assert list((spool.folder / "broken").iterdir()) == []


def test_what_a_killed_gateway_left_half_written_is_set_aside(
    spool: Spool, journal: Journal
) -> None:
    write(journal, b"one")
    journal.close()
    with journal.path.open("ab") as file:
        file.write(b'00000000 {"size":5')
    damaged = journal.path.read_bytes()
    [entry] = spool.iterate()
    assert spool.retire(journal.path.name, entry.end or 0)
    assert spool.journals() == []
    assert (spool.folder / "broken" / journal.path.name).read_bytes() == damaged


def test_a_damaged_content_is_set_aside_and_stops_nobody(spool: Spool, journal: Journal) -> None:
    write(journal, b"first", b"second", b"third")
    journal.path.write_bytes(journal.path.read_bytes().replace(b"second", b"sec0nd"))
    assert contents(spool) == [b"first", b"third"]
    [aside] = {path.read_bytes() for path in (spool.folder / "broken").iterdir()}
    assert aside == b"sec0nd"


def test_a_failed_sync_ends_the_journal_and_leaves_what_was_durable(
    spool: Spool, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(5, "input/output error")

    write(journal, b"durable")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fdatasync", fail)
        with pytest.raises(OSError, match="input/output"):
            write(journal, b"not")
    assert contents(spool) == [b"durable"]
    with pytest.raises(ValueError, match="closed"):
        write(journal, b"more")


async def commit(committer: Committer, *contents: bytes) -> Sequence[str | BaseException]:
    futures = [committer.commit(ENVELOPE, [content], len(content)) for content in contents]
    return await asyncio.gather(*futures, return_exceptions=True)


def test_messages_that_end_during_a_sync_share_the_next(
    spool: Spool, committer: Committer, monkeypatch: pytest.MonkeyPatch
) -> None:
    syncs, going_on = 0, threading.Event()

    def wait(_descriptor: int) -> None:
        nonlocal syncs
        syncs += 1
        assert going_on.wait(10)

    async def send() -> list[str]:
        first = committer.commit(ENVELOPE, [b"0"], 1)
        await asyncio.to_thread(wait_until, lambda: syncs == 1)
        others = [committer.commit(ENVELOPE, [b"%d" % n], len(b"%d" % n)) for n in range(1, 30)]
        assert not any(future.done() for future in (first, *others))
        going_on.set()
        return await asyncio.gather(first, *others)

    monkeypatch.setattr(os, "fdatasync", wait)
    names = asyncio.run(send())
    assert syncs == 2
    assert [entry.name for entry in spool.iterate()] == names
    assert contents(spool) == [b"%d" % n for n in range(30)]


def test_a_failed_sync_is_told_to_all_that_shared_it(
    spool: Spool, committer: Committer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fdatasync", fail)
        assert all(
            isinstance(answer, OSError) for answer in asyncio.run(commit(committer, b"a", b"b"))
        )
    [name] = asyncio.run(commit(committer, b"c"))
    assert [entry.name for entry in spool.iterate()] == [name]


def test_a_full_journal_is_followed_by_another(
    spool: Spool, committer: Committer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(committer_module, "JOURNAL_BYTES", 1000)
    for number in range(4):
        asyncio.run(commit(committer, b"%d" % number * 600))
    assert len(spool.journals()) == 2
    assert [content[:1] for content in contents(spool)] == [b"0", b"1", b"2", b"3"]


def test_an_idle_journal_can_go(spool: Spool, committer: Committer) -> None:
    asyncio.run(commit(committer, b"x"))
    [entry] = spool.iterate()
    [journal] = spool.journals()
    wait_until(lambda: spool.retire(journal, entry.end or 0))
    asyncio.run(commit(committer, b"y"))
    assert contents(spool) == [b"y"]


def test_much_mail_is_said_in_the_spool(
    spool: Spool, committer: Committer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(commit(committer, b"x"))
    assert not spool.is_busy()
    monkeypatch.setattr(committer_module, "MUCH_SECONDS", 0.0)
    monkeypatch.setattr(committer_module, "MUCH", 0)
    asyncio.run(commit(committer, b"x"))
    wait_until(spool.is_busy)
    old = time.time() - 10
    os.utime(spool.folder / "new" / "busy", (old, old))
    assert not spool.is_busy()
