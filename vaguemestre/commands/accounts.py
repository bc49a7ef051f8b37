"""``firm``, ``dossier`` and ``key``: who receives, and who may look."""

from typing import Annotated

import typer

from storage.actions.add_dossier import NewDossier, add_dossier
from storage.actions.add_firm import add_firm
from storage.actions.add_key import add_key
from storage.clock import utc_now
from storage.domain.mailbox import Direction
from vaguemestre.commands.answers import AsJson, answer, new_app
from vaguemestre.commands.store import open_database
from vaguemestre.settings import load_settings

firm = new_app()
dossier = new_app()
key = new_app()


@firm.callback()
@dossier.callback()
@key.callback()
def _group() -> None:
    """Keep ``add`` a sub-command, although it is the only one."""


@firm.command("add")
def add_one_firm(name: str, as_json: AsJson = False) -> None:
    """Make a firm of accountants."""
    with open_database(load_settings()) as database, database.write() as session:
        row = add_firm(session, name, utc_now())
    answer({"id": row.id, "name": row.name}, f"{row.id}  {row.name}", as_json=as_json)


@dossier.command("add")
def add_one_dossier(
    firm: Annotated[str, typer.Option(help="Id of the firm.")],
    name: Annotated[str, typer.Option(help="Name of the client.")],
    siren: Annotated[str, typer.Option(help="SIREN of the client, nine digits.")],
    address: Annotated[
        str | None, typer.Option(help="Left side of the addresses; default: SIREN and the number.")
    ] = None,
    domain: Annotated[
        str | None, typer.Option(help="One of the firm's own domains, proven.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make a dossier; it receives mail at once."""
    settings = load_settings()
    wanted = NewDossier(firm, name, siren, local_part=address, domain=domain)
    with open_database(settings) as database, database.write() as session:
        row, addresses = add_dossier(session, wanted, settings.domain, utc_now())
    answer(
        {"id": row.id, "addresses": {d.value: addresses[d] for d in Direction}},
        f"{row.id}  {row.name}\n"
        f"purchases: {addresses[Direction.PURCHASE]}\n"
        f"sales:     {addresses[Direction.SALE]}",
        as_json=as_json,
    )


@key.command("add")
def add_one_key(
    firm: Annotated[str, typer.Option(help="Id of the firm.")],
    dossier: Annotated[str | None, typer.Option(help="Id of the one dossier it opens.")] = None,
    scope: Annotated[
        list[str] | None, typer.Option(help="What it may do; default: everything of its level.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make an API key. Its secret is shown once and kept nowhere."""
    with open_database(load_settings()) as database, database.write() as session:
        row, secret = add_key(
            session, firm, utc_now(), dossier_id=dossier, scopes=tuple(scope or ())
        )
    answer({"id": row.id, "secret": secret}, f"{row.id}  {secret}", as_json=as_json)
