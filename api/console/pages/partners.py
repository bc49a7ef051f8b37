"""Suppliers and customers: their lists, one of them with its history, forms to change and merge."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from api.console.guard import GuardedRoute
from api.console.listing import ListQuery, dossier_options, options
from api.console.notices import Notice
from api.console.partner_view import shown_values, typed_values, view_partner
from api.console.render import language_of, page
from api.console.security import OwnForm
from api.console.session import SignedIn
from api.schemas import ObjectId
from api.schemas import Query as AnyQuery
from storage.actions.merge_partners import merge
from storage.actions.partners import add, change
from storage.clock import utc_now
from storage.domain.errors import InputError, NotFoundError
from storage.domain.obligation import SizeClass
from storage.models.customer import CustomerRow
from storage.models.supplier import SupplierRow
from storage.queries.dossiers import dossier_names, get_dossier
from storage.queries.partners import list_partners

Kind = type[SupplierRow] | type[CustomerRow]

KINDS: Mapping[str, Kind] = {"suppliers": SupplierRow, "customers": CustomerRow}
"""By the first part of the address."""


class PartnersQuery(ListQuery):
    """Which partners are wanted, and what led here."""

    q: str | None = Field(default=None, max_length=100)
    done: Notice | None = None


class PartnerQuery(AnyQuery):
    """What led to the page."""

    dossier: str | None = None
    done: Notice | None = None


Asked = Annotated[PartnerQuery, Query()]


def make_router(section: str) -> APIRouter:
    """Return the pages of suppliers or of customers."""
    router = APIRouter(prefix=f"/{section}", route_class=GuardedRoute)

    @router.get("")
    def show_partners(
        request: Request, visit: SignedIn, query: Annotated[PartnersQuery, Query()]
    ) -> Response:
        return _list(request, visit, section, query)

    @router.get("/new")
    def show_new(request: Request, visit: SignedIn, query: Asked) -> Response:
        return _new_page(request, visit, section, {"dossier": query.dossier or ""})

    @router.post("/new")
    def add_partner(request: Request, visit: SignedIn, form: OwnForm) -> Response:
        return _add(request, visit, section, form)

    @router.get("/{partner_id}")
    def show_partner(
        request: Request, visit: SignedIn, partner_id: ObjectId, query: Asked
    ) -> Response:
        return _page(request, visit, section, partner_id, done=query.done)

    @router.post("/{partner_id}/change")
    def change_partner(
        request: Request, visit: SignedIn, partner_id: ObjectId, form: OwnForm
    ) -> Response:
        return _change(request, visit, section, partner_id, form)

    @router.post("/{partner_id}/merge")
    def merge_partner(
        request: Request, visit: SignedIn, partner_id: ObjectId, form: OwnForm
    ) -> Response:
        return _merge(request, visit, section, partner_id, form)

    return router


def _add(request: Request, visit: SignedIn, section: str, form: dict[str, str]) -> Response:
    try:
        with visit.write() as visitor:
            dossier = get_dossier(visitor.session, visitor.scope, form.get("dossier", ""))
            values = {"name": ""} | typed_values(form, None)
            kind = KINDS[section]
            partner_id = add(visitor.session, kind, dossier, values, visitor.name, utc_now()).id
    except NotFoundError:
        raise
    except InputError as error:
        return _new_page(request, visit, section, form, error=error)
    return _done(section, partner_id, Notice.PARTNER_SAVED)


def _change(
    request: Request, visit: SignedIn, section: str, partner_id: str, form: dict[str, str]
) -> Response:
    try:
        with visit.write() as visitor:
            row = visitor.scope.get(visitor.session, KINDS[section], partner_id, lock=True)
            values = typed_values(form, row)
            changed = change(visitor.session, row, values, visitor.name, utc_now())
    except NotFoundError:
        raise
    except InputError as error:
        return _page(request, visit, section, partner_id, typed=form, error=error)
    notice = Notice.PARTNER_SAVED if changed else Notice.UNCHANGED
    return _done(section, partner_id, notice)


def _merge(
    request: Request, visit: SignedIn, section: str, partner_id: str, form: dict[str, str]
) -> Response:
    into = form.get("into", "")
    try:
        with visit.write() as visitor:
            merge(
                visitor.session,
                KINDS[section],
                visitor.scope,
                partner_id,
                into,
                actor=visitor.name,
                now=utc_now(),
            )
    except NotFoundError:
        raise
    except InputError as error:
        return _page(request, visit, section, partner_id, error=error)
    return _done(section, into, Notice.PARTNERS_MERGED)


def _list(request: Request, visit: SignedIn, section: str, query: PartnersQuery) -> Response:
    path = f"/{section}"
    with visit.read() as visitor:
        filters = {"dossier_id": query.dossier, "q": query.q}
        wanted = query.page(newest_first=True)
        found = list_partners(visitor.session, KINDS[section], visitor.scope, wanted, filters)
        ids = list({row.dossier_id for row in found.rows})
        names = dossier_names(visitor.session, visitor.scope, ids)
        dossiers = dossier_options(visitor)
    done, query = query.done, query.model_copy(update={"done": None})
    return page(
        request,
        "partners.html",
        kind=section,
        rows=found.rows,
        names=names,
        dossiers=dossiers,
        query=query,
        done=done,
        first=query.first(path),
        next=query.next(path, found),
    )


def _new_page(
    request: Request,
    visit: SignedIn,
    section: str,
    typed: Mapping[str, str],
    *,
    error: InputError | None = None,
) -> Response:
    with visit.read() as visitor:
        dossiers = dossier_options(visitor)
    return page(
        request,
        "partner_new.html",
        status=_status(error),
        kind=section,
        dossiers=dossiers,
        sizes=options(SizeClass, language_of(request)),
        values=shown_values(None) | dict(typed),
        **_wrong(error),
    )


def _page(
    request: Request,
    visit: SignedIn,
    section: str,
    partner_id: str,
    *,
    done: Notice | None = None,
    typed: Mapping[str, str] | None = None,
    error: InputError | None = None,
) -> Response:
    with visit.read() as visitor:
        row = visitor.scope.get(visitor.session, KINDS[section], partner_id)
        view = view_partner(visitor, row, language_of(request))
    return page(
        request,
        "partner.html",
        status=_status(error),
        kind=section,
        view=view,
        sizes=options(SizeClass, language_of(request)),
        values=dict(typed) if typed is not None else shown_values(row),
        done=done,
        **_wrong(error),
    )


def _status(error: InputError | None) -> int:
    return 200 if error is None else 422


def _wrong(error: InputError | None) -> dict[str, Any]:
    """Return what the page says of what could not be done."""
    code = error.code if error else ""
    return {"error": code, "wrong": getattr(error, "fields", ())}


def _done(section: str, partner_id: str, notice: Notice) -> Response:
    return RedirectResponse(f"/{section}/{partner_id}?done={notice}", status_code=303)


router = APIRouter(route_class=GuardedRoute)
for _section in KINDS:
    router.routes.extend(make_router(_section).routes)
