"""Invoices that may be the same one: a person can say that they are two."""

from fastapi import APIRouter, Response

from api.auth import Authorized
from api.problems import declare
from api.resources.invoice_shapes import InvoiceOut, invoice_out
from api.schemas import ObjectId, answer
from storage.actions.undo_duplicate import confirm_duplicate, undo_duplicate
from storage.clock import utc_now
from storage.models.duplicate import DuplicateRow
from storage.models.invoice import InvoiceRow
from storage.queries.invoice_facts import facts_of

router = APIRouter(prefix="/duplicates", tags=["invoices"])


@router.post("/{duplicate_id}/confirm", response_model=InvoiceOut, responses=declare(404, 409))
def confirm_copy(access: Authorized, duplicate_id: ObjectId) -> Response:
    """Say that two invoices are one: the later one waits for nobody any more. Twice is as once."""
    with access.write("invoices:write") as caller:
        pair = caller.scope.get(caller.session, DuplicateRow, duplicate_id, lock=True)
        confirm_duplicate(caller.session, pair, caller.actor)
        row = caller.session.get_one(InvoiceRow, pair.invoice_id)
        result = invoice_out(row, facts_of(caller.session, [row])[row.id])
    return answer(result)


@router.post("/{duplicate_id}/undo", response_model=InvoiceOut, responses=declare(404))
def tell_apart(access: Authorized, duplicate_id: ObjectId) -> Response:
    """Say that two invoices are two: the later one is approved for itself. Twice is as once."""
    with access.write("invoices:write") as caller:
        pair = caller.scope.get(caller.session, DuplicateRow, duplicate_id, lock=True)
        undo_duplicate(caller.session, pair, caller.actor, utc_now())
        row = caller.session.get_one(InvoiceRow, pair.invoice_id)
        result = invoice_out(row, facts_of(caller.session, [row])[row.id])
    return answer(result)
