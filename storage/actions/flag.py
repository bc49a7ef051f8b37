"""What a person should know of an invoice that is filed, whatever is decided on it."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session

from storage.domain.obligation import is_off_circuit
from storage.domain.reason import Reason
from storage.domain.siren import parse_siren
from storage.domain.supplier import BlockScope
from storage.models.customer import CustomerRow
from storage.models.invoice import InvoiceRow
from storage.models.supplier import SupplierRow
from storage.queries.documents import sources_of


def flags_of(
    session: Session, invoice: InvoiceRow, partner: SupplierRow | CustomerRow | None
) -> list[dict[str, Any]]:
    """Return the flags of an invoice, as rows keep reasons.

    Args:
        session: An open transaction.
        invoice: The invoice, as it was read.
        partner: Its supplier or customer; None where that is not known.
    """
    if not isinstance(partner, SupplierRow):
        return []
    return [{"code": reason.value} for reason in _flags(session, invoice, partner)]


def _flags(session: Session, invoice: InvoiceRow, supplier: SupplierRow) -> Iterator[Reason]:
    if supplier.blocked and supplier.block_scope is BlockScope.MARK:
        yield Reason.SUPPLIER_MARKED
    first = sources_of(session, [invoice.document_id])[invoice.document_id][0]
    country, size = _country(supplier), supplier.size_class
    if is_off_circuit(first.channel, country, size, invoice.issue_date):
        yield Reason.OFF_CIRCUIT


def _country(supplier: SupplierRow) -> str | None:
    """Return the supplier's country; whoever has a SIREN is in France."""
    if supplier.country:
        return supplier.country
    return "FR" if parse_siren(supplier.siren or "") else None
