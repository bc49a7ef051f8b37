"""A second parser, only to notice what ours does not see.

In: a message within the caps of `limits`, and our leaves. Out: whether the standard library's
parser (policy ``compat32``) finds a file in it that is none of them. It is never used for content:
it loses what ours is there to find.
"""

import email
import hashlib
from collections.abc import Iterator, Sequence
from email.message import Message
from email.policy import compat32

from pipeline.mail import magic
from pipeline.mail.walker import Leaf

MAX_SIZE = 16 * 1024 * 1024
"""Of a message that is parsed twice; the second parser costs more than the first."""
MAX_LINES = 250_000
"""Of such a message: what the second parser costs is a matter of lines."""
_FILES = frozenset({magic.PDF, magic.XML, magic.ZIP, magic.TNEF, magic.CMS, magic.OUTLOOK})


def sees_more(raw: bytes, leaves: Sequence[Leaf]) -> bool:
    """Tell whether the second parser finds a file that is not among our leaves.

    Args:
        raw: The message, which our walker has taken apart within its caps.
        leaves: What it found.
    """
    if len(raw) > MAX_SIZE or raw.count(b"\n") > MAX_LINES:
        return False
    ours = {hashlib.sha256(leaf.data).digest() for leaf in leaves}
    return any(
        hashlib.sha256(data).digest() not in ours and not _is_piece(data, leaves)
        for data in _files(raw)
    )


def _files(raw: bytes) -> Iterator[bytes]:
    """Yield what the second parser takes for a file that may be a document."""
    try:
        for part in email.message_from_bytes(raw, policy=compat32).walk():
            data = _content(part)
            kind = magic.sniff(data) if data else None
            if kind in _FILES or (kind is not None and kind.startswith("image/")):
                yield data
    except Exception:  # it is only asked; what it cannot read it does not see
        return


def _content(part: "Message[str, str]") -> bytes:
    if part.is_multipart():
        return b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _is_piece(data: bytes, leaves: Sequence[Leaf]) -> bool:
    """Tell whether we have it whole where the second parser has a piece, or as it came."""
    return any(
        leaf.data.startswith(data) or data.startswith(leaf.data) for leaf in leaves if leaf.data
    )
