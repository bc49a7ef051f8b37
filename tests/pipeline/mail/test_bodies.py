"""Bodies: the text that a person reads, of any charset and any HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mail.bodies import MAX_CHARACTERS, text_of


@pytest.mark.parametrize(
    ("data", "media_type", "charset", "text"),
    [
        ("été".encode(), "text/plain", "utf-8", "été"),
        ("été".encode("latin-1"), "text/plain", "", "été"),
        ("été".encode("latin-1"), "text/plain", "utf-8", "été"),
        ("été".encode("utf-16"), "text/plain", "utf-16", "été"),
        ("été".encode(), "text/plain", "x-unknown", "été"),
        (b"xn--t-9fab", "text/plain", "punycode", "xn--t-9fab"),
        (b"caf\\u00e9", "text/plain", "unicode_escape", "caf\\u00e9"),
        (b"a\r\nb \t c", "text/plain", "", "a\nb c"),
        (b"<p>a</p>b<br>c<td>d</td>e", "text/html", "", "\na\nb\ncd e"),
        (b"<style>x</style>a<script>b</script>&eacute;&lt;", "text/html", "", "aé<"),
        (b"a<style>b", "text/html", "", "a"),
        (b"a < b > c <", "text/html", "", "a c <"),
        (b"<p>a</p>", "text/plain", "", "<p>a</p>"),
        (b"a+2AA-b", "text/plain", "utf-7", "a\ufffdb"),
        (b"1" * 5_000, "text/plain", "", "1" * 100),
        (b"&#" + b"1" * 5_000 + b";", "text/html", "", "\ufffd"),
        (b"&#" + (b"1" * 99 + b"<b>") * 60, "text/html", "", "\ufffd"),
        (b"", "text/html", "", ""),
    ],
)
def test_text(data: bytes, media_type: str, charset: str, text: str) -> None:
    assert text_of(data, media_type, charset) == text


def test_only_the_beginning_is_read() -> None:
    assert len(text_of(b"a" * MAX_CHARACTERS * 9, "text/plain")) == MAX_CHARACTERS


@given(st.binary(), st.sampled_from(["text/plain", "text/html"]), st.text(max_size=12))
def test_no_body_makes_it_fail(data: bytes, media_type: str, charset: str) -> None:
    text_of(data, media_type, charset)
