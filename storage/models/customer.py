"""Customers: the partners a dossier sells to."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.models.columns import Instant, json_column


class CustomerRow(SQLModel, table=True):
    """A customer of one dossier; a draft until a person has looked at it."""

    __tablename__ = "customer"
    __table_args__ = (
        UniqueConstraint("dossier_id", "number"),
        UniqueConstraint("dossier_id", "siren"),
        UniqueConstraint("dossier_id", "vat_id"),
    )

    id: str = Field(primary_key=True)
    firm_id: str = Field(foreign_key="firm.id", index=True)
    dossier_id: str = Field(foreign_key="dossier.id", index=True)
    number: str
    """``CLI-001`` unless somebody chose another one."""
    name: str
    other_names: list[str] = Field(default_factory=list, sa_type=json_column())
    """Under which it is found as well."""
    siren: str | None = None
    vat_id: str | None = None
    country: str | None = None
    """Two letters of ISO 3166-1."""
    contact: str | None = None
    notes: str = ""
    defaults: dict[str, Any] = Field(default_factory=dict, sa_type=json_column())
    """Values that its new invoices begin with, by name."""
    draft: bool = True
    merged_into_id: str | None = Field(default=None, index=True)
    """The customer that stands for it since a person merged them."""
    created_at: datetime = Field(sa_type=Instant)
