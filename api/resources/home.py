"""What stands at ``/`` until there are pages for people: where programs find the API."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

router = APIRouter(include_in_schema=False)

_PAGE = """<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<title>Vaguemestre</title>
<h1>Vaguemestre</h1>
<p>Le service fonctionne. Les pages pour les personnes viendront ; les programmes utilisent
<code>/api/v1</code>, décrit par <a href="/openapi.json">/openapi.json</a>.</p>
<p lang="en">The service runs. Pages for people will come; programs use <code>/api/v1</code>,
described by <a href="/openapi.json">/openapi.json</a>.</p>
</html>
"""

_HEADERS = {"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff"}


@router.get("/")
async def home() -> HTMLResponse:
    """Say what this is and where programs go."""
    return HTMLResponse(_PAGE, headers=_HEADERS)
