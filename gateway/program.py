"""The SMTP server as a program; `gateway.shipping` has the other one.

In: plain values. It runs until SIGTERM or SIGINT, finishes what it has begun, and returns. It
writes its log only, nothing to the standard output.
"""

import asyncio
import signal
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import structlog
import uvloop

from gateway.caps import Caps, Network
from gateway.certificate import Certificate
from gateway.incoming import Store
from gateway.mailboxes import Mailboxes
from gateway.postmaster import Postmaster
from gateway.processes import Crew, reserve
from gateway.pulse import Pulse
from gateway.server import Server
from gateway.session import Hooks
from gateway.spool import Spool
from storage.database import Database
from storage.domain.errors import ConfigError, TransientError
from storage.domain.mailbox import Direction, host_for

FIRST_REFRESH_SECONDS = 2.0
"""How long the start waits for the map of mailboxes; after that, the one on disk serves."""
STOPPING = (signal.SIGTERM, signal.SIGINT)

log = structlog.get_logger()


@dataclass(frozen=True)
class GatewaySettings:
    """What the SMTP server needs to know.

    Attributes:
        host: Address to listen at.
        port: TCP port.
        mail_domain: The domain behind ``mg.`` and ``out.mg.``.
        database_url: Where mailboxes are.
        spool_folder: Where messages are written down.
        mailboxes_file: File that keeps the map of mailboxes.
        postmaster_folder: Where mail for postmaster waits for the operator.
        max_message_size: Bytes of content.
        tls_certificate: Chain in PEM for STARTTLS; None: it is not offered.
        tls_key: Its key; None: in the same file.
        exempt_networks: Whose mail has no caps per client, sender's domain or dossier.
        processes: How many share the port.
        proxy_networks: Whose connections begin with a PROXY header.
        is_lmtp: Speak LMTP instead of SMTP.
    """

    host: str
    port: int
    mail_domain: str
    database_url: str
    spool_folder: Path
    mailboxes_file: Path
    postmaster_folder: Path
    max_message_size: int
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    exempt_networks: tuple[Network, ...] = ()
    processes: int = 1
    proxy_networks: tuple[Network, ...] = ()
    is_lmtp: bool = False


def serve_gateway(settings: GatewaySettings) -> None:
    """Accept mail until SIGTERM or SIGINT.

    Raises:
        ConfigError: The address cannot be listened at, the spool cannot be written, or the
            certificate cannot be used.
    """
    open_spool(settings.spool_folder)
    _open_certificate(settings)
    if settings.processes == 1:
        _serve_one(settings)
    else:
        keeper, port = reserve(settings.host, settings.port)
        with keeper:
            shared = replace(settings, port=port)
            Crew(settings.processes, lambda alive: _serve_one(shared, alive)).run()
    log.info("gateway ended")


def _serve_one(settings: GatewaySettings, alive: int | None = None) -> None:
    """Accept mail in this process, also until the file ``alive`` ends."""
    database = Database(settings.database_url)
    hosts = {direction: host_for(direction, settings.mail_domain) for direction in Direction}
    mailboxes = Mailboxes(database, settings.mailboxes_file, hosts=set(hosts.values()))
    mailboxes.load()
    store = Store(Spool(settings.spool_folder))
    caps, postmaster = Caps(settings.exempt_networks), Postmaster(settings.postmaster_folder)
    hooks = Hooks(mailboxes, store, settings.max_message_size, caps, postmaster)
    server = Server(
        hooks,
        hostname=hosts[Direction.PURCHASE],
        certificate=_open_certificate(settings),
        proxies=settings.proxy_networks,
        is_lmtp=settings.is_lmtp,
    )
    uvloop.run(_serve_gateway(server, mailboxes, database, settings, alive))
    store.close()


async def _serve_gateway(
    server: Server,
    mailboxes: Mailboxes,
    database: Database,
    settings: GatewaySettings,
    alive: int | None,
) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in STOPPING:
        loop.add_signal_handler(number, stop.set)
    if alive is not None:
        loop.add_reader(alive, stop.set)
    host, port = settings.host, settings.port
    with suppress(TransientError, TimeoutError):
        await asyncio.wait_for(mailboxes.refresh(), FIRST_REFRESH_SECONDS)
    try:
        actual = await server.listen(host, port, shares=settings.processes > 1)
    except OSError as error:
        raise ConfigError(f"Cannot listen for SMTP at {host}:{port}: {error}") from error
    pulse = Pulse(database, "gateway")
    refreshing = asyncio.create_task(mailboxes.keep_fresh())
    log.info("gateway ready", host=host, port=actual)
    await stop.wait()
    if alive is not None:
        loop.remove_reader(alive)
    refreshing.cancel()
    await server.close()
    await asyncio.to_thread(pulse.end)


def _open_certificate(settings: GatewaySettings) -> Certificate | None:
    chain = settings.tls_certificate
    return None if chain is None else Certificate(chain, settings.tls_key)


def open_spool(folder: Path) -> Spool:
    """Open the spool.

    Raises:
        ConfigError: It cannot be written.
    """
    try:
        spool = Spool(folder)
        spool.sweep()
    except OSError as error:
        raise ConfigError(f"Cannot write the spool {folder}: {error.strerror}.") from error
    return spool
