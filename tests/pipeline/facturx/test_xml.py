"""Hostile XML: refused before it can do anything."""

import pytest

from pipeline.facturx.xml import MAX_DEPTH, MAX_XML_SIZE, parse_xml, text_of
from storage.domain.reason import Reason

DOCTYPE = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'


def _nested(depth: int) -> bytes:
    return b"<a>" * depth + b"</a>" * depth


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (DOCTYPE.encode(), Reason.XML_DOCTYPE),
        (DOCTYPE.encode("utf-16"), Reason.XML_DOCTYPE),
        (DOCTYPE.encode("utf-16-be"), Reason.XML_DOCTYPE),
        (DOCTYPE.encode("utf-32"), Reason.XML_DOCTYPE),
        (
            b'<?xml version="1.0" encoding="UTF-7"?>' + b"+ADwAIQ-DOCTYPE a +AFsAXQA+-<a/>",
            Reason.XML_DOCTYPE,
        ),
        (b"<a>" + b" " * MAX_XML_SIZE + b"</a>", Reason.XML_TOO_LARGE),
        (_nested(MAX_DEPTH + 1), Reason.XML_TOO_DEEP),
        (_nested(100_000), Reason.XML_TOO_DEEP),
        (b"<a>&undefined;</a>", Reason.XML_DAMAGED),
        (b"<a>", Reason.XML_DAMAGED),
        (b"", Reason.XML_DAMAGED),
        (b"\0" * 100, Reason.XML_DAMAGED),
        (b'<?xml version="1.0" encoding="UTF-8"?><a>\xe9</a>', Reason.XML_DAMAGED),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', Reason.XML_DAMAGED),
    ],
)
def test_refused(content: bytes, reason: Reason) -> None:
    assert parse_xml(content) is reason


@pytest.mark.parametrize(
    "content",
    [
        _nested(MAX_DEPTH),
        "<a>é</a>".encode("utf-16"),
        b"\xef\xbb\xbf<a/>",
        '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'.encode("iso-8859-1"),
    ],
)
def test_taken(content: bytes) -> None:
    root = parse_xml(content)
    assert not isinstance(root, Reason)
    assert root.tag == "a"


def test_a_comment_does_not_split_a_value() -> None:
    root = parse_xml(b"<a>12<!-- --><?pi?>34<![CDATA[ 5]]></a>")
    assert not isinstance(root, Reason)
    assert root.text == "1234 5"
    assert text_of(root) == "1234 5"
