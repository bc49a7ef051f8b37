"""End a message's plan: its parts get their outcomes, its documents their own work."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col

from storage import feed
from storage.actions import lease as leases
from storage.actions.documents import NewDocument, NewPage, documents_for
from storage.actions.hand_over import ANNEXES
from storage.actions.judge import ask_about_inner
from storage.actions.lease import Lease
from storage.codec import from_json
from storage.domain.channel import Channel
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Reason
from storage.domain.state import MessageStatus
from storage.models.message import MessageRow, PartRow

__all__ = ["NewDocument", "NewPage", "Sorted", "sort", "store_parts"]


@dataclass(frozen=True)
class Sorted:
    """How a message ends.

    Attributes:
        status: Its terminal status.
        reasons: Why, as JSON; empty where its documents say it all.
        header: Facts of its header, as JSON.
        parts: Every part with its outcome, in order.
        documents: Those that begin or come again.
        taken: Path of the one part that this is about, the others stay as they were; None for all.
    """

    status: MessageStatus
    reasons: list[dict[str, str]]
    header: dict[str, Any]
    parts: tuple[Part, ...]
    documents: tuple[NewDocument, ...]
    taken: str | None = None


def sort(session: Session, lease: Lease, result: Sorted, now: datetime) -> None:
    """Store a sorted message and start the document plan of each new document.

    A document that is there already gains the message as a source.

    Raises:
        LeaseLostError: Somebody else holds the work.
    """
    row = leases.held(session, lease)
    leases.finish(session, row)
    message = session.get_one(MessageRow, row.object_id)
    message.status = result.status
    message.reasons = list(result.reasons)
    result = _with_annexes(result, message)
    message.header = result.header
    session.add(message)
    if message.channel == Channel.MAIL:
        ask_about_inner(session, message, now)
    parts = {part.path: part for part in result.parts}
    owners: dict[str, str] = {}
    # In one order, so that two messages with the same documents cannot block each other.
    for path in sorted({new.path for new in result.documents}, key=lambda p: parts[p].sha256):
        found = sorted(
            (new for new in result.documents if new.path == path), key=lambda n: n.first_page
        )
        documents = documents_for(session, message, parts[path], found, now)
        for at, new in reversed(list(enumerate(found))):
            owners |= dict.fromkeys((path, *new.annexes), documents[at].id)
        if (owner := documents[0].annex_of_id) is not None:
            owners[path] = owner
            parts[path] = replace(parts[path], outcome=PartOutcome.ANNEX, reason=Reason.ANNEX)
    if result.taken is None:
        store_parts(session, message.id, tuple(parts.values()), owners)
    else:
        for path in sorted({result.taken, *owners}):
            _store_part(session, message.id, parts[path], owners.get(path))
    feed.announce(session, f"message.{result.status}", message)


def _with_annexes(result: Sorted, message: MessageRow) -> Sorted:
    """Hang what came along with a file of another dossier on the first document found in it."""
    kept = message.header.get(ANNEXES)
    if not kept:
        return result
    annexes = tuple(from_json(Part, part) for part in kept)
    twin = next((part.sha256 for part in annexes if part.reason is Reason.TWIN), None)
    found = list(result.documents)
    if found:
        files = found[0].files | ({"twin": twin} if twin else {})
        paths = (*found[0].annexes, *(part.path for part in annexes))
        found[0] = replace(found[0], annexes=paths, files=files)
    return replace(
        result,
        header=result.header | {ANNEXES: kept},
        parts=(*result.parts, *annexes),
        documents=tuple(found),
    )


def _store_part(session: Session, message_id: str, part: Part, document_id: str | None) -> None:
    row = session.get_one(PartRow, (message_id, part.path))
    row.outcome, row.reason, row.document_id = part.outcome, part.reason, document_id
    session.add(row)


def store_parts(
    session: Session, message_id: str, parts: tuple[Part, ...], documents: dict[str, str]
) -> None:
    """Replace the part rows of a message.

    Args:
        session: An open write transaction.
        message_id: The message.
        parts: In its order.
        documents: Ids of documents by path: of their originals and of what hangs on them.
    """
    session.execute(delete(PartRow).where(col(PartRow.message_id) == message_id))
    for position, part in enumerate(parts):
        session.add(
            PartRow(
                message_id=message_id,
                path=part.path,
                position=position,
                name=part.name,
                media_type=part.media_type,
                size=part.size,
                sha256=part.sha256,
                outcome=part.outcome,
                reason=part.reason,
                document_id=documents.get(part.path),
            )
        )
