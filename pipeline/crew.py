"""A few processes forked from one warm parent; whoever dies is forked anew."""

import os
import signal
import time
from collections.abc import Callable, Mapping
from types import FrameType
from typing import NoReturn

import structlog

from pipeline.cell import die_with_parent

STOP_SECONDS = 25
_PAUSE = 0.2
"""Seconds before a dead member is forked anew, so that one that cannot live does not spin."""
_SIGNALS = (signal.SIGTERM, signal.SIGINT)

log = structlog.get_logger()


class Stop:
    """Set by SIGTERM and SIGINT."""

    def __init__(self) -> None:
        self._is_set = False
        for number in _SIGNALS:
            signal.signal(number, self._set)

    def __call__(self) -> bool:
        """Tell whether it is time to stop."""
        return self._is_set

    def _set(self, _number: int, _frame: FrameType | None) -> None:
        self._is_set = True


def run_crew(members: Mapping[str, Callable[[], None]]) -> None:
    """Fork one process per member and keep them running until SIGTERM or SIGINT.

    Members end on SIGTERM by themselves; after `STOP_SECONDS` they are killed. They die with this
    process. It must have one thread only.

    Args:
        members: What each process runs, by name.
    """
    stop = Stop()
    running = {_fork(main): name for name, main in members.items()}
    while not stop():
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            time.sleep(0.05)
            continue
        name = running.pop(pid, None)
        if name is not None and not stop():
            log.error("process died", member=name, status=os.waitstatus_to_exitcode(status))
            time.sleep(_PAUSE)
            running[_fork(members[name])] = name
    _end(set(running))


def _fork(main: Callable[[], None]) -> int:
    parent = os.getpid()
    # A signal that arrives in a child before it has its own handlers would meet this process's
    # and be forgotten.
    signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        child = os.fork()
        if child == 0:
            _be_a_member(main, parent)
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    return child


def _be_a_member(main: Callable[[], None], parent: int) -> NoReturn:
    status = 1
    try:
        die_with_parent(parent)
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
        main()
        status = 0
    except Exception:
        log.exception("process failed")
    finally:
        os._exit(status)


def _end(pids: set[int]) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while pids and time.monotonic() < deadline:
        for pid in list(pids):
            if os.waitpid(pid, os.WNOHANG)[0]:
                pids.discard(pid)
        time.sleep(0.02)
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
