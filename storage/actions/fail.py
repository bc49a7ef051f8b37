"""Record that a stage could not be done: try again later, or park it for the operator."""

from datetime import datetime, timedelta

from sqlmodel import Session

from storage import feed
from storage.actions.release import release
from storage.domain.reason import Reason
from storage.domain.state import DocumentStatus, MessageStatus, WorkStatus
from storage.models.document import DocumentRow
from storage.models.message import MessageRow
from storage.models.work import WorkRow

MOST_FAILURES = 3
FIRST_DELAY = timedelta(seconds=2)
"""Before the second attempt; five times as long before the third."""


def fail(session: Session, row: WorkRow, error: str, now: datetime) -> None:
    """Count a failure of a held row: it is due again later, or parked after the third.

    Args:
        session: An open write transaction.
        row: The row, as returned by `lease.held`.
        error: What happened, for the operator.
        now: The present instant.
    """
    row.failures += 1
    row.error = error
    if row.failures >= MOST_FAILURES:
        park(session, row, error)
        return
    row.next_at = now + FIRST_DELAY * 5 ** (row.failures - 1)
    release(session, row, WorkStatus.DUE)


def park(session: Session, row: WorkRow, error: str) -> None:
    """Give work up until the operator retries it; its message or document is ``failed``."""
    row.error = error
    release(session, row, WorkStatus.PARKED)
    reasons = [{"code": Reason.STAGE_FAILED.value, "about": row.stage}]
    owner: MessageRow | DocumentRow | None
    if row.plan == "message":
        owner = session.get(MessageRow, row.object_id)
        if owner is not None:
            owner.status = MessageStatus.FAILED
    else:
        owner = session.get(DocumentRow, row.object_id)
        if owner is not None:
            owner.status = DocumentStatus.FAILED
    if owner is None:
        return
    owner.reasons = list(reasons)
    session.add(owner)
    feed.announce(session, f"{row.plan}.failed", owner)
