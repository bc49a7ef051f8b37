"""Several processes that share one TCP port: the sockets they listen at, starting them again.

Each has a socket of its own (SO_REUSEPORT), over which the kernel spreads connections. The sockets
are opened here and outlive the process that serves them, so that what connects while one is started
again waits instead of being refused. Each process has a channel to this one; it learns from the end
of that when this one has died, however it did.
"""

import asyncio
import errno
import signal
import socket
import time
from collections.abc import Sequence
from contextlib import suppress

import structlog

from gateway.mailboxes import Ask
from gateway.questions import answer
from storage.domain.errors import ConfigError

STOPPING = (signal.SIGTERM, signal.SIGINT)
"""End a program well."""
BACKLOG = 256
"""Connections that may wait to be accepted at one socket."""
LOOK_SECONDS = 0.1
PATIENCE = 3.0
"""How long an earlier program may take to leave the port."""
QUICK_DEATH = 5.0
"""A process that lived shorter than this waits a moment before it is started again."""

log = structlog.get_logger()


def listen(host: str, port: int, count: int) -> list[socket.socket]:
    """Listen at a port that no other program has, or can have meanwhile.

    Args:
        host: Address to listen at.
        port: TCP port; 0 for a free one.
        count: How many sockets share it.

    Raises:
        ConfigError: It is taken, or not ours.
    """
    end = time.monotonic() + PATIENCE
    while True:
        try:
            family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            # Where another program shares the port already, only this fails.
            with socket.socket(family, kind) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
                actual = probe.getsockname()
            return [_listening(family, kind, actual) for _ in range(count)]
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > end:
                raise ConfigError(f"Cannot listen for SMTP at {host}:{port}: {error}") from error
        time.sleep(LOOK_SECONDS)


def _listening(family: int, kind: int, address: tuple[str | int, ...]) -> socket.socket:
    opened = socket.socket(family, kind)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    opened.bind(address)
    opened.listen(BACKLOG)
    return opened


class Crew:
    """Keeps processes running that serve connections.

    Args:
        command: Of one; numbers of its open files are put behind it: the channel, then sockets.
        settings: The first line that each reads from its channel.
        sockets: For each process, those that it listens at.
        ask: Answers what they ask about addresses.
    """

    def __init__(
        self,
        command: Sequence[str],
        settings: bytes,
        sockets: Sequence[Sequence[socket.socket]],
        ask: Ask,
    ) -> None:
        self._command = command
        self._settings = settings
        self._sockets = sockets
        self._ask = ask
        self._running: set[asyncio.subprocess.Process] = set()
        self._ready: set[asyncio.subprocess.Process] = set()

    @property
    def is_ready(self) -> bool:
        """Tell whether a process listens."""
        return bool(self._ready)

    async def run(self, stop: asyncio.Event) -> None:
        """Start all, and again what dies; when told to stop, end all and wait for them."""
        async with asyncio.TaskGroup() as tasks:
            for sockets in self._sockets:
                tasks.create_task(self._keep(sockets, stop))
            await stop.wait()
            for opened in (each for sockets in self._sockets for each in sockets):
                opened.close()
            for process in self._running:
                _end(process)

    async def _keep(self, sockets: Sequence[socket.socket], stop: asyncio.Event) -> None:
        while not stop.is_set():
            started = time.monotonic()
            try:
                process = await self._run_one(sockets, stop)
            except OSError as error:
                log.error("process not started", error=str(error))  # noqa: TRY400
            else:
                if stop.is_set():
                    return
                log.error("process died", pid=process.pid, status=process.returncode)
            if time.monotonic() - started < QUICK_DEATH:
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), 1)

    async def _run_one(
        self, sockets: Sequence[socket.socket], stop: asyncio.Event
    ) -> asyncio.subprocess.Process:
        """Run one process to its end."""
        ours, theirs = socket.socketpair()
        files = [theirs.fileno(), *(each.fileno() for each in sockets)]
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command, *map(str, files), pass_fds=files, stdin=asyncio.subprocess.DEVNULL
            )
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        self._running.add(process)
        if stop.is_set():
            # While it was being started, all others were ended.
            _end(process)
        reader, writer = await asyncio.open_unix_connection(sock=ours)
        try:
            writer.write(self._settings)
            answering = answer(reader, writer, self._ask, lambda: self._ready.add(process))
            await asyncio.gather(process.wait(), answering)
        finally:
            writer.close()
            self._running.discard(process)
            self._ready.discard(process)
        return process


def _end(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.terminate()
