"""One document that no invoice was read of. One that is an invoice has its invoice's page."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.console.document_view import view_document
from api.console.guard import GuardedRoute
from api.console.notices import Notice
from api.console.render import language_of, page
from api.console.security import OwnForm
from api.console.session import SignedIn
from api.console.waiting import WaitingQuery, next_look
from api.schemas import ObjectId
from api.services import Served
from storage.actions.keep_password import keep_password
from storage.domain.errors import InputError, NotFoundError
from storage.models.document import DocumentRow
from storage.queries.documents import pages_of
from storage.queries.dossiers import get_dossier
from storage.queries.invoices import invoice_ids
from storage.queries.passwords import needs_password

router = APIRouter(route_class=GuardedRoute)

MOST_PAGES = 100_000


class DocumentQuery(WaitingQuery):
    """What led to the page."""

    done: Notice | None = None


@router.get("/documents/{document_id}")
def show_document(
    request: Request,
    visit: SignedIn,
    document_id: ObjectId,
    query: Annotated[DocumentQuery, Query()],
) -> Response:
    """Show a document, or go to its invoice."""
    with visit.read() as visitor:
        row = visitor.scope.get(visitor.session, DocumentRow, document_id)
        invoice_id = invoice_ids(visitor.session, [row.id]).get(row.id)
        view = view_document(visitor, row, language_of(request))
    if invoice_id is not None:
        done = f"?done={query.done}" if query.done else ""
        return RedirectResponse(f"/invoices/{invoice_id}{done}", status_code=303)
    again = next_look(request, query, is_open=view.is_open)
    asks = needs_password(row)
    return page(
        request,
        "document.html",
        view=view,
        done=query.done,
        again=again,
        asks_password=asks,
        wrong="",
    )


@router.post("/documents/{document_id}/password")
def give_password(
    request: Request, visit: SignedIn, services: Served, document_id: ObjectId, form: OwnForm
) -> Response:
    """Keep a password for the dossier's files, and open this one with it."""
    wrong = ""
    try:
        with visit.write() as visitor:
            row = visitor.scope.get(visitor.session, DocumentRow, document_id)
            dossier = get_dossier(visitor.session, visitor.scope, row.dossier_id)
            password, label = form.get("password", ""), form.get("label", "")
            vault = services.open_vault()
            keep_password(visitor.session, vault, dossier, password, label, visitor.name)
    except InputError as error:
        wrong = error.detail
    if not wrong:
        return RedirectResponse(f"/documents/{document_id}", status_code=303)
    with visit.read() as visitor:
        row = visitor.scope.get(visitor.session, DocumentRow, document_id)
        view = view_document(visitor, row, language_of(request))
    asks = needs_password(row)
    return page(
        request,
        "document.html",
        status=422,
        view=view,
        done=None,
        again="",
        asks_password=asks,
        wrong=wrong,
    )


@router.get("/documents/{document_id}/pages/{number}/large")
def show_large_page(
    request: Request,
    visit: SignedIn,
    document_id: ObjectId,
    number: Annotated[int, Path(ge=1, le=MOST_PAGES)],
) -> Response:
    """Show the large picture of a page, 1-based, with the way to the pages beside it."""
    with visit.read() as visitor:
        row = visitor.scope.get(visitor.session, DocumentRow, document_id)
        numbers = [found.number for found in pages_of(visitor.session, row.id)]
    if number not in numbers:
        raise NotFoundError(f"There is no image of page {number} of {row.id}.", code="no-file")
    return page(request, "page.html", row=row, number=number, numbers=numbers)
