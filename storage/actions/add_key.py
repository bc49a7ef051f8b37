"""Make an API key."""

import secrets
from datetime import datetime

from sqlmodel import Session

from storage.domain.errors import InputError, NotFoundError
from storage.domain.scopes import DOSSIER_SCOPES, FIRM_SCOPES
from storage.ids import new_id
from storage.models.firm import ApiKeyRow, DossierRow, FirmRow
from storage.queries.keys import hash_secret


def add_key(
    session: Session,
    firm_id: str,
    now: datetime,
    *,
    dossier_id: str | None = None,
    scopes: tuple[str, ...] = (),
) -> tuple[ApiKeyRow, str]:
    """Make a key to a firm, or to one dossier of it.

    Args:
        session: An open write transaction.
        firm_id: The firm.
        now: The present instant.
        dossier_id: The one dossier that it opens; None for all of the firm's.
        scopes: What it may do; empty for every scope of its level.

    Returns:
        The row, and the secret, which is kept nowhere.

    Raises:
        NotFoundError: There is no such firm, or no such dossier of it.
        InputError: A scope does not exist at this level.
    """
    if session.get(FirmRow, firm_id) is None:
        raise NotFoundError(f"There is no firm {firm_id}.")
    allowed: tuple[str, ...] = FIRM_SCOPES
    if dossier_id is not None:
        allowed = DOSSIER_SCOPES
        dossier = session.get(DossierRow, dossier_id)
        if dossier is None or dossier.firm_id != firm_id:
            raise NotFoundError(f"There is no dossier {dossier_id}.")
    if unknown := set(scopes) - set(allowed):
        raise InputError(f"No such scope here: {', '.join(sorted(unknown))}.")
    row = ApiKeyRow(
        id=new_id("key"),
        firm_id=firm_id,
        dossier_id=dossier_id,
        secret_sha256="",
        scopes=list(scopes or allowed),
        created_at=now,
    )
    secret = f"vgm_{secrets.token_urlsafe(32)}"
    row.secret_sha256 = hash_secret(secret)
    session.add(row)
    return row, secret
