"""Messages: what a dossier received, and what became of each part."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from api.auth import Authorized
from api.files import BINARY, StoredFile, declare_bytes, send_file
from api.problems import declare
from api.schemas import (
    DossierQuery,
    Instant,
    ObjectId,
    Out,
    PageOut,
    ReasonOut,
    answer,
    reasons_out,
)
from api.services import Served
from storage.codec import from_json, to_json
from storage.domain.channel import BARE
from storage.domain.errors import NotFoundError
from storage.domain.mailbox import Direction
from storage.domain.part import PartOutcome
from storage.domain.reason import Reason
from storage.domain.state import MessageStatus
from storage.domain.verdicts import Ground, Means, Result, ScanResult, Standing, Verdicts
from storage.domain.wording import sentences
from storage.models.message import DeliveryRow, MessageRow, PartRow
from storage.queries.documents import living_ids_of_parts
from storage.queries.keys import Caller
from storage.queries.messages import (
    deliveries_by_id,
    list_messages,
    parts_by_message,
    pdf_of_part,
)

PartPath = Annotated[str, Path(pattern=r"^[0-9]{1,6}(\.[0-9]{1,6}){0,40}$")]

router = APIRouter(prefix="/messages", tags=["messages"])


class WordsOut(Out):
    """A sentence in both languages."""

    fr: str
    en: str


class PartOut(Out):
    """One part of a message."""

    path: str
    name: str | None
    media_type: str
    size: int
    sha256: str
    outcome: PartOutcome
    reason: Reason | None
    reason_text: WordsOut | None
    document_id: str | None
    document_ids: list[str] = Field(
        description="All documents that were made of it, where it holds several."
    )


class ForwardedOut(Out):
    """A mail that the message forwards: attached whole, or quoted in its text.

    ``path`` is that of the attached mail, which the paths of its parts begin with, or that of the
    text. ``header_from`` is null where it names no address, or several. ``sha256`` is that of a
    mail attached whole, and finds what was judged of it in ``verdicts.inner``; else null.
    """

    path: str
    quoted: bool
    header_from: str | None
    name: str | None
    subject: str | None
    date: str | None
    sha256: str | None = None


class SpfOut(Out):
    """Whether the client may send for a domain (RFC 7208)."""

    result: Result
    ground: Ground
    identity: str
    domain: str | None
    client: str | None
    aligned: bool


class DkimOut(Out):
    """Whether one signature holds (RFC 6376)."""

    result: Result
    ground: Ground
    domain: str | None
    selector: str | None
    algorithm: str | None
    aligned: bool


class ArcOut(Out):
    """Whether the chain of forwarders holds (RFC 8617)."""

    result: Result
    ground: Ground
    sealer: str | None
    instances: int
    trusted: bool
    claims: str | None


class DmarcOut(Out):
    """Whether the domain of the From header stands for the mail (RFC 9989)."""

    result: Result
    ground: Ground
    domain: str | None
    organizational_domain: str | None
    policy_domain: str | None
    policy: str | None
    aligned_by: list[Means]


class InnerVerdictOut(Out):
    """Who wrote a mail that came attached whole, by its own signatures alone.

    ``standing``: ``proven`` where one of them holds and stands for its From header's domain;
    ``changed`` where it is no longer what was signed, or only a part of it was; else ``unproven``,
    or ``unjudged`` where nobody has answered.
    """

    sha256: str
    dkim: list[DkimOut]
    dmarc: DmarcOut | None
    authenticated_domain: str | None
    standing: Standing


class ScanOut(Out):
    """What a scanner said; ``not_analysed`` is never clean."""

    scanner: str
    result: ScanResult
    detail: str


class VerdictsOut(Out):
    """Who sent it, as judged here, with the evidence; results are those of RFC 8601.

    ``authenticated_domain`` is the From header's where that is proven, else null. ``inner`` has the
    mails that came attached whole from a forwarder that the dossier has registered.
    """

    spf: SpfOut | None
    dkim: list[DkimOut]
    arc: ArcOut | None
    dmarc: DmarcOut | None
    authenticated_domain: str | None
    authenticated_by: Means | None
    scans: list[ScanOut]
    inner: list[InnerVerdictOut]
    asked_again_at: Instant | None


class MessageOut(Out):
    """One dossier's view of a mail or an upload; it shows that dossier's addresses only."""

    id: str
    dossier_id: str
    direction: Direction
    channel: str
    status: MessageStatus
    reasons: list[ReasonOut]
    mail_from: str
    rcpt_to: list[str]
    tag: str | None
    header_from: str | None
    subject: str | None
    forwarded: list[ForwardedOut]
    """The outer ones first; where there are some, ``header_from`` is the forwarder."""
    verdicts: VerdictsOut | None
    """Null while nobody has judged the sender."""
    file_name: str | None
    size: int
    sha256: str
    parts: list[PartOut]
    times_received: int
    received_at: Instant


class MessagesOut(PageOut[MessageOut]):
    """A page of messages."""


class MessageQuery(DossierQuery):
    """Which messages are wanted."""

    direction: Direction | None = None
    status: MessageStatus | None = None


@router.get("", response_model=MessagesOut, responses=declare(400, 422))
def get_messages(access: Authorized, query: Annotated[MessageQuery, Query()]) -> Response:
    """List messages, the older first."""
    with access.read("documents:read") as caller:
        page = list_messages(
            caller.session,
            caller.scope,
            query.page(),
            dossier_id=query.dossier,
            direction=query.direction,
            status=query.status,
        )
        result = MessagesOut.of(page, _messages_out(caller, page.rows))
    return answer(result)


@router.get("/{message_id}", response_model=MessageOut, responses=declare(404))
def get_message(access: Authorized, message_id: ObjectId) -> Response:
    """Show one message. Its parts are empty while it is being taken apart."""
    with access.read("documents:read") as caller:
        row = caller.scope.get(caller.session, MessageRow, message_id)
        result = message_out(caller, row)
    return answer(result)


@router.head("/{message_id}/raw", include_in_schema=False)
@router.get("/{message_id}/raw", response_class=Response, responses=declare_bytes())
def get_raw(
    request: Request, access: Authorized, services: Served, message_id: ObjectId
) -> Response:
    """Hand out the mail or file exactly as it was received."""
    with access.read("documents:read") as caller:
        row = caller.scope.get(caller.session, MessageRow, message_id)
    if row.channel in BARE:
        name, media_type = row.file_name or row.id, BINARY
    else:
        name, media_type = f"{row.id}.eml", "message/rfc822"
    file = StoredFile(row.firm_id, row.raw_sha256, name, media_type)
    return send_file(request, services.blobs, file)


@router.head("/{message_id}/parts/{path}", include_in_schema=False)
@router.get("/{message_id}/parts/{path}", response_class=Response, responses=declare_bytes())
def get_part(
    request: Request, access: Authorized, services: Served, message_id: ObjectId, path: PartPath
) -> Response:
    """Hand out one part exactly as it was sent. What was ignored is in the raw mail only: 404."""
    with access.read("documents:read") as caller:
        row = caller.scope.get(caller.session, MessageRow, message_id)
        part = caller.session.get(PartRow, (row.id, path))
    if part is None or part.outcome is PartOutcome.IGNORED:
        raise NotFoundError(f"There is no part {path} of {row.id} to be had.", code="no-file")
    file = StoredFile(row.firm_id, part.sha256, part.name or f"{row.id}-{path}", part.media_type)
    return send_file(request, services.blobs, file)


@router.head("/{message_id}/parts/{path}/pdf", include_in_schema=False)
@router.get("/{message_id}/parts/{path}/pdf", response_class=Response, responses=declare_bytes())
def get_part_pdf(
    request: Request, access: Authorized, services: Served, message_id: ObjectId, path: PartPath
) -> Response:
    """Hand out the PDF that was made of a part: of a picture, or of a text that is an invoice."""
    with access.read("documents:read") as caller:
        row = caller.scope.get(caller.session, MessageRow, message_id)
        sha256 = pdf_of_part(caller.session, row.id, path)
    return send_file(request, services.blobs, part_pdf(row, path, sha256))


def part_pdf(row: MessageRow, path: str, sha256: str | None) -> StoredFile:
    """Return the PDF that was made of a part.

    Raises:
        NotFoundError: None was made.
    """
    if sha256 is None:
        raise NotFoundError(f"No PDF was made of part {path} of {row.id}.", code="no-file")
    return StoredFile(row.firm_id, sha256, f"{row.id}-{path}.pdf", "application/pdf")


def message_out(caller: Caller, row: MessageRow) -> MessageOut:
    """Return a message as it is shown."""
    return _messages_out(caller, [row])[0]


def _messages_out(caller: Caller, rows: Sequence[MessageRow]) -> list[MessageOut]:
    parts = parts_by_message(caller.session, [row.id for row in rows])
    places = {(part.message_id, part.path) for found in parts.values() for part in found}
    documents = living_ids_of_parts(caller.session, places)
    deliveries = deliveries_by_id(caller.session, [row.delivery_id for row in rows])
    return [
        _message_out(row, parts[row.id], documents, deliveries[row.delivery_id]) for row in rows
    ]


def _message_out(
    row: MessageRow,
    parts: Sequence[PartRow],
    documents: Mapping[tuple[str, str], list[str]],
    delivery: DeliveryRow,
) -> MessageOut:
    return MessageOut(
        id=row.id,
        dossier_id=row.dossier_id,
        direction=row.direction,
        channel=row.channel,
        status=row.status,
        reasons=reasons_out(row.reasons),
        mail_from=row.mail_from,
        rcpt_to=row.rcpt_to,
        tag=row.tag,
        header_from=row.header.get("header_from"),
        subject=row.header.get("subject"),
        forwarded=[ForwardedOut.model_validate(mail) for mail in row.header.get("forwarded", [])],
        verdicts=_verdicts_out(delivery),
        file_name=row.file_name,
        size=row.size,
        sha256=row.raw_sha256,
        parts=[_part_out(part, documents.get((row.id, part.path), [])) for part in parts],
        times_received=row.times_received,
        received_at=row.received_at,
    )


def _verdicts_out(delivery: DeliveryRow) -> VerdictsOut | None:
    if delivery.verdicts is None:
        return None
    verdicts = from_json(Verdicts, delivery.verdicts)
    inner = [to_json(one) | {"standing": one.standing} for one in verdicts.inner]
    return VerdictsOut.model_validate(
        to_json(verdicts) | {"inner": inner, "asked_again_at": delivery.judge_at}
    )


def _part_out(row: PartRow, documents: list[str]) -> PartOut:
    reason = Reason(row.reason) if row.reason else None
    words = sentences(reason) if reason else None
    return PartOut(
        path=row.path,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        outcome=row.outcome,
        reason=reason,
        reason_text=WordsOut(fr=words[0], en=words[1]) if words else None,
        document_id=row.document_id,
        document_ids=documents,
    )
