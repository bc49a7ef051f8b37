"""How much mail a client network, a sender's domain and a dossier may have, with fair shares.

In: addresses, domains, dossiers. Out: whether one more is too many. All counts are of one process
and live in memory; they fade instead of starting anew. A network is an IPv4 /24 or an IPv6 /48.
"""

import math
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from gateway import replies
from gateway.replies import Reply

Network = IPv4Network | IPv6Network

MAX_KEYS = 50_000
"""Counts that are kept; the one that was not touched for longest is forgotten first."""


@dataclass(frozen=True)
class Cap:
    """How many of something; alone, one network may have half of it.

    Attributes:
        count: At once, where there were none for long.
        seconds: In which two thirds of what was counted fade.
    """

    count: int
    seconds: float


@dataclass(frozen=True)
class Limits:
    """All caps.

    Attributes:
        network: Messages from one network.
        domain: Messages with one domain in their reverse path, shared by the networks.
        dossier: Messages for one dossier, shared by the networks.
        unknown: Recipients that nobody has, named from one network.
    """

    network: Cap = Cap(6000, 600)
    domain: Cap = Cap(6000, 600)
    dossier: Cap = Cap(4000, 600)
    unknown: Cap = Cap(400, 3600)


class Shares:
    """Counts that fade, and fair shares of them.

    A member may take one more as long as it has less than what is left for all: alone it gets half,
    two get a third each, and there is always something left for a newcomer.

    Args:
        cap: How many.
        clock: Monotonic, in seconds.
    """

    def __init__(self, cap: Cap, clock: Callable[[], float] = time.monotonic) -> None:
        self._cap = cap
        self._clock = clock
        self._levels: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()

    def take(self, key: str, member: str) -> bool:
        """Count one more of ``key`` for a member, unless that is too many."""
        total, own = self._level((key, "")), self._level((key, f"={member}"))
        if own + 1 > self._cap.count - total:
            return False
        now = self._clock()
        for place, level in (((key, ""), total), ((key, f"={member}"), own)):
            self._levels[place] = (level + 1, now)
            self._levels.move_to_end(place)
        while len(self._levels) > MAX_KEYS:
            self._levels.popitem(last=False)
        return True

    def _level(self, place: tuple[str, str]) -> float:
        level, at = self._levels.get(place, (0.0, 0.0))
        return level * math.exp((at - self._clock()) / self._cap.seconds)


class Caps:
    """What all connections of a process may take.

    Args:
        exempt: Networks for whose mail nothing here counts.
        max_connections: At once.
        limits: All other caps.
        clock: Monotonic, in seconds.
    """

    def __init__(
        self,
        exempt: Sequence[Network] = (),
        max_connections: int = 400,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        limits = limits or Limits()
        self.max_connections = max_connections
        self._exempt = exempt
        self._networks = Shares(limits.network, clock)
        self._domains = Shares(limits.domain, clock)
        self._dossiers = Shares(limits.dossier, clock)
        self._unknown = Shares(limits.unknown, clock)
        self._connections: Counter[str] = Counter()

    def network(self, address: str) -> str | None:
        """Return the network of a client's IP address, or None where it is exempt."""
        try:
            ip = plain(ip_address(address))
        except ValueError:
            return address
        if is_in(ip, self._exempt):
            return None
        return f"{ip.version}:{int(ip) >> (8 if ip.version == 4 else 80):x}"

    def open(self, network: str | None, connections: int) -> bool:
        """Count one more connection of a network, unless that is more than its share.

        Args:
            network: Whose; None is exempt.
            connections: How many there are of all, with this one.
        """
        if network is None:
            return True
        if self._connections[network] > self.max_connections - connections:
            return False
        self._connections[network] += 1
        return True

    def close(self, network: str | None) -> None:
        """Count a connection no more that `open` has counted."""
        if network is not None:
            self._connections[network] -= 1
            if not self._connections[network]:
                del self._connections[network]

    def refuse_message(self, network: str | None, domain: str) -> Reply | None:
        """Count a message; return why it is one too many, or None."""
        if network is None:
            return None
        if not self._networks.take(network, network):
            return replies.TOO_MANY_FROM_NETWORK
        if not self._domains.take(domain.lower(), network):
            return replies.TOO_MANY_FROM_DOMAIN
        return None

    def refuse_dossier(self, network: str | None, dossier_id: str) -> Reply | None:
        """Count a message for a dossier; return why it is one too many, or None."""
        if network is None or self._dossiers.take(dossier_id, network):
            return None
        return replies.TOO_MANY_FOR_MAILBOX

    def is_guessing(self, network: str | None) -> bool:
        """Count a recipient that nobody has; tell whether that is one too many."""
        return network is not None and not self._unknown.take(network, network)


def plain(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return an IPv4 address as one, also where a socket for both kinds writes it in IPv6."""
    return getattr(ip, "ipv4_mapped", None) or ip


def is_in(ip: IPv4Address | IPv6Address, networks: Sequence[Network]) -> bool:
    """Tell whether an address is in one of some networks."""
    return any(ip in network for network in networks)
