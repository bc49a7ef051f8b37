"""End a message's plan: its parts get their outcomes, its documents their own work."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col

from storage import feed
from storage.actions import lease as leases
from storage.actions.begin import FIRST_STAGES, begin_document
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
class Sorted:
    """How a message ends.

    Attributes:
        status: Its terminal status.
        reasons: Why, as JSON; empty where its documents say it all.
        header: Facts of its header, as JSON.
        parts: Every part with its outcome, in order.
        documents: Path of the original's part, first page and last page (0: to the end) of each
            document.
    """

    status: MessageStatus
    reasons: list[dict[str, str]]
    header: dict[str, Any]
    parts: tuple[Part, ...]
    documents: tuple[tuple[str, int, int], ...]


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
    rows = [
        (_row(message, parts[path], (first, last), now), parts[path])
        for path, first, last in result.documents
    ]
    # In one order, so that two messages with the same documents cannot block each other.
    found = {
        part.path: _document(session, message, row, part)
        for row, part in sorted(rows, key=lambda pair: (pair[0].sha256, pair[0].first_page))
    }
    store_parts(session, message.id, result.parts, {path: d.id for path, d in found.items()})
    feed.announce(session, f"message.{result.status}", message)


def store_parts(
    session: Session, message_id: str, parts: tuple[Part, ...], documents: dict[str, str]
) -> None:
    """Replace the part rows of a message. ``documents`` has document ids by path."""
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


def _row(message: MessageRow, part: Part, pages: tuple[int, int], now: datetime) -> DocumentRow:
    return DocumentRow(
        id=new_id("doc"),
        firm_id=message.firm_id,
        dossier_id=message.dossier_id,
        direction=message.direction,
        sha256=part.sha256,
        first_page=pages[0],
        last_page=pages[1],
        name=part.name,
        media_type=part.media_type,
        status=DocumentStatus.PROCESSING,
        stage=FIRST_STAGES["document"],
        reasons=[],
        created_at=now,
    )


def _document(session: Session, message: MessageRow, row: DocumentRow, part: Part) -> DocumentRow:
    """Store a new document and start its plan, or return the one that is there already."""
    if not insert(session, row):
        row = present(same_document(session, row))
        if _add_source(session, row, message, part):
            _bring_back(session, row)
        return row
    _add_source(session, row, message, part)
    begin_document(session, row)
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
