"""Firms' own domains, and the further addresses of mailboxes."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.models.columns import Instant, enum_column


class AliasKind(StrEnum):
    """Why a mailbox has a further address."""

    FORMER = "former"
    SECRET = "secret"  # noqa: S105  no password


class DomainRow(SQLModel, table=True):
    """A domain that a firm says to own; mail for its hosts is accepted once that is proven.

    Whoever claims a domain that is not his keeps its owner from nothing: only the served hosts,
    set when a claim is proven, are unique.
    """

    __tablename__ = "domain"
    __table_args__ = (UniqueConstraint("firm_id", "name"),)

    id: str = Field(primary_key=True)
    firm_id: str = Field(foreign_key="firm.id", index=True)
    name: str
    """In small letters, as the DNS has it."""
    purchase_host: str
    sale_host: str
    challenge: str
    """What its owner has to publish."""
    verified_at: datetime | None = Field(default=None, sa_type=Instant)
    served_purchase: str | None = Field(default=None, unique=True)
    served_sale: str | None = Field(default=None, unique=True)
    created_at: datetime = Field(sa_type=Instant)


class AliasRow(SQLModel, table=True):
    """A further address of a mailbox. Its key is never given to another one."""

    __tablename__ = "alias"

    id: str = Field(primary_key=True)
    firm_id: str = Field(foreign_key="firm.id", index=True)
    mailbox_id: str = Field(foreign_key="mailbox.id", index=True)
    kind: AliasKind = Field(sa_type=enum_column(AliasKind))
    address: str
    key: str = Field(unique=True)
    expires_at: datetime | None = Field(default=None, sa_type=Instant)
    uses: int = 0
    """Deliveries that came by it."""
    used_at: datetime | None = Field(default=None, sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)
