"""Note who wrote for a supplier, as far as that is proven."""

from sqlmodel import Session

from storage.codec import from_json
from storage.domain.channel import Channel
from storage.domain.sender_address import parse_sender
from storage.domain.verdicts import Verdicts
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.models.message import DeliveryRow, MessageRow
from storage.models.supplier import SupplierSenderRow
from storage.queries.documents import sources_of


def note_sender(session: Session, document: DocumentRow, invoice: InvoiceRow) -> None:
    """Count the mail that first brought an invoice for the address that it is from.

    Only a mail that is proven to come from there makes an address known; one that is not adds to
    the count of an address that is known already. So nobody becomes a sender of a supplier by
    writing that supplier's name, or by forwarding its mail.

    Args:
        session: An open write transaction.
        document: The invoice's.
        invoice: A row of that transaction, linked to its supplier, filed for the first time.
    """
    source = sources_of(session, [document.id])[document.id][0]
    address = _address(source)
    if invoice.supplier_id is None or source.channel != Channel.MAIL or address is None:
        return
    if source.header.get("forwarded"):
        return
    stored = session.get_one(DeliveryRow, source.delivery_id).verdicts
    verdicts = from_json(Verdicts, stored) if stored else Verdicts()
    is_proven = verdicts.authenticated_domain == address.rpartition("@")[2]
    row = session.get(SupplierSenderRow, (invoice.supplier_id, address), with_for_update=True)
    if row is None:
        if not is_proven:
            return
        row = SupplierSenderRow(
            supplier_id=invoice.supplier_id,
            address=address,
            firm_id=invoice.firm_id,
            dossier_id=invoice.dossier_id,
            first_at=source.received_at,
            last_at=source.received_at,
        )
    row.mails += 1
    row.authenticated += is_proven
    row.last_at = max(row.last_at, source.received_at)
    session.add(row)


def _address(source: MessageRow) -> str | None:
    """Return the one address that people are shown as the sender."""
    return parse_sender(str(source.header.get("header_from") or ""))
