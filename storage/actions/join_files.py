"""One document of pages that came in several files, and back: what a person says belongs together.

The files stay what they are. Their documents are withdrawn, and come back when that one is taken
apart again. It is made as a list of their pages; `normalise` makes the PDF, which is then read as
any other.
"""

import io
from collections.abc import Sequence
from itertools import accumulate

from sqlmodel import Session

from storage import feed
from storage.actions.begin import begin_document
from storage.actions.documents import add_source
from storage.blobs import BlobStore
from storage.clock import utc_now
from storage.database import insert, present
from storage.domain.errors import ConflictError
from storage.domain.joining import JOINED, Piece, list_pieces
from storage.domain.part import PartOutcome
from storage.domain.reason import Reason
from storage.domain.state import DocumentStatus
from storage.ids import new_id
from storage.models.document import DocumentRow
from storage.models.message import PartRow
from storage.queries.documents import (
    joined_in,
    parts_of_document,
    places_of,
    same_document,
    source_rows_of,
)

STAGE = "normalise"
"""The stage that makes the PDF of the list."""


def list_of(documents: Sequence[DocumentRow]) -> bytes:
    """Return the list that stands for the pages of documents.

    Raises:
        ConflictError: One of them has no pages, or data of its own that stands for the whole.
    """
    pieces = []
    for row in documents:
        has_data = row.xml_sha256 is not None and not row.derived
        if not row.pages or has_data:
            raise ConflictError(
                f"{row.id} has no pages to join, or is an electronic invoice.", code="no-pages"
            )
        last = row.last_page or row.first_page + row.pages - 1
        pieces.append(Piece(row.sha256, row.pdf_sha256 or row.sha256, row.first_page, last))
    return list_pieces(pieces)


def whole_of(
    session: Session, documents: Sequence[DocumentRow], blobs: BlobStore
) -> tuple[DocumentRow, bool]:
    """Return the document of several ones' pages, and whether it is new.

    Args:
        session: An open write transaction.
        documents: Rows of that transaction, locked, of one dossier and direction, in order.
        blobs: Where the list is kept.

    Raises:
        ConflictError: As `list_of`; or somebody joins them at this moment.
    """
    first, content = documents[0], list_of(documents)
    sha256, _ = blobs.put(first.firm_id, io.BytesIO(content))
    row = DocumentRow(
        id=new_id("doc"),
        firm_id=first.firm_id,
        dossier_id=first.dossier_id,
        direction=first.direction,
        sha256=sha256,
        first_page=1,
        last_page=0,
        name=first.name,
        media_type=JOINED,
        status=DocumentStatus.PROCESSING,
        stage=STAGE,
        reasons=[],
        pages=sum(one.pages or 0 for one in documents),
        created_at=utc_now(),
    )
    if not insert(session, row):
        known = present(same_document(session, row))
        if not known.withdrawn:
            raise ConflictError("Somebody joins them right now; try again.", code="processing")
        return known, False
    files = {f"piece-{at}": one.pdf_sha256 or one.sha256 for at, one in enumerate(documents)}
    begin_document(session, row, {"pages": row.pages}, files)
    feed.announce(session, "document.created", row)
    return row, True


def move_into(session: Session, whole: DocumentRow, members: Sequence[DocumentRow]) -> None:
    """Give a document the sources and parts of those that it was joined of."""
    for position, member in enumerate(members):
        for source in source_rows_of(session, member.id):
            add_source(session, whole, source.message_id, source.part_path)
        for part in parts_of_document(session, member.id):
            _give(session, part, whole, Reason.JOINED)
        member.joined_in_id, member.joined_position = whole.id, position
        session.add(member)
    session.flush()


def move_back(session: Session, whole: DocumentRow, members: Sequence[DocumentRow]) -> None:
    """Give those that a document was joined of their parts back; what hangs on it, the first."""
    places = {at: member for member in reversed(members) for at in places_of(session, member)}
    for part in parts_of_document(session, whole.id):
        _give(session, part, places.get((part.message_id, part.path), members[0]), None)
    for member in members:
        member.joined_in_id = member.joined_position = None
        session.add(member)
    session.flush()


def members_that_begin(
    session: Session, document: DocumentRow, starts: Sequence[int]
) -> list[DocumentRow]:
    """Return what a document was joined of, if each begins on one of the pages; else nothing.

    Args:
        session: An open transaction.
        document: Any document.
        starts: 1-based pages, in order.
    """
    members = joined_in(session, [document.id])[document.id]
    counts = [member.pages or 0 for member in members]
    begins = list(accumulate(counts[:-1], initial=1)) if members else []
    return members if begins == list(starts) else []


def _give(session: Session, part: PartRow, document: DocumentRow, reason: Reason | None) -> None:
    part.document_id = document.id
    if part.outcome is PartOutcome.DOCUMENT:
        part.reason = reason
    session.add(part)
