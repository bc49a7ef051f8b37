"""An uploaded file on its way in: to which mailbox, and into storage, for programs and people."""

from dataclasses import dataclass
from typing import BinaryIO

from api.files import safe_name
from api.services import Services
from storage.clock import utc_now
from storage.database import Session
from storage.domain.channel import Channel
from storage.domain.mailbox import Direction, Recipient
from storage.ids import new_id
from storage.intake import Envelope, Received, receive
from storage.queries.dossiers import get_dossier
from storage.queries.mailboxes import mailbox_for
from storage.queries.scope import Scope


@dataclass(frozen=True)
class Uploader:
    """Who uploads a file: for its invoices that is who sent them.

    Attributes:
        actor: A person's name, or ``key:KEY_ID``.
        may_accept: Whether invoices may be accepted on that word.
    """

    actor: str
    may_accept: bool


def recipient_in(
    session: Session, scope: Scope, dossier_id: str, direction: Direction
) -> Recipient:
    """Return the mailbox of one direction of a dossier.

    Raises:
        NotFoundError: The dossier is not in the scope.
    """
    dossier = get_dossier(session, scope, dossier_id)
    mailbox = mailbox_for(session, dossier.id, direction)
    return Recipient(mailbox.address, mailbox.id)


def store_upload(
    services: Services, uploader: Uploader, recipient: Recipient, file: BinaryIO, name: str | None
) -> Received:
    """Store a file durably, as a message of its own; the same bytes again are that message.

    Args:
        services: Where rows and bytes are.
        uploader: Who stands for the sender.
        recipient: As `recipient_in` made it.
        file: Its content; read from the start, left open.
        name: As its sender named it, hostile; None where it has none.
    """
    file.seek(0)
    envelope = Envelope(
        receipt=new_id("upl"),
        channel=Channel.UPLOAD,
        mail_from="",
        recipients=(recipient,),
        received_at=utc_now(),
        client={"uploader": uploader.actor, "may_accept": uploader.may_accept},
        file_name=safe_name(name) if name else None,
    )
    return receive(services.database, services.blobs, envelope, file)[0]
