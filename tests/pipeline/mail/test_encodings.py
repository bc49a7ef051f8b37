"""Transfer encodings: whatever can be decoded is, and what cannot is called unsound."""

import base64
import binascii

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mail.encodings import (
    decode,
    decode_base64,
    encoding_name,
    is_identity,
    uuencoded_files,
)

UU = b"begin 644 un deux.pdf\n" + binascii.b2a_uu(b"%PDF-1.4 x") + b"`\nend\n"


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("base64", "base64"),
        (" BASE64 (by hand)", "base64"),
        ("(before) Base64;", "base64"),
        ("base64 (by hand (twice)) ", "base64"),
        ("base64 (by hand", "base64"),
        ('"base64"', "base64"),
        ("base-64", "base64"),
        ("Quoted-Printable", "quoted-printable"),
        ("", ""),
    ],
)
def test_the_name_of_an_encoding_is_cleaned(field: str, name: str) -> None:
    assert encoding_name(field) == name


@pytest.mark.parametrize(
    ("name", "body", "data", "sound"),
    [
        ("7bit", b"a=3D", b"a=3D", True),
        ("", b"a", b"a", True),
        ("8-bit", b"\xe9", b"\xe9", True),
        ("base64", b"YWJj\r\nZGVm", b"abcdef", True),
        ("base64", b"YW Jj!ZGVmYWJjZGVmYWJj", b"abcdefabcdefabc", True),
        ("base64", b"YQ==YmM=ZGVm", b"abcdef", True),
        ("base64", b"YWJjZA", b"abcd", True),
        ("base64", b"YWJjZ", b"abc", True),
        ("base64", b"", b"", True),
        ("base64", b" \r\n", b"", True),
        ("base64", b"====", b"", False),
        ("base64", b"%%%% [] {} YWJj", b"abc", False),
        ("quoted-printable", b"=C3=A9=\r\nt=c3=a9", "été".encode(), True),
        ("quoted-printable", b"100% =zz =", b"100% =zz ", True),
        ("x-uuencode", UU, b"%PDF-1.4 x", True),
        ("uuencode", UU.replace(b"end\n", b""), b"%PDF-1.4 x", True),
        ("uue", b"no begin line", b"no begin line", False),
        ("x-weird", b"YWJj", b"YWJj", False),
    ],
)
def test_decoding(name: str, body: bytes, data: bytes, *, sound: bool) -> None:
    decoded = decode(body, name)
    assert (decoded.data, decoded.sound) == (data, sound)


def test_uuencode_with_blanks_behind_each_line_is_decoded() -> None:
    padded = UU.replace(b"\n", b"   \n").replace(b"pdf   \n", b"pdf\n")
    assert decode(padded, "uuencode").data == b"%PDF-1.4 x"


def test_an_empty_line_among_those_of_uuencode_adds_nothing() -> None:
    assert decode(UU.replace(b"end", b"\nend"), "uuencode").data == b"%PDF-1.4 x"


def test_uuencoded_files_inside_a_text() -> None:
    text = b"Bonjour\n" + UU + b"et\nbegin 755 b.txt\n" + binascii.b2a_uu(b"b") + b"end\nfin\n"
    assert list(uuencoded_files(text)) == [("un deux.pdf", b"%PDF-1.4 x"), ("b.txt", b"b")]


@pytest.mark.parametrize("text", [b"begin 644 a.pdf\nno end", b"we begin 644 at\nend\n", b""])
def test_a_text_that_only_speaks_of_beginning_has_no_file(text: bytes) -> None:
    assert list(uuencoded_files(text)) == []


@given(st.binary(), st.sampled_from([b"\n", b"\r\n", b" ", b"!\n", b"\xa0"]))
def test_base64_with_foreign_bytes_between_its_lines_gives_the_content(
    data: bytes, foreign: bytes
) -> None:
    assert decode_base64(base64.encodebytes(data).replace(b"\n", foreign)).data == data


@given(st.lists(st.binary(min_size=1)))
def test_base64_goes_on_after_padding(pieces: list[bytes]) -> None:
    # Without padding two pieces run into one another; only whole groups or "=" end one.
    joined = b"".join(base64.b64encode(piece) for piece in pieces)
    assert decode_base64(joined).data == b"".join(pieces)


@given(st.binary(), st.sampled_from(["base64", "quoted-printable", "x-uuencode", "x-weird", ""]))
def test_no_body_makes_a_decoder_fail(body: bytes, name: str) -> None:
    decoded = decode(body, name)
    assert len(decoded.data) <= len(body)
    if is_identity(name):
        assert decoded.data == body
