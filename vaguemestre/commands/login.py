"""``login``: let a person into the console, by a link that works once."""

from typing import Annotated

import typer

from storage.actions.sign_in import LINK_LASTS, login_path, make_login_link
from storage.clock import utc_now
from storage.database import Session
from vaguemestre.commands.answers import AsJson, answer, new_app
from vaguemestre.commands.store import open_database
from vaguemestre.settings import Settings, load_settings, split_listen

app = new_app()


@app.command()
def let_in(
    firm: Annotated[str, typer.Option(help="Id of the firm.")],
    name: Annotated[str, typer.Option("--as", help="The person, as the journal shows it.")],
    as_json: AsJson = False,
) -> None:
    """Make a link that signs a person in, once, within 15 minutes."""
    settings = load_settings()
    with open_database(settings) as database, database.write() as session:
        url = new_login_url(session, settings, firm, name)
    minutes = int(LINK_LASTS.total_seconds() // 60)
    answer({"url": url}, f"{url}\nIt works once, within {minutes} minutes.", as_json=as_json)


def new_login_url(session: Session, settings: Settings, firm_id: str, name: str) -> str:
    """Make a link for a person and return its address.

    Raises:
        NotFoundError: There is no such firm.
        InputError: The name cannot be one.
    """
    return http_url(settings) + login_path(make_login_link(session, firm_id, name, utc_now()))


def http_url(settings: Settings) -> str:
    """Return where this machine reaches the API and the console, without a slash at the end."""
    host, port = split_listen(settings.http_listen)
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
