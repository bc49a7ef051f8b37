"""The addresses of a dossier: another left side, secret addresses, and how often old ones serve."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from storage import feed
from storage.domain.errors import ConflictError, InputError
from storage.domain.mailbox import Direction, is_local_part, parse_address
from storage.ids import new_id
from storage.models.address import AliasKind, AliasRow
from storage.models.firm import DossierRow, MailboxRow
from storage.queries.domains import hosts_for
from storage.queries.mailboxes import aliases_by_key, aliases_of, is_taken, mailboxes_of

FORMER_DAYS = 90
"""How long an old address goes on."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are mistaken for one another."""
_SECRET_LENGTH = 20
"""Characters of a secret address: 98 bits."""


def rename(
    session: Session,
    dossier: DossierRow,
    local_part: str,
    mail_domain: str,
    now: datetime,
    domain: str | None = None,
) -> dict[Direction, str]:
    """Give a dossier another address per direction; the old ones go on for `FORMER_DAYS`.

    One that was switched off (`set_guessable`) does not go on.

    Args:
        session: An open write transaction.
        dossier: A row of it.
        local_part: The new left side.
        mail_domain: The installation's.
        now: The present instant.
        domain: One of the firm's own domains; None: the installation's.

    Raises:
        InputError: That is no left side, it is the present one, or the domain is not proven.
        ConflictError: An address is or was somebody else's.
    """
    if not is_local_part(local_part):
        raise InputError(f"{local_part} cannot be the left side of an address.")
    hosts = hosts_for(session, dossier.firm_id, domain, mail_domain)
    addresses = {}
    for mailbox in mailboxes_of(session, dossier.id):
        address = f"{local_part}@{hosts[mailbox.direction]}"
        if mailbox.key == address.lower():
            raise InputError(f"{address} is its address already.")
        _take_back_or_check(session, mailbox, address)
        former = _alias(mailbox, AliasKind.FORMER, mailbox.address, now)
        if mailbox.closed_at is not None:
            former.expires_at = now
        session.add(former)
        mailbox.address, mailbox.key, mailbox.closed_at = address, address.lower(), None
        session.add(mailbox)
        session.flush()
        addresses[mailbox.direction] = address
    feed.announce(session, "dossier.changed", dossier)
    return addresses


def _take_back_or_check(session: Session, mailbox: MailboxRow, address: str) -> None:
    """Let a mailbox have its own former address again.

    Raises:
        ConflictError: It is or was another one's.
    """
    for alias in aliases_of(session, [mailbox.id]):
        if alias.key == address.lower() and alias.kind is AliasKind.FORMER:
            session.delete(alias)
            session.flush()
    if is_taken(session, address.lower()):
        raise ConflictError(f"{address} is or was another dossier's.", code="address-taken")


def _alias(mailbox: MailboxRow, kind: AliasKind, address: str, now: datetime) -> AliasRow:
    is_former = kind is AliasKind.FORMER
    return AliasRow(
        id=new_id("als"),
        firm_id=mailbox.firm_id,
        mailbox_id=mailbox.id,
        kind=kind,
        address=address,
        key=address.lower(),
        expires_at=now + timedelta(days=FORMER_DAYS) if is_former else None,
        created_at=now,
    )


def add_secret(session: Session, dossier: DossierRow, now: datetime) -> dict[Direction, str]:
    """Give each mailbox of a dossier a new address that nobody can guess; the earlier ones end."""
    addresses = {}
    mailboxes = mailboxes_of(session, dossier.id)
    for alias in aliases_of(session, [mailbox.id for mailbox in mailboxes]):
        if alias.kind is AliasKind.SECRET and (alias.expires_at is None or alias.expires_at > now):
            alias.expires_at = now
            session.add(alias)
    for mailbox in mailboxes:
        local = "".join(secrets.choice(_LETTERS) for _ in range(_SECRET_LENGTH))
        address = f"{local}@{mailbox.address.rpartition('@')[2]}"
        session.add(_alias(mailbox, AliasKind.SECRET, address, now))
        addresses[mailbox.direction] = address
    session.flush()
    feed.announce(session, "dossier.changed", dossier)
    return addresses


def set_guessable(session: Session, dossier: DossierRow, now: datetime, *, guessable: bool) -> None:
    """Let the plain address of each mailbox receive mail, or no more; former ones with it.

    Raises:
        InputError: There is no secret address that would go on.
    """
    mailboxes = mailboxes_of(session, dossier.id)
    aliases = aliases_of(session, [mailbox.id for mailbox in mailboxes])
    secret = {a.mailbox_id for a in aliases if a.kind is AliasKind.SECRET and a.expires_at is None}
    if not guessable and secret != {mailbox.id for mailbox in mailboxes}:
        raise InputError("Make a secret address first: nothing would reach the dossier.")
    for mailbox in mailboxes:
        mailbox.closed_at = None if guessable else now
        session.add(mailbox)
    for alias in aliases:
        if not guessable and alias.kind is AliasKind.FORMER:
            alias.expires_at = now
            session.add(alias)
    feed.announce(session, "dossier.changed", dossier)


def count_uses(session: Session, addresses: Sequence[str], now: datetime) -> None:
    """Count a delivery for each further address that it came by."""
    keys = {parsed.mailbox for address in addresses if (parsed := parse_address(address))}
    for alias in aliases_by_key(session, keys):
        alias.uses += 1
        alias.used_at = now
        session.add(alias)
