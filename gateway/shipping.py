"""The program that ships the spool to storage and judges senders.

In: plain values. It runs until SIGTERM or SIGINT, finishes what it has begun, and returns. It is
apart from `gateway.program`: what judges senders takes memory that the SMTP server has no use for.
"""

import os
import signal
import threading
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import dns.exception
import structlog

from gateway.authentication.dns import Servers
from gateway.authentication.judge import Senders, Trust
from gateway.authentication.upstream import Upstreams
from gateway.caps import Network
from gateway.judging import Again, Judge
from gateway.processes import STOPPING
from gateway.program import open_spool
from gateway.pulse import Pulse
from gateway.scanners import scanners
from gateway.sending import Outbox, Smarthost
from gateway.shipper import Shipper
from storage.blobs import BlobStore
from storage.database import Database

LANES = 4
"""Mails that are judged and shipped at the same time: most of that is waiting for the DNS."""

SENDING_SECONDS = 5.0
"""How long a mail to a supplier that is being sent is waited for at the end."""

NICE = 10
"""What it leaves of the processor to others."""

log = structlog.get_logger()


@dataclass(frozen=True)
class ShipperSettings:
    """What the shipper needs to know.

    Attributes:
        spool_folder: As the gateway has it.
        database_url: Where rows go.
        blobs_folder: Where bytes go.
        dns_servers: Who is asked about senders; empty: the system's; None: nobody.
        trusted_sealers: Forwarders whose ARC seal is believed.
        upstream_networks: Our own servers in front.
        upstream_name: Under which they write Authentication-Results.
        clamd: Its place; empty: none.
        rspamd_url: Its place; empty: none.
        smarthost: Who takes mail to suppliers; None: nobody sends any.
    """

    spool_folder: Path
    database_url: str
    blobs_folder: Path
    dns_servers: tuple[tuple[str, int], ...] | None = None
    trusted_sealers: frozenset[str] = frozenset()
    upstream_networks: tuple[Network, ...] = ()
    upstream_name: str = ""
    clamd: str = ""
    rspamd_url: str = ""
    smarthost: Smarthost | None = None


def serve_shipper(settings: ShipperSettings) -> None:
    """Ship the spool to storage, and judge senders, until SIGTERM or SIGINT.

    Raises:
        ConfigError: The spool cannot be written.
    """
    spool = open_spool(settings.spool_folder)
    # Who sends mail waits for the gateway; nobody waits for the shipper.
    os.nice(NICE)
    judge = _judge(settings)
    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in STOPPING:
        signal.signal(number, end)
    database = Database(settings.database_url, pool_size=2 * LANES)
    blobs = BlobStore(settings.blobs_folder)
    pulse = Pulse(database, "shipper")
    again = threading.Thread(target=Again(database, blobs, judge).run, args=[stop], daemon=True)
    again.start()
    sending = threading.Thread(target=_send, args=[database, settings.smarthost, stop], daemon=True)
    sending.start()
    log.info("shipper ready")
    Shipper(spool, database, blobs, judge=judge, lanes=LANES).run(stop)
    # Between the smarthost's answer and the note of it nothing is to be cut off.
    sending.join(SENDING_SECONDS)
    pulse.end()
    log.info("shipper ended")


def _send(database: Database, smarthost: Smarthost | None, stop: threading.Event) -> None:
    if smarthost is not None:
        Outbox(database, smarthost).run(stop)


def _judge(settings: ShipperSettings) -> Judge:
    trust = Trust(
        settings.trusted_sealers, Upstreams(settings.upstream_networks, settings.upstream_name)
    )
    senders = None
    if settings.dns_servers is not None:
        try:
            senders = Senders(Servers(settings.dns_servers), trust)
        except (dns.exception.DNSException, OSError):
            # Mail is not held up for that: it is stored, its senders unverified.
            log.exception("no resolver, so no sender is judged")
    return Judge(senders, scanners(settings.clamd, settings.rspamd_url))
