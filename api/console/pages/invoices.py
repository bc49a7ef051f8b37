"""The list of invoices, the newest first."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.console.guard import GuardedRoute
from api.console.listing import ListQuery, dossier_options, options
from api.console.render import language_of, page
from api.console.rows import Rows
from api.console.session import SignedIn
from storage.domain.mailbox import Direction
from storage.domain.state import Accounting, Reception
from storage.queries.invoices import list_invoices

router = APIRouter(route_class=GuardedRoute)

_PATH = "/invoices"


class InvoicesQuery(ListQuery):
    """Which invoices are wanted."""

    direction: Direction | None = None
    reception: Reception | None = None
    accounting: Accounting | None = None


@router.get(_PATH)
def show_invoices(
    request: Request, visit: SignedIn, query: Annotated[InvoicesQuery, Query()]
) -> Response:
    """List invoices; also those that are held or rejected."""
    language = language_of(request)
    with visit.read() as visitor:
        found = list_invoices(
            visitor.session,
            visitor.scope,
            query.page(newest_first=True),
            dossier_id=query.dossier,
            direction=query.direction,
            reception=query.reception,
            accounting=query.accounting,
        )
        rows = Rows(visitor, language).of_invoices(found.rows)
        dossiers = dossier_options(visitor)
    return page(
        request,
        "invoices.html",
        rows=rows,
        dossiers=dossiers,
        directions=options(Direction, language),
        receptions=options(Reception, language),
        accountings=options(Accounting, language),
        query=query,
        first=query.first(_PATH),
        next=query.next(_PATH, found),
    )
