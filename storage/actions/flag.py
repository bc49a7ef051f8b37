"""What a person should know of an invoice that is filed, whatever is decided on it."""

from typing import Any

from sqlmodel import Session

from storage.domain.obligation import is_off_circuit
from storage.domain.reason import Reason
from storage.domain.siren import parse_siren
from storage.models.invoice import InvoiceRow
from storage.models.supplier import SupplierRow
from storage.queries.documents import sources_of


def flags_of(
    session: Session, invoice: InvoiceRow, supplier: SupplierRow | None
) -> list[dict[str, Any]]:
    """Return the flags of an invoice, as rows keep reasons.

    Args:
        session: An open transaction.
        invoice: The invoice, as it was read.
        supplier: Who made it out; None where that is not known, and for a sale.
    """
    if supplier is None:
        return []
    first = sources_of(session, [invoice.document_id])[invoice.document_id][0]
    country, size = _country(supplier), supplier.size_class
    is_off = is_off_circuit(first.channel, country, size, invoice.issue_date)
    return [{"code": Reason.OFF_CIRCUIT.value}] if is_off else []


def _country(supplier: SupplierRow) -> str | None:
    """Return the supplier's country; whoever has a SIREN is in France."""
    if supplier.country:
        return supplier.country
    return "FR" if parse_siren(supplier.siren or "") else None
