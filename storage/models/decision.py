"""Automatic decisions on invoices, with all that they were made of."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from storage.domain.state import Reception
from storage.models.columns import Instant, enum_column, json_column


class DecisionRow(SQLModel, table=True):
    """How an invoice entered its dossier, and why. Rows are only ever added."""

    __tablename__ = "decision"

    id: str = Field(primary_key=True)
    """Sorts by age."""
    firm_id: str = Field(foreign_key="firm.id", index=True)
    dossier_id: str = Field(foreign_key="dossier.id", index=True)
    invoice_id: str = Field(foreign_key="invoice.id", index=True)
    version: int
    """Of the invoice."""
    reception: Reception | None = Field(sa_type=enum_column(Reception))
    """Null where the document was held or rejected."""
    outcome: str
    """``file``, ``hold`` or ``reject``."""
    reasons: list[dict[str, Any]] = Field(sa_type=json_column())
    inputs: dict[str, Any] = Field(sa_type=json_column())
    """All that the decision depends on: it gives the same answer again without any database."""
    rule_version: int
    """Of the code that decided."""
    at: datetime = Field(sa_type=Instant)
