"""The spool: messages written down durably before they are acknowledged, one file for each.

``FOLDER/<name>`` is one line of JSON (the envelope and the size of the content in bytes, ended by
LF), then the content byte for byte as it came after dot-unstuffing (RFC 5321 §4.5.2): no header is
added and none is changed. A file is written below ``FOLDER/new/``, synced, renamed into ``FOLDER``,
and the folder is synced: what has a name there is complete. What a process leaves in ``new/`` when
it is killed was never acknowledged. Files that are no entries go to ``FOLDER/broken/``, for a
person to look at. All folders have to lie on one file system.
"""

import errno
import json
import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import structlog

from storage.blobs import make_folders, sync_folder
from storage.ids import new_id
from storage.intake import Recipient

RESERVE = 256 << 20
"""Free bytes left for the database and the blobs: a message is stored a second time there."""

STALE_SECONDS = 3600
"""A temporary file untouched for so long belongs to no living process: writing takes seconds."""

MAX_HEADER = 1 << 20
"""Longest first line in bytes; a hundred recipients need some 50 KB."""

_NAME = re.compile(r"rct_[0-9a-f]{32}")

log = structlog.get_logger()


@dataclass(frozen=True)
class SpooledEnvelope:
    """The SMTP transaction of a message.

    Attributes:
        mail_from: The reverse path without angle brackets; empty for ``<>``.
        recipients: Accepted recipients, in the order of the transaction; never empty.
        received_at: When the last byte had arrived.
        client: Facts of the connection, as JSON can hold them.
    """

    mail_from: str
    recipients: tuple[Recipient, ...]
    received_at: datetime
    client: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """One message in the spool.

    Attributes:
        name: Its name; names sort by the time of their making.
        envelope: The transaction.
        size: Bytes of content.
        path: The file.
        start: Offset in bytes at which the content begins.
    """

    name: str
    envelope: SpooledEnvelope
    size: int
    path: Path
    start: int

    def open(self) -> BinaryIO:
        """Open the file at the first byte of the content; the caller closes it.

        Raises:
            FileNotFoundError: The entry was released meanwhile.
        """
        source = self.path.open("rb")
        source.seek(self.start)
        return source


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
        self._broken = folder / "broken"
        self._reserve = reserve
        for each in (self._new, self._broken):
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
        temporary = self._new / name
        try:
            with temporary.open("xb") as target:
                target.write(_encode(envelope, size))
                target.writelines(pieces)
                target.flush()
                os.fsync(target.fileno())
            temporary.rename(self.folder / name)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        sync_folder(self.folder)
        return name

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
                line = source.readline(MAX_HEADER)
                actual = os.fstat(source.fileno()).st_size - len(line)
        except FileNotFoundError:
            return None
        try:
            envelope, size = _decode(line)
        except (ValueError, TypeError, KeyError, AttributeError):
            self._set_aside(name, "no envelope")
            return None
        if size != actual:
            self._set_aside(name, f"{actual} bytes of content instead of {size}")
            return None
        return Entry(name=name, envelope=envelope, size=size, path=path, start=len(line))

    def iterate(self) -> Iterator[Entry]:
        """Yield all entries, oldest first; one that cannot be read does not stop the others."""
        for name in self.names():
            try:
                entry = self.read(name)
            except OSError as error:
                log.error("spool entry unreadable", receipt=name, error=str(error))  # noqa: TRY400
                continue
            if entry is not None:
                yield entry

    def holds(self, name: str) -> bool:
        """Tell whether an entry is still there."""
        return (self.folder / name).exists()

    def release(self, name: str) -> None:
        """Remove an entry whose content is stored elsewhere; one that is gone already is fine."""
        (self.folder / name).unlink(missing_ok=True)
        sync_folder(self.folder)

    def usage(self) -> tuple[int, int]:
        """Return how many messages wait, and the bytes of their files."""
        sizes = []
        with os.scandir(self.folder) as listing:
            for item in listing:
                if _NAME.fullmatch(item.name):
                    with suppress(FileNotFoundError):
                        sizes.append(item.stat(follow_symlinks=False).st_size)
        return len(sizes), sum(sizes)

    def sweep(self) -> int:
        """Remove what killed processes left half-written; return how many files."""
        removed = 0
        oldest = time.time() - STALE_SECONDS
        for path in self._new.iterdir():
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < oldest:
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


def _encode(envelope: SpooledEnvelope, size: int) -> bytes:
    line = {
        "size": size,
        "mail_from": envelope.mail_from,
        "recipients": [[r.address, r.mailbox_id] for r in envelope.recipients],
        "received_at": envelope.received_at.isoformat(),
        "client": dict(envelope.client),
    }
    return json.dumps(line, separators=(",", ":")).encode("ascii") + b"\n"


def _decode(line: bytes) -> tuple[SpooledEnvelope, int]:
    """Return envelope and size of the content.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: The line is not one of `_encode`.
    """
    if not line.endswith(b"\n"):
        raise ValueError("the first line has no end")
    fields = json.loads(line)
    recipients = tuple(Recipient(address, mailbox) for address, mailbox in fields["recipients"])
    if not recipients:
        raise ValueError("no recipient")
    envelope = SpooledEnvelope(
        mail_from=fields["mail_from"],
        recipients=recipients,
        received_at=datetime.fromisoformat(fields["received_at"]),
        client=fields["client"],
    )
    return envelope, int(fields["size"])
