"""The decoder of DATA against a plain reference, in pieces cut anywhere."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.decoding import CountDecoder, DotDecoder
from gateway.oddities import LineEnds

PIECES = st.lists(
    st.sampled_from([b"\r", b"\n", b".", b"\r\n", b"\r\n.", b"\r\n.\r\n", b"x", b"\0", b".."])
    | st.binary(max_size=3),
    max_size=40,
)
ROUNDS = 20_000


def reference(text: bytes) -> tuple[bytes, bytes | None, bool]:
    """Return content, rest and ambiguity of a text that is there as a whole."""
    whole = b"\r\n" + text
    end = whole.find(b"\r\n.\r\n")
    body, rest = (whole, None) if end < 0 else (whole[: end + 2], whole[end + 5 :])
    seen = whole if end < 0 else whole[: end + 5]
    ambiguous = False
    for found in re.finditer(rb"(?<=[\r\n])\.(?=[\r\n])", seen):
        before, after = seen[: found.start()], seen[found.end() :]
        is_real = before.endswith(b"\r\n") and after[:2] in {b"\r\n", b"\r"}
        ambiguous |= not is_real
    return body.replace(b"\r\n.", b"\r\n")[2:], rest, ambiguous


def decode(text: bytes, cuts: random.Random) -> tuple[bytes, bytes | None, bool]:
    """Feed a text in pieces of one to six octets."""
    decoder = DotDecoder()
    content, at = b"", 0
    while at < len(text):
        piece = text[at : at + cuts.randint(1, 6)]
        at += len(piece)
        more, rest = decoder.feed(piece)
        content += more
        if rest is not None:
            return content, rest + text[at:], decoder.is_ambiguous
    return content + decoder._held[decoder._surplus :], None, decoder.is_ambiguous


def check(text: bytes, cuts: random.Random) -> None:
    content, rest, ambiguous = reference(text)
    found, found_rest, found_ambiguous = decode(text, cuts)
    assert (found_rest, found_ambiguous) == (rest, ambiguous)
    if rest is not None:
        assert found == content


@settings(max_examples=300, deadline=None)
@given(pieces=PIECES, seed=st.integers(0, 2**32))
def test_like_the_reference(pieces: list[bytes], seed: int) -> None:
    check(b"".join(pieces), random.Random(seed))


def test_like_the_reference_at_random() -> None:
    cuts = random.Random(8)
    for _ in range(ROUNDS):
        check(bytes(cuts.choices(b"\r\n.x\0", k=cuts.randint(0, 24))), cuts)


@pytest.mark.parametrize(
    "ending",
    [
        b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\n\n.\r\n", b"\r\r\n.\r\r\n", b"\r.\r", b"\r.\r\n",
        b"\r\n.\rx",
    ],
)  # fmt: skip
def test_false_ends(ending: bytes) -> None:
    decoder = DotDecoder()
    assert decoder.feed(b"a" + ending + b"b")[1] is None
    assert decoder.is_ambiguous


@pytest.mark.parametrize(
    "text", [b"a\r\n..\r\n", b"a\r\n.b\r\n", b"a\n.b\n", b"\r\n.\0\r\n", b"a.\r\n", b"\n\r"]
)
def test_what_nobody_takes_for_an_end(text: bytes) -> None:
    decoder = DotDecoder()
    _, rest = decoder.feed(text + b"\r\n.\r\nQUIT\r\n")
    assert rest == b"QUIT\r\n"
    assert not decoder.is_ambiguous


@given(pieces=st.lists(st.binary(max_size=5)), octets=st.integers(0, 20))
def test_a_chunk_is_so_many_octets(pieces: list[bytes], octets: int) -> None:
    decoder, content = CountDecoder(octets), b""
    for number, piece in enumerate(pieces):
        more, rest = decoder.feed(piece)
        content += more
        if rest is not None:
            whole = b"".join(pieces)
            assert content == whole[:octets]
            assert rest + b"".join(pieces[number + 1 :]) == whole[octets:]
            return
    assert content == b"".join(pieces)


@given(pieces=st.lists(st.sampled_from([b"\r", b"\n", b"\r\n", b"x", b"\0"]), max_size=8))
def test_line_ends(pieces: list[bytes]) -> None:
    lines = LineEnds()
    for piece in pieces:
        lines.feed(piece)
    text = b"".join(pieces)
    assert lines.has_bare == bool(re.search(rb"\r(?!\n)|(?<!\r)\n", text))
    assert lines.has_nul == (b"\0" in text)
