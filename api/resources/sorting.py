"""Sorting by a person or a program: split, join, another kind, an annex, a part as a document.

Each act can be undone by another one. Who did it and when stands in the journal.
"""

from typing import Annotated

from fastapi import APIRouter, Response
from pydantic import Field

from api.auth import Authorized
from api.problems import declare
from api.resources.documents import DocumentOut, documents_out
from api.resources.messages import MessageOut, PartPath, message_out
from api.schemas import In, ObjectId, Out, answer
from api.services import Served
from storage.actions import sort_anew
from storage.actions.take_part import take_part
from storage.domain.state import DocumentKind
from storage.models.document import DocumentRow
from storage.models.message import MessageRow
from storage.queries.keys import Caller

_MOST_PIECES = 500

router = APIRouter(tags=["sorting"])


class SplitIn(In):
    """On which pages of the document another one begins."""

    pages: list[Annotated[int, Field(ge=1)]] = Field(
        min_length=1,
        max_length=_MOST_PIECES,
        description="1-based, 1 among them; [1] says that it is one document.",
    )


class JoinIn(In):
    """What goes behind the document, in this order; of pages of the same file, the pages' own."""

    documents: list[ObjectId] = Field(min_length=1, max_length=_MOST_PIECES)


class KindIn(In):
    """What the document is."""

    kind: DocumentKind


class AnnexIn(In):
    """The document that it is an annex of; null for none."""

    document_id: ObjectId | None


class PiecesOut(Out):
    """The documents that stand for one now, in the order of their pages."""

    data: list[DocumentOut]


@router.post(
    "/documents/{document_id}/split",
    response_model=PiecesOut,
    responses=declare(400, 404, 409, 413, 422),
)
def split_document(access: Authorized, document_id: ObjectId, body: SplitIn) -> Response:
    """Make a document of each run of pages; the file as received stays what it was."""
    with access.write("documents:write") as caller:
        row = _locked(caller, document_id)
        pieces = sort_anew.split(caller.session, row, body.pages, caller.actor)
        caller.session.flush()
        result = PiecesOut(data=documents_out(caller, pieces))
    return answer(result)


@router.post(
    "/documents/{document_id}/join",
    response_model=DocumentOut,
    responses=declare(400, 404, 409, 413, 422),
)
def join_documents(
    access: Authorized, services: Served, document_id: ObjectId, body: JoinIn
) -> Response:
    """Make one document of several, of one file or of more; each file stays what it was.

    Separated on the pages on which each file begins, they are documents of their own again.
    """
    ids = list(dict.fromkeys((document_id, *body.documents)))
    with access.write("documents:write") as caller:
        locked = {one: _locked(caller, one) for one in sorted(ids)}
        rows = [locked[one] for one in ids]
        whole = sort_anew.join(caller.session, rows, caller.actor, services.blobs)
        caller.session.flush()
        result = documents_out(caller, [whole])[0]
    return answer(result)


@router.put(
    "/documents/{document_id}/kind",
    response_model=DocumentOut,
    responses=declare(400, 404, 409, 413, 422),
)
def set_kind(access: Authorized, document_id: ObjectId, body: KindIn) -> Response:
    """Say what a document is: it is read anew as that. An annex or other paper is set aside."""
    with access.write("documents:write") as caller:
        row = _locked(caller, document_id)
        sort_anew.set_kind(caller.session, row, body.kind, caller.actor)
        result = documents_out(caller, [row])[0]
    return answer(result)


@router.put(
    "/documents/{document_id}/annex-of",
    response_model=DocumentOut,
    responses=declare(400, 404, 409, 413, 422),
)
def set_annex(access: Authorized, document_id: ObjectId, body: AnnexIn) -> Response:
    """Hang a document on another one as its annex; null makes it one of its own again."""
    with access.write("documents:write") as caller:
        row = _locked(caller, document_id)
        owner = _locked(caller, body.document_id) if body.document_id else None
        sort_anew.make_annex(caller.session, row, owner, caller.actor)
        caller.session.flush()
        result = documents_out(caller, [row])[0]
    return answer(result)


@router.post(
    "/messages/{message_id}/parts/{path}/take",
    response_model=MessageOut,
    responses=declare(404, 409, 422),
)
def take(access: Authorized, message_id: ObjectId, path: PartPath) -> Response:
    """Make a document of a part that was set aside, held or hung on another document."""
    with access.write("documents:write") as caller:
        row = caller.scope.get(caller.session, MessageRow, message_id, lock=True)
        take_part(caller.session, row, path, caller.actor)
        result = message_out(caller, row)
    return answer(result)


def _locked(caller: Caller, document_id: str) -> DocumentRow:
    return caller.scope.get(caller.session, DocumentRow, document_id, lock=True)
