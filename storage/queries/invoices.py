"""Invoices, filtered as programs ask for them."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.domain.mailbox import Direction
from storage.domain.state import Accounting, Reception
from storage.models.invoice import InvoiceRow
from storage.queries.scope import Page, PageRequest, Scope, matching, page_of


def list_invoices(
    session: Session,
    scope: Scope,
    request: PageRequest,
    *,
    dossier_id: str | None = None,
    direction: Direction | None = None,
    reception: Reception | None = None,
    accounting: Accounting | None = None,
) -> Page[InvoiceRow]:
    """Return a page of invoices, in the order asked for.

    Raises:
        InputError: The cursor is not one, or of another list; ``code`` is ``invalid-cursor``.
    """
    filters = {
        "dossier_id": dossier_id,
        "direction": direction,
        "reception": reception,
        "accounting": accounting,
    }
    query = matching(scope.select(select(InvoiceRow), InvoiceRow), InvoiceRow, filters)
    return page_of(session, query, InvoiceRow, request, filters)


def invoice_ids(session: Session, document_ids: Sequence[str]) -> dict[str, str]:
    """Return the invoice id of each document that has one."""
    rows = session.exec(
        select(InvoiceRow.document_id, InvoiceRow.id).where(
            col(InvoiceRow.document_id).in_(document_ids)
        )
    ).all()
    return dict(rows)


def invoice_of(session: Session, document_id: str) -> InvoiceRow | None:
    """Return the invoice row of a document, locked, if it has one: a person may decide on it."""
    return session.exec(
        select(InvoiceRow).where(InvoiceRow.document_id == document_id).with_for_update()
    ).first()
