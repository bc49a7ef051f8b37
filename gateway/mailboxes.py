"""Which mailbox an address stands for: a map in memory, the database behind it.

In: an address as the client wrote it. Out: its mailbox, None, or `TransientError` where nobody
could say. A known address never waits for the database. An unknown one asks it once, so that a
dossier receives mail as soon as the command that made it has answered. The map is kept in a file,
so that it outlives a restart while the database is away.
"""

import asyncio
import json
import os
from collections.abc import Collection
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import structlog

from gateway.background import ask_in_thread
from storage.blobs import make_folders, sync_folder
from storage.clock import utc_now
from storage.database import Database
from storage.domain.errors import TransientError
from storage.domain.mailbox import parse_address
from storage.models.firm import MailboxRow
from storage.queries.domains import served_hosts
from storage.queries.mailboxes import find_mailbox, mailboxes_by_address

ASK_SECONDS = 2.0
"""How long a client waits for the answer about an address that is not in the map."""
QUESTIONS = 4
"""Questions to the database at once; one that hangs keeps its place until it ends."""
REFRESH_SECONDS = 30.0
RETRY_SECONDS = 5.0
"""Until the next refresh after one that failed."""
REFRESH_BOUND = 20.0

log = structlog.get_logger()


@dataclass(frozen=True)
class Mailbox:
    """What the gateway knows of a mailbox: its id and its dossier's."""

    id: str
    dossier_id: str


class Mailboxes:
    """The map from address to mailbox.

    Args:
        database: The truth.
        snapshot: File that keeps the map; read by `load`, written by `refresh`.
        hosts: Hosts in small letters, besides those of firms' own domains, for which a new mailbox
            may have been made. Addresses of others are known by the map only: without this,
            everyone who looks for a relay would have us ask the database. None: all.
    """

    def __init__(
        self, database: Database, snapshot: Path, *, hosts: Collection[str] | None = None
    ) -> None:
        self._database = database
        self._snapshot = snapshot
        self._hosts = hosts
        self._own_hosts: frozenset[str] = frozenset()
        self._map: dict[str, Mailbox] = {}
        self._saved: dict[str, Mailbox] | None = None
        self._slots = asyncio.Semaphore(QUESTIONS)
        self._learnt = asyncio.Event()

    async def find(self, address: str) -> Mailbox | None:
        """Return the mailbox of an address, letter case and ``+tag`` aside, or None.

        Raises:
            TransientError: It is not in the map, and the database did not answer in time.
        """
        parsed = parse_address(address)
        # Lone surrogates and control characters would be refused by the database's driver.
        if parsed is None or not address.isprintable():
            return None
        mailbox = self._map.get(parsed.mailbox)
        if mailbox is not None:
            return mailbox
        if not self.serves(parsed.host):
            return None
        mailbox = await self._ask(parsed.mailbox)
        if mailbox is not None:
            self._map[parsed.mailbox] = mailbox
            self._learnt.set()
        return mailbox

    def serves(self, host: str) -> bool:
        """Tell whether a host, in any letter case, is one of ours."""
        name = host.rstrip(".").lower()
        return self._hosts is None or name in self._hosts or name in self._own_hosts

    def load(self) -> None:
        """Read the map that an earlier process kept; without one, start with an empty map."""
        try:
            fields = json.loads(self._snapshot.read_bytes())
            self._map = {key: Mailbox(**value) for key, value in fields["mailboxes"].items()}
            self._saved = dict(self._map)
            self._own_hosts = frozenset(key.partition("@")[2] for key in self._map)
        except FileNotFoundError:
            return
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            log.warning("mailbox snapshot unreadable", error=str(error))

    async def refresh(self) -> None:
        """Replace the map by what the database says now, and keep it.

        Raises:
            TransientError: The database did not answer.
        """
        self._learnt.clear()
        try:
            async with asyncio.timeout(REFRESH_BOUND):
                self._map = await ask_in_thread(self._read_and_save)
        except TimeoutError:
            raise TransientError("The database did not answer in time.") from None

    async def keep_fresh(self) -> None:
        """Refresh the map now and then, and soon after it learnt an address; never returns."""
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

    async def _ask(self, key: str) -> Mailbox | None:
        try:
            async with asyncio.timeout(ASK_SECONDS):
                await self._slots.acquire()
                return await ask_in_thread(lambda: self._look_up(key), self._slots.release)
        except TimeoutError:
            raise TransientError("The database did not answer in time.") from None

    def _look_up(self, key: str) -> Mailbox | None:
        with self._database.read() as session:
            row = find_mailbox(session, key)
            return None if row is None else _mailbox(row)

    def _read_and_save(self) -> dict[str, Mailbox]:
        with self._database.read() as session:
            known = mailboxes_by_address(session, utc_now())
            self._own_hosts = served_hosts(session)
        mailboxes = {key: _mailbox(row) for key, row in known.items()}
        if mailboxes != self._saved:
            try:
                _save(self._snapshot, mailboxes)
                self._saved = dict(mailboxes)
            except OSError as error:
                log.warning("mailbox snapshot not written", error=str(error))
        return mailboxes


def _mailbox(row: MailboxRow) -> Mailbox:
    return Mailbox(id=row.id, dossier_id=row.dossier_id)


def _save(snapshot: Path, mailboxes: dict[str, Mailbox]) -> None:
    """Write the map so that a reader sees the old or the new one, whole."""
    make_folders(snapshot.parent)
    temporary = snapshot.with_name(f"{snapshot.name}.{os.getpid()}")
    with temporary.open("w", encoding="ascii") as target:
        json.dump({"mailboxes": {k: asdict(m) for k, m in sorted(mailboxes.items())}}, target)
        target.flush()
        os.fsync(target.fileno())
    temporary.replace(snapshot)
    sync_folder(snapshot.parent)
