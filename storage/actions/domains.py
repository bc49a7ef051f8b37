"""Firms' own domains: said to be owned, then proven."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from storage.database import insert
from storage.domain.errors import ConflictError, InputError, NotFoundError
from storage.domain.mailbox import Direction, host_for
from storage.ids import new_id
from storage.models.address import DomainRow
from storage.models.firm import FirmRow
from storage.queries.domains import others_with

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})+")


@dataclass(frozen=True)
class NewDomain:
    """What is asked for.

    Attributes:
        firm_id: The firm.
        name: The domain.
        hosts: Host per direction where it is not ``mg.`` or ``out.mg.`` and the name.
    """

    firm_id: str
    name: str
    hosts: dict[Direction, str]


def add_domain(session: Session, wanted: NewDomain, mail_domain: str, now: datetime) -> DomainRow:
    """Note that a firm says to own a domain; no mail is accepted for that yet.

    Raises:
        NotFoundError: There is no such firm.
        InputError: That is no domain, a host is not of it, or it is the installation's own.
        ConflictError: The firm has it already.
    """
    if session.get(FirmRow, wanted.firm_id) is None:
        raise NotFoundError(f"There is no firm {wanted.firm_id}.")
    name = wanted.name.rstrip(".").lower()
    hosts = {
        direction: wanted.hosts.get(direction, host_for(direction, name)).rstrip(".").lower()
        for direction in Direction
    }
    for each in (name, *hosts.values()):
        if not _NAME.fullmatch(each):
            raise InputError(f"{each} is no domain; write it as the DNS has it.")
    purchase, sale = hosts[Direction.PURCHASE], hosts[Direction.SALE]
    if purchase == sale or not all(f".{host}".endswith(f".{name}") for host in (purchase, sale)):
        raise InputError(f"Purchases and sales need two hosts that are {name} or below it.")
    ours = mail_domain.lower()
    if {purchase, sale} & {host_for(direction, ours) for direction in Direction}:
        raise InputError(f"{ours} is this installation's own domain.")
    row = DomainRow(
        id=new_id("dom"),
        firm_id=wanted.firm_id,
        name=name,
        purchase_host=purchase,
        sale_host=sale,
        challenge=secrets.token_hex(16),
        created_at=now,
    )
    if not insert(session, row):
        raise ConflictError(f"The firm has {name} already.", code="domain-taken")
    return row


def prove(session: Session, domain: DomainRow, now: datetime) -> None:
    """Note that a firm has proven to own a domain: its hosts are served from now on.

    Raises:
        ConflictError: Another one is served at these hosts.
    """
    if domain.verified_at is not None:
        return
    if others_with(session, domain):
        raise ConflictError(f"{domain.name} is served for another firm.", code="domain-taken")
    domain.verified_at = now
    domain.served_purchase, domain.served_sale = domain.purchase_host, domain.sale_host
    session.add(domain)
