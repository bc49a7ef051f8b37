"""The domain of the From header (RFC 5322 §3.6.2): exactly one author, or none."""

import re

from gateway.authentication.mail import Mail
from gateway.authentication.signing import ascii_domain
from storage.domain.verdicts import Ground

MOST = 4096
"""Bytes of a From field."""
_ANGLE = re.compile(r"[^<>,;:]*<\s*([^<>@\s,;:]+)@([^<>@\s,;:]+)\s*>\s*")
_BARE = re.compile(r"\s*([^<>@\s,;:]+)@([^<>@\s,;:]+)\s*")


class AuthorError(Exception):
    """There is not exactly one author.

    Attributes:
        ground: Why.
    """

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        self.ground = ground


def author_domain(mail: Mail) -> str:
    """Return the domain of the one address of the one From field, as the DNS has it.

    Raises:
        AuthorError: There is none, there are several, or different programs see different ones.
    """
    fields = mail.all(b"from")
    if not fields:
        raise AuthorError(Ground.FROM_MISSING)
    if len(fields) > 1:
        raise AuthorError(Ground.FROM_SEVERAL)
    raw = fields[0].value
    try:
        text = raw.decode("utf-8").replace("\r\n", "")
    except UnicodeDecodeError:
        raise AuthorError(Ground.FROM_UNREADABLE) from None
    if len(raw) > MOST or any(ord(c) < 32 and c != "\t" for c in text):
        raise AuthorError(Ground.FROM_UNREADABLE)
    bare = _without_quotes(text)
    found = _ANGLE.fullmatch(bare) or _BARE.fullmatch(bare)
    if found is None:
        several = bare.count("@") > 1 and ("," in bare or ";" in bare)
        raise AuthorError(Ground.FROM_SEVERAL if several else Ground.FROM_UNREADABLE)
    domain = ascii_domain(found[2])
    if domain is None:
        raise AuthorError(Ground.FROM_UNREADABLE)
    return domain


def _without_quotes(text: str) -> str:
    """Take comments out and put a letter for each quoted string, in one pass."""
    kept: list[str] = []
    depth, is_quoted, is_escaped = 0, False, False
    for character in text:
        if is_escaped:
            is_escaped = False
        elif character == "\\" and (is_quoted or depth):
            is_escaped = True
        elif is_quoted:
            is_quoted = character != '"'
        elif character == '"' and not depth:
            is_quoted = True
            kept.append("q")
        elif character == "(":
            depth += 1
        elif character == ")" and depth:
            depth -= 1
            kept.append(" ")
        elif not depth:
            kept.append(character)
    if is_quoted or depth or is_escaped:
        raise AuthorError(Ground.FROM_UNREADABLE)
    return "".join(kept)
