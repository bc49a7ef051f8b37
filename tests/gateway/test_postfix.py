"""A real Postfix that relays to the gateway through STARTTLS, as it stands before many firms."""

import smtplib
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.caps import Caps
from gateway.certificate import Certificate
from storage.database import Database
from tests import postfix
from tests.gateway.harness import PURCHASES, SALES, SENDER, Gateway, wait_until
from tests.gateway.test_caps import LOOPBACK
from tests.gateway.test_tls import FIRST

PER_SESSION = 25

pytestmark = pytest.mark.skipif(postfix.missing() is not None, reason=str(postfix.missing()))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def gateway(home: Path, database: Database) -> Iterator[Gateway]:
    """A gateway as it stands on the internet."""
    options = {"max_message_size": 40 << 20, "certificate": Certificate(FIRST)}
    with Gateway(home, database, caps=Caps(LOOPBACK), **options) as running:
        yield running


@pytest.fixture
def relay(gateway: Gateway) -> Iterator[postfix.Postfix]:
    """A Postfix that hands everything to the gateway, and never without TLS."""
    settings = {
        "relayhost": f"[127.0.0.1]:{gateway.port}",
        "mynetworks": "127.0.0.0/8",
        "smtp_tls_security_level": "encrypt",
        "smtp_tls_loglevel": "1",
        "minimal_backoff_time": "1s",
        "queue_run_delay": "1s",
    }
    # Its own user cannot look into a folder that a test has to itself.
    with tempfile.TemporaryDirectory(prefix="postfix") as folder:
        Path(folder).chmod(0o755)
        with postfix.running(Path(folder), free_port(), settings) as running:
            yield running


@pytest.mark.parametrize("count", [100, pytest.param(1000, marks=pytest.mark.interop)])
def test_nothing_that_postfix_relays_is_lost(
    gateway: Gateway, relay: postfix.Postfix, count: int
) -> None:
    bodies = {f"Facture {number}" for number in range(count)}
    queue = sorted(bodies)
    while queue:
        with smtplib.SMTP("127.0.0.1", relay.port, timeout=30) as smtp:
            for body in queue[:PER_SESSION]:
                recipients = [PURCHASES] if int(body[8:]) % 2 else [PURCHASES, SALES]
                smtp.sendmail(SENDER, recipients, f"Subject: x\r\n\r\n{body}\r\n.dot\r\n")
        del queue[:PER_SESSION]
    wait_until(lambda: len(gateway.entries()) >= count and not relay.waiting(), 20 + count / 5)
    entries = gateway.entries()
    found = []
    for entry in entries:
        with entry.open() as content:
            text = content.read()
        assert text.endswith(b"\r\n.dot\r\n")
        found.append(text.split(b"\r\n\r\n", 1)[1].split(b"\r\n")[0].decode())
        assert entry.envelope.client["tls"] is True
        assert entry.envelope.mail_from == SENDER
    assert sorted(found) == sorted(bodies)
    assert "status=sent" in relay.log()


def test_postfix_bounces_what_the_gateway_refuses(gateway: Gateway, relay: postfix.Postfix) -> None:
    with smtplib.SMTP("127.0.0.1", relay.port, timeout=30) as smtp:
        smtp.sendmail("", ["SIREN552100554@mg.example.org"], "Subject: x\r\n\r\nx\r\n")
    wait_until(lambda: "status=bounced" in relay.log())
    assert "550 5.1.1" in relay.log()
    assert gateway.entries() == []
