"""Mailboxes by address: what the gateway asks at RCPT TO, and what intake needs."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from storage.clock import utc_now
from storage.domain.errors import NotFoundError
from storage.domain.mailbox import Direction
from storage.models.address import AliasKind, AliasRow
from storage.models.firm import MailboxRow


def mailboxes_by_address(session: Session, now: datetime) -> dict[str, MailboxRow]:
    """Return every address of the installation that receives mail, by its key."""
    rows = {row.id: row for row in session.exec(select(MailboxRow)).all()}
    found = {
        alias.key: rows[alias.mailbox_id]
        for alias in session.exec(select(AliasRow).where(_lives(now))).all()
    }
    return found | {row.key: row for row in rows.values() if row.closed_at is None}


def find_mailbox(session: Session, key: str, now: datetime | None = None) -> MailboxRow | None:
    """Return the mailbox that an address in small letters without tag leads to, or None."""
    row = session.exec(
        select(MailboxRow).where(MailboxRow.key == key, col(MailboxRow.closed_at).is_(None))
    ).first()
    if row is not None:
        return row
    return session.exec(
        select(MailboxRow)
        .join(AliasRow, col(AliasRow.mailbox_id) == col(MailboxRow.id))
        .where(AliasRow.key == key, _lives(now or utc_now()))
    ).first()


def is_taken(session: Session, key: str) -> bool:
    """Tell whether an address is or was somebody's; none is given away a second time."""
    named = select(MailboxRow.id).where(MailboxRow.key == key)
    further = select(AliasRow.id).where(AliasRow.key == key)
    return any(session.exec(query).first() is not None for query in (named, further))


def aliases_of(session: Session, mailbox_ids: Sequence[str]) -> Sequence[AliasRow]:
    """Return the further addresses of mailboxes, the older first."""
    return session.exec(
        select(AliasRow).where(col(AliasRow.mailbox_id).in_(mailbox_ids)).order_by(col(AliasRow.id))
    ).all()


def aliases_by_key(session: Session, keys: Collection[str]) -> Sequence[AliasRow]:
    """Return the further addresses among some, locked, in one order."""
    return session.exec(
        select(AliasRow)
        .where(col(AliasRow.key).in_(keys))
        .order_by(col(AliasRow.id))
        .with_for_update()
    ).all()


def _lives(now: datetime) -> ColumnElement[bool]:
    return or_(col(AliasRow.expires_at).is_(None), col(AliasRow.expires_at) > now)


def mailboxes_of(session: Session, dossier_id: str) -> Sequence[MailboxRow]:
    """Return the mailboxes of one dossier, the older first."""
    return session.exec(
        select(MailboxRow).where(MailboxRow.dossier_id == dossier_id).order_by(col(MailboxRow.id))
    ).all()


def mailbox_for(session: Session, dossier_id: str, direction: Direction) -> MailboxRow:
    """Return the mailbox through which one direction of a dossier is filled.

    Raises:
        NotFoundError: The dossier has none.
    """
    row = session.exec(
        select(MailboxRow)
        .where(MailboxRow.dossier_id == dossier_id, MailboxRow.direction == direction)
        .order_by(col(MailboxRow.id))
    ).first()
    if row is None:
        raise NotFoundError(f"{dossier_id} has no mailbox for a {direction}.")
    return row


def addresses_of(session: Session, dossier_ids: Sequence[str]) -> dict[str, dict[Direction, str]]:
    """Return the address that each dossier shows per direction: of its oldest mailbox.

    Where that receives nothing any more, its newest secret address.
    """
    found: dict[str, dict[Direction, str]] = {dossier_id: {} for dossier_id in dossier_ids}
    rows = session.exec(
        select(MailboxRow)
        .where(col(MailboxRow.dossier_id).in_(dossier_ids))
        .order_by(col(MailboxRow.id))
    ).all()
    closed = [row.id for row in rows if row.closed_at is not None]
    secret = {
        alias.mailbox_id: alias.address
        for alias in aliases_of(session, closed)
        if alias.kind is AliasKind.SECRET
    }
    for row in rows:
        found[row.dossier_id].setdefault(row.direction, secret.get(row.id, row.address))
    return found
