"""Which programs are alive, and how much work waits: for `status` and `/readyz`."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from storage.domain.state import MessageStatus, WorkStatus
from storage.models.message import MessageRow
from storage.models.program import ProgramRow
from storage.models.work import WorkRow

ALIVE = timedelta(seconds=30)
"""How old the last heartbeat of a living program may be."""


def living_programs(session: Session, now: datetime) -> list[ProgramRow]:
    """Return the programs whose heartbeat is fresh."""
    return list(session.exec(select(ProgramRow).where(ProgramRow.seen_at > now - ALIVE)).all())


def is_ready(session: Session, kind: str, now: datetime) -> bool:
    """Tell whether a program of a kind lives and has said that it is ready."""
    return any(p.kind == kind and p.ready for p in living_programs(session, now))


def work_by_status(session: Session) -> dict[WorkStatus, int]:
    """Count work rows; every status has an entry."""
    rows = session.exec(select(WorkRow.status, func.count()).group_by(col(WorkRow.status))).all()
    counted = dict(rows)
    return {status: counted.get(status, 0) for status in WorkStatus}


def messages_by_status(session: Session) -> dict[MessageStatus, int]:
    """Count messages; every status has an entry."""
    rows = session.exec(
        select(MessageRow.status, func.count()).group_by(col(MessageRow.status))
    ).all()
    counted = dict(rows)
    return {status: counted.get(status, 0) for status in MessageStatus}


def oldest_due_seconds(session: Session, now: datetime) -> float | None:
    """Return for how long the longest waiting work has been due; None if none is."""
    oldest = session.exec(
        select(WorkRow.next_at)
        .where(WorkRow.status == WorkStatus.DUE, WorkRow.next_at <= now)
        .order_by(col(WorkRow.next_at))
        .limit(1)
    ).first()
    return None if oldest is None else (now - oldest).total_seconds()
