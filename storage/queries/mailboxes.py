"""Mailboxes by address: what the gateway asks at RCPT TO, and what intake needs."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.domain.errors import NotFoundError
from storage.domain.mailbox import Direction
from storage.models.firm import MailboxRow


def all_mailboxes(session: Session) -> Sequence[MailboxRow]:
    """Return every mailbox of the installation."""
    return session.exec(select(MailboxRow)).all()


def find_mailbox(session: Session, key: str) -> MailboxRow | None:
    """Return the mailbox of an address in small letters without tag, or None."""
    return session.exec(select(MailboxRow).where(MailboxRow.key == key)).first()


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
    """Return the address that each dossier shows per direction: its oldest mailbox."""
    found: dict[str, dict[Direction, str]] = {dossier_id: {} for dossier_id in dossier_ids}
    rows = session.exec(
        select(MailboxRow)
        .where(col(MailboxRow.dossier_id).in_(dossier_ids))
        .order_by(col(MailboxRow.id))
    ).all()
    for row in rows:
        found[row.dossier_id].setdefault(row.direction, row.address)
    return found
