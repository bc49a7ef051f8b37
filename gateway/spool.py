"""The spool: messages written down durably before they are acknowledged.

``FOLDER/<name>`` is one line of JSON (the envelope and the size of the content in bytes, ended by
LF), then the content byte for byte as it came after dot-unstuffing (RFC 5321 §4.5.2): no header is
added and none is changed. Messages that came together stand in one file, one behind the other, so
that they share its syncs. A file is written below ``FOLDER/new/``, synced, renamed into ``FOLDER``,
and the folder is synced: what has a name there is complete. What a process leaves in ``new/`` when
it is killed was never acknowledged.

The content of a large message is a file of its own, ``FOLDER/large/<name>``, written as it comes
and synced before its envelope is written: storage can then take it over without another copy.

Files that are no entries go to ``FOLDER/broken/``, for a person to look at. All folders have to
lie on one file system.
"""

import errno
import os
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import structlog

from gateway.envelope import Heading, SpooledEnvelope, decode, encode
from storage.blobs import make_folders, sync_folder
from storage.ids import new_id

RESERVE = 256 << 20
"""Free bytes left for the database and the blobs: a message is stored a second time there."""

STALE_SECONDS = 3600
"""A temporary file untouched for so long belongs to no living process: writing takes seconds."""

MAX_HEADER = 1 << 20
"""Longest first line in bytes; a hundred recipients need some 50 KB."""

_NAME = re.compile(r"rct_[0-9a-f]{32}(?:\.(\d{1,4}))?")
"""Of a file: of its first entry, and how many it has where they are several."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Entry:
    """One message in the spool.

    Attributes:
        name: Its name, its own for ever.
        envelope: The transaction.
        size: Bytes of content.
        path: The file that holds the content.
        start: Offset in bytes at which the content begins; 0 where it is a file of its own.
    """

    name: str
    envelope: SpooledEnvelope
    size: int
    path: Path
    start: int

    def open(self) -> BinaryIO:
        """Return the content; the caller closes it.

        Raises:
            FileNotFoundError: The entry was released meanwhile.
        """
        source = self.path.open("rb")
        if self.start == 0:
            return source
        with source:
            source.seek(self.start)
            return BytesIO(source.read(self.size))


class Spool:
    """A folder of messages that were acknowledged, or are about to be.

    Any number of processes may use it at once.

    Args:
        folder: The folder; it is made when missing.
        reserve: Bytes that have to stay free on its file system.
    """

    def __init__(self, folder: Path, *, reserve: int = RESERVE) -> None:
        self.folder = folder
        self._new = folder / "new"
        self._large = folder / "large"
        self._broken = folder / "broken"
        self._reserve = reserve
        for each in (self._new, self._large, self._broken):
            make_folders(each)

    def append(self, envelope: SpooledEnvelope, content: bytes | Sequence[bytes]) -> str:
        """Write a message down; when this returns, it outlives a loss of power.

        Args:
            envelope: The transaction.
            content: The message, whole or in pieces.

        Returns:
            The name of the entry.

        Raises:
            OSError: It could not be written; ``ENOSPC`` when the disk is (nearly) full. Where only
                the last sync failed, the entry may be there all the same.
        """
        return self.append_all([(envelope, [content] if isinstance(content, bytes) else content)])[0]

    def append_all(self, messages: Sequence[tuple[SpooledEnvelope, Sequence[bytes]]]) -> list[str]:
        """Write messages down in one file, by the same two syncs: all of them, or none.

        Args:
            messages: Each as for `append`, its content in pieces; at least one, fewer than 10,000.

        Returns:
            The names of the entries.

        Raises:
            OSError: As `append`.
        """
        sizes = [sum(map(len, pieces)) for _, pieces in messages]
        self.demand_room(sum(sizes))
        names = [new_id("rct") for _ in messages]
        lines: list[bytes] = []
        for (envelope, pieces), size, name in zip(messages, sizes, names, strict=True):
            lines += [encode(Heading(envelope, size, name)), *pieces]
        self._publish(names[0] if len(names) == 1 else f"{names[0]}.{len(names)}", lines)
        return names

    def begin(self) -> "Draft":
        """Begin to write a large message down while it is being received.

        Raises:
            OSError: The file cannot be made.
        """
        return Draft(self, self._large / new_id("rct"))

    def publish_large(self, name: str, envelope: SpooledEnvelope, size: int) -> None:
        """Make an entry of a content that is in ``large/`` and synced. As `append`."""
        sync_folder(self._large)
        self._publish(name, [encode(Heading(envelope, size, is_apart=True))])

    def _publish(self, name: str, pieces: Sequence[bytes]) -> None:
        temporary = self._new / name
        try:
            with temporary.open("xb") as target:
                target.writelines(pieces)
                target.flush()
                os.fsync(target.fileno())
            temporary.rename(self.folder / name)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        sync_folder(self.folder)

    def demand_room(self, size: int) -> None:
        """Raise unless a message of ``size`` bytes leaves the reserve untouched.

        Raises:
            OSError: ``ENOSPC``.
        """
        if shutil.disk_usage(self.folder).free < size + self._reserve:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.folder))

    def names(self) -> list[str]:
        """Return the names of all files of entries, oldest first, by one look at the folder.

        A file that no process of ours can have made is set aside.
        """
        names = []
        with os.scandir(self.folder) as listing:
            for item in listing:
                if _NAME.fullmatch(item.name):
                    names.append(item.name)
                elif item.is_file(follow_symlinks=False):
                    self._set_aside(item.name, "not an entry")
        return sorted(names)

    def read(self, name: str) -> list[Entry]:
        """Return the entries of a file, none where it was released or had to be set aside.

        Raises:
            OSError: The file is there, but cannot be read now.
        """
        try:
            with (self.folder / name).open("rb") as source:
                entries = list(self._entries(name, source))
                left = os.fstat(source.fileno()).st_size - source.tell()
        except FileNotFoundError:
            return []
        except (ValueError, TypeError, KeyError, AttributeError):
            self._set_aside(name, "no envelope")
            return []
        problem = f"{left:+} bytes of content" if left else self._missing(entries)
        if problem is None:
            return entries
        # It may have been released since its envelopes were read.
        if self.holds(name):
            self._set_aside(name, problem)
        return []

    def _entries(self, name: str, source: BinaryIO) -> Iterator[Entry]:
        """Yield what a file's lines say; leave it behind the last content that should be there."""
        for _ in range(_count(name)):
            heading = decode(source.readline(MAX_HEADER))
            own, start = heading.name or name, source.tell()
            if not _NAME.fullmatch(own) or heading.size < 0:
                raise ValueError("not an entry's name or size")
            if heading.is_apart:
                yield Entry(own, heading.envelope, heading.size, self._large / name, 0)
            else:
                yield Entry(own, heading.envelope, heading.size, self.folder / name, start)
                source.seek(heading.size, os.SEEK_CUR)

    def _missing(self, entries: Sequence[Entry]) -> str | None:
        """Return what is wrong with contents that are files of their own."""
        for entry in entries:
            if entry.start == 0:
                with suppress(FileNotFoundError):
                    if entry.path.stat().st_size == entry.size:
                        continue
                return "its content is not whole"
        return None

    def iterate(self) -> Iterator[Entry]:
        """Yield all entries, oldest first; a file that cannot be read does not stop the others."""
        for name in self.names():
            try:
                yield from self.read(name)
            except OSError as error:
                log.error("spool file unreadable", receipt=name, error=str(error))  # noqa: TRY400

    def holds(self, name: str) -> bool:
        """Tell whether a file is still there."""
        return (self.folder / name).exists()

    def release(self, name: str) -> None:
        """Remove a file whose contents are stored elsewhere; one that is gone already is fine."""
        (self.folder / name).unlink(missing_ok=True)
        sync_folder(self.folder)
        (self._large / name).unlink(missing_ok=True)

    def usage(self) -> tuple[int, int]:
        """Return how many messages wait, and the bytes of their files."""
        sizes = _sizes(self.folder)
        large = _sizes(self._large)
        messages = sum(map(_count, sizes))
        return messages, sum(sizes.values()) + sum(large[name] for name in large if name in sizes)

    def sweep(self) -> int:
        """Remove what killed processes left half-written; return how many files."""
        removed = 0
        oldest = time.time() - STALE_SECONDS
        for path in (*self._new.iterdir(), *self._large.iterdir()):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < oldest and not self.holds(path.name):
                    path.unlink()
                    removed += 1
        return removed

    def _set_aside(self, name: str, reason: str) -> None:
        """Move a file where it neither stops the others nor is lost."""
        log.error("spool file set aside", receipt=name, reason=reason)
        target = self._broken / name
        if target.exists():
            target = self._broken / f"{name}.{new_id('again')}"
        with suppress(FileNotFoundError):
            (self.folder / name).rename(target)
        sync_folder(self._broken)


class Draft:
    """A large message on its way into the spool. One thread at a time may use it.

    Args:
        spool: Where it will be an entry.
        path: Its file, which is made.
    """

    def __init__(self, spool: Spool, path: Path) -> None:
        self._spool = spool
        self._path = path
        self._size = 0
        self._file = path.open("xb", buffering=0)

    def write(self, pieces: Sequence[bytes]) -> None:
        """Write what came; it is not durable yet.

        Raises:
            OSError: It could not be written; ``ENOSPC`` when the disk is (nearly) full.
        """
        self._spool.demand_room(sum(map(len, pieces)))
        for piece in pieces:
            rest = memoryview(piece)
            while rest:
                written = self._file.write(rest)
                self._size += written
                rest = rest[written:]

    def commit(self, envelope: SpooledEnvelope) -> str:
        """Make it an entry; when this returns, it outlives a loss of power. As `Spool.append`."""
        os.fsync(self._file.fileno())
        self._file.close()
        self._spool.publish_large(self._path.name, envelope, self._size)
        return self._path.name

    def discard(self) -> None:
        """Remove it, unless it is an entry already; more than once is fine."""
        self._file.close()
        if not self._spool.holds(self._path.name):
            with suppress(OSError):
                self._path.unlink(missing_ok=True)


def _count(name: str) -> int:
    """Return how many entries a file has, by its name."""
    return int(name.partition(".")[2] or 1)


def _sizes(folder: Path) -> dict[str, int]:
    """Return the bytes of each file of an entry."""
    sizes = {}
    with os.scandir(folder) as listing:
        for item in listing:
            if _NAME.fullmatch(item.name):
                with suppress(FileNotFoundError):
                    sizes[item.name] = item.stat(follow_symlinks=False).st_size
    return sizes
