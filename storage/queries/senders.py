"""Who a dossier knows to write to it: registered senders, and the domains of its suppliers."""

from sqlmodel import Session, col, select

from storage.domain.sender_role import SenderRole
from storage.models.rule import RegisteredSenderRow
from storage.models.supplier import SupplierRow, SupplierSenderRow
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


def list_registered(
    session: Session, scope: Scope, request: PageRequest, dossier_id: str
) -> Page[RegisteredSenderRow]:
    """Return a page of a dossier's registered senders."""
    query = scope.select(select(RegisteredSenderRow), RegisteredSenderRow).where(
        RegisteredSenderRow.dossier_id == dossier_id
    )
    return page_of(session, query, RegisteredSenderRow, request, {"dossier": dossier_id})


def known_domains(session: Session, dossier_id: str) -> frozenset[str]:
    """Return the domains of a dossier's suppliers: bound, or proven on mail that came before.

    Of a merged supplier and of one that is blocked, too: an imitation of it is one all the same.
    """
    known: set[str] = set()
    for domains, addresses in session.exec(
        select(SupplierRow.sender_domains, SupplierRow.sender_addresses).where(
            SupplierRow.dossier_id == dossier_id
        )
    ):
        known |= {*domains, *(address.rpartition("@")[2] for address in addresses)}
    seen = session.exec(
        select(SupplierSenderRow.address).where(
            SupplierSenderRow.dossier_id == dossier_id, col(SupplierSenderRow.authenticated) > 0
        )
    )
    return frozenset(known | {address.rpartition("@")[2] for address in seen})
