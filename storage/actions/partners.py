"""Add and change suppliers and customers, by people and programs."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from storage import feed, journal
from storage.actions.accounts import enter_account
from storage.domain.errors import ConflictError, InputError
from storage.domain.partner import OF_CUSTOMERS, OF_SUPPLIERS, parse_values
from storage.ids import new_id
from storage.models.customer import CustomerRow
from storage.models.firm import DossierRow
from storage.models.supplier import SupplierRow
from storage.queries.partners import Partner, holder_of, lock_directory, next_number, number_text
from storage.shared_domains import shared_domains

IDS: Mapping[type[Any], str] = {SupplierRow: "sup", CustomerRow: "cus"}
EVENTS: Mapping[type[Any], str] = {
    SupplierRow: "supplier",
    CustomerRow: "customer",
}
"""What events and acts of the journal are called by."""

_UNIQUE = {"number": "number-taken", "siren": "siren-taken", "vat_id": "vat-id-taken"}


def add(
    session: Session,
    kind: type[Partner],
    dossier: DossierRow,
    values: Mapping[str, Any],
    actor: str,
    now: datetime,
) -> Partner:
    """Add a partner to a dossier's directory.

    Args:
        session: An open write transaction.
        kind: A supplier or a customer.
        dossier: Where.
        values: By name, as `parse_values` takes them; ``name`` is needed.
        actor: For the journal: a person's name, or ``key:KEY_ID``.
        now: The present instant.

    Raises:
        InputError: Some are no values of their fields, or do not go together; or a domain is one
            that many people share (``shared-domain``).
        ConflictError: Another partner has the number, the SIREN or the VAT id.
    """
    parsed = _parsed(kind, values)
    accounts = parsed.pop("ibans", [])
    if "number" not in parsed:
        parsed["number"] = number_text(kind, next_number(session, kind, dossier.id))
    lock_directory(session, dossier.id)
    _must_be_free(session, kind, dossier.id, parsed, None)
    _must_be_its_own(parsed.get("sender_domains", ()))
    row = kind(
        id=new_id(IDS[kind]),
        firm_id=dossier.firm_id,
        dossier_id=dossier.id,
        draft=False,
        created_at=now,
        **parsed,
    )
    _must_agree(row)
    session.add(row)
    session.flush()
    fields = {name: {"old": None, "new": _plain(value)} for name, value in parsed.items()}
    journal.note(session, row, actor, f"add_{EVENTS[kind]}", {"fields": fields})
    _enter(session, row, accounts, actor, now)
    feed.announce(session, f"{EVENTS[kind]}.created", row)
    return row


def change(
    session: Session, row: Partner, values: Mapping[str, Any], actor: str, now: datetime
) -> bool:
    """Change a partner; it is no draft then.

    Args:
        session: An open write transaction.
        row: A row of that transaction, locked.
        values: What changes, as in `add`. Accounts that are not named stay: none is taken away.
        actor: For the journal.
        now: The present instant.

    Returns:
        Whether anything was other than before.

    Raises:
        InputError: As in `add`.
        ConflictError: As in `add`; or it was merged into another partner.
    """
    if row.merged_into_id is not None:
        raise ConflictError(f"It was merged into {row.merged_into_id}.", code="merged")
    parsed = _parsed(type(row), values)
    accounts = parsed.pop("ibans", [])
    lock_directory(session, row.dossier_id)
    _must_be_free(session, type(row), row.dossier_id, parsed, row)
    bound = set(row.sender_domains) if isinstance(row, SupplierRow) else set()
    _must_be_its_own(d for d in parsed.get("sender_domains", ()) if d not in bound)
    fields = {
        name: {"old": _plain(getattr(row, name)), "new": _plain(value)}
        for name, value in parsed.items()
        if getattr(row, name) != value
    }
    for name, value in parsed.items():
        setattr(row, name, value)
    _must_agree(row)
    entered = _enter(session, row, accounts, actor, now)
    if not fields and not entered and not row.draft:
        return False
    row.draft = False
    session.add(row)
    session.flush()
    journal.note(session, row, actor, f"change_{EVENTS[type(row)]}", {"fields": fields})
    feed.announce(session, f"{EVENTS[type(row)]}.changed", row)
    return True


def _parsed(kind: type[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    return parse_values(values, OF_SUPPLIERS if kind is SupplierRow else OF_CUSTOMERS)


def _enter(
    session: Session, row: SupplierRow | CustomerRow, accounts: list[str], actor: str, now: datetime
) -> bool:
    if not isinstance(row, SupplierRow):
        return False
    entered = [enter_account(session, row, iban, actor, now) for iban in accounts]
    return any(entered)


def _must_be_its_own(domains: Iterable[str]) -> None:
    """Refuse a domain that strangers write from, too: of these, whole addresses are bound."""
    for domain in domains:
        if shared_domains().covers(domain):
            raise InputError(
                f"Many people share {domain}; bind whole addresses.", code="shared-domain"
            )


def _must_agree(row: SupplierRow | CustomerRow) -> None:
    if isinstance(row, SupplierRow) and row.trusted and row.blocked:
        raise InputError("A supplier cannot be trusted and blocked.", code="trusted-and-blocked")


def _must_be_free(
    session: Session,
    kind: type[Partner],
    dossier_id: str,
    parsed: Mapping[str, Any],
    row: Partner | None,
) -> None:
    """Refuse what another partner has; an identifier of one that was merged into this one moves."""
    for name, code in _UNIQUE.items():
        value = parsed.get(name)
        holder = holder_of(session, kind, dossier_id, name, value) if value else None
        if holder is None or (row is not None and holder.id == row.id):
            continue
        if row is None or holder.merged_into_id != row.id or name == "number":
            raise ConflictError(f"{holder.number} has this {name} already.", code=code)
        setattr(holder, name, None)
        session.add(holder)
        session.flush()


def _plain(value: Any) -> Any:
    """Return a value as the journal keeps it."""
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
