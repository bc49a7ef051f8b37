"""What a caller may see, and pages of it.

Every query that answers a caller takes its `Scope`; nothing outside it exists for that caller.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.domain.errors import InputError, NotFoundError


class NamedRow(Protocol):
    """A row with an id."""

    id: Any


class OwnedRow(NamedRow, Protocol):
    """A row that belongs to a dossier of a firm."""

    firm_id: Any
    dossier_id: Any


Named = TypeVar("Named", bound=NamedRow)
Owned = TypeVar("Owned", bound=OwnedRow)

MOST_ROWS = 100


@dataclass(frozen=True)
class Scope:
    """A firm, or one dossier of it.

    Attributes:
        firm_id: The firm.
        dossier_id: The one dossier that may be seen; None for all of the firm's.
    """

    firm_id: str
    dossier_id: str | None = None

    def select(self, query: SelectOfScalar[Owned], row: type[Owned]) -> SelectOfScalar[Owned]:
        """Cut a query over ``row`` to this scope."""
        query = query.where(col(row.firm_id) == self.firm_id)
        if self.dossier_id is not None:
            query = query.where(col(row.dossier_id) == self.dossier_id)
        return query

    def get(
        self, session: Session, row: type[Owned], object_id: str, *, lock: bool = False
    ) -> Owned:
        """Return one object.

        Args:
            session: An open transaction.
            row: Its table.
            object_id: Its id.
            lock: Keep others from changing it until the transaction ends: for a change that
                depends on the present state.

        Raises:
            NotFoundError: There is none with this id, or it is outside the scope.
        """
        found = session.get(row, object_id, with_for_update=lock or None)
        if (
            found is None
            or found.firm_id != self.firm_id
            or self.dossier_id not in {None, found.dossier_id}
        ):
            raise NotFoundError(f"There is no {object_id}.")
        return found


@dataclass(frozen=True)
class PageRequest:
    """Which page of a list is wanted.

    Attributes:
        limit: Most rows, 1 to `MOST_ROWS`.
        cursor: From the page before; None for the first page.
        newest_first: The list is wanted as people look at it, where `page_of` makes it.
    """

    limit: int = 50
    cursor: str | None = None
    newest_first: bool = False


Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows of a list, in its order, and where the next page begins.

    Attributes:
        rows: At most as many as asked for.
        next_cursor: For the next page; None where this is the last one.
    """

    rows: Sequence[Row]
    next_cursor: str | None


def rows_by_id(
    session: Session, scope: Scope, row: type[Owned], ids: Sequence[str]
) -> dict[str, Owned]:
    """Return those of several rows that are in the scope, by id."""
    query: SelectOfScalar[Owned] = scope.select(select(row), row)
    return {found.id: found for found in session.exec(query.where(col(row.id).in_(ids))).all()}


def matching(
    query: SelectOfScalar[Named], row: type[Named], filters: dict[str, Any]
) -> SelectOfScalar[Named]:
    """Return a query cut to the rows that have the values asked for; None asks for any."""
    for column, value in filters.items():
        if value is not None:
            query = query.where(getattr(row, column) == value)
    return query


def page_of(
    session: Session,
    query: SelectOfScalar[Named],
    row: type[Named],
    request: PageRequest,
    filters: dict[str, Any],
) -> Page[Named]:
    """Return one page of a query, in the order of ids, which is that of age, or reversed.

    Args:
        session: An open transaction.
        query: Already cut to a scope and filtered.
        row: The table whose ids order the list.
        request: The page wanted.
        filters: What the list was filtered by: a cursor serves that list only.

    Raises:
        InputError: The cursor is not one, or of another list; ``code`` is ``invalid-cursor``.
    """
    newest_first = request.newest_first
    name = f"newest {row.__name__}" if newest_first else row.__name__
    fingerprint = _fingerprint(name, filters)
    if request.cursor is not None:
        last_id = _last_id(request.cursor, fingerprint)
        query = query.where(col(row.id) < last_id if newest_first else col(row.id) > last_id)
    order = col(row.id).desc() if newest_first else col(row.id)
    rows = session.exec(query.order_by(order).limit(request.limit + 1)).all()
    if len(rows) <= request.limit:
        return Page(rows, None)
    rows = rows[: request.limit]
    return Page(rows, _cursor(rows[-1].id, fingerprint))


def cursor_after(last_id: str, name: str, filters: dict[str, Any]) -> str:
    """Return the cursor of a list that `page_of` cannot make; ``name`` is the list's own."""
    return _cursor(last_id, _fingerprint(name, filters))


def last_id_of(cursor: str, name: str, filters: dict[str, Any]) -> str:
    """Return the id that `cursor_after` was given.

    Raises:
        InputError: The cursor is not one, or of another list; ``code`` is ``invalid-cursor``.
    """
    return _last_id(cursor, _fingerprint(name, filters))


def _fingerprint(name: str, filters: dict[str, Any]) -> str:
    text = json.dumps([name, sorted((k, str(v)) for k, v in filters.items() if v is not None)])
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _cursor(last_id: str, fingerprint: str) -> str:
    return base64.urlsafe_b64encode(f"{fingerprint}.{last_id}".encode()).rstrip(b"=").decode()


def _last_id(cursor: str, fingerprint: str) -> str:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, ValueError):
        text = ""
    written, _, last_id = text.partition(".")
    # PostgreSQL takes no NUL in a text, so what is no id is refused here.
    if written != fingerprint or not last_id or not last_id.isprintable():
        raise InputError("The cursor does not belong to this list.", code="invalid-cursor")
    return last_id
