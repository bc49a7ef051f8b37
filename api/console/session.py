"""Who looks: the cookie of a session to a person and what that person may see.

The cookie's value has 256 random bits; the database keeps its hash only. Over HTTPS its name has
the prefix ``__Host-``, so that no other host and no plain connection can set it.
"""

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Annotated

from fastapi import Depends, Request, Response
from starlette.datastructures import State

from api.services import Served
from storage.actions.sign_in import SESSION_IDLES, extend_session
from storage.clock import utc_now
from storage.database import Database
from storage.domain.errors import InputError, TransientError
from storage.queries.people import Visitor, find_visitor

_NAME = "vaguemestre"
_EXTEND_AFTER = timedelta(minutes=5)
"""A session is extended at most this often: it costs a write."""


class SignedOutError(InputError):
    """Nobody is signed in, or not any more."""

    code = "signed-out"


class Visit:
    """The way of one request of a signed-in person to the database.

    Args:
        database: Where rows are.
        secret: The value of the cookie.
        state: Of the request, where the log and the page find who looks.
    """

    def __init__(self, database: Database, secret: str, state: State) -> None:
        self._database = database
        self._secret = secret
        self._state = state

    @contextmanager
    def read(self) -> Iterator[Visitor]:
        """Open a transaction that only reads.

        Raises:
            SignedOutError: Nobody is signed in.
            TransientError: The database did not answer.
        """
        with self._database.read() as session:
            visitor = self._known(find_visitor(session, self._secret, utc_now()))
            yield visitor
        if self._is_to_extend(visitor):
            # A page that was read is shown even if nothing can be written just now.
            with suppress(TransientError), self._database.write() as session:
                extend_session(session, self._secret, utc_now())

    @contextmanager
    def write(self) -> Iterator[Visitor]:
        """Open a business transaction; as `read` otherwise. It is committed at the block's end."""
        with self._database.write() as session:
            visitor = self._known(find_visitor(session, self._secret, utc_now()))
            if self._is_to_extend(visitor):
                extend_session(session, self._secret, utc_now())
            yield visitor

    def _known(self, visitor: Visitor | None) -> Visitor:
        if visitor is None:
            raise SignedOutError("Nobody is signed in.")
        self._state.visitor = visitor
        self._state.caller = {"person_id": visitor.person_id, "firm_id": visitor.scope.firm_id}
        return visitor

    @staticmethod
    def _is_to_extend(visitor: Visitor) -> bool:
        return visitor.expires_at < utc_now() + SESSION_IDLES - _EXTEND_AFTER


def secret_of(request: Request) -> str | None:
    """Return the secret that the browser sent, if any."""
    return request.cookies.get(_name(request)) or None


def csrf_token(secret: str) -> str:
    """Return what each form of a session carries, so that no other site can make one.

    Derived from the cookie's secret, of which the database has the hash only: neither a reader of
    the database nor another session can make it.
    """
    return hmac.new(secret.encode(), b"form", hashlib.sha256).hexdigest()


def set_cookie(request: Request, response: Response, secret: str) -> None:
    """Give the browser its session. How long it lasts is the database's business."""
    response.set_cookie(
        _name(request),
        secret,
        path="/",
        secure=_is_secure(request),
        httponly=True,
        samesite="lax",
    )


def drop_cookie(request: Request, response: Response) -> None:
    """Take the session from the browser, with what it kept of our pages."""
    response.delete_cookie(
        _name(request), path="/", secure=_is_secure(request), httponly=True, samesite="lax"
    )
    response.headers["Clear-Site-Data"] = '"cache", "storage"'


def is_exposed(request: Request) -> bool:
    """Tell whether others on the way could read what passes: plain HTTP, not on this machine."""
    host = request.url.hostname or ""
    return not _is_secure(request) and host not in {"127.0.0.1", "::1", "localhost"}


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https"


def _name(request: Request) -> str:
    return f"__Host-{_NAME}" if _is_secure(request) else _NAME


async def _visit(request: Request, services: Served) -> Visit:
    secret = secret_of(request)
    if secret is None:
        raise SignedOutError("Nobody is signed in.")
    return Visit(services.database, secret, request.state)


SignedIn = Annotated[Visit, Depends(_visit)]
"""A page's parameter that asks for a signed-in person."""
