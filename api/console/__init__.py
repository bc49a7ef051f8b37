"""Pages for people: server-rendered, by links and forms alone, no script.

A page works with the person of a session in place of a program's key, and calls the same
``storage.queries`` and ``storage.actions`` as the API.
"""

from fastapi import FastAPI

from api.console import guard
from api.console.pages import (
    alerts,
    assets,
    documents,
    files,
    invoice,
    invoices,
    learned,
    matches,
    messages,
    partner_import,
    partners,
    passwords,
    review,
    rules,
    sign_in,
    sorting,
    trust,
    uploads,
)

PAGES = (
    sign_in,
    review,
    invoices,
    invoice,
    learned,
    matches,
    partner_import,
    partners,
    messages,
    documents,
    passwords,
    sorting,
    files,
    uploads,
    alerts,
    trust,
    rules,
    assets,
)


def install(app: FastAPI) -> None:
    """Add the pages to an application that answers errors as problems already."""
    guard.install(app)
    for page in PAGES:
        app.include_router(page.router, include_in_schema=False)
