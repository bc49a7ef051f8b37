"""Rules of dossiers and firms: listed, changed, ordered, and tried before they are used."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field, StrictBool

from api.auth import Authorized, require
from api.problems import declare
from api.resources.approval import AMOUNT_PATTERN
from api.schemas import (
    DossierQuery,
    In,
    Instant,
    ObjectId,
    Out,
    PageOut,
    ReasonOut,
    Text,
    answer,
    reasons_out,
)
from storage.actions.rules import RuleText, add_rule, change_rule, remove_rule, text_of
from storage.clock import utc_now
from storage.codec import from_json
from storage.domain.decision import Ending
from storage.domain.rule import Action, ActionKind, Conditions, Proof, Rule
from storage.domain.state import DocumentKind, Reception
from storage.models.firm import DossierRow
from storage.models.rule import RuleRow
from storage.queries.dossiers import get_dossier
from storage.queries.keys import Caller
from storage.queries.rules import dossiers_of_firm, list_rules, own_rules
from storage.queries.simulation import Change, reasons_after, simulate

router = APIRouter(prefix="/rules", tags=["rules"])

_MOST_DAYS = 90
_MOST_TRIED = 200
_ID_OF_DOSSIER = r"^[A-Za-z0-9_-]{1,64}$"

Amount = Annotated[str, Field(pattern=AMOUNT_PATTERN)]
Channel = Annotated[str, Field(pattern=r"^(mail|upload|file)$")]


class ConditionsIn(In):
    """What an invoice has to be; what is absent asks for nothing."""

    supplier_id: Text | None = None
    seller_id: Text | None = Field(default=None, description="SIREN or VAT id, proven on it.")
    amount_from: Amount | None = None
    amount_to: Amount | None = None
    currency: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    kinds: list[DocumentKind] = Field(default=[], max_length=10)
    channels: list[Channel] = Field(default=[], max_length=10)
    authenticated: StrictBool | None = None
    proofs: list[Proof] = Field(default=[], max_length=20)


class ActionIn(In):
    """What a rule does. One that accepts does so only where every proof holds."""

    kind: ActionKind
    person: Text | None = None
    tag: Text | None = None


class TriedRuleIn(In):
    """A rule."""

    name: Text
    conditions: ConditionsIn = ConditionsIn()
    action: ActionIn

    def text(self, *, enabled: bool = True) -> RuleText:
        """Return what it says."""
        return RuleText(self.name, _conditions(self.conditions), _action(self.action), enabled)


class RuleIn(TriedRuleIn):
    """A rule to be added."""

    dossier_id: str | None = Field(
        default=None, pattern=_ID_OF_DOSSIER, description="Null for a rule of the whole firm."
    )
    enabled: StrictBool = True


class RuleChangeIn(In):
    """What changes of a rule; what is absent stays as it is."""

    name: Text | None = None
    conditions: ConditionsIn | None = None
    action: ActionIn | None = None
    enabled: StrictBool | None = None
    position: int | None = Field(default=None, ge=0, le=10_000, description="0 for the first.")


class SimulateIn(In):
    """Rules to be tried in the place of those that there are."""

    dossier_id: str | None = Field(
        default=None, pattern=_ID_OF_DOSSIER, description="Null tries rules of the whole firm."
    )
    rules: list[TriedRuleIn] = Field(max_length=_MOST_TRIED)
    days: int = Field(default=_MOST_DAYS, ge=1, le=_MOST_DAYS)


class ConditionsOut(Out):
    """As in `ConditionsIn`, with null and empty for what asks for nothing."""

    supplier_id: str | None
    seller_id: str | None
    amount_from: str | None
    amount_to: str | None
    currency: str | None
    kinds: list[DocumentKind]
    channels: list[str]
    authenticated: bool | None
    proofs: list[Proof]


class ActionOut(Out):
    """What a rule does."""

    kind: ActionKind
    person: str | None
    tag: str | None


class RuleOut(Out):
    """A rule. The first that fits an invoice counts: a dossier's own, then the firm's."""

    id: str
    dossier_id: str | None
    position: int
    name: str
    conditions: ConditionsOut
    action: ActionOut
    enabled: bool
    created_by: str
    created_at: Instant


class RulesOut(PageOut[RuleOut]):
    """A page of rules, the older first; ``position`` is their order."""


class ChangeOut(Out):
    """An invoice that would end otherwise."""

    invoice_id: str
    dossier_id: str
    before: Reception | None
    outcome: Ending
    after: Reception | None
    rule: str | None = Field(description="Name of the rule that fits it.")
    assigned_to: str | None
    tags: list[str]
    reasons: list[ReasonOut]


class SimulationOut(Out):
    """What the rules would have done, decided from stored inputs; nothing was changed."""

    examined: int
    data: list[ChangeOut] = Field(description="Exactly the invoices that would end otherwise.")


@router.get("", response_model=RulesOut, responses=declare(400, 422))
def get_rules(access: Authorized, query: Annotated[DossierQuery, Query()]) -> Response:
    """List rules; a key to one dossier sees that one's own."""
    with access.read() as caller:
        page = list_rules(caller.session, caller.scope, query.page(), query.dossier)
    return answer(RulesOut.of(page, [_rule_out(row) for row in page.rows]))


@router.post("", response_model=RuleOut, status_code=201, responses=declare(400, 404, 413, 422))
def create_rule(access: Authorized, body: RuleIn) -> Response:
    """Add a rule behind the others."""
    with access.write() as caller:
        dossier = _dossier(caller, body.dossier_id)
        require(caller, "dossiers:write")
        firm_id = caller.scope.firm_id
        text = body.text(enabled=body.enabled)
        row = add_rule(caller.session, firm_id, dossier, text, caller.actor, utc_now())
    return answer(_rule_out(row), status=201)


@router.post("/simulate", response_model=SimulationOut, responses=declare(400, 404, 413, 422))
def simulate_rules(access: Authorized, body: SimulateIn) -> Response:
    """Try rules on the invoices of the last days; nothing is changed."""
    texts = [rule.text() for rule in body.rules]
    tried = [Rule(str(at), it.name, it.action, it.conditions) for at, it in enumerate(texts)]
    with access.read("invoices:read") as caller:
        dossier = _dossier(caller, body.dossier_id)
        require(caller, "dossiers:write")
        since = utc_now() - timedelta(days=body.days)
        rules = _tried(caller, dossier, tried)
        found = simulate(caller.session, caller.scope, since, rules)
        names = {rule.id: rule.name for of_dossier in rules.values() for rule in of_dossier}
    changes = [_change_out(change, names) for change in found.changes]
    return answer(SimulationOut(examined=found.examined, data=changes))


@router.patch("/{rule_id}", response_model=RuleOut, responses=declare(400, 404, 413, 422))
def patch_rule(access: Authorized, rule_id: ObjectId, body: RuleChangeIn) -> Response:
    """Change a rule, or its place among the others."""
    with access.write() as caller:
        row = caller.scope.get(caller.session, RuleRow, rule_id, lock=True)
        require(caller, "dossiers:write")
        before = text_of(row)
        text = RuleText(
            body.name or before.name,
            before.conditions if body.conditions is None else _conditions(body.conditions),
            before.action if body.action is None else _action(body.action),
            before.enabled if body.enabled is None else body.enabled,
        )
        change_rule(caller.session, row, text, body.position, caller.actor)
    return answer(_rule_out(row))


@router.delete("/{rule_id}", response_model=RuleOut, responses=declare(404))
def delete_rule(access: Authorized, rule_id: ObjectId) -> Response:
    """Remove a rule; the answer is what it was."""
    with access.write() as caller:
        row = caller.scope.get(caller.session, RuleRow, rule_id, lock=True)
        require(caller, "dossiers:write")
        remove_rule(caller.session, row, caller.actor)
    return answer(_rule_out(row))


def _dossier(caller: Caller, dossier_id: str | None) -> DossierRow | None:
    return get_dossier(caller.session, caller.scope, dossier_id) if dossier_id else None


def _tried(
    caller: Caller, dossier: DossierRow | None, tried: Sequence[Rule]
) -> dict[str, tuple[Rule, ...]]:
    """Return by dossier the rules that would be tried: the given ones in the place of present."""
    session = caller.session
    if dossier is not None:
        of_firm = own_rules(session, dossier.firm_id, None)
        return {dossier.id: (*tried, *of_firm)}
    return {
        row.id: (*own_rules(session, row.firm_id, row.id), *tried)
        for row in dossiers_of_firm(session, caller.scope.firm_id)
    }


def _conditions(body: ConditionsIn) -> Conditions:
    return from_json(Conditions, body.model_dump())


def _action(body: ActionIn) -> Action:
    return from_json(Action, body.model_dump())


def _rule_out(row: RuleRow) -> RuleOut:
    return RuleOut(
        id=row.id,
        dossier_id=row.dossier_id,
        position=row.position,
        name=row.name,
        conditions=ConditionsOut(**row.conditions),
        action=ActionOut(**row.action),
        enabled=row.enabled,
        created_by=row.created_by,
        created_at=row.created_at,
    )


def _change_out(change: Change, names: dict[str, str]) -> ChangeOut:
    row, now = change.decision, change.answer
    return ChangeOut(
        invoice_id=row.invoice_id,
        dossier_id=row.dossier_id,
        before=row.reception,
        outcome=now.ending,
        after=now.reception,
        rule=names.get(now.rule_id) if now.rule_id else None,
        assigned_to=now.assigned_to,
        tags=list(now.tags),
        reasons=reasons_out(reasons_after(change)),
    )
