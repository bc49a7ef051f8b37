"""Try rules on invoices that were decided on already: which of them would end otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from storage.codec import from_json, reasons_to_json
from storage.domain.approval import ReceptionPolicy
from storage.domain.decision import Answer, Inputs, decide
from storage.domain.mailbox import Direction
from storage.domain.rule import Rule
from storage.models.decision import DecisionRow
from storage.queries.decisions import latest_decisions
from storage.queries.scope import Scope


@dataclass(frozen=True)
class Change:
    """An invoice that would end otherwise.

    Attributes:
        decision: As it was decided.
        answer: As it would be.
    """

    decision: DecisionRow
    answer: Answer


@dataclass(frozen=True)
class Simulation:
    """What rules would have done.

    Attributes:
        examined: Purchases that they were tried on.
        changes: Those of them that would end otherwise, the older first.
    """

    examined: int
    changes: tuple[Change, ...]


def simulate(
    session: Session, scope: Scope, since: datetime, rules: Mapping[str, Sequence[Rule]]
) -> Simulation:
    """Decide once more on all purchases since an instant, by rules, from their stored inputs.

    Args:
        session: An open transaction.
        scope: Of whom.
        since: Invoices that were last decided on before are left out.
        rules: By dossier, in the order in which they are tried. Other dossiers are left out.
    """
    examined = 0
    changes = []
    for row in latest_decisions(session, scope, since, list(rules)):
        inputs = from_json(Inputs, row.inputs)
        if inputs.direction is not Direction.PURCHASE:
            continue
        examined += 1
        tried = replace(inputs, policy=ReceptionPolicy.BY_RULES, rules=tuple(rules[row.dossier_id]))
        answer = decide(tried)
        if _is_other(row, decide(inputs), answer):
            changes.append(Change(row, answer))
    return Simulation(examined, tuple(changes))


def _is_other(row: DecisionRow, before: Answer, after: Answer) -> bool:
    """Tell whether an invoice would be filed otherwise, or given to somebody else."""
    return (row.outcome, row.reception) != (after.ending.value, after.reception) or (
        before.assigned_to,
        before.tags,
    ) != (after.assigned_to, after.tags)


def reasons_after(change: Change) -> list[dict[str, str]]:
    """Return the reasons that an invoice would have, as rows keep reasons."""
    return reasons_to_json(change.answer.reasons)
