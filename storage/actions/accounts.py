"""Accounts of suppliers (BT-84): entered by somebody, never known for that alone."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from storage import journal
from storage.database import insert
from storage.domain.supplier import AccountStatus
from storage.ids import new_id
from storage.models.supplier import SupplierAccountRow, SupplierRow


def enter_account(
    session: Session, supplier: SupplierRow, iban: str, actor: str, now: datetime
) -> SupplierAccountRow | None:
    """Enter an account for a supplier. It is pending: somebody else has to confirm it.

    Args:
        session: An open write transaction.
        supplier: A row of that transaction.
        iban: Without spaces, in capitals; where its check fails, it never matches a document's.
        actor: For the journal: a person's name, or ``key:KEY_ID``. Cannot confirm it.
        now: The present instant.

    Returns:
        None where the supplier has it already, whatever was decided of it.
    """
    row = _pending(supplier, iban, actor, now)
    if not insert(session, row):
        return None
    _note(session, supplier, row, actor)
    return row


def enter_first_accounts(
    session: Session, supplier: SupplierRow, ibans: Sequence[str], actor: str, now: datetime
) -> None:
    """Enter accounts, each once, for a supplier that was added in this transaction."""
    for iban in ibans:
        row = _pending(supplier, iban, actor, now)
        session.add(row)
        _note(session, supplier, row, actor)


def _pending(supplier: SupplierRow, iban: str, actor: str, now: datetime) -> SupplierAccountRow:
    return SupplierAccountRow(
        id=new_id("acc"),
        firm_id=supplier.firm_id,
        dossier_id=supplier.dossier_id,
        supplier_id=supplier.id,
        iban=iban,
        status=AccountStatus.PENDING,
        brought_by=actor,
        created_at=now,
    )


def _note(session: Session, supplier: SupplierRow, row: SupplierAccountRow, actor: str) -> None:
    detail = {"account_id": row.id, "iban": row.iban}
    journal.note(session, supplier, actor, "enter_account", detail)
