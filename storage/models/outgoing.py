"""Mail that this installation sends: what suppliers are told."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.models.columns import Instant


class OutgoingRow(SQLModel, table=True):
    """One mail to a supplier's address in the directory, sent by the configured smarthost."""

    __tablename__ = "outgoing"

    id: str = Field(primary_key=True)
    firm_id: str = Field(foreign_key="firm.id", index=True)
    dossier_id: str = Field(foreign_key="dossier.id", index=True)
    invoice_id: str = Field(foreign_key="invoice.id", index=True)
    recipient: str
    subject: str
    body: str
    send_at: datetime | None = Field(default=None, sa_type=Instant, index=True)
    """When it is tried next; null once that is over."""
    tries: int = 0
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    error: str | None = None
    """What the smarthost said to the last try that failed."""
    created_at: datetime = Field(sa_type=Instant)
