"""Suppliers and customers as tables: downloads, trials, imports; nothing is kept between steps.

The table that is being tried travels in the form itself, so that a trial leaves no trace.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from api.console.guard import GuardedRoute
from api.console.listing import dossier_options
from api.console.pages.partners import KINDS
from api.console.render import language_of, page
from api.console.security import CSRF_FIELD, must_be_same_origin, must_have_token
from api.console.session import SignedIn, Visit
from api.edge import allow_body
from api.resources.partner_tables import table_answer
from api.schemas import Query as AnyQuery
from api.tables import partners as tables
from api.tables.reading import MOST_COLUMNS, read_table
from api.tables.writing import TableFormat
from storage.clock import utc_now
from storage.domain.errors import InputError, NotFoundError
from storage.domain.partner_import import PROBLEMS, STOPPING, Outcome
from storage.queries.dossiers import get_dossier

MOST_BYTES = 2 << 20
"""Of a table that is taken in here; programs may send larger ones."""

_MOST_BODY = 2 * MOST_BYTES
_SKIPPED = "-"
"""What a column's choice says where it is not read."""


class ImportQuery(AnyQuery):
    """What is chosen beforehand."""

    dossier: str | None = None


class ImportTemplateQuery(AnyQuery):
    """In which form a table is wanted."""

    format: TableFormat = TableFormat.XLSX


class TableQuery(ImportTemplateQuery):
    """Of which dossier."""

    dossier: str


def make_router(section: str) -> APIRouter:
    """Return the pages of tables of suppliers or of customers."""
    router = APIRouter(prefix=f"/{section}", route_class=GuardedRoute)
    kind = KINDS[section]

    @router.get("/import")
    def show_form(
        request: Request, visit: SignedIn, query: Annotated[ImportQuery, Query()]
    ) -> Response:
        return _form_page(request, visit, section, {"dossier": query.dossier or ""})

    @router.get("/export")
    def export(
        request: Request, visit: SignedIn, query: Annotated[TableQuery, Query()]
    ) -> Response:
        language = language_of(request)
        with visit.read() as visitor:
            dossier = get_dossier(visitor.session, visitor.scope, query.dossier)
            content = tables.export(visitor.session, kind, dossier, query.format, language)
        return table_answer(content, kind, query.format, language)

    @router.get("/template")
    def template(
        request: Request, visit: SignedIn, query: Annotated[ImportTemplateQuery, Query()]
    ) -> Response:
        with visit.read():
            pass
        language = language_of(request)
        content = tables.template(kind, query.format, language)
        return table_answer(content, kind, query.format, language)

    @router.post("/import")
    async def take_in(request: Request, visit: SignedIn) -> Response:
        return await _receive(request, visit, section)

    return router


async def _receive(request: Request, visit: Visit, section: str) -> Response:
    must_be_same_origin(request)
    await run_in_threadpool(_must_be_signed_in, visit)
    allow_body(request, _MOST_BODY)
    async with request.form(
        max_files=1, max_fields=MOST_COLUMNS + 20, max_part_size=_MOST_BODY
    ) as form:
        typed = {name: value for name, value in form.items() if isinstance(value, str)}
        file = form.get("file")
        content = await file.read() if isinstance(file, UploadFile) else b""
    must_have_token(request, typed.pop(CSRF_FIELD, ""))
    return await run_in_threadpool(_take_in, request, visit, section, typed, content)


def _take_in(
    request: Request, visit: Visit, section: str, typed: dict[str, str], content: bytes
) -> Response:
    try:
        content = content or base64.b64decode(typed.get("content", ""), validate=True)
        rows = read_table(content, most=MOST_BYTES)
        result = _result(visit, section, rows, typed)
    except binascii.Error:
        return _form_page(request, visit, section, typed, error="table-damaged")
    except NotFoundError:
        raise
    except InputError as error:
        return _form_page(request, visit, section, typed, error=error.code)
    language = language_of(request)
    if typed.get("act") == "annotated":
        kind = KINDS[section]
        table = tables.annotated(rows, result, kind, TableFormat.XLSX, language)
        return table_answer(table, kind, TableFormat.XLSX, language)
    kept = base64.b64encode(content).decode()
    return _form_page(request, visit, section, typed, content=kept, result=result)


def _result(
    visit: Visit, section: str, rows: Sequence[Sequence[str]], typed: Mapping[str, str]
) -> tables.Result:
    is_dry = typed.get("act") != "import"
    opened = visit.read if is_dry else visit.write
    with opened() as visitor:
        wanted = tables.Wanted(
            kind=KINDS[section],
            dossier=get_dossier(visitor.session, visitor.scope, typed.get("dossier", "")),
            names=_names(typed, len(rows[0])),
            is_dry=is_dry,
            skip_refused="skip" in typed,
            actor=visitor.name,
            saves=True,
        )
        return tables.take_in(visitor.session, rows, wanted, utc_now())


def _names(typed: Mapping[str, str], width: int) -> list[str | None] | None:
    """Return what the choices say; None before there were any."""
    chosen = [typed.get(f"column.{position}") for position in range(width)]
    if None in chosen:
        return None
    return [name if name != _SKIPPED else None for name in chosen]


def _must_be_signed_in(visit: Visit) -> None:
    with visit.read():
        pass


def _form_page(
    request: Request,
    visit: Visit,
    section: str,
    typed: Mapping[str, str],
    *,
    content: str = "",
    result: tables.Result | None = None,
    error: str = "",
) -> Response:
    with visit.read() as visitor:
        dossiers = dossier_options(visitor)
    which = 0 if language_of(request) == "fr" else 1
    is_refused = result is not None and typed.get("act") == "import" and not result.is_done
    return page(
        request,
        "partner_import.html",
        status=422 if error or is_refused else 200,
        kind=section,
        dossiers=dossiers,
        dossier=typed.get("dossier", ""),
        content=content,
        fields=[
            (column.name, (column.french, column.english)[which])
            for column in tables.columns_of(KINDS[section])
            if column.is_read
        ],
        skipped=_SKIPPED,
        is_done=result is not None and result.is_done,
        is_refused=is_refused,
        skips="skip" in typed,
        formats_of_tables=[form.value for form in TableFormat],
        most=MOST_BYTES,
        error=error,
        **_shown(result, which),
    )


def _shown(result: tables.Result | None, which: int) -> dict[str, Any]:
    """Return what the page says of a result, in the first or the second language."""
    if result is None:
        return {"columns": [], "counts": {}, "groups": []}
    return {
        "columns": result.columns,
        "counts": {outcome.value: result.count(outcome) for outcome in Outcome},
        "groups": [
            (PROBLEMS[problem][which], problem in STOPPING, positions)
            for problem, positions in result.grouped().items()
        ],
    }


router = APIRouter(route_class=GuardedRoute)
for _section in KINDS:
    router.routes.extend(make_router(_section).routes)
