"""Migrations: from nothing to the tables that the models say, once, whoever runs them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from storage.database import Database, sqlite_url
from storage.migrate import is_migrated, migrate
from storage.models import metadata
from tests.servers import PostgresServer


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of a database without tables, once of each kind."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path)
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def empty(database_url: str) -> Iterator[Database]:
    opened = Database(database_url, pool_size=2)
    yield opened
    opened.dispose()


def _differences(database: Database) -> list[object]:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))


def test_an_empty_database_becomes_what_the_models_say(empty: Database) -> None:
    assert not is_migrated(empty)
    assert _differences(empty)
    migrate(empty)
    assert is_migrated(empty)
    assert _differences(empty) == []


def test_again_changes_nothing(empty: Database) -> None:
    migrate(empty)
    migrate(empty)
    assert is_migrated(empty)
    assert _differences(empty) == []


def test_several_at_once(database_url: str) -> None:
    databases = [Database(database_url, pool_size=1) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(migrate, databases))
    assert _differences(databases[0]) == []
    for database in databases:
        assert is_migrated(database)
        database.dispose()
