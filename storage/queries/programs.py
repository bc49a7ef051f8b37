"""Which programs are alive: for `status` and `/readyz`."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from storage.models.program import ProgramRow

ALIVE = timedelta(seconds=30)
"""How old the last heartbeat of a living program may be."""


def living_programs(session: Session, now: datetime) -> list[ProgramRow]:
    """Return the programs whose heartbeat is fresh."""
    return list(session.exec(select(ProgramRow).where(ProgramRow.seen_at > now - ALIVE)).all())


def programs_on(session: Session, host: str) -> list[ProgramRow]:
    """Return the programs whose names begin so, alive or not."""
    return list(
        session.exec(
            select(ProgramRow).where(col(ProgramRow.name).startswith(host, autoescape=True))
        ).all()
    )


def sandboxes_in_force(session: Session, now: datetime) -> list[str]:
    """Return how the living workers confine stages, each way once."""
    return sorted({p.sandbox for p in living_programs(session, now) if p.sandbox})


def is_ready(session: Session, kind: str, now: datetime) -> bool:
    """Tell whether a program of a kind lives and has said that it is ready."""
    return any(p.kind == kind and p.ready for p in living_programs(session, now))
