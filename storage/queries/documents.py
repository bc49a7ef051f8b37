"""Documents, their sources and their timelines."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.domain.mailbox import Direction
from storage.domain.state import DocumentStatus
from storage.models.document import DocumentRow, SourceRow, StageRunRow
from storage.models.message import MessageRow
from storage.queries.scope import Page, PageRequest, Scope, page_of


def list_documents(
    session: Session,
    scope: Scope,
    request: PageRequest,
    *,
    dossier_id: str | None = None,
    direction: Direction | None = None,
    status: DocumentStatus | None = None,
) -> Page[DocumentRow]:
    """Return a page of documents, the older first."""
    query = scope.select(select(DocumentRow), DocumentRow)
    filters = {"dossier_id": dossier_id, "direction": direction, "status": status}
    for column, value in filters.items():
        if value is not None:
            query = query.where(getattr(DocumentRow, column) == value)
    return page_of(session, query, DocumentRow, request, filters)


def timeline(session: Session, object_id: str) -> Sequence[StageRunRow]:
    """Return the finished stage runs of a message or document, the older first."""
    return session.exec(
        select(StageRunRow).where(StageRunRow.object_id == object_id).order_by(col(StageRunRow.id))
    ).all()


def sources_of(session: Session, document_ids: Sequence[str]) -> dict[str, list[MessageRow]]:
    """Return the messages that brought each document, the first one first."""
    found: dict[str, list[MessageRow]] = {document_id: [] for document_id in document_ids}
    rows = session.exec(
        select(SourceRow.document_id, MessageRow)
        .join(MessageRow, col(MessageRow.id) == col(SourceRow.message_id))
        .where(col(SourceRow.document_id).in_(document_ids))
        .order_by(col(SourceRow.position))
    ).all()
    for document_id, message in rows:
        found[document_id].append(message)
    return found
