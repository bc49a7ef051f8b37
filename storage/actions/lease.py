"""Claim due work, keep it while it is being done, give it back.

A claim sets a lease and a fresh token. Whoever stores an outcome must still hold that token: what
comes from a worker that was taken for dead is thrown away (`LeaseLostError`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from sqlalchemy import or_, update
from sqlmodel import Session, and_, col, select

from storage.actions import fail
from storage.domain.state import WorkStatus
from storage.models.work import WorkRow

LEASE = timedelta(seconds=30)
"""How long a claim lasts unless it is renewed."""
MOST_LOST_LEASES = 10


class LeaseLostError(Exception):
    """Somebody else holds the work now; what was done for it is thrown away."""


@dataclass(frozen=True)
class Lease:
    """A claimed work row as it was then.

    Attributes:
        work_id: The row.
        token: The fence.
        object_id: The message or document.
        plan: ``message`` or ``document``.
        stage: The stage to run.
        facts: What earlier stages found, as JSON.
        files: SHA-256 of files by role.
        firm_id: Whose blobs these are.
    """

    work_id: str
    token: str
    object_id: str
    plan: str
    stage: str
    facts: dict[str, Any]
    files: dict[str, str]
    firm_id: str


def claim(session: Session, worker: str, now: datetime) -> Lease | None:
    """Claim the oldest work that is due, or whose lease ran out; None if there is none.

    Args:
        session: An open write transaction.
        worker: Name of the claiming process, unique among running ones.
        now: The present instant.
    """
    is_due = and_(col(WorkRow.status) == WorkStatus.DUE, col(WorkRow.next_at) <= now)
    is_lost = and_(col(WorkRow.status) == WorkStatus.LEASED, col(WorkRow.lease_until) < now)
    while True:
        row = session.exec(
            select(WorkRow)
            .where(or_(is_due, is_lost))
            .order_by(col(WorkRow.id))
            .limit(1)
            .with_for_update(skip_locked=True)
        ).first()
        if row is None:
            return None
        if row.attempts - row.failures >= MOST_LOST_LEASES:
            fail.park(session, row, f"{MOST_LOST_LEASES} leases were lost at this stage.")
            session.flush()
            continue
        row.status = WorkStatus.LEASED
        row.attempts += 1
        row.token = token_hex(8)
        row.lease_until = now + LEASE
        row.worker = worker
        session.add(row)
        return lease_of(row)


def lease_of(row: WorkRow) -> Lease:
    """Return what the holder of a leased row needs."""
    return Lease(
        work_id=row.id,
        token=row.token or "",
        object_id=row.object_id,
        plan=row.plan,
        stage=row.stage,
        facts=row.facts,
        files=row.files,
        firm_id=row.firm_id,
    )


def renew(session: Session, lease: Lease, now: datetime) -> None:
    """Put the end of a lease off, while its work goes on.

    Raises:
        LeaseLostError: Somebody else holds it.
    """
    held(session, lease).lease_until = now + LEASE


def held(session: Session, lease: Lease) -> WorkRow:
    """Return the row of a lease, locked, to store an outcome.

    Raises:
        LeaseLostError: Somebody else holds it.
    """
    row = session.exec(
        select(WorkRow)
        .where(
            WorkRow.id == lease.work_id,
            WorkRow.token == lease.token,
            WorkRow.status == WorkStatus.LEASED,
        )
        .with_for_update()
    ).first()
    if row is None:
        raise LeaseLostError(lease.work_id)
    return row


def free(session: Session, worker: str) -> int:
    """Make due again what a dead worker held, without waiting for its leases to run out.

    Args:
        session: An open write transaction.
        worker: The worker's name, or the beginning that all names of one host's process share.

    Returns:
        How many rows were freed.
    """
    result = session.connection().execute(
        update(WorkRow)
        .where(
            col(WorkRow.status) == WorkStatus.LEASED,
            col(WorkRow.worker).startswith(worker, autoescape=True),
        )
        .values(status=WorkStatus.DUE, token=None, lease_until=None, worker=None)
    )
    return result.rowcount


def finish(session: Session, row: WorkRow) -> None:
    """Mark work as done: its plan has ended."""
    row.status = WorkStatus.DONE
    release(session, row)


def release(session: Session, row: WorkRow) -> None:
    """Take the lease from a row whose status was just set to another one."""
    row.token = None
    row.lease_until = None
    row.worker = None
    session.add(row)
