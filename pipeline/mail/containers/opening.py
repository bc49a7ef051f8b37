"""Which files are opened, and by what."""

from dataclasses import replace

from pipeline.mail import magic
from pipeline.mail.containers.archive import open_zip
from pipeline.mail.containers.cms import open_cms
from pipeline.mail.containers.outlook import open_outlook
from pipeline.mail.containers.shapes import OCTETS, Opened, Opener
from pipeline.mail.containers.tnef import open_tnef
from pipeline.mail.limits import MAX_NESTED_CONTAINERS, Room
from storage.domain.reason import Reason

_OPENERS: dict[str, Opener] = {
    magic.ZIP: open_zip,
    magic.TNEF: open_tnef,
    magic.CMS: open_cms,
    magic.OUTLOOK: open_outlook,
}
CONTAINER_TYPES = frozenset(_OPENERS)
"""Media types by content of what is opened, besides messages."""
_WRAPPING = (".p7m", ".p7s")


def open_container(
    data: bytes, name: str | None, room: Room, depth: int
) -> tuple[str, Opened | Reason] | None:
    """Open a file that holds others.

    Args:
        data: Its content, which alone decides what it is.
        name: As sent; a signed file without a name of its own has this one without its ending.
        room: What may still be taken out of the message's containers.
        depth: Containers that it lies in.

    Returns:
        Its media type with what it holds, or with why it stays closed; None if it is no container.
    """
    kind = magic.sniff(data)
    opener = _OPENERS.get(kind or "")
    if kind is None or opener is None:
        return None
    if depth >= MAX_NESTED_CONTAINERS:
        return kind, Reason.ARCHIVE_TOO_DEEP
    opened = opener(data, room)
    if kind == magic.CMS and isinstance(opened, Opened):
        opened = _named(opened, name or "")
    return kind, opened


def _named(opened: Opened, name: str) -> Opened:
    """Give a signed file the name that its wrapper has without the wrapper's ending."""
    if not name.lower().endswith(_WRAPPING):
        return opened
    members = (
        replace(member, raw_name=name[:-4]) if member.declared == OCTETS else member
        for member in opened.members
    )
    return replace(opened, members=tuple(members))
