"""A synchronous httpx client that talks to an ASGI application without a socket.

Starlette's own test client asks for another library than httpx.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI

from tests.api.described import Described


class _Body(httpx.AsyncByteStream):
    """A request body handed on piece by piece, so that a chunked one stays chunked."""

    def __init__(self, stream: httpx.SyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self._stream:
            yield chunk


class _Bridge(httpx.BaseTransport):
    def __init__(self, portal: BlockingPortal, app: FastAPI) -> None:
        self._portal = portal
        self._inner = httpx.ASGITransport(app=app)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.SyncByteStream)
        inner = httpx.Request(
            request.method, request.url, headers=request.headers, stream=_Body(request.stream)
        )
        return self._portal.call(self._handle, inner)

    async def _handle(self, request: httpx.Request) -> httpx.Response:
        response = await self._inner.handle_async_request(request)
        content = await response.aread()
        return httpx.Response(
            response.status_code, headers=response.headers, stream=httpx.ByteStream(content)
        )


@contextmanager
def open_client(app: FastAPI, described: Described | None = None) -> Iterator[httpx.Client]:
    """Open a client; each of its answers is held against a description, if one is given."""
    hooks = {"response": [described.check]} if described else {}
    with (
        start_blocking_portal() as portal,
        httpx.Client(
            transport=_Bridge(portal, app), base_url="http://vaguemestre", event_hooks=hooks
        ) as client,
    ):
        yield client
