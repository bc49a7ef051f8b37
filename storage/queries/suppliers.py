"""Suppliers, as a dossier knows them: found, listed, with their accounts and senders."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.domain.approval import Supplier
from storage.domain.iban import parse_iban
from storage.domain.invoice import FieldName, Invoice
from storage.domain.siren import Siren, parse_siren
from storage.domain.vat import VatId, parse_vat_id
from storage.models.firm import DossierRow
from storage.models.invoice import InvoiceRow
from storage.models.supplier import SupplierAccountRow, SupplierRow, SupplierSenderRow
from storage.queries.partners import by_account, by_identifier, by_name
from storage.queries.scope import Scope

MOST_SENDERS = 100


def known_supplier(
    session: Session, dossier_id: str, siren: Siren | None, vat_id: VatId | None
) -> SupplierRow | None:
    """Return the dossier's supplier with this SIREN or, failing that, this VAT id."""
    return by_identifier(session, SupplierRow, dossier_id, siren, vat_id)


def supplier_of(session: Session, dossier_id: str, invoice: Invoice) -> SupplierRow | None:
    """Return the supplier that an invoice's seller is.

    By its identifiers; where the document states none, by its accounts, else by its name, as long
    as these lead to one supplier only. Such a one is no proof: its identifier stands nowhere.
    """
    siren = invoice.value(FieldName.SELLER_SIREN)
    vat_id = invoice.value(FieldName.SELLER_VAT_ID)
    if siren or vat_id:
        return known_supplier(
            session, dossier_id, parse_siren(siren or ""), parse_vat_id(vat_id or "")
        )
    ibans = [iban for iban in map(parse_iban, invoice.accounts) if iban]
    found = by_account(session, dossier_id, ibans) if ibans else None
    name = invoice.value(FieldName.SELLER_NAME)
    return found or (by_name(session, SupplierRow, dossier_id, name) if name else None)


def as_domain(row: SupplierRow) -> Supplier:
    """Return what approval needs of a supplier. Domains and accounts are not bound yet."""
    return Supplier(
        siren=parse_siren(row.siren or ""),
        vat_id=parse_vat_id(row.vat_id or ""),
        trusted=row.trusted,
        blocked=row.blocked,
    )


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


def senders_of(session: Session, supplier_id: str) -> Sequence[SupplierSenderRow]:
    """Return the addresses that wrote for a supplier, the latest first, `MOST_SENDERS` at most."""
    return session.exec(
        select(SupplierSenderRow)
        .where(SupplierSenderRow.supplier_id == supplier_id)
        .order_by(col(SupplierSenderRow.last_at).desc(), col(SupplierSenderRow.address))
        .limit(MOST_SENDERS)
    ).all()


def all_senders_of(session: Session, supplier_id: str) -> Sequence[SupplierSenderRow]:
    """Return all addresses that wrote for a supplier."""
    return session.exec(
        select(SupplierSenderRow).where(SupplierSenderRow.supplier_id == supplier_id)
    ).all()


def invoices_of_supplier(session: Session, supplier_id: str, most: int) -> Sequence[InvoiceRow]:
    """Return a supplier's invoices, the newest first."""
    return session.exec(
        select(InvoiceRow)
        .where(InvoiceRow.supplier_id == supplier_id)
        .order_by(col(InvoiceRow.id).desc())
        .limit(most)
    ).all()


def same_firm_dossiers(session: Session, scope: Scope, sirens: Sequence[str]) -> dict[str, str]:
    """Return the dossiers of a firm by SIREN, for who may see all of them.

    A SIREN that several dossiers have names none of them.
    """
    if scope.dossier_id is not None:
        return {}
    rows = session.exec(
        select(DossierRow.siren, DossierRow.id).where(
            DossierRow.firm_id == scope.firm_id, col(DossierRow.siren).in_(sirens)
        )
    ).all()
    found = dict(rows)
    return {siren: found[siren] for siren in found if [s for s, _ in rows].count(siren) == 1}


def dossier_with_siren(session: Session, firm_id: str, siren: Siren) -> DossierRow | None:
    """Return the one dossier of a firm that has a SIREN; None for several."""
    rows = session.exec(
        select(DossierRow).where(DossierRow.firm_id == firm_id, DossierRow.siren == siren)
    ).all()
    return rows[0] if len(rows) == 1 else None
