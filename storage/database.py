"""Engines and transactions for SQLite (embedded) and PostgreSQL (scaled).

`Database.write` is one business transaction: it commits at the end of its block and numbers the
feed events just before, so that they follow commit order. `Database.read` sees one snapshot and
cannot write. Failures of the database itself become `TransientError`; a value that it cannot keep
(PostgreSQL takes no NUL in a text) is an `InputError`.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import (
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session, SQLModel, create_engine

from storage import feed
from storage.domain.errors import InputError, TransientError
from storage.embedded import sqlite_url

__all__ = ["Database", "Session", "insert", "present", "sqlite_url"]

Row = TypeVar("Row")

CONNECT_SECONDS = 3
BUSY_SECONDS = 30
_AGAIN_SECONDS = 0.02

_UNDEFINED_TABLE = "42P01"
"""PostgreSQL's SQLSTATE."""

_SQLITE_PRAGMAS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-65536",
    f"PRAGMA journal_size_limit={64 * 1024 * 1024}",
)


class Database:
    """One database, with an engine for writing and one for reading.

    Args:
        url: SQLAlchemy URL; ``postgresql://`` means psycopg 3.
        pool_size: Connections kept for reading, and on PostgreSQL for writing.
    """

    def __init__(self, url: str, *, pool_size: int = 8) -> None:
        parsed = make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite:
            self._writer = _sqlite_engine(url, begin="BEGIN IMMEDIATE", pool_size=1)
            self._reader = _sqlite_engine(url, begin="BEGIN", pool_size=pool_size)
            event.listen(self._reader, "connect", _forbid_writing)
        else:
            if parsed.drivername == "postgresql":
                parsed = parsed.set(drivername="postgresql+psycopg")
            self._writer = create_engine(
                parsed,
                pool_size=pool_size,
                max_overflow=pool_size,
                pool_pre_ping=True,
                hide_parameters=True,
                connect_args={"connect_timeout": CONNECT_SECONDS},
            )
            # The same pool; only how a transaction begins differs.
            self._reader = self._writer.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )

    @property
    def engine(self) -> Engine:
        """The writing engine, for migrations."""
        return self._writer

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open a business transaction; it is committed when the block ends without an error.

        Raises:
            TransientError: The database cannot be reached, or it is too busy.
            InputError: It cannot keep a value.
        """
        with _translated(), Session(self._writer, expire_on_commit=False) as session:
            yield session
            feed.number_events(session)
            session.commit()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a transaction that only reads.

        Raises:
            TransientError: The database cannot be reached, or it is too busy.
        """
        with _translated(), Session(self._reader, expire_on_commit=False) as session:
            yield session

    def dispose(self) -> None:
        """Close all connections."""
        self._writer.dispose()
        self._reader.dispose()


def insert(session: Session, row: SQLModel) -> bool:
    """Insert a row unless a unique key says that it is there already; tell whether it was."""
    session.flush()  # what was added before has its own errors
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True


def present(row: Row | None) -> Row:
    """Return the row that a unique key has just said to be there.

    Raises:
        TransientError: It cannot be seen: its transaction was undone meanwhile.
    """
    if row is None:
        raise TransientError("A row that stood in the way is gone again.")
    return row


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise TransientError(f"The database did not answer: {error.orig}") from error
    except ProgrammingError as error:
        # SQLite calls a missing table an operational error, and a program that waits for the
        # migration should not have to know which database it is.
        if getattr(error.orig, "sqlstate", None) != _UNDEFINED_TABLE:
            raise
        raise TransientError(f"The database is not migrated: {error.orig}") from error
    except PoolTimeoutError as error:
        raise TransientError("All connections to the database are in use.") from error
    except DataError as error:
        raise InputError("The database cannot keep a value.") from error


def _forbid_writing(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.close()


def _write_ahead(cursor: DBAPICursor) -> None:
    """Have SQLite write ahead: a new file does not wait while another program sees to that."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_AGAIN_SECONDS)
        else:
            return


def _sqlite_engine(url: str, *, begin: str, pool_size: int) -> Engine:
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        # The driver's own transaction handling would begin deferred ones, which fail with
        # SQLITE_BUSY when two of them want to write.
        connection.isolation_level = None
        cursor = connection.cursor()
        _write_ahead(cursor)
        for pragma in _SQLITE_PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def emit_begin(connection: object) -> None:
        connection.exec_driver_sql(begin)  # type: ignore[attr-defined]

    return engine
