"""Make a dossier with its two addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from sqlmodel import Session

from storage import feed
from storage.database import insert
from storage.domain.approval import ReceptionPolicy
from storage.domain.errors import ConflictError, InputError, NotFoundError
from storage.domain.mailbox import Direction, default_local_part, is_local_part
from storage.domain.siren import parse_siren
from storage.ids import new_id
from storage.models.firm import DossierRow, FirmRow, MailboxRow
from storage.queries.domains import hosts_for
from storage.queries.mailboxes import is_taken


@dataclass(frozen=True)
class NewDossier:
    """What is asked for.

    Attributes:
        firm_id: The firm.
        name: Of the client.
        siren: Its SIREN; the check digit must hold.
        local_part: Left side of both addresses; None for ``SIREN`` and the number.
        domain: Name of one of the firm's own domains, instead of the installation's.
    """

    firm_id: str
    name: str
    siren: str
    local_part: str | None = None
    domain: str | None = None


def add_dossier(
    session: Session, wanted: NewDossier, mail_domain: str, now: datetime
) -> tuple[DossierRow, dict[Direction, str]]:
    """Make a dossier; it receives mail as soon as the transaction is committed.

    Args:
        session: An open write transaction.
        wanted: What is asked for.
        mail_domain: The domain behind ``mg.`` and ``out.mg.``.
        now: The present instant.

    Returns:
        The dossier, and its address per direction.

    Raises:
        NotFoundError: There is no such firm.
        InputError: The SIREN or the local part is not one, or the domain is not proven.
        ConflictError: The address is taken; the sentence names a free one.
    """
    if session.get(FirmRow, wanted.firm_id) is None:
        raise NotFoundError(f"There is no firm {wanted.firm_id}.")
    siren = parse_siren(wanted.siren)
    if siren is None:
        raise InputError(f"{wanted.siren} is not a SIREN: nine digits with a check digit.")
    local_part = wanted.local_part or default_local_part(siren)
    if not is_local_part(local_part):
        raise InputError(f"{local_part} cannot be the left side of an address.")
    hosts = hosts_for(session, wanted.firm_id, wanted.domain, mail_domain)
    row = DossierRow(
        id=new_id("dos"),
        firm_id=wanted.firm_id,
        name=wanted.name,
        siren=siren,
        reception_policy=ReceptionPolicy.EVERY_INVOICE,
        created_at=now,
    )
    session.add(row)
    session.flush()
    addresses = {}
    for direction in Direction:
        address = addresses[direction] = f"{local_part}@{hosts[direction]}"
        if not _add_mailbox(session, row, direction, address, now):
            free = _free_local_part(session, local_part, hosts)
            raise ConflictError(
                f"{address} is taken by another dossier; ask for another left side with --address,"
                f" such as --address {free}.",
                code="address-taken",
            )
    feed.announce(session, "dossier.created", row)
    return row, addresses


def _add_mailbox(
    session: Session, dossier: DossierRow, direction: Direction, address: str, now: datetime
) -> bool:
    """Make a mailbox; False if its address is taken."""
    if is_taken(session, address.lower()):
        return False
    mailbox = MailboxRow(
        id=new_id("mbx"),
        firm_id=dossier.firm_id,
        dossier_id=dossier.id,
        direction=direction,
        address=address,
        key=address.lower(),
        created_at=now,
    )
    return insert(session, mailbox)


def _free_local_part(session: Session, taken: str, hosts: Mapping[Direction, str]) -> str:
    """Return a left side like a taken one that is free in both directions."""
    for number in count(2):
        local_part = f"{taken}-{number}"
        if not any(is_taken(session, f"{local_part}@{h}".lower()) for h in hosts.values()):
            return local_part
    raise AssertionError("numbers do not end")
