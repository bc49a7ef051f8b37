"""Scanners that a firm runs itself: clamd (INSTREAM) and rspamd (HTTP).

In: the bytes of a mail. Out: one verdict per scanner. Whatever goes wrong, the mail was not
analysed; it is never called clean for that.
"""

import http.client
import json
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol
from urllib.parse import urlsplit

from gateway.authentication.judge import Transaction
from storage.domain.verdicts import ScanResult, ScanVerdict

SECONDS = 10.0
"""How long a scanner may stay silent."""
PATIENCE_SECONDS = 1.0
"""A scanner that takes longer to say nothing ..."""
REST_SECONDS = 20.0
"""... is not asked for so long: mail must not wait for it."""
PIECE = 128 * 1024
_ANSWER_BYTES = 64 * 1024
_DETAIL = 120


class Scanner(Protocol):
    """What looks at a mail."""

    def scan(self, transaction: Transaction, content: BinaryIO) -> ScanVerdict:
        """Look at the bytes from the present position to the end."""


@dataclass(frozen=True)
class Clamd:
    """clamd, by its INSTREAM command.

    Attributes:
        address: ``HOST:PORT`` or the path of a socket.
        seconds: How long it may stay silent.
    """

    address: str
    seconds: float = SECONDS

    def scan(self, transaction: Transaction, content: BinaryIO) -> ScanVerdict:
        """Send the mail, read one line."""
        try:
            with self._connect() as connection:
                connection.sendall(b"zINSTREAM\0")
                while piece := content.read(PIECE):
                    connection.sendall(struct.pack("!I", len(piece)) + piece)
                connection.sendall(struct.pack("!I", 0))
                answer = _read(connection).rstrip(b"\0\n").decode("utf-8", "replace")
        except OSError as error:
            return _not_analysed("clamd", type(error).__name__)
        if answer == "stream: OK":
            return ScanVerdict("clamd", ScanResult.CLEAN)
        if answer.startswith("stream: ") and answer.endswith(" FOUND"):
            name = answer.removeprefix("stream: ").removesuffix(" FOUND")
            return ScanVerdict("clamd", ScanResult.MALWARE, _shown(name))
        return _not_analysed("clamd", answer)

    def _connect(self) -> socket.socket:
        if self.address.startswith("/"):
            connection = socket.socket(socket.AF_UNIX)
            connection.settimeout(self.seconds)
            try:
                connection.connect(self.address)
            except OSError:
                connection.close()
                raise
            return connection
        host, _, port = self.address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), self.seconds)


@dataclass(frozen=True)
class Rspamd:
    """rspamd, by ``POST /checkv2``.

    Attributes:
        url: Of its normal worker, as ``http://127.0.0.1:11333``.
        seconds: How long it may stay silent.
    """

    url: str
    seconds: float = SECONDS

    def scan(self, transaction: Transaction, content: BinaryIO) -> ScanVerdict:
        """Send the mail, read what action it asks for."""
        parts = urlsplit(self.url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=self.seconds)
        try:
            connection.request("POST", "/checkv2", content, _facts(transaction, content))
            answer = connection.getresponse()
            data = json.loads(answer.read(_ANSWER_BYTES)) if answer.status == 200 else None
        except (OSError, http.client.HTTPException, ValueError) as error:
            return _not_analysed("rspamd", type(error).__name__)
        finally:
            connection.close()
        return _said_by_rspamd(data)


def _facts(transaction: Transaction, content: BinaryIO) -> dict[str, str]:
    start = content.tell()
    size = content.seek(0, 2) - start
    content.seek(start)
    facts = {
        "IP": transaction.client.get("address"),
        "Helo": transaction.client.get("helo"),
        "From": transaction.mail_from,
    }
    plain = {name: _header(text) for name, text in facts.items() if text}
    return {"Content-Length": str(size)} | plain


def _header(text: Any) -> str:
    return "".join(c if " " <= c <= "~" else "?" for c in str(text))[:255]


def _said_by_rspamd(data: Any) -> ScanVerdict:
    action = data.get("action") if isinstance(data, dict) else None
    if not isinstance(action, str) or data.get("is_skipped"):
        return _not_analysed("rspamd", "no action")
    is_clean = action in {"no action", "greylist"}
    detail = f"{action} ({data.get('score')})"
    return ScanVerdict("rspamd", ScanResult.CLEAN if is_clean else ScanResult.SPAM, _shown(detail))


def _read(connection: socket.socket) -> bytes:
    answer = b""
    while len(answer) < _ANSWER_BYTES and not answer.endswith((b"\0", b"\n")):
        piece = connection.recv(4096)
        if not piece:
            break
        answer += piece
    return answer


def _not_analysed(scanner: str, why: str) -> ScanVerdict:
    return ScanVerdict(scanner, ScanResult.NOT_ANALYSED, _shown(why))


def _shown(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)[:_DETAIL]


class Rested:
    """A scanner that is left alone for a while after it kept a mail waiting for nothing.

    Args:
        scanner: The one.
        name: Of it.
        clock: Monotonic, in seconds.
    """

    def __init__(
        self, scanner: Scanner, name: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._scanner = scanner
        self._name = name
        self._clock = clock
        self._until = 0.0

    def scan(self, transaction: Transaction, content: BinaryIO) -> ScanVerdict:
        """Look at a mail, unless the last look took long and said nothing."""
        started = self._clock()
        if started < self._until:
            return _not_analysed(self._name, "left alone for a while")
        verdict = self._scanner.scan(transaction, content)
        now = self._clock()
        if verdict.result is ScanResult.NOT_ANALYSED and now - started > PATIENCE_SECONDS:
            self._until = now + REST_SECONDS
        return verdict


def scanners(clamd: str, rspamd: str) -> tuple[Scanner, ...]:
    """Return the scanners that are configured; an empty address is none."""
    found: list[Scanner] = []
    if clamd:
        found.append(Rested(Clamd(clamd.removeprefix("unix:")), "clamd"))
    if rspamd:
        found.append(Rested(Rspamd(rspamd), "rspamd"))
    return tuple(found)
