"""The last word on every answer of the console: its headers, and errors as pages.

A page fails for the same reasons as the API and with the same statuses. So an error becomes the
problem that `api.problems` makes of it, and that problem is shown as a page.
"""

from collections.abc import Callable, Coroutine
from traceback import format_exc
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from api.console.reasons import reasons_shown
from api.console.render import language_of, page
from api.console.security import ForgedFormError, harden
from api.console.session import SignedOutError
from api.problems import ProblemOut, internal_error
from storage.domain.errors import VaguemestreError

_OWN: dict[type[Exception], int] = {SignedOutError: 401, ForgedFormError: 403}
"""Statuses of errors that only the console knows."""

_API = "/api/"
_OBJECTS = {"invoices", "documents", "messages", "suppliers", "customers"}
"""Whose pages stand at ``/NAME/ID``."""


class GuardedRoute(APIRoute):
    """A route of the console."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler with the guard around it."""
        inner = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            try:
                response = await inner(request)
            except Exception as error:
                response = await _failure(request, error)
            harden(response)
            return response

        return guarded


def install(app: FastAPI) -> None:
    """Make an application answer people who ask for what is not there with a page.

    Programs, and all below ``/api/``, get the problem as before.
    """
    inner: Any = app.exception_handlers[HTTPException]

    async def answer(request: Request, error: Exception) -> Response:
        problem: Response = await inner(request, error)
        is_for_people = "text/html" in request.headers.get("accept", "")
        if not is_for_people or request.url.path.startswith(_API):
            return problem
        shown = _as_page(request, problem)
        harden(shown)
        return shown

    app.add_exception_handler(HTTPException, answer)


async def _failure(request: Request, error: Exception) -> Response:
    if isinstance(error, SignedOutError):
        return _sign_in_first(request)
    for kind in (VaguemestreError, HTTPException, RequestValidationError):
        if isinstance(error, kind):
            handler: Any = request.app.exception_handlers[kind]
            return _as_page(request, await handler(request, error), _OWN.get(type(error)))
    # Formatted here, for the log: a renderer that shows local variables would show secrets.
    request.state.error = format_exc()
    return _as_page(request, internal_error(request))


def _sign_in_first(request: Request) -> Response:
    if request.method == "GET" and request.url.path == "/":
        return page(request, "sign_in.html", was_lost=False)
    response = page(request, "sign_in.html", status=401, was_lost=request.method != "GET")
    response.headers["WWW-Authenticate"] = 'Link realm="vaguemestre"'
    return response


def _as_page(request: Request, response: Response, status: int | None = None) -> Response:
    """Return a problem as a page; what is none, such as a page already, stays."""
    try:
        problem = ProblemOut.model_validate_json(bytes(response.body))
    except ValueError:
        return response
    language = language_of(request)
    rows = [
        reason.model_dump(include={"code", "about", "detail"}) for reason in problem.reasons or ()
    ]
    shown = page(
        request,
        "error.html",
        status=status or problem.status,
        code=problem.code,
        reasons=reasons_shown(rows, language),
        back=_back(request),
    )
    for name in ("Retry-After", "Allow"):
        if name in response.headers:
            shown.headers[name] = response.headers[name]
    return shown


def _back(request: Request) -> str:
    """Return the page that a form or a file belongs to; the first one where that is unclear."""
    parts = request.url.path.split("/")
    if len(parts) > 3 and parts[1] in _OBJECTS:
        return f"/{parts[1]}/{parts[2]}"
    return "/"
