"""``.msg``: a mail as Outlook keeps it ([MS-OXMSG]), a compound file that olefile reads.

In: the file as bytes. Out: its texts and attachments, and the header of the mail. A mail that is
attached to it cannot stand alone, so it comes opened already.
"""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import olefile

from pipeline.mail.containers.shapes import OCTETS, Member, Opened
from pipeline.mail.fields import Fields, read_fields
from pipeline.mail.limits import LimitError, Room
from pipeline.mail.magic import OUTLOOK
from storage.domain.reason import Reason

_PROPERTIES = "__properties_version1.0"
_MAX_ENTRIES = 5_000
"""Streams and storages; a mail with fifty attachments has about a thousand."""
_MAX_NESTED = 3
_ATTACHMENT = "__attach_version1.0_"
_EMBEDDED = "__substg1.0_3701000D"

# Property ids, [MS-OXPROPS].
_HEADERS, _SUBJECT, _SENDER_NAME = "007D", "0037", "0C1A"
_SENDER_SMTP, _SENDER_ADDRESS, _MESSAGE_ID = "5D01", "0C1F", "1035"
_TEXT, _HTML = "1000", "1013"
_DATA, _SHORT_NAME, _LONG_NAME, _MEDIA_TYPE, _CONTENT_ID = "3701", "3704", "3707", "370E", "3712"
_DISPLAY_NAME = "3001"


class _TooMuchError(Exception):
    """It holds more than there is room for."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason


class _Compound(olefile.OleFileIO):  # type: ignore[misc]
    """A compound file with a cap on its directory, which the library reads by recursion."""

    _loaded = 0

    def _load_direntry(self, sid: int) -> Any:
        self._loaded += 1
        if self._loaded > _MAX_ENTRIES:
            raise _TooMuchError(Reason.ARCHIVE_TOO_MANY_MEMBERS)
        return super()._load_direntry(sid)


def open_outlook(data: bytes, room: Room) -> Opened | Reason:
    """Take texts and attachments out of a ``.msg``.

    Args:
        data: The file.
        room: What may still be taken out.

    Returns:
        Its members and the header of the mail, with ``CONTAINER_DAMAGED`` where some of it may be
        missing; ``ARCHIVE_BOMB``, ``ARCHIVE_TOO_MANY_MEMBERS`` or ``CONTAINER_DAMAGED`` alone where
        it stays closed.
    """
    for tolerated in (olefile.DEFECT_INCORRECT, olefile.DEFECT_FATAL):
        try:
            with _Compound(BytesIO(data), raise_defects=tolerated) as compound:
                opened = _Item(compound, room).opened()
        except _TooMuchError as error:
            return error.reason
        except Exception:  # noqa: S112 - whatever the library raises, a person is told
            continue
        is_whole = tolerated == olefile.DEFECT_INCORRECT
        return opened if is_whole else replace(opened, reason=Reason.CONTAINER_DAMAGED)
    return Reason.CONTAINER_DAMAGED


class _Item:
    """A mail within a compound file: the outermost one, or one that is attached."""

    def __init__(
        self, compound: _Compound, room: Room, prefix: tuple[str, ...] = (), depth: int = 0
    ) -> None:
        self._compound = compound
        self._room = room
        self._prefix = prefix
        self._depth = depth
        self._streams = {
            tuple(path[len(prefix) :])
            for path in compound.listdir()
            if tuple(path[: len(prefix)]) == prefix
        }

    def opened(self) -> Opened:
        if (_PROPERTIES,) not in self._streams:
            raise ValueError("it is no mail")
        folders = sorted({path[0] for path in self._streams if path[0].startswith(_ATTACHMENT)})
        members = [*self._texts(), *map(self._attachment, folders)]
        return Opened(tuple(members), fields=self._fields())

    def _texts(self) -> Iterator[Member]:
        if text := self._text(_TEXT).strip():
            self._count()
            yield Member(None, text.encode("utf-8", "replace"), "text/plain", "", "utf-8")
        if html := self._bytes(_HTML) or self._text(_HTML).encode("utf-8", "replace"):
            self._count()
            yield Member(None, html, "text/html", "")

    def _attachment(self, folder: str) -> Member:
        self._count()
        name = next(
            (
                found
                for prop in (_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME)
                if (found := self._text(prop, folder))
            ),
            None,
        )
        if (folder, _EMBEDDED, _PROPERTIES) in self._streams:
            return self._embedded(folder, name)
        content_id = self._text(_CONTENT_ID, folder).strip()
        return Member(
            name,
            self._bytes(_DATA, folder),
            self._text(_MEDIA_TYPE, folder).strip().lower() or OCTETS,
            disposition="" if content_id else "attachment",
            content_id=f"<{content_id.strip('<>')}>" if content_id else None,
        )

    def _embedded(self, folder: str, name: str | None) -> Member:
        if self._depth >= _MAX_NESTED:
            return Member(name, b"", OUTLOOK, reason=Reason.ARCHIVE_TOO_DEEP)
        prefix = (*self._prefix, folder, _EMBEDDED)
        inner = _Item(self._compound, self._room, prefix, self._depth + 1)
        return Member(name, b"", OUTLOOK, nested=inner.opened())

    def _fields(self) -> Fields:
        """Return the header as it came by SMTP, else what Outlook kept of it."""
        if headers := self._text(_HEADERS):
            block = headers.encode("utf-8", "replace")
            try:
                return read_fields(block, 0, len(block))[0]
            except LimitError:
                pass
        address = self._text(_SENDER_SMTP) or self._text(_SENDER_ADDRESS)
        named = {
            "from": address if "@" in address else self._text(_SENDER_NAME),
            "subject": self._text(_SUBJECT),
            "message-id": self._text(_MESSAGE_ID),
        }
        return Fields(tuple((name, value) for name, value in named.items() if value))

    def _text(self, prop: str, folder: str = "") -> str:
        if wide := self._stream(prop, "001F", folder):
            return wide.decode("utf-16-le", "replace").partition("\0")[0]
        return self._stream(prop, "001E", folder).decode("cp1252", "replace").partition("\0")[0]

    def _bytes(self, prop: str, folder: str = "") -> bytes:
        return self._stream(prop, "0102", folder)

    def _stream(self, prop: str, kind: str, folder: str) -> bytes:
        path = (*((folder,) if folder else ()), f"__substg1.0_{prop}{kind}")
        if path not in self._streams:
            return b""
        whole = [*self._prefix, *path]
        self._room.size -= self._compound.get_size(whole)
        if self._room.size < 0:
            raise _TooMuchError(Reason.ARCHIVE_BOMB)
        content: bytes = self._compound.openstream(whole).read()
        return content

    def _count(self) -> None:
        self._room.members -= 1
        if self._room.members < 0:
            self._room.members = 0
            raise _TooMuchError(Reason.ARCHIVE_TOO_MANY_MEMBERS)
