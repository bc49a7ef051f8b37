"""What opening a container gives."""

from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.mail.fields import Fields
from pipeline.mail.limits import Room
from storage.domain.reason import Reason

OCTETS = "application/octet-stream"
MESSAGE = "message/rfc822"


@dataclass(frozen=True)
class Member:
    """One file that lies in a container.

    Attributes:
        raw_name: Its name as written there, with its folders; hostile. None if it has none.
        data: Its content; empty where ``reason`` says why it cannot be had.
        declared: Media type that the container states, in small letters.
        disposition: ``attachment``, or empty for a text that the mail shows.
        charset: Of a text; empty if not known.
        content_id: With angle brackets; None if it has none.
        reason: Why it is no document, or cannot be had; None if that is still to be judged.
        nested: What lies in it, where it is a container that cannot stand alone.
    """

    raw_name: str | None
    data: bytes = field(repr=False)
    declared: str = OCTETS
    disposition: str = "attachment"
    charset: str = ""
    content_id: str | None = None
    reason: Reason | None = None
    nested: "Opened | None" = None


@dataclass(frozen=True)
class Opened:
    """An opened container.

    Attributes:
        members: What lies in it, in its order.
        reason: What is to be said of the container itself.
        fields: Header of the mail that it is; None if it is none.
    """

    members: tuple[Member, ...]
    reason: Reason = Reason.UNPACKED
    fields: Fields | None = None


Opener = Callable[[bytes, Room], Opened | Reason]
"""Opens the containers of one format; what is taken out is deducted from the room."""
