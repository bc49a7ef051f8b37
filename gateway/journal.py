"""A journal: messages one behind the other in one file, durable by one sync for all that came.

Appending to a file costs far less than making one: a busy gateway writes small messages here. One
record is the checksum (CRC-32 in eight hexadecimal digits) of all that follows it, a space, the
line of `gateway.envelope`, and the content. Whoever appends holds a lock on the file; without one
nobody will append any more, and what is not whole at the end was never acknowledged.
"""

import fcntl
import os
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from gateway.envelope import Heading, decode, encode
from storage.blobs import sync_folder

MAX_LINE = 1 << 20
"""Longest line in bytes; a hundred recipients need some 50 KB."""

_CHECKSUM = 9
"""Bytes of the checksum and the space behind it."""


@dataclass(frozen=True)
class Record:
    """A record.

    Attributes:
        heading: Of its message.
        start: Offset in bytes at which the content begins.
        end: Offset behind it: of the next record.
        is_damaged: It is not what was written.
    """

    heading: Heading
    start: int
    end: int
    is_damaged: bool


class Journal:
    """A new journal, to append to. One thread at a time may use it.

    Args:
        path: Its file, which is made; its name is durable then.

    Attributes:
        size: Bytes of its records.

    Raises:
        OSError: The file cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self.size = 0
        self.path = path
        self._file = path.open("xb", buffering=0)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            sync_folder(path.parent)
        except BaseException:
            self.close()
            raise

    def append(self, messages: Sequence[tuple[Heading, Sequence[bytes]]]) -> None:
        """Append messages; when this returns, they outlive a loss of power.

        Args:
            messages: Each with its content in pieces.

        Raises:
            OSError: It could not be done; nothing more can be appended. Where only the sync failed,
                the messages may be there all the same.
        """
        try:
            self._write(b"".join(piece for message in messages for piece in _record(*message)))
            os.fdatasync(self._file.fileno())
        except BaseException:
            self.close(self.size)
            raise
        self.size = self._file.tell()

    def close(self, size: int | None = None) -> None:
        """Append no more; more than once is fine.

        Args:
            size: Cut off what is behind so many bytes.
        """
        if size is not None and not self._file.closed:
            with suppress(OSError):
                self._file.truncate(size)
        self._file.close()

    def _write(self, text: bytes) -> None:
        rest = memoryview(text)
        while rest:
            rest = rest[self._file.write(rest) :]


def follow(source: BinaryIO, start: int) -> Iterator[Record]:
    """Yield the records from an offset on, up to where they end, or one is not there in full.

    Raises:
        OSError: The file cannot be read now.
    """
    while True:
        source.seek(start)
        checksum, line = source.read(_CHECKSUM), source.readline(MAX_LINE)
        try:
            heading, expected = decode(line), int(checksum, 16)
        except (ValueError, TypeError, KeyError, AttributeError):
            return
        content = source.read(heading.size)
        if len(content) != heading.size:
            return
        begin, start = start, source.tell()
        is_damaged = zlib.crc32(content, zlib.crc32(line)) != expected
        yield Record(heading, begin + len(checksum) + len(line), start, is_damaged)


def is_open(source: BinaryIO) -> bool:
    """Tell whether somebody may still append to a journal."""
    try:
        fcntl.flock(source, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    fcntl.flock(source, fcntl.LOCK_UN)
    return False


def _record(heading: Heading, pieces: Sequence[bytes]) -> Iterator[bytes]:
    line = encode(heading)
    checksum = zlib.crc32(line)
    for piece in pieces:
        checksum = zlib.crc32(piece, checksum)
    yield b"%08x " % checksum
    yield line
    yield from pieces
