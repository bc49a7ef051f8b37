"""Merge two suppliers or customers that are one: every link is kept, no trust is widened."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from storage import feed, journal
from storage.actions.partners import EVENTS
from storage.database import insert
from storage.domain.errors import ConflictError, InputError
from storage.domain.partner import LONGEST_NOTES, MOST_ITEMS
from storage.domain.supplier import AccountStatus
from storage.ids import new_id
from storage.models.duplicate import InvoiceKeyRow
from storage.models.invoice import InvoiceRow
from storage.models.supplier import SupplierAccountRow, SupplierRow, SupplierSenderRow
from storage.queries.accounts import accounts_of
from storage.queries.partners import Partner, lock_directory
from storage.queries.scope import Scope
from storage.queries.suppliers import all_senders_of


def merge(
    session: Session,
    kind: type[Partner],
    scope: Scope,
    merged_id: str,
    into_id: str,
    *,
    actor: str,
    now: datetime,
) -> Partner:
    """Merge a partner into another one of the same dossier.

    The merged one stays, in no list; what names it finds the other. Invoices, accounts, senders,
    names, notes and default values go to the other. Places learned by its identifiers stay with
    these. Domains, addresses, ceiling and expiry do not carry over, and an account that was
    confirmed for the merged one waits for a confirmation again.

    Args:
        session: An open write transaction.
        kind: Suppliers or customers.
        scope: What the caller may see.
        merged_id: The one that is not to be found any more.
        into_id: The one that stands for it.
        actor: For the journal: a person's name, or ``key:KEY_ID``.
        now: The present instant.

    Returns:
        The one that stands for both.

    Raises:
        NotFoundError: One of them is not in the scope.
        InputError: They are one already, or of two dossiers.
        ConflictError: One was merged before; or only one of them is blocked, which the other's
            invoices would escape from or be caught by.
    """
    # In one order, so that two merges cannot block each other.
    rows = {
        each: scope.get(session, kind, each, lock=True) for each in sorted({merged_id, into_id})
    }
    merged, into = rows[merged_id], rows[into_id]
    _must_fit(merged, into)
    lock_directory(session, into.dossier_id)
    for row in (merged, into):
        if row.merged_into_id is not None:
            raise ConflictError(f"{row.number} was merged before.", code="merged")
    detail = _take_over(into, merged)
    _move_links(session, kind, merged, into)
    if isinstance(merged, SupplierRow) and isinstance(into, SupplierRow):
        detail["accounts"] = _copy_accounts(session, merged, into)
        _add_senders(session, merged, into)
        merged.trusted = False
    merged.merged_into_id = into.id
    merged.draft = into.draft = False
    session.add(merged)
    session.add(into)
    session.flush()
    name = EVENTS[kind]
    journal.note(session, merged, actor, f"merge_{name}", {"into": into.id})
    journal.note(session, into, actor, f"merge_{name}", detail | {"from": merged.id})
    for row in (merged, into):
        feed.announce(session, f"{name}.changed", row)
    return into


def _must_fit(merged: Partner, into: Partner) -> None:
    if merged.id == into.id or merged.dossier_id != into.dossier_id:
        raise InputError("Two of one dossier are needed.", code="not-two-of-one-dossier")
    if not isinstance(merged, SupplierRow) or not isinstance(into, SupplierRow):
        return
    blocking = [(row.blocked, row.block_scope if row.blocked else None) for row in (merged, into)]
    if blocking[0] != blocking[1]:
        raise ConflictError("Block both in the same way first, or neither.", code="blocked-differs")


def _take_over(into: Partner, merged: Partner) -> dict[str, Any]:
    """Let a partner take over what is said of another one; return what it was before."""
    old = {"other_names": into.other_names, "notes": into.notes, "defaults": into.defaults}
    names = dict.fromkeys((*into.other_names, merged.name, *merged.other_names))
    names.pop(into.name, None)
    into.other_names = list(names)[:MOST_ITEMS]
    into.notes = "\n".join(filter(None, (into.notes, merged.notes)))[:LONGEST_NOTES]
    into.defaults = merged.defaults | into.defaults
    into.country = into.country or merged.country
    # Not the contact: it is whom a new account is asked about.
    return {"old": old}


def _move_links(session: Session, kind: type[Partner], merged: Partner, into: Partner) -> None:
    link = col(InvoiceRow.supplier_id if kind is SupplierRow else InvoiceRow.customer_id)
    session.execute(update(InvoiceRow).where(link == merged.id).values({link: into.id}))
    if kind is SupplierRow:
        _move_keys(session, merged.id, into.id)
    earlier = col(kind.merged_into_id)
    session.execute(update(kind).where(earlier == merged.id).values({earlier: into.id}))


def _move_keys(session: Session, merged_id: str, into_id: str) -> None:
    """Let the invoices keep their keys; one that both suppliers have stays with the other's."""
    for key in session.exec(select(InvoiceKeyRow).where(InvoiceKeyRow.seller == merged_id)).all():
        session.delete(key)
        session.flush()
        insert(session, InvoiceKeyRow(**key.model_dump() | {"seller": into_id}))


def _copy_accounts(session: Session, merged: SupplierRow, into: SupplierRow) -> list[str]:
    """Copy accounts that the other one lacks: refused ones as such, all others to be confirmed."""
    copied = []
    for account in accounts_of(session, merged.id):
        is_refused = account.status is AccountStatus.REFUSED
        row = SupplierAccountRow(
            id=new_id("acc"),
            firm_id=into.firm_id,
            dossier_id=into.dossier_id,
            supplier_id=into.id,
            iban=account.iban,
            status=AccountStatus.REFUSED if is_refused else AccountStatus.PENDING,
            document_id=account.document_id,
            brought_by=account.brought_by,
            decided_by=account.decided_by if is_refused else None,
            decided_at=account.decided_at if is_refused else None,
            created_at=account.created_at,
        )
        if insert(session, row):
            copied.append(row.id)
    return copied


def _add_senders(session: Session, merged: SupplierRow, into: SupplierRow) -> None:
    for sender in all_senders_of(session, merged.id):
        row = session.get(SupplierSenderRow, (into.id, sender.address))
        if row is None:
            row = SupplierSenderRow(
                supplier_id=into.id,
                address=sender.address,
                firm_id=into.firm_id,
                dossier_id=into.dossier_id,
                first_at=sender.first_at,
                last_at=sender.last_at,
            )
        row.mails += sender.mails
        row.authenticated += sender.authenticated
        row.first_at = min(row.first_at, sender.first_at)
        row.last_at = max(row.last_at, sender.last_at)
        session.add(row)
