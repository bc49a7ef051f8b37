"""Firms, their dossiers, the dossiers' mailboxes, and the keys that open them."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.domain.approval import ReceptionPolicy
from storage.domain.mailbox import Direction
from storage.models.columns import Instant, enum_column, json_column


class FirmRow(SQLModel, table=True):
    """A firm of accountants (cabinet)."""

    __tablename__ = "firm"

    id: str = Field(primary_key=True)
    name: str
    created_at: datetime = Field(sa_type=Instant)


class DossierRow(SQLModel, table=True):
    """One client's file at a firm."""

    __tablename__ = "dossier"

    id: str = Field(primary_key=True)
    firm_id: str = Field(foreign_key="firm.id", index=True)
    name: str
    siren: str
    reception_policy: ReceptionPolicy = Field(sa_type=enum_column(ReceptionPolicy))
    created_at: datetime = Field(sa_type=Instant)

    @property
    def dossier_id(self) -> str:
        """Its own id: a dossier belongs to itself, as its messages belong to it."""
        return self.id


class MailboxRow(SQLModel, table=True):
    """An address that receives mail for one direction of one dossier."""

    __tablename__ = "mailbox"

    id: str = Field(primary_key=True)
    firm_id: str = Field(foreign_key="firm.id", index=True)
    dossier_id: str = Field(foreign_key="dossier.id", index=True)
    direction: Direction = Field(sa_type=enum_column(Direction))
    address: str = Field(unique=True)
    """As the firm shows it; compared by `key`."""
    key: str = Field(unique=True)
    """The address in small letters, without tag."""
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    """Since when this address receives nothing any more; its aliases do."""
    created_at: datetime = Field(sa_type=Instant)


class ApiKeyRow(SQLModel, table=True):
    """A program's key: to all of a firm, or to one dossier. The secret itself is not kept."""

    __tablename__ = "api_key"
    __table_args__ = (UniqueConstraint("secret_sha256"),)

    id: str = Field(primary_key=True)
    firm_id: str = Field(foreign_key="firm.id", index=True)
    dossier_id: str | None = Field(default=None, foreign_key="dossier.id")
    secret_sha256: str
    scopes: list[str] = Field(sa_type=json_column())
    created_at: datetime = Field(sa_type=Instant)
