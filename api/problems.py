"""Errors as RFC 9457 problems: the one table from error classes to HTTP.

Every answer that is not a success has the media type ``application/problem+json``, a kebab-case
``code`` and the request's id. Details of what went wrong inside stay in the log.
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import Field
from starlette.exceptions import HTTPException

from api.auth import ForbiddenError, UnauthorizedError
from api.schemas import Out, ReasonOut, reasons_out
from storage.domain.errors import (
    ConflictError,
    InputError,
    NotFoundError,
    TransientError,
    VaguemestreError,
)

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER_SECONDS = 2


class TooLargeError(InputError):
    """The body has more bytes than are taken."""

    code = "too-large"


class PreconditionRequiredError(InputError):
    """The change has to say which version it was made from (RFC 6585 §3)."""

    code = "precondition-required"


class PreconditionFailedError(InputError):
    """The change was made from another version than the present one (RFC 9110 §15.5.13)."""

    code = "precondition-failed"


class NoFileError(NotFoundError):
    """The document exists, but no such file of it.

    Args:
        detail: As in the base class.
        reasons: Why not, as rows keep reasons.
    """

    code = "no-file"

    def __init__(self, detail: str, reasons: Sequence[Mapping[str, Any]]) -> None:
        super().__init__(detail)
        self.reasons = tuple(reasons)


class SomeNotDoneError(InputError):
    """Some of several things were done, and stay so; others were not.

    Args:
        items: Those that were not: JSON pointer, code and detail of each.
    """

    code = "some-not-done"

    def __init__(self, items: Sequence[tuple[str, str, str]]) -> None:
        super().__init__(f"{len(items)} not done; what is not named here was done.")
        self.items = tuple(items)


class ProblemItemOut(Out):
    """One of several things that are wrong."""

    pointer: str = Field(
        description="JSON pointer (RFC 6901) into the body; `/query/…` and `/path/…` for the rest."
    )
    code: str
    detail: str


class ProblemOut(Out):
    """A problem (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str = Field(description="Fixed kebab-case name; programs may rely on it.")
    request_id: str
    errors: list[ProblemItemOut]
    reasons: list[ReasonOut] | None = Field(
        default=None,
        exclude_if=lambda value: value is None,
        description="Why the object is in a state that does not allow it. Else absent.",
    )


_STATUS: tuple[tuple[type[VaguemestreError], int], ...] = (
    (UnauthorizedError, 401),
    (ForbiddenError, 403),
    (NotFoundError, 404),
    (ConflictError, 409),
    (PreconditionFailedError, 412),
    (TooLargeError, 413),
    (PreconditionRequiredError, 428),
    (InputError, 422),
    (TransientError, 503),
    (VaguemestreError, 500),
)
"""The first class that fits decides."""

_STATUS_BY_CODE = {"invalid-cursor": 400}

_CODES = {
    400: "bad-request",
    404: "not-found",
    405: "method-not-allowed",
    413: "too-large",
    416: "range-not-satisfiable",
    500: "internal-error",
}
"""For errors that come from the web framework and have no code of their own."""

_MEANINGS = {
    400: "The request is malformed, or the cursor belongs to another list.",
    401: "No key, or an unknown one.",
    403: "The key may not do this.",
    404: "No such object, or not for this key.",
    409: "It does not fit the present state.",
    412: "It was made from another version.",
    413: "The body is too large.",
    416: "The range lies outside the file.",
    422: "The request cannot be used as it is.",
    428: "The header If-Match is missing.",
    500: "An error of ours; the log has it under the request's id.",
    503: "Not now; try again.",
}

Responses = dict[int | str, dict[str, Any]]


def declare(*statuses: int, keyed: bool = True) -> Responses:
    """Return the problems of a route for its description.

    Args:
        statuses: Those of the route itself.
        keyed: Whether it asks for a key, and so answers 401 and 403.
    """
    wanted = {*statuses, 500, 503} | ({401, 403} if keyed else set())
    schema = {"$ref": f"#/components/schemas/{ProblemOut.__name__}"}
    return {
        status: {
            "description": _MEANINGS[status],
            "content": {MEDIA_TYPE: {"schema": schema}},
        }
        for status in sorted(wanted)
    }


def problem(
    request: Request,
    status: int,
    code: str,
    detail: str,
    *,
    errors: Sequence[ProblemItemOut] = (),
    reasons: Sequence[Any] = (),
) -> Response:
    """Return a problem as an answer."""
    body = ProblemOut(
        type=f"/problems/{code}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        instance=request.url.path,
        code=code,
        request_id=request.state.request_id,
        errors=list(errors),
        reasons=reasons_out(reasons) or None,
    )
    headers = {}
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="vaguemestre"'
    if status == 503:
        headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return Response(body.model_dump_json(), status, headers=headers, media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Make an application answer its errors as problems.

    What no handler here expects is answered by `api.edge`, which also logs it.
    """
    app.add_exception_handler(VaguemestreError, _on_own_error)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)


def internal_error(request: Request) -> Response:
    """Return the answer to an error that nobody foresaw."""
    return problem(request, 500, _CODES[500], "An internal error; nothing was changed.")


async def _on_own_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, VaguemestreError):
        raise TypeError from error
    status = _STATUS_BY_CODE.get(error.code) or next(
        status for kind, status in _STATUS if isinstance(error, kind)
    )
    if status >= 500:
        request.state.error = f"{error.code}: {error.detail}"
        if status == 500:
            return internal_error(request)
        return problem(request, status, error.code, "Not possible just now; try again.")
    within = getattr(error, "within", "")
    items = [
        ProblemItemOut(pointer=f"{within}/{name}", code=error.code, detail="Not a value of it.")
        for name in getattr(error, "fields", ())
    ]
    if isinstance(error, SomeNotDoneError):
        items = [ProblemItemOut(pointer=p, code=code, detail=said) for p, code, said in error.items]
    reasons = getattr(error, "reasons", ())
    return problem(request, status, error.code, error.detail, errors=items, reasons=reasons)


async def _on_http_exception(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise TypeError from error
    code = _CODES.get(error.status_code, "http-error")
    response = problem(request, error.status_code, code, f"{error.detail}.")
    response.headers.update(error.headers or {})
    return response


async def _on_invalid_request(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise TypeError from error
    found = error.errors()
    if any(item["loc"][0] == "path" for item in found):
        return problem(request, 404, "not-found", "There is no such object.")
    items = [
        ProblemItemOut(
            pointer=_pointer(item["loc"]),
            code=str(item["type"]).replace("_", "-"),
            detail=str(item["msg"]),
        )
        for item in found
    ]
    detail = "The request does not have the form that is described."
    return problem(request, 422, "invalid-request", detail, errors=items)


def _pointer(location: Sequence[int | str]) -> str:
    parts = location[1:] if location[0] == "body" else location
    escaped = (str(part).replace("~", "~0").replace("/", "~1") for part in parts)
    return "".join(f"/{part}" for part in escaped)
