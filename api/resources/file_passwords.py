"""Passwords of the files that suppliers send to a dossier: entered, listed by name, deleted.

A password is never shown again: what is listed is what a person called it.
"""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field, SecretStr

from api.auth import Authorized
from api.problems import declare
from api.schemas import DossierQuery, In, Instant, ObjectId, Out, PageOut, answer
from api.services import Served
from storage.actions.keep_password import LONGEST_LABEL, forget_password, keep_password
from storage.models.password import FilePasswordRow
from storage.queries.dossiers import get_dossier
from storage.queries.passwords import list_passwords

router = APIRouter(tags=["suppliers"])


class FilePasswordOut(Out):
    """A password, without itself."""

    id: str
    dossier_id: str
    label: str = Field(description="What a person calls it; may be empty.")
    actor: str = Field(description="Who entered it.")
    created_at: Instant


class FilePasswordsOut(PageOut[FilePasswordOut]):
    """A page of passwords."""


class FilePasswordIn(In):
    """A password to be kept."""

    password: SecretStr = Field(description="It is not shown again.")
    label: str = Field(default="", max_length=LONGEST_LABEL, description="As a supplier's name.")


@router.get("/file-passwords", response_model=FilePasswordsOut, responses=declare(400, 422))
def get_file_passwords(access: Authorized, query: Annotated[DossierQuery, Query()]) -> Response:
    """List the passwords of dossiers' files, the older first."""
    with access.read("suppliers:read") as caller:
        page = list_passwords(caller.session, caller.scope, query.page(), dossier_id=query.dossier)
    return answer(FilePasswordsOut.of(page, [_shown(row) for row in page.rows]))


@router.post(
    "/dossiers/{dossier_id}/file-passwords",
    response_model=FilePasswordOut,
    responses=declare(400, 404, 409, 413, 422),
)
def add_file_password(
    access: Authorized, services: Served, dossier_id: ObjectId, body: FilePasswordIn
) -> Response:
    """Keep a password; the dossier's documents that wait for one are opened again."""
    with access.write("suppliers:write") as caller:
        dossier = get_dossier(caller.session, caller.scope, dossier_id)
        row = keep_password(
            caller.session,
            services.open_vault(),
            dossier,
            body.password.get_secret_value(),
            body.label,
            caller.actor,
        )
        result = _shown(row)
    return answer(result)


@router.delete(
    "/file-passwords/{file_password_id}", response_model=FilePasswordOut, responses=declare(404)
)
def delete_file_password(access: Authorized, file_password_id: ObjectId) -> Response:
    """Delete a password; what was opened with it stays open."""
    with access.write("suppliers:write") as caller:
        row = caller.scope.get(caller.session, FilePasswordRow, file_password_id, lock=True)
        result = _shown(row)
        forget_password(caller.session, row, caller.actor)
    return answer(result)


def _shown(row: FilePasswordRow) -> FilePasswordOut:
    return FilePasswordOut(
        id=row.id,
        dossier_id=row.dossier_id,
        label=row.label,
        actor=row.actor,
        created_at=row.created_at,
    )
