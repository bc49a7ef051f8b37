"""Mail for postmaster that waits for the operator."""

from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from storage.domain.errors import NotFoundError
from storage.models.postmaster import PostmasterRow


def waiting_for_postmaster(session: Session) -> Sequence[PostmasterRow]:
    """Return what the operator is not done with, the older first."""
    query = select(PostmasterRow).where(col(PostmasterRow.done_at).is_(None))
    return session.exec(query.order_by(col(PostmasterRow.id))).all()


def count_for_postmaster(session: Session) -> int:
    """Return how much the operator is not done with."""
    query = select(func.count()).where(col(PostmasterRow.done_at).is_(None))
    return session.exec(query).one()


def postmaster_mail(session: Session, mail_id: str) -> PostmasterRow:
    """Return one mail for postmaster.

    Raises:
        NotFoundError: There is none of that id.
    """
    row = session.get(PostmasterRow, mail_id)
    if row is None:
        raise NotFoundError(f"No mail {mail_id} for postmaster.")
    return row
