"""The SMTP server: aiosmtpd as the parser of commands, our own limits and manners around it.

RFC 5321, with SIZE (RFC 1870), 8BITMIME (RFC 6152), SMTPUTF8 (RFC 6531), PIPELINING (RFC 2920) and
ENHANCEDSTATUSCODES (RFC 2034). Lines of content may have any length. What aiosmtpd does wrong for
us is put right in `SmtpConnection`: a half-closed connection still gets its replies, limits belong
to one connection, and no reply repeats the text of an error or of the client.
"""

import asyncio
import logging
from collections import defaultdict
from contextlib import suppress
from typing import cast

import structlog
from aiosmtpd.smtp import SMTP

from gateway import replies
from gateway.session import Connection, Hooks, Transaction

MAX_CONNECTIONS = 200
IDLE_SECONDS = 300.0
"""RFC 5321 §4.5.3.2.7: not less than five minutes."""
GRACE_SECONDS = 5.0
"""How long a message that is just being sent may go on when the program has to end."""
COMMAND_BUFFER = 16 * 1024
"""Bytes of a command line kept while its end is awaited."""
COMMAND_OCTETS = 512
"""RFC 5321 §4.5.3.1.4."""
BACKLOG = 256
_MALFORMED = "553 5.1.3 Error: malformed address"

log = structlog.get_logger()

# It logs whole addresses and every line of every message.
logging.getLogger("mail.log").setLevel(logging.CRITICAL)


class SmtpConnection(SMTP):
    """One connection.

    Args:
        server: Where it is counted.

    Attributes:
        in_data: From the command DATA to its last reply.
    """

    def __init__(self, server: "Server") -> None:
        self._server = server
        self.in_data = False
        self._heard = 0.0
        self._verb = ""
        self._is_ended = False
        # aiosmtpd has one dictionary for all connections and clears it with every new one.
        self.command_size_limits = defaultdict(lambda: COMMAND_OCTETS)
        # A line of content can be as long as the message; beyond that, the size is what is wrong.
        self.line_length_limit = server.max_message_size + 1024
        super().__init__(
            server.hooks,
            data_size_limit=server.max_message_size,
            enable_SMTPUTF8=True,
            hostname=server.hostname,
            ident="ESMTP",
            timeout=server.idle_seconds,
            loop=asyncio.get_running_loop(),
        )

    def _create_session(self) -> Connection:
        return Connection(self.loop)

    def _create_envelope(self) -> Transaction:
        return Transaction()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count the connection and begin to serve it."""
        self._server.connections.add(self)
        super().connection_made(transport)
        self._limit_lines(COMMAND_BUFFER)
        if self._handler_coroutine is not None:
            self._handler_coroutine.add_done_callback(_forget_lost_connection)

    def connection_lost(self, error: Exception | None) -> None:
        """Stop serving; a message whose writing has begun is written to its end."""
        self._server.connections.discard(self)
        super().connection_lost(error)

    def eof_received(self) -> bool:
        """Go on: whoever closes the sending side after the final dot still wants the reply.

        aiosmtpd would cancel the handler, and the client would send its message again.
        """
        super(SMTP, self).eof_received()
        return self.session is None or self.session.ssl is None

    def data_received(self, data: bytes) -> None:
        """Take bytes in and note when they came."""
        self._heard = self.loop.time()
        super().data_received(data)

    def _timeout_cb(self) -> None:
        """End an idle session; a message that is still arriving is not idle."""
        quiet = self.loop.time() - self._heard
        if self.in_data and quiet < self._timeout_duration:
            self._reset_timeout(self._timeout_duration - quiet)
        else:
            self.dismiss(replies.IDLE)

    def dismiss(self, reply: replies.Reply) -> None:
        """Say why, and close, from outside the handler."""
        if self.transport is not None and not self.transport.is_closing():
            self._writer.write(f"{reply}\r\n".encode())
            self.transport.close()

    async def _hang_up(self, reply: replies.Reply | None = None) -> None:
        """Say why, close, and leave the handler, so that nothing buffered runs as a command."""
        if reply is not None:
            self.dismiss(reply)
        elif self.transport is not None:
            self.transport.close()
        self._is_ended = True
        raise asyncio.CancelledError

    async def push(self, status: str | bytes | None) -> None:
        """Send one reply, with an enhanced status code; 421 ends the session."""
        if status is None or self._is_ended:
            return
        line = status.decode() if isinstance(status, bytes) else status
        if line == _MALFORMED and self._verb == "RCPT":
            hooks, session = self._server.hooks, cast("Connection", self.session)
            line = hooks.refuse_unknown(session, cast("Transaction", self.envelope))
        elif self._verb not in {"EHLO", "HELO"}:
            line = replies.enhanced(line)
        await super().push(line)
        if line.startswith("421 "):
            await self._hang_up()

    async def handle_exception(self, error: Exception) -> str:
        """Answer an error in general words, or leave where the client has gone."""
        if isinstance(error, asyncio.IncompleteReadError | ConnectionError):
            await self._hang_up()
        return await self._server.hooks.handle_exception(error)

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        try:
            return super()._getaddr(arg)
        except IndexError:
            # The parser of the standard library reads past the end of some malformed addresses.
            return None, None

    def _limit_lines(self, octets: int) -> None:
        """Set how much may be buffered while the end of a line is awaited."""
        self._reader._limit = octets  # type: ignore[attr-defined]  # noqa: SLF001

    def _has_more(self) -> bool:
        """Tell whether the client has sent more than the command that is being run."""
        return bool(self._reader._buffer)  # type: ignore[attr-defined]  # noqa: SLF001

    async def smtp_HELO(self, hostname: str) -> None:  # noqa: N802
        """Greet."""
        await self._greet("HELO", hostname)

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802
        """Greet, and say what is offered. These replies have no enhanced status codes."""
        # It adds to the limit at every EHLO.
        self.command_size_limits.clear()
        await self._greet("EHLO", hostname)

    async def _greet(self, verb: str, hostname: str) -> None:
        self._verb = verb if hostname else ""
        try:
            await (super().smtp_EHLO if verb == "EHLO" else super().smtp_HELO)(hostname)
        finally:
            self._verb = ""

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802
        """Take a recipient; an ill-formed address is answered like an unknown one."""
        self._verb = "RCPT"
        try:
            await super().smtp_RCPT(arg)
        finally:
            self._verb = ""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        """Take the message.

        Where DATA is refused while its text was sent along with it, against RFC 2920 §3.1, the
        session ends: the text of a message must not run as commands.
        """
        has_recipient = self.envelope is not None and bool(self.envelope.rcpt_tos)
        if (arg or not has_recipient) and self._has_more():
            await self._hang_up(replies.NO_RECIPIENT)
        self.in_data = True
        self._limit_lines(self.line_length_limit)
        try:
            await super().smtp_DATA(arg)
        finally:
            self._limit_lines(COMMAND_BUFFER)
            self.in_data = False

    async def smtp_VRFY(self, _arg: str) -> None:  # noqa: N802
        """Tell nothing (RFC 5321 §3.5.3)."""
        await self.push(str(replies.CANNOT_VERIFY))

    async def smtp_HELP(self, _arg: str) -> None:  # noqa: N802
        """Tell nothing of use to anyone."""
        await self.push(str(replies.HELP))

    async def smtp_AUTH(self, _arg: str) -> None:  # noqa: N802
        """Nobody logs in here."""
        await self.push(str(replies.NOT_IMPLEMENTED))

    async def smtp_EXPN(self, arg: str) -> None:  # noqa: N802
        """Tell nothing."""
        await self.smtp_AUTH(arg)

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802
        """Not offered. TLS is a known gap: RFC 3207."""
        await self.smtp_AUTH(arg)

    async def smtp_GET(self, _arg: str) -> None:  # noqa: N802
        """End what is HTTP: a browser can be made to send a form to this port."""
        await self._hang_up(replies.NOT_SMTP)

    smtp_POST = smtp_PUT = smtp_HEAD = smtp_OPTIONS = smtp_CONNECT = smtp_GET  # noqa: N815


def _forget_lost_connection(handler: asyncio.Task[None]) -> None:
    """Read the error of a handler whose client went away; there is nobody to tell."""
    if not handler.cancelled() and (error := handler.exception()) is not None:
        log.info("connection lost", error=type(error).__name__)


class _Refusal(asyncio.Protocol):
    """A connection beyond the limit."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        log.warning("too many connections")
        writing = cast("asyncio.Transport", transport)
        writing.write(f"{replies.TOO_MANY_CONNECTIONS}\r\n".encode())
        writing.close()


class Server:
    """Listens, counts connections, ends.

    Args:
        hooks: What to do in a transaction.
        hostname: In the greeting.
        max_message_size: Bytes of content after DATA, dots and line ends as sent.
        max_connections: At once; the next one gets 421.
        idle_seconds: After which a quiet connection is closed.
    """

    def __init__(
        self,
        hooks: Hooks,
        *,
        hostname: str,
        max_message_size: int,
        max_connections: int = MAX_CONNECTIONS,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self.hooks = hooks
        self.hostname = hostname
        self.max_message_size = max_message_size
        self.idle_seconds = idle_seconds
        self.connections: set[SmtpConnection] = set()
        self._max_connections = max_connections
        self._listener: asyncio.Server | None = None

    async def listen(self, host: str, port: int) -> int:
        """Begin to accept connections.

        Args:
            host: Address to listen at.
            port: TCP port; 0 for a free one.

        Returns:
            The port.

        Raises:
            OSError: The address is taken, or not ours.
        """
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(self._accept, host, port, backlog=BACKLOG)
        return int(self._listener.sockets[0].getsockname()[1])

    def _accept(self) -> asyncio.Protocol:
        if len(self.connections) >= self._max_connections:
            return _Refusal()
        return SmtpConnection(self)

    async def close(self, grace: float = GRACE_SECONDS) -> None:
        """Stop accepting, let messages that are being sent come to their end, dismiss the others.

        Args:
            grace: Seconds that a message has.
        """
        if self._listener is not None:
            self._listener.close()
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
