"""Write what was read of a document: its kind, its pages, its Factur-X and its invoice row."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from storage.codec import to_json
from storage.domain.invoice import FieldName, Invoice, Profile
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
        kind_reason: Why it is taken for that kind, as rows keep reasons.
        derived: Whether its XML and Factur-X were made here.
        profile: The rule set that its XML declares.
        facturx_reasons: Why there is no Factur-X, or why its profile is no higher.
        flags: What a person should know of its file.
        proposal: First pages of the invoices that it seems to hold; empty where it is one.
    """

    kind: DocumentKind | None = None
    pages: int | None = None
    invoice: Invoice | None = None
    kind_reason: dict[str, str] | None = None
    derived: bool = False
    profile: Profile | None = None
    facturx_reasons: tuple[dict[str, str], ...] = ()
    flags: tuple[dict[str, str], ...] = ()
    proposal: tuple[int, ...] = ()


def describe(
    session: Session, document: DocumentRow, description: Description, now: datetime
) -> InvoiceRow | None:
    """Update a document, and make or update the invoice row of one that was read.

    Returns:
        The invoice row; None where the document has none.
    """
    describe_document(document, description)
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
    for column, value in columns_of(description.invoice).items():
        setattr(row, column, value)
    session.add(row)
    return row


def describe_document(document: DocumentRow, description: Description) -> None:
    """Update the row of a document alone."""
    document.kind = description.kind
    document.pages = description.pages
    document.kind_reason = description.kind_reason
    document.derived = description.derived
    document.profile = description.profile
    document.facturx_reasons = list(description.facturx_reasons)
    document.flags = list(description.flags)
    document.proposal = list(description.proposal)


def columns_of(invoice: Invoice) -> dict[str, str | None]:
    """Return the values that an invoice's row has in columns of their own."""
    return {column: invoice.value(name) for name, column in _COLUMNS.items()}
