"""Have the reception of an invoice decided once more."""

from sqlmodel import Session

from storage.actions.release import do_again
from storage.domain.state import DocumentStatus, WorkStatus
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.queries.work import work_of

STAGE = "approve"


def approve_again(session: Session, invoice: InvoiceRow) -> bool:
    """Make the last stage of an invoice's document due once more, if it has ended well.

    Args:
        session: An open write transaction.
        invoice: A row of that transaction, locked; nobody decided on it.

    Returns:
        Whether the stage is due.
    """
    document = session.get_one(DocumentRow, invoice.document_id)
    work = work_of(session, document.id)
    if (
        work is None
        or work.status is not WorkStatus.DONE
        or document.status is not DocumentStatus.READY
    ):
        return False
    invoice.reception = None
    document.status, document.stage = DocumentStatus.PROCESSING, STAGE
    do_again(session, work, STAGE)
    session.add_all((invoice, document, work))
    return True
