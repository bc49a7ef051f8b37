"""Sorting a document anew: every act of the API, as a form on the document's own page."""

import re

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.console.guard import GuardedRoute
from api.console.notices import Notice
from api.console.security import OwnForm
from api.console.session import SignedIn
from api.resources.messages import PartPath
from api.schemas import ObjectId
from storage.actions import sort_anew
from storage.actions.take_part import take_part
from storage.domain.errors import InputError
from storage.domain.state import DocumentKind
from storage.models.document import DocumentRow
from storage.models.message import MessageRow
from storage.queries.people import Visitor

router = APIRouter(route_class=GuardedRoute)

_PAGES = re.compile(r"\s*\d{1,5}(?:[\s,;]+\d{1,5}){0,500}\s*")


@router.post("/documents/{document_id}/split")
def split_document(
    request: Request, visit: SignedIn, document_id: ObjectId, form: OwnForm
) -> Response:
    """Separate a document where the person said, or say that it is one."""
    typed = form.get("pages", "")
    if not _PAGES.fullmatch(typed):
        raise InputError("The pages are numbers, with commas between them.")
    starts = {1, *map(int, re.findall(r"\d+", typed))}
    with visit.write() as visitor:
        row = _locked(visitor, document_id)
        pieces = sort_anew.split(visitor.session, row, sorted(starts), visitor.name)
        first = pieces[0].id
    return _done(first)


@router.post("/documents/{document_id}/join")
def join_documents(
    request: Request, visit: SignedIn, document_id: ObjectId, form: OwnForm
) -> Response:
    """Make one document of two that follow one another."""
    with visit.write() as visitor:
        ids = sorted({document_id, form.get("with", "")})
        rows = [_locked(visitor, one) for one in ids]
        whole = sort_anew.join(visitor.session, rows, visitor.name).id
    return _done(whole)


@router.post("/documents/{document_id}/kind")
def set_kind(request: Request, visit: SignedIn, document_id: ObjectId, form: OwnForm) -> Response:
    """Say what a document is."""
    kind = form.get("kind", "")
    if kind not in set(DocumentKind):
        raise InputError("There is no such kind of document.")
    with visit.write() as visitor:
        row = _locked(visitor, document_id)
        sort_anew.set_kind(visitor.session, row, DocumentKind(kind), visitor.name)
    return _done(document_id)


@router.post("/documents/{document_id}/annex")
def set_annex(request: Request, visit: SignedIn, document_id: ObjectId, form: OwnForm) -> Response:
    """Hang a document on another one, or take it off again."""
    wanted = form.get("of", "")
    with visit.write() as visitor:
        row = _locked(visitor, document_id)
        owner = _locked(visitor, wanted) if wanted else None
        sort_anew.make_annex(visitor.session, row, owner, visitor.name)
    return _done(document_id)


@router.post("/messages/{message_id}/parts/{path}/take")
def take(
    request: Request, visit: SignedIn, message_id: ObjectId, path: PartPath, form: OwnForm
) -> Response:
    """Make a document of a part of a message."""
    with visit.write() as visitor:
        row = visitor.scope.get(visitor.session, MessageRow, message_id, lock=True)
        take_part(visitor.session, row, path, visitor.name)
    return RedirectResponse(f"/messages/{message_id}?done={Notice.SORTED}", status_code=303)


def _locked(visitor: Visitor, document_id: str) -> DocumentRow:
    return visitor.scope.get(visitor.session, DocumentRow, document_id, lock=True)


def _done(document_id: str) -> Response:
    return RedirectResponse(f"/documents/{document_id}?done={Notice.SORTED}", status_code=303)
