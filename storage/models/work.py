"""Work: one row per message, then one per document. The table is the queue."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.domain.state import WorkStatus
from storage.models.columns import Instant, enum_column, json_column


class WorkRow(SQLModel, table=True):
    """What is to be done next for one message or document, and who is at it.

    ``attempts`` counts claims of the present stage and is raised when the row is claimed, so that
    work which kills its worker is counted too; ``failures`` counts those that ended in an error or
    in the death of their own child. The difference is the number of lost leases.
    """

    __tablename__ = "work"
    __table_args__ = (Index("ix_work_queue", "status", "next_at", "id"),)

    id: str = Field(primary_key=True)
    """Sorts by age: of each plan the older work is finished first."""
    object_id: str = Field(unique=True)
    plan: str
    """``message`` or ``document``."""
    firm_id: str = Field(foreign_key="firm.id", index=True)
    dossier_id: str = Field(foreign_key="dossier.id")
    stage: str
    status: WorkStatus = Field(sa_type=enum_column(WorkStatus))
    facts: dict[str, Any] = Field(sa_type=json_column())
    """What the stages have found so far."""
    files: dict[str, str] = Field(sa_type=json_column())
    """SHA-256 of the files that later stages may read, by role."""
    attempts: int = 0
    failures: int = 0
    next_at: datetime = Field(sa_type=Instant)
    token: str | None = None
    """The fence: an outcome is stored only by the holder of this token."""
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    worker: str | None = None
    error: str | None = None
    """What the last failure said, for the operator."""
