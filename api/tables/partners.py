"""Suppliers and customers as tables: export, template, import with its dry run, annotated table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from api.tables.mapping import Ground, Mapped, apply_names, fingerprint_of, propose
from api.tables.writing import Cell, TableFormat, write_table
from storage.actions.import_partners import plan_import, run_import, save_mapping
from storage.database import Session
from storage.domain.errors import InputError
from storage.domain.partner_import import PROBLEMS, Outcome, Planned, Problem, TableRow
from storage.domain.partner_table import COLUMNS, CUSTOMER_COLUMNS, Column, shown
from storage.models.customer import CustomerRow
from storage.models.firm import DossierRow
from storage.models.supplier import SupplierRow
from storage.queries.accounts import accounts_by_supplier
from storage.queries.importing import mapping_of
from storage.queries.partners import everybody

Kind = type[SupplierRow] | type[CustomerRow]

SHEETS: Mapping[Kind, Mapping[str, str]] = {
    SupplierRow: {"fr": "Fournisseurs", "en": "Suppliers"},
    CustomerRow: {"fr": "Clients", "en": "Customers"},
}
"""Names of sheets and files, by language."""

_OUTCOMES = {
    Outcome.CREATED: ("Créé", "Created"),
    Outcome.UPDATED: ("Modifié", "Updated"),
    Outcome.UNCHANGED: ("Inchangé", "Unchanged"),
    Outcome.REFUSED: ("Refusé", "Refused"),
}
_STATES = ("Statut", "Status"), ("Détail", "Detail")


@dataclass(frozen=True)
class Wanted:
    """How a table is to be taken in.

    Attributes:
        kind: Suppliers or customers.
        dossier: Where they go.
        names: What its columns hold, as somebody said; None: as proposed or saved.
        is_dry: Nothing is written.
        skip_refused: Rows that are refused are left out; else they stop all of it.
        actor: For the journal.
        saves: Whether the columns are kept for the firm's next table with this heading.
    """

    kind: Kind
    dossier: DossierRow
    names: Sequence[str | None] | None
    is_dry: bool
    skip_refused: bool
    actor: str
    saves: bool


@dataclass(frozen=True)
class Result:
    """What became of a table, or would.

    Attributes:
        columns: What each column was taken for.
        planned: For each row that is not empty.
        is_done: Whether anything was written, or could have been.
    """

    columns: Sequence[Mapped]
    planned: Sequence[Planned]
    is_done: bool

    def count(self, outcome: Outcome) -> int:
        """Return how many rows end so."""
        return sum(1 for row in self.planned if row.outcome is outcome)

    def grouped(self) -> dict[Problem, list[int]]:
        """Return the rows of each problem, by their positions."""
        found: dict[Problem, list[int]] = {}
        for row in self.planned:
            for problem, _ in row.problems:
                if row.position not in found.setdefault(problem, []):
                    found[problem].append(row.position)
        return {problem: found[problem] for problem in Problem if problem in found}


def columns_of(kind: Kind) -> Sequence[Column]:
    """Return the columns of a table."""
    return COLUMNS if kind is SupplierRow else CUSTOMER_COLUMNS


def export(
    session: Session, kind: Kind, dossier: DossierRow, form: TableFormat, language: str
) -> bytes:
    """Return a dossier's partners as a table that can be imported again unchanged."""
    rows = [row for row in everybody(session, kind, dossier.id) if row.merged_into_id is None]
    accounts = accounts_by_supplier(session, [row.id for row in rows])
    body = []
    for row in rows:
        values = row.model_dump() | {"ibans": [account.iban for account in accounts[row.id]]}
        body.append([shown(column.name, values) for column in columns_of(kind)])
    heading = [_title(column, language) for column in columns_of(kind)]
    return write_table(form, SHEETS[kind][language], [heading, *body])


def template(kind: Kind, form: TableFormat, language: str) -> bytes:
    """Return a table without partners: only the columns that an import reads."""
    heading = [_title(column, language) for column in columns_of(kind) if column.is_read]
    return write_table(form, SHEETS[kind][language], [heading])


def take_in(
    session: Session, rows: Sequence[Sequence[str]], wanted: Wanted, now: datetime
) -> Result:
    """Take a table in, or say what would become of it.

    Args:
        session: An open transaction, one that writes unless it is dry.
        rows: As `read_table` returns them.
        wanted: How.
        now: The present instant.

    Raises:
        InputError: The columns cannot be what was said, or none of them is known.
    """
    columns = _columns(session, rows, wanted)
    names = [column.name for column in columns]
    if not {"name", "number", "siren", "vat_id"} & set(names):
        raise InputError("No column tells whom a row is about.", code="columns-unknown")
    table = [
        TableRow(position, {n: text for n, text in zip(names, row, strict=True) if n is not None})
        for position, row in enumerate(rows[1:], start=2)
        if any(row)
    ]
    if wanted.is_dry:
        return Result(
            columns, plan_import(session, wanted.kind, wanted.dossier, table), is_done=False
        )
    planned = run_import(
        session,
        wanted.kind,
        wanted.dossier,
        table,
        wanted.actor,
        now,
        skip_refused=wanted.skip_refused,
    )
    is_refused = any(row.outcome is Outcome.REFUSED for row in planned)
    is_done = wanted.skip_refused or not is_refused
    if is_done and wanted.names is not None and wanted.saves:
        fingerprint = fingerprint_of(_sheet(wanted), rows[0])
        save_mapping(session, wanted.dossier.firm_id, fingerprint, names, wanted.actor, now)
    return Result(columns, planned, is_done)


def annotated(
    rows: Sequence[Sequence[str]],
    result: Result,
    kind: Kind,
    form: TableFormat,
    language: str,
) -> bytes:
    """Return a table as it came with two more columns: what became of each row, and why."""
    which = 0 if language == "fr" else 1
    by_position = {row.position: row for row in result.planned}
    body: list[list[Cell]] = [[*rows[0], *(titles[which] for titles in _STATES)]]
    for position, row in enumerate(rows[1:], start=2):
        planned = by_position.get(position)
        state = _OUTCOMES[planned.outcome][which] if planned else ""
        details = [_sentence(*found, which) for found in planned.problems] if planned else []
        body.append([*row, state, "\n".join(details)])
    return write_table(form, SHEETS[kind][language], body)


def _columns(session: Session, rows: Sequence[Sequence[str]], wanted: Wanted) -> list[Mapped]:
    if wanted.names is not None:
        given = [name for name in wanted.names if name is not None]
        known = {column.name for column in columns_of(wanted.kind)}
        if len(wanted.names) != len(rows[0]) or not set(given) <= known:
            raise InputError("The mapping does not fit the table.", code="mapping-unfit")
        if len(given) != len(set(given)):
            raise InputError("Two columns are said to hold the same.", code="mapping-unfit")
        return apply_names(rows, wanted.names, Ground.GIVEN)
    saved = mapping_of(session, wanted.dossier.firm_id, fingerprint_of(_sheet(wanted), rows[0]))
    if saved is not None and len(saved.columns) == len(rows[0]):
        return apply_names(rows, saved.columns, Ground.SAVED)
    return propose(rows, columns_of(wanted.kind))


def _sentence(problem: Problem, about: str, which: int) -> str:
    titles: Mapping[str, str] = {
        column.name: (column.french, column.english)[which] for column in COLUMNS
    }
    sentence = PROBLEMS[problem][which]
    return f"{sentence} ({titles.get(about, about)})" if about else sentence


def _title(column: Column, language: str) -> str:
    return column.french if language == "fr" else column.english


def _sheet(wanted: Wanted) -> str:
    return SHEETS[wanted.kind]["en"]
