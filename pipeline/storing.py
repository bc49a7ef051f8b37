"""From a stage's outcome to the action that stores it.

Files that an outcome names are taken into the blob store first; the rows that speak of them follow
in one transaction.
"""

import stat
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.cell import StageFailedError
from pipeline.plan import step_after
from pipeline.stage import (
    DocumentFacts,
    Documents,
    File,
    Hold,
    MessageFacts,
    Next,
    Outcome,
    Reject,
)
from storage.actions import conclude
from storage.actions.advance import Progress, advance
from storage.actions.describe import Description
from storage.actions.lease import Lease
from storage.actions.sort import Sorted, sort
from storage.blobs import BlobStore
from storage.codec import from_json, reasons_to_json, to_json
from storage.database import Session
from storage.domain.part import Part


def keep_files(
    blobs: BlobStore, firm_id: str, folder: Path, files: Mapping[str, str]
) -> dict[str, str]:
    """Take the files that an outcome names into the blob store.

    Args:
        blobs: Where they go.
        firm_id: Whose they are.
        folder: The work directory.
        files: Names within it, by role.

    Returns:
        Their SHA-256, by role.

    Raises:
        StageFailedError: A name is not that of a regular file in the work directory.
    """
    kept = {}
    for role, name in files.items():
        path = folder / name
        if Path(name).name != name or not stat.S_ISREG(path.lstat().st_mode):
            raise StageFailedError("it named a file outside its work directory")
        kept[role], _ = blobs.put_file(firm_id, path)
    return kept


def store_outcome(
    session: Session, lease: Lease, outcome: Outcome, files: dict[str, str], now: datetime
) -> Lease | None:
    """Store an outcome.

    Args:
        session: An open write transaction.
        lease: The claim under which the stage ran.
        outcome: What it answered.
        files: SHA-256 of the files to keep, by role.
        now: The present instant.

    Returns:
        The lease for the next stage; None where the plan has ended.

    Raises:
        LeaseLostError: Somebody else holds the work.
    """
    match outcome:
        case Next(facts=facts):
            return _advance(session, lease, facts, files, now)
        case Documents():
            sort(session, lease, _sorted(outcome), now)
        case File(reception=reception, reasons=reasons):
            conclude.file(session, lease, reception, reasons_to_json(reasons), now)
        case Hold(reasons=reasons, facts=facts):
            description = _description(facts or from_json(DocumentFacts, lease.facts))
            conclude.hold(session, lease, reasons_to_json(reasons), description, files, now)
        case Reject(reasons=reasons):
            conclude.reject(session, lease, reasons_to_json(reasons))
    return None


def _advance(
    session: Session,
    lease: Lease,
    facts: MessageFacts | DocumentFacts | Part,
    files: dict[str, str],
    now: datetime,
) -> Lease:
    progress = Progress(
        next_stage=step_after(lease.plan, lease.stage).name, facts=to_json(facts), files=files
    )
    description = _description(facts) if isinstance(facts, DocumentFacts) else None
    return advance(session, lease, progress, now, description)


def _description(facts: DocumentFacts) -> Description:
    return Description(kind=facts.kind, pages=facts.pages, invoice=facts.invoice)


def _sorted(outcome: Documents) -> Sorted:
    header: dict[str, Any] = to_json(outcome.facts.header)
    return Sorted(
        status=outcome.status,
        reasons=reasons_to_json(outcome.facts.reasons),
        header=header,
        parts=outcome.facts.parts,
        documents=tuple(
            (found.part, found.first_page, found.last_page or 0) for found in outcome.documents
        ),
    )
