"""Documents, their sources and their timelines."""

from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from storage.domain.mailbox import Direction
from storage.domain.part import PartOutcome
from storage.domain.state import DocumentStatus
from storage.models.document import DocumentRow, PageRow, SourceRow, StageRunRow
from storage.models.message import MessageRow, PartRow
from storage.queries.scope import Page, PageRequest, Scope, matching, page_of


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
    filters = {"dossier_id": dossier_id, "direction": direction, "status": status}
    query = matching(scope.select(select(DocumentRow), DocumentRow), DocumentRow, filters)
    return page_of(session, query, DocumentRow, request, filters)


def timeline(session: Session, object_id: str) -> Sequence[StageRunRow]:
    """Return the finished stage runs of a message or document, the older first."""
    return session.exec(
        select(StageRunRow).where(StageRunRow.object_id == object_id).order_by(col(StageRunRow.id))
    ).all()


def timelines(session: Session, object_ids: Sequence[str]) -> dict[str, list[StageRunRow]]:
    """Return the timeline of each of several messages or documents, as `timeline` does."""
    found: dict[str, list[StageRunRow]] = {object_id: [] for object_id in object_ids}
    rows = session.exec(
        select(StageRunRow)
        .where(col(StageRunRow.object_id).in_(object_ids))
        .order_by(col(StageRunRow.id))
    ).all()
    for row in rows:
        found[row.object_id].append(row)
    return found


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


def documents_of(session: Session, message_id: str) -> Sequence[DocumentRow]:
    """Return the documents that a message brought, first or again."""
    return session.exec(
        select(DocumentRow)
        .join(SourceRow, col(SourceRow.document_id) == col(DocumentRow.id))
        .where(SourceRow.message_id == message_id)
        .order_by(col(DocumentRow.id))
    ).all()


def pages_of(session: Session, document_id: str) -> Sequence[PageRow]:
    """Return the pages of a document that have pictures, in order."""
    return session.exec(
        select(PageRow).where(PageRow.document_id == document_id).order_by(col(PageRow.number))
    ).all()


def annexes_of(session: Session, document_ids: Sequence[str]) -> dict[str, list[PartRow]]:
    """Return the parts that hang on each document, in the order of arrival."""
    found: dict[str, list[PartRow]] = {document_id: [] for document_id in document_ids}
    rows = session.exec(
        select(PartRow)
        .where(col(PartRow.document_id).in_(document_ids), PartRow.outcome == PartOutcome.ANNEX)
        .order_by(col(PartRow.message_id), col(PartRow.position))
    ).all()
    for row in rows:
        found[row.document_id or ""].append(row)
    return found


def count_sources(session: Session, document_id: str) -> int:
    """Count the messages that brought a document."""
    return session.exec(
        select(func.count()).select_from(SourceRow).where(SourceRow.document_id == document_id)
    ).one()


def same_document(session: Session, document: DocumentRow) -> DocumentRow | None:
    """Return the stored document, locked, with the dossier, direction and key of another one."""
    return session.exec(
        select(DocumentRow)
        .where(
            DocumentRow.dossier_id == document.dossier_id,
            DocumentRow.direction == document.direction,
            DocumentRow.sha256 == document.sha256,
            DocumentRow.first_page == document.first_page,
            DocumentRow.last_page == document.last_page,
        )
        .with_for_update()
    ).first()
