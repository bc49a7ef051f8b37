"""Decisions on invoices: accept, refuse, dispute, undo; one by one, or many at once."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Literal, Self

from fastapi import APIRouter, Response
from pydantic import Field, StrictBool, ValidationInfo, field_validator, model_validator

from api.auth import Authorized
from api.problems import SomeNotDoneError, declare
from api.resources.invoice_shapes import InvoiceOut, invoice_out
from api.schemas import ID_PATTERN, In, ObjectId, Out, Text, answer
from api.services import Served, Services
from storage.actions import decide
from storage.actions.decide_many import Asked, decide_many
from storage.actions.move import move
from storage.clock import utc_now
from storage.domain.errors import ConflictError
from storage.domain.grounds import Grounds, StandardReason
from storage.domain.state import Decision, Reception
from storage.models.invoice import InvoiceRow
from storage.queries.dossiers import get_dossier
from storage.queries.invoice_facts import facts_of

router = APIRouter(tags=["invoices"])

MOST_ITEMS = 100
"""Decisions in one request."""


class GroundsIn(In):
    """Why an invoice is refused or disputed: own words, one of the standard reasons, or both."""

    code: StandardReason | None = Field(default=None, description="One of the standard reasons.")
    reason: Text | None = Field(
        default=None, validate_default=True, description="The caller's own words."
    )

    @field_validator("reason")
    @classmethod
    def _is_said(cls, reason: str | None, info: ValidationInfo) -> str | None:
        if reason is None and info.data.get("code") is None:
            raise ValueError("One of reason and code is needed.")
        return reason

    tell: StrictBool = Field(
        default=False,
        description="Tell the supplier by mail, at the directory's address and no other one.",
    )

    def grounds(self) -> Grounds:
        """Return what the actions take."""
        return Grounds(self.reason or "", self.code)


class MoveIn(In):
    """Where an invoice goes."""

    dossier_id: Annotated[str, Field(pattern=ID_PATTERN)]


class MovedOut(Out):
    """What a moved invoice is in the other dossier, where it is read anew."""

    message_id: str


class BatchItemIn(In):
    """One decision of many."""

    invoice_id: Annotated[str, Field(pattern=ID_PATTERN)]
    decision: Literal[Decision.ACCEPT, Decision.REFUSE, Decision.DISPUTE, Decision.UNDO]
    version: int | None = Field(
        default=None, description="The one that was looked at; another one: nothing is decided."
    )
    reason: Text | None = Field(default=None, description="To refuse or dispute: own words.")
    code: StandardReason | None = Field(
        default=None, description="To refuse or dispute: one of the standard reasons."
    )

    @model_validator(mode="after")
    def _has_grounds(self) -> Self:
        needs = self.decision in {Decision.REFUSE, Decision.DISPUTE}
        if needs != (self.reason is not None or self.code is not None):
            raise ValueError("A refusal or dispute needs reason or code, and nothing else does.")
        return self


class BatchIn(In):
    """Decisions on several invoices; each is taken or not, whatever becomes of the others."""

    items: list[BatchItemIn] = Field(min_length=1, max_length=MOST_ITEMS)


class DecidedOut(Out):
    """An invoice that was decided on."""

    invoice_id: str
    reception: Reception


class BatchOut(Out):
    """What all of them are now, in the order of the items."""

    results: list[DecidedOut]


@router.post(
    "/invoices/{invoice_id}/accept", response_model=InvoiceOut, responses=declare(404, 409)
)
def accept_invoice(access: Authorized, invoice_id: ObjectId) -> Response:
    """Accept an invoice; twice is as once. One that is not filed: 409 with the reasons."""
    return _decide(access, invoice_id, decide.accept)


@router.post(
    "/invoices/{invoice_id}/refuse",
    response_model=InvoiceOut,
    responses=declare(400, 404, 409, 413, 422),
)
def refuse_invoice(
    access: Authorized, services: Served, invoice_id: ObjectId, body: GroundsIn
) -> Response:
    """Refuse an invoice, saying why; twice is as once."""
    must_be_able(services, tells=body.tell)
    act = partial(decide.refuse, grounds=body.grounds(), tells=body.tell)
    return _decide(access, invoice_id, act)


@router.post(
    "/invoices/{invoice_id}/dispute",
    response_model=InvoiceOut,
    responses=declare(400, 404, 409, 413, 422),
)
def dispute_invoice(
    access: Authorized, services: Served, invoice_id: ObjectId, body: GroundsIn
) -> Response:
    """Dispute an invoice, saying why; twice is as once. It counts in `to_continue`."""
    must_be_able(services, tells=body.tell)
    act = partial(decide.dispute, grounds=body.grounds(), tells=body.tell)
    return _decide(access, invoice_id, act)


@router.post("/invoices/{invoice_id}/undo", response_model=InvoiceOut, responses=declare(404, 409))
def undo_decision(access: Authorized, invoice_id: ObjectId) -> Response:
    """Take the last decision back; once the accounting software has the invoice: 409."""
    return _decide(access, invoice_id, decide.undo)


@router.post(
    "/invoices/{invoice_id}/move",
    response_model=MovedOut,
    responses=declare(400, 404, 409, 413, 422),
)
def move_invoice(access: Authorized, invoice_id: ObjectId, body: MoveIn) -> Response:
    """Take an invoice to the dossier of the firm that it is addressed to, as a new arrival there.

    `addressee_id` of the invoice proposes one. For keys to all of the firm.
    """
    with access.write("invoices:write") as caller:
        row = caller.scope.get(caller.session, InvoiceRow, invoice_id, lock=True)
        target = get_dossier(caller.session, caller.scope, body.dossier_id)
        message = move(caller.session, row, target, caller.actor, utc_now())
    return answer(MovedOut(message_id=message.id))


@router.post("/approvals:batch", response_model=BatchOut, responses=declare(400, 413, 422))
def decide_on_many(access: Authorized, body: BatchIn) -> Response:
    """Decide on several invoices at once.

    200 only if all were decided. Otherwise 422 `some-not-done`, whose errors name the items that
    were not; the others were.
    """
    asked = [
        Asked(item.invoice_id, item.decision, item.version, Grounds(item.reason or "", item.code))
        for item in body.items
    ]
    with access.write("invoices:write") as caller:
        taken = decide_many(caller.session, caller.scope, asked, caller.actor)
    failed = [
        (f"/items/{at}", one.error.code, one.error.detail)
        for at, one in enumerate(taken)
        if one.error is not None
    ]
    if failed:
        raise SomeNotDoneError(failed)
    results = [
        DecidedOut(invoice_id=one.invoice_id, reception=one.reception)
        for one in taken
        if one.reception is not None
    ]
    return answer(BatchOut(results=results))


def must_be_able(services: Services, *, tells: bool) -> None:
    """Refuse to tell a supplier where nobody takes the mail.

    Raises:
        ConflictError: ``code`` is ``no-smarthost``.
    """
    if tells and not services.installation.sends_mail:
        raise ConflictError("No smarthost is configured to send mail.", code="no-smarthost")


def _decide(access: Authorized, invoice_id: str, act: Callable[..., None]) -> Response:
    with access.write("invoices:write") as caller:
        row = caller.scope.get(caller.session, InvoiceRow, invoice_id, lock=True)
        act(caller.session, row, actor=caller.actor)
        result = invoice_out(row, facts_of(caller.session, [row])[row.id])
    return answer(result)
