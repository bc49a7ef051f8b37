"""The child process of a stage: whatever it does, the parent has an answer and no leftovers.

What it may do is in test_sandbox.py; where it has to start processes here, it may do everything.
"""

import mmap
import os
import resource
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline import cell, sandbox
from pipeline.cell import StageFailedError, Watch, run_stage
from pipeline.sandbox import Sandbox
from pipeline.stage import Limits, Outcome, Reject, Tools, Work
from storage.domain.reason import Reason
from tests.servers import wait_for

ANSWER = Reject((Reason.REFUSED,))

FREE = Sandbox()
"""Only amounts are limited."""

Stage = Callable[[Work, Tools], Outcome]


@pytest.fixture(autouse=True)
def _no_leftovers() -> Iterator[None]:
    """Leave no open file and no child, dead or alive, whatever happened."""
    files, children = open_files(), own_children()
    yield
    assert open_files() == files
    assert own_children() == children


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let stages start processes; for others than root a limit forbids it, too."""
    monkeypatch.setattr(sandbox, "_PROCESSES", resource.getrlimit(resource.RLIMIT_NPROC)[0])


def open_files() -> set[int]:
    """Return the file descriptors of this process."""
    return {int(entry.name) for entry in Path("/proc/self/fd").iterdir() if entry.exists()}


def own_children() -> set[str]:
    """Return the children of this thread, dead ones too, until somebody has waited for them."""
    return set(Path("/proc/thread-self/children").read_text().split())


def watch(
    seconds: float = 20, every: float = 5, meanwhile: Callable[[], None] = lambda: None
) -> Watch:
    return Watch(seconds, every, meanwhile)


def failure(
    stage: Stage, folder: Path, how: Watch | None = None, box: Sandbox | None = None
) -> StageFailedError:
    with pytest.raises(StageFailedError) as raised:
        run_stage(stage, Work(), folder, how or watch(), box)
    return raised.value


def hang(_work: Work, _tools: Tools) -> Outcome:
    while True:
        time.sleep(1)


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that nobody has waited for does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_the_outcome_comes_back_and_the_parent_is_unchanged(tmp_path: Path) -> None:
    here, seen = Path.cwd(), []

    def stage(work: Work, _tools: Tools) -> Outcome:
        seen.append(work)
        Path("made").write_text(f"{os.getpid()} {Path.cwd()} {os.getpgrp()}")
        return Reject((Reason.REFUSED.about(work.channel),))

    outcome = run_stage(stage, Work(channel="upload"), tmp_path, watch())
    assert outcome == Reject((Reason.REFUSED.about("upload"),))
    pid, folder, group = (tmp_path / "made").read_text().split(" ")
    assert int(pid) != os.getpid()
    assert folder == str(tmp_path)
    assert group == pid, "a process group of its own"
    assert (Path.cwd(), seen) == (here, [])


def raise_an_error(_work: Work, _tools: Tools) -> Outcome:
    raise LookupError("no such\nthing\0")


def exit_early(_work: Work, _tools: Tools) -> Outcome:
    os._exit(3)


def leave_by_system_exit(_work: Work, _tools: Tools) -> Outcome:
    sys.exit(0)


def kill_itself(_work: Work, _tools: Tools) -> Outcome:
    os.kill(os.getpid(), signal.SIGKILL)
    return ANSWER


def abort(_work: Work, _tools: Tools) -> Outcome:
    """End as a library does that lost its footing: it may not signal itself, but it ends."""
    os.abort()


def answer_something_else(_work: Work, _tools: Tools) -> Outcome:
    return "yes"  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("stage", "summary"),
    [
        (raise_an_error, "LookupError: no such thing "),
        (exit_early, "its process died with status 3"),
        (leave_by_system_exit, "its process died with status 1"),
        (abort, "its process died with status -11"),
        (answer_something_else, "its answer is not an outcome"),
    ],
)
def test_no_outcome(stage: Stage, summary: str, tmp_path: Path) -> None:
    error = failure(stage, tmp_path)
    assert (error.summary, error.reason) == (summary, Reason.PART_FAILED)


def test_a_child_that_is_killed_gave_no_outcome(tmp_path: Path) -> None:
    assert failure(kill_itself, tmp_path, box=FREE).summary == "its process died with status -9"


def test_nonsense_in_the_pipe_is_no_outcome(tmp_path: Path) -> None:

    def stage(_work: Work, _tools: Tools) -> Outcome:
        """Answer as a child that was taken over could."""
        for descriptor in own_pipes():
            os.write(descriptor, b'O{"kind": "Accept"}')
        os._exit(0)

    assert failure(stage, tmp_path).summary == "its answer is not an outcome"


def own_pipes() -> set[int]:
    return {n for n in range(3, 200) if is_pipe(n)}


def is_pipe(descriptor: int) -> bool:
    """Tell whether a descriptor is open and a pipe's."""
    with suppress(OSError):
        return stat.S_ISFIFO(os.fstat(descriptor).st_mode)
    return False


def test_the_traceback_is_for_the_log(tmp_path: Path) -> None:
    error = failure(raise_an_error, tmp_path)
    assert "raise_an_error" in error.details
    assert "raise_an_error" not in error.summary


def test_an_answer_larger_than_a_pipe_holds(tmp_path: Path) -> None:
    long = "é" * 2_000_000

    def stage(_work: Work, _tools: Tools) -> Outcome:
        return Reject((Reason.REFUSED.about(long),))

    assert run_stage(stage, Work(), tmp_path, watch()) == Reject((Reason.REFUSED.about(long),))


def test_an_answer_without_end_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cell, "MOST_BYTES", 1_000_000)

    def stage(_work: Work, _tools: Tools) -> Outcome:
        return Reject((Reason.REFUSED.about("x" * 5_000_000),))

    assert failure(stage, tmp_path).summary == "its answer is not an outcome"


@pytest.mark.usefixtures("processes")
def test_an_endless_stage_is_killed_with_all_that_it_started(tmp_path: Path) -> None:
    def stage(work: Work, tools: Tools) -> Outcome:
        grandchild = os.fork()
        if grandchild:
            program = subprocess.Popen(["sleep", "60"])
            Path("pids").write_text(f"{os.getpid()} {grandchild} {program.pid}")
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        return hang(work, tools)

    began = time.monotonic()
    error = failure(stage, tmp_path, watch(seconds=0.7), FREE)
    assert (error.summary, error.reason) == ("its time was up", Reason.PART_TOO_SLOW)
    assert 0.6 < time.monotonic() - began < 5
    pids = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
    assert len(pids) == 3
    wait_for(lambda: not any(map(is_alive, pids)), "all processes of the stage to end", 5)


MIB = 1024 * 1024
LITTLE = Work(limits=Limits(memory=64 * MIB))


def take(amount: int) -> Stage:
    """Return a stage that asks for so many bytes, which no earlier test left free."""

    def stage(_work: Work, _tools: Tools) -> Outcome:
        try:
            mmap.mmap(-1, amount, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS).close()
        except OSError as error:
            raise MemoryError from error
        return ANSWER

    return stage


def test_a_greedy_stage_fails_alone(tmp_path: Path) -> None:
    ballast = bytearray(b"x") * (100 * MIB)
    limits = resource.getrlimit(resource.RLIMIT_DATA), resource.getrlimit(resource.RLIMIT_AS)
    with pytest.raises(StageFailedError) as raised:
        run_stage(take(80 * MIB), LITTLE, tmp_path, watch())
    assert raised.value.summary == "its memory was used up"
    assert raised.value.reason is Reason.PART_TOO_GREEDY
    assert run_stage(take(30 * MIB), LITTLE, tmp_path, watch()) == ANSWER, "beside the parent's"
    assert len(ballast) == 100 * MIB
    assert limits == (
        resource.getrlimit(resource.RLIMIT_DATA),
        resource.getrlimit(resource.RLIMIT_AS),
    )


def test_addresses_that_are_only_reserved_do_not_count(tmp_path: Path) -> None:
    def stage(_work: Work, _tools: Tools) -> Outcome:
        flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
        with mmap.mmap(-1, 1024 * MIB, flags=flags, prot=mmap.PROT_READ) as reserved:
            assert reserved[0] == 0
        return ANSWER

    assert run_stage(stage, LITTLE, tmp_path, watch()) == ANSWER


@pytest.mark.usefixtures("processes")
def test_a_greedy_program_of_a_stage_fails_too(tmp_path: Path) -> None:
    # What the parent has may be had by each program: that of a test run is not known before.
    pages = int(Path("/proc/self/statm").read_text().split()[5])
    most = pages * os.sysconf("SC_PAGE_SIZE") + LITTLE.limits.memory

    def stage(_work: Work, _tools: Tools) -> Outcome:
        greedy = f"bytearray({most})"
        done = subprocess.run([sys.executable, "-c", greedy], check=False, capture_output=True)
        return Reject((Reason.REFUSED.about(str(b"MemoryError" in done.stderr)),))

    outcome = run_stage(stage, LITTLE, tmp_path, watch(), FREE)
    assert outcome == Reject((Reason.REFUSED.about("True"),))


@pytest.mark.usefixtures("processes")
def test_what_a_stage_left_running_ends_with_it(tmp_path: Path) -> None:
    def stage(_work: Work, _tools: Tools) -> Outcome:
        program = subprocess.Popen(["sleep", "60"])
        Path("pid").write_text(str(program.pid))
        return ANSWER

    assert run_stage(stage, Work(), tmp_path, watch(), FREE) == ANSWER
    pid = int((tmp_path / "pid").read_text())
    wait_for(lambda: not is_alive(pid), "the program to end", 5)


def test_meanwhile_is_called_while_the_child_works(tmp_path: Path) -> None:
    calls: list[float] = []

    def stage(_work: Work, _tools: Tools) -> Outcome:
        time.sleep(0.5)
        return ANSWER

    how = watch(every=0.1, meanwhile=lambda: calls.append(time.monotonic()))
    assert run_stage(stage, Work(), tmp_path, how) == ANSWER
    assert 2 <= len(calls) <= 6


def test_a_child_that_is_never_silent_does_not_prevent_it(tmp_path: Path) -> None:
    """Otherwise a hostile file could let its own lease run out."""
    calls: list[int] = []

    def trickle(_work: Work, _tools: Tools) -> Outcome:
        (writer,) = own_pipes()
        while True:
            os.write(writer, b" ")
            time.sleep(0.01)

    how = watch(seconds=0.6, every=0.1, meanwhile=lambda: calls.append(1))
    assert failure(trickle, tmp_path, how).summary == "its time was up"
    assert len(calls) >= 2


def test_what_meanwhile_raises_ends_the_child_and_is_passed_on(tmp_path: Path) -> None:
    def stage(work: Work, tools: Tools) -> Outcome:
        Path("pid").write_text(str(os.getpid()))
        return hang(work, tools)

    def raise_an_error() -> None:
        if (tmp_path / "pid").exists():
            raise LookupError("lease lost")

    with pytest.raises(LookupError, match="lease lost"):
        run_stage(stage, Work(), tmp_path, watch(every=0.05, meanwhile=raise_an_error))
    assert not is_alive(int((tmp_path / "pid").read_text()))


def test_the_child_dies_with_its_parent(tmp_path: Path) -> None:
    def stage(work: Work, tools: Tools) -> Outcome:
        (tmp_path / "new").write_text(str(os.getpid()))
        (tmp_path / "new").rename(tmp_path / "pid")
        return hang(work, tools)

    parent = os.fork()
    if parent == 0:
        try:
            run_stage(stage, Work(), tmp_path, watch())
        finally:
            os._exit(1)
    wait_for((tmp_path / "pid").exists, "the child", 10)
    child = int((tmp_path / "pid").read_text())
    assert is_alive(child)
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    try:
        wait_for(lambda: not is_alive(child), "the child to die", 5)
    finally:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


def test_signals_of_the_parent_do_not_reach_the_stage(tmp_path: Path) -> None:
    """Ctrl-C goes to the whole foreground group; a running stage ends its work."""

    def stage(_work: Work, _tools: Tools) -> Outcome:
        Path("ready").touch()
        time.sleep(0.5)
        return ANSWER

    asked: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: asked.append(number))

    def interrupt() -> None:
        wait_for((tmp_path / "ready").exists, "the stage", 10)
        os.kill(os.getpid(), signal.SIGINT)

    other = threading.Thread(target=interrupt)
    other.start()
    try:
        assert run_stage(stage, Work(), tmp_path, watch()) == ANSWER
    finally:
        other.join()
        signal.signal(signal.SIGINT, before)
    assert asked == [signal.SIGINT]
