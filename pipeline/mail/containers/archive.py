"""ZIP archives (APPNOTE.TXT 6.3), within bounds.

In: the archive as bytes. Out: its files. Sizes are believed only as an upper bound: no more than
the directory announces is ever decompressed, and what it announces is checked before anything is.
"""

import io
import stat
from collections.abc import Sequence
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from pipeline.mail.containers.shapes import Member, Opened
from pipeline.mail.limits import Room
from storage.domain.reason import Reason

MAX_RATIO = 200
"""Of content to archive, where the content is larger than `FREE_SIZE`."""
FREE_SIZE = 10 * 1024 * 1024
_MAX_ENTRIES = 10_000
"""Of the directory; more are not even listed, since each costs time before it can be counted."""
_ENTRY = b"PK\x01\x02"
_HEADER_SIZE = 30
"""Bytes of a local file header without its name (APPNOTE.TXT 4.3.7)."""
_IS_UTF8, _IS_ENCRYPTED = 0x800, 0x1
# AppleDouble files and what Finder and Explorer leave in folders.
_SYSTEM = {
    ".ds_store": b"\0\0\0\1Bud1",
    "thumbs.db": b"\xd0\xcf\x11\xe0",
    "desktop.ini": b"[.ShellClassInfo]",
}
_CLOSED = frozenset({Reason.ARCHIVE_ENCRYPTED, Reason.ATTACHMENT_TYPE, Reason.CONTAINER_DAMAGED})
_APPLE_DOUBLE = b"\0\5\x16\7"


def open_zip(data: bytes, room: Room) -> Opened | Reason:
    """Take the files out of an archive; folders are left out.

    Args:
        data: The archive.
        room: What may still be taken out.

    Returns:
        The files, with the reason of the first that cannot be had; or
        ``ARCHIVE_TOO_MANY_MEMBERS``, ``ARCHIVE_BOMB`` or ``CONTAINER_DAMAGED``.
    """
    if data.count(_ENTRY) > _MAX_ENTRIES:
        return Reason.ARCHIVE_TOO_MANY_MEMBERS
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not _is_folder(entry)]
            if refused := _refused_because(entries, len(data), room):
                return refused
            members = tuple(_member(archive, entry) for entry in entries)
    except Exception:  # whatever the library raises, a person is told
        return Reason.CONTAINER_DAMAGED
    room.members -= len(members)
    room.size -= sum(len(member.data) for member in members)
    # Where a file cannot be had, a person is to have the archive.
    closed = next((member.reason for member in members if member.reason in _CLOSED), None)
    return Opened(members, closed or Reason.UNPACKED)


def is_bomb(data: bytes) -> bool:
    """Tell whether an archive that another program is to open holds more than it may.

    Only its directory is looked at. One that cannot be read is left to that program.
    """
    if data.count(_ENTRY) > _MAX_ENTRIES:
        return True
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return (
                _refused_because(archive.infolist(), len(data), Room(members=_MAX_ENTRIES))
                is not None
            )
    except Exception:  # as above
        return False


def _is_folder(entry: ZipInfo) -> bool:
    # `ZipInfo.is_dir` fails on an empty name up to Python 3.11.
    return entry.filename.endswith("/") and entry.file_size == 0


def _refused_because(entries: Sequence[ZipInfo], size: int, room: Room) -> Reason | None:
    if len(entries) > room.members:
        return Reason.ARCHIVE_TOO_MANY_MEMBERS
    total = sum(entry.file_size for entry in entries)
    is_dense = total > FREE_SIZE and total > MAX_RATIO * size
    if total > room.size or is_dense or _overlap(entries):
        return Reason.ARCHIVE_BOMB
    return None


def _overlap(entries: Sequence[ZipInfo]) -> bool:
    """Tell whether two files share bytes of the archive, as a small one that grows huge has it."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    ends = [entry.header_offset + _HEADER_SIZE + entry.compress_size for entry in ordered]
    return any(end > after.header_offset for end, after in zip(ends, ordered[1:], strict=False))


def _member(archive: ZipFile, entry: ZipInfo) -> Member:
    name = _name(entry)
    if entry.flag_bits & _IS_ENCRYPTED:
        return Member(name, b"", reason=Reason.ARCHIVE_ENCRYPTED)
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    if is_link or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return Member(name, b"", reason=Reason.ATTACHMENT_TYPE)
    try:
        with archive.open(entry) as source:
            content = source.read(entry.file_size)
    except Exception:  # as above, of one file
        return Member(name, b"", reason=Reason.CONTAINER_DAMAGED)
    is_system = _is_system_file(name, content)
    return Member(name, content, reason=Reason.SYSTEM_FILE if is_system else None)


def _name(entry: ZipInfo) -> str:
    """Return the name of a file; without a mark it may be UTF-8 all the same."""
    if entry.flag_bits & _IS_UTF8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode()
    except ValueError:
        return entry.filename


def _is_system_file(name: str, content: bytes) -> bool:
    base = name.rpartition("/")[2].lower()
    if base.startswith("._"):
        return content.startswith(_APPLE_DOUBLE)
    return base in _SYSTEM and content.lstrip().startswith(_SYSTEM[base])
