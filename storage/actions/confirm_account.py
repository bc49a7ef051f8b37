"""Say that an account is a supplier's, or that it is not: never by whom it came.

A new account stops every automatic acceptance until a second person has confirmed it, who asks the
supplier at the directory's contact and never at the mail's.
"""

from datetime import datetime

from sqlmodel import Session

from storage import feed, journal
from storage.actions.approve_again import approve_again
from storage.domain.errors import ConflictError, NotFoundError
from storage.domain.iban import parse_iban
from storage.domain.reason import Reason
from storage.domain.supplier import AccountStatus
from storage.models.document import DocumentRow
from storage.models.invoice import InvoiceRow
from storage.models.supplier import SupplierAccountRow, SupplierRow
from storage.queries.accounts import (
    account_of,
    accounts_of,
    ibans_of,
    waiting_invoices,
    who_brought,
)


def decide_account(
    session: Session,
    supplier: SupplierRow,
    iban: str,
    status: AccountStatus,
    actor: str,
    now: datetime,
) -> SupplierAccountRow:
    """Confirm or refuse an account. Twice is as once.

    Invoices of the supplier that wait, and that nobody has touched, are approved once more.

    Args:
        session: An open write transaction.
        supplier: A row of that transaction, locked.
        iban: As it is written; spaces are allowed.
        status: ``CONFIRMED`` or ``REFUSED``.
        actor: For the journal: a person's name, or ``key:KEY_ID``.
        now: The present instant.

    Raises:
        NotFoundError: The supplier has no such account.
        ConflictError: The actor brought, entered or corrected it (``same-person``), or the
            supplier was merged into another one (``merged``).
    """
    row = account_of(session, supplier.id, parse_iban(iban) or iban, lock=True)
    if row is None:
        raise NotFoundError(f"{supplier.id} has no such account.")
    if row.status is status:
        return row
    if supplier.merged_into_id is not None:
        raise ConflictError("The supplier was merged into another one.", code="merged")
    if actor in who_brought(session, row):
        raise ConflictError(
            "Whoever brought, entered or corrected an account cannot decide on it.",
            code="same-person",
            reasons=({"code": Reason.IBAN_UNCONFIRMED.value, "about": row.iban},),
        )
    row.status, row.decided_by, row.decided_at = status, actor, now
    session.add(row)
    action = "confirm_account" if status is AccountStatus.CONFIRMED else "refuse_account"
    journal.note(session, supplier, actor, action, {"account_id": row.id, "iban": row.iban})
    feed.announce(session, "supplier.changed", supplier)
    approve_waiting(session, supplier)
    return row


def approve_waiting(session: Session, supplier: SupplierRow) -> int:
    """Let `approve` look again at the invoices of a supplier that wait untouched; count them."""
    session.flush()
    return sum(
        approve_again(session, session.get_one(DocumentRow, invoice.document_id))
        for invoice in waiting_invoices(session, supplier.id)
    )


def require_known_accounts(session: Session, invoice: InvoiceRow) -> None:
    """Keep an invoice from being accepted that shows another account than the confirmed ones.

    A supplier that has none yet may be paid by whom a person accepts; but never a refused one.

    Raises:
        ConflictError: ``code`` is ``iban-unconfirmed``; ``reasons`` names the accounts.
    """
    if invoice.supplier_id is None:
        return
    by_status: dict[AccountStatus, set[str]] = {status: set() for status in AccountStatus}
    for account in accounts_of(session, invoice.supplier_id):
        by_status[account.status].add(account.iban)
    shown = ibans_of(session, invoice)
    confirmed = by_status[AccountStatus.CONFIRMED]
    stopped = shown & by_status[AccountStatus.REFUSED]
    if confirmed:
        stopped = shown - confirmed
    if stopped:
        refused = by_status[AccountStatus.REFUSED]
        raise ConflictError(
            "The invoice shows an account that is not confirmed for its supplier.",
            code="iban-unconfirmed",
            reasons=tuple(
                {
                    "code": (
                        Reason.IBAN_REFUSED if iban in refused else Reason.IBAN_UNCONFIRMED
                    ).value,
                    "about": iban,
                }
                for iban in sorted(stopped)
            ),
        )
