"""The envelope of a message in the spool, and its one line of JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from storage.domain.mailbox import Recipient


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
class Heading:
    """The line before the content of a message in the spool.

    Attributes:
        envelope: The transaction.
        size: Bytes of content.
        is_apart: The content is a file of its own instead of following the line.
        name: Of the entry, in a journal; elsewhere the file has it.
    """

    envelope: SpooledEnvelope
    size: int
    is_apart: bool = False
    name: str = ""


def encode(heading: Heading) -> bytes:
    """Return the line, with its LF."""
    envelope = heading.envelope
    line = {
        "size": heading.size,
        "mail_from": envelope.mail_from,
        "recipients": [[r.address, r.mailbox_id] for r in envelope.recipients],
        "received_at": envelope.received_at.isoformat(),
        "client": dict(envelope.client),
    }
    if heading.is_apart:
        line["apart"] = True
    if heading.name:
        line["name"] = heading.name
    return json.dumps(line, separators=(",", ":")).encode("ascii") + b"\n"


def decode(line: bytes) -> Heading:
    """Take the line apart.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: It is not one of `encode`.
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
    return Heading(
        envelope,
        size=_size(fields["size"]),
        is_apart=bool(fields.get("apart", False)),
        name=str(fields.get("name", "")),
    )


def _size(text: object) -> int:
    if not isinstance(text, int) or text < 0:
        raise ValueError("not a size")
    return text
