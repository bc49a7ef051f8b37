"""The gateway at a socket that systemd has opened: no right to port 25 is needed then."""

import os
import signal
import smtplib
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from storage.database import Database
from tests.vaguemestre.conftest import Dossier
from vaguemestre import settings

AS_SYSTEMD = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ |= {"LISTEN_FDS": "1", "LISTEN_PID": str(os.getpid()), "LISTEN_FDNAMES": "smtp"}
os.execv(sys.executable, [sys.executable, "-m", "vaguemestre", "gateway"])
"""


def test_a_socket_of_systemd_is_served_by_all_processes(
    dossier: Dossier, database: Database, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAGUEMESTRE_GATEWAY_PROCESSES", "2")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        monkeypatch.setenv("VAGUEMESTRE_SMTP_LISTEN", "127.0.0.1:1")
        gateway = subprocess.Popen(
            [sys.executable, "-c", AS_SYSTEMD, str(listening.fileno())],
            pass_fds=[listening.fileno()],
        )
        try:
            # What connects before the program is ready waits.
            port = listening.getsockname()[1]
            for _ in range(3):
                with smtplib.SMTP("127.0.0.1", port, timeout=40) as client:
                    assert client.sendmail("a@b.example", [dossier.purchase], "Bonjour") == {}
        finally:
            gateway.send_signal(signal.SIGTERM)
            assert gateway.wait(30) == 0
    assert len(list((home / "spool" / "journals").iterdir())) > 0


def test_sockets_of_another_process_are_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTEN_FDS", "1")
    monkeypatch.setenv("LISTEN_PID", str(os.getpid() + 1))
    assert settings.passed_sockets() == []
    monkeypatch.setenv("LISTEN_FDS", "x")
    monkeypatch.setenv("LISTEN_PID", str(os.getpid()))
    assert settings.passed_sockets() == []
    assert settings.passed_sockets() == []
