"""Have the reception of an invoice decided once more."""

from sqlmodel import Session

from storage.actions.release import do_again
from storage.domain.state import DocumentStatus, Reception, WorkStatus
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.queries.invoices import invoice_of
from storage.queries.journal import journal_of
from storage.queries.work import work_of

STAGE = "approve"


def approve_again(session: Session, document: DocumentRow) -> bool:
    """Make the last stage of a document due once more, unless somebody or something decided.

    Returns:
        Whether it is due now.
    """
    invoice = invoice_of(session, document.id)
    if invoice is None or is_decided(session, invoice):
        return False
    return _make_due(session, document, invoice)


def set_apart(session: Session, invoice: InvoiceRow) -> None:
    """Have an invoice approved for itself that was taken for another copy of one.

    Args:
        session: An open write transaction.
        invoice: A row of that transaction, locked. What somebody decided on it stays.
    """
    invoice.copy_of_id = None
    session.add(invoice)
    if invoice.reception is None or not is_decided(session, invoice):
        _make_due(session, session.get_one(DocumentRow, invoice.document_id), invoice)


def is_decided(session: Session, invoice: InvoiceRow) -> bool:
    """Tell whether a person has touched an invoice, or it no longer waits for one."""
    return invoice.reception is not Reception.TO_ACCEPT or bool(journal_of(session, invoice.id))


def _make_due(session: Session, document: DocumentRow, invoice: InvoiceRow) -> bool:
    """Make the last stage due, if the document's plan has ended well."""
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
