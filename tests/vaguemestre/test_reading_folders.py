"""``read`` over a folder, in a process of its own: at a terminal, interrupted, cut short."""

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.mails import SAMPLES, truth
from tests.vaguemestre.conftest import Run

TEXT, SCAN = SAMPLES / "pages" / "text.pdf", SAMPLES / "pages" / "scan.pdf"
STRIP = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 0.2 842]>>endobj
trailer<</Root 1 0 R>>"""
pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three files that are read quickly, then some that are not."""
    made = tmp_path / "folder"
    (made / "further").mkdir(parents=True)
    for name in "abc":
        shutil.copy(TEXT, made / f"{name}.pdf")
    for name in "de":
        shutil.copy(SCAN, made / "further" / f"{name}.pdf")
    return made


def started(
    folder: Path,
    stderr: int = subprocess.PIPE,
    stdout: int = subprocess.PIPE,
    command: tuple[str, ...] = ("read",),
) -> subprocess.Popen[str]:
    """Start a command as the first of a group, as a shell does."""
    return subprocess.Popen(
        [sys.executable, "-m", "vaguemestre", *command, "--json", str(folder)],
        stdout=stdout,
        stderr=stderr,
        text=True,
        start_new_session=True,
    )


def test_a_terminal_shows_progress_and_standard_output_the_answers(folder: Path) -> None:
    terminal, line = pty.openpty()
    shutil.rmtree(folder / "further")
    program = started(folder, stderr=line)
    os.close(line)
    stdout, _ = program.communicate(timeout=60)
    shown = os.read(terminal, 65_536).decode()
    os.close(terminal)
    assert [Path(json.loads(row)["file"]).name for row in stdout.splitlines()] == [
        "a.pdf",
        "b.pdf",
        "c.pdf",
    ]
    assert "Reading 3 files" in shown
    assert "Read 2 of 3" in shown
    assert shown.endswith("\r\x1b[K")


@pytest.mark.parametrize("command", [("read",), ("convert", "-o", "made")], ids=["read", "convert"])
def test_an_interrupt_ends_it_and_leaves_nothing(
    command: tuple[str, ...], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    for name in "fghijk":  # so that it is not done when it is told to end
        shutil.copy(SCAN, folder / "further" / f"{name}.pdf")
    program = started(folder, command=command)
    assert program.stdout is not None
    assert program.stdout.readline().startswith("{")
    assert list(scratch.glob("vaguemestre-*"))
    os.killpg(program.pid, signal.SIGINT)
    _, stderr = program.communicate(timeout=10)
    assert (program.returncode, stderr) == (130, "")
    assert list(scratch.glob("vaguemestre-*")) == []
    assert not list(tmp_path.rglob("*.part"))
    with pytest.raises(ProcessLookupError):
        os.killpg(program.pid, 0)


def test_nobody_reading_on_ends_it_without_a_trace(folder: Path) -> None:
    program = started(folder)
    assert program.stdout is not None
    assert program.stderr is not None
    assert program.stdout.readline().startswith("{")
    program.stdout.close()
    assert program.wait(timeout=30) == 1
    with program.stderr:
        assert program.stderr.read() == ""


def test_every_odd_file_is_a_line(run: Run, tmp_path: Path) -> None:
    names = (b"a-f\xe9.pdf", b"b-new\nline.pdf")
    for name in names:
        shutil.copy(TEXT, tmp_path / os.fsdecode(name))
    (tmp_path / "c-empty.pdf").touch()
    (tmp_path / "d-dangling.pdf").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "e-queue.pdf")
    (tmp_path / "f-strip.pdf").write_bytes(STRIP)
    done = run("read", str(tmp_path), "--json")
    rows = [json.loads(row) for row in done.stdout.splitlines()]
    *good, strip = rows
    assert [os.fsencode(Path(row["file"]).name) for row in good] == list(names)
    number = truth("pages/text")["number"]
    assert [row["fields"]["number"]["value"] for row in good] == [number] * 2
    assert "No text" in strip["error"]


def test_an_invoice_without_pages_gets_some_in_a_confined_process(tmp_path: Path) -> None:
    """What lays them out reads files as it is loaded, which such a process may not."""
    shutil.copy(SAMPLES / "zugferd_1.xml", tmp_path)
    stdout, _ = started(tmp_path).communicate(timeout=60)
    answer = json.loads(stdout)
    assert (answer["pages"], answer["fields"]["number"]["value"]) == (2, "4711")
