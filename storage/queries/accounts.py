"""Accounts of suppliers: known ones, and those that wait to be confirmed."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.codec import from_json
from storage.domain.iban import parse_iban
from storage.domain.invoice import FieldName, Invoice
from storage.domain.state import Reception
from storage.domain.supplier import AccountStatus
from storage.models.document import SourceRow
from storage.models.invoice import InvoiceRow
from storage.models.journal import JournalRow
from storage.models.message import DeliveryRow, MessageRow
from storage.models.supplier import SupplierAccountRow
from storage.queries.decisions import latest_decision
from storage.queries.scope import Page, PageRequest, Scope, page_of


def accounts_of(session: Session, supplier_id: str) -> Sequence[SupplierAccountRow]:
    """Return all accounts of a supplier, the older first."""
    return accounts_by_supplier(session, [supplier_id])[supplier_id]


def accounts_by_supplier(
    session: Session, supplier_ids: Sequence[str]
) -> dict[str, list[SupplierAccountRow]]:
    """Return the accounts of each supplier, the older first."""
    found: dict[str, list[SupplierAccountRow]] = {supplier_id: [] for supplier_id in supplier_ids}
    rows = session.exec(
        select(SupplierAccountRow)
        .where(col(SupplierAccountRow.supplier_id).in_(supplier_ids))
        .order_by(col(SupplierAccountRow.created_at), col(SupplierAccountRow.id))
    )
    for row in rows:
        found[row.supplier_id].append(row)
    return found


def account_of(
    session: Session, supplier_id: str, iban: str, *, lock: bool = False
) -> SupplierAccountRow | None:
    """Return one account of a supplier, if it was ever seen or entered."""
    query = select(SupplierAccountRow).where(
        SupplierAccountRow.supplier_id == supplier_id, SupplierAccountRow.iban == iban
    )
    return session.exec(query.with_for_update() if lock else query).first()


def list_pending(
    session: Session, scope: Scope, request: PageRequest, dossier_id: str | None
) -> Page[SupplierAccountRow]:
    """Return a page of the accounts that wait to be confirmed."""
    query = scope.select(select(SupplierAccountRow), SupplierAccountRow).where(
        SupplierAccountRow.status == AccountStatus.PENDING
    )
    if dossier_id is not None:
        query = query.where(SupplierAccountRow.dossier_id == dossier_id)
    return page_of(session, query, SupplierAccountRow, request, {"dossier": dossier_id})


def waiting_invoices(session: Session, supplier_id: str) -> Sequence[InvoiceRow]:
    """Return the invoices of a supplier that are to be accepted, the older first."""
    return session.exec(
        select(InvoiceRow)
        .where(InvoiceRow.supplier_id == supplier_id, InvoiceRow.reception == Reception.TO_ACCEPT)
        .order_by(col(InvoiceRow.id))
    ).all()


def ibans_of(session: Session, invoice: InvoiceRow) -> set[str]:
    """Return the IBANs that an invoice shows, and those seen with it when it was decided on."""
    content = from_json(Invoice, invoice.content)
    seen = {*content.accounts, content.value(FieldName.IBAN) or ""}
    decision = latest_decision(session, invoice.id)
    if decision is not None:
        seen |= set(decision.inputs.get("evidence", {}).get("ibans", ()))
    return {iban for iban in map(parse_iban, seen) if iban}


def who_brought(session: Session, account: SupplierAccountRow) -> set[str]:
    """Return everybody by whom an account came: none of them can decide on it.

    Who is noted with it; who entered it for the supplier; who corrected an invoice of the supplier
    to it; who uploaded a document that shows it.
    """
    found = {account.brought_by} if account.brought_by else set()
    entered = select(JournalRow).where(
        JournalRow.object_id == account.supplier_id, JournalRow.action == "enter_account"
    )
    found |= {
        note.actor
        for note in session.exec(entered)
        if (note.detail or {}).get("iban") == account.iban
    }
    invoices = session.exec(
        select(InvoiceRow).where(InvoiceRow.supplier_id == account.supplier_id)
    ).all()
    shown = [invoice for invoice in invoices if account.iban in ibans_of(session, invoice)]
    corrected = select(JournalRow).where(
        col(JournalRow.object_id).in_([invoice.id for invoice in invoices]),
        JournalRow.action == "correct",
    )
    found |= {note.actor for note in session.exec(corrected) if _corrected_to(note) == account.iban}
    return found | _uploaders(session, [invoice.document_id for invoice in shown])


def _corrected_to(note: JournalRow) -> str | None:
    change = (note.detail or {}).get("fields", {}).get(FieldName.IBAN.value) or {}
    return parse_iban(change.get("new") or "")


def _uploaders(session: Session, document_ids: Sequence[str]) -> set[str]:
    clients = session.exec(
        select(DeliveryRow.client)
        .join(MessageRow, col(MessageRow.delivery_id) == col(DeliveryRow.id))
        .join(SourceRow, col(SourceRow.message_id) == col(MessageRow.id))
        .where(col(SourceRow.document_id).in_(document_ids))
    )
    return {str(client["uploader"]) for client in clients if client.get("uploader")}
