"""Bring a refused invoice back for review when it arrives again."""

from sqlmodel import Session

from storage import feed
from storage.domain.reason import Reason
from storage.domain.state import Decision, Reception
from storage.domain.state import decide as next_reception
from storage.models.invoice import InvoiceRow


def reopen_refused(session: Session, invoice: InvoiceRow) -> None:
    """Bring an invoice back for review as it arrived again; one that is not refused stays."""
    if invoice.reception is not Reception.REFUSED:
        return
    invoice.reception = next_reception(invoice.reception, Decision.REOPEN)
    invoice.reasons = [{"code": Reason.ARRIVED_AGAIN.value}]
    session.add(invoice)
    feed.announce(session, "invoice.reopened", invoice)
