"""Behind a load balancer (PROXY protocol), and behind a mail server (LMTP)."""

import smtplib
import socket
import struct
from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest

from gateway import proxy
from gateway.caps import Caps
from gateway.certificate import Certificate
from storage.database import Database
from tests.gateway.harness import (
    MESSAGE,
    OTHER_PURCHASES,
    PURCHASES,
    SENDER,
    UNKNOWN,
    Client,
    Gateway,
    wait_until,
)
from tests.gateway.test_caps import LOOPBACK
from tests.gateway.test_tls import FIRST, trusting

SIGNATURE = b"\r\n\r\n\0\r\nQUIT\n"


def header(source: str, *, command: int = 1, more: bytes = b"") -> bytes:
    """Return a PROXY header of version 2 for a TCP connection."""
    address = ip_address(source)
    family = 0x11 if address.version == 4 else 0x21
    target = ip_address("127.0.0.1" if address.version == 4 else "::1")
    addresses = address.packed + target.packed + struct.pack("!HH", 50_000, 25) + more
    return SIGNATURE + struct.pack("!BBH", 0x20 | command, family, len(addresses)) + addresses


class ProxiedClient(Client):
    """A client that begins with some octets."""

    def __init__(self, gateway: Gateway, beginning: bytes) -> None:
        self._beginning = beginning
        super().__init__(gateway)

    def connect(self, gateway: Gateway) -> socket.socket:
        connected = super().connect(gateway)
        connected.sendall(self._beginning)
        return connected


@pytest.fixture
def proxied(home: Path, database: Database) -> Iterator[Gateway]:
    """A gateway behind a balancer at the loopback address."""
    with Gateway(home, database, proxies=LOOPBACK, certificate=Certificate(FIRST)) as running:
        yield running


@pytest.mark.parametrize("source", ["192.0.2.7", "2001:db8::7"])
def test_the_address_of_the_client_is_kept(proxied: Gateway, source: str) -> None:
    with ProxiedClient(proxied, header(source, more=b"\x04\0\1x")) as client:
        assert client.greeting.code == 220
        client.begin(PURCHASES)
        assert client.data(MESSAGE).code == 250
    assert proxied.entries()[0].envelope.client["address"] == source


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="there is no IPv6 here")
@pytest.mark.parametrize("source", ["192.0.2.7", "::ffff:192.0.2.7"])
def test_an_ipv4_balancer_is_known_at_a_socket_for_both(
    home: Path, database: Database, source: str
) -> None:
    with (
        Gateway(home, database, host="::", proxies=LOOPBACK) as gateway,
        ProxiedClient(gateway, header(source)) as client,
    ):
        assert client.greeting.code == 220
        client.begin(PURCHASES)
        assert client.data(MESSAGE).code == 250
    assert gateway.entries()[0].envelope.client["address"] == "192.0.2.7"


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="there is no IPv6 here")
def test_an_ipv4_client_is_one_at_a_socket_for_both(home: Path, database: Database) -> None:
    with Gateway(home, database, host="::") as gateway, Client(gateway) as client:
        client.begin(PURCHASES)
        client.data(MESSAGE)
    assert gateway.entries()[0].envelope.client["address"] == "127.0.0.1"


def test_a_balancer_that_names_a_socket_of_its_own(proxied: Gateway) -> None:
    paths = b"/run/a".ljust(108, b"\0") + b"/run/b".ljust(108, b"\0")
    beginning = SIGNATURE + struct.pack("!BBH", 0x21, 0x31, len(paths)) + paths
    with ProxiedClient(proxied, beginning) as client:
        client.begin(PURCHASES)
        client.data(MESSAGE)
    assert proxied.entries()[0].envelope.client["address"] == "127.0.0.1"


def test_the_address_is_kept_under_tls(proxied: Gateway) -> None:
    with ProxiedClient(proxied, header("192.0.2.7")) as client:
        client.say("EHLO x")
        client.say("STARTTLS")
        secret = trusting(FIRST).wrap_socket(client.socket)
        replies = secret.makefile("rb")
        for line in ("HELO x", "MAIL FROM:<>", f"RCPT TO:<{PURCHASES}>", "BDAT 1 LAST\r\nx"):
            secret.sendall(line.encode() + (b"" if "BDAT" in line else b"\r\n"))
            assert replies.readline().startswith(b"250")
        replies.close()
        secret.close()
    assert proxied.entries()[0].envelope.client["address"] == "192.0.2.7"
    assert proxied.entries()[0].envelope.client["tls"] is True


def test_version_1(proxied: Gateway) -> None:
    line = b"PROXY TCP4 192.0.2.9 127.0.0.1 50000 25\r\n"
    with ProxiedClient(proxied, line) as client:
        client.begin(PURCHASES)
        client.data(MESSAGE)
    assert proxied.entries()[0].envelope.client["address"] == "192.0.2.9"


def test_a_balancer_that_speaks_for_itself(proxied: Gateway) -> None:
    with ProxiedClient(proxied, header("192.0.2.7", command=0)) as client:
        client.begin(PURCHASES)
        client.data(MESSAGE)
    assert proxied.entries()[0].envelope.client["address"] == "127.0.0.1"


@pytest.mark.parametrize(
    "beginning",
    [
        b"EHLO client.example\r\n" * 3,
        SIGNATURE + b"\x31\x11\0\x0c" + b"x" * 12,
        SIGNATURE + b"\x21\x11\0\x02xx",
        b"PROXY TCP4 nonsense\r\n",
    ],
)
def test_without_a_proper_header_nothing_is_said(proxied: Gateway, beginning: bytes) -> None:
    with ProxiedClient(proxied, beginning) as client:
        assert client.greeting.code == 0


def test_a_header_that_does_not_come(proxied: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proxy, "PROXY_SECONDS", 0.1)
    with ProxiedClient(proxied, SIGNATURE[:5]) as client:
        assert client.greeting.code == 0
    wait_until(lambda: not proxied.server.connections)


def test_who_speaks_before_the_greeting_behind_a_balancer(proxied: Gateway) -> None:
    with ProxiedClient(proxied, header("192.0.2.7") + b"EHLO x\r\n") as client:
        assert (client.greeting.code, client.greeting.status) == (554, "5.5.1")


def test_from_elsewhere_a_header_is_no_header(home: Path, database: Database) -> None:
    with (
        Gateway(home, database, proxies=[ip_network("192.0.2.0/24")]) as gateway,
        Client(gateway) as client,
    ):
        client.send(header("10.0.0.1"))
        assert client.answer().code in {500, 501}
        client.say("RSET")


def test_the_network_of_the_client_is_counted(home: Path, database: Database) -> None:
    caps = Caps([ip_network("192.0.2.0/24")], max_connections=5)
    with Gateway(home, database, proxies=LOOPBACK, caps=caps) as gateway:
        clients = [ProxiedClient(gateway, header(f"198.51.100.{n}")) for n in range(4)]
        assert [client.greeting.code for client in clients] == [220, 220, 220, 421]
        with ProxiedClient(gateway, header("192.0.2.1")) as exempt:
            assert exempt.greeting.code == 220
        for client in clients:
            client.__exit__()


@pytest.fixture
def local(home: Path, database: Database) -> Iterator[Gateway]:
    """A gateway that speaks LMTP."""
    with Gateway(home, database, is_lmtp=True) as running:
        yield running


def test_lmtp_by_the_standard_client(local: Gateway) -> None:
    # It reads one reply only.
    with smtplib.LMTP("127.0.0.1", local.port, timeout=10) as client:
        assert list(client.sendmail(SENDER, [PURCHASES, UNKNOWN], MESSAGE)) == [UNKNOWN]
        assert client.noop()[0] == 250
    assert len(local.entries()) == 1


@pytest.mark.parametrize("text", [b"DATA", b"BDAT 1 LAST\r\nx"])
def test_lmtp_answers_as_often_as_recipients_were_accepted(local: Gateway, text: bytes) -> None:
    with Client(local) as client:
        assert " LMTP" in client.greeting.text
        assert client.say("LHLO x").code == 250
        client.say("MAIL FROM:<>")
        for recipient in (PURCHASES, UNKNOWN, OTHER_PURCHASES, PURCHASES):
            client.say(f"RCPT TO:<{recipient}>")
        if text == b"DATA":
            client.say("DATA")
            client.send(MESSAGE + b".\r\nNOOP\r\n")
        else:
            client.send(b"BDAT 1\r\ny" + text + b"NOOP\r\n")
            assert client.answer().text.startswith("250 2.0.0 1 octets")
        answers = [client.answer() for _ in range(4)]
        assert [a.code for a in answers] == [250] * 4
        assert ["queued" in a.text for a in answers] == [True] * 3 + [False]


def test_lmtp_without_recipient_and_with_too_much(local: Gateway) -> None:
    with Client(local) as client:
        client.say("LHLO x")
        client.say("MAIL FROM:<>")
        assert client.say("DATA").code == 503
        for recipient in (PURCHASES, OTHER_PURCHASES):
            client.say(f"RCPT TO:<{recipient}>")
        client.say("DATA")
        client.send(b"a\n.\nb\r\n.\r\n")
        assert [client.answer().code for _ in range(2)] == [554, 554]
        assert client.is_closed()


def test_lmtp_hears_of_many_unknown_recipients(local: Gateway) -> None:
    with Client(local) as client:
        client.say("LHLO x")
        client.say("MAIL FROM:<>")
        assert {client.say(f"RCPT TO:<{UNKNOWN}>").code for _ in range(30)} == {550}


def test_each_protocol_has_its_greeting(local: Gateway, home: Path, database: Database) -> None:
    with Client(local) as client:
        assert client.say("EHLO x").code == 500
        assert client.say("HELO x").code == 500
        assert client.say("MAIL FROM:<>").code == 503
    with Gateway(home, database) as gateway, Client(gateway) as client:
        assert client.say("LHLO x").code == 500
