"""Sessions of commands, texts and noise in any order and cut anywhere: no bug, no torn message."""

import random
import socket
from pathlib import Path

import pytest

from gateway.caps import Caps
from gateway.certificate import Certificate
from gateway.pace import Pace
from storage.database import Database
from tests.gateway.harness import PURCHASES, SALES, UNKNOWN, Gateway, wait_until
from tests.gateway.test_caps import LOOPBACK

SESSIONS = 100
PIECES = [
    b"EHLO x\r\n", b"HELO x\r\n", b"LHLO x\r\n", b"MAIL FROM:<a@b.example>\r\n",
    b"MAIL FROM:<>\r\n",
    f"RCPT TO:<{PURCHASES}>\r\n".encode(), f"RCPT TO:<{SALES}>\r\n".encode(),
    f"RCPT TO:<{UNKNOWN}>\r\n".encode(), b"RCPT TO:<postmaster>\r\n", b"DATA\r\n",
    b"a: b\r\n\r\ntext\r\n.\r\n", b"\r\n.\r\n", b".\r\n", b"\n.\n", b"BDAT 5\r\nabcde",
    b"BDAT 3 LAST\r\nabc", b"BDAT 0 LAST\r\n", b"BDAT\r\n", b"BDAT 99999999999\r\n", b"RSET\r\n",
    b"NOOP\r\n", b"VRFY x\r\n", b"HELP\r\n", b"AUTH PLAIN AA==\r\n", b"STARTTLS\r\n", b"QUIT\r\n",
    b"\r\n", b"\n", b"\r", b"\0", b"\xff\xfe\r\n", b"MAIL FROM:<\xff@x> SIZE=9 BODY=8BITMIME\r\n",
    b"MAIL FROM:<a@b> SMTPUTF8\r\n", b"x" * 700 + b"\r\n", b"RCPT TO:<\"a b\"@c>\r\n",
    b"RCPT TO:\r\n",
    b"MAIL FROM:<a@b.example\r\n", b"EHLO \xc3\xa9\0\r\n", b"GET / HTTP/1.1\r\n",
]  # fmt: skip
USEFUL = PIECES[:1] + PIECES[3:7] + PIECES[9:11] + PIECES[14:16]


def talk(gateway: Gateway, rng: random.Random) -> bytes:
    """Hold one session and return what the server said."""
    pieces = rng.choices(PIECES, k=rng.randint(1, 12)) + rng.choices(USEFUL, k=rng.randint(0, 12))
    rng.shuffle(pieces)
    text = PIECES[0] * rng.randint(0, 1) + b"".join(pieces)
    with socket.create_connection(("127.0.0.1", gateway.port), timeout=10) as client:
        said = client.recv(1000)
        at = 0
        try:
            while at < len(text):
                size = rng.choice([1, 7, 100, 10_000])
                client.sendall(text[at : at + size])
                at += size
            client.shutdown(socket.SHUT_WR)
            while more := client.recv(100_000):
                said += more
        except OSError:
            pass
    return said


@pytest.mark.parametrize("offers_tls", [False, True])
def test_no_session_finds_a_bug(
    home: Path, database: Database, capsys: pytest.CaptureFixture[str], offers_tls: bool
) -> None:
    chain = Path(__file__).parent / "certificates" / "first.pem"
    certificate = Certificate(chain) if offers_tls else None
    seed = random.randrange(1 << 32)
    rng, acknowledged = random.Random(seed), 0
    pace = Pace(refusal=0.0)
    caps = Caps(LOOPBACK)
    with Gateway(home, database, pace=pace, caps=caps, certificate=certificate) as gateway:
        for _ in range(SESSIONS):
            acknowledged += talk(gateway, rng).count(b"queued as")
        wait_until(lambda: not gateway.server.connections)
        wait_until(lambda: gateway.store.in_memory == 0)
        entries = gateway.entries()
    # A reply may be lost with its connection; a message never is.
    assert len(entries) >= acknowledged, seed
    out = capsys.readouterr().out
    bugs = [line for line in out.splitlines() if "session failed" in line or "Traceback" in line]
    assert not bugs, f"seed {seed}: {bugs[0]}"
