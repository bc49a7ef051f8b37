"""API keys by their secret."""

import hashlib
from dataclasses import dataclass

from sqlmodel import Session, select

from storage.models.firm import ApiKeyRow
from storage.queries.scope import Scope


@dataclass(frozen=True)
class Caller:
    """The holder of a key, within one open transaction.

    Attributes:
        session: The transaction.
        scope: What may be seen.
        key_id: The key, for the log.
        may: What may be done, as in `storage.domain.scopes`.
    """

    session: Session
    scope: Scope
    key_id: str
    may: frozenset[str]

    @property
    def actor(self) -> str:
        """Return who does something, for the journal."""
        return f"key:{self.key_id}"


def hash_secret(secret: str) -> str:
    """Return what is kept of a secret. It has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find_key(session: Session, secret: str) -> ApiKeyRow | None:
    """Return the key with this secret, or None."""
    return session.exec(
        select(ApiKeyRow).where(ApiKeyRow.secret_sha256 == hash_secret(secret))
    ).first()


def find_caller(session: Session, secret: str) -> Caller | None:
    """Return who calls with this secret, or None if no key has it."""
    row = find_key(session, secret)
    if row is None:
        return None
    return Caller(session, Scope(row.firm_id, row.dossier_id), row.id, frozenset(row.scopes))
