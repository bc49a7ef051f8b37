"""Suppliers and customers of a dossier, found by what a document or a person says of them.

A partner that was merged into another one finds that other one. An identifier is strong. An account
or a name finds somebody only where the document states no identifier at all: anybody can print
both, so neither ever proves who wrote.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from storage.domain.iban import Iban
from storage.domain.partner_name import name_key
from storage.domain.siren import Siren
from storage.domain.supplier import AccountStatus
from storage.domain.vat import VatId, siren_in
from storage.models.customer import CustomerRow
from storage.models.firm import DossierRow
from storage.models.supplier import SupplierAccountRow, SupplierRow
from storage.queries.scope import Page, PageRequest, Scope, page_of

Partner = TypeVar("Partner", bound=SupplierRow | CustomerRow)

PREFIXES: Mapping[type[Any], str] = {
    SupplierRow: "FOUR-",
    CustomerRow: "CLI-",
}
"""What numbers that nobody chose begin with."""


def lock_directory(session: Session, dossier_id: str) -> None:
    """Let nobody else add to a dossier's directory or renumber it until the transaction ends."""
    session.exec(
        # Not the lock that would also keep others from adding rows of this dossier.
        select(DossierRow.id).where(DossierRow.id == dossier_id).with_for_update(key_share=True)
    ).one()


def standing_for(session: Session, row: Partner) -> Partner:
    """Return the partner itself, or the one that it was merged into."""
    if row.merged_into_id is None:
        return row
    return session.get_one(type(row), row.merged_into_id)


def by_identifier(
    session: Session,
    kind: type[Partner],
    dossier_id: str,
    siren: Siren | None,
    vat_id: VatId | None,
) -> Partner | None:
    """Return the partner with this SIREN (also as a French VAT id carries it), else this VAT id."""
    carried = siren_in(vat_id) if siren is None and vat_id is not None else None
    for name, value in (("siren", siren or carried), ("vat_id", vat_id)):
        if value is not None:
            row = holder_of(session, kind, dossier_id, name, value)
            if row is not None:
                return standing_for(session, row)
    return None


def by_account(session: Session, dossier_id: str, ibans: Sequence[Iban]) -> SupplierRow | None:
    """Return the one supplier that accounts were seen or entered for; None for several."""
    rows = session.exec(
        select(SupplierRow)
        .join(SupplierAccountRow)
        .where(
            SupplierRow.dossier_id == dossier_id,
            col(SupplierAccountRow.iban).in_(ibans),
            SupplierAccountRow.status != AccountStatus.REFUSED,
        )
    ).all()
    return _only([standing_for(session, row) for row in rows])


def by_name(session: Session, kind: type[Partner], dossier_id: str, name: str) -> Partner | None:
    """Return the one partner of this name, accents, case and legal forms aside."""
    key = name_key(name)
    if not key:
        return None
    found = [
        standing_for(session, row)
        for row in everybody(session, kind, dossier_id)
        if key in {name_key(known) for known in (row.name, *row.other_names)}
    ]
    return _only(found)


def everybody(session: Session, kind: type[Partner], dossier_id: str) -> Sequence[Partner]:
    """Return a dossier's partners, the older first, also those that were merged into others."""
    return session.exec(
        select(kind).where(kind.dossier_id == dossier_id).order_by(col(kind.id))
    ).all()


def holder_of(
    session: Session, kind: type[Partner], dossier_id: str, name: str, value: str
) -> Partner | None:
    """Return the partner whose ``number``, ``siren`` or ``vat_id`` this is."""
    return session.exec(
        select(kind).where(kind.dossier_id == dossier_id, getattr(kind, name) == value)
    ).first()


def merged_into(session: Session, row: Partner) -> Sequence[Partner]:
    """Return the partners that were merged into this one, the older first."""
    kind = type(row)
    return session.exec(
        select(kind).where(kind.merged_into_id == row.id).order_by(col(kind.id))
    ).all()


def list_partners(
    session: Session,
    kind: type[Partner],
    scope: Scope,
    request: PageRequest,
    filters: Mapping[str, Any],
) -> Page[Partner]:
    """Return a page of partners that were not merged into others.

    Args:
        session: An open transaction.
        kind: Suppliers or customers.
        scope: What may be seen.
        request: The page wanted.
        filters: By column; None asks for any. ``q`` looks into names and numbers.

    Raises:
        InputError: The cursor is not one, or of another list; ``code`` is ``invalid-cursor``.
    """
    query = scope.select(select(kind), kind).where(col(kind.merged_into_id).is_(None))
    for name, value in filters.items():
        if value is None:
            continue
        if name == "q":
            query = query.where(
                col(kind.name).icontains(value, autoescape=True)
                | col(kind.number).icontains(value, autoescape=True)
                | (col(kind.siren) == value.replace(" ", ""))
            )
        else:
            query = query.where(getattr(kind, name) == value)
    return page_of(session, query, kind, request, dict(filters))


def next_number(session: Session, kind: type[Partner], dossier_id: str) -> int:
    """Return the number of a dossier's next partner: behind the highest one that has our form.

    The directory stays locked until the transaction ends, so no other one gets the same.
    """
    lock_directory(session, dossier_id)
    form = re.compile(re.escape(PREFIXES[kind]) + r"(\d{1,9})")
    numbers = session.exec(
        select(kind.number).where(
            kind.dossier_id == dossier_id, col(kind.number).startswith(PREFIXES[kind])
        )
    ).all()
    found = (form.fullmatch(number) for number in numbers)
    return max((int(match[1]) for match in found if match), default=0) + 1


def number_text(kind: type[Partner], number: int) -> str:
    """Write a number as nobody chose it: ``FOUR-001``."""
    return f"{PREFIXES[kind]}{number:03d}"


def _only(found: Sequence[Partner]) -> Partner | None:
    by_id = {row.id: row for row in found}
    return next(iter(by_id.values())) if len(by_id) == 1 else None
