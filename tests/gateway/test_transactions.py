"""Transactions on the wire: what is written down before 250, and byte for byte."""

import errno
import os
import smtplib
import socket
import struct
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gateway.channel import Channel
from storage.database import Database
from tests.gateway.harness import (
    MAX_SIZE,
    MESSAGE,
    PURCHASES,
    SENDER,
    UNKNOWN,
    Client,
    Gateway,
    wait_until,
)

RESET = struct.pack("ii", 1, 0)

CONTENTS = {
    "dots": b"a: b\r\n\r\n.\r\n..\r\n.x\r\n...\r\nend .\r\n",
    "long line": b"a: b\r\n\r\n" + b"x" * 70_000 + b"\r\n" + b"y" * 2_000 + b"\r\n",
    "eight bits and NUL": b"a: \xe9\xff\r\n\r\n"
    + bytes(range(256)).replace(b"\r\n", b"")
    + b"\r\n",
    "bare CR and LF": b"a: b\r\n\r\nx\ny\rz\r\r\n\n\r\n",
    "empty": b"",
    "header only": b"a: b\r\n",
}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_bytes_are_kept(gateway: Gateway, content: bytes) -> None:
    stuffed = content.replace(b"\r\n.", b"\r\n..")
    with Client(gateway) as client:
        client.begin(PURCHASES)
        assert client.data(stuffed).code == 250
    assert gateway.content() == content


def test_bytes_are_kept_from_the_standard_client(gateway: Gateway) -> None:
    text = b"Subject: x\r\n\r\n.\r\n..a\r\n\xc3\xa9 no final newline"
    with smtplib.SMTP("127.0.0.1", gateway.port, timeout=10) as client:
        assert client.sendmail(SENDER, [PURCHASES], text, ["BODY=8BITMIME"]) == {}
    assert gateway.content() == text + b"\r\n"


def test_envelope(gateway: Gateway) -> None:
    with Client(gateway) as client:
        client.begin(PURCHASES)
        answer = client.data(MESSAGE)
    [entry] = gateway.entries()
    assert (answer.code, answer.status) == (250, "2.0.0")
    assert f"queued as {entry.name}" in answer.text
    assert entry.envelope.mail_from == SENDER
    assert entry.envelope.received_at.utcoffset() is not None
    assert entry.envelope.client == {
        "address": "127.0.0.1",
        "helo": "client.example",
        "esmtp": True,
        "smtputf8": False,
        "tls": False,
    }


def test_null_reverse_path_is_empty(gateway: Gateway) -> None:
    with Client(gateway) as client:
        assert client.begin(PURCHASES, mail_from="")[0].code == 250
        assert client.data(MESSAGE).code == 250
    assert gateway.entries()[0].envelope.mail_from == ""


@pytest.mark.parametrize("sender", [b"a\x00b@c.example", b"\xff\xfe@c.example"])
def test_a_sender_that_no_database_can_hold_is_refused(gateway: Gateway, sender: bytes) -> None:
    with Client(gateway) as client:
        client.say("EHLO client.example")
        client.send(b"MAIL FROM:<" + sender + b">\r\n")
        answer = client.answer()
        assert (answer.code, answer.status) == (501, "5.1.7")


def test_a_helo_that_no_database_can_hold_is_made_harmless(gateway: Gateway) -> None:
    with Client(gateway) as client:
        client.send(b"EHLO \xff\x00x\r\n")
        assert client.answer().code == 250
        client.say("MAIL FROM:<>")
        client.say(f"RCPT TO:<{PURCHASES}>")
        assert client.data(MESSAGE).code == 250
    assert gateway.entries()[0].envelope.client["helo"] == "??x"


def test_without_a_valid_recipient_nothing_is_stored(gateway: Gateway) -> None:
    with Client(gateway) as client:
        client.begin(UNKNOWN)
        assert client.say("DATA").code in {503, 554}
        assert client.say("NOOP").code == 250
    assert gateway.entries() == []


def test_the_text_of_a_refused_message_does_not_run_as_commands(gateway: Gateway) -> None:
    with Client(gateway) as client:
        client.begin()
        body = f"MAIL FROM:<b@a.example>\r\nRCPT TO:<{PURCHASES}>\r\nDATA\r\nx\r\n.\r\n"
        client.send(f"RCPT TO:<{UNKNOWN}>\r\nDATA\r\n{body}".encode())
        assert client.answer().code == 550
        assert client.answer().code == 554
        assert client.answer().code == 0
    assert gateway.entries() == []


@pytest.mark.parametrize("failing", ["fdatasync", "fsync"])
def test_no_250_when_a_sync_fails(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(errno.EIO, "secret detail")

    with Client(gateway) as client:
        client.begin(PURCHASES)
        monkeypatch.setattr(os, failing, fail)
        answer = client.data(MESSAGE)
        assert (answer.code, answer.status) == (451, "4.3.0")
        assert "secret" not in answer.text
        monkeypatch.undo()
        client.begin(PURCHASES)
        assert client.data(MESSAGE).code == 250


def test_250_waits_for_both_syncs(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    going_on = threading.Event()

    def wait(descriptor: int) -> None:
        assert going_on.wait(10)
        time.sleep(0.05)
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)

    monkeypatch.setattr(os, "fsync", wait)
    monkeypatch.setattr(os, "fdatasync", wait)
    with Client(gateway) as client, Client(gateway) as other:
        client.begin(PURCHASES)
        client.say("DATA")
        client.send(MESSAGE + b".\r\n")
        assert other.say("EHLO other.example").code == 250
        assert synced == []
        going_on.set()
        assert client.answer().code == 250
        assert synced == ["journals", gateway.entries()[0].path.name]


@pytest.mark.parametrize(
    ("error", "code", "status"),
    [(errno.ENOSPC, 452, "4.3.1"), (errno.EDQUOT, 452, "4.3.1"), (errno.EROFS, 451, "4.3.0")],
)
def test_a_full_disk_is_temporary_and_the_connection_survives(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch, error: int, code: int, status: str
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(error, "no")

    with Client(gateway) as client:
        client.begin(PURCHASES)
        with monkeypatch.context() as patch:
            patch.setattr(os, "fdatasync", fail)
            answer = client.data(MESSAGE)
        assert (answer.code, answer.status) == (code, status)
        assert gateway.entries() == []
        assert list((gateway.spool.folder / "new").iterdir()) == []
        client.begin(PURCHASES)
        assert client.data(MESSAGE).code == 250


def test_a_reserve_is_kept_free(home: Path, database: Database) -> None:
    with Gateway(home, database, reserve=1 << 60) as gateway, Client(gateway) as client:
        client.say("EHLO client.example")
        answer = client.say(f"MAIL FROM:<{SENDER}> SIZE=1000")
        assert (answer.code, answer.status) == (452, "4.3.1")


@pytest.mark.parametrize("command", ["HELO x", "EHLO x"])
def test_half_close_after_the_final_dot_is_answered(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def slow(_descriptor: int) -> None:
        time.sleep(0.2)

    with Client(gateway) as client:
        client.say(command)
        client.say("MAIL FROM:<>")
        client.say(f"RCPT TO:<{PURCHASES}>")
        client.say("DATA")
        monkeypatch.setattr(os, "fdatasync", slow)
        client.send(MESSAGE + b".\r\n")
        client.socket.shutdown(1)
        assert client.answer().code == 250
        assert client.is_closed()
    assert len(gateway.entries()) == 1


def test_half_close_in_the_middle_stores_nothing(gateway: Gateway) -> None:
    with Client(gateway) as client:
        client.begin(PURCHASES)
        client.say("DATA")
        client.send(MESSAGE + b"\r\n.")
        client.socket.shutdown(1)
        assert client.is_closed()
    wait_until(lambda: not gateway.server.connections)
    assert gateway.entries() == []


def test_a_client_that_is_gone_does_not_undo_what_was_begun(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def slow(_descriptor: int) -> None:
        begun.set()
        time.sleep(0.1)

    monkeypatch.setattr(os, "fdatasync", slow)
    with Client(gateway) as client:
        client.begin(PURCHASES)
        client.say("DATA")
        client.send(MESSAGE + b".\r\n")
        assert begun.wait(10)
    wait_until(lambda: not gateway.server.connections)
    gateway.stop()
    assert gateway.content() == MESSAGE


def has_content(connection: Channel) -> bool:
    """Tell whether the final dot was seen."""
    return connection.in_data and connection._transaction.incoming is None


def test_a_client_that_is_gone_does_not_undo_what_waits_for_its_turn(
    home: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    going_on = threading.Event()

    def wait(_descriptor: int) -> None:
        assert going_on.wait(10)

    with Gateway(home, database) as gateway:
        monkeypatch.setattr(os, "fdatasync", wait)
        for _ in range(2):
            with Client(gateway) as client:
                client.begin(PURCHASES)
                client.say("DATA")
                client.send(MESSAGE + b".\r\n")
                wait_until(lambda: all(has_content(c) for c in gateway.server.connections))
                # Closing sends a reset at once, so that the server cancels its handler.
                client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        wait_until(lambda: not gateway.server.connections)
        going_on.set()
    assert len(gateway.entries()) == 2


def test_declared_size(gateway: Gateway) -> None:
    with Client(gateway) as client:
        assert f"SIZE {MAX_SIZE}" in client.say("EHLO client.example").text
        too_large = client.say(f"MAIL FROM:<{SENDER}> SIZE={MAX_SIZE + 1}")
        assert (too_large.code, too_large.status) == (552, "5.3.4")
        for nonsense in ("-1", "x", "²", "٣"):
            answer = client.say(f"MAIL FROM:<{SENDER}> SIZE={nonsense}")
            assert (answer.code, answer.status) == (501, "5.5.4")
        assert client.say(f"MAIL FROM:<{SENDER}> SIZE={MAX_SIZE}").code == 250


@pytest.mark.parametrize("line", [b"x" * 998 + b"\r\n", b"x" * (2 * MAX_SIZE) + b"\r\n"])
def test_real_size(gateway: Gateway, line: bytes) -> None:
    with Client(gateway) as client:
        client.begin(PURCHASES)
        answer = client.data(line * (MAX_SIZE // len(line) + 1))
        assert (answer.code, answer.status) == (552, "5.3.4")
        assert gateway.entries() == []
        client.begin(PURCHASES)
        assert client.data(MESSAGE).code == 250


def test_a_message_of_the_full_size_is_accepted(gateway: Gateway) -> None:
    with Client(gateway) as client:
        client.begin(PURCHASES)
        assert client.data(b"x" * (MAX_SIZE - 2) + b"\r\n").code == 250


ENDINGS = [
    b"\n.\r\n", b"\n.\n", b"\r\n.\n", b"\r.\r", b"\r.\r\n", b"\r\n.\r", b"\r\n.\0\r\n",
    b"\r\r\n.\r\r\n", b"\n\n.\r\n",
]  # fmt: skip


@pytest.mark.parametrize("ending", ENDINGS)
def test_smuggling_makes_no_second_message(gateway: Gateway, ending: bytes) -> None:
    smuggled = f"MAIL FROM:<b@b.example>\r\nRCPT TO:<{PURCHASES}>\r\nDATA\r\nb\r\n".encode()
    with Client(gateway) as client:
        client.begin(PURCHASES)
        client.data(b"a" + ending + smuggled)
        client.say("QUIT")
    wait_until(lambda: not gateway.server.connections)
    assert len(gateway.entries()) <= 1


def test_pipelined_transactions(gateway: Gateway) -> None:
    with Client(gateway) as client:
        assert "PIPELINING" in client.say("EHLO client.example").text
        mail = f"MAIL FROM:<>\r\nRCPT TO:<{PURCHASES}>\r\nDATA\r\n"
        client.send(mail.encode())
        assert [client.answer().code for _ in range(3)] == [250, 250, 354]
        client.send(b"a\r\n.\r\n" + mail.encode())
        assert [client.answer().code for _ in range(4)] == [250, 250, 250, 354]
        client.send(b"b\r\n.\r\nQUIT\r\n")
        assert [client.answer().code for _ in range(2)] == [250, 221]
    assert [entry.size for entry in gateway.entries()] == [3, 3]


def test_fifty_sessions_and_large_messages(home: Path, database: Database) -> None:
    large = b"Subject: x\r\n\r\n" + (b"QUJD" * 19 + b"\r\n") * 200_000

    def send(content: bytes) -> None:
        with smtplib.SMTP("127.0.0.1", gateway.port, timeout=60) as client:
            client.sendmail(SENDER, [PURCHASES], content)

    with Gateway(home, database, max_message_size=40 << 20) as gateway:
        with ThreadPoolExecutor(51) as pool:
            jobs = [pool.submit(send, large)]
            jobs += [pool.submit(send, MESSAGE + b"%d\r\n" % n) for n in range(50)]
            for job in jobs:
                job.result()
        entries = gateway.entries()
    assert len(entries) == 51
    assert max(entry.size for entry in entries) == len(large)


@pytest.mark.parametrize("text", ["DATA\r\na\r\n.\r\n", "BDAT 1\r\naBDAT 1 LAST\r\nb"])
def test_all_at_once_and_the_sending_side_closed(gateway: Gateway, text: str) -> None:
    transaction = f"MAIL FROM:<>\r\nRCPT TO:<{PURCHASES}>\r\n{text}"
    with Client(gateway) as client:
        client.send(f"EHLO x\r\n{transaction}{transaction}QUIT\r\n".encode())
        client.socket.shutdown(1)
        codes = [client.answer().code for _ in range(10)]
        assert codes[-2:] == [250, 221]
    assert len(gateway.entries()) == 2
