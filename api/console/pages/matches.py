"""What an invoice was matched with, right or wrong: another copy, another dossier."""

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from api.console.guard import GuardedRoute
from api.console.notices import Notice
from api.console.security import OwnForm
from api.console.session import SignedIn
from api.schemas import ObjectId
from storage.actions.move import move
from storage.actions.undo_duplicate import confirm_duplicate, undo_duplicate
from storage.clock import utc_now
from storage.models.duplicate import DuplicateRow
from storage.models.invoice import InvoiceRow
from storage.queries.dossiers import get_dossier

router = APIRouter(route_class=GuardedRoute)


@router.post("/duplicates/{duplicate_id}/undo")
def tell_apart(visit: SignedIn, duplicate_id: ObjectId, form: OwnForm) -> Response:
    """Say that two invoices are two."""
    with visit.write() as visitor:
        pair = visitor.scope.get(visitor.session, DuplicateRow, duplicate_id, lock=True)
        undo_duplicate(visitor.session, pair, visitor.name, utc_now())
        invoice_id = pair.invoice_id
    return RedirectResponse(f"/invoices/{invoice_id}?done={Notice.TOLD_APART}", status_code=303)


@router.post("/duplicates/{duplicate_id}/confirm")
def confirm_copy(visit: SignedIn, duplicate_id: ObjectId, form: OwnForm) -> Response:
    """Say that two invoices are one."""
    with visit.write() as visitor:
        pair = visitor.scope.get(visitor.session, DuplicateRow, duplicate_id, lock=True)
        confirm_duplicate(visitor.session, pair, visitor.name)
        invoice_id = pair.other_id
    return RedirectResponse(f"/invoices/{invoice_id}?done={Notice.COPY_CONFIRMED}", status_code=303)


@router.post("/invoices/{invoice_id}/move")
def move_invoice(visit: SignedIn, invoice_id: ObjectId, form: OwnForm) -> Response:
    """Take an invoice to the dossier that it is addressed to."""
    with visit.write() as visitor:
        row = visitor.scope.get(visitor.session, InvoiceRow, invoice_id, lock=True)
        target = get_dossier(visitor.session, visitor.scope, form.get("dossier", ""))
        message = move(visitor.session, row, target, visitor.name, utc_now())
        message_id = message.id
    return RedirectResponse(f"/messages/{message_id}", status_code=303)
