"""Documents, their sources and their timelines."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, func, select

from storage.domain.mailbox import Direction
from storage.domain.part import PartOutcome
from storage.domain.reason import Reason
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


def part_size(session: Session, document: DocumentRow) -> int:
    """Return the bytes of the part that is a document's original."""
    size = session.exec(
        select(PartRow.size)
        .join(SourceRow, col(SourceRow.message_id) == col(PartRow.message_id))
        .where(
            SourceRow.document_id == document.id,
            col(PartRow.path) == col(SourceRow.part_path),
        )
    ).first()
    return size or 0


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


def documents_of_file(
    session: Session, dossier_id: str, direction: Direction, sha256: str, *, lock: bool = False
) -> Sequence[DocumentRow]:
    """Return the documents of a dossier whose original is a file, by their pages.

    Those that were withdrawn are among them.
    """
    query = (
        select(DocumentRow)
        .where(
            DocumentRow.dossier_id == dossier_id,
            DocumentRow.direction == direction,
            DocumentRow.sha256 == sha256,
        )
        .order_by(col(DocumentRow.first_page), col(DocumentRow.id))
    )
    return session.exec(query.with_for_update() if lock else query).all()


def source_rows_of(session: Session, document_id: str) -> Sequence[SourceRow]:
    """Return how each message brought a document, the first one first."""
    return session.exec(
        select(SourceRow)
        .where(SourceRow.document_id == document_id)
        .order_by(col(SourceRow.position))
    ).all()


def paths_of(session: Session, document: DocumentRow, message_id: str) -> set[str]:
    """Return the parts of a message that a document is read from: its original and its XML."""
    original = session.get(SourceRow, (document.id, message_id))
    twins = session.exec(
        select(PartRow.path).where(
            PartRow.message_id == message_id,
            PartRow.document_id == document.id,
            PartRow.reason == Reason.TWIN,
        )
    )
    return {*twins, *([original.part_path] if original else [])}


def parts_of_document(session: Session, document_id: str) -> Sequence[PartRow]:
    """Return the parts that are a document or hang on it."""
    return session.exec(select(PartRow).where(PartRow.document_id == document_id)).all()


def living_ids_of_parts(
    session: Session, parts: Collection[tuple[str, str]]
) -> dict[tuple[str, str], list[str]]:
    """Return the documents of parts that were not withdrawn, in the order of their pages.

    One that was joined with those of other files counts as what it is a part of now.

    Args:
        session: An open transaction.
        parts: Each a message's id and a path.
    """
    rows = session.exec(
        select(SourceRow.message_id, SourceRow.part_path, DocumentRow)
        .join(DocumentRow, col(DocumentRow.id) == col(SourceRow.document_id))
        .where(
            col(SourceRow.message_id).in_({message_id for message_id, _ in parts}),
            col(DocumentRow.withdrawn).is_(False) | col(DocumentRow.joined_in_id).is_not(None),
        )
        .order_by(col(DocumentRow.first_page))
    ).all()
    found: dict[tuple[str, str], list[str]] = {}
    for message_id, path, document in rows:
        if (message_id, path) in parts:
            ids = found.setdefault((message_id, path), [])
            living = [document] if not document.withdrawn else standing_for(session, [document])
            ids += [row.id for row in living if row.id not in ids]
    return found


def joined_in(session: Session, document_ids: Sequence[str]) -> dict[str, list[DocumentRow]]:
    """Return the documents of several files that each was joined of, in the order of its pages."""
    found: dict[str, list[DocumentRow]] = {document_id: [] for document_id in document_ids}
    rows = session.exec(
        select(DocumentRow)
        .where(col(DocumentRow.joined_in_id).in_(document_ids))
        .order_by(col(DocumentRow.joined_position))
    ).all()
    for row in rows:
        found[row.joined_in_id or ""].append(row)
    return found


def places_of(session: Session, document: DocumentRow) -> set[tuple[str, str]]:
    """Return the parts that a document was made of: each a message's id and a path."""
    joined = joined_in(session, [document.id])[document.id]
    own = {(row.message_id, row.part_path) for row in source_rows_of(session, document.id)}
    return own.union(*(places_of(session, member) for member in joined))


def standing_for(
    session: Session, documents: Sequence[DocumentRow], *, lock: bool = False
) -> list[DocumentRow]:
    """Return what documents that were joined with those of other files are a part of now."""
    found: dict[str, DocumentRow] = {}
    for row in documents:
        if row.joined_in_id is None:
            continue
        whole = session.get_one(DocumentRow, row.joined_in_id)
        same = documents_of_file(
            session, whole.dossier_id, whole.direction, whole.sha256, lock=lock
        )
        living = [one for one in same if not one.withdrawn]
        found |= {one.id: one for one in living or standing_for(session, same, lock=lock)}
    return list(found.values())


def annex_documents_of(
    session: Session, document_ids: Sequence[str]
) -> dict[str, list[DocumentRow]]:
    """Return the documents that a person hung on each document."""
    found: dict[str, list[DocumentRow]] = {document_id: [] for document_id in document_ids}
    rows = session.exec(
        select(DocumentRow)
        .where(col(DocumentRow.annex_of_id).in_(document_ids))
        .order_by(col(DocumentRow.id))
    ).all()
    for row in rows:
        found[row.annex_of_id or ""].append(row)
    return found


def documents_beside(session: Session, document_id: str) -> Sequence[DocumentRow]:
    """Return the other documents that came by the same messages as a document."""
    messages = select(SourceRow.message_id).where(SourceRow.document_id == document_id)
    ids = select(SourceRow.document_id).where(col(SourceRow.message_id).in_(messages))
    return session.exec(
        select(DocumentRow)
        .where(col(DocumentRow.id).in_(ids), DocumentRow.id != document_id)
        .order_by(col(DocumentRow.id))
    ).all()
