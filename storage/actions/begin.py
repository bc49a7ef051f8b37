"""Start the plan of a message or document: make its work row."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from storage.domain.state import WorkStatus
from storage.ids import new_id
from storage.models.document import DocumentRow
from storage.models.message import MessageRow
from storage.models.work import WorkRow

FIRST_STAGES = {"message": "unpack", "document": "extract"}
"""The stage that each plan begins with; `pipeline.plan` has the others."""


def begin_message(session: Session, message: MessageRow) -> None:
    """Make a new message's work due; its raw bytes are what the first stage reads."""
    files = {"raw": message.raw_sha256}
    session.add(_work("message", message, {}, files, message.received_at))


def begin_document(
    session: Session, document: DocumentRow, facts: dict[str, Any], files: dict[str, str]
) -> None:
    """Make a new document's work due, at the stage that its row names.

    Args:
        session: An open write transaction.
        document: A row of that transaction.
        facts: What is known of it, as JSON.
        files: SHA-256 of its other files, by role.
    """
    files = files | {"original": document.sha256}
    work = _work("document", document, facts, files, document.created_at)
    work.stage = document.stage
    session.add(work)


def _work(
    plan: str,
    owner: MessageRow | DocumentRow,
    facts: dict[str, Any],
    files: dict[str, str],
    now: datetime,
) -> WorkRow:
    return WorkRow(
        id=new_id("wrk"),
        object_id=owner.id,
        plan=plan,
        firm_id=owner.firm_id,
        dossier_id=owner.dossier_id,
        stage=FIRST_STAGES[plan],
        status=WorkStatus.DUE,
        facts=facts,
        files=files,
        next_at=now,
    )
