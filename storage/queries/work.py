"""The queue: work rows by what is due, and by who holds them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, case
from sqlmodel import Session, and_, col, func, or_, select

from storage.domain.state import WorkStatus
from storage.models.work import WorkRow


def claimable(now: datetime) -> ColumnElement[bool]:
    """Return the condition for work that is due, or whose lease ran out."""
    return or_(
        and_(col(WorkRow.status) == WorkStatus.DUE, col(WorkRow.next_at) <= now),
        and_(col(WorkRow.status) == WorkStatus.LEASED, col(WorkRow.lease_until) < now),
    )


def next_claimable(session: Session, now: datetime) -> WorkRow | None:
    """Return the next work that can be claimed, locked; rows that others lock are passed over.

    Documents go before messages: what was begun is filed before more mail is opened, so that the
    first invoice of a large delivery is not filed after the last one is read. Then the oldest.
    """
    return session.exec(
        select(WorkRow)
        .where(claimable(now))
        .order_by(col(WorkRow.plan) != "document", col(WorkRow.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()


def held_by_token(session: Session, work_id: str, token: str) -> WorkRow | None:
    """Return a leased row, locked, if this token still holds it."""
    return session.exec(
        select(WorkRow)
        .where(WorkRow.id == work_id, WorkRow.token == token, WorkRow.status == WorkStatus.LEASED)
        .with_for_update()
    ).first()


def leased_on(session: Session, host: str) -> Sequence[WorkRow]:
    """Return the leased rows of workers whose names begin so, locked; never waits for a lock."""
    return session.exec(
        select(WorkRow)
        .where(
            WorkRow.status == WorkStatus.LEASED,
            col(WorkRow.worker).startswith(host, autoescape=True),
        )
        .with_for_update(skip_locked=True)
    ).all()


def work_of(session: Session, object_id: str) -> WorkRow | None:
    """Return the work row of a message or document."""
    return session.exec(select(WorkRow).where(WorkRow.object_id == object_id)).first()


def parked_work(session: Session) -> Sequence[WorkRow]:
    """Return all work that waits for the operator."""
    return session.exec(select(WorkRow).where(WorkRow.status == WorkStatus.PARKED)).all()


def due_count(session: Session, now: datetime, most: int) -> int:
    """Count work that could be claimed now, up to ``most``."""
    return len(session.exec(select(WorkRow.id).where(claimable(now)).limit(most)).all())


def work_by_status(session: Session) -> dict[WorkStatus, int]:
    """Count work rows; every status has an entry."""
    rows = session.exec(select(WorkRow.status, func.count()).group_by(col(WorkRow.status))).all()
    counted = dict(rows)
    return {status: counted.get(status, 0) for status in WorkStatus}


def oldest_due_seconds(session: Session, now: datetime) -> float | None:
    """Return for how long the longest waiting work could be claimed; None if none can be."""
    since = case(
        (col(WorkRow.status) == WorkStatus.DUE, col(WorkRow.next_at)), else_=WorkRow.lease_until
    )
    oldest = session.exec(select(func.min(since)).where(claimable(now))).one()
    return None if oldest is None else (now - oldest).total_seconds()
