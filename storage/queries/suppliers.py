"""Suppliers, as a dossier knows them."""

from sqlmodel import Session, col, func, select

from storage.domain.approval import Supplier
from storage.domain.iban import Iban, parse_iban
from storage.domain.money import parse_amount
from storage.domain.siren import Siren, parse_siren
from storage.domain.supplier import AccountStatus
from storage.domain.vat import VatId, parse_vat_id
from storage.models.firm import DossierRow
from storage.models.supplier import SupplierRow
from storage.queries.accounts import accounts_of
from storage.queries.scope import Page, PageRequest, Scope, page_of


def known_supplier(
    session: Session, dossier_id: str, siren: Siren | None, vat_id: VatId | None
) -> SupplierRow | None:
    """Return the dossier's supplier with this SIREN or, failing that, this VAT id."""
    for column, value in ((SupplierRow.siren, siren), (SupplierRow.vat_id, vat_id)):
        if value is not None:
            row = session.exec(
                select(SupplierRow).where(
                    SupplierRow.dossier_id == dossier_id, col(column) == value
                )
            ).first()
            if row is not None:
                return row
    return None


def as_domain(session: Session, row: SupplierRow) -> Supplier:
    """Return what approval needs of a supplier, with its accounts."""
    accounts: dict[AccountStatus, set[Iban]] = {status: set() for status in AccountStatus}
    for account in accounts_of(session, row.id):
        iban = parse_iban(account.iban)
        if iban is not None:
            accounts[account.status].add(iban)
    return Supplier(
        id=row.id,
        siren=parse_siren(row.siren or ""),
        vat_id=parse_vat_id(row.vat_id or ""),
        trusted=row.trusted,
        blocked=row.blocked,
        block_scope=row.block_scope,
        domains=frozenset(row.sender_domains),
        addresses=frozenset(row.sender_addresses),
        ibans=frozenset(accounts[AccountStatus.CONFIRMED]),
        refused=frozenset(accounts[AccountStatus.REFUSED]),
        ceiling=parse_amount(row.amount_ceiling or ""),
        until=row.trusted_until,
    )


def list_suppliers(
    session: Session, scope: Scope, request: PageRequest, dossier_id: str | None
) -> Page[SupplierRow]:
    """Return a page of suppliers, of one dossier or of all in the scope."""
    query = scope.select(select(SupplierRow), SupplierRow)
    if dossier_id is not None:
        query = query.where(SupplierRow.dossier_id == dossier_id)
    return page_of(session, query, SupplierRow, request, {"dossier": dossier_id})


def next_supplier_number(session: Session, dossier_id: str) -> int:
    """Return the number of a dossier's next supplier, counted from 1.

    The dossier's row stays locked until the transaction ends, so no other one gets the same.
    """
    session.exec(
        # Not the lock that would also keep others from adding rows of this dossier.
        select(DossierRow.id).where(DossierRow.id == dossier_id).with_for_update(key_share=True)
    ).one()
    count = session.exec(
        select(func.count()).select_from(SupplierRow).where(SupplierRow.dossier_id == dossier_id)
    ).one()
    return count + 1
