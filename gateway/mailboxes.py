"""Which mailbox an address stands for: a map in memory, a question to the database behind it.

In: an address as the client wrote it. Out: its mailbox, None, or `TransientError` where nobody
could say. A known address never waits. An unknown one is asked for once, so that a dossier receives
mail as soon as the command that made it has answered. The map comes from a file that
`gateway.directory` keeps, so that it outlives a restart while the database is away.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from pathlib import Path

import structlog

from storage.domain.mailbox import parse_address

LOOK_SECONDS = 1.0
"""Between two looks at whether the file is another one."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Mailbox:
    """What the gateway knows of a mailbox: its id and its dossier's."""

    id: str
    dossier_id: str


Ask = Callable[[str], Awaitable[Mailbox | None]]
"""Asks the database for the mailbox of an address without its tag, in small letters; raises
`TransientError` where it does not answer in time."""


class Mailboxes:
    """The map from address to mailbox.

    Args:
        ask: The truth.
        snapshot: File that keeps the map; read by `load`.
        hosts: Hosts in small letters, besides those of firms' own domains, for which a new mailbox
            may have been made. Addresses of others are known by the map only: without this,
            everyone who looks for a relay would have us ask the database.

    Attributes:
        is_postmaster_full: So much mail waits for the operator that no more should be accepted.
    """

    def __init__(self, ask: Ask, snapshot: Path, *, hosts: Collection[str]) -> None:
        self._ask = ask
        self._snapshot = snapshot
        self._hosts = hosts
        self._own_hosts: frozenset[str] = frozenset()
        self.is_postmaster_full = False
        self._map: dict[str, Mailbox] = {}
        self._has_map = False
        self._seen: tuple[int, int] | None = None

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
        # Without a map nobody knows which hosts are firms' own.
        if self._has_map and not self.serves(parsed.host):
            return None
        mailbox = await self._ask(parsed.mailbox)
        if mailbox is not None:
            self._map[parsed.mailbox] = mailbox
        return mailbox

    def serves(self, host: str) -> bool:
        """Tell whether a host, in any letter case, is one of ours."""
        name = host.rstrip(".").lower()
        return name in self._hosts or name in self._own_hosts

    def load(self) -> None:
        """Read the file if it is not the one that was read last; without one, keep the map."""
        try:
            state = self._snapshot.stat()
            seen = (state.st_mtime_ns, state.st_ino)
            if seen == self._seen:
                return
            self._seen = seen
            fields = json.loads(self._snapshot.read_bytes())
            known = {key: Mailbox(**value) for key, value in fields["mailboxes"].items()}
            own_hosts = frozenset(fields["hosts"])
            is_full = bool(fields["is_postmaster_full"])
        except FileNotFoundError:
            return
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            log.warning("mailbox snapshot unreadable", error=str(error))
        else:
            self._map, self._own_hosts, self.is_postmaster_full = known, own_hosts, is_full
            self._has_map = True

    async def keep_fresh(self) -> None:
        """Read the file anew whenever it is another one; never returns."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            self.load()
