"""``make run`` as a new user sees it: what it prints works as it stands, Ctrl-C stops it."""

import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.installation import Installation, children_of


@pytest.fixture
def own(tmp_path: Path) -> Installation:
    """An installation that nobody else uses."""
    return Installation(tmp_path / "home")


def in_shell(installation: Installation, line: str) -> str:
    """Run a line as one pastes it into a terminal, and return what it prints."""
    done = subprocess.run(
        line, shell=True, cwd=installation.home, check=True, capture_output=True, text=True
    )
    return done.stdout


def test_the_demo(own: Installation) -> None:
    own.start("--demo")
    processes = all_below(own)
    seconds, greeting = own.stop()
    assert seconds < 10
    assert not [pid for pid in processes if Path(f"/proc/{pid}").exists()]
    assert "SIREN123456782@mg.firm.example" in greeting
    assert "SIREN123456782@out.mg.firm.example" in greeting
    assert own.url in greeting
    (secret,) = set(re.findall(r"vgm_[\w-]+", greeting))
    send, poll = re.findall(r"^  (\S+python\S* .*)$", greeting, re.MULTILINE)

    own.start("--demo")
    assert "250" in in_shell(own, send)
    deadline = time.monotonic() + 30
    while "to_accept" not in (shown := in_shell(own, poll)):
        assert time.monotonic() < deadline, shown
        time.sleep(0.2)
    assert "PC-2026-0117" in shown
    _, greeting = own.stop()
    assert secret not in greeting
    assert "vgm_" not in greeting
    (add_key,) = re.findall(r"\S+ key add --firm \S+", greeting)
    assert "key_" in in_shell(own, f"VAGUEMESTRE_HOME={own.home} {add_key}")


@pytest.mark.parametrize("installation", ["embedded"], indirect=True, scope="session")
def test_bare_run_makes_nothing(installation: Installation) -> None:
    greeting = installation.greeting
    assert installation.url in greeting
    assert "API key" not in greeting
    assert "SIREN" not in greeting


def test_a_taken_port_is_said_plainly(own: Installation) -> None:
    with socket.create_server(("127.0.0.1", own.smtp_port)):
        done = subprocess.run(
            [sys.executable, "-m", "vaguemestre", "run"],
            env=own.environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert f"Cannot listen on 127.0.0.1:{own.smtp_port}" in done.stderr
    assert "Traceback" not in done.stderr


def all_below(installation: Installation) -> list[int]:
    """Return all processes below ``run``."""
    assert installation.process is not None
    found = children_of(installation.process.pid)
    for pid in found:
        found += children_of(pid)
    return found
