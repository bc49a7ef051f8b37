"""The SMTP server: listens, counts connections, ends. `gateway.connection` serves each of them."""

import asyncio
import logging
import socket
from collections.abc import Sequence
from contextlib import suppress
from typing import cast

import structlog

from gateway import replies
from gateway.caps import Network
from gateway.certificate import Certificate
from gateway.channel import Channel
from gateway.connection import SmtpConnection
from gateway.pace import Pace
from gateway.processes import BACKLOG
from gateway.session import Hooks

GRACE_SECONDS = 5.0
"""How long a message that is just being sent may go on when the program has to end."""

log = structlog.get_logger()

# It logs whole addresses and every line of every message.
logging.getLogger("mail.log").setLevel(logging.CRITICAL)


class _Refusal(asyncio.Protocol):
    """A connection beyond the limit."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        log.warning("too many connections")
        writing = cast("asyncio.Transport", transport)
        writing.write(f"{replies.BUSY}\r\n".encode())
        writing.close()


class Server:
    """Listens, counts connections, ends.

    Args:
        hooks: What to do in a transaction.
        hostname: In the greeting.
        pace: How long things may take.
        certificate: For STARTTLS; None: it is not offered.
        proxies: Networks whose connections begin with a PROXY header.
        is_lmtp: Speak LMTP (RFC 2033) instead of SMTP.
    """

    def __init__(
        self,
        hooks: Hooks,
        *,
        hostname: str,
        pace: Pace | None = None,
        certificate: Certificate | None = None,
        proxies: Sequence[Network] = (),
        is_lmtp: bool = False,
    ) -> None:
        self.hooks = hooks
        self.hostname = hostname
        self.pace = pace or Pace()
        self.certificate = certificate
        self.proxies = proxies
        self.is_lmtp = is_lmtp
        self.connections: set[Channel] = set()
        self._admitted: dict[Channel, str | None] = {}
        self._template: SmtpConnection | None = None
        self._listeners: list[asyncio.Server] = []

    async def listen(self, *sockets: socket.socket) -> None:
        """Begin to accept connections at sockets that listen already."""
        loop = asyncio.get_running_loop()
        self._listeners = [
            await loop.create_server(self._accept, sock=each, backlog=BACKLOG) for each in sockets
        ]

    def _accept(self) -> asyncio.Protocol:
        if len(self.connections) >= self.hooks.caps.max_connections:
            return _Refusal()
        if self._template is None:
            self._template = SmtpConnection(self)
        return SmtpConnection(self, self._template)

    def opened(self, connection: Channel) -> None:
        """Know of a connection."""
        self.connections.add(connection)

    def admit(self, connection: Channel) -> replies.Reply | None:
        """Count a connection for its client's network; return why it is one too many, or None."""
        network = self.hooks.caps.network(connection.address)
        if not self.hooks.caps.open(network, len(self.connections)):
            log.warning("too many connections", client=connection.address)
            return replies.TOO_MANY_CONNECTIONS
        self._admitted[connection] = connection.network = network
        return None

    def closed(self, connection: Channel) -> None:
        """Forget a connection."""
        self.connections.discard(connection)
        self.hooks.caps.close(self._admitted.pop(connection, None))

    async def close(self, grace: float = GRACE_SECONDS) -> None:
        """Stop accepting, let messages that are being sent come to their end, dismiss the others.

        Args:
            grace: Seconds that a message has.
        """
        for listener in self._listeners:
            listener.close()
        end = asyncio.get_running_loop().time() + grace
        while self.connections:
            is_over = asyncio.get_running_loop().time() > end
            for connection in list(self.connections):
                if is_over or not connection.in_data:
                    connection.dismiss(replies.SHUTTING_DOWN)
                if is_over:
                    with suppress(AttributeError):
                        cast("asyncio.Transport", connection.transport).abort()
            await asyncio.sleep(0.01)
