"""API keys by their secret."""

import hashlib

from sqlmodel import Session, select

from storage.models.firm import ApiKeyRow


def hash_secret(secret: str) -> str:
    """Return what is kept of a secret. It has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find_key(session: Session, secret: str) -> ApiKeyRow | None:
    """Return the key with this secret, or None."""
    return session.exec(
        select(ApiKeyRow).where(ApiKeyRow.secret_sha256 == hash_secret(secret))
    ).first()
