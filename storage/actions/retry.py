"""Take parked work up again, for the operator."""

from datetime import datetime

from sqlmodel import Session

from storage import feed
from storage.domain.errors import ConflictError, NotFoundError
from storage.domain.state import DocumentStatus, MessageStatus, WorkStatus
from storage.models.document import DocumentRow
from storage.models.message import MessageRow
from storage.models.work import WorkRow
from storage.queries.work import parked_work, work_of


def retry(session: Session, object_id: str, now: datetime) -> None:
    """Make the parked work of one message or document due again, with fresh counts.

    Raises:
        NotFoundError: There is no work for that id.
        ConflictError: Its work is not parked.
    """
    row = work_of(session, object_id)
    if row is None:
        raise NotFoundError(f"There is no message or document {object_id}.")
    if row.status is not WorkStatus.PARKED:
        raise ConflictError(f"The work of {object_id} is {row.status}, not parked.")
    _resume(session, row, now)


def retry_failed(session: Session, now: datetime) -> list[str]:
    """Make all parked work due again.

    Returns:
        Ids of the messages and documents.
    """
    rows = parked_work(session)
    for row in rows:
        _resume(session, row, now)
    return [row.object_id for row in rows]


def _resume(session: Session, row: WorkRow, now: datetime) -> None:
    row.status = WorkStatus.DUE
    row.attempts = row.failures = 0
    row.next_at = now
    session.add(row)
    if (message := session.get(MessageRow, row.object_id)) is not None:
        message.status = MessageStatus.PROCESSING
        message.reasons = []
        session.add(message)
        feed.announce(session, "message.retried", message)
    if (document := session.get(DocumentRow, row.object_id)) is not None:
        document.status = DocumentStatus.PROCESSING
        document.reasons = []
        session.add(document)
        feed.announce(session, "document.retried", document)
