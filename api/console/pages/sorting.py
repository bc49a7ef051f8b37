"""Sorting a document anew: every act of the API, as a form on the document's own page."""

import re
from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from api.console.guard import GuardedRoute
from api.console.notices import Notice
from api.console.security import OwnForm
from api.console.session import SignedIn
from api.resources.messages import PartPath
from api.schemas import ObjectId
from api.services import Served
from storage.actions import sort_anew
from storage.actions.take_part import take_part
from storage.domain.errors import InputError
from storage.domain.state import DocumentKind
from storage.models.document import DocumentRow
from storage.models.message import MessageRow
from storage.queries.people import Visitor

router = APIRouter(route_class=GuardedRoute)

_PLACE = "at-"
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
    request: Request, visit: SignedIn, services: Served, document_id: ObjectId, form: OwnForm
) -> Response:
    """Make one document of several: of two that follow one another, or of those numbered."""
    ids = [document_id, form["with"]] if "with" in form else _numbered(form)
    with visit.write() as visitor:
        locked = {one: _locked(visitor, one) for one in sorted(set(ids))}
        rows = [locked[one] for one in ids]
        whole = sort_anew.join(visitor.session, rows, visitor.name, services.blobs).id
    return _done(whole)


def _numbered(form: Mapping[str, str]) -> list[str]:
    """Return the ids of the documents that were given a place, in that order.

    Raises:
        InputError: A place is no number, or given twice.
    """
    typed = {name: text.strip() for name, text in form.items() if name.startswith(_PLACE)}
    places = {name.removeprefix(_PLACE): text for name, text in typed.items() if text}
    is_number = all(re.fullmatch(r"[0-9]{1,3}", text) for text in places.values())
    if not is_number or len({int(text) for text in places.values()}) < len(places):
        raise InputError("Each document has a number of its own, or none.")
    return sorted(places, key=lambda name: int(places[name]))


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
