"""Tell a supplier of a decision, at the address that the directory has, and never another one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from storage import feed
from storage.clock import utc_now
from storage.domain.errors import ConflictError
from storage.domain.grounds import Grounds
from storage.domain.mailbox import parse_address
from storage.domain.notice import InvoiceNamed, notice_of
from storage.domain.reason import Reason
from storage.ids import new_id
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from storage.models.outgoing import OutgoingRow
from storage.models.supplier import SupplierRow

CLAIMED = timedelta(minutes=10)
"""How long a claimed mail is left to whoever sends it; longer than the sending may take."""
FIRST_PAUSE = timedelta(minutes=1)
"""Until a mail is tried again; it doubles."""
LONGEST_PAUSE = timedelta(hours=4)
GIVEN_UP = timedelta(days=3)


@dataclass(frozen=True)
class Due:
    """A mail to send; as `storage.models.outgoing.OutgoingRow`."""

    id: str
    recipient: str
    subject: str
    body: str
    created_at: datetime


def tell(session: Session, invoice: InvoiceRow, decision: Reason, grounds: Grounds) -> None:
    """Put a mail about a decision out for sending.

    Args:
        session: An open write transaction, that of the decision.
        invoice: A row of that transaction.
        decision: ``REFUSED`` or ``DISPUTED``.
        grounds: Why.

    Raises:
        ConflictError: The directory has no address of the supplier; ``code`` is ``no-contact``.
    """
    supplier = session.get(SupplierRow, invoice.supplier_id) if invoice.supplier_id else None
    contact = supplier.contact if supplier else None
    if contact is None or parse_address(contact) is None:
        raise ConflictError("The directory has no address of the supplier.", code="no-contact")
    dossier = session.get_one(DossierRow, invoice.dossier_id)
    total = f"{invoice.total_with_vat} {invoice.currency or ''}" if invoice.total_with_vat else None
    named = InvoiceNamed(invoice.number, invoice.issue_date, total, dossier.name)
    notice = notice_of(decision, named, grounds)
    now = utc_now()
    row = OutgoingRow(
        id=new_id("out"),
        firm_id=invoice.firm_id,
        dossier_id=invoice.dossier_id,
        invoice_id=invoice.id,
        recipient=contact,
        subject=notice.subject,
        body=notice.body,
        send_at=now,
        created_at=now,
    )
    session.add(row)


def claim_outgoing(session: Session, now: datetime) -> Due | None:
    """Take the mail that is due the longest, if one is; nobody else gets it for a while."""
    row = session.exec(
        select(OutgoingRow)
        .where(col(OutgoingRow.send_at) <= now)
        .order_by(col(OutgoingRow.send_at))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if row is None:
        return None
    row.send_at = now + CLAIMED
    row.tries += 1
    session.add(row)
    return Due(row.id, row.recipient, row.subject, row.body, row.created_at)


def mark_sent(session: Session, outgoing_id: str, now: datetime) -> None:
    """Note that the smarthost took a mail."""
    row = session.get_one(OutgoingRow, outgoing_id, with_for_update=True)
    row.send_at, row.sent_at, row.error = None, now, None
    session.add(row)
    feed.announce(session, "supplier.told", session.get_one(InvoiceRow, row.invoice_id))


def mark_failed(
    session: Session, outgoing_id: str, error: str, now: datetime, *, for_good: bool
) -> None:
    """Note that the smarthost did not take a mail; it is tried again unless that is for good."""
    row = session.get_one(OutgoingRow, outgoing_id, with_for_update=True)
    is_over = for_good or now - row.created_at > GIVEN_UP
    pause: timedelta = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(row.tries - 1, 12))
    row.send_at = None if is_over else now + pause
    row.error = error
    session.add(row)
