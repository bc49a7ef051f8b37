"""How a dossier's invoices are accepted: its policy, its rules, its registered senders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.console.guard import GuardedRoute
from api.console.listing import dossier_options, options
from api.console.notices import Notice
from api.console.render import language_of, page
from api.console.security import OwnForm
from api.console.session import SignedIn, Visit
from api.schemas import ObjectId
from api.schemas import Query as Queried
from api.services import Served
from storage.actions.change_dossier import set_policy
from storage.actions.rules import RuleText, add_rule, change_rule, remove_rule, text_of
from storage.actions.senders import register_sender, remove_sender
from storage.clock import utc_now
from storage.domain.approval import ReceptionPolicy
from storage.domain.channel import Channel
from storage.domain.correction import parse_value
from storage.domain.errors import InputError
from storage.domain.invoice import FieldName
from storage.domain.rule import Action, ActionKind, Conditions, Rule
from storage.domain.sender_role import SenderRole
from storage.domain.state import DocumentKind
from storage.models.firm import DossierRow
from storage.models.rule import RegisteredSenderRow, RuleRow
from storage.queries.dossiers import get_dossier
from storage.queries.people import Visitor
from storage.queries.rules import own_rules, rules_tried
from storage.queries.scope import PageRequest
from storage.queries.senders import list_registered
from storage.queries.simulation import Change, simulate
from storage.shared_domains import shared_domains

router = APIRouter(route_class=GuardedRoute)

_LONGEST = 200
_DAYS = 90
_CHANNELS = (Channel.MAIL, Channel.UPLOAD)
_KINDS = (DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE, DocumentKind.RECEIPT)


@dataclass(frozen=True)
class RuleShown:
    """One rule.

    Attributes:
        row: As it is stored.
        name: As people call it.
        action_kind: What it does.
        conditions: What it asks for, by name.
    """

    row: RuleRow
    name: str
    action_kind: ActionKind
    conditions: Sequence[tuple[str, str]]


class RulesQuery(Queried):
    """What led to the page."""

    done: Notice | None = None


@router.get("/dossiers/{dossier_id}/approval")
def show_approval(
    request: Request,
    visit: SignedIn,
    dossier_id: ObjectId,
    query: Annotated[RulesQuery, Query()],
) -> Response:
    """Show policy, rules and senders of a dossier."""
    return _show(request, visit, dossier_id, done=query.done)


@router.get("/approval")
def choose_dossier(request: Request, visit: SignedIn) -> Response:
    """Show the dossiers to choose from."""
    with visit.read() as visitor:
        dossiers = dossier_options(visitor)
    return page(request, "approval_dossiers.html", dossiers=dossiers)


@router.post("/dossiers/{dossier_id}/policy")
def choose_policy(visit: SignedIn, dossier_id: ObjectId, form: OwnForm) -> Response:
    """Set « Approuver la réception »."""
    policy = form.get("policy", "")
    if policy not in set(ReceptionPolicy):
        raise InputError("There is no such policy.")
    with visit.write() as visitor:
        dossier = get_dossier(visitor.session, visitor.scope, dossier_id)
        set_policy(visitor.session, dossier, ReceptionPolicy(policy))
    return _saved(dossier_id)


@router.post("/dossiers/{dossier_id}/rules")
def add_or_try(request: Request, visit: SignedIn, dossier_id: ObjectId, form: OwnForm) -> Response:
    """Add a rule behind the dossier's others, or only try it on the invoices of 90 days."""
    text = _rule(form)
    if form.get("do") == "try":
        return _show(
            request, visit, dossier_id, typed=form, changes=_tried(visit, dossier_id, text)
        )
    with visit.write() as visitor:
        dossier = get_dossier(visitor.session, visitor.scope, dossier_id)
        add_rule(visitor.session, dossier.firm_id, dossier, text, visitor.name, utc_now())
    return _saved(dossier_id)


@router.post("/rules/{rule_id}/{act}")
def act_on_rule(visit: SignedIn, rule_id: ObjectId, act: ObjectId, form: OwnForm) -> Response:
    """Switch a rule on or off, put it first, or remove it."""
    with visit.write() as visitor:
        session = visitor.session
        row = visitor.scope.get(session, RuleRow, rule_id, lock=True)
        text = text_of(row)
        match act:
            case "remove":
                remove_rule(session, row, visitor.name)
            case "first":
                change_rule(session, row, text, 0, visitor.name)
            case "on" | "off":
                switched = RuleText(text.name, text.conditions, text.action, act == "on")
                change_rule(session, row, switched, None, visitor.name)
            case _:
                raise InputError("There is no such act.")
        dossier_id = row.dossier_id
    return _saved(dossier_id) if dossier_id else RedirectResponse("/approval", status_code=303)


@router.post("/dossiers/{dossier_id}/senders")
def add_sender(visit: SignedIn, services: Served, dossier_id: ObjectId, form: OwnForm) -> Response:
    """Register a sender."""
    role = form.get("role", "")
    if role not in set(SenderRole):
        raise InputError("There is no such role.")
    with visit.write() as visitor:
        register_sender(
            visitor.session,
            get_dossier(visitor.session, visitor.scope, dossier_id),
            role=SenderRole(role),
            value=form.get("value", "")[:_LONGEST],
            shared=shared_domains(services.installation.shared_domains_file),
            actor=visitor.name,
            now=utc_now(),
        )
    return _saved(dossier_id)


@router.post("/senders/{sender_id}/remove")
def delete_sender(visit: SignedIn, sender_id: ObjectId, form: OwnForm) -> Response:
    """Remove a registered sender."""
    with visit.write() as visitor:
        row = visitor.scope.get(visitor.session, RegisteredSenderRow, sender_id, lock=True)
        dossier_id = row.dossier_id
        remove_sender(visitor.session, row, visitor.name)
    return _saved(dossier_id)


def _saved(dossier_id: str) -> Response:
    path = f"/dossiers/{dossier_id}/approval?done={Notice.SAVED}"
    return RedirectResponse(path, status_code=303)


def _show(
    request: Request,
    visit: Visit,
    dossier_id: str,
    *,
    done: Notice | None = None,
    typed: Mapping[str, str] | None = None,
    changes: Sequence[Change] | None = None,
) -> Response:
    language = language_of(request)
    with visit.read() as visitor:
        dossier = get_dossier(visitor.session, visitor.scope, dossier_id)
        rules = [_shown(row) for row in rules_tried(visitor.session, dossier)]
        senders = list_registered(visitor.session, visitor.scope, PageRequest(100), dossier.id)
    return page(
        request,
        "approval.html",
        dossier=dossier,
        rules=rules,
        senders=senders.rows,
        policies=options(ReceptionPolicy, language),
        kinds=options(_KINDS, language),
        actions=options(ActionKind, language),
        roles=options(SenderRole, language),
        typed=typed or {},
        changes=changes,
        done=done,
    )


def _shown(row: RuleRow) -> RuleShown:
    asked = [
        (name, ", ".join(map(str, value)) if isinstance(value, list) else str(value))
        for name, value in row.conditions.items()
        if value not in (None, [])
    ]
    return RuleShown(row, row.name, text_of(row).action.kind, asked)


def _tried(visit: Visit, dossier_id: str, text: RuleText) -> Sequence[Change]:
    with visit.read() as visitor:
        dossier = get_dossier(visitor.session, visitor.scope, dossier_id)
        since = utc_now() - timedelta(days=_DAYS)
        rules = {dossier.id: _with(visitor, dossier, text)}
        return simulate(visitor.session, visitor.scope, since, rules).changes


def _with(visitor: Visitor, dossier: DossierRow, text: RuleText) -> tuple[Rule, ...]:
    """Return the rules of a dossier with one more behind its own."""
    return (
        *own_rules(visitor.session, dossier.firm_id, dossier.id),
        Rule("", text.name, text.action, text.conditions),
        *own_rules(visitor.session, dossier.firm_id, None),
    )


def _rule(form: Mapping[str, str]) -> RuleText:
    """Return the rule that was typed.

    Raises:
        InputError: It has no name, or an amount or a choice is none.
    """
    name = " ".join(form.get("name", "").split())
    kind, channel = form.get("kind", ""), form.get("channel", "")
    action = form.get("action", "")
    is_chosen = kind in {"", *_KINDS} and channel in {"", *_CHANNELS} and action in set(ActionKind)
    if not 0 < len(name) <= _LONGEST or not name.isprintable() or not is_chosen:
        raise InputError("A rule needs a name and an action.", code="invalid-rule")
    whom = " ".join(form.get("whom", "").split())[:_LONGEST] or None
    chosen = ActionKind(action)
    conditions = Conditions(
        seller_id="".join(form.get("seller", "").split()).upper() or None,
        amount_to=_amount(form.get("amount_to", "")),
        kinds=(DocumentKind(kind),) if kind else (),
        channels=(channel,) if channel else (),
    )
    person = whom if chosen is ActionKind.ASSIGN else None
    tag = whom if chosen is ActionKind.TAG else None
    return RuleText(name, conditions, Action(chosen, person, tag))


def _amount(text: str) -> Decimal | None:
    if not text.strip():
        return None
    value = parse_value(FieldName.TOTAL_WITH_VAT, text)
    if value is None:
        raise InputError("This is no amount.", code="invalid-rule")
    return Decimal(value)
