"""Suppliers: the partners a dossier knows."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.models.columns import Instant


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
    """``FOUR-001``, counted per dossier."""
    name: str
    siren: str | None = None
    vat_id: str | None = None
    draft: bool = True
    trusted: bool = False
    blocked: bool = False
    created_at: datetime = Field(sa_type=Instant)
