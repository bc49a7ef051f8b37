"""Commands as a shell sees them: in this process where that is enough, else in one of their own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from storage.database import Database, sqlite_url
from storage.migrate import migrate
from tests.landlock import WEAKER
from vaguemestre import logs
from vaguemestre.__main__ import main

DOMAIN = "firm.example"
SIREN = "123456782"


@dataclass(frozen=True)
class Answer:
    """What a command left behind.

    Attributes:
        status: Its exit status.
        stdout: Its standard output.
        stderr: Its standard error.
    """

    status: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        """The one object on standard output."""
        (line,) = self.stdout.splitlines()
        return json.loads(line)

    def refused(self, status: int) -> str:
        """Require a refusal in one line on standard error and nothing else; return the line."""
        assert (self.status, self.stdout) == (status, ""), self
        assert "Traceback" not in self.stderr
        (line,) = self.stderr.splitlines()
        assert line.startswith("vaguemestre: ")
        return line


Run = Callable[..., Answer]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings of this test's own, and a data directory that is not made yet."""
    for name in [name for name in os.environ if name.startswith("VAGUEMESTRE_")]:  # noqa: TID251
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VAGUEMESTRE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VAGUEMESTRE_DOMAIN", DOMAIN)
    for name, value in WEAKER.items():
        monkeypatch.setenv(f"VAGUEMESTRE_{name}", value)
    return tmp_path / "home"


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""
    # Logging is set up once in the life of a process; `execute` tests it.
    monkeypatch.setattr(logs, "set_up_logs", lambda _program: None)

    def run_command(*arguments: str | Path) -> Answer:
        monkeypatch.setattr(sys, "argv", ["vaguemestre", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Answer(ended.value.code, captured.out, captured.err)

    return run_command


@pytest.fixture
def execute(home: Path) -> Run:
    """Run a command in a process of its own."""

    def execute_command(*arguments: str | Path) -> Answer:
        done = subprocess.run(
            [sys.executable, "-m", "vaguemestre", *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
        )
        return Answer(done.returncode, done.stdout, done.stderr)

    return execute_command


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a migrated database to copy: migrating takes longer than most tests."""
    folder = tmp_path_factory.mktemp("migrated")
    database = Database(sqlite_url(folder))
    migrate(database)
    database.dispose()
    return folder / "vaguemestre.db"


@pytest.fixture
def database(home: Path, empty_database: Path) -> Iterator[Database]:
    """Return the installation's database, migrated, with nothing in it."""
    home.mkdir()
    shutil.copy(empty_database, home / "vaguemestre.db")
    opened = Database(sqlite_url(home))
    yield opened
    opened.dispose()


@pytest.fixture
def firm(database: Database, run: Run) -> str:
    """Return the id of a firm."""
    firm_id: str = run("firm", "add", "Cabinet Martin", "--json").json["id"]
    return firm_id


@dataclass(frozen=True)
class Dossier:
    """A dossier of the firm.

    Attributes:
        id: Its id.
        purchase: Its address for purchases.
        sale: Its address for sales.
    """

    id: str
    purchase: str
    sale: str


@pytest.fixture
def dossier(firm: str, run: Run) -> Dossier:
    """Return a dossier of the firm."""
    made = run(
        *("dossier", "add", "--firm", firm, "--name", "Boulangerie", "--siren", SIREN, "--json")
    ).json
    return Dossier(made["id"], made["addresses"]["purchase"], made["addresses"]["sale"])
