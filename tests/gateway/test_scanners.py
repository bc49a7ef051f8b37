"""clamd and rspamd, played by sockets: what they say, and every way of saying nothing. One real."""

import base64
import getpass
import io
import json
import os
import shutil
import socket
import struct
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pytest

from gateway.authentication.judge import Transaction
from gateway.scanners import Clamd, Rested, Rspamd, Scanner, scanners
from storage.domain.verdicts import ScanResult, ScanVerdict
from tests.servers import wait_for

MAIL = b"From: a\r\n\r\nx" * 50_000
ENVELOPE = Transaction(
    "a@acme.example",
    {"address": "192.0.2.1", "helo": "h\r\nX: y"},
    datetime(2026, 1, 1, tzinfo=UTC),
)


@contextmanager
def serving(handle: Callable[[socket.socket], None]) -> Iterator[str]:
    """Serve one connection; yield the address."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                handle(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield "{}:{}".format(*server.getsockname())
        thread.join(5)


def scan(scanner: Scanner) -> ScanVerdict:
    content = io.BytesIO(b"before" + MAIL)
    content.seek(6)
    return scanner.scan(ENVELOPE, content)


def read(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        data += connection.recv(size - len(data))
    return data


def clamd_that_says(answer: bytes) -> Callable[[socket.socket], None]:
    def handle(connection: socket.socket) -> None:
        assert read(connection, 10) == b"zINSTREAM\0"
        received = b""
        while size := struct.unpack("!I", read(connection, 4))[0]:
            received += read(connection, size)
        assert received == MAIL
        connection.sendall(answer)

    return handle


@pytest.mark.parametrize(
    ("answer", "result", "detail"),
    [
        (b"stream: OK\0", ScanResult.CLEAN, ""),
        (b"stream: Eicar-Signature FOUND\0", ScanResult.MALWARE, "Eicar-Signature"),
        (b"INSTREAM size limit exceeded. ERROR\0", ScanResult.NOT_ANALYSED, "INSTREAM size"),
        (b"", ScanResult.NOT_ANALYSED, ""),
        (b"OK", ScanResult.NOT_ANALYSED, "OK"),
    ],
)
def test_clamd(answer: bytes, result: ScanResult, detail: str) -> None:
    with serving(clamd_that_says(answer)) as address:
        verdict = scan(Clamd(address))
    assert (verdict.scanner, verdict.result) == ("clamd", result)
    assert verdict.detail.startswith(detail)


def rspamd_that_says(answer: bytes) -> Callable[[socket.socket], None]:
    def handle(connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            head += connection.recv(1)
        assert head.startswith(b"POST /checkv2 ")
        assert b"\r\nFrom: a@acme.example\r\n" in head
        assert b"\r\nX: y" not in head
        assert read(connection, len(MAIL)) == MAIL
        connection.sendall(answer)

    return handle


def http(body: object, status: str = "200 OK") -> bytes:
    data = json.dumps(body).encode()
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        (http({"action": "no action", "score": 1.2}), ScanResult.CLEAN),
        (http({"action": "reject", "score": 20}), ScanResult.SPAM),
        (http({"action": "no action", "is_skipped": True}), ScanResult.NOT_ANALYSED),
        (http(["no action"]), ScanResult.NOT_ANALYSED),
        (http({"action": "no action"}, "500 No"), ScanResult.NOT_ANALYSED),
        (b"HTTP/1.1 200 OK\r\n\r\n{", ScanResult.NOT_ANALYSED),
        (b"nonsense", ScanResult.NOT_ANALYSED),
    ],
)
def test_rspamd(answer: bytes, result: ScanResult) -> None:
    with serving(rspamd_that_says(answer)) as address:
        verdict = scan(Rspamd(f"http://{address}"))
    assert (verdict.scanner, verdict.result) == ("rspamd", result)


@pytest.mark.parametrize("kind", [Clamd, Rspamd])
def test_one_that_is_down_or_silent_has_not_analysed(kind: type[Clamd | Rspamd]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = "{}:{}".format(*server.getsockname())
        place = address if kind is Clamd else f"http://{address}"
        assert scan(kind(place, 0.1)).result is ScanResult.NOT_ANALYSED
    assert scan(kind(place)).result is ScanResult.NOT_ANALYSED
    assert scan(Clamd("/nowhere/clamd.sock")).result is ScanResult.NOT_ANALYSED


class Slow:
    """A scanner that takes its time.

    Args:
        seconds: Of each look.
        result: What it says then.
    """

    def __init__(self, seconds: float, result: ScanResult) -> None:
        self.now = 0.0
        self.looks = 0
        self._seconds, self._result = seconds, result

    def scan(self, _transaction: Transaction, _content: BinaryIO) -> ScanVerdict:
        self.looks += 1
        self.now += self._seconds
        return ScanVerdict("clamd", self._result)


@pytest.mark.parametrize(
    ("seconds", "result", "looks"),
    [
        (10.0, ScanResult.NOT_ANALYSED, 1),
        (0.1, ScanResult.NOT_ANALYSED, 5),
        (10.0, ScanResult.CLEAN, 5),
    ],
)
def test_one_that_keeps_mail_waiting_is_left_alone(
    seconds: float, result: ScanResult, looks: int
) -> None:
    slow = Slow(seconds, result)
    rested = Rested(slow, "clamd", clock=lambda: slow.now)
    assert {scan(rested).result for _ in range(5)} == {result}
    assert slow.looks == looks
    slow.now += 21
    scan(rested)
    assert slow.looks == looks + 1


def test_only_what_is_configured_looks() -> None:
    assert scanners("", "") == ()
    found = scanners("unix:/nowhere/clamd", "http://127.0.0.1:1")
    assert [scan(one).scanner for one in found] == ["clamd", "rspamd"]
    assert {scan(one).result for one in found} == {ScanResult.NOT_ANALYSED}


EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture
def real_clamd(tmp_path: Path) -> Iterator[str]:
    """A clamd with one signature of its own, by the path of its socket."""
    program = shutil.which("clamd", path=f"{os.defpath}:/usr/sbin")
    if program is None:
        pytest.skip("clamd is not installed")
    (tmp_path / "signatures").mkdir()
    # Type 0: any file; at any place.
    (tmp_path / "signatures" / "own.ndb").write_text(f"Eicar-Test:0:*:{EICAR.hex()}\n")
    address = tmp_path / "clamd.socket"
    settings = {
        "LocalSocket": address, "DatabaseDirectory": tmp_path / "signatures",
        "Foreground": "yes", "StreamMaxLength": "60M", "LogFile": tmp_path / "log",
        "User": getpass.getuser(),
    }  # fmt: skip
    (tmp_path / "conf").write_text("".join(f"{k} {v}\n" for k, v in settings.items()))
    daemon = subprocess.Popen([program, "-c", tmp_path / "conf"], stdout=subprocess.DEVNULL)
    try:
        wait_for(address.exists, "clamd")
        yield str(address)
    finally:
        daemon.terminate()
        daemon.wait(20)


def test_a_real_clamd(real_clamd: str) -> None:
    header = b"Subject: x\r\nContent-Transfer-Encoding: base64\r\nMIME-Version: 1.0\r\n\r\n"
    large = b"Subject: x\r\n\r\n" + b"QUJD" * 6_000_000
    found = [
        Clamd(real_clamd).scan(ENVELOPE, io.BytesIO(content))
        for content in (MAIL, large, EICAR, header + base64.encodebytes(EICAR))
    ]
    clean = ScanVerdict("clamd", ScanResult.CLEAN)
    malware = ScanVerdict("clamd", ScanResult.MALWARE, "Eicar-Test.UNOFFICIAL")
    assert found == [clean, clean, malware, malware]
