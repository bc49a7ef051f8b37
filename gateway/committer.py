"""Group commit: messages that end at the same time are written down together.

In: small messages, from the event loop. Out: their names, once they are durable. While one file is
being synced, the messages that end meanwhile gather for the next; a lone message does not wait.
"""

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from gateway.envelope import SpooledEnvelope
from gateway.spool import Spool

MOST_MESSAGES = 500
"""Of one file."""
MOST_BYTES = 16 << 20
"""Content of one file, unless its last message is what is too much."""


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
        self._thread = threading.Thread(target=self._run, name="committer")
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
            OSError: In the future, as `Spool.append_all`; then for all that shared the file.
        """
        answer = asyncio.get_running_loop().create_future()
        self._queue.put(_Parcel(envelope, pieces, size, answer))
        return answer

    def close(self) -> None:
        """Write what waits, and end."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        while not self._is_closing:
            parcels = self._gather()
            if not parcels:
                continue
            try:
                messages = [(parcel.envelope, parcel.pieces) for parcel in parcels]
                outcome: list[str] | BaseException = self._spool.append_all(messages)
            except BaseException as error:  # noqa: BLE001
                outcome = error
            self._answer(parcels, outcome)

    def _gather(self) -> list[_Parcel]:
        """Wait for a message; return it with those behind it."""
        parcels: list[_Parcel] = []
        octets = 0
        while len(parcels) < MOST_MESSAGES and octets < MOST_BYTES:
            try:
                parcel = self._queue.get(block=not parcels)
            except Empty:
                break
            if parcel is None:
                self._is_closing = True
                break
            parcels.append(parcel)
            octets += parcel.size
        return parcels

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
