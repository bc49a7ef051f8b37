"""The heartbeat of a program, beaten by a thread that the program never waits for."""

import threading
from collections.abc import Callable

import structlog

from storage.database import Database
from storage.heartbeat import Heartbeat

BEAT_SECONDS = 2.0
"""Between two looks; the heartbeat itself writes less often."""
FORGET_SECONDS = 3.0
"""How long the end of a program waits until its heartbeat row is gone."""

log = structlog.get_logger()


class Pulse:
    """Beats from its making on.

    Args:
        database: Where the heartbeat row goes.
        kind: ``gateway`` or ``shipper``.
        is_ready: Tells whether the program does its work.
    """

    def __init__(
        self, database: Database, kind: str, is_ready: Callable[[], bool] = lambda: True
    ) -> None:
        self._is_ready = is_ready
        self._heartbeat = Heartbeat(database, kind)
        self._is_over = threading.Event()
        # A daemon, so that a database that hangs cannot keep the program from ending.
        self._thread = threading.Thread(target=self._run, name="pulse", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Say that the program ends, if the database listens."""
        self._is_over.set()
        self._thread.join(FORGET_SECONDS)

    def _run(self) -> None:
        while True:
            try:
                self._heartbeat.beat(ready=self._is_ready())
            except Exception as error:
                log.warning("no heartbeat", error=type(error).__name__)
            if self._is_over.wait(BEAT_SECONDS):
                break
        try:
            self._heartbeat.stop()
        except Exception as error:
            log.warning("heartbeat not forgotten", error=type(error).__name__)
