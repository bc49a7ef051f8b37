"""The worker's loop: it shows that it lives however much there is to do, and cleans up."""

import os
import threading
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pipeline import program
from pipeline.program import WorkerSettings
from pipeline.runner import Runner, folder_name
from pipeline.stage import Limits, Work
from storage.blobs import BlobStore
from storage.clock import utc_now
from storage.database import Database
from storage.domain.state import WorkStatus
from storage.heartbeat import host_prefix, process_name
from storage.models.program import ProgramRow
from tests.servers import wait_for
from tests.storage.office import NOW, SOON, Office, claim, open_office, work

DEAD = 4_194_303
"""A process id that Linux does not give out by default."""


@pytest.fixture
def office(database: Database, blobs: BlobStore) -> Office:
    """A firm with one dossier, in a database of each kind."""
    return open_office(database, blobs)


@pytest.fixture
def settings(office: Office, database_url: str, tmp_path: Path) -> WorkerSettings:
    (tmp_path / "work").mkdir()
    return WorkerSettings(database_url, tmp_path / "blobs", tmp_path / "work", 1)


class Turns:
    """Asks to stop after so many looks."""

    def __init__(self, looks: int) -> None:
        self.left = looks

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


def test_a_worker_that_has_more_to_do_than_it_can_still_shows_that_it_lives(
    office: Office, settings: WorkerSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else `/readyz` would fail just when there is work."""
    monkeypatch.setattr(program, "TIDY_SECONDS", 0.1)

    def do_one(_runner: Runner) -> bool:
        time.sleep(0.01)
        return True

    monkeypatch.setattr(Runner, "do_one", do_one)
    monkeypatch.setattr(program, "due_count", lambda *_: 1)
    stop = threading.Event()
    monkeypatch.setattr(program, "Stop", lambda: stop.is_set)
    beats: list[float] = []
    monkeypatch.setattr(
        "storage.heartbeat.Heartbeat.beat", lambda _self: beats.append(time.monotonic())
    )
    worker = threading.Thread(target=program._run, args=(settings,), daemon=True)
    worker.start()
    wait_for(lambda: len(beats) >= 3, "the third heartbeat", 10)
    stop.set()
    worker.join(10)
    assert not worker.is_alive()


def test_stages_have_the_limits_of_the_settings(
    office: Office, settings: WorkerSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = Limits(pages=7, pixels=8, seconds=9, memory=10)
    seen: list[Limits] = []

    def load(_session: object, _lease: object, limits: Limits, *_: object) -> Work:
        seen.append(limits)
        raise LookupError

    monkeypatch.setattr("pipeline.runner.load_work", load)
    office.mail()
    settings = replace(settings, limits=limits)
    monkeypatch.setattr("pipeline.runner.utc_now", lambda: SOON)
    assert program._runner(settings, office.database, lambda: False).do_one()
    assert seen == [limits]


def test_what_the_dead_left_is_tidied(office: Office, settings: WorkerSettings) -> None:
    message_id, other = office.mail(), office.mail()
    with office.database.write() as session:
        for object_id, pid in ((message_id, DEAD), (other, os.getpid())):
            claim(session, object_id)
            work(session, object_id).worker = f"{host_prefix()}{pid}"
        for name in (f"{host_prefix()}{DEAD}", f"{host_prefix()}{os.getpid()}", f"else:{DEAD}"):
            session.add(
                ProgramRow(name=name, kind="worker", ready=True, started_at=NOW, seen_at=NOW)
            )
    folders = {
        "dead": settings.work_folder / folder_name(f"{host_prefix()}{DEAD}"),
        "living": settings.work_folder / folder_name(process_name()),
        "elsewhere": settings.work_folder / f"elsewhere-{DEAD}",
        "foreign": settings.work_folder / "foreign",
    }
    for folder in folders.values():
        (folder / "stage").mkdir(parents=True)

    program._look(settings, office.database, Turns(1), lambda: False)

    assert office.work(message_id).status is WorkStatus.DUE
    assert office.work(other).status is WorkStatus.LEASED
    assert [name for name, folder in folders.items() if not folder.exists()] == ["dead"]
    with office.database.read() as session:
        names = {
            name
            for name in (f"{host_prefix()}{DEAD}", f"else:{DEAD}")
            if session.get(ProgramRow, name) is not None
        }
    assert names == {f"else:{DEAD}"}


class SilentWaker:
    """A broker that takes every wake-up, and nobody hears them."""

    def __init__(self, *_: object) -> None:
        self.woken: list[int] = []

    def wake(self, due: int) -> bool:
        self.woken.append(due)
        return True


class NoWaker(SilentWaker):
    """A broker that is away."""

    def wake(self, due: int) -> bool:
        super().wake(due)
        return False


@pytest.mark.parametrize(
    ("waker", "waited", "by_itself"),
    [(SilentWaker, 0.0, False), (SilentWaker, 5.0, True), (NoWaker, 0.0, True)],
)
@pytest.mark.parametrize("is_lost_lease", [False, True])
def test_the_sweeper_wakes_or_does_it_itself(
    office: Office,
    settings: WorkerSettings,
    monkeypatch: pytest.MonkeyPatch,
    *,
    waker: type[SilentWaker],
    waited: float,
    by_itself: bool,
    is_lost_lease: bool,
) -> None:
    message_id = office.mail()
    with office.database.write() as session:
        row = work(session, message_id)
        moment = utc_now() - timedelta(seconds=waited + 0.01)
        row.next_at = moment
        if is_lost_lease:
            claim(session, message_id)
            row.lease_until = moment
            row.worker = "elsewhere:1"
    done: list[int] = []

    def do_one(_runner: Runner) -> bool:
        done.append(1)
        return True

    monkeypatch.setattr(Runner, "do_one", do_one)
    monkeypatch.setattr(program, "Stop", lambda: Turns(1))
    monkeypatch.setattr(program, "Waker", waker)
    program._sweep(replace(settings, broker_url="redis://unused"), "redis://unused")
    assert bool(done) is by_itself


def test_a_database_that_is_away_is_waited_for(
    settings: WorkerSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    away = Database("postgresql://nobody@127.0.0.1:9/none", pool_size=1)
    program._look(settings, away, Turns(3), lambda: False)
    assert pauses == [program.DATABASE_PAUSE] * 3
