"""The console script ``vaguemestre``: finds the command, imports its module only then.

Exit status: 0 done, 1 refused or invalid input, 2 wrong usage or settings, 3 a needed service is
missing. Standard output carries the answer only; logs and errors go to standard error.
"""

import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from storage.domain.errors import ConfigError, InputError, ToolError, TransientError

COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("run:app", "Migrate, then start all programs on this machine."),
    "gateway": ("programs:gateway", "Accept mail by SMTP into the spool."),
    "shipper": ("programs:shipper", "Carry the spool to storage."),
    "worker": ("programs:worker", "Turn stored mail into filed invoices."),
    "api": ("programs:api", "Serve the HTTP API."),
    "migrate": ("operate:migrate", "Bring the database to its newest form."),
    "status": ("operate:status", "Show what waits and what runs."),
    "retry": ("operate:retry", "Take failed work up again."),
    "explain": ("explain:app", "Say why an invoice was decided as it was, by deciding again."),
    "verify": ("operate:verify", "Hash every stored file again and name what does not hold."),
    "firm": ("accounts:firm", "Firms of accountants."),
    "dossier": ("accounts:dossier", "Dossiers: clients' files, each with its addresses."),
    "domain": ("domain:domain", "A firm's own domains: what to publish, and whether it is."),
    "address": ("domain:address", "Addresses of a dossier: other, former, secret ones."),
    "postmaster": ("postmaster:postmaster", "Mail for postmaster: list, show, be done with it."),
    "key": ("accounts:key", "Keys for programs that use the API."),
    "password": ("passwords:app", "Passwords of files that suppliers send to a dossier."),
    "login": ("login:app", "Let a person into the console, by a link that works once."),
    "ingest": ("mail:ingest", "Take a mail in from a file, as SMTP would."),
    "unpack": ("mail:unpack", "Show every part of a mail and what becomes of it."),
    "read": ("pages:read", "Read invoices from files: PDFs, scans, photos."),
    "convert": ("pages:convert", "Make derived Factur-X files."),
    "check": ("check:app", "Validate an electronic invoice."),
}
"""Module and attribute below `vaguemestre.commands`, and the line in the list of commands."""


class LazyGroup(TyperGroup):
    """A group whose commands are imported when one is called, so that ``--help`` is quick."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import a command; None where there is none of that name.

        Logs are set up first: without that, structlog writes to the standard output.
        """
        if cmd_name not in COMMANDS:
            return None
        import_module("vaguemestre.logs").set_up_logs(cmd_name)
        module, attribute = COMMANDS[cmd_name][0].split(":")
        app = getattr(import_module(f"vaguemestre.commands.{module}"), attribute)
        command = typer.main.get_command(app)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands from the table, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


cli = typer.Typer(
    cls=LazyGroup,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@cli.callback()
def _root() -> None:
    """Vaguemestre, a mail room for invoices."""


def main() -> None:
    """Run a command and turn what it could not do into an exit status."""
    try:
        cli(prog_name="vaguemestre")
    except ConfigError as error:
        _fail(error, 2)
    except (TransientError, ToolError) as error:
        _fail(error, 3)
    except InputError as error:
        _fail(error, 1)


def _fail(error: Exception, status: int) -> None:
    # Drivers of databases and outside programs explain themselves in several lines.
    sys.stderr.write(f"vaguemestre: {' '.join(str(error).split())}\n")
    sys.exit(status)


if __name__ == "__main__":
    main()
