"""Heartbeats: a program says that it lives, and that it ends."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col

from storage.models.program import ProgramRow
from storage.queries.programs import programs_on


def beat(
    session: Session,
    name: str,
    kind: str,
    now: datetime,
    *,
    ready: bool,
    sandbox: str | None = None,
) -> None:
    """Note that a program lives, whether it is ready for work, and how it confines stages."""
    row = session.get(ProgramRow, name)
    if row is None:
        row = ProgramRow(name=name, kind=kind, ready=ready, started_at=now, seen_at=now)
    row.ready = ready
    row.sandbox = sandbox
    row.seen_at = now
    session.add(row)


def forget(session: Session, name: str) -> None:
    """Remove a program that ended."""
    session.execute(delete(ProgramRow).where(col(ProgramRow.name) == name))


def forget_dead(session: Session, host: str, is_alive: Callable[[int], bool]) -> None:
    """Remove programs of a host that died without a word.

    Args:
        session: An open write transaction.
        host: Beginning of the names of the host's programs, up to the process id.
        is_alive: Tells whether a process of the host lives.
    """
    for row in programs_on(session, host):
        if not is_alive(int(row.name[len(host) :])):
            session.delete(row)
