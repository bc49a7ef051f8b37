"""End a document's plan: filed in the dossier, held for a person, or rejected."""

from datetime import datetime

from sqlmodel import Session

from storage import feed
from storage.actions import lease as leases
from storage.actions.add_supplier import supplier_for
from storage.actions.describe import Description, describe
from storage.actions.lease import Lease
from storage.domain.state import Accounting, DocumentStatus, Reception
from storage.models.document import DocumentRow
from storage.models.work import WorkRow
from storage.queries.invoices import invoice_of


def file(
    session: Session,
    lease: Lease,
    reception: Reception,
    reasons: list[dict[str, str]],
    now: datetime,
) -> None:
    """File an invoice in its dossier.

    What a person decided meanwhile stays. An unknown seller of a purchase becomes a draft
    supplier.

    Raises:
        LeaseLostError: Somebody else holds the work.
    """
    document, _ = _end(session, lease, DocumentStatus.READY, [])
    invoice = invoice_of(session, document.id)
    if invoice is None:
        raise AssertionError(f"{document.id} is filed without an invoice")
    if invoice.reception is None:
        invoice.reception = reception
        invoice.reasons = list(reasons)
    if invoice.reception is Reception.ACCEPTED:
        invoice.accounting = Accounting.TO_RETRIEVE
    supplier = supplier_for(session, document, invoice, now)
    invoice.supplier_id = supplier.id if supplier else None
    session.add(invoice)
    feed.announce(session, "invoice.filed", invoice)


def hold(
    session: Session,
    lease: Lease,
    reasons: list[dict[str, str]],
    description: Description,
    files: dict[str, str],
    now: datetime,
) -> None:
    """Leave a document to a person; an invoice that was read keeps its row.

    Args:
        session: An open write transaction.
        lease: The claim under which the stage ran.
        reasons: All of them, as JSON.
        description: What was found all the same.
        files: SHA-256 of files to keep, by role.
        now: The present instant.

    Raises:
        LeaseLostError: Somebody else holds the work.
    """
    document, work = _end(session, lease, DocumentStatus.HELD, reasons)
    work.files = work.files | files
    document.xml_sha256 = work.files.get("xml")
    invoice = describe(session, document, description, now)
    if invoice is not None:
        invoice.reasons = list(reasons)
        session.add(invoice)
    feed.announce(session, "document.held", document)


def reject(session: Session, lease: Lease, reasons: list[dict[str, str]]) -> None:
    """Turn a document away; it stays visible as such.

    Raises:
        LeaseLostError: Somebody else holds the work.
    """
    document, _ = _end(session, lease, DocumentStatus.REJECTED, reasons)
    invoice = invoice_of(session, document.id)
    if invoice is not None:
        invoice.reasons = list(reasons)
        session.add(invoice)
    feed.announce(session, "document.rejected", document)


def _end(
    session: Session, lease: Lease, status: DocumentStatus, reasons: list[dict[str, str]]
) -> tuple[DocumentRow, WorkRow]:
    work = leases.held(session, lease)
    leases.finish(session, work)
    document = session.get_one(DocumentRow, work.object_id)
    document.status = status
    document.stage = work.stage
    document.reasons = list(reasons)
    session.add(document)
    return document, work
