"""The console script itself: usage, exit statuses, what each stream carries, what it loads."""

import subprocess
import sys
from pathlib import Path

import pytest

from gateway.spool import Spool
from storage.database import Database
from storage.domain.errors import ToolError
from tests.servers import PostgresServer, free_port
from tests.vaguemestre.conftest import Answer, Run
from vaguemestre.__main__ import COMMANDS
from vaguemestre.commands import check

NEED_THE_DATABASE = [
    ("status",),
    ("retry", "--failed"),
    ("retry", "msg_0"),
    ("verify",),
    ("firm", "add", "Cabinet"),
    ("dossier", "add", "--firm", "f", "--name", "n", "--siren", "123456782"),
    ("key", "add", "--firm", "f"),
    ("ingest", "a.eml", "--to", "a@mg.firm.example"),
]


def test_help_lists_every_command(execute: Run) -> None:
    answer = execute("--help")
    assert (answer.status, answer.stderr) == (0, "")
    for name, (_, line) in COMMANDS.items():
        assert f"  {name} " in answer.stdout
        assert line in answer.stdout


def test_help_loads_little() -> None:
    program = (
        "import sys; from vaguemestre.__main__ import main\n"
        "sys.argv = ['vaguemestre', '--help']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('loaded:', *sorted({name.partition('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.rpartition("loaded:")[2].split())
    assert "typer" in loaded
    heavy = {"pydantic", "sqlalchemy", "fastapi", "alembic", "structlog", "lxml", "rich"}
    assert not loaded & (heavy | {"gateway", "pipeline", "api"})


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(run: Run, home: Path, name: str) -> None:
    answer = run(name, "--help")
    assert (answer.status, answer.stderr) == (0, "")
    assert answer.stdout.startswith(f"Usage: vaguemestre {name}")
    assert not home.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("status", "--nonsense"),
        ("firm",),
        ("firm", "add"),
        ("dossier", "add", "--name", "n"),
        ("ingest", "a.eml"),
        ("ingest", "missing.eml", "--to", "a@b"),
        ("unpack", "missing.eml"),
        ("unpack", "."),
        ("check",),
    ],
)
def test_wrong_usage(run: Run, home: Path, arguments: tuple[str, ...]) -> None:
    Path("a.eml").touch()
    answer = run(*arguments)
    assert (answer.status, answer.stdout) == (2, "")
    assert "Usage: vaguemestre" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not home.exists()


@pytest.mark.parametrize("arguments", NEED_THE_DATABASE, ids=lambda a: " ".join(a[:2]))
def test_no_database(run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]) -> None:
    Path("a.eml").touch()
    url = f"postgresql://user:hush@127.0.0.1:{free_port()}/vaguemestre"
    monkeypatch.setenv("VAGUEMESTRE_DATABASE_URL", url)
    sentence = run(*arguments, "--json").refused(3)
    assert "The database did not answer: " in sentence
    assert "hush" not in sentence


def test_no_database_to_migrate(execute: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"postgresql://127.0.0.1:{free_port()}/vaguemestre"
    monkeypatch.setenv("VAGUEMESTRE_DATABASE_URL", url)
    assert "The database did not answer: " in execute("migrate", "--json").refused(3)


def never_migrated(answer: Answer) -> None:
    assert answer.refused(3) == (
        "vaguemestre: The tables of the database are not those of this version;"
        " run: vaguemestre migrate"
    )


@pytest.mark.parametrize("arguments", NEED_THE_DATABASE, ids=lambda a: " ".join(a[:2]))
def test_a_database_that_was_never_migrated(run: Run, arguments: tuple[str, ...]) -> None:
    Path("a.eml").touch()
    never_migrated(run(*arguments, "--json"))


def test_a_postgresql_database_that_was_never_migrated(
    run: Run, monkeypatch: pytest.MonkeyPatch, postgres: PostgresServer
) -> None:
    monkeypatch.setenv("VAGUEMESTRE_DATABASE_URL", postgres.new_database())
    never_migrated(run("status", "--json"))
    assert run("migrate", "--json").json == {"migrated": True}
    assert run("status", "--json").status == 0


def test_a_tool_that_fails(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_path: Path) -> None:
        raise ToolError("saxon", 1, "line one\nline two")

    monkeypatch.setattr(check, "validate_file", fail)
    Path("a.xml").touch()
    sentence = run("check", "a.xml", "--json").refused(3)
    assert sentence == "vaguemestre: saxon ended with status 1: line one line two"


def test_logs_go_to_standard_error(
    execute: Run, database: Database, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``sitecustomize`` makes the command log as any library might."""
    Spool(home / "spool")
    Path("sitecustomize.py").write_text(
        "import shutil, structlog\n"
        "usage = shutil.disk_usage\n"
        "def disk_usage(path):\n"
        "    structlog.get_logger().error('looked', why='a\\nb')\n"
        "    return usage(path)\n"
        "shutil.disk_usage = disk_usage\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(Path.cwd()))
    answer = execute("status", "--json")
    assert answer.status == 0
    assert answer.json["workers"] == 0
    (line,) = answer.stderr.splitlines()
    assert "level=error program=status event=looked why=a\\nb" in line
