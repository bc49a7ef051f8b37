"""The text of messages: chunks, large ones, refused ones, and what may not end them."""

import errno
import os
import threading
from pathlib import Path

import pytest

from gateway import channel, incoming
from gateway.spool import Draft, Spool
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

LARGE = b"a: b\r\n\r\n" + b"".join(b"%07d%s\r\n" % (n, b"x" * 60) for n in range(60_000))


@pytest.fixture
def large(home: Path, database: Database) -> Gateway:
    """A gateway that takes large messages; not started."""
    return Gateway(home, database, max_message_size=8 << 20)


def chunk(content: bytes, last: str = "") -> bytes:
    return f"BDAT {len(content)}{last}\r\n".encode() + content


def test_chunks(gateway: Gateway) -> None:
    with Client(gateway) as client:
        client.begin(PURCHASES)
        client.send(chunk(b"a: b\r\n\r\n.\r\n"))
        answer = client.answer()
        assert (answer.code, answer.status) == (250, "2.0.0")
        client.send(chunk(b"..x\r\n.\r\nQUIT\r\n") + chunk(b"end", " LAST") + b"NOOP\r\n")
        assert [client.answer().code for _ in range(3)] == [250, 250, 250]
    assert gateway.content() == b"a: b\r\n\r\n.\r\n..x\r\n.\r\nQUIT\r\nend"


def test_an_empty_last_chunk_ends_a_message(gateway: Gateway) -> None:
    with Client(gateway) as client:
        client.begin(PURCHASES)
        client.send(chunk(MESSAGE))
        assert client.answer().code == 250
        assert client.say("BDAT 0 last").code == 250
        assert client.say("MAIL FROM:<>").code == 250
    assert gateway.content() == MESSAGE


@pytest.mark.parametrize(
    ("before", "code"), [([], 503), (["MAIL FROM:<>"], 554), (["MAIL FROM:<>", UNKNOWN], 554)]
)
def test_a_refused_chunk_is_read_all_the_same(
    gateway: Gateway, before: list[str], code: int
) -> None:
    with Client(gateway) as client:
        client.say("EHLO x")
        for line in before:
            client.say(line if line.startswith("MAIL") else f"RCPT TO:<{line}>")
        client.send(chunk(b"RSET\r\nRSET\r\n", " LAST") + b"NOOP\r\n")
        assert [client.answer().code for _ in range(2)] == [code, 250]
    assert gateway.entries() == []


@pytest.mark.parametrize("command", ["BDAT", "BDAT x", "BDAT -1", "BDAT 1 FIRST", "BDAT ٣ LAST"])
def test_a_chunk_without_a_size_ends_the_session(gateway: Gateway, command: str) -> None:
    with Client(gateway) as client:
        client.begin(PURCHASES)
        assert client.say(command).code == 501
        assert client.is_closed()


def test_chunks_and_other_commands_are_not_mixed(gateway: Gateway) -> None:
    with Client(gateway) as client:
        client.begin(PURCHASES)
        client.send(chunk(b"x"))
        client.answer()
        assert client.say("DATA").code == 503
        assert client.say(f"RCPT TO:<{PURCHASES}>").code == 503
        assert client.say("MAIL FROM:<>").code == 503
        assert client.say("RSET").code == 250
        client.begin(PURCHASES)
        assert client.data(MESSAGE).code == 250
    assert gateway.content() == MESSAGE


def test_too_many_chunks(gateway: Gateway) -> None:
    with Client(gateway) as client:
        client.begin(PURCHASES)
        half = chunk(b"x" * (MAX_SIZE // 2 + 1))
        client.send(half + half + half)
        assert [client.answer().code for _ in range(3)] == [250, 552, 503]
        client.begin(PURCHASES)
        client.send(chunk(MESSAGE, " LAST"))
        assert client.answer().code == 250
    assert len(gateway.entries()) == 1


@pytest.mark.parametrize("way", ["DATA", "BDAT"])
def test_a_large_message_is_byte_for_byte_in_a_file_of_its_own(large: Gateway, way: str) -> None:
    with large as gateway, Client(gateway) as client:
        client.begin(PURCHASES)
        if way == "DATA":
            assert client.data(LARGE).code == 250
        else:
            for start in range(0, len(LARGE), 1 << 20):
                client.send(chunk(LARGE[start : start + (1 << 20)]))
                assert client.answer().code == 250
            assert client.say("BDAT 0 LAST").code == 250
        [entry] = gateway.entries()
        assert entry.path.parent.name == "large"
        assert gateway.content() == LARGE


def test_a_client_faster_than_the_disk_is_held_back(
    large: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    going_on = threading.Event()
    write = Draft.write

    def wait(self: Draft, pieces: list[bytes]) -> None:
        assert going_on.wait(10)
        write(self, pieces)

    monkeypatch.setattr(Draft, "write", wait)
    with large as gateway, Client(gateway) as client:
        client.begin(PURCHASES)
        client.say("DATA")
        sender = threading.Thread(target=client.send, args=(LARGE + b".\r\n",))
        sender.start()
        wait_until(lambda: any(c._transaction.incoming.is_behind  # type: ignore[union-attr]
                               for c in gateway.server.connections))  # fmt: skip
        kept = gateway.store.in_memory
        assert kept < incoming.SMALL + (1 << 20)
        going_on.set()
        assert client.answer().code == 250
        sender.join()
        wait_until(lambda: gateway.store.in_memory == 0)
        assert gateway.content() == LARGE


def test_many_middling_messages_do_not_fill_the_memory(
    large: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "MEMORY", 300_000)
    with large as gateway:
        clients = [Client(gateway) for _ in range(4)]
        for client in clients:
            client.begin(PURCHASES)
            client.say("DATA")
            client.send(LARGE[:250_000])
        wait_until(lambda: len(list((gateway.spool.folder / "large").iterdir())) >= 2)
        for client in clients:
            client.send(b"\r\n.\r\n")
            assert client.answer().code == 250
            client.__exit__()
        assert {entry.size for entry in gateway.entries()} == {250_002}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_halfway_is_temporary(
    large: Gateway, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def fail(_self: Draft, _pieces: list[bytes]) -> None:
        raise OSError(number, "secret")

    with large as gateway, Client(gateway) as client:
        client.begin(PURCHASES)
        with monkeypatch.context() as patch:
            patch.setattr(Draft, "write", fail)
            answer = client.data(LARGE)
        assert answer.code == (452 if number == errno.ENOSPC else 451)
        assert "secret" not in answer.text
        assert gateway.entries() == []
        wait_until(lambda: list((gateway.spool.folder / "large").iterdir()) == [])
        client.begin(PURCHASES)
        assert client.data(LARGE).code == 250


def test_no_250_when_the_sync_of_a_large_message_fails(
    large: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(errno.EIO, "no")

    with large as gateway, Client(gateway) as client:
        client.begin(PURCHASES)
        monkeypatch.setattr(os, "fsync", fail)
        assert client.data(LARGE).code == 451
        assert gateway.entries() == []
        wait_until(lambda: list((gateway.spool.folder / "large").iterdir()) == [])


def test_a_client_that_goes_leaves_nothing_of_a_large_message(large: Gateway) -> None:
    with large as gateway:
        with Client(gateway) as client:
            client.begin(PURCHASES)
            client.say("DATA")
            client.send(LARGE)
            wait_until(lambda: list((gateway.spool.folder / "large").iterdir()) != [])
        wait_until(lambda: list((gateway.spool.folder / "large").iterdir()) == [])
        wait_until(lambda: gateway.store.in_memory == 0)


def test_an_endless_message_is_not_heard_to_its_end(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "UNASKED", 0)
    with Client(gateway) as client:
        client.begin(PURCHASES)
        client.say("DATA")
        client.send(b"x" * (2 * MAX_SIZE + 1000))
        assert client.answer().code == 552
        assert client.is_closed()


@pytest.mark.parametrize(
    "ending", [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\n\n.\r\n", b"\r\r\n.\r\r\n", b"\r.\r"]
)
def test_a_false_end_refuses_the_message_and_ends_the_session(
    gateway: Gateway, ending: bytes
) -> None:
    smuggled = f"MAIL FROM:<b@b.example>\r\nRCPT TO:<{PURCHASES}>\r\nDATA\r\nb\r\n".encode()
    with Client(gateway) as client:
        client.begin(PURCHASES)
        client.send(b"DATA\r\n")
        client.answer()
        client.send(b"a" + ending + smuggled + b".\r\nMAIL FROM:<>\r\n")
        answer = client.answer()
        assert (answer.code, answer.status) == (554, "5.5.2")
        assert client.is_closed()
    assert gateway.entries() == []


def test_harmless_oddities_are_kept(gateway: Gateway) -> None:
    odd = b"a: b\r\n\r\nx\ny\rz\0\r\n"
    with Client(gateway) as client:
        client.begin(PURCHASES)
        assert client.data(odd).code == 250
    assert gateway.content() == odd


@pytest.mark.parametrize(("hops", "code"), [(100, 250), (101, 554)])
@pytest.mark.parametrize("end", [b"\r\nReceived: in the text\r\n", b""])
def test_a_loop_is_broken(gateway: Gateway, hops: int, code: int, end: bytes) -> None:
    with Client(gateway) as client:
        client.begin(PURCHASES)
        answer = client.data(b"Received: by a\r\n b\r\nX: y\r\nRECEIVED : x\r\n" * (hops // 2)
                             + b"received: z\r\n" * (hops % 2) + end)  # fmt: skip
        assert (answer.code, answer.status) == (code, "2.0.0" if code == 250 else "5.4.6")


def test_replies_to_commands_that_came_together_go_together(gateway: Gateway) -> None:
    with Client(gateway) as client:
        client.say("EHLO x")
        client.send(f"MAIL FROM:<{SENDER}>\r\nRCPT TO:<{PURCHASES}>\r\nNOOP\r\nRSET\r\n".encode())
        text = client.socket.recv(10_000, 0)
        assert text.count(b"\r\n") == 4


def test_a_full_disk_recovers_by_itself(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_self: Spool, _size: int) -> None:
        raise OSError(errno.ENOSPC, "no")

    with Client(gateway) as client:
        client.say("EHLO x")
        with monkeypatch.context() as patch:
            patch.setattr(Spool, "demand_room", fail)
            answer = client.say("MAIL FROM:<>")
            assert (answer.code, answer.status) == (452, "4.3.1")
        client.begin(PURCHASES)
        assert client.data(MESSAGE).code == 250
