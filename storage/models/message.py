"""Deliveries and messages: what came in, and each dossier's view of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.domain.mailbox import Direction
from storage.domain.part import PartOutcome
from storage.domain.state import MessageStatus
from storage.models.columns import Instant, enum_column, json_column


class DeliveryRow(SQLModel, table=True):
    """One receipt for one firm: raw bytes, envelope, and what was judged of the sender. Internal.

    ``verdicts`` (`storage.domain.verdicts.Verdicts`) is null while nobody has judged the sender;
    ``judge_at`` says when somebody is asked again, null where all have answered.
    """

    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("firm_id", "receipt"),)

    id: str = Field(primary_key=True)
    firm_id: str = Field(foreign_key="firm.id")
    receipt: str
    """Name of the spool entry or upload: shipping one twice finds it here."""
    channel: str
    mail_from: str
    rcpt_to: list[str] = Field(sa_type=json_column())
    client: dict[str, Any] = Field(sa_type=json_column())
    raw_sha256: str
    size: int
    verdicts: dict[str, Any] | None = Field(default=None, sa_type=json_column())
    judge_at: datetime | None = Field(default=None, sa_type=Instant, index=True)
    judge_tries: int = 0
    received_at: datetime = Field(sa_type=Instant)


class MessageRow(SQLModel, table=True):
    """One dossier's view of a delivery; the same bytes from the same sender are one message."""

    __tablename__ = "message"
    __table_args__ = (UniqueConstraint("mailbox_id", "channel", "mail_from", "raw_sha256"),)

    id: str = Field(primary_key=True)
    firm_id: str = Field(foreign_key="firm.id", index=True)
    dossier_id: str = Field(foreign_key="dossier.id", index=True)
    mailbox_id: str = Field(foreign_key="mailbox.id")
    delivery_id: str = Field(foreign_key="delivery.id", index=True)
    """The delivery that first brought it."""
    direction: Direction = Field(sa_type=enum_column(Direction))
    channel: str
    mail_from: str
    rcpt_to: list[str] = Field(sa_type=json_column())
    """The dossier's own addresses only, as the sender wrote them."""
    tag: str | None = None
    file_name: str | None = None
    """Of an upload, as the client named it."""
    raw_sha256: str
    size: int
    status: MessageStatus = Field(sa_type=enum_column(MessageStatus))
    reasons: list[dict[str, Any]] = Field(sa_type=json_column())
    header: dict[str, Any] = Field(sa_type=json_column())
    times_received: int = 1
    received_at: datetime = Field(sa_type=Instant)


class PartRow(SQLModel, table=True):
    """One part of a message, with its outcome."""

    __tablename__ = "part"

    message_id: str = Field(foreign_key="message.id", primary_key=True)
    path: str = Field(primary_key=True)
    position: int
    """0-based, in the order of the message."""
    name: str | None
    media_type: str
    size: int
    sha256: str
    outcome: PartOutcome = Field(sa_type=enum_column(PartOutcome))
    reason: str | None
    document_id: str | None = Field(default=None, foreign_key="document.id", index=True)
