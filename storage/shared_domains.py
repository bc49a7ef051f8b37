"""Domains that many strangers write from: mail providers, and platforms that send for others.

On such a domain a proven domain says nothing of one of its users, so trust binds whole addresses.
The list is shipped; an installation can name a file of its own that adds to it.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from storage.domain.errors import ConfigError

_SHIPPED = Path(__file__).with_name("shared_domains.txt")


class SharedDomains:
    """The list, as it is asked.

    Args:
        domains: In A-labels and small letters.
    """

    def __init__(self, domains: Iterable[str]) -> None:
        self._domains = frozenset(domains)

    def covers(self, domain: str | None) -> bool:
        """Tell whether a domain is on the list, or below one that is."""
        labels = (domain or "").lower().rstrip(".").split(".")
        return any(".".join(labels[at:]) in self._domains for at in range(len(labels)))


@cache
def shared_domains(own: Path | None = None) -> SharedDomains:
    """Return the shipped list with what a file of the operator's adds.

    Args:
        own: One domain a line; what stands behind ``#`` is a remark. None for no such file.

    Raises:
        ConfigError: The file cannot be read.
    """
    try:
        files = (_SHIPPED, *((own,) if own else ()))
        lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    except (OSError, UnicodeError) as error:
        raise ConfigError(f"The list of shared domains cannot be read: {error}.") from error
    names = (line.partition("#")[0].strip().lower() for line in lines)
    return SharedDomains(name.encode("idna").decode() for name in names if name)
