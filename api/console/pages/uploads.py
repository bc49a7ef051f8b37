"""Upload of one file into one direction of a dossier, as durable as a mail (design, law 1)."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData, UploadFile

from api.bodies import OVERHEAD
from api.console.guard import GuardedRoute
from api.console.listing import dossier_options, options
from api.console.notices import Notice
from api.console.render import language_of, page
from api.console.security import CSRF_FIELD, must_be_same_origin, must_have_token
from api.console.session import SignedIn, Visit
from api.edge import allow_body
from api.schemas import Query as AnyQuery
from api.services import Served, Services
from api.uploading import Uploader, recipient_in, store_upload
from storage.domain.mailbox import Direction, Recipient

router = APIRouter(route_class=GuardedRoute)

_PATH = "/upload"
_MOST_FIELDS = 20


class UploadQuery(AnyQuery):
    """What is chosen beforehand."""

    dossier: str | None = None


@router.get(_PATH)
def show_form(
    request: Request, visit: SignedIn, services: Served, query: Annotated[UploadQuery, Query()]
) -> Response:
    """Show the form."""
    return _form_page(request, visit, services, {"dossier": query.dossier or ""})


@router.post(_PATH)
async def upload(request: Request, visit: SignedIn, services: Served) -> Response:
    """Take a file in and show the message that it became."""
    must_be_same_origin(request)
    await run_in_threadpool(_must_be_signed_in, visit)
    most = services.installation.max_message_size
    allow_body(request, most + OVERHEAD)
    async with request.form(max_files=1, max_fields=_MOST_FIELDS) as form:
        typed = {name: value for name, value in form.items() if isinstance(value, str)}
        must_have_token(request, typed.get(CSRF_FIELD, ""))
        file = _file(form)
        error = _error(typed, file, most)
        if file is None or error:
            return await run_in_threadpool(_form_page, request, visit, services, typed, error=error)
        recipient, uploader = await run_in_threadpool(_who, visit, typed)
        received = await run_in_threadpool(
            store_upload, services, uploader, recipient, file.file, file.filename
        )
    done = Notice.UPLOADED if received.is_new else Notice.AGAIN
    return RedirectResponse(f"/messages/{received.message_id}?done={done}", status_code=303)


def _file(form: FormData) -> UploadFile | None:
    found = form.get("file")
    return found if isinstance(found, UploadFile) and found.filename else None


def _error(typed: dict[str, str], file: UploadFile | None, most: int) -> str:
    """Return the name of what is wrong with the form; empty where nothing is."""
    if not typed.get("dossier"):
        return "dossier"
    if typed.get("direction") not in set(Direction):
        return "direction"
    if file is None:
        return "file"
    if not file.size:
        return "empty"
    return "large" if file.size > most else ""


def _must_be_signed_in(visit: Visit) -> None:
    with visit.read():
        pass


def _who(visit: Visit, typed: dict[str, str]) -> tuple[Recipient, Uploader]:
    with visit.read() as visitor:
        direction = Direction(typed["direction"])
        recipient = recipient_in(visitor.session, visitor.scope, typed["dossier"], direction)
        return recipient, Uploader(visitor.name, may_accept=True)


def _form_page(
    request: Request, visit: Visit, services: Services, typed: dict[str, str], *, error: str = ""
) -> Response:
    with visit.read() as visitor:
        dossiers = dossier_options(visitor)
    return page(
        request,
        "upload.html",
        status=422 if error else 200,
        dossiers=dossiers,
        directions=options(Direction, language_of(request)),
        dossier=typed.get("dossier", ""),
        direction=typed.get("direction", Direction.PURCHASE),
        most=services.installation.max_message_size,
        error=error,
    )
