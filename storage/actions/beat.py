"""Heartbeats: a program says that it lives, and that it ends."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col

from storage.models.program import ProgramRow


def beat(session: Session, name: str, kind: str, now: datetime, *, ready: bool) -> None:
    """Note that a program lives, and whether it is ready for work."""
    row = session.get(ProgramRow, name)
    if row is None:
        row = ProgramRow(name=name, kind=kind, ready=ready, started_at=now, seen_at=now)
    row.ready = ready
    row.seen_at = now
    session.add(row)


def forget(session: Session, name: str) -> None:
    """Remove programs that ended: those whose name begins so."""
    session.execute(
        delete(ProgramRow).where(col(ProgramRow.name).startswith(name, autoescape=True))
    )
