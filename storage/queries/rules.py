"""Rules of dossiers and of their firms, in the order in which they are tried."""

from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from storage.codec import from_json
from storage.domain.rule import Action, Conditions, Rule
from storage.models.firm import DossierRow
from storage.models.rule import RuleRow
from storage.queries.scope import Page, PageRequest, Scope, page_of


def rules_for(session: Session, dossier: DossierRow) -> tuple[Rule, ...]:
    """Return the rules that a dossier's invoices are tried with: its own first, then the firm's."""
    return (
        *own_rules(session, dossier.firm_id, dossier.id),
        *own_rules(session, dossier.firm_id, None),
    )


def own_rules(session: Session, firm_id: str, dossier_id: str | None) -> tuple[Rule, ...]:
    """Return the enabled rules of a dossier, or of the firm itself, in their order."""
    owner = col(RuleRow.dossier_id)
    rows = session.exec(
        select(RuleRow)
        .where(
            RuleRow.firm_id == firm_id,
            owner.is_(None) if dossier_id is None else owner == dossier_id,
            col(RuleRow.enabled).is_(True),
        )
        .order_by(col(RuleRow.position), col(RuleRow.id))
    )
    return tuple(as_rule(row) for row in rows)


def rules_tried(session: Session, dossier: DossierRow) -> Sequence[RuleRow]:
    """Return the rules of a dossier and of its firm in their order, those switched off too."""
    owner = col(RuleRow.dossier_id)
    return session.exec(
        select(RuleRow)
        .where(
            RuleRow.firm_id == dossier.firm_id,
            owner.is_(None) | (owner == dossier.id),
        )
        .order_by(owner.is_(None), col(RuleRow.position), col(RuleRow.id))
    ).all()


def as_rule(row: RuleRow) -> Rule:
    """Return a rule as it is tried."""
    return Rule(
        row.id,
        row.name,
        from_json(Action, row.action),
        from_json(Conditions, row.conditions),
    )


def list_rules(
    session: Session, scope: Scope, request: PageRequest, dossier_id: str | None
) -> Page[RuleRow]:
    """Return a page of the rules of a scope, in the order of their age.

    A key to one dossier sees that dossier's own only.
    """
    query = scope.select(select(RuleRow), RuleRow)
    if dossier_id is not None:
        query = query.where(RuleRow.dossier_id == dossier_id)
    return page_of(session, query, RuleRow, request, {"dossier": dossier_id})


def siblings(session: Session, row: RuleRow) -> Sequence[RuleRow]:
    """Return the rules beside which one stands, without itself, locked, in their order."""
    return session.exec(
        select(RuleRow)
        .where(
            RuleRow.firm_id == row.firm_id,
            RuleRow.dossier_id == row.dossier_id
            if row.dossier_id is not None
            else col(RuleRow.dossier_id).is_(None),
            RuleRow.id != row.id,
        )
        .order_by(col(RuleRow.position), col(RuleRow.id))
        .with_for_update()
    ).all()


def rule_count(session: Session, firm_id: str) -> int:
    """Return how many rules a firm has in all."""
    return session.exec(
        select(func.count()).select_from(RuleRow).where(RuleRow.firm_id == firm_id)
    ).one()


def dossiers_of_firm(session: Session, firm_id: str) -> Sequence[DossierRow]:
    """Return all dossiers of a firm."""
    return session.exec(select(DossierRow).where(DossierRow.firm_id == firm_id)).all()
