"""Pages of what is being processed look again by themselves, a few times, without a script."""

from fastapi import Request

from api.schemas import Query

_SECONDS = 2
_LOOKS = 8


class WaitingQuery(Query):
    """How often the page has looked."""

    looks: int = 0


def next_look(request: Request, query: WaitingQuery, *, is_open: bool) -> str:
    """Return what a page asks of the browser: seconds and address; empty for no more."""
    if not is_open or not 0 <= query.looks < _LOOKS:
        return ""
    return f"{_SECONDS}; url={request.url.path}?looks={query.looks + 1}"
