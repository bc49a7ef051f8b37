"""All processes of an installation, looked at from outside while it works."""

import os
import threading
import time
from contextlib import suppress
from pathlib import Path

_EVERY = 0.05
_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICKS = os.sysconf("SC_CLK_TCK")


class Census:
    """Counts the children that stages run in: those that lead a session of their own.

    Args:
        root: Process id of the supervisor.

    Attributes:
        seen: How many children there were, of those that lived long enough to be seen.
        most_memory: Bytes that one had beyond what its parent had then.
        most_seconds: Age of the oldest.
    """

    def __init__(self, root: int) -> None:
        self.most_memory = 0
        self.most_seconds = 0.0
        self._root = root
        self._children: set[tuple[int, int]] = set()
        self._all: dict[int, int] = {}
        self._ended = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    @property
    def seen(self) -> int:
        """How many children were seen."""
        return len(self._children)

    def count(self) -> None:
        """Look once."""
        now = time.clock_gettime(time.CLOCK_BOOTTIME)
        pending = [self._root]
        while pending:
            parent = pending.pop()
            for child in _children(parent):
                pending.append(child)
                with suppress(OSError, ValueError, IndexError):
                    self._note(child, parent, now)

    def left(self) -> list[int]:
        """Return the processes that still live; ends the looking."""
        self._ended.set()
        return [pid for pid, begun in list(self._all.items()) if _stat(pid)[1] == begun]

    def _note(self, child: int, parent: int, now: float) -> None:
        session, begun, memory = _stat(child)
        if begun:
            self._all[child] = begun
        if session != child or _stat(parent)[0] == parent:
            return
        self._children.add((child, begun))
        self.most_memory = max(self.most_memory, memory - _stat(parent)[2])
        self.most_seconds = max(self.most_seconds, now - begun / _TICKS)

    def _watch(self) -> None:
        while not self._ended.wait(_EVERY):
            self.count()


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _stat(pid: int) -> tuple[int, int, int]:
    """Return session, start in ticks since boot and resident bytes; zeros where it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0, 0, 0
    if fields[0] == "Z":
        return 0, 0, 0
    return int(fields[3]), int(fields[19]), int(fields[21]) * _PAGE
