"""Fixtures of the storage tests: a migrated database without rows, once of each kind."""

from collections.abc import Iterator

import pytest

from storage.blobs import BlobStore
from storage.database import Database
from tests.databases import emptied
from tests.storage.office import Office, open_office


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    with emptied(request.getfixturevalue(f"kept_{request.param}")) as database:
        yield database


@pytest.fixture
def office(database: Database, blobs: BlobStore) -> Office:
    """A firm with one dossier, in a database of each kind."""
    return open_office(database, blobs)
