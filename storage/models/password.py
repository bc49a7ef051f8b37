"""Passwords of files that suppliers send to a dossier."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.models.columns import Instant


class FilePasswordRow(SQLModel, table=True):
    """One password. It is never shown again, not even to whoever entered it."""

    __tablename__ = "file_password"

    id: str = Field(primary_key=True)
    firm_id: str = Field(foreign_key="firm.id", index=True)
    dossier_id: str = Field(foreign_key="dossier.id", index=True)
    label: str
    """What a person calls it, as a supplier's name; may be empty."""
    secret: str
    """Encrypted by `storage.vault`."""
    actor: str
    """Who entered it."""
    created_at: datetime = Field(sa_type=Instant)
