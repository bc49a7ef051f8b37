"""Documents: candidate invoices, where they came from and what happened to them."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.domain.invoice import Profile
from storage.domain.mailbox import Direction
from storage.domain.state import DocumentKind, DocumentStatus
from storage.models.columns import Instant, enum_column, json_column


class DocumentRow(SQLModel, table=True):
    """One document of a dossier; its key is the SHA-256 and page range of its original."""

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("dossier_id", "direction", "sha256", "first_page", "last_page"),
    )

    id: str = Field(primary_key=True)
    firm_id: str = Field(foreign_key="firm.id", index=True)
    dossier_id: str = Field(foreign_key="dossier.id", index=True)
    direction: Direction = Field(sa_type=enum_column(Direction))
    sha256: str
    first_page: int
    last_page: int
    """1-based; 0 for "to the end", since null would not be unique."""
    name: str | None
    media_type: str
    status: DocumentStatus = Field(sa_type=enum_column(DocumentStatus))
    stage: str
    """The stage that is due or that ended it."""
    kind: DocumentKind | None = Field(default=None, sa_type=enum_column(DocumentKind))
    kind_reason: dict[str, Any] | None = Field(default=None, sa_type=json_column())
    reasons: list[dict[str, Any]] = Field(sa_type=json_column())
    pages: int | None = None
    version: int = 1
    pdf_sha256: str | None = None
    """The PDF made of what was none, or of one that did not open as it was; any other has none."""
    view_sha256: str | None = None
    """The PDF to look at, without anything active; it may be the original itself."""
    flags: list[dict[str, Any]] = Field(default_factory=list, sa_type=json_column())
    """What a person should know of its file."""
    words_sha256: str | None = None
    xml_sha256: str | None = None
    facturx_sha256: str | None = None
    derived: bool = False
    """Whether XML and Factur-X were made here."""
    profile: Profile | None = Field(default=None, sa_type=enum_column(Profile))
    facturx_reasons: list[dict[str, Any]] = Field(default_factory=list, sa_type=json_column())
    """Why there is no Factur-X, or why its profile is no higher."""
    proposal: list[int] = Field(default_factory=list, sa_type=json_column())
    """First pages of the invoices that it seems to hold; empty where it is one."""
    withdrawn: bool = False
    """A person sorted its pages otherwise; other documents stand for them now."""
    annex_of_id: str | None = Field(default=None, index=True)
    """The document that a person made it an annex of; then it is withdrawn."""
    joined_in_id: str | None = Field(default=None, index=True)
    """The document that a person joined it in with those of other files; then it is withdrawn."""
    joined_position: int | None = None
    """0-based, among those."""
    created_at: datetime = Field(sa_type=Instant)


class PageRow(SQLModel, table=True):
    """The pictures of one page of a document."""

    __tablename__ = "page"

    document_id: str = Field(foreign_key="document.id", primary_key=True)
    number: int = Field(primary_key=True)
    """1-based."""
    image_sha256: str
    large_sha256: str | None = None
    """The same with more pixels."""


class SourceRow(SQLModel, table=True):
    """A message that brought a document. The first one counts as evidence; all are shown."""

    __tablename__ = "source"

    document_id: str = Field(foreign_key="document.id", primary_key=True)
    message_id: str = Field(foreign_key="message.id", primary_key=True)
    part_path: str
    position: int
    """0-based, in the order of arrival."""


class StageRunRow(SQLModel, table=True):
    """One finished run of a stage: the history behind a document's timeline."""

    __tablename__ = "stage_run"

    id: int | None = Field(default=None, primary_key=True)
    object_id: str = Field(index=True)
    """The message or the document."""
    stage: str
    outcome: str
    """``next``, ``documents``, ``file``, ``hold``, ``reject``, ``failure``; ``again`` where what
    it had decided by was no longer so when it was stored."""
    code: str | None = None
    detail: str | None = None
    ms: int
    at: datetime = Field(sa_type=Instant)
