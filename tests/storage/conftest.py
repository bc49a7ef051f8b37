"""Fixtures of the storage tests: an office in a database of each kind."""

import pytest

from storage.blobs import BlobStore
from storage.database import Database
from tests.storage.office import Office, open_office


@pytest.fixture
def office(database: Database, blobs: BlobStore) -> Office:
    """A firm with one dossier, in a database of each kind."""
    return open_office(database, blobs)
