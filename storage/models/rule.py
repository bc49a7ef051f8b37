"""Rules of a firm or a dossier, and the senders that a dossier has registered."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.domain.sender_role import SenderRole
from storage.models.columns import Instant, enum_column, json_column


class RuleRow(SQLModel, table=True):
    """One rule: the first that fits an invoice says what becomes of it."""

    __tablename__ = "rule"

    id: str = Field(primary_key=True)
    firm_id: str = Field(foreign_key="firm.id", index=True)
    dossier_id: str | None = Field(default=None, foreign_key="dossier.id", index=True)
    """Null for a rule of the whole firm; a dossier's own come first."""
    position: int
    """0-based; the lower first."""
    name: str
    conditions: dict[str, Any] = Field(sa_type=json_column())
    action: dict[str, Any] = Field(sa_type=json_column())
    enabled: bool = True
    created_by: str
    created_at: datetime = Field(sa_type=Instant)


class RegisteredSenderRow(SQLModel, table=True):
    """An address or domain that a dossier knows: it sends its sales, or forwards its mail."""

    __tablename__ = "registered_sender"
    __table_args__ = (UniqueConstraint("dossier_id", "role", "value"),)

    id: str = Field(primary_key=True)
    firm_id: str = Field(foreign_key="firm.id", index=True)
    dossier_id: str = Field(foreign_key="dossier.id", index=True)
    role: SenderRole = Field(sa_type=enum_column(SenderRole))
    value: str
    """An address in small letters, or a domain in A-labels."""
    created_by: str
    created_at: datetime = Field(sa_type=Instant)
