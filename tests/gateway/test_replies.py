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
    assert str(reply)[0] == reply.status[0]
    assert len(reply.line(utf8=True).encode()) <= 510
    assert str(reply).isascii()


@pytest.mark.parametrize("reply", [r for r in ALL.values() if r.code >= 400], ids=str)
def test_a_refusal_is_one_sentence_per_language(reply: Reply) -> None:
    for sentence in (reply.text, reply.french):
        assert re.fullmatch(r"[A-ZÀ-Ý][^.]*\.", sentence)
    assert "please" in reply.text
    assert "merci d" in reply.french


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
    ("line", "said"),
    [
        ("250 OK", "250 2.0.0 OK"),
        ("503 Error: nested MAIL command", replies.OUT_OF_ORDER),
        ('500 Error: command "X" not recognized', replies.NOT_RECOGNIZED),
        ("500 Error: bad syntax", replies.BAD_SYNTAX),
        ("500 Command line too long", replies.LINE_TOO_LONG),
        ("501 Syntax: MAIL FROM: <address>", replies.BAD_ARGUMENT),
        ("502 5.5.1 Too many unrecognized commands, goodbye.", replies.TOO_MANY_COMMANDS),
        ("552 Error: message size exceeds fixed maximum message size", replies.TOO_LARGE),
        ("555 MAIL FROM parameters not recognized or not implemented", replies.BAD_PARAMETER),
        ("354 End data with <CR><LF>.<CR><LF>", "354 End data with <CR><LF>.<CR><LF>"),
        ("220 mx.example.org ESMTP", "220 mx.example.org ESMTP"),
    ],
)
def test_stock_replies_are_worded_by_us(line: str, said: Reply | str) -> None:
    assert replies.stock(line) == said
