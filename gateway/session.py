"""What the gateway does at each step of a transaction: the hooks that aiosmtpd calls.

In: commands that aiosmtpd has taken apart (RFC 5321 §4.1). Out: one reply each, and for every
message that gets ``250`` one durable entry in the spool.
"""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import structlog
from aiosmtpd.smtp import SMTP, Envelope, Session

from gateway import replies
from gateway.mailboxes import Mailboxes
from gateway.spool import Spool, SpooledEnvelope
from storage.clock import utc_now
from storage.domain.errors import TransientError
from storage.intake import Recipient

MAX_RECIPIENTS = 100
"""In one transaction. RFC 5321 §4.5.3.1.8 asks for at least as many."""
MAX_UNKNOWN = 25
"""Unknown recipients in one connection; more is guessing."""
WRITERS = 16
"""Messages written to the spool at once: their syncs overlap."""

log = structlog.get_logger()


class Connection(Session):
    """What is known of a client besides aiosmtpd's own notes.

    Attributes:
        unknown: How many recipients were refused as unknown.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop)
        self.unknown = 0


class Transaction(Envelope):
    """One transaction; aiosmtpd makes a new one after each.

    Attributes:
        recipients: Accepted addresses as written, each once, with what they stand for, in order.
        dossiers: Their dossiers, for the log.
    """

    def __init__(self) -> None:
        super().__init__()
        self.recipients: dict[str, Recipient] = {}
        self.dossiers: set[str] = set()


class Hooks:
    """The hooks, shared by all connections of a process.

    Args:
        mailboxes: Who is there.
        spool: Where messages are written down.
    """

    def __init__(self, mailboxes: Mailboxes, spool: Spool) -> None:
        self._mailboxes = mailboxes
        self._spool = spool
        self._writers = ThreadPoolExecutor(WRITERS, thread_name_prefix="spool")

    def close(self) -> None:
        """Wait until everything that was begun is written."""
        self._writers.shutdown()

    async def handle_EHLO(  # noqa: N802
        self,
        _server: SMTP,
        session: Connection,
        _envelope: Transaction,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        """Announce what we do besides aiosmtpd's own extensions (RFC 2920, RFC 2034)."""
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", "250 ENHANCEDSTATUSCODES"]

    async def handle_MAIL(  # noqa: N802
        self,
        _server: SMTP,
        _session: Connection,
        envelope: Transaction,
        address: str,
        options: list[str],
    ) -> str:
        """Begin a transaction. A declared size that has no room is refused before it is sent."""
        if not address.isprintable():
            return str(replies.MALFORMED_SENDER)
        try:
            self._spool.demand_room(_declared_size(options))
        except OSError as error:
            log.error("no room for mail", error=str(error))  # noqa: TRY400
            return str(replies.for_error(error))
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return str(replies.SENDER_OK)

    async def handle_RCPT(  # noqa: N802
        self,
        _server: SMTP,
        session: Connection,
        envelope: Transaction,
        address: str,
        options: list[str],
    ) -> str:
        """Accept a recipient that has a mailbox."""
        if len(envelope.rcpt_tos) >= MAX_RECIPIENTS:
            return str(replies.TOO_MANY_RECIPIENTS)
        try:
            mailbox = await self._mailboxes.find(address)
        except TransientError as error:
            log.warning("recipient undecided", outcome=error.code, error=error.detail)
            return str(replies.for_error(error))
        if mailbox is None:
            return self.refuse_unknown(session, envelope)
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        envelope.recipients.setdefault(address, Recipient(address, mailbox.id))
        envelope.dossiers.add(mailbox.dossier_id)
        return str(replies.RECIPIENT_OK)

    def refuse_unknown(self, session: Connection, envelope: Transaction) -> str:
        """Return the reply to a recipient without a mailbox; guessing ends the session."""
        session.unknown += 1
        log.info("recipient refused", outcome="unknown-mailbox", client=_address(session))
        if session.unknown >= MAX_UNKNOWN:
            return str(replies.GUESSING)
        return str(replies.unknown_mailbox(utf8=envelope.smtp_utf8))

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, session: Connection, envelope: Transaction
    ) -> str:
        """Write the message down; ``250`` follows the sync, and nothing else."""
        if not envelope.recipients or not isinstance(envelope.content, bytes):
            return str(replies.NO_RECIPIENT)
        started = time.monotonic()
        content = envelope.content
        spooled = _spooled(session, envelope)
        facts = {
            "dossier_id": sorted(envelope.dossiers),
            "sender_domain": spooled.mail_from.rpartition("@")[2],
            "size": len(content),
        }
        writing = asyncio.get_running_loop().run_in_executor(
            self._writers, self._spool.append, spooled, content
        )
        writing.add_done_callback(_heed)
        try:
            # A client that hangs up cancels this coroutine. What is being written stays wanted:
            # the sender may have read a reply that we do not know to have arrived.
            name = await asyncio.shield(writing)
        except Exception as error:
            log.exception("not spooled", **facts)
            return str(replies.for_error(error))
        ms = round((time.monotonic() - started) * 1000)
        log.info("received", receipt=name, outcome="queued", ms=ms, **facts)
        return str(replies.accepted(name))

    async def handle_exception(self, error: Exception) -> str:
        """Answer a bug in general words; the details are in the log."""
        log.error("session failed", exc_info=error)
        return str(replies.for_error(error))


def _heed(writing: asyncio.Future[str]) -> None:
    """Read the error of a writing whose client has gone; it has no reply to give any more."""
    if not writing.cancelled() and writing.exception() is not None:
        log.debug("writing failed", error=str(writing.exception()))


def _spooled(session: Connection, envelope: Transaction) -> SpooledEnvelope:
    mail_from = envelope.mail_from or ""
    return SpooledEnvelope(
        # aiosmtpd keeps the null reverse path as the two characters.
        mail_from="" if mail_from == "<>" else mail_from,
        recipients=tuple(envelope.recipients.values()),
        received_at=utc_now(),
        client=_client(session, envelope),
    )


def _client(session: Connection, envelope: Transaction) -> dict[str, Any]:
    """Return what judging the sender will need (RFC 7208 §2.3, §2.4), fit for a database."""
    helo = session.host_name or ""
    return {
        "address": _address(session),
        "helo": "".join(c if c.isprintable() else "?" for c in helo)[:255],
        "esmtp": session.extended_smtp,
        "smtputf8": envelope.smtp_utf8,
        "tls": session.ssl is not None,
    }


def _address(session: Connection) -> str:
    """Return the client's IP address."""
    peer: Any = session.peer
    return str(peer[0]) if isinstance(peer, tuple) and peer else ""


def _declared_size(options: list[str]) -> int:
    """Return the bytes that ``SIZE=`` declares (RFC 1870), 0 without one."""
    for option in options:
        name, _, value = option.partition("=")
        if name.upper() == "SIZE" and value.isdigit():
            return int(value)
    return 0
