"""Take the lease from a work row, because it goes to another status."""

from sqlmodel import Session

from storage.domain.state import WorkStatus
from storage.models.work import WorkRow


def release(session: Session, row: WorkRow, status: WorkStatus) -> None:
    """Set the status of a row that nobody holds from now on."""
    row.status = status
    row.token = None
    row.lease_until = None
    row.worker = None
    session.add(row)
