"""What a dossier has learned of its suppliers by people's corrections."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.domain.invoice import FieldName
from storage.models.columns import Instant, enum_column, json_column


class LearnedPlaceRow(SQLModel, table=True):
    """Where one supplier of one dossier prints one field."""

    __tablename__ = "learned_place"
    __table_args__ = (UniqueConstraint("dossier_id", "seller", "field"),)

    id: str = Field(primary_key=True)
    firm_id: str = Field(foreign_key="firm.id", index=True)
    dossier_id: str = Field(foreign_key="dossier.id", index=True)
    seller: str
    """SIREN or, where there is none, VAT id."""
    field: FieldName = Field(sa_type=enum_column(FieldName))
    place: dict[str, Any] = Field(sa_type=json_column())
    """A `Place`."""
    invoices: list[str] = Field(sa_type=json_column())
    """Ids of the invoices that showed it, the latest last; each once."""
    actor: str
    """Who corrected or confirmed the latest."""
    created_at: datetime = Field(sa_type=Instant)
    taught_at: datetime = Field(sa_type=Instant)
    """When the latest was stored."""
