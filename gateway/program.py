"""The SMTP server as a program; `gateway.shipping` has the other one.

In: plain values. It runs until SIGTERM or SIGINT, lets its processes finish what they have begun,
and returns. It writes its log only, nothing to the standard output. Connections are served by
processes of their own (`gateway.listener`); here is what they have in common: the port, the
database, the heartbeat.
"""

import asyncio
import socket
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import structlog

from gateway.certificate import open_certificate
from gateway.configuration import GatewaySettings
from gateway.directory import Directory
from gateway.processes import STOPPING, Crew, listen
from gateway.pulse import Pulse
from gateway.spool import Spool
from storage.database import Database
from storage.domain.errors import ConfigError, TransientError

__all__ = ["GatewaySettings", "open_spool", "serve_gateway"]

FIRST_REFRESH_SECONDS = 2.0
"""How long the start waits for the map of mailboxes; after that, the one on disk serves."""

log = structlog.get_logger()


def serve_gateway(settings: GatewaySettings, passed: Sequence[socket.socket] = ()) -> None:
    """Accept mail until SIGTERM or SIGINT.

    Args:
        settings: What to know.
        passed: Sockets that listen already, as systemd opens them; where there are some, host and
            port do not count.

    Raises:
        ConfigError: The address cannot be listened at, the spool cannot be written, or the
            certificate cannot be used.
    """
    open_spool(settings.spool_folder)
    open_certificate(settings.tls_certificate, settings.tls_key)
    if passed:
        sockets = [list(passed)] * settings.processes
    else:
        sockets = [[each] for each in listen(settings.host, settings.port, settings.processes)]
    asyncio.run(_serve(settings, sockets))
    log.info("gateway ended")


async def _serve(settings: GatewaySettings, sockets: Sequence[Sequence[socket.socket]]) -> None:
    stop = asyncio.Event()
    for number in STOPPING:
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    database = Database(settings.database_url)
    directory = Directory(database, settings.mailboxes_file)
    with suppress(TransientError, TimeoutError):
        await asyncio.wait_for(directory.refresh(), FIRST_REFRESH_SECONDS)
    refreshing = asyncio.create_task(directory.keep_fresh())
    crew = Crew(settings.listener, settings.line(), sockets, directory.ask)
    pulse = Pulse(database, "gateway", lambda: crew.is_ready)
    host, port = sockets[0][0].getsockname()[:2]
    log.info("gateway begins", host=host, port=port)
    await crew.run(stop)
    refreshing.cancel()
    await asyncio.to_thread(pulse.end)


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
