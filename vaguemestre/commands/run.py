"""``run``: everything on this machine."""

import shlex
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from storage.actions.add_dossier import NewDossier, add_dossier
from storage.actions.add_firm import add_firm
from storage.actions.add_key import add_key
from storage.clock import utc_now
from storage.database import Database
from storage.domain.errors import ConfigError
from storage.domain.mailbox import Direction
from storage.migrate import migrate
from storage.queries.dossiers import first_firm, list_dossiers
from storage.queries.mailboxes import mailboxes_of
from storage.queries.scope import PageRequest, Scope
from vaguemestre.commands.answers import AsJson, answer, new_app
from vaguemestre.commands.confine import sandbox_of
from vaguemestre.commands.login import http_url, new_login_url
from vaguemestre.settings import Settings, load_settings, split_listen
from vaguemestre.supervisor import Supervisor

app = new_app()

DEMO_FIRM = "Cabinet de démonstration"
DEMO_SIREN = "123456782"
DEMO_PERSON = "Démonstration"
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


@dataclass(frozen=True)
class Demo:
    """The demo firm, as far as its user needs to know it.

    Attributes:
        firm_id: The firm.
        purchase: An address for purchases.
        sale: One for sales.
        secret: Its first key; None where that was made earlier.
        login_url: A link into the console, made at this start.
    """

    firm_id: str
    purchase: str
    sale: str
    secret: str | None
    login_url: str


@app.command()
def run(
    demo: Annotated[
        bool, typer.Option("--demo", help="Make a firm with one dossier, once; show its key.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Migrate, then start all programs on this machine, until Ctrl-C."""
    settings = load_settings()
    for address in (settings.smtp_listen, settings.http_listen):
        _must_be_free(address)
    sandbox = sandbox_of(settings).in_force if settings.worker_processes else None
    database = Database(settings.database)
    migrate(database)
    made = _demo(database, settings) if demo else None
    database.dispose()
    gateway = ("gateway", "shipper") if settings.gateways else ()
    worker = ("worker",) if settings.worker_processes else ()
    supervisor = Supervisor((*gateway, *worker, "api"))
    supervisor.start()
    if supervisor.wait_until_ready(f"{http_url(settings)}/readyz"):
        facts = _facts(settings, made) | {"sandbox": sandbox}
        answer(facts, "\n".join(_greeting(settings, made, sandbox)), as_json=as_json)
        sys.stdout.flush()
    supervisor.watch()


def _must_be_free(address: str) -> None:
    """Say plainly that a port is taken, before anything starts.

    Raises:
        ConfigError: It is.
    """
    host, port = split_listen(address)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ConfigError(f"Cannot listen on {address}: {error.strerror}.") from error


def _demo(database: Database, settings: Settings) -> Demo:
    """Return the demo firm; make it, with its dossier and a key, where there is no firm yet."""
    now = utc_now()
    with database.write() as session:
        firm = first_firm(session)
        secret = None
        if firm is None:
            firm = add_firm(session, DEMO_FIRM, now)
            wanted = NewDossier(firm.id, "Dossier de démonstration", DEMO_SIREN)
            add_dossier(session, wanted, settings.domain, now)
            _, secret = add_key(session, firm.id, now)
        dossiers = list_dossiers(session, Scope(firm.id), PageRequest(limit=1)).rows
        mailboxes = mailboxes_of(session, dossiers[0].id) if dossiers else ()
        addresses = {mailbox.direction: mailbox.address for mailbox in mailboxes}
        login_url = new_login_url(session, settings, firm.id, DEMO_PERSON)
    return Demo(
        firm_id=firm.id,
        purchase=addresses.get(Direction.PURCHASE, ""),
        sale=addresses.get(Direction.SALE, ""),
        secret=secret,
        login_url=login_url,
    )


def _facts(settings: Settings, demo: Demo | None) -> dict[str, Any]:
    url = http_url(settings)
    facts: dict[str, Any] = {
        "smtp": settings.smtp_listen,
        "http": url,
        "console": f"{url}/",
        "data": str(settings.data),
    }
    if demo is not None:
        facts["firm_id"] = demo.firm_id
        facts["addresses"] = {"purchase": demo.purchase, "sale": demo.sale}
        facts["secret"] = demo.secret
        facts["login_url"] = demo.login_url
    return facts


def _greeting(settings: Settings, demo: Demo | None, sandbox: str | None) -> list[str]:
    url = http_url(settings)
    lines = [
        "",
        "Vaguemestre runs. Ctrl-C stops it.",
        "",
        f"  SMTP        {settings.smtp_listen}",
        f"  HTTP        {url}/api/v1   described by {url}/openapi.json",
        f"  console     {url}/",
        f"  data        {settings.data}",
        f"  sandbox     {sandbox or 'none: no worker runs here'}",
    ]
    script = _shown(Path(sys.executable).with_name("vaguemestre"))
    if demo is None:
        return [*lines, f"  sign in     {script} login --firm ID --as NAME"]
    another_key = f"shown once, on the first start; {script} key add --firm {demo.firm_id}"
    lines += [
        f"  sign in     {demo.login_url}",
        "              once, within 15 minutes; then:",
        f"              {script} login --firm {demo.firm_id} --as NAME",
        f"  purchases   {demo.purchase}",
        f"  sales       {demo.sale}",
        f"  API key     {demo.secret or another_key}",
    ]
    python = _shown(Path(sys.executable))
    send = f"{python} {_shown(EXAMPLES / 'send_invoice.py')} --smtp {settings.smtp_listen}"
    poll = f"{python} {_shown(EXAMPLES / 'poll_invoices.py')} --url {url}"
    return [
        *lines,
        "",
        "E-mail a sample invoice to it, then poll for what became of it:",
        "",
        f"  {send} {demo.purchase}",
        f"  {poll} --key {demo.secret or 'KEY'}",
        "",
    ]


def _shown(path: Path) -> str:
    """Return a path as one types it here."""
    with suppress(ValueError):
        path = path.relative_to(Path.cwd())
    return shlex.quote(str(path))
