"""A person's or a program's decision on an invoice: accept it, refuse it."""

from sqlmodel import Session

from storage import feed
from storage.domain.errors import ConflictError
from storage.domain.reason import Reason
from storage.domain.state import Accounting, Decision, DocumentStatus, Reception
from storage.domain.state import decide as next_reception
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow


def accept(session: Session, invoice: InvoiceRow) -> None:
    """Accept an invoice: it is ready for the accounting software. Twice is as once.

    Raises:
        ConflictError: It is not filed; ``reasons`` tells why. Or the step is not legal.
    """
    if invoice.reception is Reception.ACCEPTED:
        return
    _step(session, invoice, Decision.ACCEPT)
    document = session.get_one(DocumentRow, invoice.document_id)
    if document.status is DocumentStatus.READY:
        invoice.accounting = Accounting.TO_RETRIEVE
    invoice.reasons = []
    session.add(invoice)
    feed.announce(session, "invoice.accepted", invoice)


def refuse(session: Session, invoice: InvoiceRow, reason: str) -> None:
    """Refuse an invoice, in the caller's own words. Twice is as once.

    Raises:
        ConflictError: It is not filed; ``reasons`` tells why. Or the step is not legal.
    """
    if invoice.reception is Reception.REFUSED:
        return
    _step(session, invoice, Decision.REFUSE)
    invoice.reasons = [{"code": Reason.REFUSED.value, "about": reason}]
    session.add(invoice)
    feed.announce(session, "invoice.refused", invoice)


def _step(session: Session, invoice: InvoiceRow, decision: Decision) -> None:
    if invoice.reception is None:
        document = session.get_one(DocumentRow, invoice.document_id)
        raise ConflictError(
            f"The invoice is not filed: its document is {document.status}.",
            code="not-filed",
            reasons=tuple(document.reasons),
        )
    invoice.reception = next_reception(invoice.reception, decision)
