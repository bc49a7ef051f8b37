"""Mail to suppliers, through the smarthost that the operator configured; without one, none.

Each is claimed, sent, and noted as sent. Who is killed between the last two leaves it claimed; it
is sent again when the claim has run out, the same to the byte, so that its Message-ID (RFC 5322
§3.6.4) tells the receiver that it is a copy. A mail that is lost could not be told from one sent.
"""

import smtplib
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import structlog

from storage.actions.tell import Due, claim_outgoing, mark_failed, mark_sent
from storage.clock import utc_now
from storage.database import Database
from storage.domain.errors import TransientError

LOOK_SECONDS = 2.0
SECONDS = 30.0
"""Of one answer of the smarthost."""
AT_ONCE = 10
"""Mails of one connection at most."""
_PERMANENT = range(500, 600)

log = structlog.get_logger()


@dataclass(frozen=True)
class Smarthost:
    """The mail server that sends for us.

    Attributes:
        host: Its name or address.
        port: Its port.
        sender: Reverse path and From header.
        user: To sign in with (RFC 4954), only over TLS; empty: nobody.
        password: That user's.
    """

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""


class Outbox:
    """Sends what is due.

    Args:
        database: Where it is.
        smarthost: Who takes it.
        clock: What time it is.
    """

    def __init__(
        self,
        database: Database,
        smarthost: Smarthost,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._database = database
        self._smarthost = smarthost
        self._clock = clock
        self._sent: list[str] = []
        self._stop = threading.Event()

    def look(self) -> int:
        """Send what is due; return how many mails that were.

        Raises:
            TransientError: The database did not answer.
        """
        self._note_sent()
        due = self._claim()
        if due is None:
            return 0
        try:
            client = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            self._failed(due, error, for_good=False)
            return 1
        try:
            return self._send_all(client, due)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                client.quit()

    def run(self, stop: threading.Event) -> None:
        """Look again and again until ``stop`` is set; a mail that is being sent is ended."""
        self._stop = stop
        while not stop.wait(LOOK_SECONDS):
            try:
                self.look()
            except TransientError as error:
                log.warning("outbox not read", outcome=error.code)
            except Exception:
                log.exception("outbox not read")

    def _claim(self) -> Due | None:
        with self._database.write() as session:
            return claim_outgoing(session, self._clock())

    def _send_all(self, client: smtplib.SMTP, first: Due) -> int:
        """Send a mail, and others that are due, each claimed just before; return how many."""
        due: Due | None = first
        for sent in range(AT_ONCE):
            if due is None:
                return sent
            self._send(client, due)
            is_last = sent + 1 == AT_ONCE or self._stop.is_set()
            due = None if is_last else self._claim()
        return AT_ONCE

    def _note_sent(self) -> None:
        """Note what the smarthost took, also of an earlier look when the database was away."""
        while self._sent:
            with self._database.write() as session:
                mark_sent(session, self._sent[0], self._clock())
            log.info("supplier told", outgoing_id=self._sent.pop(0))

    def _connect(self) -> smtplib.SMTP:
        """Open a connection, encrypted where the smarthost offers that.

        Raises:
            OSError: It cannot be reached.
            SMTPException: It does not want us, or offers no TLS for a password.
        """
        host = self._smarthost
        client = smtplib.SMTP(host.host, host.port, timeout=SECONDS)
        client.ehlo_or_helo_if_needed()
        if client.has_extn("starttls"):
            client.starttls(context=ssl.create_default_context())
        elif host.user:
            client.close()
            raise smtplib.SMTPException("The smarthost offers no TLS, and a password needs it.")
        if host.user:
            client.login(host.user, host.password)
        return client

    def _send(self, client: smtplib.SMTP, mail: Due) -> None:
        message = message_of(mail, self._smarthost.sender)
        try:
            client.send_message(message, self._smarthost.sender, [mail.recipient])
        except smtplib.SMTPRecipientsRefused as error:
            code, text = error.recipients[mail.recipient]
            reply = smtplib.SMTPResponseException(code, text)
            self._failed(mail, reply, for_good=code in _PERMANENT)
        except smtplib.SMTPResponseException as error:
            self._failed(mail, error, for_good=error.smtp_code in _PERMANENT)
        except (OSError, smtplib.SMTPException) as error:
            self._failed(mail, error, for_good=False)
        else:
            self._sent.append(mail.id)
            self._note_sent()

    def _failed(self, mail: Due, error: Exception, *, for_good: bool) -> None:
        said = _said(error)
        log.warning("supplier not told", outgoing_id=mail.id, error=said, for_good=for_good)
        with self._database.write() as session:
            mark_failed(session, mail.id, said, self._clock(), for_good=for_good)


def message_of(mail: Due, sender: str) -> EmailMessage:
    """Return a mail with its headers; nobody's program answers it (RFC 3834)."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = f"<{mail.id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    return message


def _said(error: Exception) -> str:
    """Return what went wrong on one line."""
    if isinstance(error, smtplib.SMTPResponseException):
        reply = error.smtp_error
        text = reply.decode(errors="replace") if isinstance(reply, bytes) else str(reply)
        return f"{error.smtp_code} {' '.join(text.split())}"[:300]
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:300]
