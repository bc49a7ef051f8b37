"""Documents: candidate invoices, what happened to them, and their files."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.auth import Authorized
from api.files import StoredFile, declare_bytes, safe_name, send_file
from api.problems import NoFileError, declare
from api.schemas import (
    DossierQuery,
    Instant,
    ObjectId,
    Out,
    PageOut,
    ReasonOut,
    SourceOut,
    answer,
    reasons_out,
    sources_out,
)
from api.services import Served
from storage.domain.errors import NotFoundError
from storage.domain.mailbox import Direction
from storage.domain.state import DocumentKind, DocumentStatus
from storage.models.document import DocumentRow
from storage.queries.documents import list_documents, sources_of, timelines
from storage.queries.invoices import invoice_ids
from storage.queries.keys import Caller

router = APIRouter(prefix="/documents", tags=["documents"])


class StageOut(Out):
    """One finished run of a stage."""

    stage: str
    at: Instant
    status: str
    ms: int
    code: str | None


class DocumentOut(Out):
    """A document; its invoice, where it has one, is a resource of its own."""

    id: str
    dossier_id: str
    direction: Direction
    status: DocumentStatus
    stage: str
    kind: DocumentKind | None
    reasons: list[ReasonOut]
    version: int
    sha256: str
    name: str | None
    media_type: str
    pages: int | None
    invoice_id: str | None
    sources: list[SourceOut]
    timeline: list[StageOut]
    created_at: Instant


class DocumentsOut(PageOut[DocumentOut]):
    """A page of documents."""


class DocumentQuery(DossierQuery):
    """Which documents are wanted."""

    direction: Direction | None = None
    status: DocumentStatus | None = None


@router.get("", response_model=DocumentsOut, responses=declare(400, 422))
def get_documents(access: Authorized, query: Annotated[DocumentQuery, Query()]) -> Response:
    """List documents, the older first; held, rejected and failed ones too."""
    with access.read("documents:read") as caller:
        page = list_documents(
            caller.session,
            caller.scope,
            query.page(),
            dossier_id=query.dossier,
            direction=query.direction,
            status=query.status,
        )
        result = DocumentsOut.of(page, _documents_out(caller, page.rows))
    return answer(result)


@router.get("/{document_id}", response_model=DocumentOut, responses=declare(404))
def get_document(access: Authorized, document_id: ObjectId) -> Response:
    """Show one document."""
    with access.read("documents:read") as caller:
        row = caller.scope.get(caller.session, DocumentRow, document_id)
        result = _documents_out(caller, [row])[0]
    return answer(result)


@router.head("/{document_id}/original", include_in_schema=False)
@router.get("/{document_id}/original", response_class=Response, responses=declare_bytes())
def get_original(
    request: Request, access: Authorized, services: Served, document_id: ObjectId
) -> Response:
    """Hand out the file exactly as it was received."""
    row = _row(access, document_id)
    file = StoredFile(row.firm_id, row.sha256, row.name or row.id, row.media_type)
    return send_file(request, services.blobs, file)


@router.head("/{document_id}/facturx", include_in_schema=False)
@router.get("/{document_id}/facturx", response_class=Response, responses=declare_bytes())
def get_facturx(
    request: Request, access: Authorized, services: Served, document_id: ObjectId
) -> Response:
    """Hand out the Factur-X; 404 with the document's reasons where there is none."""
    row = _row(access, document_id)
    if row.facturx_sha256 is None:
        raise NoFileError(f"There is no Factur-X of {row.id}.", row.reasons)
    file = StoredFile(row.firm_id, row.facturx_sha256, f"{_stem(row)}.pdf", "application/pdf")
    return send_file(request, services.blobs, file)


@router.head("/{document_id}/xml", include_in_schema=False)
@router.get("/{document_id}/xml", response_class=Response, responses=declare_bytes())
def get_xml(
    request: Request, access: Authorized, services: Served, document_id: ObjectId
) -> Response:
    """Hand out the invoice XML; 404 with the document's reasons where there is none."""
    row = _row(access, document_id)
    if row.xml_sha256 is None:
        raise NoFileError(f"There is no XML of {row.id}.", row.reasons)
    file = StoredFile(row.firm_id, row.xml_sha256, f"{_stem(row)}.xml", "application/xml")
    return send_file(request, services.blobs, file)


@router.head("/{document_id}/pages/{number}", include_in_schema=False)
@router.get("/{document_id}/pages/{number}", response_class=Response, responses=declare_bytes())
def get_page(access: Authorized, document_id: ObjectId, number: int) -> Response:
    """Hand out the image of a page, 1-based. None are made yet: 404."""
    row = _row(access, document_id)
    raise NotFoundError(f"There is no image of page {number} of {row.id}.", code="no-page-image")


def _row(access: Authorized, document_id: str) -> DocumentRow:
    with access.read("documents:read") as caller:
        return caller.scope.get(caller.session, DocumentRow, document_id)


def _stem(row: DocumentRow) -> str:
    name = safe_name(row.name or row.id)
    return name.rpartition(".")[0] or name


def _documents_out(caller: Caller, rows: Sequence[DocumentRow]) -> list[DocumentOut]:
    ids = [row.id for row in rows]
    invoices = invoice_ids(caller.session, ids)
    sources = sources_of(caller.session, ids)
    runs = timelines(caller.session, ids)
    return [
        DocumentOut(
            id=row.id,
            dossier_id=row.dossier_id,
            direction=row.direction,
            status=row.status,
            stage=row.stage,
            kind=row.kind,
            reasons=reasons_out(row.reasons),
            version=row.version,
            sha256=row.sha256,
            name=row.name,
            media_type=row.media_type,
            pages=row.pages,
            invoice_id=invoices.get(row.id),
            sources=sources_out(sources[row.id]),
            timeline=[
                StageOut(stage=run.stage, at=run.at, status=run.outcome, ms=run.ms, code=run.code)
                for run in runs[row.id]
            ],
            created_at=row.created_at,
        )
        for row in rows
    ]
