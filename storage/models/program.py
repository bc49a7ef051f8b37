"""Heartbeats of running programs, by which others know that they are alive."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.models.columns import Instant


class ProgramRow(SQLModel, table=True):
    """A running program. It writes `seen_at` every few seconds and removes its row when it ends."""

    __tablename__ = "program"

    name: str = Field(primary_key=True)
    """Host and process id."""
    kind: str
    """``gateway``, ``shipper``, ``worker`` or ``api``."""
    ready: bool
    """Listening, or warm."""
    started_at: datetime = Field(sa_type=Instant)
    seen_at: datetime = Field(sa_type=Instant)
    sandbox: str | None = None
    """How a worker confines stages, as it is shown to the operator; None for other programs."""
