"""Secrets that the installation must be able to read again, encrypted with a key beside the data.

The key is a file of 32 random bytes that only its owner may read, made when the first secret is
kept; every program of the installation reads the same one. Whoever has the database without it has
no secrets. AES-256-GCM (NIST SP 800-38D), bound to the id of the row, so that a secret cannot be
moved to another one.
"""

import base64
import os
import secrets
from contextlib import suppress
from pathlib import Path

from storage.domain.errors import ConfigError

_KEY_BYTES = 32
_NONCE_BYTES = 12


class Vault:
    """Encrypts and decrypts.

    Args:
        key_file: Where the key is, or will be.
    """

    def __init__(self, key_file: Path) -> None:
        self._file = key_file

    def seal(self, secret: str, row_id: str) -> str:
        """Return a secret as a row keeps it.

        Raises:
            ConfigError: The key cannot be read or made.
        """
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = AESGCM(self._key(make=True)).encrypt(nonce, secret.encode(), row_id.encode())
        return base64.b64encode(nonce + sealed).decode()

    def open(self, sealed: str, row_id: str) -> str | None:
        """Return the secret of a row; None where it was sealed with another key."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

        data = base64.b64decode(sealed)
        nonce, rest = data[:_NONCE_BYTES], data[_NONCE_BYTES:]
        try:
            return AESGCM(self._key(make=False)).decrypt(nonce, rest, row_id.encode()).decode()
        except (InvalidTag, ConfigError):
            return None

    def _key(self, *, make: bool) -> bytes:
        """Read the key: each time, so that no process holds it that is forked."""
        if make and not self._file.exists():
            self._make()
        try:
            key = self._file.read_bytes()
        except OSError as error:
            raise ConfigError(f"The key of passwords cannot be read: {error}.") from error
        if len(key) != _KEY_BYTES:
            raise ConfigError(f"{self._file} is no key: it must be {_KEY_BYTES} bytes.")
        return key

    def _make(self) -> None:
        """Make the key whole or not at all; of two programs that do, one does."""
        draft = self._file.with_name(f".{self._file.name}.{secrets.token_hex(8)}")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(secrets.token_bytes(_KEY_BYTES))
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileExistsError):
                os.link(draft, self._file)
            folder = os.open(self._file.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)
        except OSError as error:
            raise ConfigError(f"The key of passwords cannot be made: {error}.") from error
        finally:
            draft.unlink(missing_ok=True)
