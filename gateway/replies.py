"""The one table from refusals and errors to SMTP replies.

Reply codes as in RFC 5321 §4.2.3, enhanced status codes as in RFC 3463, for the extension of
RFC 2034. A text tells a supplier what to do and nothing of how we work inside; it is in ASCII
unless the transaction asked for SMTPUTF8 (RFC 6531 §3.7.4).
"""

import errno
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Reply:
    """One SMTP reply of one line.

    Attributes:
        code: Reply code.
        status: Enhanced status code.
        text: What follows, without CRLF.
    """

    code: int
    status: str
    text: str

    def __str__(self) -> str:
        return f"{self.code} {self.status} {self.text}"


UNKNOWN_MAILBOX = Reply(
    550,
    "5.1.1",
    "No mailbox has this address, please ask your customer for the right one. / "
    "Aucune boite n'a cette adresse, merci de la demander a votre client.",
)
"""The same for unknown and ill-formed addresses: nobody can tell which clients exist."""
UNKNOWN_MAILBOX_UTF8 = Reply(
    550,
    "5.1.1",
    "No mailbox has this address, please ask your customer for the right one. / "
    "Aucune boîte n’a cette adresse, merci de la demander à votre client.",
)
TOO_MANY_RECIPIENTS = Reply(452, "4.5.3", "Too many recipients, send the others separately")
TOO_LARGE = Reply(552, "5.3.4", "Message too large, see the SIZE in the answer to EHLO")
DISK_FULL = Reply(452, "4.3.1", "Not enough room at present, please try again later")
OWN_TROUBLE = Reply(451, "4.3.0", "Temporary trouble on our side, please try again later")
MALFORMED_SENDER = Reply(501, "5.1.7", "Malformed reverse path")
RECIPIENT_OK = Reply(250, "2.1.5", "Recipient OK")
SENDER_OK = Reply(250, "2.1.0", "Sender OK")
NO_RECIPIENT = Reply(554, "5.5.1", "No valid recipients")
GUESSING = Reply(421, "4.7.0", "Too many unknown recipients, closing the connection")
NOT_SMTP = Reply(421, "4.7.0", "This is an SMTP server, closing the connection")
TOO_MANY_CONNECTIONS = Reply(421, "4.7.0", "Too many connections, please try again later")
IDLE = Reply(421, "4.4.2", "Idle for too long, closing the connection")
SHUTTING_DOWN = Reply(421, "4.3.2", "Service is shutting down, please try again later")
NOT_RECOGNIZED = Reply(500, "5.5.1", "Command not recognized")
NOT_IMPLEMENTED = Reply(502, "5.5.1", "Command not implemented")
CANNOT_VERIFY = Reply(252, "2.5.0", "Cannot verify, send the message and see")
HELP = Reply(214, "2.0.0", "See RFC 5321")

_FULL = {errno.ENOSPC, errno.EDQUOT}

_HAS_STATUS = re.compile(r"[245]\d\d [245]\.\d{1,3}\.\d{1,3} ")
_PLAIN = re.compile(r"([245]\d\d) (.*)")
_STATUS_OF = {
    "250": "2.0.0",
    "221": "2.0.0",
    "500": "5.5.2",
    "501": "5.5.4",
    "502": "5.5.1",
    "503": "5.5.1",
    "555": "5.5.4",
}
"""Enhanced status codes of what aiosmtpd answers by itself."""


def accepted(name: str) -> Reply:
    """Return the reply to a message that is durable now."""
    return Reply(250, "2.0.0", f"OK: queued as {name}")


def unknown_mailbox(*, utf8: bool) -> Reply:
    """Return the reply to a recipient that nobody has.

    Args:
        utf8: The transaction asked for SMTPUTF8.
    """
    return UNKNOWN_MAILBOX_UTF8 if utf8 else UNKNOWN_MAILBOX


def for_error(error: BaseException) -> Reply:
    """Return the reply that stands for an error; its own text goes to the log only."""
    if isinstance(error, OSError) and error.errno in _FULL:
        return DISK_FULL
    return OWN_TROUBLE


def enhanced(line: str) -> str:
    """Return a reply of aiosmtpd with an enhanced status code, and without the client's words.

    Args:
        line: A reply of one line, without CRLF; one that has a status code stays as it is.
    """
    if _HAS_STATUS.match(line):
        return line
    if line.startswith(("552 ", "500 Line too long")):
        return str(TOO_LARGE)
    if line.startswith("500 Error: command "):
        return str(NOT_RECOGNIZED)
    plain = _PLAIN.fullmatch(line)
    if plain is None or plain[1] not in _STATUS_OF:
        return line
    return f"{plain[1]} {_STATUS_OF[plain[1]]} {plain[2].removeprefix('Error: ')}"
