"""Counters: how much waits in all that a key opens, a firm or one dossier."""

from fastapi import APIRouter, Response

from api.auth import Authorized
from api.problems import declare
from api.schemas import Out, answer
from storage.queries.dossiers import Counters, counters

router = APIRouter(prefix="/counters", tags=["dossiers"])


class CountersOut(Out):
    """What waits; each is the length of a list.

    ``to_review`` of ``GET /review``, ``to_retrieve`` of ``GET /invoices?accounting=to_retrieve``,
    ``to_continue`` of ``GET /invoices?reception=disputed``.
    """

    to_review: int
    to_retrieve: int
    to_continue: int


@router.get("", response_model=CountersOut, responses=declare())
def get_counters(access: Authorized) -> Response:
    """Count what waits in all that the key opens; each dossier has its own counters as well."""
    with access.read() as caller:
        result = counters_out(counters(caller.session, caller.scope))
    return answer(result)


def counters_out(found: Counters) -> CountersOut:
    """Return counters as they are shown."""
    return CountersOut(
        to_review=found.to_review,
        to_retrieve=found.to_retrieve,
        to_continue=found.to_continue,
    )
