"""Fixtures: a migrated database without rows, an application over it, a client."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.app import make_app
from api.services import Installation, Services
from storage.blobs import BlobStore
from storage.database import Database, sqlite_url
from tests.api.client import open_client
from tests.api.described import Described
from tests.api.locked import vault
from tests.api.seed import Dossier, Seed
from tests.databases import emptied

MOST_BYTES = 200_000
"""Of an upload, in these tests."""


@dataclass(frozen=True)
class House:
    """Two firms. The first has two dossiers, the second one.

    Attributes:
        firm_id: The first firm.
        secret: A key to all of it.
        first: One of its dossiers, and a key to that alone.
        second: The other.
        foreign_secret: A key to all of the other firm.
        foreign: The other firm's dossier.
    """

    firm_id: str
    secret: str
    first: Dossier
    second: Dossier
    foreign_secret: str
    foreign: Dossier


@pytest.fixture
def database(kept_sqlite: Database) -> Iterator[Database]:
    with emptied(kept_sqlite) as database:
        yield database


@pytest.fixture
def seed(tmp_path: Path, database: Database) -> Seed:
    return Seed(database, BlobStore(tmp_path / "blobs"))


@pytest.fixture
def house(seed: Seed) -> House:
    firm_id, secret = seed.firm()
    foreign_id, foreign_secret = seed.firm()
    return House(
        firm_id=firm_id,
        secret=secret,
        first=seed.dossier(firm_id),
        second=seed.dossier(firm_id),
        foreign_secret=foreign_secret,
        foreign=seed.dossier(foreign_id),
    )


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """Return an application for all tests: its first request takes half a second."""
    home = tmp_path_factory.mktemp("served")
    return make_app(Database(sqlite_url(home)), BlobStore(home), home, Installation())


@pytest.fixture(scope="session")
def described(served: FastAPI) -> Described:
    return Described(served.openapi())


@pytest.fixture
def app(tmp_path: Path, seed: Seed, served: FastAPI) -> FastAPI:
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    installation = Installation(max_message_size=MOST_BYTES)
    served.state.services = Services(
        seed.database, seed.blobs, uploads, installation, vault(tmp_path)
    )
    return served


@pytest.fixture
def nobody(app: FastAPI, described: Described) -> Iterator[httpx.Client]:
    """Return a client without a key, whose every answer is held against the description."""
    with open_client(app, described) as client:
        yield client


@pytest.fixture
def client(nobody: httpx.Client, house: House) -> httpx.Client:
    """Return a client with a key to the first firm."""
    nobody.headers["Authorization"] = f"Bearer {house.secret}"
    return nobody


def key(secret: str) -> dict[str, str]:
    """Return the header of a key."""
    return {"Authorization": f"Bearer {secret}"}
