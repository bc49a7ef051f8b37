"""Deliveries, messages and their parts."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, func, select

from storage.domain.mailbox import Direction
from storage.domain.state import MessageStatus
from storage.models.message import DeliveryRow, MessageRow, PartRow
from storage.models.work import WorkRow
from storage.queries.scope import Page, PageRequest, Scope, matching, page_of


def list_messages(
    session: Session,
    scope: Scope,
    request: PageRequest,
    *,
    dossier_id: str | None = None,
    direction: Direction | None = None,
    status: MessageStatus | None = None,
) -> Page[MessageRow]:
    """Return a page of messages, in the order asked for."""
    filters = {"dossier_id": dossier_id, "direction": direction, "status": status}
    query = matching(scope.select(select(MessageRow), MessageRow), MessageRow, filters)
    return page_of(session, query, MessageRow, request, filters)


def parts_of(session: Session, message_id: str) -> Sequence[PartRow]:
    """Return the parts of a message in its own order; empty while it is being taken apart."""
    return session.exec(
        select(PartRow).where(PartRow.message_id == message_id).order_by(col(PartRow.position))
    ).all()


def parts_by_message(session: Session, message_ids: Sequence[str]) -> dict[str, list[PartRow]]:
    """Return the parts of each of several messages, as `parts_of` does."""
    found: dict[str, list[PartRow]] = {message_id: [] for message_id in message_ids}
    rows = session.exec(
        select(PartRow)
        .where(col(PartRow.message_id).in_(message_ids))
        .order_by(col(PartRow.position))
    ).all()
    for row in rows:
        found[row.message_id].append(row)
    return found


def delivery_of(session: Session, firm_id: str, receipt: str) -> DeliveryRow | None:
    """Return a firm's delivery for a receipt."""
    return session.exec(
        select(DeliveryRow).where(DeliveryRow.firm_id == firm_id, DeliveryRow.receipt == receipt)
    ).first()


def deliveries_by_id(session: Session, delivery_ids: Sequence[str]) -> dict[str, DeliveryRow]:
    """Return deliveries by their ids."""
    rows = session.exec(select(DeliveryRow).where(col(DeliveryRow.id).in_(delivery_ids))).all()
    return {row.id: row for row in rows}


def messages_of(session: Session, delivery_id: str) -> Sequence[MessageRow]:
    """Return the messages that a delivery first brought, one per mailbox."""
    return session.exec(
        select(MessageRow).where(MessageRow.delivery_id == delivery_id).order_by(col(MessageRow.id))
    ).all()


def unjudged(session: Session, now: datetime, most: int) -> Sequence[DeliveryRow]:
    """Return deliveries whose sender is to be judged again, locked, the longest due first."""
    return session.exec(
        select(DeliveryRow)
        .where(col(DeliveryRow.judge_at) <= now)
        .order_by(col(DeliveryRow.judge_at))
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()


def same_message(session: Session, message: MessageRow) -> MessageRow | None:
    """Return the stored message, locked, with the bytes, sender and mailbox of another one."""
    return session.exec(
        select(MessageRow)
        .where(
            MessageRow.mailbox_id == message.mailbox_id,
            MessageRow.channel == message.channel,
            MessageRow.mail_from == message.mail_from,
            MessageRow.raw_sha256 == message.raw_sha256,
        )
        .with_for_update()
    ).first()


def messages_by_status(session: Session) -> dict[MessageStatus, int]:
    """Count messages; every status has an entry."""
    rows = session.exec(
        select(MessageRow.status, func.count()).group_by(col(MessageRow.status))
    ).all()
    counted = dict(rows)
    return {status: counted.get(status, 0) for status in MessageStatus}


def pdf_of_part(session: Session, message_id: str, path: str) -> str | None:
    """Return the SHA-256 of the PDF that was made of a part; None where none was."""
    work = session.exec(select(WorkRow).where(WorkRow.object_id == message_id)).first()
    return work.files.get(f"pdf:{path}") if work else None
