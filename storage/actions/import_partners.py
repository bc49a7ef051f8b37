"""Take a table of suppliers or customers into a dossier: planned as a whole, then done as a whole.

The plan is what a dry run shows; the real run carries out the same plan in the same transaction in
which it was made, so that the two cannot differ. No table makes anybody trusted, confirms an
account, or changes what a trusted supplier is proven by.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from sqlmodel import Session

from storage import feed, journal
from storage.actions.accounts import enter_account, enter_first_accounts
from storage.actions.import_plan import Known, plan_row
from storage.actions.partners import EVENTS, IDS
from storage.database import insert
from storage.domain.partner_import import Outcome, Planned, TableRow
from storage.ids import new_id
from storage.models.firm import DossierRow
from storage.models.importing import ImportMappingRow
from storage.models.supplier import SupplierRow
from storage.queries.accounts import accounts_by_supplier
from storage.queries.importing import mapping_of
from storage.queries.partners import (
    Partner,
    everybody,
    lock_directory,
    next_number,
    number_text,
)


def plan_import(
    session: Session, kind: type[Partner], dossier: DossierRow, rows: Sequence[TableRow]
) -> list[Planned]:
    """Say what would become of each row of a table.

    Args:
        session: An open transaction.
        kind: Suppliers or customers.
        dossier: Where they go.
        rows: In the order of the table, empty ones left out.
    """
    partners = everybody(session, kind, dossier.id)
    is_supplier = kind is SupplierRow
    accounts = accounts_by_supplier(session, [row.id for row in partners]) if is_supplier else {}
    ibans = {partner_id: [a.iban for a in found] for partner_id, found in accounts.items()}
    known = Known(kind, partners, ibans)
    return [plan_row(known, row) for row in rows]


def run_import(
    session: Session,
    kind: type[Partner],
    dossier: DossierRow,
    rows: Sequence[TableRow],
    actor: str,
    now: datetime,
    *,
    skip_refused: bool = False,
) -> list[Planned]:
    """Carry out the plan of a table; all of it, or nothing.

    Args:
        session: An open write transaction.
        kind: As in `plan_import`.
        dossier: As in `plan_import`.
        rows: As in `plan_import`.
        actor: For the journal: a person's name, or ``key:KEY_ID``.
        now: The present instant.
        skip_refused: Leave refused rows out and do the others.

    Returns:
        The plan. Where rows are refused and not to be left out, nothing was done.
    """
    lock_directory(session, dossier.id)
    planned = plan_import(session, kind, dossier, rows)
    if any(row.outcome is Outcome.REFUSED for row in planned) and not skip_refused:
        return planned
    taken = {row.changes.get("number") for row in planned}
    numbers = (
        text
        for number in count(next_number(session, kind, dossier.id))
        if (text := number_text(kind, number)) not in taken
    )
    created = []
    for row in planned:
        if row.outcome is Outcome.CREATED:
            values = dict(row.changes)
            if "number" not in values:
                values["number"] = next(numbers)
            accounts = values.pop("ibans", [])
            created.append((_create(session, kind, dossier, values, actor, now), accounts))
        elif row.outcome is Outcome.UPDATED:
            partner = session.get_one(kind, row.partner_id)
            _update(session, partner, dict(row.changes), actor, now)
    session.flush()  # their accounts refer to them
    for partner, accounts in created:
        if isinstance(partner, SupplierRow):
            enter_first_accounts(session, partner, accounts, actor, now)
    session.flush()
    return planned


def save_mapping(
    session: Session,
    firm_id: str,
    fingerprint: str,
    columns: Sequence[str | None],
    actor: str,
    now: datetime,
) -> None:
    """Keep what the columns of tables with one heading hold, for the firm's next ones."""
    row = ImportMappingRow(
        id=new_id("map"),
        firm_id=firm_id,
        fingerprint=fingerprint,
        columns=list(columns),
        created_by=actor,
        created_at=now,
    )
    if insert(session, row):
        return
    found = mapping_of(session, firm_id, fingerprint)
    if found is not None and found.columns != list(columns):
        found.columns, found.created_by, found.created_at = list(columns), actor, now
        session.add(found)


def _create(
    session: Session,
    kind: type[Partner],
    dossier: DossierRow,
    values: dict[str, Any],
    actor: str,
    now: datetime,
) -> Partner:
    row = kind(
        id=new_id(IDS[kind]),
        firm_id=dossier.firm_id,
        dossier_id=dossier.id,
        draft=False,
        created_at=now,
        **values,
    )
    session.add(row)
    _finish(session, row, {name: (None, value) for name, value in values.items()}, actor)
    feed.announce(session, f"{EVENTS[kind]}.created", row)
    return row


def _update(
    session: Session, row: Partner, values: dict[str, Any], actor: str, now: datetime
) -> None:
    accounts = values.pop("ibans", [])
    changes = {name: (getattr(row, name), value) for name, value in values.items()}
    for name, value in values.items():
        setattr(row, name, value)
    row.draft = False
    session.add(row)
    _finish(session, row, changes, actor)
    if isinstance(row, SupplierRow):
        for iban in accounts:
            enter_account(session, row, iban, actor, now)
    feed.announce(session, f"{EVENTS[type(row)]}.changed", row)


def _finish(
    session: Session, row: Partner, changes: Mapping[str, tuple[Any, Any]], actor: str
) -> None:
    fields = {name: {"old": old, "new": new} for name, (old, new) in changes.items()}
    journal.note(session, row, actor, f"import_{EVENTS[type(row)]}", {"fields": fields})
