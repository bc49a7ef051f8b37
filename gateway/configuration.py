"""What the SMTP server needs to know, in a form that goes to its processes as one line."""

import json
from dataclasses import asdict, dataclass, replace
from ipaddress import ip_network
from pathlib import Path
from typing import Self

from gateway.caps import Network
from storage.domain.mailbox import Direction, host_for


@dataclass(frozen=True)
class GatewaySettings:
    """What the SMTP server needs to know.

    Attributes:
        listener: Command that runs `gateway.listener`; numbers of files are put behind it.
        host: Address to listen at.
        port: TCP port.
        mail_domain: The domain behind ``mg.`` and ``out.mg.``.
        database_url: Where mailboxes are.
        spool_folder: Where messages are written down.
        mailboxes_file: File that keeps the map of mailboxes.
        max_message_size: Bytes of content.
        tls_certificate: Chain in PEM for STARTTLS; None: it is not offered.
        tls_key: Its key; None: in the same file.
        exempt_networks: Whose mail has no caps per client, sender's domain or dossier.
        processes: How many share the port.
        proxy_networks: Whose connections begin with a PROXY header.
        is_lmtp: Speak LMTP instead of SMTP.
    """

    listener: tuple[str, ...]
    host: str
    port: int
    mail_domain: str
    database_url: str
    spool_folder: Path
    mailboxes_file: Path
    max_message_size: int
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    exempt_networks: tuple[Network, ...] = ()
    processes: int = 1
    proxy_networks: tuple[Network, ...] = ()
    is_lmtp: bool = False

    @property
    def hosts(self) -> dict[Direction, str]:
        """The hosts of all addresses below the mail domain."""
        return {direction: host_for(direction, self.mail_domain) for direction in Direction}

    def line(self) -> bytes:
        """Return everything but where the database is, which no process that listens may know."""
        return json.dumps(asdict(replace(self, database_url="")), default=str).encode() + b"\n"

    @classmethod
    def of(cls, line: bytes) -> Self:
        """Return what `line` has written."""
        fields = json.loads(line)
        fields["listener"] = tuple(fields["listener"])
        for name in ("spool_folder", "mailboxes_file"):
            fields[name] = Path(fields[name])
        for name in ("tls_certificate", "tls_key"):
            fields[name] = None if fields[name] is None else Path(fields[name])
        for name in ("exempt_networks", "proxy_networks"):
            fields[name] = tuple(ip_network(network) for network in fields[name])
        return cls(**fields)
