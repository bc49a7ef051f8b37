"""From the spool to storage: ship every entry, release it once it is committed.

Shipping an entry twice changes nothing (`storage.intake`), so a shipper may be killed at any
moment, and several may run. On the way the sender is judged (`gateway.judging`), several at once;
one look at the spool waits for the DNS for a few seconds in all, however much there is in it.
"""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TypeVar

import structlog

from gateway.authentication.dns import Allowance
from gateway.authentication.judge import Transaction
from gateway.judging import Judge
from gateway.oddities import oddities
from gateway.postmaster import MAILBOX
from gateway.spool import Entry, Spool
from storage.blobs import BlobStore
from storage.clock import utc_now
from storage.database import Database
from storage.domain.channel import Channel
from storage.domain.errors import TransientError
from storage.domain.mailbox import Recipient
from storage.intake import Envelope, Received, receive, receive_for_operator

LOOK_SECONDS = 0.04
"""Between two looks at a spool without anything to do."""
FIRST_DELAY = 0.1
TRANSIENT_DELAY = 5.0
"""Longest pause of an entry, and of the shipper, while the database is away; in seconds."""
ERROR_DELAY = 600.0
"""Longest pause of an entry that fails for a reason of its own; in seconds."""
STOP_AFTER = 3
"""So many entries in a row that met a silent database end the look at the spool."""
WAY_SECONDS = 0.5
"""Longest pause behind entries while much mail comes."""
LONG_SECONDS = 300.0
"""After which mail is shipped without such pauses."""

V = TypeVar("V")
T = TypeVar("T")

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
        clock: Monotonic, in seconds.
        judge: Who says who sent it; nobody by default.
        lanes: Entries that are shipped at the same time.
    """

    def __init__(
        self,
        spool: Spool,
        database: Database,
        blobs: BlobStore,
        *,
        clock: Callable[[], float] = time.monotonic,
        judge: Judge | None = None,
        lanes: int = 1,
    ) -> None:
        self._judge = judge or Judge()
        self._lanes = lanes
        self._pool = ThreadPoolExecutor(lanes, "lane")
        self._spool = spool
        self._database = database
        self._blobs = blobs
        self._clock = clock
        self._delays: dict[str, _Delay] = {}
        self._read_to: dict[str, int] = {}
        self._silent_looks = 0
        self._stop = threading.Event()

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
        received = self._store(entry, allowance)
        self._spool.release(entry.name)
        return received

    def _store(self, entry: Entry, allowance: Allowance | None) -> tuple[Received, ...]:
        started = time.monotonic()
        everyone = entry.envelope.recipients
        recipients = tuple(r for r in everyone if r.mailbox_id != MAILBOX)
        operator = tuple(r for r in everyone if r.mailbox_id == MAILBOX)
        if operator:
            self._keep_for_operator(entry, operator)
        received = self._receive(entry, recipients, allowance) if recipients else ()
        log.info(
            "shipped",
            receipt=entry.name,
            message_id=[message.message_id for message in received],
            outcome="new" if any(message.is_new for message in received) else "again",
            ms=round((time.monotonic() - started) * 1000),
        )
        return received

    def _keep_for_operator(self, entry: Entry, recipients: tuple[Recipient, ...]) -> None:
        facts = entry.envelope
        envelope = Envelope(
            receipt=entry.name,
            channel=Channel.MAIL,
            mail_from=facts.mail_from,
            recipients=recipients,
            received_at=facts.received_at,
            client=facts.client,
        )
        with entry.open() as content:
            receive_for_operator(self._database, self._blobs, envelope, content)
        log.warning("mail for postmaster", receipt=entry.name)

    def _receive(
        self, entry: Entry, recipients: tuple[Recipient, ...], allowance: Allowance | None
    ) -> tuple[Received, ...]:
        facts = entry.envelope
        transaction = Transaction(facts.mail_from, facts.client, facts.received_at)
        judgement = self._judge.judge(transaction, entry.open, allowance=allowance)
        with entry.open() as content:
            odd = oddities(content)
        envelope = Envelope(
            receipt=entry.name,
            channel=Channel.MAIL,
            mail_from=facts.mail_from,
            recipients=recipients,
            received_at=facts.received_at,
            client={**facts.client, **odd},
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
        journals, names = self._spool.journals(), self._spool.names()
        self._delays = _only(self._delays, (*journals, *names))
        self._read_to = _only(self._read_to, journals)
        allowance = Allowance()
        ship_journal = partial(self._ship_journal, allowance=allowance)
        shipped, silent = self._ship_all(ship_journal, self._due(journals), stop_after=1)
        if not silent:
            due = self._due(names)
            lanes = [due[lane :: self._lanes] for lane in range(min(self._lanes, len(due)))]
            ship_named = partial(self._ship_named, allowance=allowance)
            for also_shipped, also_silent in self._at_once(
                lambda lane: self._ship_all(ship_named, lane, STOP_AFTER), lanes
            ):
                shipped += also_shipped
                silent += also_silent
        self._silent_looks = self._silent_looks + 1 if silent else 0
        return shipped

    def _due(self, names: Iterable[str]) -> list[str]:
        """Return what is not put off."""
        now = self._clock()
        return [n for n in names if n not in self._delays or self._delays[n].until <= now]

    def _at_once(self, function: Callable[[T], V], arguments: Sequence[T]) -> list[V]:
        """Call a function for each argument, several at the same time."""
        if len(arguments) <= 1:
            return [function(argument) for argument in arguments]
        return list(self._pool.map(function, arguments))

    def _ship_all(
        self, ship: Callable[[str], int], names: Sequence[str], stop_after: int
    ) -> tuple[int, int]:
        """Ship files one after the other; put off those that fail.

        Returns:
            How many entries were shipped, and how many files, at the end, met a silent database.
        """
        shipped = silent = 0
        for name in names:
            if self._stop.is_set():
                break
            try:
                shipped += ship(name)
                silent = 0
            except TransientError as error:
                self._put_off(name, TRANSIENT_DELAY)
                log.warning("not shipped", file=name, outcome=error.code, error=error.detail)
                silent += 1
            except Exception:
                seconds = self._put_off(name, ERROR_DELAY)
                log.exception("not shipped", file=name, again_in_seconds=seconds)
            if silent >= stop_after:
                break
        return shipped, silent

    def run(self, stop: threading.Event) -> None:
        """Look at the spool again and again until ``stop`` is set; then end what was begun."""
        self._stop = stop
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

    def _ship_journal(self, journal: str, allowance: Allowance) -> int:
        """Ship what a journal has that was not shipped yet; remove it once it is complete."""
        shipped = 0
        with suppress(FileNotFoundError):
            entries = self._spool.follow(journal, self._read_to.get(journal, 0))
            while not self._stop.is_set() and (some := list(islice(entries, self._lanes))):
                self._at_once(partial(self._store_or_keep, allowance=allowance), some)
                self._read_to[journal] = some[-1].end or 0
                shipped += len(some)
                self._give_way(some[-1])
            self._spool.retire(journal, self._read_to.get(journal, 0))
        self._delays.pop(journal, None)
        return shipped

    def _store_or_keep(self, entry: Entry, allowance: Allowance) -> None:
        """Store an entry; one that fails gets a file of its own, and with it pauses of its own."""
        try:
            self._store(entry, allowance)
        except TransientError:
            raise
        except Exception:
            log.exception("not shipped", receipt=entry.name)
            self._spool.keep(entry)

    def _give_way(self, entry: Entry) -> None:
        """Let senders have the disk while much mail comes, unless what waits has waited for long.

        They are kept waiting by it; nobody waits for what is shipped a little later.
        """
        waited = (utc_now() - entry.envelope.received_at).total_seconds()
        end = time.monotonic() + WAY_SECONDS
        while waited < LONG_SECONDS and time.monotonic() < end and self._spool.is_busy():
            if self._stop.wait(LOOK_SECONDS):
                break

    def _put_off(self, name: str, longest: float) -> float:
        """Let a file wait, longer every time it fails; return for how many seconds."""
        known = self._delays.get(name)
        failures = 1 if known is None else known.failures + 1
        seconds = _growing(failures, longest)
        self._delays[name] = _Delay(failures, self._clock() + seconds)
        return seconds


def _only(kept: dict[str, V], names: Iterable[str]) -> dict[str, V]:
    """Return what is kept of names that are still there."""
    return {name: kept[name] for name in names if name in kept}


def _growing(failures: int, longest: float) -> float:
    """Return the pause in seconds after so many failures, at least one: it doubles."""
    return float(min(longest, FIRST_DELAY * 2 ** min(failures - 1, 20)))
