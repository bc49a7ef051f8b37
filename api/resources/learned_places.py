"""Learned places: where suppliers print what people corrected, to look at and to delete."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from api.auth import Authorized
from api.problems import declare
from api.schemas import DossierQuery, Instant, ObjectId, Out, PageOut, answer
from storage.actions.learn import forget
from storage.codec import from_json
from storage.domain.invoice import FieldName
from storage.domain.learning import Place
from storage.models.learning import LearnedPlaceRow
from storage.queries.learning import list_learned_places

router = APIRouter(prefix="/learned-places", tags=["suppliers"])


class LearnedQuery(DossierQuery):
    """Which learned places are wanted."""

    seller: str | None = Field(
        default=None, max_length=20, pattern=r"^[A-Z0-9]+$", description="SIREN or VAT id."
    )


class LabelOut(Out):
    """A label, with its place on a page as fractions of the page, origin top left."""

    text: str = Field(description="In small letters without accents.")
    page: int = Field(description="1 is the first page, -1 the last one.")
    x: float
    y: float
    w: float
    h: float


class LearnedPlaceOut(Out):
    """Where one supplier of a dossier prints one field."""

    id: str
    dossier_id: str
    seller: str = Field(description="SIREN or, where it has none, VAT id.")
    field: FieldName
    label: LabelOut
    is_below: bool = Field(description="The value stands under its label, not beside it.")
    times: int = Field(description="Invoices on which it was shown.")
    invoice_id: str = Field(description="The latest of them.")
    actor: str = Field(description="Who corrected or confirmed the latest.")
    created_at: Instant
    taught_at: Instant


class LearnedPlacesOut(PageOut[LearnedPlaceOut]):
    """A page of learned places."""


@router.get("", response_model=LearnedPlacesOut, responses=declare(400, 422))
def get_learned_places(access: Authorized, query: Annotated[LearnedQuery, Query()]) -> Response:
    """List what corrections taught, the older first."""
    with access.read("suppliers:read") as caller:
        page = list_learned_places(
            caller.session,
            caller.scope,
            query.page(),
            dossier_id=query.dossier,
            seller=query.seller,
        )
    return answer(LearnedPlacesOut.of(page, [_shown(row) for row in page.rows]))


@router.get("/{learned_place_id}", response_model=LearnedPlaceOut, responses=declare(404))
def get_learned_place(access: Authorized, learned_place_id: ObjectId) -> Response:
    """Show one learned place."""
    with access.read("suppliers:read") as caller:
        row = caller.scope.get(caller.session, LearnedPlaceRow, learned_place_id)
    return answer(_shown(row))


@router.delete("/{learned_place_id}", response_model=LearnedPlaceOut, responses=declare(404))
def delete_learned_place(access: Authorized, learned_place_id: ObjectId) -> Response:
    """Forget a learned place; the answer is what it was. What was read by it stays."""
    with access.write("suppliers:write") as caller:
        row = caller.scope.get(caller.session, LearnedPlaceRow, learned_place_id, lock=True)
        result = _shown(row)
        forget(caller.session, row, caller.actor)
    return answer(result)


def _shown(row: LearnedPlaceRow) -> LearnedPlaceOut:
    place = from_json(Place, row.place)
    return LearnedPlaceOut(
        id=row.id,
        dossier_id=row.dossier_id,
        seller=row.seller,
        field=row.field,
        label=LabelOut(
            text=place.label, page=place.page, x=place.x, y=place.y, w=place.w, h=place.h
        ),
        is_below=place.is_below,
        times=len(row.invoices),
        invoice_id=row.invoices[-1],
        actor=row.actor,
        created_at=row.created_at,
        taught_at=row.taught_at,
    )
