"""What a connection needs to know of the server that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from gateway.caps import Network
from gateway.certificate import Certificate
from gateway.pace import Pace
from gateway.replies import Reply
from gateway.session import Hooks

if TYPE_CHECKING:
    from gateway.channel import Channel


class Host(Protocol):
    """What a connection needs to know of its server."""

    hooks: Hooks
    hostname: str
    pace: Pace
    certificate: Certificate | None
    proxies: Sequence[Network]
    is_lmtp: bool

    def opened(self, connection: Channel) -> None:
        """Know of it."""

    def admit(self, connection: Channel) -> Reply | None:
        """Count it for its client's network; return why it is one too many, or None."""

    def closed(self, connection: Channel) -> None:
        """Forget it."""
