"""STARTTLS: what is forgotten, what is refused, and a certificate that is replaced."""

import shutil
import smtplib
import socket
import ssl
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from unittest.mock import AsyncMock

import pytest

from gateway.certificate import Certificate
from storage.database import Database
from storage.domain.errors import ConfigError
from tests.gateway.harness import MESSAGE, PURCHASES, SENDER, Client, Gateway, wait_until

CERTIFICATES = Path(__file__).parent / "certificates"
FIRST, SECOND = CERTIFICATES / "first.pem", CERTIFICATES / "second.pem"


def trusting(path: Path) -> ssl.SSLContext:
    """Return a client's context that trusts one certificate only."""
    context = ssl.create_default_context(cafile=path)
    context.check_hostname = False
    return context


@pytest.fixture
def chain(tmp_path: Path) -> Path:
    return Path(shutil.copy(FIRST, tmp_path / "chain.pem"))


@pytest.fixture
def secure(home: Path, database: Database, chain: Path) -> Iterator[Gateway]:
    """A gateway that offers STARTTLS."""
    with Gateway(home, database, certificate=Certificate(chain)) as running:
        yield running


def connect(gateway: Gateway) -> smtplib.SMTP:
    return smtplib.SMTP("127.0.0.1", gateway.port, timeout=10)


def test_a_message_under_tls(secure: Gateway) -> None:
    with connect(secure) as client:
        client.ehlo()
        assert client.has_extn("starttls")
        assert client.starttls(context=trusting(FIRST))[0] == 220
        client.ehlo()
        assert not client.has_extn("starttls")
        assert client.sendmail(SENDER, [PURCHASES], MESSAGE) == {}
        large = MESSAGE + b"x" * 150_000 + b"\r\n"
        assert client.sendmail(SENDER, [PURCHASES], large) == {}
        assert client.docmd("STARTTLS") == (503, b"5.5.1" + client.docmd("STARTTLS")[1][5:])
    first, second = secure.entries()
    assert first.envelope.client["tls"] is second.envelope.client["tls"] is True
    with second.open() as content:
        assert content.read() == large


def test_what_was_said_before_is_forgotten(secure: Gateway) -> None:
    with connect(secure) as client:
        client.ehlo()
        client.docmd(f"MAIL FROM:<{SENDER}>")
        client.docmd(f"RCPT TO:<{PURCHASES}>")
        client.starttls(context=trusting(FIRST))
        for command in ("MAIL FROM:<>", f"RCPT TO:<{PURCHASES}>", "DATA", "BDAT 0 LAST"):
            assert client.docmd(command)[0] == 503
    assert secure.entries() == []


def test_the_reply_has_a_status_and_arguments_are_refused(secure: Gateway) -> None:
    with Client(secure) as client:
        client.say("EHLO x")
        assert client.say("STARTTLS now").code == 501
        answer = client.say("STARTTLS")
        assert (answer.code, answer.status) == (220, "2.0.0")


def test_injection_ends_the_session(secure: Gateway) -> None:
    with Client(secure) as client:
        client.say("EHLO x")
        client.send(b"STARTTLS\r\nMAIL FROM:<injected@a.example>\r\n")
        answer = client.answer()
        assert (answer.code, answer.status) == (554, "5.5.1")
        assert client.is_closed()


def test_what_is_no_handshake_ends_the_connection(secure: Gateway) -> None:
    with Client(secure) as client:
        client.say("EHLO x")
        client.say("STARTTLS")
        client.send(b"MAIL FROM:<injected@a.example>\r\n")
        assert b"250" not in client.socket.recv(1000)
    wait_until(lambda: not secure.server.connections)
    with Client(secure) as client:
        assert client.say("EHLO x").code == 250


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_old_versions_are_refused(secure: Gateway, version: ssl.TLSVersion) -> None:
    context = trusting(FIRST)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = version
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    client = connect(secure)
    client.ehlo()
    with pytest.raises((ssl.SSLError, OSError)):
        client.starttls(context=context)
    client.close()


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_new_versions_are_taken(secure: Gateway, version: ssl.TLSVersion) -> None:
    context = trusting(FIRST)
    context.minimum_version = context.maximum_version = version
    with connect(secure) as client:
        client.starttls(context=context)
        assert client.sendmail(SENDER, [PURCHASES], MESSAGE) == {}


def test_a_new_certificate_counts_without_a_restart(secure: Gateway, chain: Path) -> None:
    with connect(secure) as before:
        before.starttls(context=trusting(FIRST))
        shutil.copy(SECOND, chain)
        with connect(secure) as client:
            client.starttls(context=trusting(SECOND))
            assert client.sendmail(SENDER, [PURCHASES], MESSAGE) == {}
        assert before.noop()[0] == 250


@pytest.mark.parametrize("content", [b"", b"nonsense", None])
def test_a_wrong_new_certificate_leaves_the_old_one(
    secure: Gateway, chain: Path, content: bytes | None
) -> None:
    if content is None:
        chain.unlink()
    else:
        chain.write_bytes(content)
    for _ in range(2):
        with connect(secure) as client:
            client.starttls(context=trusting(FIRST))
    shutil.copy(SECOND, chain)
    with connect(secure) as client:
        client.starttls(context=trusting(SECOND))


def test_a_key_of_its_own(tmp_path: Path) -> None:
    begin = FIRST.read_text().index("-----BEGIN PRIVATE")
    (tmp_path / "chain").write_text(FIRST.read_text()[:begin])
    (tmp_path / "key").write_text(FIRST.read_text()[begin:])
    Certificate(tmp_path / "chain", tmp_path / "key")
    for wrong in (tmp_path / "chain", tmp_path / "missing"):
        with pytest.raises(ConfigError, match="Cannot use the certificate"):
            Certificate(wrong)


def test_the_sending_side_closed_in_the_midst_stores_nothing(secure: Gateway) -> None:
    client = connect(secure)
    client.starttls(context=trusting(FIRST))
    client.ehlo()
    for command in ("MAIL FROM:<>", f"RCPT TO:<{PURCHASES}>", "DATA"):
        client.docmd(command)
    client.send(b"x\r\n")
    assert client.sock is not None
    client.sock.shutdown(socket.SHUT_WR)
    wait_until(lambda: not secure.server.connections)
    client.close()
    assert secure.entries() == []


def test_who_leaves_with_the_last_word_is_no_bug(
    secure: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Postfix does, which ends TLS without waiting for the reply to QUIT."""
    failures: list[Exception] = []
    monkeypatch.setattr(
        type(secure.server.hooks),
        "handle_exception",
        AsyncMock(side_effect=failures.append),
    )
    for _ in range(20):
        client = connect(secure)
        client.starttls(context=trusting(FIRST))
        assert isinstance(client.sock, ssl.SSLSocket)
        client.send(b"QUIT\r\n")
        with suppress(OSError):
            client.sock.unwrap()
        client.close()
    wait_until(lambda: not secure.server.connections)
    assert failures == []
