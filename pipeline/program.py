"""The worker program: warm up, then a crew of processes that do the due work.

Embedded: each process asks the database for work. Scaled: a Celery worker drains when it is woken,
and a sweeper wakes it; where the broker does not answer, the sweeper does the work itself.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from pipeline import warmth
from pipeline.crew import Stop, run_crew
from pipeline.runner import Runner, folder_name
from pipeline.sandbox import Sandbox, strongest
from pipeline.stage import Limits
from pipeline.wake import Waker, serve_celery
from storage.actions import beat, lease
from storage.blobs import BlobStore
from storage.clock import utc_now
from storage.database import Database
from storage.domain.errors import TransientError
from storage.heartbeat import Heartbeat, host_prefix
from storage.queries.work import due_count, oldest_due_seconds
from storage.shared_domains import shared_domains
from storage.vault import Vault

LOOK_SECONDS = 0.05
"""Between two looks at the database while there is nothing to do."""
TIDY_SECONDS = 1.0
"""Between two looks for what dead processes of this host have left."""
DEAF_SECONDS = 2.0
"""Work that has been due for so long is done by the sweeper, whatever the broker says."""
DATABASE_PAUSE = 1.0
DRAIN_SECONDS = 3.0
"""A Celery task begins nothing new after so long."""

log = structlog.get_logger()


@dataclass(frozen=True)
class WorkerSettings:
    """What the worker needs to know.

    Attributes:
        database_url: Where work and facts are.
        blobs_folder: Where bytes are.
        work_folder: Where stages work; on the file system of the blobs.
        processes: How many stages may run at once, at least 1.
        broker_url: Redis; None for the embedded mode.
        limits: How much a stage may be given.
        sandbox: What confines stages.
        vault_key: File of the key of secrets; None where there are none.
        shared_domains_file: Adds to the shipped list; None for no such file.
    """

    database_url: str
    blobs_folder: Path
    work_folder: Path
    processes: int
    broker_url: str | None = None
    limits: Limits = field(default_factory=Limits)
    sandbox: Sandbox = field(default_factory=strongest)
    vault_key: Path | None = None
    shared_domains_file: Path | None = None


def serve(settings: WorkerSettings) -> None:
    """Run the worker until SIGTERM or SIGINT."""
    settings.work_folder.mkdir(parents=True, exist_ok=True)
    warmth.warm()
    log.info(
        "worker warm",
        processes=settings.processes,
        scaled=bool(settings.broker_url),
        sandbox=settings.sandbox.in_force,
    )
    if settings.broker_url is None:
        run_crew({f"runner {n}": lambda: _run(settings) for n in range(settings.processes)})
        return
    broker_url = settings.broker_url
    run_crew(
        {
            "celery": lambda: serve_celery(
                broker_url, settings.processes, lambda: _drain_for_a_while(settings)
            ),
            "sweeper": lambda: _sweep(settings, broker_url),
        }
    )


def _run(settings: WorkerSettings) -> None:
    """Embedded: look for work and do it."""
    stop = Stop()
    with _opened(settings) as database:
        runner = _runner(settings, database, stop)
        _look(settings, database, stop, lambda: runner.drain(TIDY_SECONDS) > 0)


def _drain_for_a_while(settings: WorkerSettings) -> Callable[[], int]:
    """Scaled: what a Celery task does. It is short, so that the worker can stop when asked to."""
    runner = _runner(settings, _open(settings), lambda: False)
    return lambda: runner.drain(DRAIN_SECONDS)


def _sweep(settings: WorkerSettings, broker_url: str) -> None:
    """Scaled: wake the Celery worker, or do the work in its place."""
    stop = Stop()
    waker = Waker(broker_url, settings.processes)

    def look() -> bool:
        now = utc_now()
        with database.read() as session:
            waited = oldest_due_seconds(session, now) or 0.0
            due = due_count(session, now, settings.processes)
        if not waker.wake(due) or waited > DEAF_SECONDS:
            return runner.do_one()
        return False

    with _opened(settings) as database:
        runner = _runner(settings, database, stop)
        _look(settings, database, stop, look)


def _look(
    settings: WorkerSettings,
    database: Database,
    stop: Callable[[], bool],
    do_due_work: Callable[[], bool],
) -> None:
    """Call ``do_due_work`` whenever there is work, until it is time to stop.

    Args:
        settings: Of the worker.
        database: Where the work is.
        stop: Tells when.
        do_due_work: Returns True if it did some, and there may be more.
    """
    heartbeat = Heartbeat(database, "worker", settings.sandbox.in_force)
    tidied = 0.0
    while not stop():
        try:
            if time.monotonic() - tidied > TIDY_SECONDS:
                _tidy(database, settings.work_folder)
                heartbeat.beat()
                tidied = time.monotonic()
            with database.read() as session:
                due = due_count(session, utc_now(), 1)
            if not due or not do_due_work():
                time.sleep(LOOK_SECONDS)
        except TransientError as error:
            log.warning("database away", error=str(error))
            time.sleep(DATABASE_PAUSE)
    heartbeat.stop()


def _open(settings: WorkerSettings) -> Database:
    return Database(settings.database_url, pool_size=1)


@contextmanager
def _opened(settings: WorkerSettings) -> Iterator[Database]:
    database = _open(settings)
    try:
        yield database
    finally:
        database.dispose()


def _runner(settings: WorkerSettings, database: Database, stopping: Callable[[], bool]) -> Runner:
    blobs = BlobStore(settings.blobs_folder)
    vault = Vault(settings.vault_key) if settings.vault_key else None
    return Runner(
        database,
        blobs,
        settings.work_folder,
        stopping,
        settings.limits,
        settings.sandbox,
        vault=vault,
        shared=shared_domains(settings.shared_domains_file),
    )


def _tidy(database: Database, work_folder: Path) -> None:
    """Free what dead processes of this host held: whoever sees them dead need not wait."""
    _remove_left_work(work_folder)
    with database.write() as session:
        if freed := lease.free_dead(session, host_prefix(), _is_alive):
            log.warning("freed the work of dead processes", rows=freed)
        beat.forget_dead(session, host_prefix(), _is_alive)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _remove_left_work(work_folder: Path) -> None:
    """Remove the work directories of this host's processes that died."""
    for folder in work_folder.glob(f"{folder_name(host_prefix())}*"):
        pid = folder.name.rpartition("-")[2]
        if pid.isdigit() and not _is_alive(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)
