"""The header of a mail as a signer saw it, and where its body begins (RFC 5322 §2.2).

Bounds come first: what is larger, or has line ends that programs understand differently, is not
judged. The body is never held in memory.
"""

from dataclasses import dataclass, field
from typing import BinaryIO

HEADER_BYTES = 256 * 1024
FIELDS = 1000


class MalformedError(Exception):
    """The header is not one that all programs read alike."""


@dataclass(frozen=True)
class Field:
    """One header field.

    Attributes:
        name: In small letters.
        raw: Everything from the name to the last line end, which is left out.
    """

    name: bytes
    raw: bytes

    @property
    def value(self) -> bytes:
        """What follows the colon, still folded."""
        return self.raw.partition(b":")[2]


@dataclass(frozen=True)
class Mail:
    """A mail that is judged.

    Attributes:
        fields: In the order of the mail.
        content: The mail, seekable.
        body_start: Where in it the body begins.
        has_bare_lines: It comes from a file whose lines end in LF alone.
    """

    fields: tuple[Field, ...]
    content: BinaryIO
    body_start: int
    has_bare_lines: bool = False
    _by_name: dict[bytes, list[Field]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for one in self.fields:
            self._by_name.setdefault(one.name, []).append(one)

    def all(self, name: bytes) -> list[Field]:
        """Return the fields of that name, in small letters, the topmost first."""
        return self._by_name.get(name, [])


def read_mail(content: BinaryIO) -> Mail:
    """Read the header of a mail, from the present position on.

    Raises:
        MalformedError: It is too large, or its line ends are ambiguous.
    """
    start = content.tell()
    head = content.read(HEADER_BYTES + 4)
    end_of_first = head.find(b"\n")
    is_bare = end_of_first >= 0 and head[max(0, end_of_first - 1) : end_of_first] != b"\r"
    line_end = b"\n" if is_bare else b"\r\n"
    if head.startswith(line_end):
        return Mail((), content, start + len(line_end), is_bare)
    end = head.find(line_end * 2)
    if end < 0 and len(head) > HEADER_BYTES:
        raise MalformedError("the header is too large")
    block = head if end < 0 else head[:end]
    if end < 0 and block.endswith(line_end):
        block = block[: -len(line_end)]
    body_start = len(head) if end < 0 else end + 2 * len(line_end)
    return Mail(_fields(block, line_end), content, start + body_start, is_bare)


def _fields(block: bytes, line_end: bytes) -> tuple[Field, ...]:
    if line_end == b"\r\n":
        pairs = block.count(b"\r\n")
        is_clear = block.count(b"\r") == block.count(b"\n") == pairs
    else:
        is_clear = b"\r" not in block
    if not is_clear or b"\0" in block:
        raise MalformedError("the header has ambiguous line ends")
    raws: list[list[bytes]] = []
    for line in block.split(line_end):
        if line[:1] in {b" ", b"\t"} and raws:
            raws[-1].append(line)
        else:
            raws.append([line])
    if len(raws) > FIELDS:
        raise MalformedError("the header has too many fields")
    joined = [b"\r\n".join(lines) for lines in raws]
    return tuple(
        Field(raw.partition(b":")[0].rstrip(b" \t").lower(), raw) for raw in joined if b":" in raw
    )
