"""« À traiter »: the one list that the counter `to_review` opens, over three tables."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, literal, union_all
from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.models.message import MessageRow
from storage.queries.dossiers import documents_to_review, invoices_to_review, messages_to_review
from storage.queries.scope import Page, PageRequest, Scope, cursor_after, last_id_of

_LIST = "review"
_PREFIX = len("inv_")


@dataclass(frozen=True)
class ReviewItem:
    """Something that waits for a person.

    Attributes:
        kind: ``invoice``, ``document`` or ``message``.
        id: Its id.
        dossier_id: Whose it is.
        reasons: Why it waits, as rows keep reasons.
    """

    kind: str
    id: str
    dossier_id: str
    reasons: list[dict[str, Any]]


def list_review(
    session: Session, scope: Scope, request: PageRequest, dossier_id: str | None
) -> Page[ReviewItem]:
    """Return a page of what waits for a person, the older first, whatever it is.

    Raises:
        InputError: The cursor is not one, or of another list; ``code`` is ``invalid-cursor``.
    """
    filters = {"dossier": dossier_id}
    waiting = union_all(
        _select(scope, dossier_id, invoices_to_review(), InvoiceRow, "invoice"),
        _select(scope, dossier_id, documents_to_review(), DocumentRow, "document"),
        _select(scope, dossier_id, messages_to_review(), MessageRow, "message"),
    ).subquery()
    # Behind its prefix an id is a time, so that ids of three kinds have one order.
    age = func.substr(waiting.c.id, _PREFIX + 1)
    query = waiting.select()
    if request.cursor is not None:
        query = query.where(age > last_id_of(request.cursor, _LIST, filters)[_PREFIX:])
    rows = session.execute(query.order_by(age).limit(request.limit + 1)).all()
    items = [ReviewItem(*row) for row in rows[: request.limit]]
    if len(rows) <= request.limit:
        return Page(items, None)
    return Page(items, cursor_after(items[-1].id, _LIST, filters))


def _select(
    scope: Scope,
    dossier_id: str | None,
    query: SelectOfScalar[Any],
    row: type[InvoiceRow | DocumentRow | MessageRow],
    kind: str,
) -> Select[Any]:
    query = scope.select(query, row)
    if dossier_id is not None:
        query = query.where(col(row.dossier_id) == dossier_id)
    return query.with_only_columns(
        literal(kind).label("kind"), col(row.id), col(row.dossier_id), col(row.reasons)
    )


def next_to_review(session: Session, scope: Scope, object_id: str) -> tuple[str, str] | None:
    """Return kind and id of what waits for a person after an object; None after the last one."""
    cursor = cursor_after(object_id, "review", {"dossier": None})
    found = list_review(session, scope, PageRequest(1, cursor), None).rows
    return (found[0].kind, found[0].id) if found else None
