"""Suppliers and customers as tables: export, template, import with a dry run."""

import json
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import Field
from starlette.datastructures import FormData, UploadFile

from api.auth import Access, Authorized
from api.bodies import OVERHEAD
from api.edge import allow_body
from api.files import content_disposition
from api.problems import declare
from api.schemas import In, Out, answer
from api.tables import partners as tables
from api.tables.mapping import Ground
from api.tables.reading import MOST_BYTES, MOST_COLUMNS, read_table
from api.tables.writing import MEDIA_TYPES, TableFormat
from storage.actions.partners import EVENTS
from storage.clock import utc_now
from storage.domain.errors import InputError
from storage.domain.partner_import import PROBLEMS, STOPPING, Outcome, Problem
from storage.queries.dossiers import get_dossier
from storage.queries.keys import Caller

_ID = r"^[A-Za-z0-9_-]{1,64}$"
_BINARY: dict[str, Any] = {"type": "string", "format": "binary"}
_FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The table.",
        "content": {media_type: {"schema": _BINARY} for media_type in MEDIA_TYPES.values()},
    }
}
_FORM: dict[str, Any] = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": _BINARY,
        "mapping": {
            "type": "string",
            "description": "JSON: for each column what it holds, null for nothing. "
            "Absent: as saved for this heading, else as proposed.",
        },
    },
}
_BODY = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _FORM}}}}


class TemplateQuery(In):
    """In which form."""

    format: TableFormat = TableFormat.XLSX
    language: str = Field(default="fr", pattern="^(fr|en)$")


class ExportQuery(TemplateQuery):
    """Of which dossier."""

    dossier: str = Field(pattern=_ID)


class ImportQuery(In):
    """How a table is taken in."""

    dossier: str = Field(pattern=_ID)
    dry_run: bool = Field(default=False, description="Nothing is written.")
    skip_invalid: bool = Field(
        default=False, description="Refused rows are left out; else one stops all of them."
    )
    save_mapping: bool = Field(
        default=True, description="Keep a given mapping for the firm's tables of this heading."
    )
    annotated: TableFormat | None = Field(
        default=None, description="Answer with the table and what became of each row."
    )
    language: str = Field(default="fr", pattern="^(fr|en)$")


class ProblemGroupOut(Out):
    """Rows with one problem, as a spreadsheet counts them: 1 is the heading."""

    kind: Problem
    refuses: bool = Field(description="Whether rows with it are refused.")
    rows: list[int]
    fr: str
    en: str


class ColumnOut(Out):
    """What a column was taken for, and why."""

    heading: str
    field: str | None
    ground: Ground
    samples: list[str]


class ImportOut(Out):
    """What became of a table; of a dry run, what would."""

    dossier_id: str
    dry_run: bool
    rows: int
    created: int
    updated: int
    unchanged: int
    refused: int
    problems: list[ProblemGroupOut]
    columns: list[ColumnOut]


def make_router(kind: tables.Kind) -> APIRouter:
    """Return the routes of tables of suppliers or of customers."""
    router = APIRouter(prefix=f"/{EVENTS[kind]}s", tags=["suppliers"])
    _add_writing(router, kind)
    _add_reading(router, kind)
    return router


def _add_writing(router: APIRouter, kind: tables.Kind) -> None:
    one = EVENTS[kind]

    @router.get(
        "/export",
        name=f"export_{one}s",
        response_class=Response,
        responses={**_FILES, **declare(404, 422)},
    )
    def export(access: Authorized, query: Annotated[ExportQuery, Query()]) -> Response:
        """Write a dossier's directory to a table; imported again it changes nothing."""
        with access.read("suppliers:read") as caller:
            dossier = get_dossier(caller.session, caller.scope, query.dossier)
            content = tables.export(caller.session, kind, dossier, query.format, query.language)
        return table_answer(content, kind, query.format, query.language)

    @router.get(
        "/template",
        name=f"get_{one}_template",
        response_class=Response,
        responses={**_FILES, **declare(422)},
    )
    def template(access: Authorized, query: Annotated[TemplateQuery, Query()]) -> Response:
        """Write an empty table with the columns that an import reads."""
        with access.read("suppliers:read"):
            pass
        content = tables.template(kind, query.format, query.language)
        return table_answer(content, kind, query.format, query.language)


def _add_reading(router: APIRouter, kind: tables.Kind) -> None:
    @router.post(
        "/import",
        name=f"import_{EVENTS[kind]}s",
        response_model=ImportOut,
        responses=declare(400, 404, 409, 413, 422),
        openapi_extra=_BODY,
    )
    async def take_in(
        request: Request, access: Authorized, query: Annotated[ImportQuery, Query()]
    ) -> Response:
        """Take a table in: all of it in one transaction, or nothing.

        It never makes anybody trusted; new accounts wait for somebody else's confirmation.
        """
        # Who may do it is known before the body is read.
        await run_in_threadpool(_must_be_theirs, access, query.dossier)
        allow_body(request, MOST_BYTES + OVERHEAD)
        async with request.form(max_files=1, max_fields=4) as form:
            content, names = await _content(form), _names(form)
        return await run_in_threadpool(_import, access, kind, query, content, names)


def table_answer(content: bytes, kind: tables.Kind, form: TableFormat, language: str) -> Response:
    """Return a table as a download."""
    name = f"{tables.SHEETS[kind][language].lower()}.{form}"
    headers = {"Content-Disposition": content_disposition(name), "Cache-Control": "no-store"}
    return Response(content, headers=headers, media_type=MEDIA_TYPES[form])


def _must_be_theirs(access: Access, dossier_id: str) -> None:
    with access.read("suppliers:write") as caller:
        get_dossier(caller.session, caller.scope, dossier_id)


async def _content(form: FormData) -> bytes:
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise InputError("The form needs one file, in the field `file`.", code="one-file-needed")
    return await file.read()


def _names(form: FormData) -> Sequence[str | None] | None:
    text = form.get("mapping")
    if not isinstance(text, str) or not text:
        return None
    try:
        names = json.loads(text)
    except ValueError:
        names = None
    if not isinstance(names, list) or len(names) > MOST_COLUMNS:
        raise InputError("The mapping is a list of names and nulls.", code="mapping-unfit")
    if not all(name is None or isinstance(name, str) for name in names):
        raise InputError("The mapping is a list of names and nulls.", code="mapping-unfit")
    return names


def _import(
    access: Access,
    kind: tables.Kind,
    query: ImportQuery,
    content: bytes,
    names: Sequence[str | None] | None,
) -> Response:
    rows = read_table(content)
    opened = access.read if query.dry_run else access.write
    with opened("suppliers:write") as caller:
        wanted = _wanted(caller, kind, query, names)
        result = tables.take_in(caller.session, rows, wanted, utc_now())
    if query.annotated is not None:
        table = tables.annotated(rows, result, kind, query.annotated, query.language)
        return table_answer(table, kind, query.annotated, query.language)
    if not query.dry_run and not result.is_done:
        refused = ", ".join(
            str(row.position) for row in result.planned if row.outcome is Outcome.REFUSED
        )
        raise InputError(f"Nothing was written: rows {refused} are refused.", code="rows-refused")
    return answer(_shown(query, result))


def _wanted(
    caller: Caller,
    kind: tables.Kind,
    query: ImportQuery,
    names: Sequence[str | None] | None,
) -> tables.Wanted:
    return tables.Wanted(
        kind=kind,
        dossier=get_dossier(caller.session, caller.scope, query.dossier),
        names=names,
        is_dry=query.dry_run,
        skip_refused=query.skip_invalid,
        actor=caller.actor,
        # A mapping serves the whole firm: a key to one dossier does not write it.
        saves=query.save_mapping and caller.scope.dossier_id is None,
    )


def _shown(query: ImportQuery, result: tables.Result) -> ImportOut:
    return ImportOut(
        dossier_id=query.dossier,
        dry_run=query.dry_run,
        rows=len(result.planned),
        created=result.count(Outcome.CREATED),
        updated=result.count(Outcome.UPDATED),
        unchanged=result.count(Outcome.UNCHANGED),
        refused=result.count(Outcome.REFUSED),
        problems=[
            ProblemGroupOut(
                kind=problem,
                refuses=problem in STOPPING,
                rows=positions,
                fr=PROBLEMS[problem][0],
                en=PROBLEMS[problem][1],
            )
            for problem, positions in result.grouped().items()
        ],
        columns=[
            ColumnOut(
                heading=column.heading,
                field=column.name,
                ground=column.ground,
                samples=list(column.samples),
            )
            for column in result.columns
        ],
    )


router = APIRouter()
for _kind in tables.SHEETS:
    router.include_router(make_router(_kind))
