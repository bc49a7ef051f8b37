"""Keep a decision with all that it was made of, and do what it says besides the filing."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from storage import feed
from storage.actions.lease import Lease
from storage.codec import reasons_to_json, to_json
from storage.database import insert
from storage.domain.decision import FLAGS, RULE_VERSION, Answer, Inputs, decide, is_duplicate
from storage.domain.iban import Iban
from storage.domain.mailbox import Direction
from storage.domain.reason import Reason, ReasonAbout
from storage.domain.state import Reception
from storage.domain.supplier import AccountStatus
from storage.ids import new_id
from storage.models.decision import DecisionRow
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.models.message import DeliveryRow
from storage.models.supplier import SupplierAccountRow, SupplierRow
from storage.queries.accounts import accounts_of
from storage.queries.documents import sources_of
from storage.queries.invoices import invoice_of
from storage.queries.journal import correction_of


def keep_decision(session: Session, lease: Lease, inputs: Inputs, now: datetime) -> None:
    """Keep how a document's invoice was decided on, in the transaction that does it.

    New accounts of the supplier wait to be confirmed from now on. What a rule gives an invoice, a
    person or a tag, it gets; what a person gave it stays.

    Args:
        session: An open write transaction, in which the document was filed, held or rejected.
        lease: The claim under which it was decided.
        inputs: What it was decided by.
        now: The present instant.
    """
    document = session.get_one(DocumentRow, lease.object_id)
    invoice = invoice_of(session, document.id)
    if invoice is None:
        return
    inputs = _with_duplicates(inputs, invoice)
    answer = decide(inputs)
    session.add(_row(invoice, inputs, answer, now))
    if inputs.evidence.duplicates:
        invoice.reasons = reasons_to_json(answer.reasons)
    kept = [flag for flag in invoice.flags if flag.get("code") not in FLAGS]
    invoice.flags = kept + reasons_to_json(
        tuple(r for r in answer.reasons if isinstance(r, ReasonAbout) and r.reason in FLAGS)
    )
    invoice.assigned_to = invoice.assigned_to or answer.assigned_to
    invoice.tags = [*dict.fromkeys((*invoice.tags, *answer.tags))]
    session.add(invoice)
    _note_accounts(session, document, invoice, inputs.evidence.ibans, now)


def _with_duplicates(inputs: Inputs, invoice: InvoiceRow) -> Inputs:
    """Return the inputs with what filing has found of other copies: only that could know."""
    found = tuple(
        Reason(row["code"]).about(row["about"])
        for row in invoice.reasons
        if is_duplicate(row["code"]) and invoice.reception is Reception.TO_ACCEPT
    )
    return replace(inputs, evidence=replace(inputs.evidence, duplicates=found))


def _row(invoice: InvoiceRow, inputs: Inputs, answer: Answer, now: datetime) -> DecisionRow:
    return DecisionRow(
        id=new_id("dec"),
        firm_id=invoice.firm_id,
        dossier_id=invoice.dossier_id,
        invoice_id=invoice.id,
        version=invoice.version,
        reception=answer.reception,
        outcome=answer.ending.value,
        reasons=reasons_to_json(answer.reasons),
        inputs=to_json(inputs),
        rule_version=RULE_VERSION,
        at=now,
    )


def _note_accounts(
    session: Session,
    document: DocumentRow,
    invoice: InvoiceRow,
    ibans: Iterable[Iban],
    now: datetime,
) -> None:
    """Let each account that the supplier did not have wait for a second person."""
    if document.direction is not Direction.PURCHASE or invoice.supplier_id is None:
        return
    supplier = session.get_one(SupplierRow, invoice.supplier_id)
    known = {account.iban for account in accounts_of(session, supplier.id)}
    for iban in sorted(set(ibans) - known):
        row = SupplierAccountRow(
            id=new_id("acc"),
            firm_id=document.firm_id,
            dossier_id=document.dossier_id,
            supplier_id=supplier.id,
            iban=iban,
            status=AccountStatus.PENDING,
            document_id=document.id,
            brought_by=_who_brought(session, document, invoice, iban),
            created_at=now,
        )
        if insert(session, row):
            feed.announce(session, "supplier.account_seen", supplier)


def _who_brought(
    session: Session, document: DocumentRow, invoice: InvoiceRow, iban: Iban
) -> str | None:
    """Return who entered an account into an invoice or uploaded its document; None for a mail."""
    correction = correction_of(session, invoice.id, invoice.version)
    changes = (correction.detail or {}).get("fields", {}) if correction else {}
    if correction and (changes.get("iban") or {}).get("new") == iban:
        return correction.actor
    source = sources_of(session, [document.id])[document.id][0]
    client = session.get_one(DeliveryRow, source.delivery_id).client
    actor = client.get("uploader")
    return str(actor) if actor else None
