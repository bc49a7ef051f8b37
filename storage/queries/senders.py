"""Who a dossier knows to write to it: registered senders, and the domains of its suppliers."""

from datetime import datetime

from sqlmodel import Session, col, select

from storage.domain.mailbox import Direction
from storage.domain.sender_address import is_among, parse_sender
from storage.domain.sender_role import SenderRole
from storage.domain.verdicts import Verdicts
from storage.models.message import DeliveryRow
from storage.models.rule import RegisteredSenderRow
from storage.models.supplier import SupplierRow, SupplierSenderRow
from storage.queries.messages import messages_of
from storage.queries.scope import Page, PageRequest, Scope, page_of


def registered(session: Session, dossier_id: str, role: SenderRole) -> frozenset[str]:
    """Return the addresses and domains that are registered for a role."""
    return frozenset(
        session.exec(
            select(RegisteredSenderRow.value).where(
                RegisteredSenderRow.dossier_id == dossier_id, RegisteredSenderRow.role == role
            )
        )
    )


def unjudged_inner(session: Session, delivery: DeliveryRow, verdicts: Verdicts) -> tuple[str, ...]:
    """Return the SHA-256 of attached mails whose signatures are still to be judged.

    Those of purchases that a registered forwarder passes on, as its From header says; whether that
    is true is judged of the mail itself.
    """
    found: dict[str, None] = {}
    for message in messages_of(session, delivery.id):
        whole = [one["sha256"] for one in message.header.get("forwarded", ()) if one.get("sha256")]
        if not whole or message.direction is not Direction.PURCHASE:
            continue
        sender = parse_sender(str(message.header.get("header_from") or ""))
        if is_among(sender, registered(session, message.dossier_id, SenderRole.FORWARDER)):
            found |= dict.fromkeys(whole)
    settled = {one.sha256 for one in verdicts.inner if not one.is_open}
    return tuple(sha256 for sha256 in found if sha256 not in settled)


def list_registered(
    session: Session, scope: Scope, request: PageRequest, dossier_id: str
) -> Page[RegisteredSenderRow]:
    """Return a page of a dossier's registered senders."""
    query = scope.select(select(RegisteredSenderRow), RegisteredSenderRow).where(
        RegisteredSenderRow.dossier_id == dossier_id
    )
    return page_of(session, query, RegisteredSenderRow, request, {"dossier": dossier_id})


def known_domains(session: Session, dossier_id: str, shown: str) -> frozenset[str]:
    """Return the domains that one may imitate: those of a dossier's suppliers.

    Bound ones, of merged and blocked suppliers too; and those that were proven on mail which came
    before the first from ``shown``. That one itself is known only where it is bound: an imitation
    that wrote once is still one.
    """
    bound: set[str] = set()
    for domains, addresses in session.exec(
        select(SupplierRow.sender_domains, SupplierRow.sender_addresses).where(
            SupplierRow.dossier_id == dossier_id
        )
    ):
        bound |= {*domains, *map(_domain, addresses)}
    first: dict[str, datetime] = {}
    for address, at in session.exec(
        select(SupplierSenderRow.address, SupplierSenderRow.first_at).where(
            SupplierSenderRow.dossier_id == dossier_id, col(SupplierSenderRow.authenticated) > 0
        )
    ):
        domain = _domain(address)
        first[domain] = min(at, first.get(domain, at))
    begun = first.pop(shown, None)
    return frozenset(bound | {name for name, at in first.items() if begun is None or at < begun})


def _domain(address: str) -> str:
    return address.rpartition("@")[2]
