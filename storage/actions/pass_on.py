"""A sale to another dossier of the same firm arrives in that one's purchases, with the same bytes.

Nothing leaves the machine: the firm holds both dossiers. The other dossier's approval decides on it
as on any invoice.
"""

from datetime import datetime

from sqlmodel import Session

from storage import feed
from storage.actions.begin import begin_message
from storage.codec import from_json
from storage.database import insert, present
from storage.domain.channel import Channel
from storage.domain.field import Level
from storage.domain.invoice import FieldName, Invoice
from storage.domain.mailbox import Direction
from storage.domain.siren import parse_siren
from storage.domain.state import DocumentStatus, MessageStatus, Reception
from storage.ids import new_id
from storage.models.customer import CustomerRow
from storage.models.document import DocumentRow
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from storage.models.message import DeliveryRow, MessageRow
from storage.queries.documents import part_size, sources_of
from storage.queries.mailboxes import mailbox_for
from storage.queries.messages import delivery_of
from storage.queries.suppliers import dossier_with_siren

_GUESSES = {Level.GUESSED, Level.CONTRADICTED}


def pass_on(session: Session, document: DocumentRow, invoice: InvoiceRow, now: datetime) -> None:
    """Hand a sale to the dossier of the firm that it was sold to, once.

    A sale that came by mail is handed on when it is accepted, by a person or because its sender is
    registered: before that anybody may have written it. One that a person or a program of the firm
    put here is handed on when it is filed.

    Args:
        session: An open write transaction.
        document: The invoice's.
        invoice: A row of that transaction, linked to its customer.
        now: The present instant.
    """
    if invoice.direction is not Direction.SALE or document.status is not DocumentStatus.READY:
        return
    if (document.first_page, document.last_page) != (1, 0):
        # Only some pages of a file, which may hold what is not for the other dossier.
        return
    is_ours = sources_of(session, [document.id])[document.id][0].channel != Channel.MAIL
    is_sent = invoice.reception is Reception.ACCEPTED or (
        is_ours and invoice.reception is Reception.TO_ACCEPT
    )
    target = _buyer(session, invoice) if is_sent else None
    if target is None or target.id == invoice.dossier_id:
        return
    _hand_over(session, document, target, now)


def _buyer(session: Session, invoice: InvoiceRow) -> DossierRow | None:
    """Return the firm's dossier that is the customer; None where that is no more than a guess."""
    customer = session.get(CustomerRow, invoice.customer_id) if invoice.customer_id else None
    siren = parse_siren(customer.siren or "") if customer else None
    fields = from_json(Invoice, invoice.content).fields
    named = [fields[n] for n in (FieldName.BUYER_SIREN, FieldName.BUYER_VAT_ID) if n in fields]
    if siren is None or any(field.level in _GUESSES for field in named):
        return None
    return dossier_with_siren(session, invoice.firm_id, siren)


def _hand_over(session: Session, document: DocumentRow, target: DossierRow, now: datetime) -> None:
    mailbox = mailbox_for(session, target.id, Direction.PURCHASE)
    receipt = f"{Channel.INTERNAL}:{document.id}:{target.id}"
    if delivery_of(session, target.firm_id, receipt) is not None:
        return
    delivery = DeliveryRow(
        id=new_id("del"),
        firm_id=target.firm_id,
        receipt=receipt,
        channel=Channel.INTERNAL,
        mail_from="",
        rcpt_to=[mailbox.address],
        client={},
        raw_sha256=document.sha256,
        size=part_size(session, document),
        received_at=now,
    )
    if not insert(session, delivery):
        present(delivery_of(session, target.firm_id, receipt))
        return
    message = MessageRow(
        id=new_id("msg"),
        firm_id=target.firm_id,
        dossier_id=target.id,
        mailbox_id=mailbox.id,
        delivery_id=delivery.id,
        direction=Direction.PURCHASE,
        channel=Channel.INTERNAL,
        mail_from="",
        rcpt_to=[mailbox.address],
        file_name=document.name,
        raw_sha256=document.sha256,
        size=delivery.size,
        status=MessageStatus.PROCESSING,
        reasons=[],
        header={},
        received_at=now,
    )
    if insert(session, message):
        begin_message(session, message)
        feed.announce(session, "message.received", message)
