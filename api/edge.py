"""The outermost layer of every request: its id, its log event, its size limit, its last resort.

In: an ASGI request. Out: the answer of the layers inside, with ``X-Request-Id``; a problem with
status 500 where they failed in a way that nobody foresaw. One log event each, without bodies,
queries, names or keys.
"""

import re
from collections.abc import Awaitable, Callable
from time import perf_counter
from traceback import format_exc
from typing import Any

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import internal_error
from storage.ids import new_id

MOST_BODY = 64 * 1024
"""Most bytes of a request body, unless the endpoint asks for more (`allow_body`)."""

_PROBES = frozenset({"/healthz", "/readyz"})
"""Asked several times a minute by whoever watches the service: not worth a line each."""

_LIMIT = "body_limit"
_AN_ID = re.compile(r"[a-z]{3}_[0-9a-f]{32}")

_log = structlog.get_logger()


def allow_body(request: Request, most: int) -> None:
    """Let the body of this request, from here on, have up to ``most`` bytes."""
    request.state.body_limit = most


class Edge:
    """The ASGI middleware.

    Args:
        app: What lies inside.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = new_id("req")
        scope.setdefault("state", {}).update({"request_id": request_id, _LIMIT: MOST_BODY})
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            await self._serve(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        start = perf_counter()
        status: list[int] = []

        async def mark(message: Message) -> None:
            if message["type"] == "http.response.start":
                status.append(message["status"])
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = scope["state"]["request_id"]
                headers["X-Content-Type-Options"] = "nosniff"
            await send(message)

        try:
            await self._app(scope, _limited(scope, receive), mark)
        except Exception:
            # Formatted here: a renderer that shows local variables would show keys.
            _log.error("request failed", exception=format_exc(), **_facts(scope, start))
            if status:
                raise
            await internal_error(Request(scope))(scope, receive, mark)
            return
        facts = _facts(scope, start) | {"status": status[0] if status else None}
        if "error" in scope["state"]:
            level = _log.warning if facts["status"] == 503 else _log.error
            level("request", error=scope["state"]["error"], **facts)
        elif scope["path"] not in _PROBES:
            _log.info("request", **facts)


def _limited(scope: Scope, receive: Receive) -> Callable[[], Awaitable[Message]]:
    """Count the bytes of a body as they come, since a chunked one does not say its size."""
    length = Headers(scope=scope).get("content-length", "")
    announced = int(length) if length.isdecimal() and len(length) < 20 else 0
    counted = 0

    async def limited() -> Message:
        nonlocal counted
        if announced > scope["state"][_LIMIT]:
            raise HTTPException(413, "The body is too large")
        message = await receive()
        counted += len(message.get("body", b""))
        if counted > scope["state"][_LIMIT]:
            raise HTTPException(413, "The body is too large")
        return message

    return limited


def _facts(scope: Scope, start: float) -> dict[str, Any]:
    """Return what the log says of a request. Path parameters are shown where they are ids."""
    ids = {
        name: value
        for name, value in scope.get("path_params", {}).items()
        if isinstance(value, str) and _AN_ID.fullmatch(value)
    }
    return {
        "method": scope["method"],
        "route": getattr(scope.get("route"), "path", None),
        "ms": round((perf_counter() - start) * 1000, 1),
        **scope["state"].get("caller", {}),
        **ids,
    }
