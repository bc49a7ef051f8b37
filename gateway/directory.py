"""The database side of the map of mailboxes, in the one process of the gateway that has it.

In: the tables of mailboxes and domains. Out: a file with all of them, kept fresh, and answers about
addresses that are not in it yet. The processes that serve connections have no database library:
there are many of them, and it would be most of what they keep in memory.
"""

import asyncio
import json
import os
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import structlog

from gateway import postmaster
from gateway.background import ask_in_thread
from gateway.mailboxes import Mailbox
from storage.blobs import make_folders, sync_folder
from storage.clock import utc_now
from storage.database import Database
from storage.domain.errors import TransientError
from storage.models.firm import MailboxRow
from storage.queries.domains import served_hosts
from storage.queries.mailboxes import find_mailbox, mailboxes_by_address
from storage.queries.postmaster import count_for_postmaster

ASK_SECONDS = 2.0
"""How long a client waits for the answer about an address that is not in the map."""
QUESTIONS = 8
"""Questions to the database at once; one that hangs keeps its place until it ends."""
REFRESH_SECONDS = 30.0
RETRY_SECONDS = 5.0
"""Until the next refresh after one that failed."""
REFRESH_BOUND = 20.0

log = structlog.get_logger()


class Directory:
    """The mailboxes of an installation.

    Args:
        database: The truth.
        snapshot: File that keeps the map, written by `refresh`.
    """

    def __init__(self, database: Database, snapshot: Path) -> None:
        self._database = database
        self._snapshot = snapshot
        self._saved: dict[str, Any] | None = None
        self._slots = asyncio.Semaphore(QUESTIONS)
        self._learnt = asyncio.Event()

    async def ask(self, key: str) -> Mailbox | None:
        """Return the mailbox of an address without its tag, in small letters, or None.

        Raises:
            TransientError: The database did not answer in time.
        """
        try:
            async with asyncio.timeout(ASK_SECONDS):
                await self._slots.acquire()
                mailbox = await ask_in_thread(lambda: self._look_up(key), self._slots.release)
        except TimeoutError:
            raise TransientError("The database did not answer in time.") from None
        if mailbox is not None:
            self._learnt.set()
        return mailbox

    async def refresh(self) -> None:
        """Replace the file by what the database says now, if that is something else.

        Raises:
            TransientError: The database did not answer.
        """
        self._learnt.clear()
        try:
            async with asyncio.timeout(REFRESH_BOUND):
                await ask_in_thread(self._read_and_save)
        except TimeoutError:
            raise TransientError("The database did not answer in time.") from None

    async def keep_fresh(self) -> None:
        """Refresh the file now and then, and soon after a question was answered; never returns."""
        while True:
            pause = REFRESH_SECONDS
            try:
                await self.refresh()
            except TransientError as error:
                log.warning("mailboxes not refreshed", error=error.detail)
                pause = RETRY_SECONDS
            except Exception:
                log.exception("mailboxes not refreshed")
                pause = RETRY_SECONDS
            with suppress(TimeoutError):
                await asyncio.wait_for(self._learnt.wait(), pause)

    def _look_up(self, key: str) -> Mailbox | None:
        with self._database.read() as session:
            row = find_mailbox(session, key)
            return None if row is None else _mailbox(row)

    def _read_and_save(self) -> None:
        with self._database.read() as session:
            known = mailboxes_by_address(session, utc_now())
            hosts = served_hosts(session)
            is_full = count_for_postmaster(session) >= postmaster.MOST
        snapshot = {
            "hosts": sorted(hosts),
            "is_postmaster_full": is_full,
            "mailboxes": {key: asdict(_mailbox(known[key])) for key in sorted(known)},
        }
        if snapshot != self._saved:
            try:
                _save(self._snapshot, snapshot)
                self._saved = snapshot
            except OSError as error:
                log.warning("mailbox snapshot not written", error=str(error))


def _mailbox(row: MailboxRow) -> Mailbox:
    return Mailbox(id=row.id, dossier_id=row.dossier_id)


def _save(path: Path, snapshot: dict[str, Any]) -> None:
    """Write the map so that a reader sees the old or the new one, whole."""
    make_folders(path.parent)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    with temporary.open("w", encoding="ascii") as target:
        json.dump(snapshot, target)
        target.flush()
        os.fsync(target.fileno())
    temporary.replace(path)
    sync_folder(path.parent)
