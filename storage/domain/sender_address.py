"""Whom a supplier's mail is bound to: domains and whole addresses, as they are compared.

Domains stand in A-labels (RFC 5890 §2.3.2.1) and small letters: two spellings that a person cannot
tell apart are then two. The mapping to A-labels is that of Python's own codec (RFC 3490).
"""

import re
from collections.abc import Collection

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})+")
_LOCAL_PART = re.compile(r"[a-z0-9!#$%&'*/=?^_`{|}~+.-]{1,64}")


def parse_domain(text: str) -> str | None:
    """Return the domain written in ``text`` in A-labels, or None if it is none of the DNS."""
    name = text.strip().removeprefix("@").rstrip(".").lower()
    if len(name) > 253:
        return None
    try:
        name = name.encode("idna").decode().lower()
    except UnicodeError:
        return None
    return name if _DOMAIN.fullmatch(name) and not name.rpartition(".")[2].isdecimal() else None


def parse_sender(text: str) -> str | None:
    """Return the bare address written in ``text`` in small letters, its domain in A-labels."""
    local, at, host = text.strip().lower().rpartition("@")
    domain = parse_domain(host)
    is_one = at and domain and _LOCAL_PART.fullmatch(local)
    return f"{local}@{domain}" if is_one else None


def is_among(address: str | None, senders: Collection[str]) -> bool:
    """Tell whether an address, or its domain, is one of those that are registered or bound."""
    return address is not None and not {address, address.rpartition("@")[2]}.isdisjoint(senders)
