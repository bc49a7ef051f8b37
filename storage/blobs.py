"""Write-once bytes in a folder, named by their SHA-256, apart for every firm.

``ROOT/<firm>/ab/<sha256>``. A blob is durable when a put returns: its bytes are synced, then its
name, and only then may a row speak of it. A blob is never changed and never shared by two firms.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from storage.domain.errors import NotFoundError

CHUNK = 1 << 20

_SHA256 = re.compile(r"[0-9a-f]{64}")


OPERATOR = "operator"
"""Stands for the firm of bytes that belong to none, but to whoever runs the installation."""


class BlobStore:
    """Blobs below one folder, on one file system.

    Args:
        root: The folder; it is made when the first blob is put.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, firm_id: str, source: BinaryIO) -> tuple[str, int]:
        """Store what is left to read of ``source``.

        Returns:
            SHA-256 in hexadecimal, and size in bytes.
        """
        temporary = self._new_file(firm_id)
        digest, size = hashlib.sha256(), 0
        try:
            with temporary.open("xb") as target:
                while chunk := source.read(CHUNK):
                    digest.update(chunk)
                    size += target.write(chunk)
                target.flush()
                os.fsync(target.fileno())
            self._publish(firm_id, temporary, digest.hexdigest())
        finally:
            temporary.unlink(missing_ok=True)
        return digest.hexdigest(), size

    def link(self, firm_id: str, path: Path) -> tuple[str, int]:
        """Store a file that nobody will write to any more, by another name for it.

        Nothing is copied, unless the file lies elsewhere or is another firm's blob already. As
        `put`; ``path`` may be removed afterwards.
        """
        with path.open("rb") as source:
            sha256 = hashlib.file_digest(source, "sha256").hexdigest()
            facts = os.fstat(source.fileno())
            temporary = self._new_file(firm_id)
            try:
                if facts.st_nlink > 1 or self._path(firm_id, sha256).exists():
                    raise FileExistsError(path)
                os.fsync(source.fileno())
                temporary.hardlink_to(path)
                self._publish(firm_id, temporary, sha256)
            except OSError:
                source.seek(0)
                return self.put(firm_id, source)
            finally:
                temporary.unlink(missing_ok=True)
        return sha256, facts.st_size

    def put_file(self, firm_id: str, path: Path) -> tuple[str, int]:
        """Store a copy of a file. As `put`."""
        with path.open("rb") as source:
            return self.put(firm_id, source)

    def path(self, firm_id: str, sha256: str) -> Path:
        """Return where a blob lies.

        Args:
            firm_id: Whose it is.
            sha256: Its name. A stage may have said it, so it need not be one.

        Raises:
            NotFoundError: There is no such blob.
        """
        path = self._path(firm_id, sha256)
        if not _SHA256.fullmatch(sha256) or not path.is_file():
            raise NotFoundError(f"No blob {sha256} of {firm_id}.")
        return path

    def stored(self) -> Iterator[tuple[str, Path]]:
        """Yield firm and path of every blob, in no order."""
        for firm in self._root.iterdir() if self._root.is_dir() else ():
            for folder in firm.iterdir():
                if len(folder.name) == 2:
                    for path in folder.iterdir():
                        yield firm.name, path

    def _path(self, firm_id: str, sha256: str) -> Path:
        return self._root / firm_id / sha256[:2] / sha256

    def _new_file(self, firm_id: str) -> Path:
        folder = self._root / firm_id / "new"
        make_folders(folder)
        return folder / uuid4().hex

    def _publish(self, firm_id: str, temporary: Path, sha256: str) -> None:
        path = self._path(firm_id, sha256)
        make_folders(path.parent)
        if not path.exists():
            temporary.chmod(0o440)
            temporary.rename(path)
        # Also where the blob was there: whoever put it may not have synced its name yet.
        sync_folder(path.parent)


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes in hexadecimal."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def make_folders(folder: Path) -> None:
    """Make a folder and those above it, durably."""
    if folder.is_dir():
        return
    make_folders(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
