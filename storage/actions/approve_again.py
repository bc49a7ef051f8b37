"""Let `approve` look once more at an invoice that nobody has touched."""

from sqlmodel import Session

from storage.actions.release import do_again
from storage.domain.state import DocumentStatus, Reception, WorkStatus
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.queries.invoices import invoice_of
from storage.queries.journal import journal_of
from storage.queries.work import work_of


def approve_again(session: Session, document: DocumentRow) -> bool:
    """Make the last stage of a document due once more, unless somebody or something decided.

    Returns:
        Whether it is due now.
    """
    invoice = invoice_of(session, document.id)
    work = work_of(session, document.id)
    if (
        invoice is None
        or work is None
        or work.status is not WorkStatus.DONE
        or document.status is not DocumentStatus.READY
        or is_decided(session, invoice)
    ):
        return False
    invoice.reception = None
    document.status, document.stage = DocumentStatus.PROCESSING, "approve"
    do_again(session, work, "approve")
    session.add_all((invoice, document, work))
    return True


def is_decided(session: Session, invoice: InvoiceRow) -> bool:
    """Tell whether a person has touched an invoice, or it no longer waits for one."""
    return invoice.reception is not Reception.TO_ACCEPT or bool(journal_of(session, invoice.id))
