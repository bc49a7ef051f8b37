"""One connection: aiosmtpd parses commands, what surrounds them is ours.

Ours are the text after DATA and BDAT, which goes to the spool as it comes, the greeting and what is
offered in it, timers, limits and the wording of every reply. RFC 5321, with SIZE (RFC 1870),
PIPELINING (RFC 2920), 8BITMIME (RFC 6152), SMTPUTF8 (RFC 6531), CHUNKING (RFC 3030),
ENHANCEDSTATUSCODES (RFC 2034), LIMITS (RFC 9422) and STARTTLS (RFC 3207). A line of content may
have any length.
"""

import re
from collections.abc import Sequence
from typing import cast

import structlog

from gateway import replies
from gateway.channel import Channel
from gateway.decoding import CountDecoder, DotDecoder
from gateway.replies import Reply
from gateway.session import MAX_RECIPIENTS, Client

_ATOM = r"[\w!#$%&'*+/=?^`{|}~-]+"
_PLAIN_ADDRESS = re.compile(
    rf"<({_ATOM}(?:\.{_ATOM})*@[\w-]+(?:\.[\w-]+)*)>((?: [^(\n]*)?)", re.ASCII
)
"""What nearly all addresses look like; the parser of the others is slow."""

log = structlog.get_logger()


class SmtpConnection(Channel):
    """One connection: its commands."""

    async def smtp_HELO(self, hostname: str | None) -> None:  # noqa: N802
        """Greet without extensions."""
        await self._greet(hostname, is_extended=False, is_lmtp=False)

    async def smtp_EHLO(self, hostname: str | None) -> None:  # noqa: N802
        """Greet, and say what is offered."""
        await self._greet(hostname, is_extended=True, is_lmtp=False)

    async def smtp_LHLO(self, hostname: str | None) -> None:  # noqa: N802
        """Greet a server that speaks LMTP (RFC 2033 §4.1)."""
        await self._greet(hostname, is_extended=True, is_lmtp=True)

    async def _greet(self, hostname: str | None, *, is_extended: bool, is_lmtp: bool) -> None:
        if is_lmtp is not self._host.is_lmtp:
            await self.push(replies.NOT_RECOGNIZED)
            return
        if not hostname or self.session is None:
            await self.push(replies.BAD_ARGUMENT)
            return
        self._set_rset_state()  # type: ignore[no-untyped-call]
        self.session.extended_smtp = is_extended
        self.session.host_name = hostname
        offers = self._offers() if is_extended else []
        lines = [self.hostname, *offers]
        # These replies have no enhanced status codes (RFC 2034 §4).
        text = "\r\n".join(f"250-{line}" for line in lines[:-1])
        await self.push(f"{text}\r\n250 {lines[-1]}" if offers else f"250 {self.hostname}")

    def _offers(self) -> list[str]:
        return [
            f"SIZE {self.data_size_limit}",
            "PIPELINING",
            "8BITMIME",
            "SMTPUTF8",
            "CHUNKING",
            f"LIMITS RCPTMAX={MAX_RECIPIENTS}",
            "ENHANCEDSTATUSCODES",
            *(["STARTTLS"] if self._host.certificate is not None and not self._is_secret else []),
        ]

    @property
    def _is_secret(self) -> bool:
        """Tell whether this is under TLS."""
        return self._original_transport is not None

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        plain = _PLAIN_ADDRESS.fullmatch(arg)
        if plain is not None:
            return plain[1], plain[2]
        try:
            return super()._getaddr(arg)
        except IndexError:
            # The parser of the standard library reads past the end of some malformed addresses.
            return None, None

    def _getparams(self, params: Sequence[str]) -> dict[str, str | bool] | None:
        # To Python, digits of other scripts are digits too; none of them counts a size.
        if not all(param.isascii() for param in params):
            return None
        return super()._getparams(params)

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802
        """Take a recipient; an ill-formed address is answered like an unknown one."""
        self._asked = self.loop.time()
        self._verb = "RCPT"
        try:
            if self._transaction.incoming is not None:
                await self.push(replies.OUT_OF_ORDER)
            else:
                await super().smtp_RCPT(arg)
        finally:
            self._verb = ""

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802
        """Take a message that a dot ends.

        Where DATA is refused while its text was sent along with it, against RFC 2920 §3.1, the
        session ends: the text of a message must not run as commands.
        """
        refusal = self._refuse_message(arg)
        if refusal is not None:
            if self._has_more():
                await self._hang_up(refusal)
            await self.push(refusal)
            return
        decoder = DotDecoder()
        await self.push(replies.SEND_ON)
        incoming = self._host.hooks.begin(self._transaction)
        await self._receive(decoder)
        if decoder.is_ambiguous:
            incoming.refuse(replies.FALSE_END)
        await self._store()

    def _refuse_message(self, arg: str | None) -> Reply | None:
        if arg:
            return replies.BAD_ARGUMENT
        if not self._transaction.mail_from or self._transaction.incoming is not None:
            return replies.OUT_OF_ORDER
        return None if self._transaction.rcpt_tos else self._no_recipient

    @property
    def _no_recipient(self) -> Reply:
        """What is said without a recipient: RFC 2033 §4.2 wants a code of its own."""
        return replies.OUT_OF_ORDER if self._host.is_lmtp else replies.NO_RECIPIENT

    async def smtp_BDAT(self, arg: str | None) -> None:  # noqa: N802
        """Take a chunk of a message (RFC 3030 §2); a refused one is read all the same."""
        octets, is_last = _chunk(arg)
        if octets is None:
            # How much of what follows is text cannot be known.
            await self._hang_up(replies.BAD_ARGUMENT)
        transaction = self._transaction
        if transaction.rcpt_tos and transaction.incoming is None:
            self._host.hooks.begin(transaction)
        await self._receive(CountDecoder(octets))
        incoming = transaction.incoming
        if incoming is None:
            await self.push(self._no_recipient if transaction.mail_from else replies.OUT_OF_ORDER)
        elif is_last or incoming.refusal is not None:
            await self._store(is_last=is_last)
        else:
            self._idle_commands -= octets > 0
            await self.push(replies.taken(octets))

    async def _store(self, *, is_last: bool = True) -> None:
        """Make the message durable, and say so: by LMTP once for each recipient (RFC 2033 §4.2)."""
        if self.session is None:
            return
        count = len(self._transaction.rcpt_tos) if is_last and self._host.is_lmtp else 1
        client = cast("Client", self.session)
        reply = await self._host.hooks.store(client, self._transaction)
        self._set_post_data_state()
        self._unsent += [str(reply)] * (count - 1)
        if reply is replies.FALSE_END:
            # Whatever comes next may be what was to be smuggled.
            await self._hang_up(reply)
        if reply.code == 250:
            self._idle_commands, self._excess, self._progress = 0, 0, self.loop.time()
        await self.push(reply, is_final=True)

    async def smtp_QUIT(self, arg: str | None) -> None:  # noqa: N802
        """Say good-bye."""
        if arg:
            await self.push(replies.BAD_ARGUMENT)
        else:
            await self._hang_up(replies.BYE)

    async def smtp_VRFY(self, _arg: str | None) -> None:  # noqa: N802
        """Tell nothing (RFC 5321 §3.5.3)."""
        await self.push(replies.CANNOT_VERIFY)

    async def smtp_HELP(self, _arg: str | None) -> None:  # noqa: N802
        """Tell nothing of use to anyone."""
        await self.push(replies.HELP)

    async def smtp_EXPN(self, _arg: str | None) -> None:  # noqa: N802
        """Tell nothing."""
        await self.push(replies.NOT_IMPLEMENTED)

    smtp_AUTH = smtp_EXPN  # noqa: N815

    async def smtp_STARTTLS(self, arg: str | None) -> None:  # noqa: N802
        """Go on under TLS, as if nothing had been said before (RFC 3207)."""
        certificate = self._host.certificate
        if certificate is None:
            await self.push(replies.NOT_IMPLEMENTED)
        elif arg:
            await self.push(replies.BAD_ARGUMENT)
        elif self._is_secret:
            await self.push(replies.OUT_OF_ORDER)
        elif self._has_more():
            # It would be taken for something that was said under TLS.
            await self._hang_up(replies.BEFORE_TLS)
        else:
            self.tls_context = certificate.context()
            await super().smtp_STARTTLS("")

    async def smtp_GET(self, _arg: str | None) -> None:  # noqa: N802
        """End what is HTTP: a browser can be made to send a form to this port."""
        await self._hang_up(replies.NOT_SMTP)

    smtp_POST = smtp_PUT = smtp_HEAD = smtp_OPTIONS = smtp_CONNECT = smtp_GET  # noqa: N815


def _chunk(arg: str | None) -> tuple[int | None, bool]:
    """Return octets of a chunk, or None where the argument is wrong, and whether it is the last."""
    number, _, last = (arg or "").partition(" ")
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        return None, False
    if last.strip().upper() not in {"", "LAST"}:
        return None, False
    return int(number), bool(last.strip())
