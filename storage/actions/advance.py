"""Store what a stage found, and go on with the next one under the same lease."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from storage.actions import lease as leases
from storage.actions.describe import Description, describe
from storage.actions.documents import NewPage, keep_pages
from storage.actions.lease import Lease
from storage.domain.field import Level
from storage.models.document import DocumentRow
from storage.models.work import WorkRow


@dataclass(frozen=True)
class Progress:
    """What a finished stage adds to its work row.

    Attributes:
        next_stage: The stage that follows.
        facts: All facts so far, as JSON.
        files: SHA-256 of files by role, beside the earlier ones or in their places.
        pages: Pictures of a document's pages; empty where none were drawn.
    """

    next_stage: str
    facts: dict[str, Any]
    files: dict[str, str]
    pages: tuple[NewPage, ...] = ()


def advance(
    session: Session,
    lease: Lease,
    progress: Progress,
    now: datetime,
    description: Description | None = None,
) -> Lease:
    """Store a stage's result; the same worker goes on with the next stage.

    Args:
        session: An open write transaction.
        lease: The claim under which the stage ran.
        progress: What it found.
        now: The present instant.
        description: For the document plan, what is now known of the document.

    Returns:
        The lease for the next stage, with a new token: its attempt is counted here.

    Raises:
        LeaseLostError: Somebody else holds the work.
    """
    row = leases.held(session, lease)
    row.stage = progress.next_stage
    row.attempts, row.failures, row.error = 1, 0, None
    row.lease_until = now + leases.LEASE
    keep(row, progress)
    session.add(row)
    if row.plan == "document":
        document = session.get_one(DocumentRow, row.object_id)
        document.stage = progress.next_stage
        if description is not None:
            describe(session, document, description, now)
        name_files(document, row)
        if progress.pages:
            keep_pages(session, document.id, progress.pages)
        session.add(document)
    return leases.lease_of(row)


def keep(row: WorkRow, progress: Progress) -> None:
    """Give a work row what a stage found; a file takes the place of an earlier one of its role."""
    row.facts = progress.facts
    row.files = row.files | progress.files


def name_files(document: DocumentRow, row: WorkRow) -> None:
    """Make a document name the files that its work has now, or that it has none of a kind.

    The XML that came with it does not say what was corrected since, so it is named no longer.
    """
    document.pdf_sha256 = row.files.get("pdf")
    document.words_sha256 = row.files.get("words")
    document.view_sha256 = row.files.get("view", document.view_sha256)
    counts = document.derived or document.version == 1 or not _is_corrected(row)
    document.xml_sha256 = row.files.get("xml") if counts else None
    document.facturx_sha256 = row.files.get("facturx")


def _is_corrected(row: WorkRow) -> bool:
    """Tell whether a person entered or confirmed a field of the invoice."""
    fields = (row.facts.get("invoice") or {}).get("fields") or {}
    return any(field.get("level") == Level.CONFIRMED for field in fields.values())
