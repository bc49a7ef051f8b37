"""Why an invoice was decided as it was, and « toujours faire confiance » to its supplier."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.console.guard import GuardedRoute
from api.console.notices import Notice
from api.console.reasons import reasons_shown
from api.console.render import language_of, page
from api.console.security import OwnForm
from api.console.session import SignedIn
from api.schemas import ObjectId
from storage.actions.trust import Bounds, Proposal, propose, trust
from storage.codec import reasons_to_json
from storage.domain.correction import parse_value
from storage.domain.errors import ConflictError, InputError
from storage.domain.invoice import FieldName
from storage.models.invoice import InvoiceRow
from storage.models.supplier import SupplierRow
from storage.queries.decisions import latest_decision

router = APIRouter(route_class=GuardedRoute)

_GROUPS = ("policy", "today", "direction")
"""Members of stored inputs that are plain values."""


@dataclass(frozen=True)
class Fact:
    """One thing that a decision was made of.

    Attributes:
        name: As it is stored.
        value: In one line.
    """

    name: str
    value: str


@router.get("/invoices/{invoice_id}/decision")
def show_decision(request: Request, visit: SignedIn, invoice_id: ObjectId) -> Response:
    """Show the latest decision on an invoice, and what trust it would allow."""
    language = language_of(request)
    with visit.read() as visitor:
        row = visitor.scope.get(visitor.session, InvoiceRow, invoice_id)
        decision = latest_decision(visitor.session, row.id)
        supplier = visitor.session.get(SupplierRow, row.supplier_id) if row.supplier_id else None
        proposal: Proposal | None = None
        try:
            proposal = propose(visitor.session, row)
        except ConflictError:
            proposal = None
    missing = reasons_to_json(proposal.missing) if proposal else []
    return page(
        request,
        "decision.html",
        row=row,
        decision=decision,
        reasons=reasons_shown(decision.reasons, language) if decision else (),
        facts=_facts(decision.inputs) if decision else (),
        proposal=proposal,
        supplier=supplier,
        missing=reasons_shown(missing, language),
    )


@router.post("/invoices/{invoice_id}/trust")
def trust_supplier(visit: SignedIn, invoice_id: ObjectId, form: OwnForm) -> Response:
    """Trust the supplier within what the invoice proved, and the bounds that were typed."""
    ceiling = _typed(FieldName.TOTAL_WITH_VAT, form.get("ceiling", ""))
    until = _typed(FieldName.DUE_DATE, form.get("until", ""))
    bounds = Bounds(
        Decimal(ceiling) if ceiling else None, date.fromisoformat(until) if until else None
    )
    with visit.write() as visitor:
        row = visitor.scope.get(visitor.session, InvoiceRow, invoice_id)
        trust(visitor.session, row, bounds, visitor.name)
    return RedirectResponse(f"/invoices/{invoice_id}?done={Notice.TRUSTED}", status_code=303)


def _typed(name: FieldName, text: str) -> str | None:
    """Return an amount or a date as typed; None for nothing.

    Raises:
        InputError: It is neither; ``code`` is ``invalid-field``.
    """
    if not text.strip():
        return None
    value = parse_value(name, text)
    if value is None:
        raise InputError("This is no amount or date.", code="invalid-field")
    return value


def _facts(inputs: Mapping[str, Any]) -> list[Fact]:
    """Return stored inputs as lines: plain ones, then those of the supplier and the evidence."""
    found = [Fact(name, str(inputs[name])) for name in _GROUPS if name in inputs]
    for group in ("supplier", "evidence"):
        for name, value in (inputs.get(group) or {}).items():
            if value not in (None, [], "", False):
                found.append(Fact(f"{group}.{name}", _in_line(value)))
    found += [Fact("rule", str(rule.get("name"))) for rule in inputs.get("rules", ())]
    return found


def _in_line(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_in_line, value))
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part)
    return str(value)
