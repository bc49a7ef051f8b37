"""Claim due work, keep it while it is being done, give it back.

A claim sets a lease and a fresh token. Whoever stores an outcome must still hold that token: what
comes from a worker that was taken for dead is thrown away (`LeaseLostError`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from sqlmodel import Session

from storage.actions import fail
from storage.actions.release import release
from storage.domain.state import WorkStatus
from storage.models.work import WorkRow
from storage.queries.work import held_by_token, leased_on, next_claimable

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
    while True:
        row = next_claimable(session, now)
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
    row = held_by_token(session, lease.work_id, lease.token)
    if row is None:
        raise LeaseLostError(lease.work_id)
    return row


def give_back(session: Session, lease: Lease) -> None:
    """Make work due again that its holder does not go on with; the claim does not count.

    Raises:
        LeaseLostError: Somebody else holds it.
    """
    row = held(session, lease)
    row.attempts -= 1
    release(session, row, WorkStatus.DUE)


def free_dead(session: Session, host: str, is_alive: Callable[[int], bool]) -> int:
    """Make due again what dead processes of a host held, without waiting for leases to run out.

    Args:
        session: An open write transaction.
        host: Beginning of the names of the host's workers, up to the process id.
        is_alive: Tells whether a process of the host lives.

    Returns:
        How many rows were freed.
    """
    dead = [
        row
        for row in leased_on(session, host)
        if not is_alive(int((row.worker or "")[len(host) :]))
    ]
    for row in dead:
        release(session, row, WorkStatus.DUE)
    return len(dead)


def finish(session: Session, row: WorkRow) -> None:
    """Mark work as done: its plan has ended."""
    release(session, row, WorkStatus.DONE)
