"""The first page: what waits for a person, the older first, and the counters; accept several."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.console.guard import GuardedRoute
from api.console.listing import ListQuery, dossier_options
from api.console.notices import Notice
from api.console.render import language_of, page
from api.console.rows import Rows
from api.console.security import OwnForm
from api.console.session import SignedIn
from storage.actions.decide_many import Asked, decide_many
from storage.domain.state import Decision
from storage.queries.dossiers import counters
from storage.queries.review import list_review

router = APIRouter(route_class=GuardedRoute)


class ReviewQuery(ListQuery):
    """Which part of what waits is wanted."""

    done: Notice | None = None


@router.get("/")
def show_review(
    request: Request, visit: SignedIn, query: Annotated[ReviewQuery, Query()]
) -> Response:
    """Show what waits for a person."""
    with visit.read() as visitor:
        found = list_review(visitor.session, visitor.scope, query.page(), query.dossier)
        rows = Rows(visitor, language_of(request)).of_review(found.rows)
        dossiers = dossier_options(visitor)
        counted = counters(visitor.session, visitor.scope, query.dossier)
    return page(
        request,
        "review.html",
        rows=rows,
        counters=counted,
        dossiers=dossiers,
        query=query,
        first=query.first("/"),
        next=query.next("/", found),
        done=query.done,
    )


@router.post("/review/accept")
def accept_chosen(visit: SignedIn, form: OwnForm) -> Response:
    """Accept the invoices that were chosen, each as it was seen."""
    asked = [
        Asked(name, Decision.ACCEPT, int(version))
        for name, version in form.items()
        if name.startswith("inv_") and version.isdecimal()
    ]
    with visit.write() as visitor:
        taken = decide_many(visitor.session, visitor.scope, asked, visitor.name)
    is_done = all(one.error is None for one in taken)
    dossier = form.get("dossier", "")
    notice = Notice.SEVERAL_ACCEPTED if is_done else Notice.SOME_NOT_ACCEPTED
    query = urlencode({"done": notice, **({"dossier": dossier} if dossier else {})})
    return RedirectResponse(f"/?{query}", status_code=303)
