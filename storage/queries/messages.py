"""Messages and their parts."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.domain.mailbox import Direction
from storage.domain.state import MessageStatus
from storage.models.message import MessageRow, PartRow
from storage.queries.scope import Page, PageRequest, Scope, page_of


def list_messages(
    session: Session,
    scope: Scope,
    request: PageRequest,
    *,
    dossier_id: str | None = None,
    direction: Direction | None = None,
    status: MessageStatus | None = None,
) -> Page[MessageRow]:
    """Return a page of messages, the older first."""
    query = scope.select(select(MessageRow), MessageRow)
    filters = {"dossier_id": dossier_id, "direction": direction, "status": status}
    for column, value in filters.items():
        if value is not None:
            query = query.where(getattr(MessageRow, column) == value)
    return page_of(session, query, MessageRow, request, filters)


def parts_of(session: Session, message_id: str) -> Sequence[PartRow]:
    """Return the parts of a message in its own order; empty while it is being taken apart."""
    return session.exec(
        select(PartRow).where(PartRow.message_id == message_id).order_by(col(PartRow.position))
    ).all()
