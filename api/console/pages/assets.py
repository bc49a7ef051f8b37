"""The style sheet and the icon."""

from pathlib import Path

from fastapi import APIRouter, Response

from api.console.guard import GuardedRoute
from api.console.statics import static_files
from storage.domain.errors import NotFoundError

router = APIRouter(route_class=GuardedRoute)

_TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


@router.get("/static/{digest}/{name}")
async def get_static(digest: str, name: str) -> Response:
    """Hand out a static file of exactly this content."""
    found = static_files().get(name)
    if found is None or found[0] != digest:
        raise NotFoundError("There is no such file.")
    return Response(
        found[1],
        headers={
            "Content-Type": _TYPES[Path(name).suffix],
            "Cache-Control": "public, max-age=31536000, immutable",
        },
    )
