"""How a running program tells the others that it lives."""

import os
import socket
from contextlib import suppress
from datetime import datetime, timedelta

from storage.actions import beat
from storage.clock import utc_now
from storage.database import Database
from storage.domain.errors import TransientError

EVERY = timedelta(seconds=5)


def host_prefix() -> str:
    """Return how the names of this host's processes begin; a process id follows."""
    return f"{socket.gethostname()}:"


def process_name() -> str:
    """Return the name of the calling process."""
    return f"{host_prefix()}{os.getpid()}"


class Heartbeat:
    """The heartbeat row of this process.

    A database that does not answer is no reason to stop: the row then ages until it does.

    Args:
        database: Where the row goes.
        kind: ``gateway``, ``shipper``, ``worker`` or ``api``.
        sandbox: Of a worker: how its stages are confined.
    """

    def __init__(self, database: Database, kind: str, sandbox: str | None = None) -> None:
        self._database = database
        self._kind = kind
        self._sandbox = sandbox
        self._last: tuple[datetime, bool] | None = None

    def beat(self, *, ready: bool = True) -> None:
        """Say that the program lives. Call it often: it writes every few seconds only."""
        now = utc_now()
        if self._last is not None and self._last[1] is ready and now - self._last[0] < EVERY:
            return
        with suppress(TransientError), self._database.write() as session:
            beat.beat(session, process_name(), self._kind, now, ready=ready, sandbox=self._sandbox)
            self._last = (now, ready)

    def stop(self) -> None:
        """Say that the program ends."""
        with suppress(TransientError), self._database.write() as session:
            beat.forget(session, process_name())
