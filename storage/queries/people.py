"""People by name, their links and their sessions by secret."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from storage.models.firm import FirmRow
from storage.models.person import LoginLinkRow, PersonRow, WebSessionRow
from storage.queries.keys import hash_secret
from storage.queries.scope import Scope


@dataclass(frozen=True)
class Visitor:
    """A signed-in person, within one open transaction.

    Attributes:
        session: The transaction.
        scope: What may be seen: all of the firm.
        person_id: Who it is.
        name: The name that the journal shows.
        firm_name: The firm's.
        expires_at: When the person is signed out, unless the session is extended.
    """

    session: Session
    scope: Scope
    person_id: str
    name: str
    firm_name: str
    expires_at: datetime


def find_person(session: Session, firm_id: str, name: str) -> PersonRow | None:
    """Return the person of a firm with this name, or None."""
    return session.exec(
        select(PersonRow).where(PersonRow.firm_id == firm_id, PersonRow.name == name)
    ).first()


def find_link(
    session: Session, secret: str, now: datetime, *, lock: bool = False
) -> LoginLinkRow | None:
    """Return the link with this secret, or None if it is unknown, used or too old.

    Args:
        session: An open transaction.
        secret: What stands in the link.
        now: The present instant.
        lock: Keep others from using it until the transaction ends.
    """
    row = session.get(LoginLinkRow, hash_secret(secret), with_for_update=lock or None)
    if row is None or row.used_at is not None or row.expires_at <= now:
        return None
    return row


def find_visitor(session: Session, secret: str, now: datetime) -> Visitor | None:
    """Return who is signed in with this secret of a cookie, or None if nobody is any more."""
    row = session.get(WebSessionRow, hash_secret(secret))
    if row is None or row.expires_at <= now:
        return None
    person = session.get_one(PersonRow, row.person_id)
    firm = session.get_one(FirmRow, row.firm_id)
    return Visitor(session, Scope(row.firm_id), person.id, person.name, firm.name, row.expires_at)
