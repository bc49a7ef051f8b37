"""What the endpoints work with, made once at start."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from storage.blobs import BlobStore
from storage.database import Database
from storage.domain.errors import ConfigError
from storage.vault import Vault


@dataclass(frozen=True)
class Installation:
    """What the api must know of the installation that it belongs to.

    Attributes:
        max_message_size: Most bytes of an uploaded file, as of a mail.
        runs_gateway: Whether `/readyz` waits for a gateway.
        runs_workers: Whether `/readyz` waits for a worker.
        sends_mail: Whether suppliers can be told of a decision.
        shared_domains_file: Adds to the shipped list of domains that many strangers write from.
    """

    max_message_size: int = 40 * 1024 * 1024
    runs_gateway: bool = True
    runs_workers: bool = True
    sends_mail: bool = False
    shared_domains_file: Path | None = None


@dataclass(frozen=True)
class Services:
    """Where rows, bytes and half-received uploads are.

    Attributes:
        database: Rows.
        blobs: Bytes.
        uploads: Folder for files that are being uploaded, on the file system of the blobs.
        installation: Facts of the installation.
        vault: Where secrets are encrypted; None where none can be kept.
    """

    database: Database
    blobs: BlobStore
    uploads: Path
    installation: Installation
    vault: Vault | None = None

    def open_vault(self) -> Vault:
        """Return where secrets are encrypted.

        Raises:
            ConfigError: There is no such place.
        """
        if self.vault is None:
            raise ConfigError("This installation has no file for the key of passwords.")
        return self.vault


async def _services(request: Request) -> Services:
    found: Services = request.app.state.services
    return found


Served = Annotated[Services, Depends(_services)]
"""An endpoint's parameter that gives it the services. Async, so that it costs no thread hop."""
