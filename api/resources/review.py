"""« À traiter »: everything that waits for a person, as the counter ``to_review`` counts it."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from api.auth import Authorized
from api.problems import declare
from api.schemas import DossierQuery, Out, PageOut, ReasonOut, answer, reasons_out
from storage.queries.review import list_review

router = APIRouter(prefix="/review", tags=["review"])


class ReviewItemOut(Out):
    """Something that waits for a person; its kind says where to ask for more."""

    kind: Literal["invoice", "document", "message"]
    id: str
    dossier_id: str
    reasons: list[ReasonOut]


class ReviewOut(PageOut[ReviewItemOut]):
    """A page of what waits."""


@router.get("", response_model=ReviewOut, responses=declare(400, 422))
def get_review(access: Authorized, query: Annotated[DossierQuery, Query()]) -> Response:
    """List what waits for a person, the older first."""
    with access.read("documents:read", "invoices:read") as caller:
        page = list_review(caller.session, caller.scope, query.page(), query.dossier)
    items = [
        ReviewItemOut.model_validate(
            {
                "kind": item.kind,
                "id": item.id,
                "dossier_id": item.dossier_id,
                "reasons": reasons_out(item.reasons),
            }
        )
        for item in page.rows
    ]
    return answer(ReviewOut.of(page, items))
