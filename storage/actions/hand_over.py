"""Give a document's original to another dossier of the firm, where it arrives as a new message."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from storage import feed
from storage.actions.begin import begin_message
from storage.codec import to_json
from storage.database import insert, present
from storage.domain.channel import Channel
from storage.domain.errors import ConflictError
from storage.domain.joining import JOINED
from storage.domain.mailbox import Direction
from storage.domain.part import Part
from storage.domain.state import MessageStatus
from storage.ids import new_id
from storage.models.document import DocumentRow
from storage.models.firm import DossierRow, MailboxRow
from storage.models.message import DeliveryRow, MessageRow
from storage.queries.documents import part_size
from storage.queries.mailboxes import mailbox_for
from storage.queries.messages import delivery_of, same_message

ANNEXES = "annexes"
"""In the header of a message that was handed over: the files that came along."""


def is_whole_file(document: DocumentRow) -> bool:
    """Tell whether a document is all of one file, which then holds nothing for somebody else."""
    is_one_file = document.media_type != JOINED
    return is_one_file and (document.first_page, document.last_page) == (1, 0)


def hand_over(
    session: Session,
    document: DocumentRow,
    target: DossierRow,
    direction: Direction,
    channel: Channel,
    now: datetime,
    *,
    annexes: Sequence[Part] = (),
) -> MessageRow | None:
    """Make a message of a document's original in another dossier, once for each way.

    What was proven of the sender was proven to the dossier that the mail was for: no verdicts go
    with it, and the other dossier's approval decides as on anything that arrives.

    Args:
        session: An open write transaction.
        document: Whole, see `is_whole_file`.
        target: Another dossier of the same firm.
        direction: Of the mailbox there.
        channel: Why it arrives.
        now: The present instant.
        annexes: Files of the firm that go with it; they hang on what it turns out to be there.

    Returns:
        The message; None where this document was handed over there before.

    Raises:
        ConflictError: It is some pages of a file; ``code`` is ``part-of-file``.
    """
    if not is_whole_file(document):
        raise ConflictError("It is only a part of a file.", code="part-of-file")
    receipt = f"{channel}:{document.id}:{target.id}"
    mailbox = mailbox_for(session, target.id, direction)
    delivery = DeliveryRow(
        id=new_id("del"),
        firm_id=target.firm_id,
        receipt=receipt,
        channel=channel,
        mail_from="",
        rcpt_to=[mailbox.address],
        client={},
        raw_sha256=document.sha256,
        size=part_size(session, document),
        received_at=now,
    )
    if delivery_of(session, target.firm_id, receipt) or not insert(session, delivery):
        return None
    message = _message(delivery, mailbox, document.name)
    if annexes:
        message.header = {ANNEXES: [to_json(part) for part in annexes]}
    if not insert(session, message):
        return present(same_message(session, message))
    begin_message(session, message)
    feed.announce(session, "message.received", message)
    return message


def _message(delivery: DeliveryRow, mailbox: MailboxRow, file_name: str | None) -> MessageRow:
    return MessageRow(
        id=new_id("msg"),
        firm_id=mailbox.firm_id,
        dossier_id=mailbox.dossier_id,
        mailbox_id=mailbox.id,
        delivery_id=delivery.id,
        direction=mailbox.direction,
        channel=delivery.channel,
        mail_from="",
        rcpt_to=[mailbox.address],
        file_name=file_name,
        raw_sha256=delivery.raw_sha256,
        size=delivery.size,
        status=MessageStatus.PROCESSING,
        reasons=[],
        header={},
        received_at=delivery.received_at,
    )
