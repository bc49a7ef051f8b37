"""Group commit: messages that end at the same time are written down together.

In: small messages, from the event loop. Out: their names, once they are durable in a journal. While
some are being synced, those that end meanwhile gather for the next sync; a lone one does not wait.
"""

import asyncio
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from gateway.envelope import Heading, SpooledEnvelope
from gateway.journal import Journal
from gateway.spool import Spool
from storage.ids import new_id

MOST_MESSAGES = 500
"""That are written at once."""
MOST_BYTES = 4 << 20
"""Content that is written at once; the last message may go beyond."""
JOURNAL_BYTES = 8 << 20
"""After which a journal is followed by a new one."""
IDLE_SECONDS = 0.25
"""Without a message, after which a journal is closed: what was shipped can go."""
MUCH = 10
"""Messages in `MUCH_SECONDS` that are so much that the shipper should give way."""
MUCH_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class _Parcel:
    """A message that waits to be written, and who waits for it."""

    envelope: SpooledEnvelope
    pieces: Sequence[bytes]
    size: int
    answer: asyncio.Future[str]


class Committer:
    """A thread that writes messages down for one process.

    Args:
        spool: Where.
    """

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._queue: SimpleQueue[_Parcel | None] = SimpleQueue()
        self._is_closing = False
        self._journal: Journal | None = None
        self._recent = 0
        self._since = time.monotonic()
        self._thread = threading.Thread(target=self._run, name="committer", daemon=True)
        self._thread.start()

    def commit(
        self, envelope: SpooledEnvelope, pieces: Sequence[bytes], size: int
    ) -> asyncio.Future[str]:
        """Write a message down; to be called in the event loop.

        Args:
            envelope: The transaction.
            pieces: The content.
            size: Its bytes.

        Returns:
            The name of the entry, in the future. It is written even where nobody waits for that.

        Raises:
            OSError: In the future: it could not be written; ``ENOSPC`` when the disk is (nearly)
                full. Where only the sync failed, the entry may be there all the same.
        """
        answer = asyncio.get_running_loop().create_future()
        self._queue.put(_Parcel(envelope, pieces, size, answer))
        return answer

    def close(self) -> None:
        """Write what waits, and end."""
        self._queue.put(None)
        self._thread.join()
        self._close_journal()

    def _run(self) -> None:
        while not self._is_closing:
            parcels = self._gather()
            if parcels:
                self._answer(parcels, self._write(parcels))
                self._say_busy(len(parcels))
            if not parcels or (self._journal and self._journal.size > JOURNAL_BYTES):
                self._close_journal()

    def _gather(self) -> list[_Parcel]:
        """Wait for a message; return it with those behind it, none after a while or at the end."""
        parcels: list[_Parcel] = []
        octets = 0
        while len(parcels) < MOST_MESSAGES and octets < MOST_BYTES:
            try:
                parcel = self._queue.get(block=not parcels, timeout=self._patience())
            except Empty:
                break
            if parcel is None:
                self._is_closing = True
                break
            parcels.append(parcel)
            octets += parcel.size
        return parcels

    def _patience(self) -> float | None:
        """Return for how many seconds to wait for a message; None: for ever."""
        return None if self._journal is None else IDLE_SECONDS

    def _write(self, parcels: Sequence[_Parcel]) -> list[str] | BaseException:
        """Make messages durable; return their names, or why that could not be done."""
        try:
            self._spool.demand_room(sum(parcel.size for parcel in parcels))
            if self._journal is None:
                self._journal = self._spool.new_journal()
            names = [new_id("rct") for _ in parcels]
            self._journal.append(
                [
                    (Heading(parcel.envelope, parcel.size, name=name), parcel.pieces)
                    for name, parcel in zip(names, parcels, strict=True)
                ]
            )
        except BaseException as error:
            self._close_journal()
            return error
        return names

    def _say_busy(self, count: int) -> None:
        """Count messages; where there were many of late, say so in the spool."""
        now = time.monotonic()
        self._recent += count
        if now - self._since >= MUCH_SECONDS:
            if self._recent * MUCH_SECONDS >= MUCH * (now - self._since):
                self._spool.mark_busy()
            self._recent, self._since = 0, now

    def _close_journal(self) -> None:
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    @staticmethod
    def _answer(parcels: Sequence[_Parcel], outcome: list[str] | BaseException) -> None:
        """Wake the event loop once for all."""

        def tell() -> None:
            for number, parcel in enumerate(parcels):
                if parcel.answer.done():
                    continue
                if isinstance(outcome, BaseException):
                    parcel.answer.set_exception(outcome)
                else:
                    parcel.answer.set_result(outcome[number])

        loop = parcels[0].answer.get_loop()
        if not loop.is_closed():
            loop.call_soon_threadsafe(tell)
