"""Walking: every leaf is found, with its number and its content, in sound and in broken mails."""

import base64
import binascii
import contextlib
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.mail.limits import MAX_ATTACHMENTS, MAX_DEPTH, MAX_PARTS, LimitError
from pipeline.mail.walker import walk
from storage.domain.reason import Reason
from tests.effort import assert_cheap, cost
from tests.pipeline.mail.containers.made import signed
from tests.pipeline.mail.mails import (
    PDF,
    Attached,
    forwarded,
    mail,
    multipart,
    part,
    pdf,
    plain,
    text,
    with_crlf,
)

INVOICE = mail(multipart(text(), pdf()))
UU = (
    b"begin 644 f.pdf\n"
    + b"".join(binascii.b2a_uu(PDF[i : i + 45]) for i in range(0, len(PDF), 45))
    + b"`\nend\n"
)
B64_BODY = base64.encodebytes(multipart(text(), pdf(), boundary="in").body)
NESTED = multipart(
    multipart(text(), multipart(text(), text(), kind="related", boundary="c"), boundary="b"), pdf()
)

MAILS: dict[str, tuple[bytes, list[str]]] = {
    "one text": (mail(text()), ["1"]),
    "only a PDF": (mail(pdf()), ["1"]),
    "text and PDF": (INVOICE, ["1", "2"]),
    "nested multiparts": (mail(NESTED), ["1.1", "1.2.1", "1.2.2", "2"]),
    "forwarded multipart": (
        mail(multipart(text(), forwarded(INVOICE), boundary="o")),
        ["1", "2.1", "2.2"],
    ),
    "forwarded with the same boundary": (
        mail(multipart(text(), forwarded(INVOICE))),
        ["1", "2", "3", "4"],
    ),
    "forwarded single part": (
        mail(multipart(text(), forwarded(mail(pdf())), boundary="o")),
        ["1", "2.1"],
    ),
    "only a forwarded message": (mail(forwarded(INVOICE)), ["1.1", "1.2"]),
    "forwarded twice": (
        mail(multipart(forwarded(mail(forwarded(INVOICE))), boundary="o")),
        ["1.1.1", "1.1.2"],
    ),
    "digest": (
        mail(multipart(plain(INVOICE), text(), kind="digest", boundary="o")),
        ["1.1", "1.2", "2"],
    ),
    "forwarded in base64": (
        mail(multipart(text(), part(INVOICE, "Content-Type: message/rfc822"), boundary="o")),
        ["1", "2.1", "2.2"],
    ),
    "octet stream called .eml": (
        mail(
            multipart(
                text(),
                part(INVOICE, 'Content-Type: application/octet-stream; name="f.eml"'),
                boundary="o",
            )
        ),
        ["1", "2.1", "2.2"],
    ),
    "multipart in base64": (
        mail(
            Attached(
                (
                    "Content-Type: multipart/mixed; boundary=in",
                    "Content-Transfer-Encoding: base64",
                ),
                B64_BODY,
            )
        ),
        ["1", "2"],
    ),
    "no closing delimiter": (INVOICE.replace(b"--=_b1--\n", b""), ["1", "2"]),
    "closed too early": (INVOICE.replace(b"\n--=_b1\n", b"\n--=_b1--\n--=_b1\n"), ["1", "2"]),
    "blanks behind the delimiter": (INVOICE.replace(b"--=_b1\n", b"--=_b1 \t\n"), ["1", "2"]),
    "text behind every delimiter": (INVOICE.replace(b"--=_b1\n", b"--=_b1 x\n"), ["1", "2"]),
    "boundary not named": (INVOICE.replace(b'; boundary="=_b1"', b""), ["1", "2"]),
    "boundary named wrongly": (INVOICE.replace(b'"=_b1"', b'"other"'), ["1", "2"]),
    "junk in the header": (
        INVOICE.replace(b"Content-Type: multi", b"no field\nContent-Type: multi"),
        ["1", "2"],
    ),
    "two content types": (
        INVOICE.replace(b"Content-Type: multi", b"Content-Type: text/plain\nContent-Type: multi"),
        ["1", "2"],
    ),
    "a line that only begins as a delimiter": (
        mail(multipart(text("--bonjour"), pdf(), boundary="b")),
        ["1", "2"],
    ),
    "mbox line first": (b"From a@b Sun Nov  1 10:00:00 2026\n" + INVOICE, ["1", "2"]),
    "byte order mark first": (b"\xef\xbb\xbf" + INVOICE, ["1", "2"]),
    "empty lines first": (b"\n\n" + INVOICE, ["1", "2"]),
    "base64 with a comment": (INVOICE.replace(b": base64", b": BASE64 (really)"), ["1", "2"]),
    "uuencode": (
        mail(
            multipart(
                text(),
                plain(UU, "Content-Type: application/pdf", "Content-Transfer-Encoding: x-uue"),
            )
        ),
        ["1", "2"],
    ),
    "uuencoded in the text": (mail(text("Ci-joint :\n" + UU.decode())), ["1", "1.1"]),
    "a PDF called base64 that is not": (
        mail(
            multipart(
                text(),
                plain(
                    PDF.replace(b"\n", b" ") + b"\xe9" * 99,
                    "Content-Type: application/pdf",
                    "Content-Transfer-Encoding: base64",
                ),
            )
        ),
        ["1", "2"],
    ),
    "called message but a PDF": (mail(multipart(part(PDF, "Content-Type: message/rfc822"))), ["1"]),
    "text behind the closing delimiter": (
        INVOICE.replace(b"--=_b1--\n", b"--=_b1-->\nepilogue\n"),
        ["1", "2"],
    ),
    "boundary ends in blanks": (
        INVOICE.replace(b'"=_b1"', b'"=_b1  "').replace(b"--=_b1\n", b"--=_b1  \n"),
        ["1", "2"],
    ),
    "boundary ends in blanks that a relay cut": (
        INVOICE.replace(b'"=_b1"', b'"=_b1  "'),
        ["1", "2"],
    ),
    "multipart without parts": (
        mail(plain(b"nothing", "Content-Type: multipart/mixed; boundary=x")),
        ["1"],
    ),
    "empty multipart": (mail(plain(b"", "Content-Type: multipart/mixed; boundary=x")), ["1"]),
    "only a body": (b"body only\n", ["1"]),
    "nothing": (b"", ["1"]),
}
WITHOUT_PDF = {
    "one text",
    "a PDF called base64 that is not",
    "multipart without parts",
    "empty multipart",
    "only a body",
    "nothing",
}


@pytest.mark.parametrize("crlf", [False, True], ids=["LF", "CRLF"])
@pytest.mark.parametrize("name", MAILS)
def test_the_leaves_of_a_mail(name: str, *, crlf: bool) -> None:
    raw, paths = MAILS[name]
    leaves = walk(with_crlf(raw) if crlf else raw)
    assert [leaf.path for leaf in leaves] == paths
    held = [leaf.data.replace(b"\r\n", b"\n") for leaf in leaves]
    assert (PDF in held) is (name not in WITHOUT_PDF)
    assert all(leaf.sound for leaf in leaves)


@pytest.mark.parametrize("crlf", [False, True], ids=["LF", "CRLF"])
def test_the_line_end_before_a_delimiter_is_not_content(*, crlf: bool) -> None:
    raw = mail(multipart(plain(b"un\n\n", "Content-Type: text/plain"), text("deux")))
    leaves = walk(with_crlf(raw) if crlf else raw)
    newline = b"\r\n" if crlf else b"\n"
    assert [leaf.data for leaf in leaves] == [b"un" + newline * 2, b"deux"]


def test_empty_lines_first_are_content_unless_fields_follow() -> None:
    assert walk(b"\n\nBonjour\n")[0].data == b"\nBonjour\n"


def test_binary_content_is_kept_to_the_byte() -> None:
    data = b"%PDF-1.4\r\n\n\r\r\n" + bytes(range(256))
    raw = mail(multipart(text(), plain(data, "Content-Transfer-Encoding: binary")))
    assert walk(raw)[1].data == data


def test_what_a_leaf_says_of_itself() -> None:
    image = part(
        b"x",
        "Content-Type: IMAGE/png; name=a.png",
        'Content-Disposition: INLINE; filename="b.png"',
        "Content-ID: <c@d>",
    )
    leaf = walk(mail(multipart(text(), image, pdf())))[1]
    assert (leaf.declared, leaf.disposition, leaf.raw_name, leaf.content_id) == (
        "image/png",
        "inline",
        "b.png",
        "<c@d>",
    )
    assert walk(mail(text()))[0].content_id is None


def test_an_unknown_encoding_is_unsound() -> None:
    raw = INVOICE.replace(b": base64", b": x-weird")
    assert [leaf.sound for leaf in walk(raw)] == [True, False]


def test_only_what_a_report_returns_is_returned() -> None:
    status = plain(b"Reporting-MTA: dns; x\n", "Content-Type: message/delivery-status")
    report = multipart(text(), status, forwarded(INVOICE), kind="report", boundary="r")
    assert [leaf.returned for leaf in walk(mail(report))] == [False, False, True, True]
    mixed = multipart(text(), forwarded(INVOICE), boundary="r")
    assert not any(leaf.returned for leaf in walk(mail(mixed)))


def test_what_lies_in_an_encrypted_mail_is_encrypted() -> None:
    raw = mail(multipart(text(), text(), kind="encrypted"))
    assert [leaf.encrypted for leaf in walk(raw)] == [True, True]
    assert not any(leaf.encrypted for leaf in walk(INVOICE))


def _nested_messages(count: int) -> bytes:
    raw = mail(text())
    for _ in range(count):
        raw = mail(forwarded(raw))
    return raw


def _nested_multiparts(count: int) -> bytes:
    content = text()
    for number in range(count):
        content = multipart(content, boundary=f"b{number}")
    return mail(content)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (_nested_messages(MAX_DEPTH), None),
        (_nested_messages(MAX_DEPTH + 1), Reason.MIME_TOO_DEEP),
        (_nested_multiparts(MAX_DEPTH), None),
        (_nested_multiparts(MAX_DEPTH + 1), Reason.MIME_TOO_DEEP),
        (mail(multipart(*[text()] * (MAX_PARTS - 1))), None),
        (mail(multipart(*[text()] * MAX_PARTS)), Reason.MIME_TOO_MANY_PARTS),
        (mail(text(UU.decode() * MAX_PARTS)), Reason.MIME_TOO_MANY_PARTS),
        (mail(multipart(*[pdf()] * MAX_ATTACHMENTS)), None),
        (mail(multipart(*[pdf()] * (MAX_ATTACHMENTS + 1))), Reason.TOO_MANY_ATTACHMENTS),
        (
            mail(multipart(text(), part(b"x", f"Content-Type: a/b{'; c=d' * 101}"))),
            Reason.MALFORMED_MIME,
        ),
        (INVOICE.replace(b"\n", b"\r"), Reason.MALFORMED_MIME),
    ],
    ids=lambda value: str(value) if not isinstance(value, bytes) else f"{len(value)} bytes",
)
def test_caps(raw: bytes, reason: Reason | None) -> None:
    if reason is None:
        assert walk(raw)
    else:
        with pytest.raises(LimitError) as caught:
            walk(raw)
        assert caught.value.reason is reason


def _signed(count: int, content: bytes) -> bytes:
    for number in range(count):
        content = (
            b"Content-Type: multipart/signed; boundary=b%d\n\n--b%d\n" % (number, number)
            + content
            + b"\n--b%d\nContent-Type: application/pkcs7-signature\n\n" % number
            + signed(None, of=b"other content")
            + b"\n--b%d--\n" % number
        )
    return content


MEGABYTE = 1_000_000
COSTLY = {
    "delimiters": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * MEGABYTE,
    "almost delimiters": b'Content-Type: multipart/mixed; boundary="'
    + b"-" * 60
    + b'"\n\n'
    + (b"-" * 61 + b"\n") * 60_000,
    "guesses": b"Content-Type: multipart/mixed\n\n" + (b"--" + b"x" * 190 + b"\n") * 20_000,
    "segments": b"Content-Type: a/b" + b"".join(b";n*%d*=%%41" % i for i in range(9_000)) + b"\n\n",
    "quotes": b'Content-Type: a/b; name="' + b'\\"' * 30_000 + b"\n\n",
    "parentheses": b"Content-Type: a/b " + b"(" * 60_000 + b"\n\n",
    "encoded words": b'Content-Type: a/b; name="' + b"=?utf-8?Q?" * 6_000 + b"\n\n",
    "padding": b"Content-Transfer-Encoding: base64\n\n" + b"AA==" * MEGABYTE,
    "begin lines": b"\n" + b"begin 644 a\n" * 300_000 + b"\nend",
    "lines": b"\n" * 4 * MEGABYTE,
    "fields": b"a:\n" * MEGABYTE,
    "parts without a header": b"Content-Type: multipart/mixed; boundary=b\n\n"
    + (b"--b\n" + b"a\n" * 20_000) * 199,
    "boundaries": b"Content-Type: multipart/mixed; boundary=b\n\n"
    + (b'--b\nContent-Type: multipart/mixed; boundary="' + b"+" * 60_000 + b'"\n\n') * 199,
    "addresses in HTML": b"Content-Type: text/html\n\nfacture"
    + (b"<a " + b"href=" * 200 + b"x" * 2_000) * 40,
    "signatures": _signed(19, b"\n" * 2 * MEGABYTE),
    "marks upon marks": b"Content-Type: text/plain; charset=utf-8\n\n"
    + "\u0315\u0327".encode() * 100_000,
    "texts": b"Subject: Fwd: a\nContent-Type: multipart/mixed; boundary=b\n\n"
    + (b"--b\n\n" + b"From the first line to the last the same\n" * 3_200) * 190,
    "blanks": b"Content-Type: multipart/mixed; boundary=b\n\n--b" + b" " * 4 * MEGABYTE,
}


@pytest.mark.parametrize("name", COSTLY)
def test_the_time_is_bounded(name: str) -> None:
    def whole() -> None:
        with contextlib.suppress(LimitError):
            walk(COSTLY[name])

    assert_cheap(whole, 150)


def test_time_does_not_grow_faster_than_size() -> None:
    """Nested base64 messages are the worst shape: each level is decoded and split again."""
    times = []
    for megabytes in (1, 2, 4):
        raw = mail(multipart(part(b"\xe9" * megabytes * 250_000)))
        for _ in range(5):
            raw = mail(multipart(part(raw, "Content-Type: message/rfc822")))
        times.append(cost(partial(walk, raw)))
    assert all(after < before * 4 + 15 for before, after in pairwise(times))


SEEDS = st.sampled_from([raw for raw, _ in MAILS.values()])
TOKENS = st.sampled_from(
    [
        b"\n",
        b"\r",
        b"\r\n\r\n",
        b"--=_b1",
        b"--=_b1--\n",
        b"--o\n",
        b"--",
        b"Content-Type: multipart/mixed; boundary=\n",
        b"Content-Type: multipart/report; boundary==_b1\n",
        b"Content-Type: message/rfc822\n\n",
        b"Content-Transfer-Encoding: base64\n",
        b"Content-Disposition: attachment; filename*0*=utf-8''%\n",
        b"begin 644 x\n",
        b"end\n",
        b"\0\xff",
        b";",
        b'"',
        b"=?",
        b"%PDF-",
    ]
)


@settings(max_examples=400, deadline=None)
@given(SEEDS, st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), TOKENS), max_size=12))
def test_no_mutation_makes_the_walker_fail(
    raw: bytes, edits: list[tuple[float, int, bytes]]
) -> None:
    for place, removed, token in edits:
        at = int(place * len(raw))
        raw = raw[:at] + token + raw[at + removed :]
    _walk_or_limit(raw)


@given(st.binary(max_size=2_000))
def test_no_bytes_make_the_walker_fail(raw: bytes) -> None:
    _walk_or_limit(raw)


def _walk_or_limit(raw: bytes) -> None:
    try:
        leaves = walk(raw)
    except LimitError:
        return
    assert leaves
    paths = [leaf.path for leaf in leaves]
    assert len(set(paths)) == len(paths)
    assert all(number.isdigit() for path in paths for number in path.split("."))
