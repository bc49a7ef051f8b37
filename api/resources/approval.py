"""Why an invoice was decided as it was, and trust in its supplier from what it proved."""

from datetime import date
from decimal import Decimal
from typing import Any

from fastapi import APIRouter, Response
from pydantic import Field

from api.auth import Authorized
from api.problems import declare
from api.schemas import In, Instant, ObjectId, Out, ReasonOut, answer, reasons_out
from storage.actions.trust import Bounds, Proposal, propose, trust
from storage.codec import reasons_to_json
from storage.domain.decision import Ending
from storage.domain.errors import NotFoundError
from storage.domain.money import format_amount
from storage.domain.state import Reception
from storage.models.invoice import InvoiceRow
from storage.models.supplier import SupplierRow
from storage.queries.decisions import latest_decision

router = APIRouter(prefix="/invoices", tags=["invoices"])

AMOUNT_PATTERN = r"^\d{1,12}(\.\d{1,2})?$"


class DecisionOut(Out):
    """An automatic decision, with all that it was made of."""

    invoice_id: str
    version: int
    outcome: Ending
    reception: Reception | None = Field(description="Null where the document was not filed.")
    reasons: list[ReasonOut]
    inputs: dict[str, Any] = Field(description="They give the same answer at any time.")
    rule_version: int
    at: Instant


class ProposalOut(Out):
    """What an invoice proved of its supplier: nothing more can be trusted from it."""

    supplier_id: str
    siren: str | None
    vat_id: str | None
    sender_domains: list[str]
    sender_addresses: list[str] = Field(description="Where many people share the domain.")
    ibans: list[str] = Field(description="Those of the invoice that a person has confirmed.")
    unconfirmed_ibans: list[str]
    amount_ceiling: str | None = Field(description="Its total with VAT, if that is in EUR.")
    missing: list[ReasonOut] = Field(description="Empty, or it cannot be trusted from here.")


class TrustIn(In):
    """How far the trust goes; null and absent mean without a bound."""

    amount_ceiling: str | None = Field(default=None, pattern=AMOUNT_PATTERN)
    trusted_until: date | None = None


class TrustedOut(Out):
    """What a supplier is bound to from now on."""

    supplier_id: str
    trusted: bool
    siren: str | None
    vat_id: str | None
    sender_domains: list[str]
    sender_addresses: list[str]
    amount_ceiling: str | None
    trusted_until: date | None


@router.get("/{invoice_id}/decision", response_model=DecisionOut, responses=declare(404))
def get_decision(access: Authorized, invoice_id: ObjectId) -> Response:
    """Show the latest automatic decision on an invoice."""
    with access.read("invoices:read") as caller:
        row = caller.scope.get(caller.session, InvoiceRow, invoice_id)
        decision = latest_decision(caller.session, row.id)
    if decision is None:
        raise NotFoundError(f"Nothing was decided on {invoice_id} yet.", code="no-decision")
    return answer(
        DecisionOut(
            invoice_id=decision.invoice_id,
            version=decision.version,
            outcome=Ending(decision.outcome),
            reception=decision.reception,
            reasons=reasons_out(decision.reasons),
            inputs=decision.inputs,
            rule_version=decision.rule_version,
            at=decision.at,
        )
    )


@router.get("/{invoice_id}/trust", response_model=ProposalOut, responses=declare(404, 409))
def get_trust_proposal(access: Authorized, invoice_id: ObjectId) -> Response:
    """Show what « toujours faire confiance » would bind the supplier to."""
    with access.read("suppliers:read") as caller:
        row = caller.scope.get(caller.session, InvoiceRow, invoice_id)
        proposal = propose(caller.session, row)
    return answer(_proposal_out(row.supplier_id or "", proposal))


@router.post(
    "/{invoice_id}/trust", response_model=TrustedOut, responses=declare(400, 404, 409, 413, 422)
)
def trust_supplier(access: Authorized, invoice_id: ObjectId, body: TrustIn) -> Response:
    """Trust the supplier of an invoice, within what that proved and these bounds."""
    ceiling = None if body.amount_ceiling is None else Decimal(body.amount_ceiling)
    with access.write("suppliers:write") as caller:
        row = caller.scope.get(caller.session, InvoiceRow, invoice_id)
        bounds = Bounds(ceiling, body.trusted_until)
        supplier = trust(caller.session, row, bounds, caller.actor)
    return answer(_trusted_out(supplier))


def _proposal_out(supplier_id: str, proposal: Proposal) -> ProposalOut:
    return ProposalOut(
        supplier_id=supplier_id,
        siren=proposal.siren,
        vat_id=proposal.vat_id,
        sender_domains=[proposal.sender_domain] if proposal.sender_domain else [],
        sender_addresses=[proposal.sender_address] if proposal.sender_address else [],
        ibans=list(proposal.ibans),
        unconfirmed_ibans=list(proposal.unconfirmed),
        amount_ceiling=None if proposal.ceiling is None else format_amount(proposal.ceiling),
        missing=reasons_out(reasons_to_json(proposal.missing)),
    )


def _trusted_out(row: SupplierRow) -> TrustedOut:
    return TrustedOut(
        supplier_id=row.id,
        trusted=row.trusted,
        siren=row.siren,
        vat_id=row.vat_id,
        sender_domains=row.sender_domains,
        sender_addresses=row.sender_addresses,
        amount_ceiling=row.amount_ceiling,
        trusted_until=row.trusted_until,
    )
