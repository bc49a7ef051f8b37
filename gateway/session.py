"""What the gateway does at each step of a transaction.

In: commands that aiosmtpd has taken apart (RFC 5321 §4.1). Out: one reply each, and for every
message that gets ``250`` one durable entry in the spool.
"""

import asyncio
import time
from typing import Any

import structlog
from aiosmtpd.smtp import SMTP, Envelope, Session

from gateway import replies
from gateway.caps import Caps
from gateway.envelope import SpooledEnvelope
from gateway.incoming import Incoming, Store
from gateway.mailboxes import Mailbox, Mailboxes
from gateway.postmaster import MAILBOX, is_postmaster
from gateway.replies import Reply
from storage.clock import utc_now
from storage.domain.errors import TransientError
from storage.domain.mailbox import Recipient

MAX_RECIPIENTS = 100
"""In one transaction. RFC 5321 §4.5.3.1.8 asks for at least as many."""
MAX_UNKNOWN = 20
"""Unknown recipients in one connection; more is guessing."""

_POSTMASTER = Mailbox(MAILBOX, MAILBOX)

log = structlog.get_logger()


class Client(Session):
    """What is known of a client besides aiosmtpd's own notes.

    Attributes:
        address: Its IP address; behind a proxy, the one that the proxy names.
        network: What its mail is counted under; None where it is not counted.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, address: str = "", network: str | None = None
    ) -> None:
        super().__init__(loop)
        self.address = address
        self.network = network


class Transaction(Envelope):
    """One transaction; aiosmtpd makes a new one after each.

    Attributes:
        recipients: Accepted addresses as written, each once, with what they stand for, in order.
        dossiers: Their dossiers, for the log.
        incoming: The message, once its text begins.
    """

    def __init__(self) -> None:
        super().__init__()
        self.recipients: dict[str, Recipient] = {}
        self.dossiers: set[str] = set()
        self.incoming: Incoming | None = None


class Hooks:
    """The steps, shared by all connections of a process.

    Args:
        mailboxes: Who is there.
        store: Where messages are written down.
        max_message_size: Bytes of content.
        caps: How much mail is too much.
    """

    def __init__(
        self, mailboxes: Mailboxes, store: Store, max_message_size: int, caps: Caps
    ) -> None:
        self._mailboxes = mailboxes
        self._store = store
        self.caps = caps
        self.max_message_size = max_message_size

    async def handle_MAIL(  # noqa: N802
        self,
        _server: SMTP,
        session: Client,
        envelope: Transaction,
        address: str,
        options: list[str],
    ) -> Reply:
        """Begin a transaction. A declared size that has no room is refused before it is sent."""
        if not address.isprintable():
            return replies.MALFORMED_SENDER
        refusal = self.caps.refuse_message(session.network, address.rpartition("@")[2])
        if refusal is not None:
            log.warning("message refused", outcome=refusal.status, client=session.address)
            return refusal
        try:
            self._store.spool.demand_room(_declared_size(options))
        except OSError as error:
            log.error("no room for mail", error=str(error))  # noqa: TRY400
            return replies.for_error(error)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return replies.SENDER_OK

    async def handle_RCPT(  # noqa: N802
        self,
        _server: SMTP,
        session: Client,
        envelope: Transaction,
        address: str,
        options: list[str],
    ) -> Reply:
        """Accept a recipient that has a mailbox, and postmaster (RFC 5321 §4.5.1)."""
        if len(envelope.rcpt_tos) >= MAX_RECIPIENTS:
            return replies.TOO_MANY_RECIPIENTS
        try:
            mailbox = await self._find(address)
        except TransientError as error:
            log.warning("recipient undecided", outcome=error.code, error=error.detail)
            return replies.for_error(error)
        if mailbox is _POSTMASTER and self._mailboxes.is_postmaster_full:
            log.error("mail for postmaster refused: too much waits for the operator")
            return replies.POSTMASTER_FULL
        if mailbox is None:
            return self.refuse_unknown(session)
        refusal = None
        if mailbox.dossier_id not in envelope.dossiers:
            refusal = self.caps.refuse_dossier(session.network, mailbox.dossier_id)
        if refusal is not None:
            log.warning("recipient refused", outcome=refusal.status, dossier_id=mailbox.dossier_id)
            return refusal
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        envelope.recipients.setdefault(address, Recipient(address, mailbox.id))
        envelope.dossiers.add(mailbox.dossier_id)
        return replies.RECIPIENT_OK

    async def _find(self, address: str) -> Mailbox | None:
        """As `Mailboxes.find`, and postmaster of each of our hosts and of none."""
        host = address.partition("@")[2]
        if is_postmaster(address) and (not host or self._mailboxes.serves(host)):
            return _POSTMASTER
        return await self._mailboxes.find(address)

    def refuse_unknown(self, session: Client) -> Reply:
        """Return the reply to a recipient without a mailbox."""
        log.info("recipient refused", outcome="unknown-mailbox", client=session.address)
        is_guessing = self.caps.is_guessing(session.network)
        return replies.GUESSING if is_guessing else replies.UNKNOWN_MAILBOX

    def begin(self, envelope: Transaction) -> Incoming:
        """Begin to receive the message of a transaction."""
        envelope.incoming = Incoming(self._store, self.max_message_size)
        return envelope.incoming

    async def store(self, session: Client, envelope: Transaction) -> Reply:
        """Make the message durable; ``250`` follows the sync, and nothing else."""
        incoming = envelope.incoming
        if incoming is None or not envelope.recipients:
            return replies.NO_RECIPIENT
        started = time.monotonic()
        facts = {
            "dossier_id": sorted(envelope.dossiers),
            "sender_domain": _sender(envelope).rpartition("@")[2],
            "size": incoming.size,
        }
        incoming.end()
        envelope.incoming = None
        if incoming.refusal is not None:
            log.warning("message refused", outcome=incoming.refusal.status, **facts)
            return incoming.refusal
        writing = incoming.finish(_spooled(session, envelope))
        writing.add_done_callback(_heed)
        try:
            # A client that hangs up cancels this coroutine. What is being written stays wanted:
            # the sender may have read a reply that we do not know to have arrived.
            name = await asyncio.shield(writing)
        except Exception as error:
            log.exception("not spooled", **facts)
            return replies.for_error(error)
        ms = round((time.monotonic() - started) * 1000)
        log.info("received", receipt=name, outcome="queued", ms=ms, **facts)
        return replies.accepted(name)

    async def handle_exception(self, error: Exception) -> Reply:
        """Answer a bug in general words; the details are in the log."""
        log.error("session failed", exc_info=error)
        return replies.for_error(error)


def _heed(writing: asyncio.Future[str]) -> None:
    """Read the error of a writing whose client has gone; it has no reply to give any more."""
    if not writing.cancelled() and writing.exception() is not None:
        log.debug("writing failed", error=str(writing.exception()))


def _sender(envelope: Transaction) -> str:
    """Return the reverse path; aiosmtpd keeps the null one as two characters."""
    return "" if envelope.mail_from in {None, "<>"} else str(envelope.mail_from)


def _spooled(session: Client, envelope: Transaction) -> SpooledEnvelope:
    return SpooledEnvelope(
        mail_from=_sender(envelope),
        recipients=tuple(envelope.recipients.values()),
        received_at=utc_now(),
        client=_client(session, envelope),
    )


def _client(session: Client, envelope: Transaction) -> dict[str, Any]:
    """Return what judging the sender will need (RFC 7208 §2.3, §2.4), fit for a database."""
    helo = session.host_name or ""
    return {
        "address": session.address,
        "helo": "".join(c if c.isprintable() else "?" for c in helo)[:255],
        "esmtp": session.extended_smtp,
        "smtputf8": envelope.smtp_utf8,
        "tls": session.ssl is not None,
    }


def _declared_size(options: list[str]) -> int:
    """Return the bytes that ``SIZE=`` declares (RFC 1870), 0 without one."""
    for option in options:
        name, _, value = option.partition("=")
        if name.upper() == "SIZE" and value.isdigit():
            return int(value)
    return 0
