"""Fixtures: one database with two dossiers, made once and copied; a gateway over a copy."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from storage.database import Database, sqlite_url
from tests.gateway.harness import Gateway, make_database, make_dossier


@pytest.fixture(scope="session", autouse=True)
def plain_logs() -> Iterator[None]:
    """Render tracebacks plainly: coloured ones with all variables take a second each."""
    structlog.configure(
        processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()]
    )
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory whose database has two dossiers."""
    home = tmp_path_factory.mktemp("template")
    database = make_database(home)
    make_dossier(database, "123456782")
    make_dossier(database, "732829320")
    database.dispose()
    return home


@pytest.fixture
def home(template: Path, tmp_path: Path) -> Path:
    """A data directory of the test's own."""
    shutil.copytree(template, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def database(home: Path) -> Iterator[Database]:
    """The database in it."""
    database = Database(sqlite_url(home), pool_size=4)
    yield database
    database.dispose()


@pytest.fixture
def gateway(home: Path, database: Database) -> Iterator[Gateway]:
    """A gateway that runs."""
    with Gateway(home, database) as running:
        yield running
