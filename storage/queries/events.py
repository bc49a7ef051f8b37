"""Reading the feed."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.models.feed import FeedEventRow
from storage.queries.scope import Scope


def events_after(session: Session, scope: Scope, after: int, limit: int) -> Sequence[FeedEventRow]:
    """Return up to ``limit`` events with a greater number, in order.

    A scope of one dossier sees that dossier's events only; their numbers then have gaps.
    """
    query = select(FeedEventRow).where(
        FeedEventRow.firm_id == scope.firm_id, FeedEventRow.seq > after
    )
    if scope.dossier_id is not None:
        query = query.where(FeedEventRow.dossier_id == scope.dossier_id)
    return session.exec(query.order_by(col(FeedEventRow.seq)).limit(limit)).all()
