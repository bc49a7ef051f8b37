"""Fixtures of the storage tests.

Most of them need an empty, migrated database of each kind. Here one is migrated per kind and run,
then copied (SQLite) or emptied (PostgreSQL), which takes a tenth of the time of making it anew.
"""

import shutil
from pathlib import Path

import pytest

from storage.blobs import BlobStore
from storage.database import Database, sqlite_url
from storage.migrate import migrate
from storage.models import metadata
from tests.servers import PostgresServer
from tests.storage.office import Office, open_office


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database that nobody writes to."""
    folder = tmp_path_factory.mktemp("migrated")
    database = Database(sqlite_url(folder), pool_size=1)
    migrate(database)
    database.dispose()
    (file,) = folder.iterdir()
    return file


@pytest.fixture(scope="session")
def postgres_url(postgres: PostgresServer) -> str:
    """URL of a migrated database that each test empties."""
    url = postgres.new_database()
    database = Database(url, pool_size=1)
    migrate(database)
    database.dispose()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a migrated database without rows, once of each kind."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_file"), tmp_path)
        return sqlite_url(tmp_path)
    url: str = request.getfixturevalue("postgres_url")
    database = Database(url, pool_size=1)
    with database.write() as session:
        for table in reversed(metadata.sorted_tables):
            session.execute(table.delete())
    database.dispose()
    return url


@pytest.fixture
def office(database: Database, blobs: BlobStore) -> Office:
    """A firm with one dossier, in a database of each kind."""
    return open_office(database, blobs)
