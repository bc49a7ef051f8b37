"""Mail for postmaster (RFC 5321 §4.5.1): it belongs to no dossier and waits for the operator."""

from storage.domain.mailbox import POSTMASTER

MOST = 1000
"""Mails that wait for the operator; with as many, more is refused for the time being."""
MAILBOX = "postmaster"
"""Stands for the id of a mailbox in a spooled envelope."""


def is_postmaster(address: str) -> bool:
    """Tell whether the local part is postmaster's, in any letter case."""
    return address.partition("@")[0].lower() == POSTMASTER
