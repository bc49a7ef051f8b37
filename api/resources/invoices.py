"""Invoices: what accounting software polls, decides on and acknowledges."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Response
from pydantic import Field, StringConstraints

from api.auth import Authorized
from api.problems import PreconditionFailedError, PreconditionRequiredError, declare
from api.resources.invoice_shapes import (
    InvoiceDetailOut,
    InvoiceOut,
    invoice_detail_out,
    invoice_out,
)
from api.schemas import DossierQuery, In, ObjectId, PageOut, Text, answer
from storage.actions import acknowledge as acknowledging
from storage.actions import correct
from storage.domain.invoice import FieldName
from storage.domain.mailbox import Direction
from storage.domain.state import Accounting, Reception
from storage.models.invoice import InvoiceRow
from storage.queries.addressees import addressee_of
from storage.queries.invoice_facts import facts_of
from storage.queries.invoices import list_invoices
from storage.queries.keys import Caller
from storage.queries.outgoing import outgoing_of

router = APIRouter(prefix="/invoices", tags=["invoices"])


class InvoicesOut(PageOut[InvoiceOut]):
    """A page of invoices."""


class InvoiceQuery(DossierQuery):
    """Which invoices are wanted."""

    direction: Direction | None = None
    reception: Reception | None = None
    accounting: Accounting | None = None


class CorrectIn(In):
    """Fields with the values that they should have."""

    fields: dict[FieldName, Annotated[str, StringConstraints(max_length=500)] | None] = Field(
        min_length=1,
        description="By name, as in `fields` of an invoice. Null or an empty text takes one away."
        " Dates may be written 31/01/2026 too, amounts 1 234,50.",
    )


IfMatch = Annotated[
    str | None,
    Header(description="Entity tag of the version (RFC 9110 §13.1.1)."),
]


class AcknowledgeIn(In):
    """What the accounting software took over."""

    version: int
    external_ref: Text | None = Field(
        default=None, description="The accounting software's own name for the invoice."
    )


@router.get("", response_model=InvoicesOut, responses=declare(400, 422))
def get_invoices(access: Authorized, query: Annotated[InvoiceQuery, Query()]) -> Response:
    """List invoices, the older first; also those that are held or rejected."""
    with access.read("invoices:read") as caller:
        page = list_invoices(
            caller.session,
            caller.scope,
            query.page(),
            dossier_id=query.dossier,
            direction=query.direction,
            reception=query.reception,
            accounting=query.accounting,
        )
        facts = facts_of(caller.session, page.rows)
    items = [invoice_out(row, facts[row.id]) for row in page.rows]
    return answer(InvoicesOut.of(page, items))


@router.get("/{invoice_id}", response_model=InvoiceDetailOut, responses=declare(404))
def get_invoice(access: Authorized, invoice_id: ObjectId) -> Response:
    """Show one invoice with its fields, their levels and boxes, its VAT table and its lines."""
    with access.read("invoices:read") as caller:
        row = caller.scope.get(caller.session, InvoiceRow, invoice_id)
        result = _shown_whole(caller, row)
    return answer(result, headers=_etag_of(row))


@router.patch(
    "/{invoice_id}",
    response_model=InvoiceDetailOut,
    responses=declare(400, 404, 409, 412, 413, 422, 428),
)
def correct_invoice(
    access: Authorized, invoice_id: ObjectId, body: CorrectIn, if_match: IfMatch = None
) -> Response:
    """Correct fields: makes a new version, which is checked, converted and filed again.

    `If-Match` takes the entity tag of the version that was looked at. While the document is being
    processed: 409.
    """
    with access.write("invoices:write") as caller:
        row = caller.scope.get(caller.session, InvoiceRow, invoice_id, lock=True)
        _require_version(row, if_match)
        correct.correct(caller.session, row, body.fields, caller.actor)
        result = _shown_whole(caller, row)
    return answer(result, headers=_etag_of(row))


@router.post(
    "/{invoice_id}/acknowledge",
    response_model=InvoiceOut,
    responses=declare(400, 404, 409, 413, 422),
)
def acknowledge_invoice(access: Authorized, invoice_id: ObjectId, body: AcknowledgeIn) -> Response:
    """Say that a version was taken over. An older version, or one not accepted: 409."""
    with access.write("retrievals:write") as caller:
        row = caller.scope.get(caller.session, InvoiceRow, invoice_id, lock=True)
        acknowledging.acknowledge(
            caller.session, row, body.version, body.external_ref, caller.actor
        )
        result = _shown(caller, row)
    return answer(result)


def _etag_of(row: InvoiceRow) -> dict[str, str]:
    """Return the header that names a version of the fields; decisions do not change it."""
    return {"ETag": f'"{row.version}"'}


def _require_version(row: InvoiceRow, if_match: str | None) -> None:
    if if_match is None:
        raise PreconditionRequiredError("If-Match has to name the version that is corrected.")
    tags = {tag.strip() for tag in if_match.split(",")}
    if not tags & {"*", _etag_of(row)["ETag"]}:
        raise PreconditionFailedError(f"The present version of {row.id} is {row.version}.")


def _shown_whole(caller: Caller, row: InvoiceRow) -> InvoiceDetailOut:
    addressee = addressee_of(caller.session, caller.scope, row)
    told = outgoing_of(caller.session, row.id)
    return invoice_detail_out(row, facts_of(caller.session, [row])[row.id], addressee, told)


def _shown(caller: Caller, row: InvoiceRow) -> InvoiceOut:
    return invoice_out(row, facts_of(caller.session, [row])[row.id])
