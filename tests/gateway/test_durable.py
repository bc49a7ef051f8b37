"""What the kernel sees: data is synced before ``250`` is said. Needs strace."""

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.installation import Installation, children_of
from tests.gateway.harness import DOMAIN, PURCHASES, SENDER
from tests.servers import wait_for

LARGE = 2_000_000
CALLS = "trace=fsync,fdatasync,write,pwrite64,sendto,sendmsg,rename,linkat"

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


@contextmanager
def watched(process: int, target: Path) -> Iterator[None]:
    """Write down the calls of a process and its threads, each with the file that it concerns."""
    tracer = subprocess.Popen(
        ["strace", "-f", "-y", "-s", "24", "-e", CALLS, "-o", target, "-p", str(process)],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert tracer.stderr is not None
    if "attached" not in tracer.stderr.readline():
        pytest.skip("this process may not be traced")
    try:
        yield
    finally:
        tracer.send_signal(signal.SIGINT)
        tracer.communicate(timeout=20)


@pytest.fixture
def listener(home: Path) -> Iterator[tuple[Installation, int]]:
    """A gateway with one process that listens: the installation, that process."""
    ours = Installation(home, {"GATEWAY_PROCESSES": "1", "DOMAIN": DOMAIN})
    gateway = subprocess.Popen(
        [sys.executable, "-m", "vaguemestre", "gateway"],
        env=ours.environment, cwd=ours.home, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(lambda: children_of(gateway.pid) != [], "the process that listens")
        with ours.smtp() as smtp:
            smtp.noop()
        yield ours, children_of(gateway.pid)[0]
    finally:
        gateway.terminate()
        gateway.wait(20)


@pytest.mark.parametrize(
    ("size", "files"),
    [(1000, ["journals/jnl_"]), (LARGE, ["large/rct_", "new/rct_"])],
    ids=["small", "large"],
)
def test_data_is_synced_before_the_reply(
    listener: tuple[Installation, int], tmp_path: Path, size: int, files: list[str]
) -> None:
    installation, process = listener
    body = "x" * 70 + "\r\n"
    with watched(process, tmp_path / "calls"), installation.smtp() as smtp:
        smtp.sendmail(SENDER, [PURCHASES], f"Subject: x\r\n\r\n{body * (size // 72)}")
    lines = (tmp_path / "calls").read_text().splitlines()
    reply = next(n for n, line in enumerate(lines) if '"250 2.0.0 OK: queued' in line)
    for file in files:
        written = last(rf"write\(\d+<[^>]*spool/{file}", lines)
        synced = last(rf"f(data)?sync\(\d+<[^>]*spool/{file}", lines)
        assert written < synced < reply
    # The name is durable, too.
    folder = "spool/journals>" if size < LARGE else "spool>"
    assert last(rf"fsync\(\d+<[^>]*{folder}", lines) < reply


def last(pattern: str, lines: list[str]) -> int:
    """Return where something was done for the last time."""
    return max(number for number, line in enumerate(lines) if re.search(pattern, line))
