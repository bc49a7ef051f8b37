"""The rest of the protocol: limits, replies that tell nothing, ends of sessions."""

import asyncio
import re
import socket
import threading
import time
from contextlib import suppress
from ipaddress import ip_network
from pathlib import Path
from typing import cast

import pytest

from gateway import channel
from gateway.caps import Caps
from gateway.channel import MAX_IDLE_COMMANDS, MAX_LINE, Channel
from gateway.pace import Pace
from gateway.spool import Spool
from storage.database import Database
from tests.gateway.harness import MESSAGE, PURCHASES, UNKNOWN, Client, Gateway, wait_until


def test_greeting_and_extensions(gateway: Gateway) -> None:
    with Client(gateway) as client:
        assert client.greeting.text.startswith("220 mx.example.org ESMTP")
        offered = {line[4:].split()[0] for line in client.say("EHLO x").text.splitlines()[1:]}
        assert offered == {
            "SIZE", "8BITMIME", "SMTPUTF8", "PIPELINING", "ENHANCEDSTATUSCODES", "CHUNKING",
            "LIMITS",
        }  # fmt: skip


@pytest.mark.parametrize(
    ("command", "code", "status"),
    [
        (f"VRFY {PURCHASES}", 252, "2.5.0"),
        (f"VRFY {UNKNOWN}", 252, "2.5.0"),
        ("EXPN list", 502, "5.5.1"),
        ("HELP RCPT", 214, "2.0.0"),
        ("AUTH PLAIN AGEAYg==", 502, "5.5.1"),
        ("STARTTLS", 502, "5.5.1"),
        ("NOOP", 250, "2.0.0"),
        ("RSET", 250, "2.0.0"),
        ("QUIT", 221, "2.0.0"),
        ("FOO bar", 500, "5.5.1"),
        ("DATA", 503, "5.5.1"),
        (f"RCPT TO:<{PURCHASES}>", 503, "5.5.1"),
        ("MAIL FROM:<a@b.example> RET=FULL", 555, "5.5.4"),
        ("MAIL FROM:<a@b.example> BODY=BINARYMIME", 501, "5.5.4"),
        ("MAIL FROM:<a@b.example> BODY=8BITMIME", 250, "2.1.0"),
        ("MAIL FROM:<é@b.example> BODY=8BITMIME SMTPUTF8", 250, "2.1.0"),
        ("MAIL FROM:<> SIZE=1000", 250, "2.1.0"),
        ("MAIL", 501, "5.5.4"),
        ("x" * 600, 500, "5.5.2"),
    ],
)
def test_replies(gateway: Gateway, command: str, code: int, status: str) -> None:
    with Client(gateway) as client:
        client.say("EHLO client.example")
        answer = client.say(command)
        assert (answer.code, answer.status) == (code, status)
        assert "SIREN" not in answer.text
        assert not re.search(r"\b(aiosmtpd|Python|FOO)\b", answer.text)


def test_nested_mail(gateway: Gateway) -> None:
    with Client(gateway) as client:
        client.begin(PURCHASES)
        assert client.say("MAIL FROM:<b@b.example>").code == 503
        assert client.data(MESSAGE).code == 250


@pytest.mark.parametrize("verb", ["GET", "POST", "CONNECT"])
def test_http_is_sent_away(gateway: Gateway, verb: str) -> None:
    with Client(gateway) as client:
        client.send(
            f"{verb} / HTTP/1.1\r\nHost: x\r\n\r\nEHLO x\r\nMAIL FROM:<>\r\n"
            f"RCPT TO:<{PURCHASES}>\r\nDATA\r\nx\r\n.\r\n".encode()
        )
        assert client.answer().code == 421
        wait_until(lambda: not gateway.server.connections)
    assert gateway.entries() == []


def test_a_bug_tells_the_client_nothing(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_self: Spool, _size: int) -> None:
        raise ValueError("secret detail")

    with Client(gateway) as client:
        client.say("EHLO client.example")
        monkeypatch.setattr(Spool, "demand_room", fail)
        answer = client.say("MAIL FROM:<>")
        assert (answer.code, answer.status) == (451, "4.3.0")
        assert "secret" not in answer.text
        assert "ValueError" not in answer.text
        monkeypatch.undo()
        assert client.say("MAIL FROM:<>").code == 250


def test_command_limits_belong_to_one_connection(gateway: Gateway) -> None:
    # Over RFC 5321's limit, under the one that SIZE and SMTPUTF8 give.
    sender = "a" * 510
    with Client(gateway) as client:
        client.say("EHLO client.example")
        assert client.say(f"MAIL FROM:<{sender}@b.example>").code == 250
        with Client(gateway) as other:
            for _ in range(30):
                other.say("EHLO other.example")
            assert other.say(f"MAIL FROM:<{sender + sender}@b.example>").code == 500
        with Client(gateway):
            client.say("RSET")
            assert client.say(f"MAIL FROM:<{sender}@b.example>").code == 250


def test_an_endless_command_is_not_heard_to_its_end(gateway: Gateway) -> None:
    with Client(gateway) as client:
        client.send(b"x" * (MAX_LINE - 1000) + b"\r\n")
        assert client.answer().code == 500
        assert client.say("EHLO client.example").code == 250
        client.send(b"x" * (MAX_LINE + 1))
        answer = client.answer()
        assert (answer.code, answer.status) == (500, "5.5.2")
        assert client.is_closed()


def test_too_many_connections(home: Path, database: Database) -> None:
    caps = Caps([ip_network("127.0.0.0/8")], max_connections=2)
    with Gateway(home, database, caps=caps) as gateway:
        with Client(gateway) as first, Client(gateway), Client(gateway) as third:
            assert (third.greeting.code, third.greeting.status) == (421, "4.3.2")
            assert third.is_closed()
            assert first.say("NOOP").code == 250
        wait_until(lambda: not gateway.server.connections)
        with Client(gateway) as again:
            assert again.greeting.code == 220


def test_an_idle_session_ends(home: Path, database: Database) -> None:
    with Gateway(home, database, pace=Pace(idle=0.3)) as gateway, Client(gateway) as client:
        answer = client.answer()
        assert (answer.code, answer.status) == (421, "4.4.2")
        assert client.is_closed()


def test_a_slow_message_is_not_idle(home: Path, database: Database) -> None:
    pace = Pace(idle=0.5, bytes_per_second=10)
    with Gateway(home, database, pace=pace) as gateway, Client(gateway) as client:
        client.begin(PURCHASES)
        client.say("DATA")
        pause = threading.Event()
        for _ in range(8):
            client.send(b"slowly\r\n")
            pause.wait(0.1)
        client.send(b".\r\n")
        assert client.answer().code == 250
        client.begin(PURCHASES)
        client.say("DATA")
        assert client.answer().code == 421


def test_the_end_waits_for_a_message_and_dismisses_the_idle(gateway: Gateway) -> None:
    with Client(gateway) as idle, Client(gateway) as client:
        client.begin(PURCHASES)
        client.say("DATA")
        ending = threading.Thread(target=gateway.stop)
        ending.start()
        assert (idle.answer().code, idle.is_closed()) == (421, True)
        client.send(MESSAGE + b".\r\n")
        assert client.answer().code == 250
        assert client.answer().code == 421
        ending.join()
    assert gateway.content() == MESSAGE


def test_an_early_talker(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Channel.connection_made

    def with_early_text(self: Channel, transport: asyncio.BaseTransport) -> None:
        made(self, transport)
        self.data_received(b"EHLO x\r\n")

    monkeypatch.setattr(Channel, "connection_made", with_early_text)
    with Client(gateway) as client:
        assert (client.greeting.code, client.greeting.status) == (554, "5.5.1")
        assert client.is_closed()


@pytest.mark.parametrize("command", ["NOOP", "RSET", "VRFY x", "EHLO x", "BDAT 0", "MAIL FROM:<"])
def test_a_session_of_idle_commands_ends(gateway: Gateway, command: str) -> None:
    with Client(gateway) as client:
        client.begin(PURCHASES)
        codes = [client.say(command).code for _ in range(MAX_IDLE_COMMANDS - 1)]
        assert codes[-1] == 421
        assert 421 not in codes[:-1]
        assert client.is_closed()


def test_a_message_makes_a_session_worth_while(gateway: Gateway) -> None:
    with Client(gateway) as client:
        for _ in range(3):
            client.begin(PURCHASES)
            for _ in range(MAX_IDLE_COMMANDS - 5):
                assert client.say("NOOP").code == 250
            assert client.data(MESSAGE).code == 250


def test_a_session_without_end_ends(home: Path, database: Database) -> None:
    with Gateway(home, database, pace=Pace(session=-1.0)) as gateway, Client(gateway) as client:
        assert (client.greeting.code, client.greeting.status) == (421, "4.4.2")
        assert client.is_closed()


def test_a_message_that_drips_ends_the_session(home: Path, database: Database) -> None:
    pace = Pace(idle=0.3, bytes_per_second=1_000_000)
    with Gateway(home, database, pace=pace) as gateway, Client(gateway) as client:
        client.begin(PURCHASES)
        client.say("DATA")
        pause = threading.Event()
        with suppress(OSError):
            for _ in range(50):
                client.send(b"x")
                pause.wait(0.05)
        answer = client.answer()
        assert (answer.code, answer.status) == (421, "4.4.2")
        assert "takes too long" in answer.text


def test_a_command_that_drips_ends_the_session(home: Path, database: Database) -> None:
    with Gateway(home, database, pace=Pace(idle=0.3)) as gateway, Client(gateway) as client:
        pause = threading.Event()
        with suppress(OSError):
            for _ in range(50):
                client.send(b"x")
                pause.wait(0.05)
        assert client.answer().status == "4.4.2"


def test_unknown_and_ill_formed_take_the_same_time(home: Path, database: Database) -> None:
    with (
        Gateway(home, database, pace=Pace(refusal=0.3)) as gateway,
        Client(gateway) as client,
    ):
        client.begin(PURCHASES)
        for address in (UNKNOWN, "SIREN000000000@mg.example.org", "x@elsewhere.example", "<x"):
            started = time.monotonic()
            assert client.say(f"RCPT TO:<{address}>").code == 550
            assert 0.25 < time.monotonic() - started < 2.0


def test_a_command_may_end_in_a_bare_lf(gateway: Gateway) -> None:
    with Client(gateway) as client:
        client.send(b"EHLO x\n")
        assert client.answer().code == 250


def test_who_does_not_read_is_not_waited_for(
    home: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "LINGER_SECONDS", 0.1)
    monkeypatch.setattr(channel, "UNREAD_SECONDS", 0.1)
    transaction = f"MAIL FROM:<>\r\nRCPT TO:<{PURCHASES}>\r\nBDAT 1 LAST\r\nx".encode()
    made = Channel.connection_made

    def with_small_buffers(self: Channel, transport: asyncio.BaseTransport) -> None:
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1)
        cast("asyncio.Transport", transport).set_write_buffer_limits(high=0)
        made(self, transport)

    monkeypatch.setattr(Channel, "connection_made", with_small_buffers)
    pace = Pace(idle=0.5)
    with Gateway(home, database, pace=pace) as gateway, socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        client.settimeout(0.5)
        client.connect(("127.0.0.1", gateway.port))
        client.recv(1000)
        client.sendall(b"EHLO x\r\n")
        with suppress(OSError):
            for _ in range(200):
                client.sendall(transaction)
        wait_until(lambda: not gateway.server.connections)
