"""What no honest mail program sends, but is kept as it is, and as a fact of the delivery.

In: the content of a message in the spool. Out: ``bare_line_ends`` and ``nul``, only what is so.
"""

from typing import BinaryIO

PORTION = 1 << 20
"""Bytes that are looked at at once."""


def oddities(content: BinaryIO) -> dict[str, bool]:
    """Return what is odd in a content, from its present position on."""
    lines = LineEnds()
    while piece := content.read(PORTION):
        lines.feed(piece)
    found = {"bare_line_ends": lines.has_bare, "nul": lines.has_nul}
    return {name: True for name, is_so in found.items() if is_so}


class LineEnds:
    """Tells whether a content has line ends that are not CRLF (RFC 5321 §2.3.8), or NULs.

    Attributes:
        has_nul: A NUL was seen.
    """

    def __init__(self) -> None:
        self.has_nul = False
        self._bare = 0
        self._last = b""

    @property
    def has_bare(self) -> bool:
        """Tell whether there was a CR or LF of its own."""
        return bool(self._bare) or self._last == b"\r"

    def feed(self, content: bytes) -> None:
        """Look at a piece."""
        if not content:
            return
        self.has_nul = self.has_nul or b"\0" in content
        # A CR at the end is judged together with what follows it.
        pairs = content.count(b"\r\n") + (self._last + content[:1] == b"\r\n")
        ends = content.count(b"\n") + content.count(b"\r") + len(self._last)
        self._last = content[-1:] if content.endswith(b"\r") else b""
        self._bare += ends - len(self._last) - 2 * pairs
