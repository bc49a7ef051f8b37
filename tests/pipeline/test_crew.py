"""The crew: who dies is forked anew, and all end when asked to."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.crew import Stop, run_crew
from tests.servers import wait_for

Main = Callable[[], None]


_crews: set[int] = set()


@pytest.fixture(autouse=True)
def _no_crew_stays() -> Iterator[None]:
    """End what a failed test left; members die with their crew."""
    yield
    for crew in _crews:
        os.kill(crew, signal.SIGKILL)
        os.waitpid(crew, 0)
    _crews.clear()


def member(folder: Path, name: str) -> Main:
    """Return a member that writes its process id down and ends when asked to."""

    def main() -> None:
        stop = Stop()
        (folder / f"{name}.new").write_text(str(os.getpid()))
        (folder / f"{name}.new").rename(folder / name)
        while not stop():
            time.sleep(0.01)

    return main


def start(members: dict[str, Main]) -> int:
    """Run a crew in a process of its own and return its id."""
    crew = os.fork()
    if crew == 0:
        try:
            run_crew(members)
            os._exit(0)
        finally:
            os._exit(1)
    _crews.add(crew)
    return crew


def end(crew: int, number: int = signal.SIGTERM) -> int:
    """Ask a crew to end and return its exit status."""
    os.kill(crew, number)
    began = time.monotonic()
    while True:
        pid, status = os.waitpid(crew, os.WNOHANG)
        if pid:
            _crews.discard(crew)
            return os.waitstatus_to_exitcode(status)
        assert time.monotonic() - began < 10, "the crew did not end"
        time.sleep(0.02)


def pid_of(path: Path) -> int:
    wait_for(path.exists, path.name, 10)
    return int(path.read_text())


def is_gone(pid: int) -> bool:
    return not Path(f"/proc/{pid}").exists()


def test_all_run_and_end_when_asked(tmp_path: Path) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        crew = start({name: member(tmp_path, name) for name in ("a", "b")})
        pids = [pid_of(tmp_path / name) for name in ("a", "b")]
        assert len({crew, *pids}) == 3
        assert end(crew, number) == 0
        assert all(map(is_gone, pids))
        for name in ("a", "b"):
            (tmp_path / name).unlink()


def test_who_dies_is_forked_anew_and_the_others_stay(tmp_path: Path) -> None:
    crew = start({name: member(tmp_path, name) for name in ("a", "b")})
    first, other = pid_of(tmp_path / "a"), pid_of(tmp_path / "b")
    (tmp_path / "a").unlink()
    os.kill(first, signal.SIGKILL)
    second = pid_of(tmp_path / "a")
    assert second != first
    assert is_gone(first)
    assert pid_of(tmp_path / "b") == other
    assert not is_gone(other)
    assert end(crew) == 0
    assert is_gone(second)
    assert is_gone(other)


def test_one_that_raises_is_forked_anew_but_does_not_spin(tmp_path: Path) -> None:
    def fail() -> None:
        with (tmp_path / "log").open("a") as log:
            log.write("x")
        raise RuntimeError("cannot live")

    crew = start({"a": fail})
    time.sleep(1.0)
    assert end(crew) == 0
    assert 2 <= len((tmp_path / "log").read_text()) <= 6


def test_asked_at_the_very_start_it_still_ends_at_once(tmp_path: Path) -> None:
    """A signal between the fork and the member's own handler must not be forgotten."""
    for _ in range(15):
        crew = start({str(n): member(tmp_path, str(n)) for n in range(3)})
        wait_for((tmp_path / "0").exists, "the first member", 10)
        began = time.monotonic()
        assert end(crew) == 0
        assert time.monotonic() - began < 3
        (tmp_path / "0").unlink()


def test_members_die_with_the_crew(tmp_path: Path) -> None:
    crew = start({"a": member(tmp_path, "a")})
    pid = pid_of(tmp_path / "a")
    assert end(crew, signal.SIGKILL) == -signal.SIGKILL
    wait_for(lambda: is_gone(pid), "the member to die", 5)
