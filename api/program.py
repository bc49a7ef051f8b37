"""The program ``api``: wiring, heartbeat, signals."""

import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import structlog
import uvicorn

from api.app import make_app
from api.services import Installation
from storage.blobs import BlobStore
from storage.database import Database
from storage.domain.errors import ConfigError
from storage.heartbeat import Heartbeat
from storage.vault import Vault

_BACKLOG = 2048
_GRACE_SECONDS = 5
"""How long requests that are under way may take after the signal to end."""
_BEAT_SECONDS = 1.0

_log = structlog.get_logger()


def serve(
    *,
    host: str,
    port: int,
    database_url: str,
    blobs: Path,
    uploads: Path,
    installation: Installation,
    vault_key: Path,
) -> None:
    """Answer HTTP until SIGTERM or SIGINT. To be called in the main thread.

    Args:
        host: Address to listen on.
        port: Port to listen on; 0 for any that is free, which the log then names.
        database_url: As `storage.database.Database` takes it.
        blobs: Folder of the blob store.
        uploads: Folder for files that are being uploaded, on the same file system.
        installation: What must be known of the installation.
        vault_key: File of the key that secrets are encrypted with.

    Raises:
        ConfigError: The address cannot be listened on.
    """
    listening = _listen(host, port)
    database = Database(database_url)
    app = make_app(database, BlobStore(blobs), uploads, installation, Vault(vault_key))
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            access_log=False,
            log_config=None,
            lifespan="off",
            ws="none",
            server_header=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    )
    _end_on_signals(server)
    _log.info("listening", host=host, port=listening.getsockname()[1])
    try:
        with _beating(database, server):
            server.run(sockets=[listening])
    finally:
        listening.close()
        database.dispose()
        _log.info("stopped")


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise ConfigError(f"Cannot listen on {host}:{port}: {error.strerror}.") from error
    # Connections inherit it. Without it the body of each answer waits 40 ms for the caller to
    # acknowledge the header; asyncio sets it only on sockets that name their protocol.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _end_on_signals(server: uvicorn.Server) -> None:
    """Make both signals end the server.

    uvicorn sets handlers of its own while it runs, then puts these back and raises the signal
    again: the default ones would kill the process before it has tidied up.
    """

    def end(_signal: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)


@contextmanager
def _beating(database: Database, server: uvicorn.Server) -> Iterator[None]:
    """Say that the program lives, in a thread of its own, as long as the block runs."""
    heartbeat = Heartbeat(database, "api")
    is_over = threading.Event()

    def beat() -> None:
        while not is_over.wait(_BEAT_SECONDS / 4 if not server.started else _BEAT_SECONDS):
            heartbeat.beat(ready=server.started)

    thread = threading.Thread(target=beat, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join(_GRACE_SECONDS)
        heartbeat.stop()
