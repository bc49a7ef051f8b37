"""Be done with mail for postmaster."""

from datetime import datetime

from sqlmodel import Session

from storage.queries.postmaster import postmaster_mail


def finish_postmaster_mail(session: Session, mail_id: str, now: datetime) -> None:
    """Note that the operator is done with a mail; again changes nothing.

    Raises:
        NotFoundError: There is none of that id.
    """
    row = postmaster_mail(session, mail_id)
    row.done_at = row.done_at or now
    session.add(row)
