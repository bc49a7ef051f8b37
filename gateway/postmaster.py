"""Mail for postmaster (RFC 5321 §4.5.1): it belongs to no dossier and waits for the operator.

Each message is a file, ``FOLDER/<receipt>.eml``, byte for byte as it came, and beside it
``<receipt>.json`` with its envelope. The operator removes them; `is_full` stops more from coming
before that.
"""

import os
import shutil
from pathlib import Path

from gateway.envelope import Heading, encode
from gateway.spool import Entry
from storage.blobs import make_folders, sync_folder

MOST = 1000
"""Messages that wait for the operator."""
MAILBOX = "postmaster"
"""Stands for the id of a mailbox in a spooled envelope."""


class Postmaster:
    """The folder.

    Args:
        folder: It is made when the first message comes.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def count(self) -> int:
        """Return how many messages wait."""
        try:
            return sum(name.endswith(".eml") for name in os.listdir(self.folder))  # noqa: PTH208
        except FileNotFoundError:
            return 0

    def is_full(self) -> bool:
        """Tell whether no more should be accepted."""
        return self.count() >= MOST

    def keep(self, entry: Entry) -> None:
        """Keep a message of the spool, durably; keeping it again changes nothing.

        Raises:
            OSError: It could not be written.
        """
        make_folders(self.folder)
        temporary = self.folder / f"{entry.name}.new"
        with entry.open() as content, temporary.open("wb") as target:
            shutil.copyfileobj(content, target, 1 << 20)
            target.flush()
            os.fsync(target.fileno())
        (self.folder / f"{entry.name}.json").write_bytes(
            encode(Heading(entry.envelope, entry.size))
        )
        temporary.replace(self.folder / f"{entry.name}.eml")
        sync_folder(self.folder)


def is_postmaster(address: str) -> bool:
    """Tell whether the local part is postmaster's, in any letter case."""
    return address.partition("@")[0].lower() == "postmaster"
