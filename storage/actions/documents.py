"""Make documents of the parts of a message: new ones with their work, or those there already.

The same file is sorted once per dossier and direction: whatever it was made of then stands for it
when it comes again, above all where a person had a hand in it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col

from storage import feed
from storage.actions.begin import FIRST_STAGES, begin_document
from storage.actions.describe import Description, describe_document
from storage.actions.reopen import reopen_refused
from storage.database import insert, present
from storage.domain.part import Part
from storage.domain.reason import Reason
from storage.domain.state import DocumentStatus
from storage.ids import new_id
from storage.models.document import DocumentRow, PageRow, SourceRow
from storage.models.message import MessageRow
from storage.queries.documents import (
    count_sources,
    documents_of_file,
    same_document,
    standing_for,
)
from storage.queries.invoices import invoice_of

_PAGE = re.compile(r"page-([1-9]\d{0,4})")


@dataclass(frozen=True)
class NewPage:
    """The pictures of one page.

    Attributes:
        number: 1-based.
        image_sha256: For viewing.
        large_sha256: With more pixels.
    """

    number: int
    image_sha256: str
    large_sha256: str | None = None


@dataclass(frozen=True)
class NewDocument:
    """A document that a message turned out to hold.

    Attributes:
        path: Of the part that is its original.
        first_page: 1-based.
        last_page: 1-based; 0 for "to the end".
        facts: What its first stage is given, as JSON.
        files: SHA-256 of its files besides the original, by role.
        pages: Pictures of its pages, counted from its own first one.
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


def files_of_part(files: Mapping[str, str], path: str) -> dict[str, str]:
    """Return the files of a part by role, of those that a message's work has by role and path."""
    found = ((*key.partition(":")[::2], sha256) for key, sha256 in files.items())
    return {role: sha256 for role, of, sha256 in found if of == path}


def pages_in(
    files: Mapping[str, str], first_page: int = 1, last_page: int | None = None
) -> tuple[NewPage, ...]:
    """Return the pictures of some pages of a part, counted from the first of them.

    Args:
        files: Of the part, by role.
        first_page: 1-based.
        last_page: None for "to the end".
    """
    numbers = sorted(int(page[1]) for role in files if (page := _PAGE.fullmatch(role)))
    return tuple(
        NewPage(number - first_page + 1, files[f"page-{number}"], files.get(f"page-large-{number}"))
        for number in numbers
        if first_page <= number <= (last_page or number)
    )


def documents_for(
    session: Session,
    message: MessageRow,
    part: Part,
    found: Sequence[NewDocument],
    now: datetime,
) -> dict[int, DocumentRow]:
    """Return the documents of a part, by the index of what was found; the message is their source.

    Args:
        session: An open write transaction.
        message: What brought it.
        part: Their original.
        found: What it turned out to hold, if it is there for the first time.
        now: The present instant.
    """
    known = documents_of_file(
        session, message.dossier_id, message.direction, part.sha256, lock=True
    )
    if not known:
        return {at: _document(session, message, part, new, now) for at, new in enumerate(found)}
    living = (
        [row for row in known if not row.withdrawn]
        or [row for row in known if row.annex_of_id is not None]
        or standing_for(session, known, lock=True)
        or list(known)
    )
    for row in living:
        _come_again(session, row, message, part)
    by_key = {(row.first_page, row.last_page): row for row in living}
    return {
        at: by_key.get((new.first_page, new.last_page), living[0]) for at, new in enumerate(found)
    }


def _document(
    session: Session, message: MessageRow, part: Part, new: NewDocument, now: datetime
) -> DocumentRow:
    """Store a new document and start its plan; another message may have been first."""
    row = _row(message, new, part, now)
    if not insert(session, row):
        row = present(same_document(session, row))
        _come_again(session, row, message, part)
        return row
    add_source(session, row, message.id, part.path)
    keep_pages(session, row.id, new.pages)
    begin_document(session, row, new.facts, new.files)
    feed.announce(session, "document.created", row)
    return row


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


def keep_pages(session: Session, document_id: str, pages: Sequence[NewPage]) -> None:
    """Give a document the pictures of its pages, in the place of earlier ones."""
    session.execute(delete(PageRow).where(col(PageRow.document_id) == document_id))
    for page in pages:
        session.add(
            PageRow(
                document_id=document_id,
                number=page.number,
                image_sha256=page.image_sha256,
                large_sha256=page.large_sha256,
            )
        )


def add_source(session: Session, document: DocumentRow, message_id: str, path: str) -> bool:
    """Note that a message brought a document; False if that was noted before."""
    if session.get(SourceRow, (document.id, message_id)) is not None:
        return False
    position = count_sources(session, document.id)
    session.add(
        SourceRow(document_id=document.id, message_id=message_id, part_path=path, position=position)
    )
    session.flush()
    return True


def _come_again(session: Session, row: DocumentRow, message: MessageRow, part: Part) -> None:
    """Note that a document came again; one that had been turned away is shown once more."""
    if not add_source(session, row, message.id, part.path) or row.withdrawn:
        return
    invoice = invoice_of(session, row.id)
    if row.status is DocumentStatus.REJECTED:
        row.status = DocumentStatus.HELD
        row.reasons = [*row.reasons, {"code": Reason.ARRIVED_AGAIN.value}]
        session.add(row)
    elif invoice is not None:
        reopen_refused(session, invoice)
    feed.announce(session, "document.source_added", row)
