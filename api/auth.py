"""Who calls: ``Authorization: Bearer SECRET`` (RFC 6750) to a scope and what may be done in it.

The dependency only reads the header. The key is looked up by the endpoint's own transaction, so a
request costs one hop to a worker thread and one transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.datastructures import State

from api.services import Served
from storage.database import Database
from storage.domain.errors import InputError
from storage.queries.keys import Caller, find_caller

_bearer = HTTPBearer(
    scheme_name="key", description="Secret of an API key (`vaguemestre key add`).", auto_error=False
)


class UnauthorizedError(InputError):
    """No key was given, or none that exists."""

    code = "unauthorized"


class ForbiddenError(InputError):
    """The key exists, but may not do this."""

    code = "missing-scope"


class Access:
    """The way of one request to the database.

    Args:
        database: Where rows are.
        secret: What stood in the header.
        state: Of the request, where the log finds who called.
    """

    def __init__(self, database: Database, secret: str, state: State) -> None:
        self._database = database
        self._secret = secret
        self._state = state

    @contextmanager
    def read(self, *scopes: str) -> Iterator[Caller]:
        """Open a transaction that only reads, for a key that may do all of ``scopes``.

        Raises:
            UnauthorizedError: No key has this secret.
            ForbiddenError: The key may not do this.
            TransientError: The database did not answer.
        """
        with self._database.read() as session:
            yield self._authorise(find_caller(session, self._secret), scopes)

    @contextmanager
    def write(self, *scopes: str) -> Iterator[Caller]:
        """Open a business transaction; as `read` otherwise. It is committed at the block's end."""
        with self._database.write() as session:
            yield self._authorise(find_caller(session, self._secret), scopes)

    def _authorise(self, caller: Caller | None, scopes: tuple[str, ...]) -> Caller:
        if caller is None:
            raise UnauthorizedError("The key is unknown.")
        self._state.caller = {"key_id": caller.key_id, "firm_id": caller.scope.firm_id}
        for scope in scopes:
            require(caller, scope)
        return caller


def require(caller: Caller, scope: str) -> None:
    """Ask for one scope.

    Raises:
        ForbiddenError: The key may not do this.
    """
    if scope not in caller.may:
        raise ForbiddenError(f"The key lacks the scope {scope}.")


async def _access(
    request: Request,
    services: Served,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Access:
    if credentials is None:
        raise UnauthorizedError("A key is needed: Authorization: Bearer SECRET.")
    return Access(services.database, credentials.credentials, request.state)


Authorized = Annotated[Access, Depends(_access)]
"""An endpoint's parameter that asks for a key."""
