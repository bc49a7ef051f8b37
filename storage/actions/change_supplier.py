"""Change what a dossier thinks of a supplier."""

from sqlmodel import Session

from storage import feed
from storage.domain.errors import InputError
from storage.models.supplier import SupplierRow


def mark(
    session: Session, supplier: SupplierRow, *, trusted: bool | None, blocked: bool | None
) -> None:
    """Mark a supplier as trusted or blocked; None leaves a mark as it is. It is no draft then.

    Raises:
        InputError: It would be both.
    """
    supplier.trusted = supplier.trusted if trusted is None else trusted
    supplier.blocked = supplier.blocked if blocked is None else blocked
    if supplier.trusted and supplier.blocked:
        raise InputError("A supplier cannot be trusted and blocked.", code="trusted-and-blocked")
    supplier.draft = False
    session.add(supplier)
    feed.announce(session, "supplier.changed", supplier)
