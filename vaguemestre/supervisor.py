"""All programs on this machine: start them, start again what dies, stop them together."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from functools import partial
from types import FrameType

import structlog

from pipeline.cell import die_with_parent

STOP_SECONDS = 28
READY_SECONDS = 60
_QUICK_DEATH = 5.0
"""A program that lived shorter than this waits a moment before it is started again."""

log = structlog.get_logger()


class Supervisor:
    """Runs ``vaguemestre NAME`` for each program until SIGTERM or SIGINT.

    Args:
        programs: Names of commands, in the order of starting.
    """

    def __init__(self, programs: tuple[str, ...]) -> None:
        self._stopping = False
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._started: dict[str, float] = {}
        self._programs = programs
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)

    def start(self) -> None:
        """Start every program."""
        for name in self._programs:
            self._start(name)

    def wait_until_ready(self, url: str) -> bool:
        """Wait until the API says that everything is ready.

        Args:
            url: Of ``/readyz``.

        Returns:
            False if it was stopped first, or is not ready after `READY_SECONDS`.
        """
        deadline = time.monotonic() + READY_SECONDS
        while not self._stopping and time.monotonic() < deadline:
            self._restart_the_dead()
            try:
                with urllib.request.urlopen(url, timeout=2):  # noqa: S310
                    return True
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        return False

    def watch(self) -> None:
        """Start again what dies, until SIGTERM or SIGINT; then stop all."""
        while not self._stopping:
            self._restart_the_dead()
            time.sleep(0.1)
        self._end()

    def _start(self, name: str) -> None:
        self._started[name] = time.monotonic()
        self._running[name] = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "vaguemestre", name],
            stdin=subprocess.DEVNULL,
            # This process has one thread only, so there is no lock that the child could wait for.
            preexec_fn=partial(die_with_parent, os.getpid()),  # noqa: PLW1509
        )

    def _restart_the_dead(self) -> None:
        for name, process in self._running.items():
            if process.poll() is None:
                continue
            log.error("program died", name=name, status=process.returncode)
            if time.monotonic() - self._started[name] < _QUICK_DEATH:
                time.sleep(1)
            if not self._stopping:
                self._start(name)

    def _end(self) -> None:
        for process in self._running.values():
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for name, process in self._running.items():
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                log.warning("program did not stop", name=name)
                process.kill()
                process.wait()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True
