"""Suppliers, as a dossier knows them: found, listed, with their accounts and senders."""

from collections import Counter
from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.domain.approval import Supplier
from storage.domain.iban import Iban, parse_iban
from storage.domain.invoice import FieldName, Invoice
from storage.domain.money import parse_amount
from storage.domain.siren import Siren, parse_siren
from storage.domain.supplier import AccountStatus
from storage.domain.vat import VatId, parse_vat_id
from storage.models.invoice import InvoiceRow
from storage.models.supplier import SupplierRow, SupplierSenderRow
from storage.queries.accounts import accounts_of
from storage.queries.dossiers import dossiers_with
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
    rows = dossiers_with(session, scope.firm_id, sirens)
    times = Counter(row.siren for row in rows)
    return {row.siren: row.id for row in rows if times[row.siren] == 1}
