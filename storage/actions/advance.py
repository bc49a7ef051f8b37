"""Store what a stage found and go on with the next one, under the same lease."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from storage.actions import lease as leases
from storage.actions.describe import Description, describe
from storage.actions.lease import Lease
from storage.models.document import DocumentRow


@dataclass(frozen=True)
class Progress:
    """What a finished stage adds to its work row.

    Attributes:
        next_stage: The stage that follows.
        facts: All facts so far, as JSON.
        files: SHA-256 of files by role, added to the earlier ones.
    """

    next_stage: str
    facts: dict[str, Any]
    files: dict[str, str]


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
    row.facts = progress.facts
    row.files = row.files | progress.files
    row.attempts, row.failures, row.error = 1, 0, None
    row.lease_until = now + leases.LEASE
    session.add(row)
    if row.plan == "document":
        document = session.get_one(DocumentRow, row.object_id)
        document.stage = progress.next_stage
        document.xml_sha256 = row.files.get("xml")
        document.facturx_sha256 = row.files.get("facturx")
        session.add(document)
        if description is not None:
            describe(session, document, description, now)
    return leases.lease_of(row)
