"""What corrections taught: where each supplier prints a field, and a button to forget it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from api.console.guard import GuardedRoute
from api.console.listing import ListQuery, dossier_options
from api.console.notices import Notice
from api.console.render import page
from api.console.security import OwnForm
from api.console.session import SignedIn
from api.schemas import ObjectId
from storage.actions.learn import forget
from storage.codec import from_json
from storage.domain.learning import Place
from storage.models.learning import LearnedPlaceRow
from storage.queries.dossiers import dossier_names
from storage.queries.learning import list_learned_places, names_of_sellers
from storage.queries.people import Visitor

router = APIRouter(route_class=GuardedRoute)

_PATH = "/learned-places"


class LearnedQuery(ListQuery):
    """Which learned places are wanted, and what led here."""

    seller: str | None = Field(default=None, max_length=20, pattern=r"^[A-Z0-9]+$")
    done: Notice | None = None


@dataclass(frozen=True)
class LearnedShown:
    """One learned place.

    Attributes:
        row: As it is stored.
        place: Where it is.
        supplier: The supplier's name; empty where only its identifier is known.
        dossier: The dossier's name.
    """

    row: LearnedPlaceRow
    place: Place
    supplier: str
    dossier: str


@router.get(_PATH)
def show_learned_places(
    request: Request, visit: SignedIn, query: Annotated[LearnedQuery, Query()]
) -> Response:
    """List what was learned, the newest first."""
    with visit.read() as visitor:
        found = list_learned_places(
            visitor.session,
            visitor.scope,
            query.page(newest_first=True),
            dossier_id=query.dossier,
            seller=query.seller,
        )
        shown = _shown(visitor, found.rows)
        dossiers = dossier_options(visitor)
    done, query = query.done, query.model_copy(update={"done": None})
    return page(
        request,
        "learned_places.html",
        rows=shown,
        dossiers=dossiers,
        query=query,
        done=done,
        first=query.first(_PATH),
        next=query.next(_PATH, found),
    )


@router.post(_PATH + "/{learned_place_id}/forget")
def forget_learned_place(visit: SignedIn, learned_place_id: ObjectId, form: OwnForm) -> Response:
    """Forget one learned place."""
    with visit.write() as visitor:
        row = visitor.scope.get(visitor.session, LearnedPlaceRow, learned_place_id, lock=True)
        dossier_id = row.dossier_id
        forget(visitor.session, row, visitor.name)
    path = f"{_PATH}?dossier={dossier_id}&done={Notice.FORGOTTEN}"
    return RedirectResponse(path, status_code=303)


def _shown(visitor: Visitor, rows: Sequence[LearnedPlaceRow]) -> list[LearnedShown]:
    dossiers = dossier_names(visitor.session, visitor.scope, list({row.dossier_id for row in rows}))
    names = names_of_sellers(visitor.session, visitor.scope, list({row.seller for row in rows}))
    return [
        LearnedShown(
            row,
            from_json(Place, row.place),
            names.get((row.dossier_id, row.seller), ""),
            dossiers[row.dossier_id],
        )
        for row in rows
    ]
