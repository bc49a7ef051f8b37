"""A message that is being received: in memory while it is small, then in the spool as it comes.

In: content, from the event loop. Out: one durable entry of the spool, or a refusal. Files are
written by threads; the event loop never waits for one, and a client that sends faster than the disk
takes is not read until the disk has caught up.
"""

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

from gateway import replies
from gateway.committer import Committer
from gateway.envelope import SpooledEnvelope
from gateway.spool import Draft, Spool

SMALL = 1 << 20
"""Bytes up to which a message is kept in memory and written at its end, in one go."""
MEMORY = 16 << 20
"""Bytes that all messages of a process may keep; beyond, smaller ones go to files too."""
PORTION = 64 << 10
"""Bytes that are worth a write of their own."""
MAX_HOPS = 100
"""``Received`` fields of a message; more is a loop (RFC 5321 §6.3)."""
MAX_HEADER = 256 << 10
"""Bytes at the beginning of a message in which ``Received`` fields are counted."""
WRITERS = 16
"""Large messages written to the spool at once: their syncs overlap."""

_HOP = re.compile(rb"^received[ \t]*:", re.IGNORECASE | re.MULTILINE)
_HEADER_END = re.compile(rb"\r?\n\r?\n|\r\r")


class Store:
    """Where the messages of a process go while they come.

    Args:
        spool: Where they are written down.

    Attributes:
        in_memory: Bytes that wait in memory to be written.
    """

    def __init__(self, spool: Spool) -> None:
        self.spool = spool
        self.in_memory = 0
        self.writers = ThreadPoolExecutor(WRITERS, thread_name_prefix="spool")
        self.committer = Committer(spool)

    def close(self) -> None:
        """Wait until everything that was begun is written."""
        self.writers.shutdown()
        self.committer.close()


class Incoming:
    """One message.

    Args:
        store: Where it goes.
        max_size: Bytes of content that it may have.

    Attributes:
        size: Bytes of content so far.
        refusal: Why it will not be accepted, whatever else comes.
    """

    def __init__(self, store: Store, max_size: int) -> None:
        self.size = 0
        self.refusal: replies.Reply | None = None
        self._store = store
        self._max_size = max_size
        self._header: bytearray | None = bytearray()
        self._pieces: list[bytes] = []
        self._waiting = 0
        self._draft: Draft | None = None
        self._writing: Future[None] | None = None
        self._when_written: Callable[[], None] | None = None

    @property
    def is_behind(self) -> bool:
        """Tell whether the disk has to catch up before more is read."""
        return self._writing is not None and self._waiting >= PORTION

    def write(self, content: bytes) -> None:
        """Take content; what is refused already is only counted."""
        self.size += len(content)
        if self.refusal is None and self.size > self._max_size:
            self.refuse(replies.TOO_LARGE)
        if self.refusal is not None or not content:
            return
        self._count_hops(content)
        self._pieces.append(content)
        self._waiting += len(content)
        self._store.in_memory += len(content)
        has_file = self._draft is not None or self._writing is not None
        if self._waiting > (PORTION if has_file or self._store.in_memory > MEMORY else SMALL):
            self._hand_over()

    def refuse(self, reply: replies.Reply) -> None:
        """Accept no more; the first reason counts."""
        if self.refusal is None:
            self.refusal = reply
            self.discard()

    def when_written(self, call: Callable[[], None]) -> None:
        """Call in the event loop, once, when the present write has ended."""
        self._when_written = call

    def finish(self, envelope: SpooledEnvelope) -> asyncio.Future[str]:
        """Write what is left and make it durable; it must not be refused.

        It is done even where nobody waits for the answer.

        Returns:
            The name of the entry, in the future.

        Raises:
            OSError: In the future: it could not be written; ``ENOSPC`` when the disk is full.
        """
        before = self._writing
        pieces, octets = self._take()
        if before is None and self._draft is None:
            future = self._store.committer.commit(envelope, pieces, octets)
        else:
            future = asyncio.wrap_future(
                self._store.writers.submit(self._commit_draft, envelope, before, pieces)
            )
        future.add_done_callback(lambda _: self._forget(octets))
        return future

    def _commit_draft(
        self, envelope: SpooledEnvelope, before: Future[None] | None, pieces: list[bytes]
    ) -> str:
        """Write the rest of a large message, behind what is being written, and make it durable."""
        if before is not None:
            before.result()
        draft = self._draft
        assert draft is not None, "what was begun has a file"  # noqa: S101
        try:
            draft.write(pieces)
            return draft.commit(envelope)
        except BaseException:
            draft.discard()
            raise

    def end(self) -> None:
        """Say that all content has come."""
        self._end_header()

    def discard(self) -> None:
        """Drop what was written down so far."""
        before = self._writing
        self._forget(self._take()[1])
        if before is None and self._draft is None:
            return

        def drop() -> None:
            if before is not None:
                wait([before])
            if self._draft is not None:
                self._draft.discard()

        self._store.writers.submit(drop)

    def _take(self) -> tuple[list[bytes], int]:
        """Return the pieces that wait, and their bytes; somebody else answers for them now."""
        taken = self._pieces, self._waiting
        self._pieces, self._waiting = [], 0
        return taken

    def _forget(self, octets: int) -> None:
        self._store.in_memory -= octets

    def _hand_over(self) -> None:
        """Let a thread write what waits, unless one is still at it."""
        if self._writing is not None:
            return
        pieces, octets = self._take()

        def write_down() -> None:
            if self._draft is None:
                self._draft = self._store.spool.begin()
            self._draft.write(pieces)

        self._writing = self._store.writers.submit(write_down)
        done = asyncio.wrap_future(self._writing)
        done.add_done_callback(lambda writing: self._written(writing, octets))

    def _written(self, writing: asyncio.Future[None], octets: int) -> None:
        error = None if writing.cancelled() else writing.exception()
        self._writing = None
        self._forget(octets)
        if error is not None:
            self.refuse(replies.for_error(error))
        elif self._waiting >= PORTION:
            self._hand_over()
        call, self._when_written = self._when_written, None
        if call is not None:
            call()

    def _count_hops(self, content: bytes) -> None:
        if self._header is None:
            return
        seen = max(0, len(self._header) - 3)
        self._header += content[: MAX_HEADER - len(self._header)]
        if len(self._header) >= MAX_HEADER or _HEADER_END.search(self._header, seen):
            self._end_header()

    def _end_header(self) -> None:
        if self._header is None:
            return
        header, self._header = bytes(self._header), None
        end = _HEADER_END.search(header)
        hops = _HOP.findall(header, 0, end.start() if end else len(header))
        if len(hops) > MAX_HOPS:
            self.refuse(replies.LOOP)
