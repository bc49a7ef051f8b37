"""Verdicts: how a message ends, by its parts."""

import pytest

from pipeline.mail.verdict import status_of
from pipeline.stage import MessageFacts
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Cause, Reason
from storage.domain.state import MessageStatus

TEXT = Part("1", None, "text/plain", 1, "a" * 64, PartOutcome.IGNORED, Reason.BODY_TEXT)
PDF = Part("2", "f.pdf", "application/pdf", 1, "b" * 64, PartOutcome.DOCUMENT)
ZIP = Part("3", "f.zip", "application/zip", 1, "c" * 64, PartOutcome.HELD, Reason.ATTACHMENT_TYPE)
EMPTY = Part("4", "v.pdf", "application/pdf", 0, "d" * 64, PartOutcome.HELD)
HELD, ACCEPTED, IGNORED = MessageStatus.HELD, MessageStatus.ACCEPTED, MessageStatus.IGNORED
REJECTED = MessageStatus.REJECTED
TYPE_OF_3 = Reason.ATTACHMENT_TYPE.about("3")


@pytest.mark.parametrize(
    ("parts", "whole", "status", "reasons"),
    [
        ([TEXT, PDF], [], ACCEPTED, []),
        ([TEXT], [], IGNORED, [Reason.NO_DOCUMENT]),
        ([], [], IGNORED, [Reason.NO_DOCUMENT]),
        ([TEXT, ZIP], [], HELD, [TYPE_OF_3]),
        ([TEXT, PDF, ZIP], [], HELD, [TYPE_OF_3]),
        ([ZIP, EMPTY], [], HELD, [TYPE_OF_3, Reason.PART_FAILED.about("4")]),
        ([], [Reason.MIME_TOO_DEEP], HELD, [Reason.MIME_TOO_DEEP]),
        ([], [Reason.MIME_TOO_MANY_PARTS], HELD, [Reason.MIME_TOO_MANY_PARTS]),
        ([], [Reason.HEADER_TOO_LARGE], REJECTED, [Reason.HEADER_TOO_LARGE]),
        ([ZIP], [Reason.FROM_REPEATED], REJECTED, [Reason.FROM_REPEATED]),
        ([], [Reason.TOO_MANY_ATTACHMENTS], HELD, [Reason.TOO_MANY_ATTACHMENTS]),
        ([PDF], [Reason.SENDER_AMBIGUOUS], HELD, [Reason.SENDER_AMBIGUOUS]),
        ([PDF], [Reason.PARSER_DIFFERENTIAL], HELD, [Reason.PARSER_DIFFERENTIAL]),
        ([TEXT], [Reason.HTML_ONLY], HELD, [Reason.HTML_ONLY]),
        ([TEXT, PDF], [Reason.HTML_ONLY], ACCEPTED, []),
        ([TEXT], [Reason.AUTO_SUBMITTED], IGNORED, [Reason.AUTO_SUBMITTED]),
        ([TEXT, PDF], [Reason.AUTO_SUBMITTED], ACCEPTED, []),
        ([TEXT, ZIP], [Reason.DSN, Reason.HTML_ONLY], HELD, [TYPE_OF_3]),
        ([TEXT], [Reason.DSN, Reason.HTML_ONLY], IGNORED, [Reason.DSN]),
        ([], [Reason.MALFORMED_MIME], HELD, [Reason.MALFORMED_MIME]),
        ([PDF], [Reason.NO_DOCUMENT], ACCEPTED, []),
    ],
)
def test_status(
    parts: list[Part], whole: list[Cause], status: MessageStatus, reasons: list[Cause]
) -> None:
    facts = MessageFacts(parts=tuple(parts), reasons=tuple(whole))
    assert status_of(facts) == (status, tuple(reasons))
