"""Uploads: a file into one direction of a dossier, as durable as a mail (design, law 1)."""

from tempfile import TemporaryFile
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.auth import Access, Authorized
from api.bodies import OVERHEAD, receive_file
from api.edge import allow_body
from api.problems import declare
from api.schemas import In, ObjectId, Out, answer
from api.services import Served
from api.uploading import Uploader, recipient_in, store_upload
from storage.domain.mailbox import Direction, Recipient

router = APIRouter(prefix="/dossiers", tags=["uploads"])

POLL_AFTER_SECONDS = 2

_BINARY: dict[str, Any] = {"type": "string", "format": "binary"}
_FORM: dict[str, Any] = {"type": "object", "required": ["file"], "properties": {"file": _BINARY}}
_BODY = {
    "requestBody": {
        "required": True,
        "description": "The file itself, or a form with it in the field `file`.",
        "content": {
            "multipart/form-data": {"schema": _FORM},
            "application/pdf": {"schema": _BINARY},
            "application/octet-stream": {"schema": _BINARY},
        },
    }
}
_HEADERS = {
    name: {"description": description, "schema": {"type": "string"}}
    for name, description in (
        ("Location", "The message."),
        ("Retry-After", "Seconds after which it is worth asking for it."),
    )
}


class UploadQuery(In):
    """Where the file goes."""

    direction: Direction


class UploadOut(Out):
    """The message that a file became; or was already, where the same bytes had come before."""

    id: str
    dossier_id: str
    direction: Direction
    duplicate_of: str | None


@router.post(
    "/{dossier_id}/documents",
    status_code=201,
    response_model=UploadOut,
    responses={
        200: {"model": UploadOut, "description": "The same bytes had come before."},
        201: {"description": "Stored durably; processing goes on.", "headers": _HEADERS},
        **declare(404, 413, 422),
    },
    openapi_extra=_BODY,
)
async def upload_document(
    request: Request,
    access: Authorized,
    services: Served,
    dossier_id: ObjectId,
    query: Annotated[UploadQuery, Query()],
) -> Response:
    """Take a file into a dossier."""
    # Who may do it is known before the first byte is written.
    recipient, uploader = await run_in_threadpool(_who, access, dossier_id, query.direction)
    most = services.installation.max_message_size
    allow_body(request, most + OVERHEAD)
    with TemporaryFile(dir=services.uploads) as file:
        name = await receive_file(request, file, most)
        received = await run_in_threadpool(store_upload, services, uploader, recipient, file, name)
    location = f"/api/v1/messages/{received.message_id}"
    body = UploadOut(
        id=received.message_id,
        dossier_id=dossier_id,
        direction=query.direction,
        duplicate_of=None if received.is_new else received.message_id,
    )
    if not received.is_new:
        return answer(body, headers={"Location": location})
    headers = {"Location": location, "Retry-After": str(POLL_AFTER_SECONDS)}
    return answer(body, status=201, headers=headers)


def _who(access: Access, dossier_id: str, direction: Direction) -> tuple[Recipient, Uploader]:
    with access.read("documents:write") as caller:
        recipient = recipient_in(caller.session, caller.scope, dossier_id, direction)
        return recipient, Uploader(caller.actor, "invoices:write" in caller.may)
