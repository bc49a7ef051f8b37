"""Customers, as a dossier knows them."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.domain.invoice import FieldName, Invoice
from storage.domain.siren import parse_siren
from storage.domain.vat import parse_vat_id
from storage.models.customer import CustomerRow
from storage.models.invoice import InvoiceRow
from storage.queries.partners import by_identifier, by_name


def customer_of(session: Session, dossier_id: str, invoice: Invoice) -> CustomerRow | None:
    """Return the customer that an invoice's buyer is: by identifiers, by name where none stands."""
    siren = invoice.value(FieldName.BUYER_SIREN)
    vat_id = invoice.value(FieldName.BUYER_VAT_ID)
    if siren or vat_id:
        known = parse_siren(siren or ""), parse_vat_id(vat_id or "")
        return by_identifier(session, CustomerRow, dossier_id, *known)
    name = invoice.value(FieldName.BUYER_NAME)
    return by_name(session, CustomerRow, dossier_id, name) if name else None


def invoices_of_customer(session: Session, customer_id: str, most: int) -> Sequence[InvoiceRow]:
    """Return a customer's invoices, the newest first."""
    return session.exec(
        select(InvoiceRow)
        .where(InvoiceRow.customer_id == customer_id)
        .order_by(col(InvoiceRow.id).desc())
        .limit(most)
    ).all()
