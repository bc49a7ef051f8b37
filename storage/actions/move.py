"""Take an invoice to the dossier that it is addressed to; only a person does that."""

from datetime import datetime

from sqlmodel import Session

from storage import feed, journal
from storage.actions.begin import begin_message
from storage.actions.sort_anew import withdraw
from storage.database import insert, present
from storage.domain.channel import Channel
from storage.domain.errors import ConflictError
from storage.domain.reason import Reason
from storage.domain.state import Accounting, MessageStatus
from storage.ids import new_id
from storage.models.document import DocumentRow
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from storage.models.message import DeliveryRow, MessageRow
from storage.queries.documents import part_size
from storage.queries.mailboxes import mailbox_for
from storage.queries.messages import same_message


def move(
    session: Session, invoice: InvoiceRow, target: DossierRow, actor: str, now: datetime
) -> MessageRow:
    """Give an invoice's original to another dossier of the firm, and withdraw it from this one.

    There it arrives as a file of its own, and is read and approved as anything that arrives: what
    was proven of the mail's sender was proven to the dossier that the mail was for.

    Args:
        session: An open write transaction.
        invoice: A row of that transaction, locked.
        target: Another dossier of the same firm.
        actor: For the journal: a person's name, or ``key:KEY_ID``.
        now: The present instant.

    Returns:
        The message that it is in the other dossier.

    Raises:
        ConflictError: It is there already, the accounting software has it, or its document is only
            some pages of a file, which may hold what is not for the other dossier.
    """
    document = session.get_one(DocumentRow, invoice.document_id, with_for_update=True)
    if target.id == invoice.dossier_id:
        raise ConflictError("It is in that dossier already.", code="same-dossier")
    if invoice.accounting is Accounting.RETRIEVED:
        raise ConflictError(
            "The accounting software has retrieved the invoice.", code="already-retrieved"
        )
    if (document.first_page, document.last_page) != (1, 0):
        raise ConflictError("It is only a part of a file.", code="part-of-file")
    message = _hand_over(session, document, target, now)
    withdraw(session, document, {"code": Reason.MOVED.value})
    detail = {"old": invoice.dossier_id, "new": target.id, "message": message.id}
    journal.note(session, invoice, actor, "move", detail)
    return message


def _hand_over(
    session: Session, document: DocumentRow, target: DossierRow, now: datetime
) -> MessageRow:
    """Make a message of a document's original in another dossier; the same file is one message."""
    mailbox = mailbox_for(session, target.id, document.direction)
    size = part_size(session, document)
    delivery = DeliveryRow(
        id=new_id("del"),
        firm_id=target.firm_id,
        receipt=new_id("mov"),
        channel=Channel.MOVED,
        mail_from="",
        rcpt_to=[mailbox.address],
        client={},
        raw_sha256=document.sha256,
        size=size,
        received_at=now,
    )
    session.add(delivery)
    session.flush()
    message = MessageRow(
        id=new_id("msg"),
        firm_id=target.firm_id,
        dossier_id=target.id,
        mailbox_id=mailbox.id,
        delivery_id=delivery.id,
        direction=document.direction,
        channel=Channel.MOVED,
        mail_from="",
        rcpt_to=[mailbox.address],
        file_name=document.name,
        raw_sha256=document.sha256,
        size=size,
        status=MessageStatus.PROCESSING,
        reasons=[],
        header={},
        received_at=now,
    )
    if not insert(session, message):
        return present(same_message(session, message))
    begin_message(session, message)
    feed.announce(session, "message.received", message)
    return message
