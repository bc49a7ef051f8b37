"""In by a link that works once, and out again.

Opening the link only shows a button: programs that look at links before people do would use it up.
"""

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from api.console.guard import GuardedRoute
from api.console.render import page
from api.console.security import (
    CSRF_FIELD,
    ForgedFormError,
    OwnForm,
    must_be_same_origin,
    must_match,
    read_form,
)
from api.console.session import csrf_token, drop_cookie, secret_of, set_cookie
from api.services import Served, Services
from storage.actions.sign_in import close_session, open_session
from storage.clock import utc_now
from storage.queries.people import find_link

router = APIRouter(route_class=GuardedRoute)


@router.get("/login/{secret}")
def show_link(request: Request, services: Served, secret: str) -> Response:
    """Show the button, or that the link no longer works. Nothing is changed."""
    with services.database.read() as session:
        is_good = find_link(session, secret, utc_now()) is not None
    return _link_page(request, secret, is_good=is_good)


@router.post("/login/{secret}")
async def use_link(request: Request, services: Served, secret: str) -> Response:
    """Sign in, once.

    Nobody is signed in yet, so that the form's token is derived from the link.
    """
    must_be_same_origin(request)
    form = await read_form(request)
    must_match(csrf_token(secret), form.get(CSRF_FIELD, ""))
    opened = await run_in_threadpool(_open, services, secret, secret_of(request))
    if opened is None:
        return _link_page(request, secret, is_good=False)
    response = RedirectResponse("/", status_code=303)
    set_cookie(request, response, opened)
    return response


@router.post("/sign-out")
def sign_out(request: Request, services: Served, _form: OwnForm) -> Response:
    """Sign out, in this browser."""
    secret = secret_of(request)
    if secret is None:
        raise ForgedFormError("Nobody is signed in.")
    with services.database.write() as session:
        close_session(session, secret)
    response = RedirectResponse("/", status_code=303)
    drop_cookie(request, response)
    return response


def _open(services: Services, link: str, present: str | None) -> str | None:
    with services.database.write() as session:
        opened = open_session(session, link, utc_now())
        if opened is not None and present is not None:
            close_session(session, present)
        return opened


def _link_page(request: Request, secret: str, *, is_good: bool) -> Response:
    status = 200 if is_good else 404
    token = csrf_token(secret)
    return page(request, "login.html", status=status, is_good=is_good, token=token)
