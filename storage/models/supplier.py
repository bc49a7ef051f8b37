"""Suppliers: the partners a dossier buys from, their accounts, and who wrote for them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.domain.obligation import SizeClass
from storage.domain.supplier import AccountStatus, BlockScope
from storage.models.columns import Instant, enum_column, json_column


class SupplierRow(SQLModel, table=True):
    """A supplier of one dossier; a draft until a person has looked at it."""

    __tablename__ = "supplier"
    __table_args__ = (
        UniqueConstraint("dossier_id", "number"),
        UniqueConstraint("dossier_id", "siren"),
        UniqueConstraint("dossier_id", "vat_id"),
    )

    id: str = Field(primary_key=True)
    firm_id: str = Field(foreign_key="firm.id", index=True)
    dossier_id: str = Field(foreign_key="dossier.id", index=True)
    number: str
    """``FOUR-001`` unless somebody chose another one."""
    name: str
    other_names: list[str] = Field(default_factory=list, sa_type=json_column())
    """Under which it is found as well."""
    siren: str | None = None
    """As it was given; one whose check digit does not hold finds nothing."""
    vat_id: str | None = None
    """As `siren`."""
    country: str | None = None
    """Two letters of ISO 3166-1."""
    size_class: SizeClass | None = Field(default=None, sa_type=enum_column(SizeClass))
    contact: str | None = None
    """Address for questions, entered by a person: never one that a mail names."""
    notes: str = ""
    defaults: dict[str, Any] = Field(default_factory=dict, sa_type=json_column())
    """Values that its new invoices begin with, by name."""
    draft: bool = True
    trusted: bool = False
    """« Fournisseur de confiance », within what the following bind it to."""
    sender_domains: list[str] = Field(default_factory=list, sa_type=json_column())
    """Domains that its mail is bound to, in A-labels."""
    sender_addresses: list[str] = Field(default_factory=list, sa_type=json_column())
    """Whole addresses that its mail is bound to, for domains that many people share."""
    amount_ceiling: str | None = None
    """Most that an invoice may come to, with VAT, in the invoice's currency."""
    trusted_until: date | None = None
    """Last day of the trust."""
    blocked: bool = False
    """« Liste noire »."""
    block_scope: BlockScope = Field(default=BlockScope.REJECT, sa_type=enum_column(BlockScope))
    merged_into_id: str | None = Field(default=None, index=True)
    """The supplier that stands for it since a person merged them."""
    created_at: datetime = Field(sa_type=Instant)


class SupplierAccountRow(SQLModel, table=True):
    """An account (BT-84) that was seen or entered for a supplier. Rows are never taken away."""

    __tablename__ = "supplier_account"
    __table_args__ = (UniqueConstraint("supplier_id", "iban"),)

    id: str = Field(primary_key=True)
    firm_id: str = Field(foreign_key="firm.id", index=True)
    dossier_id: str = Field(foreign_key="dossier.id", index=True)
    supplier_id: str = Field(foreign_key="supplier.id")
    iban: str
    status: AccountStatus = Field(sa_type=enum_column(AccountStatus))
    document_id: str | None = Field(default=None, index=True)
    """The document that showed it first; null where somebody entered it."""
    brought_by: str | None = None
    """Who uploaded that document, entered or corrected the account; null where a mail brought it.

    Whoever did cannot confirm it.
    """
    decided_by: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)


class SupplierSenderRow(SQLModel, table=True):
    """An address that mail with a supplier's invoices came from, and how far that is proven."""

    __tablename__ = "supplier_sender"

    supplier_id: str = Field(foreign_key="supplier.id", primary_key=True)
    address: str = Field(primary_key=True)
    """Of the From header, in small letters."""
    firm_id: str = Field(foreign_key="firm.id", index=True)
    dossier_id: str = Field(foreign_key="dossier.id", index=True)
    mails: int = 0
    authenticated: int = 0
    """How many of them were proven to come from that domain."""
    first_at: datetime = Field(sa_type=Instant)
    last_at: datetime = Field(sa_type=Instant)
