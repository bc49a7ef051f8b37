"""Digests of a body in the two canonical forms of RFC 6376 §3.4, streamed.

Nothing is split into lines: a piece without blanks is hashed as it is. What is held back between
two pieces is two bytes and a count of line ends.
"""

import hashlib
import re
from collections.abc import Iterator
from enum import StrEnum

from gateway.authentication.mail import Mail

PIECE = 256 * 1024
_BLANKS = re.compile(rb"[ \t]{2,}|\t")
_CRLF = b"\r\n"


class Form(StrEnum):
    """A canonical form."""

    SIMPLE = "simple"
    RELAXED = "relaxed"


class Body:
    """The body of one mail. Each digest is computed once.

    Args:
        mail: The mail.
    """

    def __init__(self, mail: Mail) -> None:
        self._mail = mail
        self._known: dict[tuple[Form, int | None], tuple[bytes, int]] = {}

    def digest(self, form: Form, length: int | None = None) -> tuple[bytes, int]:
        """Return the SHA-256 of the canonical body, and its length in bytes.

        Args:
            form: Which one.
            length: Hash so many bytes only (``l=``).
        """
        key = (form, length)
        if key not in self._known:
            self._known[key] = self._compute(form, length)
        return self._known[key]

    def _compute(self, form: Form, length: int | None) -> tuple[bytes, int]:
        hasher, total = hashlib.sha256(), 0
        for piece in _without_last_lines(self._canonical(form), form):
            if length is None or total + len(piece) <= length:
                hasher.update(piece)
            elif total < length:
                hasher.update(memoryview(piece)[: length - total])
            total += len(piece)
        return hasher.digest(), total

    def _canonical(self, form: Form) -> Iterator[bytes]:
        """Yield the body with its blanks treated; it ends in CRLF unless it is empty."""
        held = last = b""
        for read in self._pieces():
            last = (last + read[-2:])[-2:]
            piece = held + read
            if form is Form.RELAXED:
                piece = _collapse(piece)
            end = len(piece) - _held_back(piece, form)
            held = piece[end:]
            yield _trim(piece[:end], form)
        if last and last != _CRLF:
            yield _trim(held + _CRLF, form)

    def _pieces(self) -> Iterator[bytes]:
        """Yield the body as it is, but with CRLF for the line ends of a file."""
        content = self._mail.content
        content.seek(self._mail.body_start)
        held = b""
        while piece := content.read(PIECE):
            if self._mail.has_bare_lines:
                piece = held + piece
                held = b"\r" if piece.endswith(b"\r") else b""
                piece = piece[: len(piece) - len(held)]
                piece = piece.replace(_CRLF, b"\n").replace(b"\n", _CRLF)
            if piece:
                yield piece
        if held:
            yield held


def _collapse(piece: bytes) -> bytes:
    if b"\t" in piece or b"  " in piece:
        return _BLANKS.sub(b" ", piece)
    return piece


def _held_back(piece: bytes, form: Form) -> int:
    """Return how many bytes at the end may change with what follows."""
    keep = 1 if piece.endswith(b"\r") else 0
    if form is Form.RELAXED and piece[: len(piece) - keep].endswith(b" "):
        keep += 1
    return keep


def _trim(piece: bytes, form: Form) -> bytes:
    """Take the blank before each line end away."""
    if form is Form.RELAXED and b" \r\n" in piece:
        return piece.replace(b" \r\n", _CRLF)
    return piece


def _without_last_lines(pieces: Iterator[bytes], form: Form) -> Iterator[bytes]:
    """Yield the pieces without the empty lines at the end of all (RFC 6376 §3.4.3, §3.4.4)."""
    waiting, has_any = 0, False
    for piece in pieces:
        at = _last_lines(piece)
        if at:
            if waiting:
                yield _CRLF * waiting
            yield piece[:at]
            waiting, has_any = 0, True
        waiting += (len(piece) - at) // 2
    if has_any or form is Form.SIMPLE:
        yield _CRLF


def _last_lines(piece: bytes) -> int:
    """Return where the CRLFs at the end of a piece begin."""
    at = len(piece.rstrip(_CRLF))
    tail = piece[at:]
    at += max(tail.rfind(b"\r\r"), tail.rfind(b"\n\n")) + 1
    if piece[at : at + 1] == b"\n":
        at += 1
    if (len(piece) - at) % 2:
        # It ends in a lone CR, so no CRLF stands at its very end.
        return len(piece)
    return at
