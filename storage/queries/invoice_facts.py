"""What is told of an invoice besides its own row: where it came from, and what it resembles."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from storage.domain.lifecycle import Lifecycle, lifecycle
from storage.domain.state import DocumentStatus
from storage.models.document import DocumentRow
from storage.models.duplicate import DuplicateRow
from storage.models.invoice import InvoiceRow
from storage.models.message import MessageRow
from storage.queries.documents import sources_of


@dataclass(frozen=True)
class InvoiceFacts:
    """What is told of one invoice.

    Attributes:
        document_status: How far the processing of its document is.
        sources: The messages that brought it or a copy of it, the first one first.
        pairs: What it resembles, the later pair last.
    """

    document_status: DocumentStatus
    sources: Sequence[MessageRow]
    pairs: Sequence[DuplicateRow]


def facts_of(session: Session, invoices: Sequence[InvoiceRow]) -> dict[str, InvoiceFacts]:
    """Return what is told of each invoice, by its id."""
    ids = [row.id for row in invoices]
    copies = _copies_of(session, ids)
    documents = {row.id: [row.document_id, *copies[row.id]] for row in invoices}
    every = [document_id for found in documents.values() for document_id in found]
    sources = sources_of(session, every)
    status = select(DocumentRow.id, DocumentRow.status).where(col(DocumentRow.id).in_(every))
    statuses = {document_id: DocumentStatus(found) for document_id, found in session.exec(status)}
    pairs = _pairs_of(session, ids)
    return {
        row.id: InvoiceFacts(
            statuses[row.document_id],
            [message for document_id in documents[row.id] for message in sources[document_id]],
            pairs[row.id],
        )
        for row in invoices
    }


def lifecycle_of(row: InvoiceRow, document_status: DocumentStatus) -> Lifecycle:
    """Return where an invoice stands in the French lifecycle."""
    return lifecycle(
        row.direction,
        document_status,
        row.reception,
        row.payment,
        is_assigned=row.assigned_to is not None,
    )


def _copies_of(session: Session, ids: Sequence[str]) -> dict[str, list[str]]:
    """Return the documents of the copies of each invoice, the older first."""
    found: dict[str, list[str]] = {invoice_id: [] for invoice_id in ids}
    rows = session.exec(
        select(InvoiceRow.copy_of_id, InvoiceRow.document_id)
        .where(col(InvoiceRow.copy_of_id).in_(ids))
        .order_by(col(InvoiceRow.id))
    ).all()
    for invoice_id, document_id in rows:
        found[invoice_id or ""].append(document_id)
    return found


def _pairs_of(session: Session, ids: Sequence[str]) -> dict[str, list[DuplicateRow]]:
    found: dict[str, list[DuplicateRow]] = {invoice_id: [] for invoice_id in ids}
    rows = session.exec(
        select(DuplicateRow)
        .where(or_(col(DuplicateRow.invoice_id).in_(ids), col(DuplicateRow.other_id).in_(ids)))
        .order_by(col(DuplicateRow.id))
    ).all()
    for row in rows:
        for invoice_id in {row.invoice_id, row.other_id} & found.keys():
            found[invoice_id].append(row)
    return found
