"""The HTTP application: resources below ``/api/v1``, health and the console beside them.

In: a database, a blob store. Out: an ASGI application described by its own ``/openapi.json``.
"""

from importlib.metadata import version
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute

from api import console, problems
from api.edge import Edge
from api.resources import (
    alerts,
    approval,
    counters,
    customers,
    decisions,
    documents,
    dossiers,
    duplicates,
    feed,
    file_passwords,
    health,
    invoices,
    learned_places,
    messages,
    partner_tables,
    registered_senders,
    review,
    rules,
    sorting,
    suppliers,
    uploads,
)
from api.services import Installation, Services
from storage.blobs import BlobStore, make_folders
from storage.database import Database
from storage.vault import Vault

PREFIX = "/api/v1"

_RESOURCES = (
    dossiers,
    counters,
    duplicates,
    uploads,
    messages,
    documents,
    decisions,
    invoices,
    partner_tables,
    suppliers,
    customers,
    learned_places,
    file_passwords,
    sorting,
    feed,
    review,
    approval,
    alerts,
    registered_senders,
    rules,
)


class _App(FastAPI):
    """An application whose description says how it answers errors."""

    def openapi(self) -> dict[str, Any]:
        """Return the description with the shape of problems, and without the framework's own."""
        document = super().openapi()
        schemas = document["components"]["schemas"]
        if problems.ProblemOut.__name__ not in schemas:
            schema = problems.ProblemOut.model_json_schema(
                mode="serialization", ref_template="#/components/schemas/{model}"
            )
            schemas.update(schema.pop("$defs"))
            schemas[problems.ProblemOut.__name__] = schema
            _drop_framework_errors(document)
        return document


def make_app(
    database: Database,
    blobs: BlobStore,
    uploads_folder: Path,
    installation: Installation,
    vault: Vault | None = None,
) -> FastAPI:
    """Make the application.

    Args:
        database: Where rows are; it need not be migrated yet.
        blobs: Where bytes are.
        uploads_folder: For files that are being uploaded, on the file system of the blobs; it is
            made if it is missing.
        installation: What must be known of the installation.
        vault: Where secrets are encrypted.
    """
    make_folders(uploads_folder)
    # No pages of documentation: they would fetch scripts from elsewhere (design, law 9).
    app = _App(
        title="Vaguemestre",
        version=version("vaguemestre"),
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=_operation_id,
    )
    app.state.services = Services(database, blobs, uploads_folder, installation, vault)
    app.add_middleware(Edge)
    problems.install(app)
    router = APIRouter(prefix=PREFIX)
    for resource in _RESOURCES:
        router.include_router(resource.router)
    app.include_router(router)
    app.include_router(health.router)
    console.install(app)
    return app


def _drop_framework_errors(document: dict[str, Any]) -> None:
    """Take away the 422 that FastAPI adds where a path is all that can be wrong: ours is a 404."""
    for operations in document["paths"].values():
        for operation in operations.values():
            content = operation["responses"].get("422", {}).get("content", {})
            if "application/json" in content:
                del operation["responses"]["422"]
    for name in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(name, None)


def _operation_id(route: APIRoute) -> str:
    return route.name
