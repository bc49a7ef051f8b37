"""People who use the console, the links that let them in, and their sessions in browsers."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.models.columns import Instant


class PersonRow(SQLModel, table=True):
    """A person of a firm, by the name that the journal shows."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("firm_id", "name"),)

    id: str = Field(primary_key=True)
    firm_id: str = Field(foreign_key="firm.id", index=True)
    name: str
    created_at: datetime = Field(sa_type=Instant)


class LoginLinkRow(SQLModel, table=True):
    """A link that signs a person in, once. The secret in it is not kept."""

    __tablename__ = "login_link"

    token_sha256: str = Field(primary_key=True)
    firm_id: str = Field(foreign_key="firm.id", index=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    expires_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)


class WebSessionRow(SQLModel, table=True):
    """A browser in which a person is signed in. The secret of its cookie is not kept.

    The token against forged forms is derived from that secret, so that it is not kept either.
    """

    __tablename__ = "web_session"

    token_sha256: str = Field(primary_key=True)
    firm_id: str = Field(foreign_key="firm.id", index=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    created_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
