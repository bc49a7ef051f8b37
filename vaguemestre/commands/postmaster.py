"""``postmaster``: mail that belongs to no dossier, for the operator to read."""

import shutil
import sys
from typing import Annotated

import typer

from storage.actions.postmaster import finish_postmaster_mail
from storage.blobs import OPERATOR, BlobStore
from storage.clock import utc_now
from storage.queries.postmaster import postmaster_mail, waiting_for_postmaster
from vaguemestre.commands.answers import AsJson, answer, new_app
from vaguemestre.commands.store import open_database
from vaguemestre.settings import load_settings

postmaster = new_app()

MailId = Annotated[str, typer.Argument(metavar="ID", help="As `list` shows it.")]


@postmaster.command("list")
def list_mail(as_json: AsJson = False) -> None:
    """List what waits, the older first."""
    with open_database(load_settings()) as database, database.read() as session:
        for row in waiting_for_postmaster(session):
            facts = {
                "id": row.id,
                "received_at": row.received_at.isoformat(),
                "mail_from": row.mail_from,
                "rcpt_to": row.rcpt_to,
                "size": row.size,
            }
            line = f"{row.id}  {facts['received_at']}  {row.size} bytes  from <{row.mail_from}>"
            answer(facts, line, as_json=as_json)


@postmaster.command("show")
def show_mail(mail_id: MailId, as_json: AsJson = False) -> None:
    """Write one mail to standard output, byte for byte as it came."""
    settings = load_settings()
    with open_database(settings) as database, database.read() as session:
        sha256 = postmaster_mail(session, mail_id).raw_sha256
    with BlobStore(settings.blobs_folder).path(OPERATOR, sha256).open("rb") as source:
        shutil.copyfileobj(source, sys.stdout.buffer)
    sys.stdout.buffer.flush()


@postmaster.command("done")
def finish_mail(mail_id: MailId, as_json: AsJson = False) -> None:
    """Say that you are done with one; it is kept, but waits no more."""
    with open_database(load_settings()) as database, database.write() as session:
        finish_postmaster_mail(session, mail_id, utc_now())
    answer({"done": mail_id}, f"{mail_id} is done.", as_json=as_json)
