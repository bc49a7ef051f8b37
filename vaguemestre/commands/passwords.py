"""``password``: what opens the files that suppliers send to a dossier with a password."""

import sys
from typing import Annotated

import typer

from storage.actions.keep_password import forget_password, keep_password
from storage.domain.errors import NotFoundError
from storage.models.firm import DossierRow
from storage.models.password import FilePasswordRow
from storage.queries.passwords import password_rows
from storage.vault import Vault
from vaguemestre.commands.answers import AsJson, answer, new_app
from vaguemestre.commands.store import open_database
from vaguemestre.settings import load_settings

app = new_app()
_ACTOR = "command"


@app.command("add")
def add_one(
    dossier: Annotated[str, typer.Option(help="Id of the dossier.")],
    label: Annotated[str, typer.Option(help="A name to know it by, as the supplier's.")] = "",
    as_json: AsJson = False,
) -> None:
    """Keep a password, read from the standard input; what waits for it is opened."""
    if sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, err=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    settings = load_settings()
    with open_database(settings) as database, database.write() as session:
        owner = session.get(DossierRow, dossier)
        if owner is None:
            raise NotFoundError(f"There is no dossier {dossier}.")
        row = keep_password(session, Vault(settings.vault_key), owner, password, label, _ACTOR)
    answer({"id": row.id, "label": row.label}, f"{row.id}  {row.label}", as_json=as_json)


@app.command("list")
def list_all(
    dossier: Annotated[str, typer.Option(help="Id of the dossier.")], as_json: AsJson = False
) -> None:
    """List the passwords of a dossier by their names; they themselves are never shown."""
    with open_database(load_settings()) as database, database.read() as session:
        rows = password_rows(session, dossier)
        found = [{"id": row.id, "label": row.label} for row in rows]
    text = "\n".join(f"{row['id']}  {row['label']}" for row in found)
    answer({"passwords": found}, text, as_json=as_json)


@app.command("remove")
def remove_one(password_id: str, as_json: AsJson = False) -> None:
    """Delete a password; what was opened with it stays open."""
    with open_database(load_settings()) as database, database.write() as session:
        row = session.get(FilePasswordRow, password_id)
        if row is None:
            raise NotFoundError(f"There is no password {password_id}.")
        forget_password(session, row, _ACTOR)
    answer({"id": password_id}, password_id, as_json=as_json)
