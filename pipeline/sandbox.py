"""Confine the child process of a stage: what it may read, write, ask of the kernel, and use up.

In: a process that has just been forked, its work directory, the level that the operator asked for.
Out: the same process, which reads libraries and fonts, writes nowhere but in that directory, has no
network, starts no process and sends no signal (docs/sandbox.md). Landlock looks after files,
seccomp after everything else, resource limits after amounts. Nothing of it needs a privilege, and
it holds for root too.
"""

import ctypes
import os
import resource
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Self

import landlockpy
from landlockpy import AccessFS, Scope

from pipeline.mail import magic
from pipeline.syscalls import make_filter


class Level(StrEnum):
    """How far stages are confined.

    ``rlimit-only`` promises the resource limits, and adds the filter where there is one.
    """

    FULL = "full"
    RLIMIT_ONLY = "rlimit-only"


_SYSTEM = (
    "/usr",
    "/lib",
    "/lib64",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/dev/urandom",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/sys/devices/system/cpu",
    "/var/cache/fontconfig",
    "/etc/libreoffice",
    "/var/lib/libreoffice",
    "/var/spool/libreoffice",
)
_READ = AccessFS.READ_FILE | AccessFS.READ_DIR
_READ_AND_WRITE = AccessFS.READ_FILE | AccessFS.WRITE_FILE | AccessFS.TRUNCATE
_WRITE = (
    _READ
    | AccessFS.WRITE_FILE
    | AccessFS.TRUNCATE
    | AccessFS.MAKE_REG
    | AccessFS.MAKE_DIR
    | AccessFS.REMOVE_FILE
    | AccessFS.REMOVE_DIR
    | AccessFS.REFER
)
_SET_AS_TEXT = frozenset({magic.XML, magic.HTML, "text/plain"})
"""What a PDF is made of by setting its text."""
_FILES = 256
"""Open at once."""
_FILE_SIZE = 1024 * 1024 * 1024
"""Bytes of one file."""
_PROCESSES = 0
"""Beside its own. All processes of the user count, but only those who have the limit are refused,
so that none more is: root is not, which is left to the filter."""
_CPU_GRACE = 10
"""Seconds; the parent is first to end a child, unless it is stopped itself."""
_CAPABILITY_VERSION = 0x2008_0522
_THREADED = {*_SET_AS_TEXT, magic.HEIC, *magic.OFFICE}
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Sandbox:
    """What confines a child, decided before it is forked.

    Attributes:
        landlock: Whether files are confined.
        seccomp: Whether system calls are filtered, as `pipeline.syscalls` says.
        readable: Files and folders that every stage may read.
        threads: Whether the child may have more than one thread; it counts as a process where there
            is no filter.
    """

    landlock: bool = False
    seccomp: bool = False
    readable: tuple[Path, ...] = ()
    threads: bool = False

    @property
    def level(self) -> Level:
        """What it amounts to."""
        return Level.FULL if self.landlock and self.seccomp else Level.RLIMIT_ONLY

    @property
    def in_force(self) -> str:
        """What the operator is shown: the level, and what it has beyond it."""
        return self.level + ("+seccomp" if self.seccomp and not self.landlock else "")

    def enter(self, folder: Path, seconds: float) -> None:
        """Confine this process, for good.

        Args:
            folder: Its work directory, absolute; for writing and for temporary files.
            seconds: Wall time that it has.

        Raises:
            OSError: The kernel refused something; the process must end.
        """
        tempfile.tempdir = str(folder)
        os.putenv("TMPDIR", str(folder))
        _limit_amounts(seconds, threads=self.threads)
        _drop_capabilities()
        if self.landlock:
            self._confine_files(folder)
        if self.seccomp:
            make_filter(threads=self.threads).load()

    def for_work_on(self, media_type: str) -> Self:
        """Return what confines the work on a file: some kinds are made PDF by several threads.

        Pango, which sets the text of a view of XML, starts one for its fonts and ends the process
        where it cannot; libheif and LibreOffice have several.
        """
        return replace(self, threads=True) if media_type in _THREADED else self

    def _confine_files(self, folder: Path) -> None:
        with file_rules(self.readable, (folder,)) as rules:
            rules.restrict()


@contextmanager
def file_rules(readable: Iterable[Path], writable: Iterable[Path]) -> Iterator[landlockpy.Ruleset]:
    """Yield what a process may do with files, still to be put in force.

    Args:
        readable: Files, and folders with all that is in them; what is not there is left out.
        writable: Folders.
    """
    with landlockpy.Ruleset(scoped=Scope.SIGNAL | Scope.ABSTRACT_UNIX_SOCKET) as rules:
        for path in readable:
            # A file has no listing that could be allowed.
            with suppress(FileNotFoundError):
                rules.allow_path(path, _READ if path.is_dir() else AccessFS.READ_FILE)
        # Libraries write there what nobody wants to read.
        rules.allow_path(os.devnull, _READ_AND_WRITE)
        for folder in writable:
            rules.allow_path(folder, _WRITE)
        yield rules


@cache
def strongest() -> Sandbox:
    """Return the sandbox with everything that this machine has."""
    has_landlock = False
    with suppress(landlockpy.LandlockError):
        has_landlock = landlockpy.abi_version() > 0
    has_seccomp = False
    with suppress(RuntimeError, OSError):
        has_seccomp = make_filter() is not None
    return Sandbox(has_landlock, has_seccomp, tuple(_readable()))


def close_files(*kept: int) -> None:
    """Close what this process was forked with, but for some descriptors; 0 to 2 lead nowhere then.

    An open file or connection is not asked for again, so nothing else would keep it from a stage.
    """
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nowhere, standard)
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208  closes what it read them by, too
        if int(name) > 2 and int(name) not in kept:
            with suppress(OSError):
                os.close(int(name))


def _readable() -> Iterator[Path]:
    """Yield what a stage may read: the system's libraries and fonts, Python, the packages in use.

    Packages, not the folders that they are found in: the data may lie beside the program.
    """
    places = [*_SYSTEM, sys.prefix, sys.base_prefix]
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and "." not in name and name != "__main__":
            path = Path(file)
            places.append(str(path.parent if path.stem == "__init__" else path))
    kept: list[Path] = []
    for path in sorted({Path(place).resolve() for place in places}):
        if os.access(path, os.R_OK) and not any(path.is_relative_to(other) for other in kept):
            kept.append(path)
    yield from kept


def _limit_amounts(seconds: float, *, threads: bool) -> None:
    cpu = round(seconds) + _CPU_GRACE
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: cpu,
        resource.RLIMIT_FSIZE: _FILE_SIZE,
        resource.RLIMIT_NOFILE: _FILES,
    }
    if not threads:
        limits[resource.RLIMIT_NPROC] = _PROCESSES
    for name, most in limits.items():
        set_limit(name, most)


def set_limit(name: int, most: int) -> None:
    """Limit a resource of this process, for good; one that is lower already stays."""
    _, ceiling = resource.getrlimit(name)
    if ceiling != resource.RLIM_INFINITY:
        most = min(most, ceiling)
    resource.setrlimit(name, (most, most))


def _drop_capabilities() -> None:
    """Give up what root, or a container, may do beyond other users."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    if _libc.capset(header, (ctypes.c_uint32 * 6)()) != 0:
        raise OSError(ctypes.get_errno(), "capset")
