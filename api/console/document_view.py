"""A document as its page shows it: pictures, files, sources and everything that happened to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from api.console.language import Language
from api.console.reasons import ReasonShown, reasons_shown
from api.console.sorting_view import SortingShown, view_sorting
from storage.domain.state import DocumentStatus
from storage.models.document import DocumentRow, StageRunRow
from storage.models.journal import JournalRow
from storage.models.message import MessageRow, PartRow
from storage.queries.documents import annexes_of, pages_of, sources_of, timeline
from storage.queries.dossiers import dossier_names
from storage.queries.journal import journal_of
from storage.queries.people import Visitor
from storage.queries.review import next_to_review


@dataclass(frozen=True)
class Event:
    """One line of the history.

    Attributes:
        kind: What ``what`` is.
        at: When it happened.
        what: A message that brought the document, a run of a stage, or a person's act.
    """

    kind: Literal["source", "run", "act"]
    at: datetime
    what: MessageRow | StageRunRow | JournalRow


@dataclass(frozen=True)
class DocumentView:
    """Everything that is shown of a document besides the fields of its invoice.

    Attributes:
        row: As it is stored.
        dossier: The dossier's name.
        pages: Numbers of the pages that have pictures.
        sources: Messages that brought it, the first one first.
        annexes: Parts that hang on it.
        events: Its history, the older first.
        reasons: Why it is held or rejected.
        facturx_reasons: Why there is no Factur-X, or why its profile is no higher.
        flags: What one should know of its file.
        kind_reasons: Why it is taken for what it is; one or none.
        sorting: How it is sorted, and what can be changed of that.
        next_href: The page of what waits for a person after it; empty for nothing.
    """

    row: DocumentRow
    dossier: str
    pages: Sequence[int]
    sources: Sequence[MessageRow]
    annexes: Sequence[PartRow]
    events: Sequence[Event]
    reasons: Sequence[ReasonShown]
    facturx_reasons: Sequence[ReasonShown]
    flags: Sequence[ReasonShown]
    kind_reasons: Sequence[ReasonShown]
    sorting: SortingShown
    next_href: str

    @property
    def is_open(self) -> bool:
        """Whether it is being processed."""
        return self.row.status is DocumentStatus.PROCESSING


def view_document(
    visitor: Visitor,
    row: DocumentRow,
    language: Language,
    *,
    acts: Sequence[JournalRow] = (),
    object_id: str | None = None,
) -> DocumentView:
    """Gather what is shown of a document.

    Args:
        visitor: Who looks.
        row: In the visitor's scope.
        language: The visitor's.
        acts: What people did to its invoice; what they did to itself is added.
        object_id: What stands in the list of what waits, if that is not the document.
    """
    session = visitor.session
    sources = sources_of(session, [row.id])[row.id]
    events = [
        *(Event("source", message.received_at, message) for message in sources),
        *(Event("run", run.at, run) for run in timeline(session, row.id)),
        *(Event("act", act.at, act) for act in (*acts, *journal_of(session, row.id))),
    ]
    following = next_to_review(session, visitor.scope, object_id or row.id)
    return DocumentView(
        row=row,
        dossier=dossier_names(session, visitor.scope, [row.dossier_id])[row.dossier_id],
        pages=[page.number for page in pages_of(session, row.id)],
        sources=sources,
        annexes=annexes_of(session, [row.id])[row.id],
        events=sorted(events, key=lambda event: event.at),
        reasons=reasons_shown(row.reasons, language),
        facturx_reasons=reasons_shown(row.facturx_reasons, language),
        flags=reasons_shown(row.flags, language),
        kind_reasons=reasons_shown([row.kind_reason] if row.kind_reason else [], language),
        sorting=view_sorting(visitor, row),
        next_href=f"/{following[0]}s/{following[1]}" if following else "",
    )
