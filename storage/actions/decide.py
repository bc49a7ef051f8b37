"""A person's or a program's decision on an invoice: accept, refuse, dispute it, or undo that."""

from typing import Any

from sqlmodel import Session

from storage import feed, journal
from storage.actions.confirm_account import require_known_accounts
from storage.actions.pass_on import pass_on
from storage.actions.tell import tell
from storage.clock import utc_now
from storage.domain.errors import ConflictError
from storage.domain.grounds import Grounds
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
        raise _not_filed(document, invoice)
    require_known_accounts(session, invoice)
    _step(session, invoice, Decision.ACCEPT, actor)
    # Whoever accepts a copy says that it is none.
    invoice.copy_of_id = None
    if document.status is DocumentStatus.READY:
        invoice.accounting = Accounting.TO_RETRIEVE
    pass_on(session, document, invoice, utc_now())
    feed.announce(session, "invoice.accepted", invoice)


def refuse(
    session: Session, invoice: InvoiceRow, grounds: Grounds, actor: str, *, tells: bool = False
) -> None:
    """Refuse an invoice. Twice is as once.

    Args:
        session: An open write transaction.
        invoice: A row of that transaction, locked.
        grounds: Why.
        actor: For the journal: a person's name, or ``key:KEY_ID``.
        tells: A mail tells the supplier.

    Raises:
        ConflictError: It is not filed; ``reasons`` tells why. Or the step is not legal, or there is
            no address to tell the supplier at (``no-contact``).
    """
    if invoice.reception is Reception.REFUSED:
        return
    _step(session, invoice, Decision.REFUSE, actor, grounds)
    invoice.reasons = grounds.as_reasons(Reason.REFUSED)
    if tells:
        tell(session, invoice, Reason.REFUSED, grounds)
    feed.announce(session, "invoice.refused", invoice)


def dispute(
    session: Session, invoice: InvoiceRow, grounds: Grounds, actor: str, *, tells: bool = False
) -> None:
    """Dispute an invoice: it waits until the supplier has answered. As `refuse` otherwise."""
    if invoice.reception is Reception.DISPUTED:
        return
    _step(session, invoice, Decision.DISPUTE, actor, grounds)
    invoice.reasons = grounds.as_reasons(Reason.DISPUTED)
    if tells:
        tell(session, invoice, Reason.DISPUTED, grounds)
    feed.announce(session, "invoice.disputed", invoice)


def undo(session: Session, invoice: InvoiceRow, actor: str) -> None:
    """Take the last decision back, an automatic one as well: the invoice is to be accepted again.

    Raises:
        ConflictError: Nothing was decided, or the accounting software has the invoice; ``code`` is
            ``already-retrieved`` then.
    """
    if invoice.accounting is Accounting.RETRIEVED:
        raise ConflictError(
            "The accounting software has retrieved the invoice.", code="already-retrieved"
        )
    _step(session, invoice, Decision.UNDO, actor)
    invoice.reasons = [{"code": Reason.DECISION_UNDONE.value}]
    invoice.accounting = None
    feed.announce(session, "invoice.undone", invoice)


def _step(
    session: Session,
    invoice: InvoiceRow,
    decision: Decision,
    actor: str,
    grounds: Grounds | None = None,
) -> None:
    """Take a legal step and write it down."""
    if invoice.reception is None:
        raise _not_filed(session.get_one(DocumentRow, invoice.document_id), invoice)
    invoice.reception = next_reception(invoice.reception, decision)
    invoice.reasons = []
    session.add(invoice)
    detail: dict[str, Any] = {"version": invoice.version}
    if grounds is not None:
        said = {"reason": grounds.words, "standard": grounds.standard}
        detail |= {name: value for name, value in said.items() if value}
    journal.note(session, invoice, actor, decision.value, detail)


def _not_filed(document: DocumentRow, invoice: InvoiceRow) -> ConflictError:
    is_copy = invoice.copy_of_id is not None and invoice.reception is None
    why = "it is a copy of another one" if is_copy else f"its document is {document.status}"
    return ConflictError(
        f"The invoice is not filed: {why}.",
        code="not-filed",
        reasons=tuple(invoice.reasons if is_copy else document.reasons),
    )
