"""How a firm's tables are to be read: which column holds what."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.models.columns import Instant, json_column


class ImportMappingRow(SQLModel, table=True):
    """What the columns of tables with one heading hold, as somebody of the firm said last."""

    __tablename__ = "import_mapping"
    __table_args__ = (UniqueConstraint("firm_id", "fingerprint"),)

    id: str = Field(primary_key=True)
    firm_id: str = Field(foreign_key="firm.id", index=True)
    fingerprint: str
    """SHA-256 of the heading."""
    columns: list[str | None] = Field(sa_type=json_column())
    """For each column the name of `storage.domain.partner_table`'s; null where it is not read."""
    created_by: str
    created_at: datetime = Field(sa_type=Instant)
