"""A person makes a document of a part that was set aside, held, or hung on another document."""

from sqlmodel import Session

from storage import feed, journal
from storage.actions.release import do_again
from storage.actions.sort_anew import drop_twin
from storage.domain.errors import ConflictError, NotFoundError
from storage.domain.part import PartOutcome
from storage.domain.reason import Reason
from storage.domain.state import MessageStatus, WorkStatus
from storage.models.document import DocumentRow
from storage.models.message import MessageRow, PartRow
from storage.queries.work import work_of

STAGE = "normalise"
"""The stage that the message goes on with, for this part alone."""

_BEING_DONE = {WorkStatus.DUE, WorkStatus.LEASED}
_NOT_TAKEN = frozenset({Reason.BODY_TEXT, Reason.UNPACKED})
"""Parts whose bytes were not kept, or that stand for those that they held."""


def can_take(part: PartRow) -> bool:
    """Tell whether a document can be made of a part."""
    return part.outcome is not PartOutcome.DOCUMENT and part.reason not in _NOT_TAKEN


def take_part(session: Session, message: MessageRow, path: str, actor: str) -> None:
    """Have a part of a message worked on as a document; the other parts stay as they are.

    Args:
        session: An open write transaction.
        message: A row of that transaction, locked.
        path: Of the part.
        actor: For the journal: a person's name, or ``key:KEY_ID``.

    Raises:
        NotFoundError: There is no such part.
        ConflictError: It is a document already, its bytes are in the raw mail only, or the message
            is being processed; or it is the XML of a document that cannot be sorted anew now.
    """
    part = session.get(PartRow, (message.id, path))
    work = work_of(session, message.id)
    if part is None:
        raise NotFoundError(f"There is no part {path} of {message.id}.")
    if work is None or work.status in _BEING_DONE:
        raise ConflictError("The message is being processed; try again.", code="processing")
    if not can_take(part):
        raise ConflictError("No document can be made of that part.", code="no-part")
    if part.reason == Reason.TWIN and part.document_id is not None:
        document = session.get_one(DocumentRow, part.document_id, with_for_update=True)
        drop_twin(session, document, part.sha256)
    fresh = {"outcome": PartOutcome.DOCUMENT.value, "reason": None, "problem": None}
    parts = [p | fresh if p["path"] == path else p for p in work.facts["parts"]]
    work.facts = work.facts | {"parts": parts, "taken": path}
    do_again(session, work, STAGE)
    message.status = MessageStatus.PROCESSING
    session.add(message)
    detail = {"path": path, "old": part.outcome, "reason": part.reason}
    journal.note(session, message, actor, "take", detail)
    feed.announce(session, "message.sorted", message)
