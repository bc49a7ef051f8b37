"""From the spool to storage: ship every entry, release it once it is committed.

Shipping an entry twice changes nothing (`storage.intake`), so a shipper may be killed at any
moment, and several may run. Nobody judges the sender yet: the verdicts of a delivery stay null.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from gateway.postmaster import MAILBOX, Postmaster
from gateway.spool import Entry, Spool
from storage.blobs import BlobStore
from storage.database import Database
from storage.domain.errors import TransientError
from storage.intake import Envelope, Received, Recipient, receive

LOOK_SECONDS = 0.04
"""Between two looks at a spool without anything to do."""
FIRST_DELAY = 0.1
TRANSIENT_DELAY = 5.0
"""Longest pause of an entry, and of the shipper, while the database is away; in seconds."""
ERROR_DELAY = 600.0
"""Longest pause of an entry that fails for a reason of its own; in seconds."""
STOP_AFTER = 3
"""So many entries in a row that met a silent database end the look at the spool."""

log = structlog.get_logger()


@dataclass(frozen=True)
class _Delay:
    """A file with an entry that failed.

    Attributes:
        failures: How often.
        until: When it is tried again, on the monotonic clock.
    """

    failures: int
    until: float


class Shipper:
    """Takes entries from a spool to storage.

    Args:
        spool: Where they wait.
        database: Where their rows go.
        blobs: Where their bytes go.
        postmaster: Where mail for postmaster goes.
        clock: Monotonic, in seconds.
    """

    def __init__(
        self,
        spool: Spool,
        database: Database,
        blobs: BlobStore,
        postmaster: Postmaster,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._spool = spool
        self._database = database
        self._blobs = blobs
        self._postmaster = postmaster
        self._clock = clock
        self._delays: dict[str, _Delay] = {}
        self._shipped: dict[str, set[str]] = {}
        self._silent_looks = 0

    def ship(self, entry: Entry) -> tuple[Received, ...]:
        """Store one entry; more than once changes nothing.

        Returns:
            One result per mailbox; none of postmaster's.

        Raises:
            TransientError: The database did not answer; the entry stays.
            NotFoundError: A mailbox is no longer there; the entry stays.
            OSError: The spool or the blobs cannot be read or written; the entry stays.
        """
        started = time.monotonic()
        recipients = tuple(r for r in entry.envelope.recipients if r.mailbox_id != MAILBOX)
        if len(recipients) < len(entry.envelope.recipients):
            self._postmaster.keep(entry)
            log.warning("mail for postmaster", receipt=entry.name)
        received = self._receive(entry, recipients) if recipients else ()
        log.info(
            "shipped",
            receipt=entry.name,
            message_id=[message.message_id for message in received],
            outcome="new" if any(message.is_new for message in received) else "again",
            ms=round((time.monotonic() - started) * 1000),
        )
        return received

    def _receive(self, entry: Entry, recipients: tuple[Recipient, ...]) -> tuple[Received, ...]:
        envelope = Envelope(
            receipt=entry.name,
            channel="mail",
            mail_from=entry.envelope.mail_from,
            recipients=recipients,
            received_at=entry.envelope.received_at,
            client=entry.envelope.client,
        )
        if entry.start == 0:
            return receive(self._database, self._blobs, envelope, entry.path)
        with entry.open() as content:
            return receive(self._database, self._blobs, envelope, content)

    def look(self) -> int:
        """Ship what is in the spool and due; an entry that fails does not hold up the others.

        Returns:
            How many entries were shipped.
        """
        names = self._spool.names()
        self._delays = {name: self._delays[name] for name in names if name in self._delays}
        self._shipped = {name: self._shipped[name] for name in names if name in self._shipped}
        shipped = silent = 0
        for name in names:
            delay = self._delays.get(name)
            if delay is not None and self._clock() < delay.until:
                continue
            try:
                shipped += self._ship_file(name)
                silent = 0
            except TransientError as error:
                self._put_off(name, TRANSIENT_DELAY)
                log.warning("not shipped", file=name, outcome=error.code, error=error.detail)
                silent += 1
            except Exception:
                seconds = self._put_off(name, ERROR_DELAY)
                log.exception("not shipped", file=name, again_in_seconds=seconds)
            if silent >= STOP_AFTER:
                break
        self._silent_looks = self._silent_looks + 1 if silent else 0
        return shipped

    def run(self, stop: threading.Event) -> None:
        """Look at the spool again and again until ``stop`` is set; then end what was begun."""
        while not stop.is_set():
            try:
                shipped = self.look()
            except Exception:
                log.exception("spool unreadable")
                self._silent_looks += 1
                shipped = 0
            if self._silent_looks:
                stop.wait(_growing(self._silent_looks, TRANSIENT_DELAY))
            elif not shipped:
                stop.wait(LOOK_SECONDS)

    def _ship_file(self, name: str) -> int:
        """Ship the entries of a file that were not shipped yet; release it when all are.

        Returns:
            How many.

        Raises:
            Exception: What the last one that failed failed of, after the others were shipped; a
                silent database at once.
        """
        shipped = self._shipped.setdefault(name, set())
        entries = self._spool.read(name)
        waiting = [entry for entry in entries if entry.name not in shipped]
        error: Exception | None = None
        for entry in waiting:
            try:
                self.ship(entry)
            except TransientError:
                raise
            except FileNotFoundError as missing:
                if not self._spool.holds(name):
                    # Another shipper has released it meanwhile.
                    return 0
                error = missing
            except Exception as any_error:  # noqa: BLE001
                error = any_error
            else:
                shipped.add(entry.name)
        if error is not None:
            raise error
        if entries:
            self._spool.release(name)
        self._delays.pop(name, None)
        return len(waiting)

    def _put_off(self, name: str, longest: float) -> float:
        """Let a file wait, longer every time it fails; return for how many seconds."""
        known = self._delays.get(name)
        failures = 1 if known is None else known.failures + 1
        seconds = _growing(failures, longest)
        self._delays[name] = _Delay(failures, self._clock() + seconds)
        return seconds


def _growing(failures: int, longest: float) -> float:
    """Return the pause in seconds after so many failures, at least one: it doubles."""
    return float(min(longest, FIRST_DELAY * 2 ** min(failures - 1, 20)))
