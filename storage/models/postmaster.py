"""Mail for postmaster (RFC 5321 §4.5.1): deliveries that belong to no firm and bring no message."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from storage.models.columns import Instant, json_column


class PostmasterRow(SQLModel, table=True):
    """One receipt for the operator: raw bytes and envelope. It waits until he is done with it."""

    __tablename__ = "postmaster_delivery"

    id: str = Field(primary_key=True)
    receipt: str = Field(unique=True)
    """Name of the spool entry: shipping one twice finds it here."""
    mail_from: str
    rcpt_to: list[str] = Field(sa_type=json_column())
    client: dict[str, Any] = Field(sa_type=json_column())
    raw_sha256: str
    size: int
    received_at: datetime = Field(sa_type=Instant)
    done_at: datetime | None = Field(default=None, sa_type=Instant)
