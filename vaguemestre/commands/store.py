"""The database, as commands use it: of this version's form, and closed at the end."""

from collections.abc import Iterator
from contextlib import contextmanager

from storage.database import Database
from storage.domain.errors import TransientError
from storage.migrate import is_migrated
from vaguemestre.settings import Settings


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """Open the database for one command.

    Raises:
        TransientError: It did not answer, or its tables are not those of this version.
    """
    database = Database(settings.database, pool_size=1)
    try:
        if not is_migrated(database):
            raise TransientError(
                "The tables of the database are not those of this version; run: vaguemestre migrate"
            )
        yield database
    finally:
        database.dispose()
