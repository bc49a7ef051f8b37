"""The server's certificate for STARTTLS (RFC 3207), read again when its file changes."""

import os
import ssl
from pathlib import Path

import structlog

from storage.domain.errors import ConfigError

log = structlog.get_logger()


class Certificate:
    """A certificate chain with its key, in PEM.

    Args:
        chain: File with the certificate and those that signed it.
        key: File with the private key; None where ``chain`` has it.

    Raises:
        ConfigError: The files cannot be used.
    """

    def __init__(self, chain: Path, key: Path | None = None) -> None:
        self._chain = chain
        self._key = key
        try:
            self._stamp = self._look()
            self._context = self._read()
        except (OSError, ValueError) as error:
            raise ConfigError(f"Cannot use the certificate {chain}: {error}") from error

    def context(self) -> ssl.SSLContext:
        """Return what a new TLS session takes: TLS 1.2 or newer, the newest certificate that works.

        While the files are being replaced, and where the new ones are wrong, the old one goes on.
        """
        try:
            stamp = self._look()
            if stamp != self._stamp:
                self._stamp = stamp
                self._context = self._read()
                log.info("certificate read again")
        except (OSError, ValueError) as error:
            log.error("certificate unusable, the one before goes on", error=str(error))  # noqa: TRY400
        return self._context

    def _look(self) -> tuple[tuple[int, int, int], ...]:
        """Return what changes when a file does."""
        facts = [os.stat(path) for path in (self._chain, self._key) if path is not None]  # noqa: PTH116
        return tuple((each.st_ino, each.st_mtime_ns, each.st_size) for each in facts)

    def _read(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.options |= ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_COMPRESSION
        context.load_cert_chain(self._chain, self._key, password=_no_password)
        return context


def _no_password() -> str:
    raise ValueError("the private key has a password")


def open_certificate(chain: Path | None, key: Path | None) -> Certificate | None:
    """Return the certificate for STARTTLS, or None where there is none.

    Raises:
        ConfigError: It cannot be used.
    """
    return None if chain is None else Certificate(chain, key)
