"""The way that something came in."""

from enum import StrEnum


class Channel(StrEnum):
    """How a message came."""

    MAIL = "mail"
    UPLOAD = "upload"
    FILE = "file"
    """By a command, from a file on this machine."""
    MOVED = "moved"
    """A person took it out of another dossier of the firm."""
    INTERNAL = "internal"
    """Another dossier of the firm sold it to this one."""


BARE = frozenset({Channel.UPLOAD, Channel.MOVED, Channel.INTERNAL})
"""What came is one file, not a mail."""
