"""Fixtures for all tests: databases of both kinds, blobs, a firm with a dossier."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.blobs import BlobStore
from storage.database import Database, sqlite_url
from storage.migrate import migrate
from tests.databases import kept
from tests.servers import PostgresServer, postgres_server, redis_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    with redis_server() as url:
        yield url


@pytest.fixture(scope="session")
def kept_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database for all tests that are content with one without rows."""
    with kept(sqlite_url(tmp_path_factory.mktemp("kept"))) as database:
        yield database


@pytest.fixture(scope="session")
def kept_postgresql(postgres: PostgresServer) -> Iterator[Database]:
    """A database for all tests that are content with one without rows."""
    with kept(postgres.new_database()) as database:
        yield database


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of an empty database, once of each kind."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path)
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated database, once of each kind."""
    opened = Database(database_url, pool_size=4)
    migrate(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def blobs(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "blobs")
