"""Invoices that look like one another."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.domain.duplicate import Likeness
from storage.domain.mailbox import Direction
from storage.models.columns import Instant, enum_column


class InvoiceKeyRow(SQLModel, table=True):
    """What no two filed invoices of a dossier share: the seller, the number and the year."""

    __tablename__ = "invoice_key"
    __table_args__ = (UniqueConstraint("dossier_id", "direction", "seller", "number", "year"),)

    invoice_id: str = Field(foreign_key="invoice.id", primary_key=True)
    dossier_id: str = Field(foreign_key="dossier.id")
    direction: Direction = Field(sa_type=enum_column(Direction))
    seller: str
    """Id of the supplier; empty for a sale, which the dossier made out."""
    number: str
    """Folded, see `storage.domain.duplicate.fold_number`."""
    year: str


class DuplicateRow(SQLModel, table=True):
    """A pair of invoices that may be the same one. A person can say that they are not."""

    __tablename__ = "duplicate"
    __table_args__ = (UniqueConstraint("invoice_id", "other_id"),)

    id: str = Field(primary_key=True)
    firm_id: str = Field(foreign_key="firm.id", index=True)
    dossier_id: str = Field(foreign_key="dossier.id", index=True)
    invoice_id: str = Field(foreign_key="invoice.id", index=True)
    """The later one."""
    other_id: str = Field(foreign_key="invoice.id", index=True)
    likeness: Likeness = Field(sa_type=enum_column(Likeness))
    undone_by: str | None = None
    """Who said that they are two."""
    undone_at: datetime | None = Field(default=None, sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)
