"""The one way in: mail from the spool, an upload, a file.

Raw bytes go into the blob store of each firm concerned; then one transaction writes one delivery
per firm and one message per mailbox, each message with its work row. Shipping the same spool entry
again changes nothing; the same bytes from the same sender to the same mailbox are one message,
counted as received again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from sqlmodel import Session

from storage import feed
from storage.actions.addresses import count_uses
from storage.actions.begin import begin_message
from storage.blobs import OPERATOR, BlobStore
from storage.codec import to_json
from storage.database import Database, insert, present
from storage.domain.errors import NotFoundError
from storage.domain.mailbox import Recipient, parse_address
from storage.domain.state import MessageStatus
from storage.domain.verdicts import Verdicts
from storage.ids import new_id
from storage.models.firm import MailboxRow
from storage.models.message import DeliveryRow, MessageRow
from storage.models.postmaster import PostmasterRow
from storage.queries.messages import delivery_of, same_message


@dataclass(frozen=True)
class Envelope:
    """What is known of a receipt besides its bytes.

    Attributes:
        receipt: Unique name of this receipt; the same name again is the same receipt.
        channel: ``mail``, ``upload`` or ``file``.
        mail_from: The reverse path without angle brackets; empty for ``<>`` and for uploads.
        recipients: Accepted recipients, in the order of the transaction.
        received_at: When the last byte had arrived.
        client: Facts of the connection (address, HELO name, TLS), for judging the sender.
        file_name: Of an upload, as the client named it.
        verdicts: What was judged of the sender; None while nobody has.
        judge_at: When he is judged again; None: never.
    """

    receipt: str
    channel: str
    mail_from: str
    recipients: tuple[Recipient, ...]
    received_at: datetime
    client: Mapping[str, Any] = field(default_factory=dict)
    file_name: str | None = None
    verdicts: Verdicts | None = None
    judge_at: datetime | None = None


@dataclass(frozen=True)
class Received:
    """A message that a receipt stands for now.

    Attributes:
        message_id: Its id.
        is_new: False where the same bytes had come before.
    """

    message_id: str
    is_new: bool


def receive(
    database: Database, blobs: BlobStore, envelope: Envelope, content: BinaryIO | Path
) -> tuple[Received, ...]:
    """Store a receipt durably; when this returns, nothing of it can be lost.

    Args:
        database: Where rows go.
        blobs: Where bytes go.
        envelope: What is known besides the bytes.
        content: The bytes, from the present position to the end; must be seekable. Or a file that
            nobody will write to any more: it is stored without a copy where that is possible.

    Returns:
        One entry per mailbox, in the order of the first recipient of each.

    Raises:
        NotFoundError: A recipient's mailbox does not exist.
        TransientError: The database did not answer.
        InputError: The envelope holds what the database cannot keep.
    """
    mailboxes = _mailboxes(database, envelope)
    stored = _store(blobs, {mailbox.firm_id for mailbox in mailboxes}, content)
    with database.write() as session:
        deliveries = {
            firm_id: _delivery(session, envelope, firm_id, mailboxes, *stored[firm_id])
            for firm_id in sorted(stored)
        }
        if any(is_new for _, is_new in deliveries.values()):
            count_uses(session, [r.address for r in envelope.recipients], envelope.received_at)
        # In one order, so that two receipts of the same bytes cannot block each other.
        messages = {
            mailbox.id: _message(session, envelope, mailbox, *deliveries[mailbox.firm_id])
            for mailbox in sorted(mailboxes, key=lambda mailbox: mailbox.id)
        }
        return tuple(messages[mailbox.id] for mailbox in mailboxes)


def receive_for_operator(
    database: Database, blobs: BlobStore, envelope: Envelope, content: BinaryIO | Path
) -> None:
    """Store mail for postmaster, all of whose recipients are his; as `receive`, but no message."""
    sha256, size = _store(blobs, {OPERATOR}, content)[OPERATOR]
    row = PostmasterRow(
        id=new_id("pst"),
        receipt=envelope.receipt,
        mail_from=envelope.mail_from,
        rcpt_to=[recipient.address for recipient in envelope.recipients],
        client=dict(envelope.client),
        raw_sha256=sha256,
        size=size,
        received_at=envelope.received_at,
    )
    with database.write() as session:
        insert(session, row)


def _store(
    blobs: BlobStore, firm_ids: set[str], content: BinaryIO | Path
) -> dict[str, tuple[str, int]]:
    """Store the bytes for each firm; return their SHA-256 and size."""
    if isinstance(content, Path):
        return {firm_id: blobs.link(firm_id, content) for firm_id in firm_ids}
    start = content.tell()
    stored = {}
    for firm_id in firm_ids:
        content.seek(start)
        stored[firm_id] = blobs.put(firm_id, content)
    return stored


def _mailboxes(database: Database, envelope: Envelope) -> list[MailboxRow]:
    with database.read() as session:
        mailboxes = []
        for mailbox_id in dict.fromkeys(r.mailbox_id for r in envelope.recipients):
            mailbox = session.get(MailboxRow, mailbox_id)
            if mailbox is None:
                raise NotFoundError(f"No mailbox {mailbox_id}.", code="unknown-mailbox")
            mailboxes.append(mailbox)
        return mailboxes


def _addresses(envelope: Envelope, mailbox_ids: set[str]) -> list[str]:
    return [r.address for r in envelope.recipients if r.mailbox_id in mailbox_ids]


def _delivery(
    session: Session,
    envelope: Envelope,
    firm_id: str,
    mailboxes: list[MailboxRow],
    sha256: str,
    size: int,
) -> tuple[DeliveryRow, bool]:
    """Return the firm's delivery for this receipt, and whether it was made just now."""
    row = DeliveryRow(
        id=new_id("del"),
        firm_id=firm_id,
        receipt=envelope.receipt,
        channel=envelope.channel,
        mail_from=envelope.mail_from,
        rcpt_to=_addresses(envelope, {m.id for m in mailboxes if m.firm_id == firm_id}),
        client=dict(envelope.client),
        raw_sha256=sha256,
        size=size,
        verdicts=None if envelope.verdicts is None else to_json(envelope.verdicts),
        judge_at=envelope.judge_at,
        received_at=envelope.received_at,
    )
    if insert(session, row):
        return row, True
    return present(delivery_of(session, firm_id, envelope.receipt)), False


def _message(
    session: Session,
    envelope: Envelope,
    mailbox: MailboxRow,
    delivery: DeliveryRow,
    is_new_delivery: bool,
) -> Received:
    addresses = _addresses(envelope, {mailbox.id})
    parsed = parse_address(addresses[0])
    row = MessageRow(
        id=new_id("msg"),
        firm_id=mailbox.firm_id,
        dossier_id=mailbox.dossier_id,
        mailbox_id=mailbox.id,
        delivery_id=delivery.id,
        direction=mailbox.direction,
        channel=envelope.channel,
        mail_from=envelope.mail_from,
        rcpt_to=addresses,
        tag=parsed.tag or None if parsed else None,
        file_name=envelope.file_name,
        raw_sha256=delivery.raw_sha256,
        size=delivery.size,
        status=MessageStatus.PROCESSING,
        reasons=[],
        header={},
        received_at=envelope.received_at,
    )
    if insert(session, row):
        begin_message(session, row)
        feed.announce(session, "message.received", row)
        return Received(row.id, is_new=True)
    found = present(same_message(session, row))
    if is_new_delivery:
        found.times_received += 1
        session.add(found)
        feed.announce(session, "message.received_again", found)
    return Received(found.id, is_new=False)
