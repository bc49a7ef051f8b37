"""Header facts: one sender or none, text on one line, and never an error."""

import mailparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mail.fields import read_fields
from pipeline.mail.header import names_one_sender, read_header
from pipeline.stage import MessageHeader


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
@pytest.mark.parametrize(
    ("field", "address"),
    [
        (b"From: compta@acme.example", "compta@acme.example"),
        (b"From: Compta ACME <compta@ACME.example>", "compta@ACME.example"),
        (b'From: "patron@client.example" <a@evil.example>', "a@evil.example"),
        (b"From: =?utf-8?q?patron=40client=2Eexample?= <a@evil.example>", "a@evil.example"),
        (b"From: Compta\n <compta@acme.example>", "compta@acme.example"),
        (b"From: a@acme.example, b@acme.example", None),
        (b"From: Group: a@acme.example, b@acme.example;", None),
        (b"From: a@acme.example\nFrom: b@acme.example", None),
        (b"From: a@acme.example\0.evil.example", None),
        (b"From: nobody", None),
        (b"From: <>", None),
        (b"From:", None),
        (b"From: a@acme.example" + b"(" * 3_000, None),
        (b"Sender: a@acme.example", None),
    ],
)
def test_there_is_one_sender_or_none(field: bytes, address: str | None, newline: bytes) -> None:
    raw = (field + b"\nTo: b@c\n\nbody").replace(b"\n", newline)
    assert read_header(raw).header_from == address


@pytest.mark.parametrize(
    ("field", "is_one"),
    [
        (b"From: ACME: factures <a@b.example>", True),
        (b"From: a@b.example;", True),
        (b'From: "ACME" a@b.example', True),
        (b"From: a@b.example <a@b.example>", True),
        (b"From: a@b.example, c@d.example", False),
        (b'From: "c@d.example" <a@b.example>', False),
        (b"From: a@b.example\0.evil.example", False),
        (b"From: a@b.example\nFrom: a@b.example", False),
        (b"From: nobody", False),
        (b"From: a@b.example" + b" " * 3_000 + b"c@d.example", False),
        (b"To: a@b.example", False),
    ],
)
def test_one_address_is_one_sender_in_any_form(field: bytes, is_one: bool) -> None:
    block = field + b"\n\n"
    assert names_one_sender(read_fields(block, 0, len(block))[0]) is is_one


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        (b"Facture 12", "Facture 12"),
        (b"=?utf-8?B?w6l0w6k=?= =?iso-8859-1?Q?_=E9t=E9?=", "été été"),
        (b"Facture\n  sur deux lignes", "Facture sur deux lignes"),
        (b"Soci\xc3\xa9t\xc3\xa9", "Société"),
        (b"=?utf-8?Q?a=0D=0AX-Injected=3A_b?=", "a X-Injected: b"),
        (b"a\x1b[31mb", "a [31mb"),
        ("a\u202eb".encode(), "a b"),
        (b"x" * 5_000, "x" * 500),
        (b"", None),
    ],
)
def test_a_subject_is_one_line_of_text(subject: bytes, shown: str | None) -> None:
    assert read_header(b"Subject: " + subject + b"\n\n").subject == shown


def test_the_other_facts() -> None:
    raw = b"Received: from a by b; x\nMessage-ID: <1@a>\nreceived: from c by a; x\nFrom: x@y\n\n"
    assert read_header(raw) == MessageHeader(header_from="x@y", message_id="<1@a>", received=2)


@pytest.mark.parametrize("raw", [b"", b"no header", b"Subject: " + b"x" * 70_000 + b"\n\n"])
def test_without_a_usable_header_there_are_no_facts(raw: bytes) -> None:
    assert read_header(raw) == MessageHeader()


def test_a_failing_library_costs_the_sender_but_not_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_: bytes) -> None:
        raise AttributeError("find_between")

    monkeypatch.setattr(mailparser, "parse_from_bytes", fail)
    raw = b"From: a@b\nSubject: Facture\nMessage-ID: <1@a>\n\n"
    assert read_header(raw) == MessageHeader(subject="Facture", message_id="<1@a>")


def test_the_library_sees_the_header_only(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []
    monkeypatch.setattr(mailparser, "parse_from_bytes", seen.append)
    read_header(b"From: a@b\nContent-Type: multipart/mixed\n\n--body")
    assert seen == [b"from: a@b\n\n"]


@given(st.lists(st.sampled_from([b"From", b"Subject", b"Message-ID"])), st.binary())
def test_no_header_makes_the_reader_fail(names: list[bytes], value: bytes) -> None:
    header = read_header(b"".join(name + b": " + value + b"\n" for name in names) + b"\n")
    for text in (header.header_from, header.subject, header.message_id):
        if text is not None:
            text.encode("utf-8")
            assert text == " ".join(text.split())
