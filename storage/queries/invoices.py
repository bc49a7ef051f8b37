"""Invoices, filtered as programs ask for them."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.domain.invoice import FieldName
from storage.domain.mailbox import Direction
from storage.domain.state import Accounting, Reception
from storage.models.document import DocumentRow
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


def same_invoice(session: Session, invoice: InvoiceRow) -> InvoiceRow | None:
    """Return the oldest other invoice that looks like the same one; None if there is none.

    The same dossier, direction, number and total with VAT, and a seller with the same SIREN or
    VAT id; what is not known is not the same. One that a person sorted otherwise does not count.
    """
    if invoice.number is None or invoice.total_with_vat is None:
        return None
    rows = session.exec(
        select(InvoiceRow)
        .where(
            InvoiceRow.id != invoice.id,
            InvoiceRow.dossier_id == invoice.dossier_id,
            InvoiceRow.direction == invoice.direction,
            InvoiceRow.number == invoice.number,
            InvoiceRow.total_with_vat == invoice.total_with_vat,
        )
        .order_by(col(InvoiceRow.id))
    )
    seller = _seller_ids(invoice)
    return next(
        (row for row in rows if seller & _seller_ids(row) and not _is_withdrawn(session, row)), None
    )


def _is_withdrawn(session: Session, invoice: InvoiceRow) -> bool:
    return session.get_one(DocumentRow, invoice.document_id).withdrawn


def _seller_ids(invoice: InvoiceRow) -> set[str]:
    fields = invoice.content.get("fields", {})
    found = (fields.get(name, {}) for name in (FieldName.SELLER_SIREN, FieldName.SELLER_VAT_ID))
    return {field["value"] for field in found if field}
