"""The spool: messages written down durably before they are acknowledged.

``FOLDER/<name>`` is one line of JSON (the envelope and the size of the content in bytes, ended by
LF), then the content byte for byte as it came after dot-unstuffing (RFC 5321 §4.5.2): no header is
added and none is changed. A file is written below ``FOLDER/new/``, synced, renamed into ``FOLDER``,
and the folder is synced: what has a name there is complete. What a process leaves in ``new/`` when
it is killed was never acknowledged.

The content of a large message is a file of its own, ``FOLDER/large/<name>``, written as it comes
and synced before its envelope is written: storage can then take it over without another copy.

Small messages stand in ``FOLDER/journals/<name>``, many in one file (`gateway.journal`).

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
from gateway.journal import MAX_LINE, Journal, follow, is_open
from storage.blobs import make_folders, sync_folder
from storage.ids import new_id

RESERVE = 256 << 20
"""Free bytes left for the database and the blobs: a message is stored a second time there."""

BUSY = "busy"
"""Name of a file whose time says when a gateway had much to do."""
BUSY_SECONDS = 0.5

STALE_SECONDS = 3600
"""A temporary file untouched for so long belongs to no living process: writing takes seconds."""

_NAME = re.compile(r"rct_[0-9a-f]{32}")

log = structlog.get_logger()


@dataclass(frozen=True)
class Entry:
    """One message in the spool.

    Attributes:
        name: Its name; names sort by the time of their making.
        envelope: The transaction.
        size: Bytes of content.
        path: The file that holds the content.
        start: Offset in bytes at which the content begins; 0 where it is a file of its own.
        end: In a journal, the offset behind it; else None: it ends with the file.
    """

    name: str
    envelope: SpooledEnvelope
    size: int
    path: Path
    start: int
    end: int | None = None

    def open(self) -> BinaryIO:
        """Return the content, to be read to its end; the caller closes it.

        Raises:
            FileNotFoundError: The entry was released meanwhile.
        """
        source = self.path.open("rb")
        source.seek(self.start)
        if self.end is None:
            return source
        with source:
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
        self._journals = folder / "journals"
        self._reserve = reserve
        for each in (self._new, self._large, self._broken, self._journals):
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
        pieces = [content] if isinstance(content, bytes) else content
        size = sum(map(len, pieces))
        self.demand_room(size)
        name = new_id("rct")
        self._publish(name, [encode(Heading(envelope, size)), *pieces])
        return name

    def begin(self) -> "Draft":
        """Begin to write a large message down while it is being received.

        Raises:
            OSError: The file cannot be made.
        """
        return Draft(self, self._large / new_id("rct"))

    def new_journal(self) -> Journal:
        """Begin a journal for small messages.

        Raises:
            OSError: The file cannot be made.
        """
        return Journal(self._journals / new_id("jnl"))

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
        """Return the names of all entries, oldest first, by one look at the folder.

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

    def read(self, name: str) -> Entry | None:
        """Return an entry, or None where it was released or had to be set aside.

        Raises:
            OSError: The file is there, but cannot be read now.
        """
        path = self.folder / name
        try:
            with path.open("rb") as source:
                line = source.readline(MAX_LINE)
                actual = os.fstat(source.fileno()).st_size - len(line)
        except FileNotFoundError:
            return None
        try:
            heading = decode(line)
        except (ValueError, TypeError, KeyError, AttributeError):
            self._set_aside(name, "no envelope")
            return None
        start = len(line)
        if heading.is_apart:
            path, start = self._large / name, 0
            try:
                actual = path.stat().st_size
            except FileNotFoundError:
                actual = -1
        if heading.size != actual:
            # The entry may have been released since its envelope was read.
            if self.holds(name):
                self._set_aside(name, f"{actual} bytes of content instead of {heading.size}")
            return None
        return Entry(name, heading.envelope, heading.size, path, start)

    def journals(self) -> list[str]:
        """Return the names of all journals, oldest first."""
        return sorted(path.name for path in self._journals.iterdir())

    def mark_busy(self) -> None:
        """Say that much mail comes just now."""
        with suppress(OSError):
            (self._new / BUSY).touch()

    def is_busy(self) -> bool:
        """Tell whether much mail comes just now, as some gateway has said."""
        with suppress(FileNotFoundError):
            return time.time() - (self._new / BUSY).stat().st_mtime < BUSY_SECONDS
        return False

    def follow(self, journal: str, start: int = 0) -> Iterator[Entry]:
        """Yield the entries of a journal from an offset on; a damaged one is set aside.

        Raises:
            OSError: It cannot be read now; `FileNotFoundError` where it is no longer there.
        """
        path = self._journals / journal
        with path.open("rb") as source:
            for record in follow(source, start):
                heading = record.heading
                if record.is_damaged or not _NAME.fullmatch(heading.name):
                    log.error("spool entry damaged", receipt=heading.name, file=journal)
                    source.seek(record.start)
                    content = source.read(heading.size)
                    (self._broken / f"{journal}.{record.start}").write_bytes(content)
                    continue
                yield Entry(
                    heading.name, heading.envelope, heading.size, path, record.start, record.end
                )

    def keep(self, entry: Entry) -> None:
        """Give an entry of a journal a file of its own, durably; again changes nothing.

        Raises:
            OSError: As `append`.
        """
        with entry.open() as content:
            pieces = [encode(Heading(entry.envelope, entry.size)), content.read()]
        (self._new / entry.name).unlink(missing_ok=True)
        self._publish(entry.name, pieces)

    def retire(self, journal: str, end: int) -> bool:
        """Remove a journal whose entries up to an offset are stored elsewhere, if it is complete.

        Returns:
            Whether it is gone. It is not while somebody may append, or there are more entries.

        Raises:
            OSError: It cannot be read or removed now.
        """
        path = self._journals / journal
        with path.open("rb") as source:
            if is_open(source) or not all(record.is_damaged for record in follow(source, end)):
                return False
            if os.fstat(source.fileno()).st_size > end:
                # Killed in the middle of a record, which nobody acknowledged; or damaged there.
                log.error("spool journal not whole", file=journal, whole=end)
                path.rename(self._broken / journal)
                sync_folder(self._broken)
        path.unlink(missing_ok=True)
        return True

    def iterate(self) -> Iterator[Entry]:
        """Yield all entries, small ones first; one that cannot be read stops no other."""
        yield from self._small()
        for name in self.names():
            try:
                entry = self.read(name)
            except OSError as error:
                log.error("spool entry unreadable", receipt=name, error=str(error))  # noqa: TRY400
                continue
            if entry is not None:
                yield entry

    def _small(self) -> Iterator[Entry]:
        """Yield the entries of all journals."""
        for journal in self.journals():
            try:
                yield from self.follow(journal)
            except FileNotFoundError:
                continue
            except OSError as error:
                log.error("spool journal unreadable", file=journal, error=str(error))  # noqa: TRY400

    def holds(self, name: str) -> bool:
        """Tell whether an entry is still there."""
        return (self.folder / name).exists()

    def release(self, name: str) -> None:
        """Remove an entry whose content is stored elsewhere; one that is gone already is fine."""
        (self.folder / name).unlink(missing_ok=True)
        sync_folder(self.folder)
        (self._large / name).unlink(missing_ok=True)

    def usage(self) -> tuple[int, int]:
        """Return how many messages wait, and their bytes; some of a journal may be stored."""
        sizes = _sizes(self.folder)
        large = _sizes(self._large)
        octets = sum(sizes.values()) + sum(large[name] for name in large if name in sizes)
        small = [entry.size for entry in self._small()]
        return len(sizes) + len(small), octets + sum(small)

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


def _sizes(folder: Path) -> dict[str, int]:
    """Return the bytes of each file of an entry."""
    sizes = {}
    with os.scandir(folder) as listing:
        for item in listing:
            if _NAME.fullmatch(item.name):
                with suppress(FileNotFoundError):
                    sizes[item.name] = item.stat(follow_symlinks=False).st_size
    return sizes
