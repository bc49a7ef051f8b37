"""Messages: what came, from whom, and what became of each part."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.console.guard import GuardedRoute
from api.console.language import Language
from api.console.listing import ListQuery, dossier_options, options
from api.console.notices import Notice
from api.console.reasons import ReasonShown, reasons_shown
from api.console.render import language_of, page
from api.console.rows import Rows
from api.console.sender_view import sender_shown
from api.console.session import SignedIn
from api.console.waiting import WaitingQuery, next_look
from api.schemas import ObjectId
from storage.actions.take_part import can_take
from storage.domain.mailbox import Direction
from storage.domain.part import PartOutcome
from storage.domain.reason import Reason
from storage.domain.state import MessageStatus
from storage.models.message import DeliveryRow, MessageRow, PartRow
from storage.queries.documents import timeline
from storage.queries.dossiers import dossier_names
from storage.queries.journal import journal_of
from storage.queries.messages import list_messages, parts_of

router = APIRouter(route_class=GuardedRoute)

_PATH = "/messages"


class MessagesQuery(ListQuery):
    """Which messages are wanted."""

    direction: Direction | None = None
    status: MessageStatus | None = None


class MessageQuery(WaitingQuery):
    """What led to the page."""

    done: Notice | None = None


@dataclass(frozen=True)
class PartShown:
    """One part of a message.

    Attributes:
        row: As it is stored.
        reasons: Why it ended as it did; empty for a document.
        href: Where its bytes are; empty where only the raw mail has them.
        pdf: Where the PDF is that was made of a text; empty for none.
        may_take: Whether a document can be made of it now.
    """

    row: PartRow
    reasons: list[ReasonShown]
    href: str
    pdf: str = ""
    may_take: bool = False


@router.get(_PATH)
def show_messages(
    request: Request, visit: SignedIn, query: Annotated[MessagesQuery, Query()]
) -> Response:
    """List messages."""
    language = language_of(request)
    with visit.read() as visitor:
        found = list_messages(
            visitor.session,
            visitor.scope,
            query.page(newest_first=True),
            dossier_id=query.dossier,
            direction=query.direction,
            status=query.status,
        )
        rows = Rows(visitor, language).of_messages(found.rows)
        dossiers = dossier_options(visitor)
    return page(
        request,
        "messages.html",
        rows=rows,
        dossiers=dossiers,
        directions=options(Direction, language),
        statuses=options(MessageStatus, language),
        query=query,
        first=query.first(_PATH),
        next=query.next(_PATH, found),
    )


@router.get("/messages/{message_id}")
def show_message(
    request: Request,
    visit: SignedIn,
    message_id: ObjectId,
    query: Annotated[MessageQuery, Query()],
) -> Response:
    """Show one message with its envelope, the judgement of its sender and its parts."""
    language = language_of(request)
    with visit.read() as visitor:
        row = visitor.scope.get(visitor.session, MessageRow, message_id)
        parts = parts_of(visitor.session, row.id)
        delivery = visitor.session.get_one(DeliveryRow, row.delivery_id)
        dossier = dossier_names(visitor.session, visitor.scope, [row.dossier_id])[row.dossier_id]
        runs = timeline(visitor.session, row.id)
        acts = journal_of(visitor.session, row.id)
    is_open = row.status is MessageStatus.PROCESSING
    return page(
        request,
        "message.html",
        message=row,
        dossier=dossier,
        reasons=reasons_shown(row.reasons, language),
        sender=sender_shown(delivery, language),
        parts=[_part_shown(row, part, language) for part in parts],
        runs=runs,
        acts=acts,
        done=query.done,
        again=next_look(request, query, is_open=is_open),
    )


def _part_shown(message: MessageRow, part: PartRow, language: Language) -> PartShown:
    href = f"/messages/{message.id}/parts/{part.path}"
    is_kept = part.outcome is not PartOutcome.IGNORED
    return PartShown(
        row=part,
        reasons=reasons_shown([{"code": part.reason}] if part.reason else [], language),
        href=href if is_kept else "",
        pdf=f"{href}/pdf" if part.reason == Reason.HTML_ONLY else "",
        may_take=message.status is not MessageStatus.PROCESSING and can_take(part),
    )
