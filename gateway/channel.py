"""What aiosmtpd's connection is made of here: octets in, time, replies out.

Of a message everything goes to a decoder and on to the spool as it comes, without aiosmtpd's
reader. A half-closed connection still gets its replies, limits belong to one connection, and no
reply repeats the text of an error or of the client.
"""

import asyncio
from collections import defaultdict
from contextlib import suppress
from ipaddress import ip_address
from typing import NoReturn, Protocol, cast

import structlog
from aiosmtpd.smtp import SMTP, TLSSetupException

from gateway import replies
from gateway.caps import plain
from gateway.host import Host
from gateway.incoming import Incoming
from gateway.proxy import is_proxy, read_address
from gateway.replies import Reply
from gateway.session import MAX_UNKNOWN, Client, Transaction

COMMAND_BUFFER = 16 * 1024
"""Bytes of commands that are kept while one is being run."""
MAX_LINE = 64 * 1024
"""Bytes of one command line; whoever sends more is not heard to the end."""
COMMAND_OCTETS = 512
"""RFC 5321 §4.5.3.1.4."""
MAIL_OCTETS = COMMAND_OCTETS + 26 + 10
"""Of MAIL: RFC 1870 §3, RFC 6531 §3.4."""
MAX_IDLE_COMMANDS = 100
"""Commands that bring no message nearer, since the last one that was accepted."""
MAX_EXCESS = 1000
"""Recipients too many since then: an honest client names all it has, and sends the rest later."""
UNASKED = 1 << 20
"""Bytes after which a message that is too large is not heard to the end: this and twice SIZE."""
LINGER_SECONDS = 1.0
"""How long a client may go on sending, unheard, after it was told to go."""
UNREAD_SECONDS = 30.0
"""How long a client has for reading the last that was said to it."""
_MALFORMED = "553 5.1.3 Error: malformed address"


class Decoder(Protocol):
    """Turns what comes into content, until its end."""

    def feed(self, data: bytes) -> tuple[bytes, bytes | None]:
        """As `DotDecoder.feed`."""


log = structlog.get_logger()


class Channel(SMTP):
    """One connection.

    Args:
        host: Where it is counted.
        template: Another one for the same host, that was never connected; saves time.

    Attributes:
        in_data: From the beginning of a text to the reply to it.
        address, network: The client's IP address, and what it is counted under, as in `Client`.
    """

    line_length_limit = COMMAND_BUFFER

    def __init__(self, host: Host, template: "Channel | None" = None) -> None:
        if template is None:
            self._make(host)
        else:
            self._copy(template)
        self.in_data = False
        self.address = ""
        self.network: str | None = None
        self._host = host
        self._verb = ""
        self._unsent: list[str] = []
        self._is_ended = False
        self._has_ended = False
        self._unknown = 0
        self._idle_commands = self._excess = 0
        self._unended = 0
        self._decoder: Decoder | None = None
        self._end: asyncio.Future[None] | None = None
        self._heard = self._began = 0.0
        self._octets = 0
        self._asked = 0.0
        # aiosmtpd has one dictionary for all connections and clears it with every new one.
        self.command_size_limits = defaultdict(lambda: COMMAND_OCTETS, MAIL=MAIL_OCTETS)
        self._progress = self.loop.time()

    def _make(self, host: Host) -> None:
        self.command_size_limits = {}
        super().__init__(
            host.hooks,
            data_size_limit=host.hooks.max_message_size,
            enable_SMTPUTF8=True,
            hostname=host.hostname,
            ident="LMTP" if host.is_lmtp else "ESMTP",
            timeout=host.pace.idle,
            loop=asyncio.get_running_loop(),
        )

    def _copy(self, template: "Channel") -> None:
        """Become what `_make` makes, without its looks at every method, which take a while."""
        self.__dict__.update(template.__dict__)
        reader = asyncio.StreamReader(limit=COMMAND_BUFFER, loop=self.loop)
        asyncio.StreamReaderProtocol.__init__(
            self, reader, client_connected_cb=self._cb_client_connected, loop=self.loop
        )
        methods = self._smtp_methods
        self._smtp_methods = {name: getattr(self, f"smtp_{name}") for name in methods}

    @property
    def _transaction(self) -> Transaction:
        return cast("Transaction", self.envelope)

    def _create_session(self) -> Client:
        return Client(self.loop, self.address, self.network)

    def _create_envelope(self) -> Transaction:
        return Transaction()

    def _set_post_data_state(self) -> None:
        self._drop_message()
        super()._set_post_data_state()  # type: ignore[no-untyped-call]

    def _drop_message(self) -> None:
        """Forget a message that was not received to its end."""
        if self.envelope is not None and (incoming := self._transaction.incoming) is not None:
            self._transaction.incoming = None
            incoming.discard()

    # Octets in.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count the connection and begin to serve it; under TLS, begin anew (RFC 3207 §4.2)."""
        is_first = self._handler_coroutine is None
        if is_first:
            self._host.opened(self)
            self.address = _address(transport)
        super().connection_made(transport)
        if is_first and self._handler_coroutine is not None:
            self._handler_coroutine.add_done_callback(_forget_lost_connection)

    def connection_lost(self, error: Exception | None) -> None:
        """Stop serving; a message whose end has come is written all the same."""
        self._host.closed(self)
        self._drop_message()
        super().connection_lost(error)

    def eof_received(self) -> bool:
        """Go on: whoever closes the sending side after the final dot still wants the reply.

        aiosmtpd would cancel the handler, and the client would send its message again.
        """
        self._has_ended = True
        if self._is_ended and self.transport is not None:
            self.transport.close()
        if self._end is not None and not self._end.done():
            self._end.set_exception(ConnectionResetError())
        super(SMTP, self).eof_received()
        return self.session is None or self.session.ssl is None

    def data_received(self, data: bytes) -> None:
        """Take octets in: of a message to the spool, of commands to aiosmtpd."""
        if self._is_ended:
            return
        self._heard = self.loop.time()
        if self._decoder is not None:
            self._take(data)
            return
        last = data.rfind(b"\n")
        self._unended = self._unended + len(data) if last < 0 else len(data) - last - 1
        super().data_received(data)
        # After a whole command there may be the text of a message.
        if self._unended > MAX_LINE and not self._has_next():
            self.dismiss(replies.LINE_TOO_LONG)

    def _take(self, data: bytes) -> None:
        decoder, incoming, end = self._decoder, self._transaction.incoming, self._end
        if decoder is None or end is None or end.done():
            return
        self._octets += len(data)
        content, rest = decoder.feed(data)
        if incoming is not None:
            incoming.write(content)
        if rest is not None:
            self._decoder = None
            end.set_result(None)
            if self._has_ended:
                # The reader takes no more; what had come before the end is run all the same.
                self._reader._buffer.extend(rest)  # type: ignore[attr-defined]  # noqa: SLF001
            elif rest:
                self.data_received(rest)
        elif self._octets > 2 * self._host.hooks.max_message_size + UNASKED:
            self.dismiss(replies.TOO_LARGE)
        elif incoming is not None and incoming.is_behind:
            self._pause(incoming)

    def _pause(self, incoming: Incoming) -> None:
        """Read no more until the disk has caught up."""
        transport = cast("asyncio.Transport", self.transport)
        transport.pause_reading()
        incoming.when_written(transport.resume_reading)

    async def _receive(self, decoder: Decoder) -> None:
        """Let everything that comes go to the message, until the decoder has seen its end."""
        await self._flush()
        self.in_data = True
        self._heard = self._began = self.loop.time()
        self._octets = 0
        self._decoder, self._end = decoder, self.loop.create_future()
        reader = self._reader
        early = bytes(reader._buffer)  # type: ignore[attr-defined]  # noqa: SLF001
        reader._buffer.clear()  # type: ignore[attr-defined]  # noqa: SLF001
        reader._maybe_resume_transport()  # type: ignore[attr-defined]  # noqa: SLF001
        # Also without any: a chunk may have no octets.
        self._take(early)
        if reader.at_eof() and not self._end.done():
            self._end.set_exception(ConnectionResetError())
        try:
            await self._end
        except ConnectionResetError:
            await self._hang_up()
        finally:
            self._decoder = self._end = None

    def _has_more(self) -> bool:
        """Tell whether the client has sent more than the command that is being run."""
        return bool(self._reader._buffer)  # type: ignore[attr-defined]  # noqa: SLF001

    def _has_next(self) -> bool:
        """Tell whether another command is there to be run."""
        return b"\n" in self._reader._buffer  # type: ignore[attr-defined]  # noqa: SLF001

    # Time.

    def _timeout_cb(self) -> None:
        """End an idle or endless session; a message that is still arriving is not idle."""
        now, pace = self.loop.time(), self._host.pace
        incoming = self._transaction.incoming
        if not self.in_data:
            self.dismiss(replies.IDLE)
        elif self._decoder is None or (incoming is not None and incoming.is_behind):
            # It waits for us.
            self._reset_timeout(pace.idle)
        else:
            quiet_left = pace.idle - (now - self._heard)
            time_left = self._began + pace.idle + self._octets / pace.bytes_per_second - now
            if quiet_left > 0 and time_left > 0:
                self._reset_timeout(max(min(quiet_left, time_left), pace.idle / 10))
            else:
                self.dismiss(replies.IDLE if quiet_left <= 0 else replies.TOO_SLOW)

    # Replies.

    async def push(self, status: str | bytes | Reply | None, *, is_final: bool = False) -> None:
        """Send one reply in our words; 421 ends the session.

        Args:
            status: What aiosmtpd or we want to say.
            is_final: It tells what became of a message, which the client has to learn.
        """
        if status is None or self._is_ended:
            return
        # From here on it is the client that is waited for.
        self.in_data = False
        reply = await self._word(status.decode() if isinstance(status, bytes) else status)
        if not is_final:
            reply = self._bound(reply)
        line = reply.line(utf8=self._transaction.smtp_utf8) if isinstance(reply, Reply) else reply
        self._unsent.append(line)
        if line.startswith("421 "):
            await self._hang_up()
        # Replies to commands that came together go together (RFC 2920 §3.2).
        elif not self._has_next():
            await self._flush()

    async def _word(self, status: str | Reply) -> str | Reply:
        if status == _MALFORMED:
            status = replies.MALFORMED_SENDER
            if self._verb == "RCPT" and self.session is not None:
                status = self._host.hooks.refuse_unknown(cast("Client", self.session))
        reply = replies.stock(status) if isinstance(status, str) else status
        if reply is not replies.UNKNOWN_MAILBOX:
            return reply
        self._unknown += 1
        await asyncio.sleep(self._asked + self._host.pace.refusal - self.loop.time())
        # Behind LMTP there is a server of ours, which passes on what many have asked.
        is_guessing = self._unknown >= MAX_UNKNOWN and not self._host.is_lmtp
        return replies.GUESSING if is_guessing else reply

    def _bound(self, reply: str | Reply) -> str | Reply:
        """Return another reply where a session brings nothing."""
        if reply == replies.TOO_MANY_RECIPIENTS:
            self._excess += 1
        elif reply not in (replies.SENDER_OK, replies.RECIPIENT_OK, replies.SEND_ON):
            self._idle_commands += 1
        if self._idle_commands > MAX_IDLE_COMMANDS or self._excess > MAX_EXCESS:
            return replies.TOO_MANY_COMMANDS
        incoming, pace = self._transaction.incoming, self._host.pace
        time = pace.session + (incoming.size / pace.bytes_per_second if incoming else 0.0)
        if self.loop.time() - self._progress > time:
            return replies.TOO_SLOW
        return reply

    async def _flush(self) -> None:
        if self._unsent:
            lines, self._unsent = self._unsent, []
            await super().push("\r\n".join(lines))

    def dismiss(self, reply: Reply | None, *, lingers: bool = True) -> None:
        """Say why, and close, from outside the handler.

        Args:
            reply: What is said.
            lingers: The client may still be sending. Closing at once would reset the connection,
                and the client might never read why.
        """
        if self._is_ended or self.transport is None:
            return
        self._is_ended = True
        lines, self._unsent = self._unsent, []
        lines += [] if reply is None else [str(reply)]
        transport = cast("asyncio.Transport", self.transport)
        transport.write("".join(f"{line}\r\n" for line in lines).encode())
        if lingers and transport.can_write_eof() and not self._has_ended:
            with suppress(OSError):
                transport.write_eof()
            transport.resume_reading()
            self.loop.call_later(LINGER_SECONDS, self._close, transport)
        else:
            self._close(transport)

    def _close(self, transport: asyncio.Transport) -> None:
        """Close; who does not read what was said is not waited for."""
        transport.close()
        # A transport of TLS whose other end has gone is nothing any more.
        with suppress(AttributeError):
            if transport.get_write_buffer_size():
                self.loop.call_later(UNREAD_SECONDS, transport.abort)

    async def _hang_up(self, reply: Reply | None = None) -> NoReturn:
        """Say why, close, and stay here, so that nothing buffered runs as a command."""
        self.dismiss(reply)
        # The end of the connection cancels this.
        await self.loop.create_future()
        raise asyncio.CancelledError

    async def handle_exception(self, error: Exception) -> str:
        """Answer an error in general words, or leave where the client has gone."""
        if isinstance(error, asyncio.IncompleteReadError | ConnectionError):
            await self._hang_up()
        if isinstance(error, TLSSetupException):
            log.info("no TLS", error=str(error.__cause__))
            self._is_ended = True
            return ""
        return str(await self._host.hooks.handle_exception(error))

    async def _handle_client(self) -> None:
        if is_proxy(self.address, self._host.proxies):
            address = await read_address(self._reader, self.address)
            if address is None:
                self.dismiss(None, lingers=False)
                return
            self.address = address
        # One turn of the loop brings what came before the greeting.
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        refusal = replies.EARLY_TALKER if self._has_more() else self._host.admit(self)
        if refusal is not None:
            log.info("not greeted", outcome=refusal.status, client=self.address)
            self.dismiss(refusal, lingers=False)
            return
        client = cast("Client", self.session)
        client.address, client.network = self.address, self.network
        await super()._handle_client()


def _address(transport: asyncio.BaseTransport) -> str:
    """Return the IP address at the other end."""
    peer = transport.get_extra_info("peername")
    if not isinstance(peer, tuple) or not peer:
        return ""
    try:
        return str(plain(ip_address(peer[0])))
    except ValueError:
        return str(peer[0])


def _forget_lost_connection(handler: asyncio.Task[None]) -> None:
    """Read the error of a handler whose client went away; there is nobody to tell."""
    if not handler.cancelled() and (error := handler.exception()) is not None:
        log.info("connection lost", error=type(error).__name__)
