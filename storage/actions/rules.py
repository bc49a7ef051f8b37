"""Add, change, order and remove the rules of a dossier or a firm."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from storage import journal
from storage.codec import to_json
from storage.domain.errors import InputError
from storage.domain.rule import Action, ActionKind, Conditions
from storage.ids import new_id
from storage.models.firm import DossierRow
from storage.models.rule import RuleRow
from storage.queries.rules import as_rule, rule_count, siblings

MOST_RULES = 1_000
"""Of a firm: each invoice is tried with them."""


@dataclass(frozen=True)
class RuleText:
    """What a rule says.

    Attributes:
        name: As people call it.
        conditions: When it fits.
        action: What it does.
        enabled: Whether it is tried at all.
    """

    name: str
    conditions: Conditions
    action: Action
    enabled: bool = True


def add_rule(
    session: Session,
    firm_id: str,
    dossier: DossierRow | None,
    text: RuleText,
    actor: str,
    now: datetime,
) -> RuleRow:
    """Add a rule behind the others of its dossier, or of the firm where ``dossier`` is None.

    Raises:
        InputError: The action lacks its person or tag, or there are too many rules.
    """
    if rule_count(session, firm_id) >= MOST_RULES:
        raise InputError(f"A firm has {MOST_RULES} rules at most.", code="too-many-rules")
    row = RuleRow(
        id=new_id("rul"),
        firm_id=firm_id,
        dossier_id=dossier.id if dossier else None,
        position=0,
        name="",
        conditions={},
        action={},
        created_by=actor,
        created_at=now,
    )
    row.position = len(siblings(session, row))
    _say(row, text)
    session.add(row)
    _note(session, row, actor, "add_rule")
    return row


def change_rule(
    session: Session, row: RuleRow, text: RuleText, position: int | None, actor: str
) -> None:
    """Change what a rule says; the others make room for its new position, None leaves it there.

    Raises:
        InputError: The action lacks its person or tag.
    """
    _say(row, text)
    if position is not None:
        others = list(siblings(session, row))
        others.insert(position, row)
        _number(session, others)
    session.add(row)
    _note(session, row, actor, "change_rule")


def text_of(row: RuleRow) -> RuleText:
    """Return what a rule says."""
    rule = as_rule(row)
    return RuleText(rule.name, rule.conditions, rule.action, row.enabled)


def remove_rule(session: Session, row: RuleRow, actor: str) -> None:
    """Remove a rule; the journal keeps what it said."""
    _note(session, row, actor, "remove_rule")
    _number(session, list(siblings(session, row)))
    session.delete(row)


def _number(session: Session, rows: list[RuleRow]) -> None:
    for position, row in enumerate(rows):
        row.position = position
        session.add(row)


def _say(row: RuleRow, text: RuleText) -> None:
    action = text.action
    wanted = {ActionKind.ASSIGN: action.person, ActionKind.TAG: action.tag}
    if action.kind in wanted and not wanted[action.kind]:
        raise InputError(f"To {action.kind} needs to say whom or what.", code="incomplete-action")
    row.name, row.enabled = text.name, text.enabled
    row.conditions, row.action = to_json(text.conditions), to_json(action)


def _note(session: Session, row: RuleRow, actor: str, action: str) -> None:
    detail = {
        "name": row.name,
        "conditions": row.conditions,
        "action": row.action,
        "enabled": row.enabled,
        "position": row.position,
    }
    journal.note(session, row, actor, action, detail)
