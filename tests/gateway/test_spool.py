"""The spool: complete entries only, oldest first, and nothing in the way of the others."""

import errno
import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.envelope import SpooledEnvelope
from gateway.spool import STALE_SECONDS, Entry, Spool
from storage.domain.mailbox import Recipient

ENVELOPE = SpooledEnvelope(
    mail_from="émile@fournisseur.example",
    recipients=(Recipient("A+t@mg.example.org", "mbx_1"), Recipient("b@mg.example.org", "mbx_2")),
    received_at=datetime(2026, 11, 25, 8, 30, 0, 123000, tzinfo=UTC),
    client={"address": "192.0.2.1", "helo": "x", "tls": False},
)


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "home" / "spool", reserve=0)


def content_of(entry: Entry) -> bytes:
    with entry.open() as source:
        return source.read()


@settings(max_examples=30, deadline=None)
@given(pieces=st.lists(st.binary(max_size=40)), mail_from=st.text(st.characters(codec="utf-8")))
def test_what_goes_in_comes_out(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes], mail_from: str
) -> None:
    spool = Spool(tmp_path_factory.mktemp("spool"), reserve=0)
    envelope = SpooledEnvelope(mail_from, ENVELOPE.recipients, ENVELOPE.received_at, {})
    name = spool.append(envelope, pieces)
    [entry] = spool.iterate()
    assert (entry.name, entry.envelope) == (name, envelope)
    assert content_of(entry) == b"".join(pieces)
    assert entry.size == len(b"".join(pieces))


def test_oldest_first_and_released(spool: Spool) -> None:
    names = [spool.append(ENVELOPE, b"%d" % number) for number in range(20)]
    assert [entry.name for entry in spool.iterate()] == names
    assert [content_of(entry) for entry in spool.iterate()][3] == b"3"
    spool.release(names[3])
    spool.release(names[3])
    assert [entry.name for entry in spool.iterate()] == names[:3] + names[4:]


def test_usage(spool: Spool) -> None:
    assert spool.usage() == (0, 0)
    spool.append(ENVELOPE, b"x" * 1000)
    messages, size = spool.usage()
    assert messages == 1
    assert 1000 < size < 1500


def append_some(folder: Path) -> list[str]:
    return [Spool(folder, reserve=0).append(ENVELOPE, b"x") for _ in range(10)]


def test_several_processes(spool: Spool) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        jobs = [pool.submit(append_some, spool.folder) for _ in range(4)]
        names = [name for job in jobs for name in job.result()]
    assert spool.names() == sorted(set(names))
    assert len(set(names)) == 40


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"\0" * 300),
        lambda path: path.write_bytes(path.read_bytes()[:60]),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(path.read_bytes() + b"x"),
        lambda path: path.write_bytes(b"[]\n" + path.read_bytes()),
        lambda path: path.write_bytes(path.read_bytes().replace(b'"mbx_1"', b'"mbx_1",1')),
        lambda path: path.write_bytes(path.read_bytes().replace(b"2026-11-25", b"2026-13-25")),
    ],
)
def test_a_torn_file_is_set_aside_and_stops_nobody(spool: Spool, damage: object) -> None:
    first, torn, last = (spool.append(ENVELOPE, b"content") for _ in range(3))
    damage(spool.folder / torn)  # type: ignore[operator]
    damaged = (spool.folder / torn).read_bytes()
    assert [entry.name for entry in spool.iterate()] == [first, last]
    assert (spool.folder / "broken" / torn).read_bytes() == damaged
    assert spool.usage()[0] == 2


def test_a_file_that_another_process_sets_aside_is_no_trouble(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    (spool.folder / "README").write_text("x")
    rename = Path.rename

    def rename_twice(self: Path, target: Path) -> Path:
        rename(self, target)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", rename_twice)
    assert spool.names() == []


def test_foreign_files_are_set_aside_and_folders_left(spool: Spool) -> None:
    for name in ("README", ".hidden", "rct_1", "rct_" + "0" * 32 + "~"):
        (spool.folder / name).write_text("x")
        (spool.folder / "broken" / name).write_text("older")
    (spool.folder / "folder").mkdir()
    name = spool.append(ENVELOPE, b"x")
    assert [entry.name for entry in spool.iterate()] == [name]
    assert len(list((spool.folder / "broken").iterdir())) == 8
    assert (spool.folder / "folder").is_dir()


def test_an_unreadable_file_stays_and_stops_nobody(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    unreadable, other = (spool.append(ENVELOPE, b"x") for _ in range(2))
    fstat = os.fstat

    def fail(descriptor: int) -> os.stat_result:
        if Path(f"/proc/self/fd/{descriptor}").readlink().name == unreadable:
            raise OSError(5, "input/output error")
        return fstat(descriptor)

    monkeypatch.setattr(os, "fstat", fail)
    assert [entry.name for entry in spool.iterate()] == [other]
    monkeypatch.undo()
    assert [entry.name for entry in spool.iterate()] == [unreadable, other]


def test_an_entry_released_during_the_look_is_no_trouble(spool: Spool) -> None:
    spool.append(ENVELOPE, b"x")
    gone = spool.append(ENVELOPE, b"x")
    seen = 0
    for _entry in spool.iterate():
        spool.release(gone)
        seen += 1
    assert seen == 1


def test_half_written_files_of_dead_processes_never_become_entries(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(_descriptor: int) -> None:
        raise SystemExit

    def keep(_self: Path, *, missing_ok: bool = False) -> None:
        assert missing_ok

    monkeypatch.setattr(os, "fsync", die)
    monkeypatch.setattr(Path, "unlink", keep)
    with pytest.raises(SystemExit):
        spool.append(ENVELOPE, b"x")
    monkeypatch.undo()
    [left] = (spool.folder / "new").iterdir()
    again = Spool(spool.folder, reserve=0)
    assert (list(again.iterate()), again.usage(), again.sweep()) == ([], (0, 0), 0)
    old = time.time() - STALE_SECONDS - 1
    os.utime(left, (old, old))
    assert again.sweep() == 1
    assert not left.exists()


def test_a_reserve_is_kept_free(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool", reserve=1 << 60)
    with pytest.raises(OSError, match="No space left") as caught:
        spool.append(ENVELOPE, b"x")
    assert caught.value.errno == errno.ENOSPC
    assert list((spool.folder / "new").iterdir()) == []


def test_a_failed_append_leaves_nothing(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="no space"):
        spool.append(ENVELOPE, b"x")
    assert spool.usage() == (0, 0)
    assert list((spool.folder / "new").iterdir()) == []


def test_a_draft_is_no_entry_until_it_is_committed(spool: Spool) -> None:
    draft = spool.begin()
    draft.write([b"one ", b"", b"two"])
    assert (spool.names(), spool.usage()) == ([], (0, 0))
    name = draft.commit(ENVELOPE)
    [entry] = spool.iterate()
    assert (entry.name, entry.envelope, content_of(entry)) == (name, ENVELOPE, b"one two")
    draft.discard()
    assert content_of(entry) == b"one two"
    assert spool.usage()[1] > 7
    spool.release(name)
    assert list((spool.folder / "large").iterdir()) == []


def test_the_content_of_a_draft_is_synced_before_its_envelope(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    fsync, rename = os.fsync, Path.rename

    def sync(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        order.append(path.parent.name if path.is_file() else path.name)
        fsync(descriptor)

    def rename_noted(self: Path, target: Path) -> Path:
        order.append("rename")
        return rename(self, target)

    draft = spool.begin()
    draft.write([b"x"])
    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "rename", rename_noted)
    draft.commit(ENVELOPE)
    assert order == ["large", "large", "new", "rename", "spool"]


def test_drafts_of_dead_processes_are_swept_and_entries_are_not(spool: Spool) -> None:
    left, whole = spool.begin(), spool.begin()
    for draft in (left, whole):
        draft.write([b"x"])
    name = whole.commit(ENVELOPE)
    old = time.time() - STALE_SECONDS - 1
    for path in (spool.folder / "large").iterdir():
        os.utime(path, (old, old))
    assert spool.sweep() == 1
    assert [path.name for path in (spool.folder / "large").iterdir()] == [name]
    left.discard()


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"")])
def test_an_entry_without_its_content_is_set_aside(
    spool: Spool, damage: Callable[[Path], object]
) -> None:
    draft = spool.begin()
    draft.write([b"content"])
    name = draft.commit(ENVELOPE)
    damage(spool.folder / "large" / name)
    assert list(spool.iterate()) == []
    assert (spool.folder / "broken" / name).exists()


def test_a_draft_keeps_the_reserve(tmp_path: Path) -> None:
    draft = Spool(tmp_path / "spool", reserve=1 << 60).begin()
    with pytest.raises(OSError, match="No space left"):
        draft.write([b"x"])
    draft.discard()
    assert list((tmp_path / "spool" / "large").iterdir()) == []
