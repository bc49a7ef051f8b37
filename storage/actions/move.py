"""Take an invoice to the dossier that it is addressed to; only a person does that."""

from datetime import datetime

from sqlmodel import Session

from storage import journal
from storage.actions.hand_over import hand_over
from storage.actions.withdraw import withdraw
from storage.domain.channel import Channel
from storage.domain.errors import ConflictError
from storage.domain.reason import Reason
from storage.domain.state import Accounting
from storage.models.document import DocumentRow
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from storage.models.message import MessageRow


def move(
    session: Session, invoice: InvoiceRow, target: DossierRow, actor: str, now: datetime
) -> MessageRow:
    """Give an invoice's original to another dossier of the firm, and withdraw it from this one.

    There it arrives as a file of its own, and is read and approved as anything that arrives.

    Args:
        session: An open write transaction.
        invoice: A row of that transaction, locked.
        target: Another dossier of the same firm.
        actor: For the journal: a person's name, or ``key:KEY_ID``.
        now: The present instant.

    Returns:
        The message that it is in the other dossier.

    Raises:
        ConflictError: It is there already, the accounting software has it, or its document is only
            some pages of a file, which may hold what is not for the other dossier.
    """
    document = session.get_one(DocumentRow, invoice.document_id, with_for_update=True)
    if target.id == invoice.dossier_id:
        raise ConflictError("It is in that dossier already.", code="same-dossier")
    if invoice.accounting is Accounting.RETRIEVED:
        raise ConflictError(
            "The accounting software has retrieved the invoice.", code="already-retrieved"
        )
    message = hand_over(session, document, target, document.direction, Channel.MOVED, now)
    if message is None:
        raise ConflictError("It was moved to that dossier before.", code="moved-before")
    withdraw(session, document, {"code": Reason.MOVED.value})
    detail = {"old": invoice.dossier_id, "new": target.id, "message": message.id}
    journal.note(session, invoice, actor, "move", detail)
    return message
