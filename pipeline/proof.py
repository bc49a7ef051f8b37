"""Prove that the sandbox holds on this machine, by trying to get out of it.

A kernel, a container or a mount may say yes and do nothing, and the data may lie where stages must
be able to read. So before a worker starts, a process is confined as a stage would be, and tries.
"""

import os
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import landlockpy

from pipeline.sandbox import Level, Sandbox, close_files, strongest
from storage.domain.errors import ConfigError

_SECONDS = 10
_MOST = 4096
_GO_ON = (
    "Mend that, or set SANDBOX=rlimit-only to start without: a hostile file that takes over the "
    "process that reads it could then reach whatever this user can (docs/sandbox.md)."
)


def demand(level: Level, private: Sequence[Path] = (), place: Path | None = None) -> Sandbox:
    """Return a sandbox of the level that was asked for, proven on this machine.

    Args:
        level: The least that is wanted.
        private: Files and folders that no stage may read; those that do not exist yet are skipped.
        place: Where to try it; None for the folder of temporary files.

    Raises:
        ConfigError: It cannot be had; the sentence tells why, and how to go on.
    """
    found = strongest()
    if level is Level.RLIMIT_ONLY:
        wanted = Sandbox(seccomp=found.seccomp)
        return wanted if not _failures(wanted, (), place) else Sandbox()
    lacking = [*_lacking(found)] or _failures(found, private, place)
    if lacking:
        raise ConfigError(f"SANDBOX is full, but {'; '.join(lacking)}. {_GO_ON}")
    return found


def _lacking(found: Sandbox) -> Iterator[str]:
    if not found.landlock:
        why = "too old for it, or it is not in the list of /sys/kernel/security/lsm"
        try:
            landlockpy.abi_version()
        except landlockpy.LandlockError as error:
            why = f"{error.strerror or error}: {why}"
        yield f"the kernel has no Landlock, which came with Linux 5.13 ({why})"
    if not found.seccomp:
        yield "libseccomp is not installed (apt-get install libseccomp2)"


def _failures(sandbox: Sandbox, private: Sequence[Path], place: Path | None) -> list[str]:
    """Return what a confined process could do all the same; how it failed, where it did."""
    with TemporaryDirectory(prefix="vaguemestre-", dir=place) as folder:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.chdir(folder)
                close_files(writer)
                _try(sandbox, Path(folder).resolve(), private, writer)
            finally:
                os._exit(1)
        os.close(writer)
        with os.fdopen(reader, "rb") as answer:
            text = answer.read(_MOST).decode(errors="replace")
        _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        return [text or "a confined process could not be started"]
    return text.splitlines()


def _try(sandbox: Sandbox, folder: Path, private: Sequence[Path], writer: int) -> None:
    """Be that process."""
    try:
        sandbox.enter(folder, _SECONDS)
        Path("file").write_bytes(b"")
    except OSError as error:
        os.write(writer, f"the kernel refused to confine a process: {error}".encode())
        os._exit(1)
    attempts: dict[str, Callable[[], object]] = {}
    if sandbox.landlock:
        attempts |= {f"stages can read {path}": _reading(path) for path in private}
        attempts["stages can list /"] = lambda: os.listdir("/")  # noqa: PTH208
        attempts["stages can write beside their folder"] = folder.with_suffix(".out").touch
    if sandbox.seccomp:
        attempts["stages can open a connection"] = socket.socket
        attempts["stages can start a process"] = _start_process
        attempts["stages can send a signal"] = lambda: os.kill(os.getppid(), 0)
    for sentence, attempt in attempts.items():
        with suppress(OSError):
            attempt()
            os.write(writer, f"{sentence}\n".encode()[: _MOST // 8])
    os._exit(0)


def _start_process() -> None:
    if os.fork() == 0:
        os._exit(0)


def _reading(path: Path) -> Callable[[], object]:
    return lambda: os.close(os.open(path, os.O_RDONLY))
