"""Tell which CIDs the codes of a composite font stand for.

In: the encoding of a Type 0 font and strings of codes, hostile. Out: their CIDs. Known are the two
identities and embedded CMaps that say all themselves; their PostScript is never run.
Standards: ISO 32000-2 §9.7.5; Adobe Technical Note 5014.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from pikepdf import Name, Stream

from pipeline.facturx.content import Refused, decoded_size

_IDENTITIES = frozenset({Name("/Identity-H"), Name("/Identity-V")})
_MOST_CMAP = 1024 * 1024
_MOST_CODES = 70_000
_HEX = rb"<([0-9A-Fa-f\s]{1,16})>\s*"
_SECTION = re.compile(rb"begin(codespacerange|cidrange|cidchar)\b(.*?)\bend\1", re.DOTALL)
_SPACE = re.compile(_HEX + _HEX)
_RANGE = re.compile(_HEX + _HEX + rb"(\d{1,5})\b")
_CHAR = re.compile(_HEX + rb"(\d{1,5})\b")
_MOST_BYTES = 4


def cids_of(encoding: Any, texts: Iterable[bytes]) -> set[int]:
    """Return the CIDs of all codes in strings.

    Raises:
        Refused: The encoding is one that would have to be looked up elsewhere, or a code is none
            of it.
    """
    if isinstance(encoding, Name) and encoding in _IDENTITIES:
        return {
            int.from_bytes(text[at : at + 2], "big")
            for text in texts
            for at in range(0, len(text), 2)
        }
    if not isinstance(encoding, Stream) or "/UseCMap" in encoding:
        raise Refused("The encoding of a composite font is not in it.")
    return {cid for text in texts for cid in _Map(encoding).cids(text)}


class _Map:
    """An embedded CMap."""

    def __init__(self, stream: Stream) -> None:
        if decoded_size(stream, _MOST_CMAP) > _MOST_CMAP:
            raise Refused("An encoding is too large.")
        content = stream.read_bytes()
        if b"usecmap" in content:
            raise Refused("The encoding of a composite font is not in it.")
        sections = _SECTION.findall(content)
        self._spaces = [
            (_code(low), _code(high))
            for kind, body in sections
            if kind == b"codespacerange"
            for low, high in _SPACE.findall(body)
        ]
        pairs = (pair for kind, body in sections for pair in _pairs(kind, body))
        self._cids = dict(islice(pairs, _MOST_CODES))

    def cids(self, text: bytes) -> Iterator[int]:
        at = 0
        while at < len(text):
            size = self._size(text[at:])
            yield self._cids.get(text[at : at + size], 0)
            at += size

    def _size(self, rest: bytes) -> int:
        """Return how many bytes the code has that a string begins with."""
        for size in range(1, _MOST_BYTES + 1):
            code = rest[:size]
            for low, high in self._spaces:
                pairs = zip(low, code, high, strict=False)
                if len(low) == len(code) == size and all(a <= it <= b for a, it, b in pairs):
                    return size
        raise Refused("A code is outside of its encoding.")


def _pairs(kind: bytes, body: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield the codes of one section with their CIDs."""
    if kind == b"cidchar":
        yield from ((_code(code), int(cid)) for code, cid in _CHAR.findall(body))
    elif kind == b"cidrange":
        for low, high, cid in _RANGE.findall(body):
            first, last, size = int(low, 16), int(high, 16), len(_code(low))
            for offset in range(min(last - first + 1, _MOST_CODES)):
                yield (first + offset).to_bytes(size, "big"), int(cid) + offset


def _code(digits: bytes) -> bytes:
    return bytes.fromhex(digits.decode())
