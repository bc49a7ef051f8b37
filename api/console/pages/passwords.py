"""Passwords of suppliers' files: by their names, with a button to delete each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.console.guard import GuardedRoute
from api.console.listing import ListQuery, dossier_options
from api.console.notices import Notice
from api.console.render import page
from api.console.security import OwnForm
from api.console.session import SignedIn
from api.schemas import ObjectId
from storage.actions.keep_password import forget_password
from storage.models.password import FilePasswordRow
from storage.queries.dossiers import dossier_names
from storage.queries.passwords import list_passwords

router = APIRouter(route_class=GuardedRoute)

_PATH = "/file-passwords"


class PasswordQuery(ListQuery):
    """Which passwords are wanted, and what led here."""

    done: Notice | None = None


@dataclass(frozen=True)
class PasswordShown:
    """One password, without itself.

    Attributes:
        row: As it is stored.
        dossier: The dossier's name.
    """

    row: FilePasswordRow
    dossier: str


@router.get(_PATH)
def show_passwords(
    request: Request, visit: SignedIn, query: Annotated[PasswordQuery, Query()]
) -> Response:
    """List the passwords by their names, the newest first."""
    with visit.read() as visitor:
        found = list_passwords(
            visitor.session,
            visitor.scope,
            query.page(newest_first=True),
            dossier_id=query.dossier,
        )
        ids = list({row.dossier_id for row in found.rows})
        names = dossier_names(visitor.session, visitor.scope, ids)
        dossiers = dossier_options(visitor)
    done, query = query.done, query.model_copy(update={"done": None})
    return page(
        request,
        "file_passwords.html",
        rows=_shown(found.rows, names),
        dossiers=dossiers,
        query=query,
        done=done,
        first=query.first(_PATH),
        next=query.next(_PATH, found),
    )


@router.post(_PATH + "/{file_password_id}/delete")
def delete_password(visit: SignedIn, file_password_id: ObjectId, form: OwnForm) -> Response:
    """Delete one password."""
    with visit.write() as visitor:
        row = visitor.scope.get(visitor.session, FilePasswordRow, file_password_id, lock=True)
        dossier_id = row.dossier_id
        forget_password(visitor.session, row, visitor.name)
    path = f"{_PATH}?dossier={dossier_id}&done={Notice.PASSWORD_DELETED}"
    return RedirectResponse(path, status_code=303)


def _shown(rows: Sequence[FilePasswordRow], names: Mapping[str, str]) -> list[PasswordShown]:
    return [PasswordShown(row, names[row.dossier_id]) for row in rows]
