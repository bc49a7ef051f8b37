"""Authentication-Results fields (RFC 8601), as servers that we trust wrote them.

In: the value of one field. Out: what it says. A field is never believed for what it says; whether
its author is believed is decided where it is read.
"""

import re

from gateway.authentication.signing import ascii_domain
from storage.domain.verdicts import Result

_MOST = 4096
"""Characters that are read."""
_COMMENT = re.compile(r"\([^()]*\)")
_METHOD = re.compile(r"\s*([a-z0-9-]+)(?:\s*/\s*[0-9]+)?\s*=\s*([a-z]+)(?:\s|$)", re.IGNORECASE)
_PROPERTY = re.compile(
    r"(?:^|\s)([a-z]+)\s*\.\s*([a-z0-9-]+)\s*=\s*(\"[^\"]*\"|[^\s;\"]+)", re.IGNORECASE
)

Said = tuple[str, Result, dict[str, str]]
"""Method, result, properties such as ``header.from``."""


def parse_results(text: str) -> tuple[str, list[Said]]:
    """Take a field apart.

    Returns:
        The name of the server that wrote it, in small letters, and what it says. Results that
        RFC 8601 does not know are left out.
    """
    parts = _without_comments(text[:_MOST]).split(";")
    server = parts[0].split()
    said = []
    for part in parts[1:]:
        found = _METHOD.match(part)
        if found is None or found[2].lower() not in set(Result):
            continue
        properties = {
            f"{m[1]}.{m[2]}".lower(): m[3].strip('"')
            for m in _PROPERTY.finditer(part, found.end(2))
        }
        said.append((found[1].lower(), Result(found[2].lower()), properties))
    return (server[0].lower() if server else ""), said


def passed_dmarc(text: str) -> str | None:
    """Return the From header's domain that a field says to have passed DMARC, or None."""
    for method, result, properties in parse_results(text)[1]:
        if method == "dmarc" and result is Result.PASS:
            return ascii_domain(properties.get("header.from", "").rpartition("@")[2])
    return None


def _without_comments(text: str) -> str:
    """Take comments away; few are nested more than once."""
    for _ in range(3):
        text = _COMMENT.sub(" ", text)
    return text
