"""Fixtures for all tests: databases of both kinds, blobs, a firm with a dossier."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.blobs import BlobStore
from storage.database import Database, sqlite_url
from tests.databases import emptied, kept
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
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A migrated database without rows, once of each kind."""
    with emptied(request.getfixturevalue(f"kept_{request.param}")) as database:
        yield database


@pytest.fixture
def database_url(database: Database) -> str:
    """Its URL, for who opens it by itself."""
    return database.engine.url.render_as_string(hide_password=False)


@pytest.fixture
def blobs(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path / "blobs")
