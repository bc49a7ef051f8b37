"""What our own servers in front say about the client that they saw (RFC 8601).

Only a mail that they handed us, by the address of the connection, may say so, and only the fields
above the second Received one: what stands below came with the mail.
"""

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address

from gateway.authentication.mail import Mail
from gateway.authentication.results import parse_results
from gateway.authentication.signing import ascii_domain
from storage.domain.verdicts import Ground, Result, SpfVerdict


@dataclass(frozen=True)
class Upstreams:
    """Servers in front of us.

    Attributes:
        networks: Where they connect from.
        server: The name under which they write Authentication-Results; empty: they write none.
    """

    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    server: str = ""

    def has(self, address: str) -> bool:
        """Tell whether a client is one of them."""
        found = ip_address(address)
        return any(found in network for network in self.networks)


def spf_from_upstream(upstreams: Upstreams, mail: Mail | None, mail_from: str) -> SpfVerdict:
    """Return SPF as a server in front judged it; the client that we see is that server."""
    identity = "mail_from" if mail_from else "helo"
    wanted = ascii_domain(mail_from.rpartition("@")[2]) if mail_from else None
    for text in _own_fields(mail, upstreams.server) if mail is not None else []:
        for method, result, properties in parse_results(text)[1]:
            if method != "spf":
                continue
            name = "smtp.mailfrom" if mail_from else "smtp.helo"
            domain = ascii_domain(properties.get(name, "").rpartition("@")[2])
            if domain is not None and wanted in {None, domain}:
                return SpfVerdict(result, Ground.SAID_BY_UPSTREAM, identity, domain)
    return SpfVerdict(Result.NONE, Ground.BEHIND_UPSTREAM, identity, wanted)


def _own_fields(mail: Mail, server: str) -> list[str]:
    found: list[str] = []
    received = 0
    for field in mail.fields:
        if field.name == b"received":
            received += 1
            if received > 1:
                break
        if server and field.name == b"authentication-results":
            text = field.value.decode("utf-8", "replace")
            if parse_results(text)[0] == server.lower():
                found.append(text)
    return found
