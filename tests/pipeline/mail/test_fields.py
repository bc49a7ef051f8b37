"""Header blocks: where they end, what stands in them, and what of a field counts."""

import pytest

from pipeline.mail.fields import (
    boundary,
    content_type,
    parse_content,
    read_fields,
    starts_with_fields,
)
from pipeline.mail.limits import (
    MAX_FIELD_BYTES,
    MAX_FIELDS,
    MAX_HEADER_BYTES,
    MAX_LINES,
    MAX_PARAMETERS,
    LimitError,
)
from storage.domain.reason import Reason


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
@pytest.mark.parametrize(
    ("block", "items", "body"),
    [
        (b"A: 1\nB: 2\n\nbody", [("a", "1"), ("b", "2")], b"body"),
        (b"A: 1\n  folded\n\ttwice\n\n", [("a", "1  folded\ttwice")], b""),
        (b"A : 1\n\n", [("a", "1")], b""),
        (b"\nA: 1\n", [], b"A: 1\n"),
        (b"A: 1", [("a", "1")], b""),
        (b"", [], b""),
        (b"body only\n", [], b"body only\n"),
        (b" folded first\nA: 1\n\n", [("a", "1")], b""),
        (b"A: 1\njunk\nContent-Type: x/y\n\nb", [("a", "1"), ("content-type", "x/y")], b"b"),
        (b"junk\n of two lines\nFrom: a\n\nb", [("from", "a")], b"b"),
        (b"From x Sun Nov 1\nFrom: a@b\n\nb", [("from", "a@b")], b"b"),
        (
            b"Content-Type: x/y\nJVBERi0xLjM\nAAAA\n\nb",
            [("content-type", "x/y")],
            b"JVBERi0xLjM\nAAAA\n\nb",
        ),
    ],
)
def test_a_block_ends_where_the_body_begins(
    block: bytes, items: list[tuple[str, str]], body: bytes, newline: bytes
) -> None:
    buffer = block.replace(b"\n", newline)
    fields, start = read_fields(buffer, 0, len(buffer))
    assert list(fields.items) == items
    assert buffer[start:] == body.replace(b"\n", newline)


def test_only_the_range_is_read() -> None:
    buffer = b"X: 0\nA: 1\n\nbody"
    fields, start = read_fields(buffer, 5, 9)
    assert (fields.items, start) == ((("a", "1"),), 9)


def test_a_bare_cr_neither_ends_a_field_nor_makes_one() -> None:
    fields, _ = read_fields(b"Subject: a\rContent-Type: x/y\n\n", 0, 31)
    assert fields.items == (("subject", "a Content-Type: x/y"),)


def test_bytes_over_127_are_kept_as_surrogates() -> None:
    fields, _ = read_fields(b"Subject: \xe9\n\n", 0, 12)
    assert fields.first("subject").encode("ascii", "surrogateescape") == b"\xe9"


def test_first_and_all() -> None:
    fields, _ = read_fields(b"From: a\nfrom: b\n\n", 0, 17)
    assert fields.first("from") == "a"
    assert fields.all("from") == ["a", "b"]
    assert fields.first("to") == ""


@pytest.mark.parametrize(
    ("block", "fits"),
    [
        (b"A: " + b"x" * (MAX_FIELD_BYTES - 3) + b"\n\n", True),
        (b"Content-A: " + b"x" * (MAX_FIELD_BYTES - 11) + b"\n\n", True),
        (b"Content-A: " + b"x" * (MAX_FIELD_BYTES - 10) + b"\n\n", False),
        (b"Content-A: " + b"x\n " * (MAX_FIELD_BYTES // 3) + b"x\n\n", False),
        (b"A: 1\n" * MAX_FIELDS + b"\n", True),
        (b"A: 1\n" * (MAX_FIELDS + 1) + b"\n", False),
        (b"A: 1\n" + b" \n" * (MAX_LINES - 1) + b"\n", True),
        (b"A: 1\n" + b" \n" * MAX_LINES + b"\n", False),
        (b"A: 12345\n" * (MAX_HEADER_BYTES // 9 + 1) + b"\n", False),
        (b"Content-Type: a/b" + b"; c=d" * MAX_PARAMETERS + b"\n\n", True),
        (b"Content-Type: a/b" + b"; c=d" * (MAX_PARAMETERS + 1) + b"\n\n", False),
        (b"X-Report: a" + b"; c=d" * (MAX_PARAMETERS + 1) + b"\n\n", True),
        (b"no header\n" * 100_000, True),
    ],
)
def test_caps(block: bytes, *, fits: bool) -> None:
    if fits:
        read_fields(block, 0, len(block))
    else:
        with pytest.raises(LimitError) as caught:
            read_fields(block, 0, len(block))
        assert caught.value.reason is Reason.HEADER_TOO_LARGE


def test_a_field_beyond_the_cap_is_there_without_its_value() -> None:
    block = b"To: " + b"x" * MAX_FIELD_BYTES + b"\nFrom: a\n\n"
    fields, _ = read_fields(block, 0, len(block))
    assert fields.items == (("to", ""), ("from", "a"))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], "text/plain"),
        (["Application/PDF; name=x"], "application/pdf"),
        (["application/pdf (a comment); name=x"], "application/pdf"),
        (["text/plain", "multipart/mixed; boundary=x"], "multipart/mixed"),
        (["text/plain", "application/pdf"], "text/plain"),
        (["text"], "text/plain"),
        ([""], "text/plain"),
        (["pdf"], "application/octet-stream"),
        (["application/pdf/x"], "application/octet-stream"),
    ],
)
def test_content_type(values: list[str], expected: str) -> None:
    block = "".join(f"Content-Type: {value}\n" for value in values).encode() + b"\n"
    fields, _ = read_fields(block, 0, len(block))
    assert content_type(fields).value == expected


def test_the_default_type_is_that_of_the_container() -> None:
    fields, _ = read_fields(b"\n", 0, 1)
    assert content_type(fields, "message/rfc822").value == "message/rfc822"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("multipart/mixed; boundary=abc", b"abc"),
        ("multipart/mixed; boundary=abc (comment)", b"abc"),
        ('multipart/mixed; charset=x; BOUNDARY="a;b\'()+_,-./:=?"', b"a;b'()+_,-./:=?"),
        ('multipart/mixed; boundary="ends blank "', b"ends blank "),
        ('multipart/mixed; boundary="never closed', b"never closed"),
        ("multipart/mixed", b""),
    ],
)
def test_boundary(value: str, expected: bytes) -> None:
    assert boundary(parse_content(value)) == expected


@pytest.mark.parametrize(
    ("data", "is_message"),
    [
        (b"From: a\nTo: b\n\n", True),
        (b"From a@b Sun\nFrom: a\nTo: b\n\n", True),
        (b"X-Foo: a\r\nFrom: a\r\nDate: b\r\n\r\n", True),
        (b"From: a\n\nTo: b\n", False),
        (b"Hello\nFrom: a\nTo: b\n", False),
        (b"", False),
    ],
)
def test_the_beginning_of_a_message(data: bytes, *, is_message: bool) -> None:
    assert starts_with_fields(data) is is_message
