"""Write what was read of a document: its kind, its pages and its invoice row."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from storage.codec import to_json
from storage.domain.invoice import FieldName, Invoice
from storage.domain.state import DocumentKind, Payment
from storage.ids import new_id
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.queries.invoices import invoice_of

_WITH_INVOICE = {DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE, DocumentKind.RECEIPT}

_COLUMNS = {
    FieldName.NUMBER: "number",
    FieldName.TYPE_CODE: "type_code",
    FieldName.ISSUE_DATE: "issue_date",
    FieldName.DUE_DATE: "due_date",
    FieldName.CURRENCY: "currency",
    FieldName.SELLER_SIREN: "seller_siren",
    FieldName.TOTAL_WITHOUT_VAT: "total_without_vat",
    FieldName.TOTAL_VAT: "total_vat",
    FieldName.TOTAL_WITH_VAT: "total_with_vat",
    FieldName.AMOUNT_DUE: "amount_due",
}


@dataclass(frozen=True)
class Description:
    """What is known of a document.

    Attributes:
        kind: What it is, once known.
        pages: Number of pages, once it was opened.
        invoice: Its fields, once they were read.
    """

    kind: DocumentKind | None = None
    pages: int | None = None
    invoice: Invoice | None = None


def describe(
    session: Session, document: DocumentRow, description: Description, now: datetime
) -> InvoiceRow | None:
    """Update a document, and make or update the invoice row of one that was read.

    Returns:
        The invoice row; None where the document has none.
    """
    document.kind = description.kind
    document.pages = description.pages
    session.add(document)
    row = invoice_of(session, document.id)
    if description.invoice is None or description.kind not in _WITH_INVOICE:
        return row
    if row is None:
        row = InvoiceRow(
            id=new_id("inv"),
            firm_id=document.firm_id,
            dossier_id=document.dossier_id,
            document_id=document.id,
            direction=document.direction,
            version=document.version,
            payment=Payment.UNPAID,
            reasons=[],
            content={},
            created_at=now,
        )
    row.version = document.version
    row.content = to_json(description.invoice)
    for name, column in _COLUMNS.items():
        setattr(row, column, description.invoice.value(name))
    session.add(row)
    return row
