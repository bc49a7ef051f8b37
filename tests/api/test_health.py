"""Whether it lives, and whether the installation is ready."""

from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI

from api.services import Installation, Services
from storage.actions.beat import beat
from storage.clock import utc_now
from storage.database import Database, sqlite_url
from tests.api.client import open_client
from tests.api.described import Described
from tests.api.seed import Seed


@pytest.mark.parametrize(
    ("programs", "gateway", "workers", "lacking"),
    [
        ([], True, True, ["gateway", "worker"]),
        ([], False, True, ["worker"]),
        ([], True, False, ["gateway"]),
        ([], False, False, []),
        ([("gateway", True, 0)], True, True, ["worker"]),
        ([("gateway", True, 0), ("worker", True, 0)], True, True, []),
        ([("gateway", True, 0), ("worker", False, 0)], True, True, ["worker"]),
        ([("gateway", True, 0), ("worker", True, 60)], True, True, ["worker"]),
        ([("worker", False, 0), ("worker", True, 0)], False, True, []),
        ([("api", True, 0), ("shipper", True, 0)], True, False, ["gateway"]),
    ],
)
def test_readyz(
    app: FastAPI,
    described: Described,
    seed: Seed,
    *,
    programs: list[tuple[str, bool, int]],
    gateway: bool,
    workers: bool,
    lacking: list[str],
) -> None:
    installation = Installation(runs_gateway=gateway, runs_workers=workers)
    app.state.services = Services(seed.database, seed.blobs, Path(), installation)
    with seed.database.write() as session:
        for number, (kind, ready, age) in enumerate(programs):
            seen = utc_now() - timedelta(seconds=age)
            beat(session, f"host:{number}/", kind, seen, ready=ready)
    with open_client(app, described) as client:
        answer = client.get("/readyz")
        assert client.get("/healthz").json() == {"status": "alive"}
    assert answer.status_code == (503 if lacking else 200)
    if not lacking:
        assert answer.json() == {"status": "ready", "sandbox": []}
    if lacking:
        assert answer.json()["code"] == "not-ready"
        assert [error["code"] for error in answer.json()["errors"]] == lacking
        assert "retry-after" in answer.headers


def test_readyz_shows_how_stages_are_confined(
    app: FastAPI, described: Described, seed: Seed
) -> None:
    app.state.services = Services(
        seed.database, seed.blobs, Path(), Installation(runs_gateway=False)
    )
    ages = {"full": 0, "rlimit-only": 0, "rlimit-only+seccomp": 60}
    with seed.database.write() as session:
        for number, (level, age) in enumerate([*ages.items(), ("full", 0)]):
            seen = utc_now() - timedelta(seconds=age)
            beat(session, f"host:{number}/", "worker", seen, ready=True, sandbox=level)
    with open_client(app, described) as client:
        answer = client.get("/readyz")
    assert answer.json() == {"status": "ready", "sandbox": ["full", "rlimit-only"]}


@pytest.mark.parametrize(
    ("home", "lacking"), [("empty", "migrations"), ("missing/folder", "database")]
)
def test_without_a_usable_database(
    app: FastAPI, described: Described, seed: Seed, tmp_path: Path, home: str, lacking: str
) -> None:
    (tmp_path / "empty").mkdir()
    database = Database(sqlite_url(tmp_path / home))
    app.state.services = Services(database, seed.blobs, tmp_path, Installation())
    with open_client(app, described) as client:
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (503, lacking)
        assert client.get("/healthz").status_code == 200
        headers = {"Authorization": "Bearer vgm_x"}
        assert client.get("/api/v1/dossiers", headers=headers).status_code == 503
    database.dispose()
