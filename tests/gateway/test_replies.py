"""The table of replies: form, length, and errors that say nothing of how we work inside."""

import errno
import re

import pytest

from gateway import replies
from gateway.replies import Reply
from storage.domain.errors import NotFoundError, TransientError, VaguemestreError

ALL = {name: reply for name, reply in vars(replies).items() if isinstance(reply, Reply)}


@pytest.mark.parametrize("reply", ALL.values(), ids=ALL)
def test_form(reply: Reply) -> None:
    # RFC 5321 §4.5.3.1.5: 512 octets with CRLF. RFC 3463: the class is the first digit of the code.
    assert re.fullmatch(r"[245]\d\d [245]\.\d+\.\d+ \S.*", str(reply))
    assert str(reply)[0] == reply.status[0] or reply.code == 214
    assert len(str(reply).encode()) <= 510
    assert str(reply).isascii() or reply is replies.UNKNOWN_MAILBOX_UTF8


@pytest.mark.parametrize(
    ("error", "code", "status"),
    [
        (OSError(errno.ENOSPC, "x"), 452, "4.3.1"),
        (OSError(errno.EIO, "x"), 451, "4.3.0"),
        (TransientError("secret"), 451, "4.3.0"),
        (NotFoundError("secret"), 451, "4.3.0"),
        (VaguemestreError("secret"), 451, "4.3.0"),
        (ZeroDivisionError("secret"), 451, "4.3.0"),
    ],
)
def test_errors(error: Exception, code: int, status: str) -> None:
    reply = replies.for_error(error)
    assert (reply.code, reply.status) == (code, status)
    assert "secret" not in reply.text


@pytest.mark.parametrize(
    ("line", "improved"),
    [
        ("250 OK", "250 2.0.0 OK"),
        ("503 Error: nested MAIL command", "503 5.5.1 nested MAIL command"),
        ('500 Error: command "X" not recognized', "500 5.5.1 Command not recognized"),
        ("552 Error: Too much mail data", str(replies.TOO_LARGE)),
        ("500 Line too long (see RFC5321 4.5.3.1.6)", str(replies.TOO_LARGE)),
        ("354 End data with <CR><LF>.<CR><LF>", "354 End data with <CR><LF>.<CR><LF>"),
        ("220 mx.example.org ESMTP", "220 mx.example.org ESMTP"),
        (str(replies.DISK_FULL), str(replies.DISK_FULL)),
    ],
)
def test_stock_replies_get_a_status(line: str, improved: str) -> None:
    assert replies.enhanced(line) == improved
