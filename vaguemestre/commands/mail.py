"""``ingest`` and ``unpack``: mails from files."""

import tempfile
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

import typer

from pipeline.offline import unpack_file
from storage.blobs import BlobStore
from storage.clock import utc_now
from storage.codec import reasons_to_json, to_json
from storage.database import Database
from storage.domain.channel import Channel
from storage.domain.errors import InputError
from storage.domain.mailbox import Recipient, parse_address
from storage.intake import Envelope, receive
from storage.queries.mailboxes import find_mailbox
from vaguemestre.commands.answers import AsJson, answer, new_app
from vaguemestre.commands.confine import sandbox_of
from vaguemestre.commands.store import open_database
from vaguemestre.settings import load_settings, split_dns_servers

ingest = new_app()
unpack = new_app()


@ingest.command()
def take_in(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    to: Annotated[list[str], typer.Option(help="Recipient; may be given more than once.")],
    mail_from: Annotated[str, typer.Option(help="Reverse path of the envelope.")] = "",
    as_json: AsJson = False,
) -> None:
    """Take a mail in from a file, as SMTP would. It is durable when the command answers."""
    settings = load_settings()
    if file.stat().st_size > settings.max_message_size:
        raise InputError(f"{file} is larger than {settings.max_message_size} bytes.")
    with open_database(settings) as database, file.open("rb") as content:
        envelope = Envelope(
            receipt=f"file-{uuid4().hex}",
            channel=Channel.MAIL,
            mail_from=mail_from.strip("<>"),
            recipients=tuple(_recipient(database, address) for address in to),
            received_at=utc_now(),
            client={"program": "ingest"},
            judge_at=None if split_dns_servers(settings.dns_servers) is None else utc_now(),
        )
        received = receive(database, BlobStore(settings.blobs_folder), envelope, content)
    for message in received:
        answer(
            {"id": message.message_id, "duplicate": not message.is_new},
            f"{message.message_id}{'' if message.is_new else '  received before'}",
            as_json=as_json,
        )


def _recipient(database: Database, address: str) -> Recipient:
    parsed = parse_address(address)
    with database.read() as session:
        mailbox = find_mailbox(session, parsed.mailbox) if parsed else None
    if mailbox is None:
        raise InputError(f"Nobody here has the address {address}.")
    return Recipient(address, mailbox.id)


@unpack.command()
def show_parts(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)], as_json: AsJson = False
) -> None:
    """Show every part of a mail or an archive and what becomes of it, without reading pages."""
    settings = load_settings(make_home=False)
    with tempfile.TemporaryDirectory() as folder:
        status, facts = unpack_file(file, Path(folder), sandbox_of(settings))
    parts: list[dict[str, Any]] = [
        {
            "path": part.path,
            "name": part.name,
            "media_type": part.media_type,
            "size": part.size,
            "sha256": part.sha256,
            "outcome": part.outcome.value,
            "reason": part.reason.value if part.reason else None,
        }
        for part in facts.parts
    ]
    reasons = reasons_to_json(facts.reasons)
    data = {
        "verdict": status.value,
        "reasons": reasons,
        "header_from": facts.header.header_from,
        "forwarded": to_json(facts.header)["forwarded"],
        "parts": parts,
    }
    lines = [" ".join([status.value, *(cause["code"] for cause in reasons)])]
    lines += [
        f"forwards {mail.path:8}{mail.header_from or mail.name or ''}  {mail.subject or ''}"
        for mail in facts.header.forwarded
    ]
    lines += [
        f"{p['path']:8}{p['outcome']:10}{p['reason'] or '':20}{p['media_type']:24}"
        f"{p['size']:>10}  {p['name'] or ''}"
        for p in parts
    ]
    answer(data, "\n".join(lines), as_json=as_json)
