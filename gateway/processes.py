"""Several processes that share one TCP port (SO_REUSEPORT): start them, start again what dies.

The kernel spreads connections over them. Each learns from a pipe when the parent has died, however
it did, and ends as it does by a signal.
"""

import errno
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

import structlog

from storage.domain.errors import ConfigError

LOOK_SECONDS = 0.1
PATIENCE = 3.0
"""How long an earlier program may take to leave the port."""
QUICK_DEATH = 5.0
"""A process that lived shorter than this waits a moment before it is started again."""

log = structlog.get_logger()


def reserve(host: str, port: int) -> tuple[socket.socket, int]:
    """Keep a port for processes that will share it; no other program can have it meanwhile.

    Args:
        host: Address to listen at.
        port: TCP port; 0 for a free one.

    Returns:
        What keeps it while it is open, and the port.

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
            keeper = socket.socket(family, kind)
            keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            keeper.bind(actual)
            return keeper, int(actual[1])
        except OSError as error:
            if error.errno != errno.EADDRINUSE or time.monotonic() > end:
                raise ConfigError(f"Cannot listen for SMTP at {host}:{port}: {error}") from error
        time.sleep(LOOK_SECONDS)


class Crew:
    """Runs a function in several processes until SIGTERM or SIGINT.

    Args:
        count: How many.
        work: What each does, with a file that ends when the parent has; it ends by a signal, too.
            No thread may run yet.
    """

    def __init__(self, count: int, work: Callable[[int], None]) -> None:
        self._work = work
        self._alive, self._held_open = os.pipe()
        self._started: dict[int, float] = {}
        self._count = count
        self._is_stopping = False

    def run(self) -> None:
        """Start all; return when all have ended."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self._is_stopping:
            while len(self._started) < self._count:
                self._start()
            time.sleep(LOOK_SECONDS)
            self._bury()
        for pid in self._started:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        while self._started:
            time.sleep(LOOK_SECONDS)
            self._bury()

    def _start(self) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid:
            self._started[pid] = time.monotonic()
            return
        status = 1
        try:
            os.close(self._held_open)
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
            self._work(self._alive)
            status = 0
        except BaseException:
            log.exception("process failed")
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)

    def _bury(self) -> None:
        """Forget processes that have ended."""
        for pid in list(self._started):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if not ended:
                continue
            lived = time.monotonic() - self._started.pop(pid)
            if self._is_stopping:
                continue
            log.error("process died", pid=pid, status=os.waitstatus_to_exitcode(status))
            if lived < QUICK_DEATH:
                time.sleep(1)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._is_stopping = True
