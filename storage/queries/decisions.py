"""Automatic decisions, as they were stored."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlmodel import Session, col, func, select

from storage.domain.errors import NotFoundError
from storage.models.decision import DecisionRow
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.queries.scope import Scope

_AT_ONCE = 200


def latest_decision(session: Session, invoice_id: str) -> DecisionRow | None:
    """Return the newest decision on an invoice, or None if there is none yet."""
    return session.exec(
        select(DecisionRow)
        .where(DecisionRow.invoice_id == invoice_id)
        .order_by(col(DecisionRow.id).desc())
        .limit(1)
    ).first()


def decision_on(session: Session, object_id: str) -> DecisionRow:
    """Return the newest decision on an invoice or a document, whosever it is.

    Raises:
        NotFoundError: There is no such object, or nothing was decided on it.
    """
    invoice_id: str | None = object_id
    if session.get(DocumentRow, object_id) is not None:
        invoice_id = session.exec(
            select(InvoiceRow.id).where(InvoiceRow.document_id == object_id)
        ).first()
    found = latest_decision(session, invoice_id) if invoice_id else None
    if found is None:
        raise NotFoundError(f"No decision on {object_id} is stored.", code="no-decision")
    return found


def latest_decisions(
    session: Session, scope: Scope, since: datetime, dossier_ids: Sequence[str] | None = None
) -> Iterator[DecisionRow]:
    """Yield the newest decision on each invoice that was decided on since an instant.

    In the order of their age; a few are read at a time.

    Args:
        session: An open transaction.
        scope: Of whom.
        since: Older ones are left out.
        dossier_ids: Of these dossiers only; None for all.
    """
    newest = (
        select(func.max(col(DecisionRow.id)))
        .where(DecisionRow.at >= since)
        .group_by(col(DecisionRow.invoice_id))
    )
    query = scope.select(select(DecisionRow), DecisionRow).where(col(DecisionRow.id).in_(newest))
    if dossier_ids is not None:
        query = query.where(col(DecisionRow.dossier_id).in_(dossier_ids))
    after = ""
    while True:
        rows = session.exec(
            query.where(col(DecisionRow.id) > after).order_by(col(DecisionRow.id)).limit(_AT_ONCE)
        ).all()
        yield from rows
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1].id
