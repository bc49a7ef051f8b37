"""From octets on the wire to the octets of a message: DATA (RFC 5321 §4.5.2), BDAT (RFC 3030).

In: what the client sends, in pieces cut anywhere. Out: the content as it was before dots were
stuffed, and whatever came after its end. Nothing is buffered but a few octets.
"""

import re

_END = b"\r\n.\r\n"
_CONTEXT = 4
"""Octets of the piece before that are needed to judge a dot: the longest undecided end."""

# A line that holds a dot only, with a line end before or after it that is not CRLF.
_FALSE_END = re.compile(
    rb"\.(?:(?<=[^\r]\n\.)[\r\n]|(?<=\r\.)[\r\n]|(?<=\r\n\.)(?:\n|\r[^\n]))", re.DOTALL
)


class DotDecoder:
    """Decodes the text after DATA; only CRLF, dot, CRLF ends it.

    Attributes:
        is_ambiguous: A dot stood alone between line ends of which one is not CRLF. Another server
            may have taken that for the end of the message: what follows may be smuggled.
    """

    def __init__(self) -> None:
        self.is_ambiguous = False
        # The end of the command line stands before the text, and is no part of it.
        self._held = self._context = b"\r\n"
        self._surplus = 2

    def feed(self, data: bytes) -> tuple[bytes, bytes | None]:
        """Decode a piece.

        Returns:
            Content that is certain now, maybe empty; and what follows the end of the message, or
            None where the end has not come yet.
        """
        text = self._held + data
        # Most content is Base64 and has none; the other searches take a hundred times as long.
        has_dot = b"." in text
        end = text.find(_END) if has_dot else -1
        if end >= 0:
            body, rest = text[: end + 2], text[end + len(_END) :]
            # Without the dot that ends it.
            data = data[: max(0, len(data) - len(rest) - 3)]
        else:
            kept = _unfinished(text)
            body, self._held, rest = text[: len(text) - kept], text[len(text) - kept :], None
        self._judge(data)
        content = body.replace(b"\r\n.", b"\r\n") if has_dot and b"\r\n." in body else body
        surplus = min(self._surplus, len(content))
        self._surplus -= surplus
        return content[surplus:], rest

    def _judge(self, data: bytes) -> None:
        seam = self._context + data[:_CONTEXT]
        self._context = (seam if len(data) < _CONTEXT else data)[-_CONTEXT:]
        for seen in (seam, data):
            if b"." in seen and (b"\n." in seen or b"\r." in seen):
                self.is_ambiguous = self.is_ambiguous or _FALSE_END.search(seen) is not None


class CountDecoder:
    """Decodes one chunk of BDAT: so many octets, as they are.

    Args:
        octets: Of the chunk.
    """

    def __init__(self, octets: int) -> None:
        self._left = octets

    def feed(self, data: bytes) -> tuple[bytes, bytes | None]:
        """Decode a piece. As `DotDecoder.feed`."""
        content, rest = data[: self._left], data[self._left :]
        self._left -= len(content)
        return content, None if self._left else rest


def _unfinished(text: bytes) -> int:
    """Return how many octets at the end may be the beginning of the end of the message."""
    for length in range(len(_END) - 1, 0, -1):
        if text.endswith(_END[:length]):
            return length
    return 0
