"""Documents: candidate invoices, what happened to them, and their files."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

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
from api.schemas import (
    Query as AnyQuery,
)
from api.services import Served
from storage.domain.errors import NotFoundError
from storage.domain.invoice import Profile
from storage.domain.joining import JOINED
from storage.domain.mailbox import Direction
from storage.domain.state import DocumentKind, DocumentStatus
from storage.models.document import DocumentRow, PageRow, StageRunRow
from storage.models.message import PartRow
from storage.queries.documents import annexes_of, joined_in, list_documents, sources_of, timelines
from storage.queries.invoices import invoice_ids
from storage.queries.keys import Caller

_MOST_PAGES = 100_000

router = APIRouter(prefix="/documents", tags=["documents"])


class StageOut(Out):
    """One finished run of a stage."""

    stage: str
    at: Instant
    status: str
    ms: int
    code: str | None


class AnnexOut(Out):
    """A part of a message that hangs on a document; its bytes are with the message's parts."""

    message_id: str
    path: str
    name: str | None
    media_type: str


class DocumentOut(Out):
    """A document; its invoice, where it has one, is a resource of its own."""

    id: str
    dossier_id: str
    direction: Direction
    status: DocumentStatus
    stage: str
    kind: DocumentKind | None
    kind_reason: ReasonOut | None = Field(description="Why it is taken for that kind.")
    reasons: list[ReasonOut]
    version: int
    sha256: str
    name: str | None
    media_type: str
    pages: int | None
    first_page: int = Field(description="Of the original, 1-based, that the document begins on.")
    last_page: int | None = Field(description="Of the original; null for its last one.")
    proposal: list[int] = Field(
        description="First pages of the invoices that it seems to hold, counted from its own first;"
        " empty where it is one."
    )
    withdrawn: bool = Field(description="Whether others stand for its pages since it was sorted.")
    annex_of: str | None = Field(description="The document that a person made it an annex of.")
    joined_from: list[str] = Field(
        description="The documents of several files whose pages it is, in their order."
    )
    joined_in: str | None = Field(description="The document of several files that it is in.")
    derived: bool = Field(description="Whether its XML and Factur-X were made here.")
    profile: Profile | None = Field(description="The rule set that its XML declares.")
    facturx_reasons: list[ReasonOut] = Field(
        description="Why there is no Factur-X, or why its profile is no higher."
    )
    flags: list[ReasonOut] = Field(
        description="What a person should know of its file: what is active in it, what was mended, "
        "what its signatures are worth."
    )
    annexes: list[AnnexOut]
    invoice_id: str | None
    sources: list[SourceOut]
    timeline: list[StageOut]
    created_at: Instant


class ImageSize(StrEnum):
    """How many pixels a page's picture has."""

    NORMAL = "normal"
    LARGE = "large"


class PageImageQuery(AnyQuery):
    """Which picture of a page is wanted."""

    size: ImageSize = ImageSize.NORMAL


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
        result = DocumentsOut.of(page, documents_out(caller, page.rows))
    return answer(result)


@router.get("/{document_id}", response_model=DocumentOut, responses=declare(404))
def get_document(access: Authorized, document_id: ObjectId) -> Response:
    """Show one document."""
    with access.read("documents:read") as caller:
        row = caller.scope.get(caller.session, DocumentRow, document_id)
        result = documents_out(caller, [row])[0]
    return answer(result)


@router.head("/{document_id}/original", include_in_schema=False)
@router.get("/{document_id}/original", response_class=Response, responses=declare_bytes())
def get_original(
    request: Request, access: Authorized, services: Served, document_id: ObjectId
) -> Response:
    """Hand out the file exactly as it was received; of several joined files, their pages."""
    return send_file(request, services.blobs, original_of(_row(access, document_id)))


def original_of(row: DocumentRow) -> StoredFile:
    """Return a document's original; of one of several files there is the PDF of their pages.

    Raises:
        NoFileError: That PDF is not made yet.
    """
    if row.media_type == JOINED:
        return _made(row, row.pdf_sha256, "PDF", "application/pdf")
    return StoredFile(row.firm_id, row.sha256, row.name or row.id, row.media_type)


@router.head("/{document_id}/view", include_in_schema=False)
@router.get("/{document_id}/view", response_class=Response, responses=declare_bytes())
def get_view(
    request: Request, access: Authorized, services: Served, document_id: ObjectId
) -> Response:
    """Hand out a PDF to look at: the pages, with nothing active; 404 where there is none."""
    row = _row(access, document_id)
    file = _made(row, row.view_sha256, "PDF to look at", "application/pdf")
    return send_file(request, services.blobs, file)


@router.head("/{document_id}/facturx", include_in_schema=False)
@router.get("/{document_id}/facturx", response_class=Response, responses=declare_bytes())
def get_facturx(
    request: Request, access: Authorized, services: Served, document_id: ObjectId
) -> Response:
    """Hand out the Factur-X; 404 with the document's reasons where there is none."""
    row = _row(access, document_id)
    file = _made(row, row.facturx_sha256, "Factur-X", "application/pdf")
    return send_file(request, services.blobs, file)


@router.head("/{document_id}/xml", include_in_schema=False)
@router.get("/{document_id}/xml", response_class=Response, responses=declare_bytes())
def get_xml(
    request: Request, access: Authorized, services: Served, document_id: ObjectId
) -> Response:
    """Hand out the invoice XML; 404 with the document's reasons where there is none."""
    row = _row(access, document_id)
    file = _made(row, row.xml_sha256, "XML", "application/xml")
    return send_file(request, services.blobs, file)


@router.head("/{document_id}/pages/{number}", include_in_schema=False)
@router.get("/{document_id}/pages/{number}", response_class=Response, responses=declare_bytes(422))
def get_page(
    request: Request,
    access: Authorized,
    services: Served,
    document_id: ObjectId,
    number: Annotated[int, Path(ge=1, le=_MOST_PAGES)],
    query: Annotated[PageImageQuery, Query()],
) -> Response:
    """Hand out the picture of a page, 1-based, as WebP; 404 where there is none."""
    with access.read("documents:read") as caller:
        row = caller.scope.get(caller.session, DocumentRow, document_id)
        page = caller.session.get(PageRow, (row.id, number))
    if page is None:
        raise NotFoundError(
            f"There is no image of page {number} of {row.id}.", code="no-page-image"
        )
    large = page.large_sha256 if query.size is ImageSize.LARGE else None
    name = f"{_stem(row)}-{number}.webp"
    file = StoredFile(row.firm_id, large or page.image_sha256, name, "image/webp")
    return send_file(request, services.blobs, file)


def _row(access: Authorized, document_id: str) -> DocumentRow:
    with access.read("documents:read") as caller:
        return caller.scope.get(caller.session, DocumentRow, document_id)


def _made(row: DocumentRow, sha256: str | None, what: str, media_type: str) -> StoredFile:
    if sha256 is None:
        raise _no_file(row, what)
    ending = media_type.rpartition("/")[2]
    return StoredFile(row.firm_id, sha256, f"{_stem(row)}.{ending}", media_type)


def _no_file(row: DocumentRow, name: str) -> NoFileError:
    """Say what stopped the document, then what kept a Factur-X from being made of it."""
    until = " yet" if row.status is DocumentStatus.PROCESSING else ""
    detail = f"There is no {name} of {row.id}{until}; it is {row.status}."
    return NoFileError(detail, [*row.reasons, *row.facturx_reasons])


def _stem(row: DocumentRow) -> str:
    name = safe_name(row.name or row.id)
    return name.rpartition(".")[0] or name


def documents_out(caller: Caller, rows: Sequence[DocumentRow]) -> list[DocumentOut]:
    """Return documents as they are shown, with what belongs to each."""
    ids = [row.id for row in rows]
    invoices = invoice_ids(caller.session, ids)
    sources = sources_of(caller.session, ids)
    runs = timelines(caller.session, ids)
    annexes, joined = annexes_of(caller.session, ids), joined_in(caller.session, ids)
    return [
        DocumentOut(
            id=row.id,
            dossier_id=row.dossier_id,
            direction=row.direction,
            status=row.status,
            stage=row.stage,
            kind=row.kind,
            kind_reason=next(iter(reasons_out([row.kind_reason] if row.kind_reason else [])), None),
            reasons=reasons_out(row.reasons),
            version=row.version,
            sha256=row.sha256,
            name=row.name,
            media_type=row.media_type,
            pages=row.pages,
            first_page=row.first_page,
            last_page=row.last_page or None,
            proposal=row.proposal,
            withdrawn=row.withdrawn,
            annex_of=row.annex_of_id,
            joined_from=[member.id for member in joined[row.id]],
            joined_in=row.joined_in_id,
            derived=row.derived,
            profile=row.profile,
            facturx_reasons=reasons_out(row.facturx_reasons),
            flags=reasons_out(row.flags),
            annexes=[_annex_out(part) for part in annexes[row.id]],
            invoice_id=invoices.get(row.id),
            sources=sources_out(sources[row.id]),
            timeline=[_stage_out(run) for run in runs[row.id]],
            created_at=row.created_at,
        )
        for row in rows
    ]


def _stage_out(run: StageRunRow) -> StageOut:
    return StageOut(stage=run.stage, at=run.at, status=run.outcome, ms=run.ms, code=run.code)


def _annex_out(part: PartRow) -> AnnexOut:
    return AnnexOut(
        message_id=part.message_id, path=part.path, name=part.name, media_type=part.media_type
    )
