"""Take the lease from a work row, because it goes to another status, or is done again."""

from sqlmodel import Session

from storage.clock import utc_now
from storage.domain.state import WorkStatus
from storage.models.work import WorkRow


def release(session: Session, row: WorkRow, status: WorkStatus) -> None:
    """Set the status of a row that nobody holds from now on."""
    row.status = status
    row.token = None
    row.lease_until = None
    row.worker = None
    session.add(row)


def do_again(session: Session, row: WorkRow, stage: str) -> None:
    """Make a row due now, from a stage on, as if that had never failed."""
    release(session, row, WorkStatus.DUE)
    row.stage = stage
    row.attempts = row.failures = 0
    row.error = None
    row.next_at = utc_now()
