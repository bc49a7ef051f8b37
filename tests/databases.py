"""Databases that are migrated and opened once a run, and emptied for each test.

An engine compiles each statement when it first runs it: new ones for each test did little else.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from storage.database import Database
from storage.migrate import migrate
from storage.models import metadata


@contextmanager
def kept(url: str) -> Iterator[Database]:
    """Migrate a database and keep it open."""
    database = Database(url, pool_size=4)
    try:
        migrate(database)
        yield database
    finally:
        database.dispose()


@contextmanager
def emptied(database: Database) -> Iterator[Database]:
    """Take all rows out, for one test; close all connections after it, also those it forgot."""
    with database.write() as session:
        for table in reversed(metadata.sorted_tables):
            session.execute(table.delete())
    try:
        yield database
    finally:
        database.dispose()
