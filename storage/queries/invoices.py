"""Invoices, filtered as programs ask for them."""

from sqlmodel import Session, select

from storage.domain.mailbox import Direction
from storage.domain.state import Accounting, Reception
from storage.models.invoice import InvoiceRow
from storage.queries.scope import Page, PageRequest, Scope, page_of


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
    """Return a page of invoices, the older first."""
    query = scope.select(select(InvoiceRow), InvoiceRow)
    filters = {
        "dossier_id": dossier_id,
        "direction": direction,
        "reception": reception,
        "accounting": accounting,
    }
    for column, value in filters.items():
        if value is not None:
            query = query.where(getattr(InvoiceRow, column) == value)
    return page_of(session, query, InvoiceRow, request, filters)
