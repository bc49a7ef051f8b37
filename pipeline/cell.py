"""The child process that a stage runs in.

It is forked from a warm, single-threaded parent, so that what one file does to it ends with it.
It has a work directory as its current directory, a process group of its own, a time limit and a
limit to the memory that it may add to what it was forked with; it dies with its parent. What else
it may do is up to `pipeline.sandbox`.
"""

import ctypes
import os
import resource
import select
import signal
import stat
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn

from pipeline.sandbox import Sandbox, close_files, set_limit, strongest
from pipeline.stage import Outcome, Tools, Work
from pipeline.wire import decode, encode
from storage.domain.reason import Reason

MOST_BYTES = 64 * 1024 * 1024
"""Of an answer."""

_PR_SET_PDEATHSIG = 1
_OUTCOME, _ERROR, _NO_MEMORY = b"O", b"E", b"M"
_libc = ctypes.CDLL(None, use_errno=True)


class StageFailedError(Exception):
    """A stage gave no outcome: its child raised, died, hung or wrote nonsense.

    Args:
        summary: What happened, for the operator; it is cut and made one printable line.
        details: The child's traceback, for the log; may be empty.
        reason: Why a part is held whose stage this was.
    """

    def __init__(
        self, summary: str, details: str = "", reason: Reason = Reason.PART_FAILED
    ) -> None:
        super().__init__(summary)
        self.summary = "".join(c if c.isprintable() else " " for c in summary[:500])
        self.details = details
        self.reason = reason


@dataclass(frozen=True)
class Watch:
    """How the parent watches a child.

    Attributes:
        seconds: Wall time after which the child is killed.
        every: Seconds between two calls of `meanwhile`.
        meanwhile: Called while the child works; what it raises ends the child and is passed on.
    """

    seconds: float
    every: float
    meanwhile: Callable[[], None]


def run_stage(
    stage: Callable[[Work, Tools], Outcome],
    work: Work,
    folder: Path,
    watch: Watch,
    sandbox: Sandbox | None = None,
) -> Outcome:
    """Run a stage in a child process and return its outcome.

    Args:
        stage: The stage's function.
        work: What it is given.
        folder: Its current directory.
        watch: Time limit, and what to do while waiting.
        sandbox: What confines the child; None for the strongest that there is.

    Raises:
        StageFailedError: There is no outcome.
    """

    def run() -> bytes:
        return encode(stage(work, Tools()))

    box = (sandbox or strongest()).for_work_on(work.part.media_type if work.part else "")
    text = run_in_child(run, folder, watch, work.limits.memory, box)
    try:
        return decode(text)
    except ValueError as error:
        raise StageFailedError("its answer is not an outcome", str(error)) from error


def run_in_child(
    task: Callable[[], bytes],
    folder: Path,
    watch: Watch,
    memory: int,
    sandbox: Sandbox | None = None,
) -> bytes:
    """Run a function in a child process and return what it returned; the arguments as above.

    Args:
        task: What to run. Its answer may be anything if the child was taken over.
        folder: Its current directory.
        watch: Time limit, and what to do while waiting.
        memory: Bytes that it may add to those of this process.
        sandbox: What confines the child; None for the strongest that there is.

    Raises:
        StageFailedError: There is no answer.
    """
    place, box = folder.absolute(), sandbox or strongest()

    def confine(writer: int) -> None:
        os.chdir(place)
        _limit_memory(memory)
        close_files(writer)
        box.enter(place, watch.seconds)

    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _be_the_child(lambda: confine(writer), task, writer)
    os.close(writer)
    try:
        answer = _read_answer(reader, watch)
    finally:
        os.close(reader)
        _kill_group(child)
        _, status = os.waitpid(child, 0)
    return _checked(answer, os.waitstatus_to_exitcode(status))


def open_named(folder: Path, name: str) -> BinaryIO:
    """Open a file by the name that a child gave, and look at what was opened, not at the name.

    Raises:
        StageFailedError: It is not the name of a regular file in the folder.
    """
    if Path(name).name != name:
        raise StageFailedError("it named a file outside its work directory")
    try:
        # A named pipe without a writer would keep us waiting, hence O_NONBLOCK.
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        descriptor = os.open(folder / name, flags)
    except (OSError, ValueError) as error:
        raise StageFailedError("it named a file that cannot be opened", str(error)) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise StageFailedError("it named what is not a file")
    return os.fdopen(descriptor, "rb")


def die_with_parent(parent: int) -> None:
    """Ask the kernel to kill this process when the thread that forked it ends.

    Args:
        parent: Its process id, to notice that it ended before this call.
    """
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _be_the_child(confine: Callable[[], None], task: Callable[[], bytes], writer: int) -> NoReturn:
    """Run the task, write the answer, end without running the parent's cleaning up."""
    status = 1
    try:
        parent = os.getppid()
        os.setsid()
        die_with_parent(parent)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        confine()
        text = _answer(task)
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(text)
        status = 0
    finally:
        os._exit(status)


def _limit_memory(extra: int) -> None:
    """Let this process and those that it starts have so many more bytes of data.

    Not of addresses: libraries reserve many more of those than they use, and some abort without.
    """
    # Its sixth figure: pages of data and stack (proc(5)).
    pages = int(Path("/proc/self/statm").read_text().split()[5])
    set_limit(resource.RLIMIT_DATA, pages * os.sysconf("SC_PAGE_SIZE") + extra)


def _answer(task: Callable[[], bytes]) -> bytes:
    try:
        return _OUTCOME + task()
    except MemoryError:
        # Without a traceback: that would take memory too, and names whoever came last.
        return _NO_MEMORY
    except Exception as error:  # whatever it is, the parent has to know
        summary = f"{type(error).__name__}: {error}".replace("\n", " ")[:500]
        return _ERROR + f"{summary}\n{traceback.format_exc()[-20_000:]}".encode()


def _read_answer(reader: int, watch: Watch) -> bytes | None:
    """Return what the child wrote until it closed its end; None when its time was up."""
    chunks: list[bytes] = []
    size = 0
    now = time.monotonic()
    deadline, call_at = now + watch.seconds, now + watch.every
    while (now := time.monotonic()) < deadline:
        # By the clock, not when the child is silent: one that never is must not prevent it.
        if now >= call_at:
            watch.meanwhile()
            call_at = time.monotonic() + watch.every
            continue
        readable, _, _ = select.select([reader], [], [], min(deadline, call_at) - now)
        if not readable:
            continue
        chunk = os.read(reader, 1 << 16)
        size += len(chunk)
        if not chunk or size > MOST_BYTES:
            return b"".join(chunks)
        chunks.append(chunk)
    return None


def _checked(answer: bytes | None, exit_status: int) -> bytes:
    if answer is None:
        raise StageFailedError("its time was up", reason=Reason.PART_TOO_SLOW)
    kind, text = answer[:1], answer[1:]
    if kind == _OUTCOME:
        return text
    if kind == _NO_MEMORY:
        raise StageFailedError("its memory was used up", reason=Reason.PART_TOO_GREEDY)
    if kind == _ERROR:
        summary, _, details = text.decode(errors="replace").partition("\n")
        raise StageFailedError(summary, details)
    raise StageFailedError(f"its process died with status {exit_status}")


def _kill_group(child: int) -> None:
    """End whatever is left of the child and of what it started."""
    for kill in (os.killpg, os.kill):
        try:
            kill(child, signal.SIGKILL)
        except ProcessLookupError:
            continue
