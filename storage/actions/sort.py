"""End a message's plan: its parts get their outcomes, its documents their own work."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col

from storage import feed
from storage.actions import lease as leases
from storage.actions.advance import NewPage, show_pages
from storage.actions.begin import FIRST_STAGES, begin_document
from storage.actions.describe import Description, describe_document
from storage.actions.lease import Lease
from storage.database import insert, present
from storage.domain.part import Part
from storage.domain.reason import Reason
from storage.domain.state import Decision, DocumentStatus, MessageStatus, Reception
from storage.domain.state import decide as next_reception
from storage.ids import new_id
from storage.models.document import DocumentRow, SourceRow
from storage.models.message import MessageRow, PartRow
from storage.queries.documents import count_sources, same_document
from storage.queries.invoices import invoice_of


@dataclass(frozen=True)
class NewDocument:
    """A document that a message turned out to hold.

    Attributes:
        path: Of the part that is its original.
        first_page: 1-based.
        last_page: 1-based; 0 for "to the end".
        facts: What its first stage is given, as JSON.
        files: SHA-256 of its files besides the original, by role.
        pages: Pictures of its pages.
        description: What rows keep of the facts.
        annexes: Paths of the parts that hang on it.
    """

    path: str
    first_page: int = 1
    last_page: int = 0
    facts: dict[str, Any] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    pages: tuple[NewPage, ...] = ()
    description: Description = field(default_factory=Description)
    annexes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sorted:
    """How a message ends.

    Attributes:
        status: Its terminal status.
        reasons: Why, as JSON; empty where its documents say it all.
        header: Facts of its header, as JSON.
        parts: Every part with its outcome, in order.
        documents: Those that begin or come again.
    """

    status: MessageStatus
    reasons: list[dict[str, str]]
    header: dict[str, Any]
    parts: tuple[Part, ...]
    documents: tuple[NewDocument, ...]


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
    message.header = result.header
    session.add(message)
    parts = {part.path: part for part in result.parts}
    owners: dict[str, str] = {}
    # In one order, so that two messages with the same documents cannot block each other.
    for new in sorted(result.documents, key=lambda n: (parts[n.path].sha256, n.first_page)):
        document = _document(session, message, new, parts[new.path], now)
        owners |= dict.fromkeys((new.path, *new.annexes), document.id)
    store_parts(session, message.id, result.parts, owners)
    feed.announce(session, f"message.{result.status}", message)


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


def _row(message: MessageRow, new: NewDocument, part: Part, now: datetime) -> DocumentRow:
    row = DocumentRow(
        id=new_id("doc"),
        firm_id=message.firm_id,
        dossier_id=message.dossier_id,
        direction=message.direction,
        sha256=part.sha256,
        first_page=new.first_page,
        last_page=new.last_page,
        name=part.name,
        media_type=part.media_type,
        status=DocumentStatus.PROCESSING,
        stage=FIRST_STAGES["document"],
        reasons=[],
        pdf_sha256=new.files.get("pdf"),
        words_sha256=new.files.get("words"),
        view_sha256=new.files.get("view"),
        created_at=now,
    )
    describe_document(row, new.description)
    return row


def _document(
    session: Session, message: MessageRow, new: NewDocument, part: Part, now: datetime
) -> DocumentRow:
    """Store a new document and start its plan, or return the one that is there already."""
    row = _row(message, new, part, now)
    if not insert(session, row):
        row = present(same_document(session, row))
        if _add_source(session, row, message, part):
            _bring_back(session, row)
        return row
    _add_source(session, row, message, part)
    show_pages(session, row, new.pages)
    begin_document(session, row, new.facts, new.files)
    feed.announce(session, "document.created", row)
    return row


def _add_source(session: Session, document: DocumentRow, message: MessageRow, part: Part) -> bool:
    """Note that a message brought a document; False if that was noted before."""
    if session.get(SourceRow, (document.id, message.id)) is not None:
        return False
    position = count_sources(session, document.id)
    session.add(
        SourceRow(
            document_id=document.id, message_id=message.id, part_path=part.path, position=position
        )
    )
    session.flush()
    return True


def _bring_back(session: Session, document: DocumentRow) -> None:
    """Show a document again that had been turned away and was sent once more."""
    reasons = [{"code": Reason.ARRIVED_AGAIN.value}]
    invoice = invoice_of(session, document.id)
    if document.status is DocumentStatus.REJECTED:
        document.status = DocumentStatus.HELD
        document.reasons = [*document.reasons, *reasons]
        session.add(document)
    elif invoice is not None and invoice.reception is Reception.REFUSED:
        invoice.reception = next_reception(invoice.reception, Decision.REOPEN)
        invoice.reasons = list(reasons)
        session.add(invoice)
        feed.announce(session, "invoice.reopened", invoice)
    feed.announce(session, "document.source_added", document)
