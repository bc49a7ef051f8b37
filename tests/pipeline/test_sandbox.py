"""From inside the cell, by somebody who has taken the process over: each attempt fails.

Where the kernel has no Landlock these tests are skipped and say so: a worker would not start there
either, unless it is told to (docs/sandbox.md). No attempt does harm where it succeeds.
"""

import ctypes
import errno
import fcntl
import hashlib
import json
import mmap
import os
import resource
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import pyseccomp
import pytest

from pipeline import sandbox
from pipeline.cell import StageFailedError, Watch, run_in_child, run_stage
from pipeline.sandbox import Level, Sandbox, strongest
from pipeline.stage import RAW, Next, Work
from pipeline.stages import unpack
from pipeline.syscalls import make_filter
from tests.e2e.mails import SAMPLES
from tests.landlock import needs_landlock

MIB = 1024 * 1024
_libc = ctypes.CDLL(None, use_errno=True)
pytestmark = needs_landlock
T = TypeVar("T", str, bool, int)


@dataclass(frozen=True)
class Place:
    """What lies around a work directory.

    Attributes:
        own: The work directory.
        foreign: A file of another dossier, beside it.
        listener: Somebody who answers on loopback.
        database: A socket as a database has it.
        secret: A file with the service's settings.
        library: A file that stages may read.
    """

    own: Path
    foreign: Path
    listener: socket.socket
    database: Path
    secret: Path
    library: Path


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    own, other = tmp_path / "own", tmp_path / "other"
    own.mkdir()
    other.mkdir()
    foreign = other / "invoice.pdf"
    foreign.write_bytes(b"%PDF-1.7")
    secret = tmp_path / "vaguemestre.toml"
    secret.write_text('database_url = "postgresql://user:password@db/vaguemestre"')
    library = tmp_path / "library"
    library.write_text("of use")
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.socket(socket.AF_UNIX) as unix:
        database = tmp_path / "db"
        unix.bind(str(database))
        unix.listen()
        yield Place(own, foreign, listener, database, secret, library)


def inside(place: Place, task: Callable[[], T], seconds: float = 20, media_type: str = "") -> T:
    """Return what a function gives in the cell, as for work on a file of some type."""
    found: Sandbox = strongest()
    assert found.level is Level.FULL, f"no Landlock or no libseccomp here: {found.in_force}"
    box = replace(found, readable=(*found.readable, place.library)).for_work_on(media_type)
    watch = Watch(seconds, seconds, lambda: None)
    answer = run_in_child(lambda: json.dumps(task()).encode(), place.own, watch, 512 * MIB, box)
    result: T = json.loads(answer)
    return result


def refused(attempt: Callable[[], object]) -> str:
    """Return by what name the kernel refused something; what it gave, if it did not."""
    try:
        return f"done: {attempt()!r}"
    except OSError as error:
        return errno.errorcode[error.errno or 0]


def called(name: str, *arguments: int) -> Callable[[], None]:
    """Return a call of the kernel by its name."""
    number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)

    def call() -> None:
        if _libc.syscall(number, *arguments) == -1:
            raise OSError(ctypes.get_errno(), name)

    return call


ON_FILES: dict[str, Callable[[Place], object]] = {
    "read another dossier's file": lambda p: p.foreign.read_bytes(),
    "list its folder": lambda p: list(p.foreign.parent.iterdir()),
    "write to it": lambda p: p.foreign.write_bytes(b""),
    "take it away": lambda p: p.foreign.unlink(),
    "move it here": lambda p: p.foreign.rename(p.own / "mine"),
    "link it here": lambda p: (p.own / "mine").hardlink_to(p.foreign),
    "write beside it": lambda p: (p.foreign.parent / "new").touch(),
    "make a folder there": lambda p: (p.foreign.parent / "new").mkdir(),
    "read the service's settings": lambda p: p.secret.read_text(),
    "read the users": lambda _: Path("/etc/passwd").read_text(),
    "list all": lambda _: list(Path("/").iterdir()),
    "list the processes": lambda _: list(Path("/proc").iterdir()),
    "read the parent's environment": lambda _: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
    "read its memory": lambda _: os.open(f"/proc/{os.getppid()}/mem", os.O_RDONLY),
    "read its own environment": lambda _: Path("/proc/self/environ").read_bytes(),
    "write where libraries are": lambda _: Path("/usr/lib/new").touch(),
    "write to a library": lambda p: p.library.write_text("of none"),
    "write to its own program": lambda _: os.open(sandbox.__file__, os.O_WRONLY),
    "make a temporary file": lambda _: Path("/tmp/new-by-a-stage").touch(),  # noqa: S108
    "leave a link": lambda p: (p.own / "link").symlink_to(p.foreign),
    "leave a queue": lambda p: os.mkfifo(p.own / "queue"),
    "change its mode": lambda p: p.foreign.chmod(0o777),
    "change its owner": lambda p: os.chown(p.foreign, 1, 1),
    "change its time": lambda p: os.utime(p.foreign, (1, 1)),
    "cut it short": lambda p: os.truncate(p.foreign, 0),
    "cut a library short": lambda p: os.open(p.library, os.O_RDONLY | os.O_TRUNC),
    "name it": lambda p: os.setxattr(p.foreign, "user.x", b"x"),
}


@pytest.mark.parametrize("what", ON_FILES)
def test_files(place: Place, what: str) -> None:
    before = place.foreign.stat()
    answer = inside(place, lambda: refused(lambda: ON_FILES[what](place)))
    assert answer in {"EACCES", "EPERM", "EXDEV"}
    after = place.foreign.stat()
    assert (before.st_mode, before.st_uid, before.st_mtime) == (
        after.st_mode,
        after.st_uid,
        after.st_mtime,
    )
    assert place.foreign.read_bytes() == b"%PDF-1.7"
    assert place.library.read_text() == "of use"


FAMILIES = {
    "TCP": (socket.AF_INET, socket.SOCK_STREAM),
    "UDP": (socket.AF_INET, socket.SOCK_DGRAM),
    "TCP over IPv6": (socket.AF_INET6, socket.SOCK_STREAM),
    "UDP over IPv6": (socket.AF_INET6, socket.SOCK_DGRAM),
    "local": (socket.AF_UNIX, socket.SOCK_STREAM),
    "local datagrams": (socket.AF_UNIX, socket.SOCK_DGRAM),
    "netlink": (socket.AF_NETLINK, socket.SOCK_RAW),
    "packets": (socket.AF_PACKET, socket.SOCK_RAW),
    "virtual machine's host": (socket.AF_VSOCK, socket.SOCK_STREAM),
    "the kernel's ciphers": (socket.AF_ALG, socket.SOCK_SEQPACKET),
}


@pytest.mark.parametrize("family", FAMILIES)
def test_no_socket_of_any_family(place: Place, family: str) -> None:
    assert inside(place, lambda: refused(lambda: socket.socket(*FAMILIES[family]))) == "EPERM"


def test_neither_loopback_nor_the_database_is_reached(place: Place) -> None:
    address = place.listener.getsockname()
    place.listener.settimeout(0.1)

    def connect() -> None:
        socket.create_connection(address, 2)

    def connect_locally() -> None:
        with socket.socket(socket.AF_UNIX) as made:
            made.connect(str(place.database))

    assert inside(place, lambda: refused(connect)) == "EPERM"
    assert inside(place, lambda: refused(connect_locally)) == "EPERM"
    with pytest.raises(TimeoutError):
        place.listener.accept()


def test_connections_of_the_parent_are_closed(place: Place) -> None:
    """The worker has one to its database; nothing asks for it again once it is open."""
    with socket.create_connection(place.listener.getsockname()) as ours:
        number = ours.fileno()
        assert inside(place, lambda: refused(lambda: os.write(number, b"DROP"))) == "EBADF"
        ours.sendall(b"still there")


def fork() -> None:
    """Fork, and end at once where that worked."""
    if os.fork() == 0:
        os._exit(0)


def be_told_to_end() -> None:
    """Have the kernel signal the parent when something can be read."""
    reader, _ = os.pipe()
    fcntl.fcntl(reader, fcntl.F_SETOWN, os.getppid())


def own_priority() -> int:
    return os.getpriority(os.PRIO_PROCESS, 0)


OTHERS: dict[str, Callable[[], object]] = {
    "signal the parent": lambda: os.kill(os.getppid(), signal.SIGTERM),
    "ask whether it lives": lambda: os.kill(os.getppid(), 0),
    "signal everybody": lambda: os.kill(-1, 0),
    "signal its group": lambda: os.killpg(os.getpgid(os.getppid()), 0),
    "have it signalled": be_told_to_end,
    "hold the parent": lambda: os.pidfd_open(os.getppid()),
    "limit the parent": lambda: resource.prlimit(os.getppid(), resource.RLIMIT_CPU),
    "slow the parent": lambda: os.setpriority(os.PRIO_PROCESS, os.getppid(), own_priority()),
    "trace the parent": called("ptrace", 16, os.getppid(), 0, 0),
    "read its memory": called("process_vm_readv", os.getppid(), 0, 0, 0, 0, 0),
    "outlive the parent": called("prctl", 1, 0, 0, 0, 0),
    "fork": fork,
    "start a program": lambda: os.execv("/bin/true", ["true"]),  # noqa: S606
    "start one by posix_spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
    "unshare": called("unshare", 0x1000_0000),
    "mount": called("mount", 0, 0, 0, 0, 0),
    "change its root": lambda: os.chroot("."),
    "bpf": called("bpf", 0, 0, 0),
    "io_uring": called("io_uring_setup", 1, 0),
    "keys": called("keyctl", 0, -3, 0),
    "watch files": called("inotify_init1", 0),
    "memory without a limit": lambda: os.memfd_create("x"),
    "shared memory": lambda: mmap.mmap(-1, MIB),
    "system v memory": called("shmget", 0, MIB, 0o1600),
    "set the clock": called("clock_settime", 0, 0),
}


@pytest.mark.parametrize("what", OTHERS)
def test_everything_else(place: Place, what: str) -> None:
    asked: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: asked.append(number))
    try:
        assert inside(place, lambda: refused(OTHERS[what])) == "EPERM"
    finally:
        signal.signal(signal.SIGTERM, before)
    assert asked == []


def test_forking_without_end_makes_no_process(place: Place) -> None:
    def bomb() -> int:
        made = 0
        for _ in range(20):
            with suppress(OSError):
                fork()
                made += 1
        return made

    assert inside(place, bomb) == 0


def test_nor_does_it_make_a_thread(place: Place) -> None:
    def start() -> str:
        try:
            threading.Thread(target=int).start()
        except RuntimeError as error:
            return str(error)
        return "started"

    assert "can't start" in inside(place, start)


def test_what_it_needs_it_has(place: Place) -> None:
    def work() -> str:
        Path("folder").mkdir()
        Path("folder/file").write_text("text")
        Path("folder/file").rename("moved")
        Path(os.devnull).write_text("nothing")
        with Path("moved").open("r+") as file:
            file.truncate(2)
        Path("folder").rmdir()
        libraries = len(list(Path("/usr/lib").iterdir())) > 0
        return f"{Path('moved').read_text()} {libraries} {len(os.urandom(3))} {Path.cwd()}"

    assert inside(place, work) == f"te True 3 {place.own}"


def test_an_upload_is_its_own_part_and_stays_as_it_is(place: Place) -> None:
    content = (SAMPLES / "facturx_basicwl.pdf").read_bytes()
    name = hashlib.sha256(content).hexdigest()
    (place.own / name).write_bytes(content)
    (place.own / name).chmod(0o440)
    work = Work(channel="upload", file_name="x.pdf", files={RAW: name})
    outcome = run_stage(unpack.run, work, place.own, Watch(20, 20, lambda: None))
    assert isinstance(outcome, Next)
    assert outcome.files == {name: name}


def test_temporary_files_are_made_in_its_work_directory(place: Place) -> None:
    import tempfile  # noqa: PLC0415

    assert inside(place, tempfile.mkdtemp).startswith(str(place.own))


def test_one_file_cannot_fill_the_disk(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_FILE_SIZE", MIB)

    def fill() -> str:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        return refused(lambda: Path("file").write_bytes(b"x" * 2 * MIB))

    assert inside(place, fill) == "EFBIG"


def test_a_child_ends_by_itself_when_its_parent_does_not_look(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "_CPU_GRACE", 0)
    limits = inside(place, lambda: resource.getrlimit(resource.RLIMIT_CPU)[1], seconds=7)
    assert limits == 7


def test_nobody_has_more_rights_in_it(place: Place) -> None:
    """Root's come from capabilities; without them its files are as closed to it as to others."""
    closed = place.own / "closed"
    closed.write_text("")
    closed.chmod(0o440)
    assert inside(place, lambda: refused(lambda: closed.write_text("x"))) == "EACCES"
    assert inside(place, lambda: refused(lambda: os.setuid(12345))) == "EPERM"


def test_without_landlock_the_filter_still_holds(place: Place) -> None:
    box = replace(strongest(), landlock=False)
    assert (box.level, box.in_force) == (Level.RLIMIT_ONLY, "rlimit-only+seccomp")
    watch = Watch(20, 20, lambda: None)
    answer = run_in_child(lambda: refused(socket.socket).encode(), place.own, watch, MIB, box)
    assert answer == b"EPERM"


def test_a_child_that_cannot_be_confined_does_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EINVAL, "seccomp")

    monkeypatch.setattr(Sandbox, "enter", refuse)
    with pytest.raises(StageFailedError, match="died with status 1"):
        inside(place, lambda: (place.own / "done").write_bytes(b""))
    assert not (place.own / "done").exists()


@pytest.mark.parametrize("arch", [pyseccomp.Arch.X86_64, pyseccomp.Arch.AARCH64])
@pytest.mark.parametrize(
    "name", ["socket", "clone", "execve", "kill", "ptrace", "unshare", "bpf", "truncate", "keyctl"]
)
def test_the_filter_of_either_processor(tmp_path: Path, arch: int, name: str) -> None:
    """Its text names what it refuses, by that processor's numbers."""
    with (tmp_path / "filter").open("w+") as text:
        make_filter(arch).export_pfc(text)
    lines = (tmp_path / "filter").read_text().splitlines()
    number = pyseccomp.resolve_syscall(arch, name)
    (at,) = [n for n, line in enumerate(lines) if f"($syscall == {number})" in line]
    assert lines[at + 1].strip() == "action ERRNO(1);"


def test_the_view_of_bare_xml_has_threads_but_no_process(place: Place) -> None:
    def work() -> str:
        thread = threading.Thread(target=Path("written").write_text, args=("by a thread",))
        thread.start()
        thread.join()
        try:
            fork()
        except OSError as error:
            return f"{Path('written').read_text()}, {error.strerror}"
        return "forked"

    answer = inside(place, work, media_type="application/xml")
    assert answer == "by a thread, Operation not permitted"
