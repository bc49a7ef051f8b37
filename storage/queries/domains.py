"""Firms' own domains."""

from collections.abc import Sequence

from sqlmodel import Session, col, or_, select

from storage.domain.errors import InputError, NotFoundError
from storage.domain.mailbox import Direction, host_for
from storage.models.address import DomainRow


def domains_of(session: Session, firm_id: str | None = None) -> Sequence[DomainRow]:
    """Return the domains of a firm, or of all, the older first."""
    query = select(DomainRow).order_by(col(DomainRow.id))
    return session.exec(
        query if firm_id is None else query.where(DomainRow.firm_id == firm_id)
    ).all()


def domain_of(session: Session, firm_id: str, name: str, *, lock: bool = False) -> DomainRow:
    """Return one domain of a firm.

    Raises:
        NotFoundError: It has not said to own that.
    """
    query = select(DomainRow).where(DomainRow.firm_id == firm_id, DomainRow.name == name.lower())
    row = session.exec(query.with_for_update() if lock else query).first()
    if row is None:
        raise NotFoundError(f"The firm has no domain {name}; add it first.")
    return row


def served_hosts(session: Session) -> frozenset[str]:
    """Return the hosts of all domains whose ownership is proven."""
    rows = session.exec(select(DomainRow).where(col(DomainRow.verified_at).is_not(None))).all()
    return frozenset(host for row in rows for host in (row.purchase_host, row.sale_host))


def others_with(session: Session, domain: DomainRow) -> bool:
    """Tell whether another domain is served at one of these hosts."""
    hosts = [domain.purchase_host, domain.sale_host]
    found = session.exec(
        select(DomainRow.id).where(
            DomainRow.id != domain.id,
            or_(col(DomainRow.served_purchase).in_(hosts), col(DomainRow.served_sale).in_(hosts)),
        )
    )
    return found.first() is not None


def hosts_for(
    session: Session, firm_id: str, name: str | None, mail_domain: str
) -> dict[Direction, str]:
    """Return the hosts of addresses at a firm's domain, or at the installation's.

    Raises:
        NotFoundError: The firm has no such domain.
        InputError: Its ownership is not proven.
    """
    if name is None or name.lower() == mail_domain.lower():
        return {direction: host_for(direction, mail_domain) for direction in Direction}
    row = domain_of(session, firm_id, name)
    if row.verified_at is None:
        raise InputError(
            f"Nobody has proven yet to own {row.name}; run: vaguemestre domain check {row.name}",
            code="domain-unproven",
        )
    return {Direction.PURCHASE: row.purchase_host, Direction.SALE: row.sale_host}
