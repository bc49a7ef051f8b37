"""Accounts of suppliers (BT-84): entered by somebody, never known for that alone."""

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
    row = SupplierAccountRow(
        id=new_id("acc"),
        firm_id=supplier.firm_id,
        dossier_id=supplier.dossier_id,
        supplier_id=supplier.id,
        iban=iban,
        status=AccountStatus.PENDING,
        brought_by=actor,
        created_at=now,
    )
    if not insert(session, row):
        return None
    journal.note(session, supplier, actor, "enter_account", {"account_id": row.id, "iban": iban})
    return row
