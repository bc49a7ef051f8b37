"""Lists as people look at them: the newest first, and rows by name for what a list shows beside.

Programs page through the same rows in the order of age (`storage.queries.invoices`, `messages`).
"""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.domain.mailbox import Direction
from storage.domain.state import Accounting, MessageStatus, Reception
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from storage.models.message import MessageRow
from storage.queries.review import list_review
from storage.queries.scope import (
    Named,
    Owned,
    Page,
    PageRequest,
    Scope,
    cursor_after,
    last_id_of,
)


def recent_invoices(
    session: Session,
    scope: Scope,
    request: PageRequest,
    *,
    dossier_id: str | None = None,
    direction: Direction | None = None,
    reception: Reception | None = None,
    accounting: Accounting | None = None,
) -> Page[InvoiceRow]:
    """Return a page of invoices, the newest first.

    Raises:
        InputError: The cursor is not one, or of another list; ``code`` is ``invalid-cursor``.
    """
    query = scope.select(select(InvoiceRow), InvoiceRow)
    filters = {
        "dossier_id": dossier_id,
        "direction": direction,
        "reception": reception,
        "accounting": accounting,
    }
    return _newest(session, query, InvoiceRow, request, filters)


def recent_messages(
    session: Session,
    scope: Scope,
    request: PageRequest,
    *,
    dossier_id: str | None = None,
    direction: Direction | None = None,
    status: MessageStatus | None = None,
) -> Page[MessageRow]:
    """Return a page of messages, the newest first; as `recent_invoices` otherwise."""
    query = scope.select(select(MessageRow), MessageRow)
    filters = {"dossier_id": dossier_id, "direction": direction, "status": status}
    return _newest(session, query, MessageRow, request, filters)


def all_dossiers(session: Session, scope: Scope) -> Sequence[DossierRow]:
    """Return every dossier in the scope, by name."""
    query = select(DossierRow).where(DossierRow.firm_id == scope.firm_id)
    if scope.dossier_id is not None:
        query = query.where(DossierRow.id == scope.dossier_id)
    return session.exec(query.order_by(col(DossierRow.name), col(DossierRow.id))).all()


def dossier_names(session: Session, scope: Scope, ids: Sequence[str]) -> dict[str, str]:
    """Return the names of those of several dossiers that are in the scope, by id."""
    query = select(DossierRow.id, DossierRow.name).where(
        DossierRow.firm_id == scope.firm_id, col(DossierRow.id).in_(ids)
    )
    if scope.dossier_id is not None:
        query = query.where(DossierRow.id == scope.dossier_id)
    return dict(session.exec(query).all())


def rows_by_id(
    session: Session, scope: Scope, row: type[Owned], ids: Sequence[str]
) -> dict[str, Owned]:
    """Return those of several rows that are in the scope, by id."""
    query: SelectOfScalar[Owned] = scope.select(select(row), row)
    return {found.id: found for found in session.exec(query.where(col(row.id).in_(ids))).all()}


def next_to_review(session: Session, scope: Scope, object_id: str) -> tuple[str, str] | None:
    """Return kind and id of what waits for a person after an object; None after the last one."""
    cursor = cursor_after(object_id, "review", {"dossier": None})
    found = list_review(session, scope, PageRequest(1, cursor), None).rows
    return (found[0].kind, found[0].id) if found else None


def _newest(
    session: Session,
    query: SelectOfScalar[Named],
    row: type[Named],
    request: PageRequest,
    filters: dict[str, Any],
) -> Page[Named]:
    """Return one page of a query as `storage.queries.scope.page_of` does, the other way round."""
    name = f"newest {row.__name__}"
    for column, value in filters.items():
        if value is not None:
            query = query.where(getattr(row, column) == value)
    if request.cursor is not None:
        query = query.where(col(row.id) < last_id_of(request.cursor, name, filters))
    rows = session.exec(query.order_by(col(row.id).desc()).limit(request.limit + 1)).all()
    if len(rows) <= request.limit:
        return Page(rows, None)
    rows = rows[: request.limit]
    return Page(rows, cursor_after(rows[-1].id, name, filters))
