"""Sign a person in by a link that works once, keep the session alive, and sign out.

Secrets have 256 random bits and are kept as SHA-256 only.
"""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col

from storage.database import insert, present
from storage.domain.errors import InputError, NotFoundError
from storage.ids import new_id
from storage.models.firm import FirmRow
from storage.models.person import LoginLinkRow, PersonRow, WebSessionRow
from storage.queries.keys import hash_secret
from storage.queries.people import find_link, find_person

LINK_LASTS = timedelta(minutes=15)
SESSION_IDLES = timedelta(hours=12)
"""How long a session lasts without any request."""
SESSION_LASTS = timedelta(days=7)
"""How long it lasts at most."""

_LONGEST_NAME = 100
_PROGRAMS = "key:"
"""How the journal names programs."""


def make_login_link(session: Session, firm_id: str, name: str, now: datetime) -> str:
    """Make a link for a person of a firm; the person is made too, if new.

    Args:
        session: An open write transaction.
        firm_id: The firm.
        name: The person's name, as the journal will show it.
        now: The present instant.

    Returns:
        The secret that stands in the link, kept nowhere; `login_path` makes the path of it.

    Raises:
        NotFoundError: There is no such firm.
        InputError: The name is empty, too long, looks like a program's, or has characters that
            cannot be shown.
    """
    if session.get(FirmRow, firm_id) is None:
        raise NotFoundError(f"There is no firm {firm_id}.")
    person = _person(session, firm_id, _checked(name), now)
    secret = secrets.token_urlsafe(32)
    session.add(
        LoginLinkRow(
            token_sha256=hash_secret(secret),
            firm_id=firm_id,
            person_id=person.id,
            expires_at=now + LINK_LASTS,
        )
    )
    return secret


def login_path(secret: str) -> str:
    """Return the path of a link, to be put behind the address of the installation."""
    return f"/login/{secret}"


def open_session(session: Session, link_secret: str, now: datetime) -> str | None:
    """Use a link up and sign its person in.

    Returns:
        The secret for the cookie, kept nowhere; None where the link is unknown, used or too old.
    """
    link = find_link(session, link_secret, now, lock=True)
    if link is None:
        return None
    link.used_at = now
    session.add(link)
    _forget_what_is_over(session, link.person_id, now)
    secret = secrets.token_urlsafe(32)
    session.add(
        WebSessionRow(
            token_sha256=hash_secret(secret),
            firm_id=link.firm_id,
            person_id=link.person_id,
            created_at=now,
            expires_at=now + SESSION_IDLES,
        )
    )
    return secret


def extend_session(session: Session, secret: str, now: datetime) -> None:
    """Let a session last from now on as long as one may idle, and no longer than it may last."""
    row = session.get(WebSessionRow, hash_secret(secret))
    if row is not None and row.expires_at > now:
        row.expires_at = min(now + SESSION_IDLES, row.created_at + SESSION_LASTS)
        session.add(row)


def close_session(session: Session, secret: str) -> None:
    """Sign out. A session that is over already may be closed again."""
    session.execute(
        delete(WebSessionRow).where(col(WebSessionRow.token_sha256) == hash_secret(secret))
    )


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise InputError(f"A person's name has 1 to {_LONGEST_NAME} printable characters.")
    if name.startswith(_PROGRAMS):
        raise InputError(f"A person's name does not begin with {_PROGRAMS} as a program's does.")
    return name


def _person(session: Session, firm_id: str, name: str, now: datetime) -> PersonRow:
    found = find_person(session, firm_id, name)
    if found is not None:
        return found
    row = PersonRow(id=new_id("per"), firm_id=firm_id, name=name, created_at=now)
    if insert(session, row):
        return row
    return present(find_person(session, firm_id, name))


def _forget_what_is_over(session: Session, person_id: str, now: datetime) -> None:
    for table in (LoginLinkRow, WebSessionRow):
        session.execute(
            delete(table).where(col(table.person_id) == person_id, col(table.expires_at) <= now)
        )
