"""The feed: what changed, numbered without gaps in the order of commits."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from api import schemas
from api.auth import Authorized
from api.problems import declare
from api.schemas import Instant, Out, answer
from storage.queries.events import events_after

router = APIRouter(prefix="/feed", tags=["feed"])

_LARGEST_SEQ = 2**53


MOST_EVENTS = 1000


class FeedQuery(schemas.Query):
    """Where to go on reading."""

    after: int = Field(default=0, ge=0, le=_LARGEST_SEQ)
    limit: int = Field(default=100, ge=1, description=f"No more than {MOST_EVENTS} are given.")


class EventOut(Out):
    """One change of one object, which may have changed further since."""

    seq: int
    type: str
    dossier_id: str
    object_id: str
    version: int
    at: Instant


class FeedOut(Out):
    """Events in order."""

    data: list[EventOut]
    next_cursor: int = Field(description="The next `after`; the same as before when data is empty.")


@router.get("", response_model=FeedOut, responses=declare(422))
def get_feed(access: Authorized, query: Annotated[FeedQuery, Query()]) -> Response:
    """Read the events after a number.

    A key to one dossier sees that dossier's events; their numbers then have gaps.
    """
    limit = min(query.limit, MOST_EVENTS)
    with access.read() as caller:
        rows = events_after(caller.session, caller.scope, query.after, limit)
    events = [
        EventOut(
            seq=row.seq,
            type=row.type,
            dossier_id=row.dossier_id,
            object_id=row.object_id,
            version=row.version,
            at=row.at,
        )
        for row in rows
    ]
    return answer(FeedOut(data=events, next_cursor=events[-1].seq if events else query.after))
