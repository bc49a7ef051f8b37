"""Take an invoice to the dossier that it is addressed to; only a person does that."""

from datetime import datetime

from sqlmodel import Session

from storage import journal
from storage.actions.hand_over import hand_over
from storage.actions.sort_anew import take_up_again
from storage.actions.withdraw import withdraw
from storage.domain.channel import Channel
from storage.domain.errors import ConflictError
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Reason
from storage.domain.state import Accounting
from storage.models.document import DocumentRow
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from storage.models.message import MessageRow, PartRow
from storage.queries.documents import annexes_of, documents_of_file, sources_of

_MOVED = {"code": Reason.MOVED.value}


def move(
    session: Session, invoice: InvoiceRow, target: DossierRow, actor: str, now: datetime
) -> MessageRow:
    """Give an invoice's original to another dossier of the firm, and withdraw it from this one.

    There it arrives as a file of its own, with the files that hung on it, and is read and approved
    as anything that arrives. Where it was moved from there before, that is undone: it stands there
    again, with what hung on it then, and is read anew.

    Args:
        session: An open write transaction.
        invoice: A row of that transaction, locked.
        target: Another dossier of the same firm.
        actor: For the journal: a person's name, or ``key:KEY_ID``.
        now: The present instant.

    Returns:
        The message that it is, or was, in the other dossier.

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
    message = _back(session, document, target) or _over(session, document, target, now)
    withdraw(session, document, _MOVED)
    detail = {"old": invoice.dossier_id, "new": target.id, "message": message.id}
    journal.note(session, invoice, actor, "move", detail)
    return message


def _back(session: Session, document: DocumentRow, target: DossierRow) -> MessageRow | None:
    """Let a document stand again in the dossier that it was moved out of; None where it was not."""
    known = documents_of_file(session, target.id, document.direction, document.sha256, lock=True)
    before = next((row for row in known if row.withdrawn and row.reasons == [_MOVED]), None)
    if before is None:
        return None
    take_up_again(session, before)
    return sources_of(session, [before.id])[before.id][0]


def _over(session: Session, document: DocumentRow, target: DossierRow, now: datetime) -> MessageRow:
    annexes = [_along(at, row) for at, row in enumerate(_hung(session, document), start=2)]
    direction, channel = document.direction, Channel.MOVED
    message = hand_over(session, document, target, direction, channel, now, annexes=annexes)
    if message is None:
        raise ConflictError("It was moved to that dossier before.", code="moved-before")
    return message


def _hung(session: Session, document: DocumentRow) -> list[PartRow]:
    """Return the files that hang on a document, each once."""
    found = annexes_of(session, [document.id])[document.id]
    return list({row.sha256: row for row in found}.values())


def _along(number: int, row: PartRow) -> Part:
    """Return a file that hangs on a document as a part beside that, which is the first one."""
    return Part(
        path=str(number),
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        outcome=PartOutcome.ANNEX,
        reason=Reason(row.reason) if row.reason else Reason.ANNEX,
    )
