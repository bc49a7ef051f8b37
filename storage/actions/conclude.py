"""End a document's plan: filed in the dossier, held for a person, or rejected."""

from datetime import datetime

from sqlmodel import Session

from storage import feed
from storage.actions import lease as leases
from storage.actions.add_supplier import link_partner
from storage.actions.advance import Progress, keep, name_files
from storage.actions.describe import Description, describe
from storage.actions.find_duplicates import (
    find_duplicates,
    note_copy,
    release_copies,
)
from storage.actions.flag import flags_of
from storage.actions.lease import Lease
from storage.actions.note_sender import note_sender
from storage.actions.pass_on import pass_on
from storage.domain.duplicate import SUSPICIONS, Likeness
from storage.domain.state import Accounting, DocumentStatus, Reception
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow, InvoiceVersionRow
from storage.models.work import WorkRow
from storage.queries.duplicates import Resemblance, candidate_in
from storage.queries.invoices import invoice_of
from storage.queries.journal import corrector_of, versions_of


def file(
    session: Session,
    lease: Lease,
    reception: Reception,
    reasons: list[dict[str, str]],
    now: datetime,
) -> None:
    """File an invoice in its dossier.

    What a person decided meanwhile stays. An unknown seller of a purchase becomes a draft
    supplier, an unknown buyer of a sale a draft customer. Another copy of an invoice that is filed
    already waits for a person, and is one more source of that one.

    Raises:
        LeaseLostError: Somebody else holds the work.
    """
    document, _ = _end(session, lease, DocumentStatus.READY, [])
    invoice = invoice_of(session, document.id)
    if invoice is None:
        raise AssertionError(f"{document.id} is filed without an invoice")
    partner = link_partner(session, document, invoice, now)
    invoice.copy_of_id = None
    invoice.flags = flags_of(session, invoice, partner)
    mine = candidate_in(invoice)
    found = find_duplicates(session, invoice, mine, now)
    if found:
        reception, reasons = _doubted(reception, reasons, found)
        if found.likeness is Likeness.SAME and invoice.reception is None:
            note_copy(session, invoice, found.other)
    if invoice.reception is None:
        invoice.reception = reception
        invoice.reasons = list(reasons)
    elif invoice.reception is Reception.TO_ACCEPT:
        # It waits for a person, who decides, whatever the stages would say now.
        invoice.reasons = list(reasons)
    if invoice.reception is Reception.ACCEPTED:
        invoice.accounting = Accounting.TO_RETRIEVE
    session.add(invoice)
    release_copies(session, invoice, mine)
    if not versions_of(session, invoice.id):
        note_sender(session, document, invoice)
    _keep_version(session, document, invoice, now)
    pass_on(session, document, invoice, now)
    feed.announce(session, "invoice.filed", invoice)


def hold(
    session: Session,
    lease: Lease,
    reasons: list[dict[str, str]],
    found: Progress,
    description: Description,
    now: datetime,
) -> None:
    """Leave a document to a person; an invoice that was read keeps its row.

    Args:
        session: An open write transaction.
        lease: The claim under which the stage ran.
        reasons: All of them, as JSON.
        found: What the stage found all the same; its ``next_stage`` is the stage itself.
        description: The same, as rows of documents and invoices keep it.
        now: The present instant.

    Raises:
        LeaseLostError: Somebody else holds the work.
    """
    document, work = _end(session, lease, DocumentStatus.HELD, reasons)
    keep(work, found)
    _give_reasons(session, describe(session, document, description, now), reasons)
    name_files(document, work)
    feed.announce(session, "document.held", document)


def reject(session: Session, lease: Lease, reasons: list[dict[str, str]]) -> None:
    """Turn a document away; it stays visible as such.

    Raises:
        LeaseLostError: Somebody else holds the work.
    """
    document, _ = _end(session, lease, DocumentStatus.REJECTED, reasons)
    _give_reasons(session, invoice_of(session, document.id), reasons)
    feed.announce(session, "document.rejected", document)


def _doubted(
    reception: Reception, reasons: list[dict[str, str]], found: Resemblance
) -> tuple[Reception, list[dict[str, str]]]:
    """Return how an invoice is filed that looks like another one: never accepted by itself."""
    doubts = reasons if reception is Reception.TO_ACCEPT else []
    about = {"code": SUSPICIONS[found.likeness].value, "about": found.other.id}
    return Reception.TO_ACCEPT, [*doubts, about]


def _keep_version(
    session: Session, document: DocumentRow, invoice: InvoiceRow, now: datetime
) -> None:
    if session.get(InvoiceVersionRow, (invoice.id, invoice.version)) is not None:
        return
    session.add(
        InvoiceVersionRow(
            invoice_id=invoice.id,
            version=invoice.version,
            content=invoice.content,
            xml_sha256=document.xml_sha256,
            facturx_sha256=document.facturx_sha256,
            actor=corrector_of(session, invoice.id, invoice.version),
            created_at=now,
        )
    )


def _give_reasons(
    session: Session, invoice: InvoiceRow | None, reasons: list[dict[str, str]]
) -> None:
    """Show why an invoice is held or rejected, unless somebody decided on it already."""
    if invoice is not None and invoice.reception in {None, Reception.TO_ACCEPT}:
        invoice.reasons = list(reasons)
        session.add(invoice)


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
