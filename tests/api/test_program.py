"""The program as it runs: it listens, beats, serves over a socket, and ends cleanly."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from api import program
from storage.clock import utc_now
from storage.database import Database, sqlite_url
from storage.migrate import migrate
from storage.queries.programs import is_ready, living_programs
from tests.api.seed import Seed
from tests.servers import wait_for

SCRIPT = """
from pathlib import Path
from api.program import serve
from api.services import Installation
home = Path({home!r})
serve(
    host="127.0.0.1", port={port}, database_url={url!r}, blobs=home / "blobs",
    uploads=home / "uploads", vault_key=home / "vault.key",
    installation=Installation(max_message_size=1_000_000),
)
"""


def start(home: Path, port: int = 0) -> "subprocess.Popen[str]":
    script = SCRIPT.format(home=str(home), port=port, url=sqlite_url(home))
    return subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@contextmanager
def running(home: Path) -> Iterator[tuple["subprocess.Popen[str]", int]]:
    """Start the program; yield it and its port."""
    with start(home) as process:
        try:
            assert process.stdout is not None
            line = re.sub(r"\x1b\[\d*m", "", process.stdout.readline())
            found = re.search(r"port=(\d+)", line)
            assert found is not None, line
            yield process, int(found[1])
        finally:
            process.kill()


def says_ready(database: Database) -> bool:
    with database.read() as session:
        return is_ready(session, "api", utc_now())


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database of its own: another process opens it."""
    database = Database(sqlite_url(tmp_path))
    migrate(database)
    yield database
    database.dispose()


@pytest.fixture
def home(tmp_path: Path, database: Database) -> Path:
    assert database.is_sqlite
    return tmp_path


@pytest.mark.parametrize("ends", [signal.SIGTERM, signal.SIGINT])
def test_it_beats_serves_and_ends(home: Path, ends: signal.Signals, seed: Seed) -> None:
    firm_id, secret = seed.firm()
    dossier = seed.dossier(firm_id)
    database = Database(sqlite_url(home))
    with (
        running(home) as (process, port),
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client,
    ):
        assert client.get("/healthz").status_code == 200
        client.headers["Authorization"] = f"Bearer {secret}"
        path = f"/api/v1/dossiers/{dossier.id}/documents?direction=purchase"
        answer = client.post(path, content=b"x" * 900_000)
        assert answer.status_code == 201
        raw = f"{answer.headers['location']}/raw"
        assert len(client.get(raw).content) == 900_000
        head = client.head(raw)
        assert (head.content, head.headers["content-length"]) == (b"", "900000")
        assert client.post(path, content=b"x" * 1_000_001).status_code == 413
        wait_for(lambda: says_ready(database), "the heartbeat")
        start_of_end = time.monotonic()
        process.send_signal(ends)
        assert process.wait(timeout=10) == 0
        assert time.monotonic() - start_of_end < 5
    with database.read() as session:
        assert living_programs(session, utc_now()) == []
    database.dispose()


def test_an_address_in_use_is_said(home: Path) -> None:
    with running(home) as (_, port), start(home, port) as second:
        output, _ = second.communicate(timeout=20)
        assert second.returncode == 1
        assert "ConfigError" in output
        assert f"Cannot listen on 127.0.0.1:{port}" in output


def test_answers_do_not_wait_for_acknowledgements() -> None:
    with (
        program._listen("127.0.0.1", 0) as listening,
        socket.create_connection(listening.getsockname()),
        listening.accept()[0] as accepted,
    ):
        assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
