"""Files behind a session, as the API hands them out behind a key.

What came from strangers, and what was made of it, is only ever saved: always an attachment. The
one thing that a browser shows is the pictures of pages, which were drawn here.
"""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from api.console.guard import GuardedRoute
from api.console.pages.documents import MOST_PAGES
from api.console.session import SignedIn
from api.files import BINARY, StoredFile, safe_name, send_file
from api.problems import NoFileError
from api.resources.documents import ImageSize, PageImageQuery, original_of
from api.resources.messages import PartPath, part_pdf
from api.schemas import ObjectId
from api.services import Served
from storage.domain.channel import BARE
from storage.domain.errors import NotFoundError
from storage.domain.part import PartOutcome
from storage.models.document import DocumentRow, PageRow
from storage.models.message import MessageRow, PartRow
from storage.queries.messages import pdf_of_part

router = APIRouter(route_class=GuardedRoute)

_HELD_SECONDS = 3600


@router.get("/documents/{document_id}/original")
def get_original(
    request: Request, visit: SignedIn, services: Served, document_id: ObjectId
) -> Response:
    """Hand out the file exactly as it was received."""
    return send_file(request, services.blobs, original_of(_document(visit, document_id)))


@router.get("/documents/{document_id}/view")
def get_view(
    request: Request, visit: SignedIn, services: Served, document_id: ObjectId
) -> Response:
    """Hand out a PDF to look at, without anything active; 404 where there is none."""
    row = _document(visit, document_id)
    if row.view_sha256 is None:
        raise NoFileError(f"There is no PDF of {row.id} to look at.", row.reasons)
    file = StoredFile(row.firm_id, row.view_sha256, f"{_stem(row)}.pdf", "application/pdf")
    return send_file(request, services.blobs, file)


@router.get("/documents/{document_id}/facturx")
def get_facturx(
    request: Request, visit: SignedIn, services: Served, document_id: ObjectId
) -> Response:
    """Hand out the Factur-X; 404 with the reasons where there is none."""
    row = _document(visit, document_id)
    if row.facturx_sha256 is None:
        raise NoFileError(f"There is no Factur-X of {row.id}.", row.reasons or row.facturx_reasons)
    name = f"{_stem(row)}.pdf"
    file = StoredFile(row.firm_id, row.facturx_sha256, name, "application/pdf")
    return send_file(request, services.blobs, file)


@router.get("/documents/{document_id}/xml")
def get_xml(request: Request, visit: SignedIn, services: Served, document_id: ObjectId) -> Response:
    """Hand out the invoice XML; 404 with the reasons where there is none."""
    row = _document(visit, document_id)
    if row.xml_sha256 is None:
        raise NoFileError(f"There is no XML of {row.id}.", row.reasons)
    file = StoredFile(row.firm_id, row.xml_sha256, f"{_stem(row)}.xml", "application/xml")
    return send_file(request, services.blobs, file)


@router.get("/documents/{document_id}/pages/{number}")
def get_page(
    request: Request,
    visit: SignedIn,
    services: Served,
    document_id: ObjectId,
    number: Annotated[int, Path(ge=1, le=MOST_PAGES)],
    query: Annotated[PageImageQuery, Query()],
) -> Response:
    """Show the picture of a page, 1-based."""
    with visit.read() as visitor:
        row = visitor.scope.get(visitor.session, DocumentRow, document_id)
        picture = visitor.session.get(PageRow, (row.id, number))
    if picture is None:
        raise NotFoundError(f"There is no image of page {number} of {row.id}.", code="no-file")
    large = picture.large_sha256 if query.size is ImageSize.LARGE else None
    file = StoredFile(row.firm_id, large or picture.image_sha256, f"{number}.webp", "image/webp")
    response = send_file(request, services.blobs, file)
    if response.status_code in {200, 206}:
        response.headers["Content-Disposition"] = "inline"
        response.headers["Cache-Control"] = f"private, max-age={_HELD_SECONDS}"
    return response


@router.get("/messages/{message_id}/raw")
def get_raw(request: Request, visit: SignedIn, services: Served, message_id: ObjectId) -> Response:
    """Hand out the mail or file exactly as it was received."""
    with visit.read() as visitor:
        row = visitor.scope.get(visitor.session, MessageRow, message_id)
    if row.channel in BARE:
        name, media_type = row.file_name or row.id, BINARY
    else:
        name, media_type = f"{row.id}.eml", "message/rfc822"
    file = StoredFile(row.firm_id, row.raw_sha256, name, media_type)
    return send_file(request, services.blobs, file)


@router.get("/messages/{message_id}/parts/{path}")
def get_part(
    request: Request, visit: SignedIn, services: Served, message_id: ObjectId, path: PartPath
) -> Response:
    """Hand out one part exactly as it was sent. What was ignored is in the raw mail only: 404."""
    with visit.read() as visitor:
        row = visitor.scope.get(visitor.session, MessageRow, message_id)
        part = visitor.session.get(PartRow, (row.id, path))
    if part is None or part.outcome is PartOutcome.IGNORED:
        raise NotFoundError(f"There is no part {path} of {row.id} to be had.", code="no-file")
    file = StoredFile(row.firm_id, part.sha256, part.name or f"{row.id}-{path}", part.media_type)
    return send_file(request, services.blobs, file)


@router.get("/messages/{message_id}/parts/{path}/pdf")
def get_part_pdf(
    request: Request, visit: SignedIn, services: Served, message_id: ObjectId, path: PartPath
) -> Response:
    """Hand out the PDF that was made of a part."""
    with visit.read() as visitor:
        row = visitor.scope.get(visitor.session, MessageRow, message_id)
        sha256 = pdf_of_part(visitor.session, row.id, path)
    return send_file(request, services.blobs, part_pdf(row, path, sha256))


def _document(visit: SignedIn, document_id: str) -> DocumentRow:
    with visit.read() as visitor:
        return visitor.scope.get(visitor.session, DocumentRow, document_id)


def _stem(row: DocumentRow) -> str:
    name = safe_name(row.name or row.id)
    return name.rpartition(".")[0] or name
