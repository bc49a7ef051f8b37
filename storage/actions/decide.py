"""A person's or a program's decision on an invoice: accept it, refuse it."""

from sqlmodel import Session

from storage import feed, journal
from storage.actions.confirm_account import require_known_accounts
from storage.domain.errors import ConflictError
from storage.domain.reason import Reason
from storage.domain.state import Accounting, Decision, DocumentStatus, Reception
from storage.domain.state import decide as next_reception
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow


def accept(session: Session, invoice: InvoiceRow, actor: str) -> None:
    """Accept an invoice: it is ready for the accounting software. Twice is as once.

    Args:
        session: An open write transaction.
        invoice: A row of that transaction, locked.
        actor: For the journal: a person's name, or ``key:KEY_ID``.

    Raises:
        ConflictError: It is not filed; ``reasons`` tells why. Or the step is not legal. Or it shows
            an account that is not confirmed for its supplier: ``iban-unconfirmed``.
    """
    if invoice.reception is Reception.ACCEPTED:
        return
    document = session.get_one(DocumentRow, invoice.document_id)
    if document.status in {DocumentStatus.HELD, DocumentStatus.REJECTED}:
        # Filed once, and stopped after a correction: there is no version to hand on.
        raise _not_filed(document)
    require_known_accounts(session, invoice)
    _step(invoice, document, Decision.ACCEPT)
    if document.status is DocumentStatus.READY:
        invoice.accounting = Accounting.TO_RETRIEVE
    invoice.reasons = []
    session.add(invoice)
    journal.note(session, invoice, actor, "accept", {"version": invoice.version})
    feed.announce(session, "invoice.accepted", invoice)


def refuse(session: Session, invoice: InvoiceRow, reason: str, actor: str) -> None:
    """Refuse an invoice, in the caller's own words. Twice is as once.

    Args:
        session: An open write transaction.
        invoice: A row of that transaction, locked.
        reason: The caller's words.
        actor: For the journal: a person's name, or ``key:KEY_ID``.

    Raises:
        ConflictError: It is not filed; ``reasons`` tells why. Or the step is not legal.
    """
    if invoice.reception is Reception.REFUSED:
        return
    document = session.get_one(DocumentRow, invoice.document_id)
    _step(invoice, document, Decision.REFUSE)
    invoice.reasons = [{"code": Reason.REFUSED.value, "about": reason}]
    session.add(invoice)
    journal.note(session, invoice, actor, "refuse", {"version": invoice.version, "reason": reason})
    feed.announce(session, "invoice.refused", invoice)


def _step(invoice: InvoiceRow, document: DocumentRow, decision: Decision) -> None:
    if invoice.reception is None:
        raise _not_filed(document)
    invoice.reception = next_reception(invoice.reception, decision)


def _not_filed(document: DocumentRow) -> ConflictError:
    return ConflictError(
        f"The invoice is not filed: its document is {document.status}.",
        code="not-filed",
        reasons=tuple(document.reasons),
    )
