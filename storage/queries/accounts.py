"""Accounts of suppliers: known ones, and those that wait to be confirmed."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.domain.supplier import AccountStatus
from storage.models.supplier import SupplierAccountRow
from storage.queries.scope import Page, PageRequest, Scope, page_of


def accounts_of(session: Session, supplier_id: str) -> Sequence[SupplierAccountRow]:
    """Return all accounts of a supplier, the older first."""
    return session.exec(
        select(SupplierAccountRow)
        .where(SupplierAccountRow.supplier_id == supplier_id)
        .order_by(col(SupplierAccountRow.id))
    ).all()


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
