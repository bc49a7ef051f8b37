"""Invoices: one row per document that was judged an invoice, credit note or receipt and read."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from storage.domain.mailbox import Direction
from storage.domain.state import Accounting, Payment, Reception
from storage.models.columns import Instant, enum_column, json_column


class InvoiceRow(SQLModel, table=True):
    """The newest version of an invoice's fields, and its state on the three axes.

    Amounts are text as shown outside (``1234.50``): exact on both databases.
    """

    __tablename__ = "invoice"

    id: str = Field(primary_key=True)
    firm_id: str = Field(foreign_key="firm.id", index=True)
    dossier_id: str = Field(foreign_key="dossier.id", index=True)
    document_id: str = Field(foreign_key="document.id", unique=True)
    supplier_id: str | None = Field(default=None, foreign_key="supplier.id", index=True)
    customer_id: str | None = Field(default=None, index=True)
    """The customer of a sale."""
    direction: Direction = Field(sa_type=enum_column(Direction))
    version: int = 1
    reception: Reception | None = Field(default=None, sa_type=enum_column(Reception), index=True)
    accounting: Accounting | None = Field(default=None, sa_type=enum_column(Accounting), index=True)
    payment: Payment = Field(sa_type=enum_column(Payment))
    reasons: list[dict[str, Any]] = Field(sa_type=json_column())
    copy_of_id: str | None = Field(default=None, index=True)
    """The invoice that it is another copy of; then it is not filed itself."""
    flags: list[dict[str, Any]] = Field(default_factory=list, sa_type=json_column())
    """What a person should know of it, whatever is decided: reasons as in `reasons`."""
    defaults: dict[str, Any] = Field(default_factory=dict, sa_type=json_column())
    """Default values of its supplier or customer, as they were when it was linked to that."""
    tags: list[str] = Field(default_factory=list, sa_type=json_column())
    """Given by rules and people."""
    assigned_to: str | None = None
    """The person who is to look at it."""
    number: str | None = Field(default=None, index=True)
    type_code: str | None = None
    issue_date: str | None = None
    due_date: str | None = None
    currency: str | None = None
    seller_siren: str | None = Field(default=None, index=True)
    total_without_vat: str | None = None
    total_vat: str | None = None
    total_with_vat: str | None = None
    amount_due: str | None = None
    content: dict[str, Any] = Field(sa_type=json_column())
    """The whole `Invoice`: fields with levels and boxes, VAT table, lines, accounts."""
    retrieved_version: int | None = None
    external_ref: str | None = None
    """The accounting software's own name for it, told with the acknowledgement."""
    created_at: datetime = Field(sa_type=Instant)


class InvoiceVersionRow(SQLModel, table=True):
    """A version of an invoice as it was filed: what accounting software may have taken over."""

    __tablename__ = "invoice_version"

    invoice_id: str = Field(foreign_key="invoice.id", primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    content: dict[str, Any] = Field(sa_type=json_column())
    """As `InvoiceRow.content`."""
    xml_sha256: str | None = None
    facturx_sha256: str | None = None
    actor: str | None = None
    """Who corrected it; null for what was read."""
    created_at: datetime = Field(sa_type=Instant)
