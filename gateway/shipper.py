"""From the spool to storage: ship every entry, release it once it is committed.

Shipping an entry twice changes nothing (`storage.intake`), so a shipper may be killed at any
moment, and several may run. On the way the sender is judged (`gateway.judging`), several at once;
one look at the spool waits for the DNS for a few seconds in all, however much there is in it.
"""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import structlog

from gateway.authentication.dns import Allowance
from gateway.authentication.judge import Transaction
from gateway.judging import Judge
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
    """An entry that failed.

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
        judge: Who says who sent it; nobody by default.
        lanes: Entries that are shipped at the same time.
    """

    def __init__(
        self,
        spool: Spool,
        database: Database,
        blobs: BlobStore,
        postmaster: Postmaster,
        *,
        clock: Callable[[], float] = time.monotonic,
        judge: Judge | None = None,
        lanes: int = 1,
    ) -> None:
        self._judge = judge or Judge()
        self._lanes = lanes
        self._spool = spool
        self._database = database
        self._blobs = blobs
        self._postmaster = postmaster
        self._clock = clock
        self._delays: dict[str, _Delay] = {}
        self._silent_looks = 0

    def ship(self, entry: Entry, allowance: Allowance | None = None) -> tuple[Received, ...]:
        """Store one entry, then release it.

        Args:
            entry: What waits in the spool.
            allowance: Seconds for the DNS that it shares with others.

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
        received = self._receive(entry, recipients, allowance) if recipients else ()
        self._spool.release(entry.name)
        log.info(
            "shipped",
            receipt=entry.name,
            message_id=[message.message_id for message in received],
            outcome="new" if any(message.is_new for message in received) else "again",
            ms=round((time.monotonic() - started) * 1000),
        )
        return received

    def _receive(
        self, entry: Entry, recipients: tuple[Recipient, ...], allowance: Allowance | None
    ) -> tuple[Received, ...]:
        facts = entry.envelope
        transaction = Transaction(facts.mail_from, facts.client, facts.received_at)
        judgement = self._judge.judge(transaction, entry.open, allowance=allowance)
        envelope = Envelope(
            receipt=entry.name,
            channel="mail",
            mail_from=facts.mail_from,
            recipients=recipients,
            received_at=facts.received_at,
            client=facts.client,
            verdicts=judgement.verdicts,
            judge_at=judgement.judge_at,
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
        due = [name for name in names if not self._waits(name)]
        allowance = Allowance()
        lanes = [due[lane :: self._lanes] for lane in range(min(self._lanes, len(due)))]
        if len(lanes) > 1:
            with ThreadPoolExecutor(len(lanes), "lane") as pool:
                results = list(pool.map(lambda lane: self._ship_lane(lane, allowance), lanes))
        else:
            results = [self._ship_lane(lane, allowance) for lane in lanes]
        is_silent = any(silent for _, silent in results)
        self._silent_looks = self._silent_looks + 1 if is_silent else 0
        return sum(shipped for shipped, _ in results)

    def _waits(self, name: str) -> bool:
        delay = self._delays.get(name)
        return delay is not None and self._clock() < delay.until

    def _ship_lane(self, names: Sequence[str], allowance: Allowance) -> tuple[int, int]:
        """Ship some entries; return how many, and how many ended without an answer."""
        shipped = silent = 0
        for name in names:
            try:
                shipped += self._ship_named(name, allowance)
                silent = 0
            except TransientError as error:
                self._put_off(name, TRANSIENT_DELAY)
                log.warning("not shipped", receipt=name, outcome=error.code, error=error.detail)
                silent += 1
            except Exception:
                seconds = self._put_off(name, ERROR_DELAY)
                log.exception("not shipped", receipt=name, again_in_seconds=seconds)
            if silent >= STOP_AFTER:
                break
        return shipped, silent

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

    def _ship_named(self, name: str, allowance: Allowance) -> int:
        try:
            entry = self._spool.read(name)
            if entry is None:
                return 0
            self.ship(entry, allowance)
        except FileNotFoundError:
            if self._spool.holds(name):
                raise
            # Another shipper has released it meanwhile.
            return 0
        self._delays.pop(name, None)
        return 1

    def _put_off(self, name: str, longest: float) -> float:
        """Let an entry wait, longer every time it fails; return for how many seconds."""
        known = self._delays.get(name)
        failures = 1 if known is None else known.failures + 1
        seconds = _growing(failures, longest)
        self._delays[name] = _Delay(failures, self._clock() + seconds)
        return seconds


def _growing(failures: int, longest: float) -> float:
    """Return the pause in seconds after so many failures, at least one: it doubles."""
    return float(min(longest, FIRST_DELAY * 2 ** min(failures - 1, 20)))
