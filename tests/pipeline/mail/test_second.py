"""A second parser is only asked whether it sees a file that we do not."""

import pytest

from pipeline.mail import whole
from pipeline.mail.second import MAX_LINES, MAX_SIZE, sees_more
from pipeline.mail.walker import Leaf, take_apart, walk
from pipeline.stage import MessageHeader
from storage.domain.reason import Reason
from tests.pipeline.mail.mails import PDF, mail, multipart, pdf, text

INVOICE = mail(multipart(text(), pdf()))


def test_it_sees_a_file_that_is_not_among_ours() -> None:
    leaves = walk(INVOICE)
    assert not sees_more(INVOICE, leaves)
    assert sees_more(INVOICE, leaves[:1])


def test_a_piece_of_what_we_have_is_nothing_new() -> None:
    whole_file = Leaf("2", None, "application/pdf", "", None, PDF + b"and more")
    assert not sees_more(INVOICE, [whole_file])


def test_a_text_is_no_file() -> None:
    assert not sees_more(mail(text()), [])


def test_a_message_that_costs_too_much_is_not_parsed_twice() -> None:
    assert not sees_more(INVOICE + b"\n" * (MAX_LINES + 1), [])
    assert not sees_more(INVOICE + b" " * MAX_SIZE, [])


@pytest.mark.parametrize("raw", [b"", b"\x00\xff", b"Content-Type: multipart/mixed\n\n--"])
def test_what_it_cannot_read_it_does_not_see(raw: bytes) -> None:
    assert not sees_more(raw, [])


def test_a_message_in_which_it_sees_more_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "sees_more", lambda raw, leaves: True)
    reasons = whole.reasons_of_whole(INVOICE, take_apart(INVOICE), MessageHeader("a@b"), ())
    assert Reason.PARSER_DIFFERENTIAL in reasons
