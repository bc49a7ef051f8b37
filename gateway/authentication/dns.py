"""Questions to the DNS, within bounds: of time, of number, of what an answer may be.

Answers are kept for as long as they say. A server that stays silent is left alone for a while, so
that it costs a mail nothing.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import dns.exception
import dns.name
import dns.rdata
import dns.resolver

SECONDS = 5.0
"""Longest wait for answers about one mail."""
QUESTIONS = 150
"""Most questions about one mail; RFC 7208 §4.6.4 alone allows for more than a hundred."""
TRY_SECONDS = 1.5
"""How long one server is waited for before the next try."""
KEPT = 20_000
"""Answers in memory."""
TXT_BYTES = 16_384
"""Most bytes of a TXT record; more counts as none."""
RECORDS = 100
"""Most records of an answer that are looked at."""
_SILENT_TIMES = 4
"""So many questions in a row without an answer, and the servers count as silent ..."""
_SILENT_SECONDS = 20.0
"""... for so long."""


class SilentError(Exception):
    """Nobody answered in time; later somebody may."""


class TooManyError(Exception):
    """More questions than one mail may cost; asking again would not help."""


class Servers:
    """The resolvers that are asked, shared by all threads.

    Args:
        addresses: IP addresses with ports; none: the system's.
        clock: Monotonic, in seconds.
    """

    def __init__(
        self,
        addresses: tuple[tuple[str, int], ...] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._resolver = dns.resolver.Resolver(configure=not addresses)
        if addresses:
            self._resolver.nameservers = [
                dns.nameserver.Do53Nameserver(host, port) for host, port in addresses
            ]
        self._resolver.cache = dns.resolver.LRUCache(KEPT)
        self._resolver.timeout = TRY_SECONDS
        self._resolver.use_edns(0, 0, 1232)
        self._clock = clock
        self._lock = threading.Lock()
        self._unanswered = 0
        self._silent_until = 0.0

    def ask(self, name: dns.name.Name, kind: str, seconds: float) -> list[dns.rdata.Rdata]:
        """Return the records of a name; none where it does not exist.

        Raises:
            SilentError: There was no answer within so many seconds, or no proper one.
        """
        known = self._known(name, kind)
        if known is not None:
            return known
        if seconds <= 0 or self._clock() < self._silent_until:
            raise SilentError
        try:
            answer = self._resolver.resolve(
                name, kind, search=False, raise_on_no_answer=False, lifetime=seconds
            )
        except dns.resolver.NXDOMAIN:
            self._heard()
            return []
        except dns.exception.Timeout as error:
            self._missed()
            raise SilentError from error
        except (dns.exception.DNSException, OSError, ValueError) as error:
            # Every server failed for this name (SERVFAIL, nonsense): that says nothing of others.
            raise SilentError from error
        self._heard()
        return _records(answer)

    def _known(self, name: dns.name.Name, kind: str) -> list[dns.rdata.Rdata] | None:
        """Return an answer that is kept, also that the name does not exist."""
        cache = self._resolver.cache
        if cache is None:
            return None
        wanted = dns.rdatatype.from_text(kind)
        answer = cache.get((name, wanted, dns.rdataclass.IN))
        if answer is not None:
            return _records(answer)
        absent = cache.get((name, dns.rdatatype.ANY, dns.rdataclass.IN))
        return [] if absent is not None and absent.response.rcode() == dns.rcode.NXDOMAIN else None

    def _heard(self) -> None:
        with self._lock:
            self._unanswered = 0

    def _missed(self) -> None:
        with self._lock:
            self._unanswered += 1
            if self._unanswered >= _SILENT_TIMES:
                self._silent_until = self._clock() + _SILENT_SECONDS
                self._unanswered = 0


def _records(answer: dns.resolver.Answer) -> list[dns.rdata.Rdata]:
    return [] if answer.rrset is None else list(answer.rrset)[:RECORDS]


@dataclass
class Allowance:
    """Seconds that several mails may wait for answers together; shared by threads.

    One that is used up lets through only what is known already.
    """

    seconds: float = SECONDS
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def take(self, seconds: float) -> None:
        """Use some of it."""
        with self._lock:
            self.seconds -= seconds


class Lookups:
    """What one mail asks.

    Args:
        servers: Who is asked.
        seconds: How long it may wait in all.
        allowance: What it shares with others.
    """

    def __init__(
        self, servers: Servers, seconds: float = SECONDS, allowance: Allowance | None = None
    ) -> None:
        self._servers = servers
        self._left = seconds
        self._allowance = allowance
        self._asked = 0

    def records(self, name: str, kind: str) -> list[dns.rdata.Rdata]:
        """Return the records of a name, in the servers' order; none for what is no name.

        Raises:
            SilentError: No answer in time.
            TooManyError: This mail has asked too much.
        """
        try:
            wanted = dns.name.Name((*name.rstrip(".").encode("ascii").split(b"."), b""))
        except (dns.exception.DNSException, UnicodeError, ValueError):
            return []
        self._asked += 1
        if self._asked > QUESTIONS:
            raise TooManyError
        seconds = self._left
        if self._allowance is not None:
            seconds = min(seconds, self._allowance.seconds)
        started = time.monotonic()
        try:
            return self._servers.ask(wanted, kind, seconds)
        finally:
            taken = time.monotonic() - started
            self._left -= taken
            if self._allowance is not None:
                self._allowance.take(taken)

    def texts(self, name: str) -> list[bytes]:
        """Return the TXT records of a name, each with its strings put together.

        Raises:
            SilentError, TooManyError: As `records`.
        """
        found = [b"".join(getattr(record, "strings", ())) for record in self.records(name, "TXT")]
        return [text for text in found if len(text) <= TXT_BYTES]
