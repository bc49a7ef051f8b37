"""Addresses of dossiers: which direction an address stands for, and how it is compared.

An address is accepted because its mailbox row exists, never because it parses: a SIREN's check
digits play no part here. RFC 5321 §2.4 leaves the case of a local part to the receiving host;
here it does not matter.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """Which way an invoice goes, seen from the dossier."""

    PURCHASE = "purchase"
    SALE = "sale"


HOST_PREFIXES = {Direction.PURCHASE: "mg.", Direction.SALE: "out.mg."}
"""What stands before the firm's mail domain in the host part of a dossier's addresses."""

POSTMASTER = "postmaster"
"""Local part, in small letters, of who is responsible for a host (RFC 5321 §4.5.1)."""

_ATOM = r"[A-Za-z0-9!#$%&'*/=?^_`{|}~-]+"
_LOCAL_PART = re.compile(rf"{_ATOM}(\.{_ATOM})*")
_LONGEST_LOCAL_PART = 64
"""In octets: RFC 5321 §4.5.3.1.1."""


@dataclass(frozen=True)
class Address:
    """A recipient address taken apart.

    Attributes:
        local_part: Before the ``@`` and before the first ``+``, in small letters.
        tag: After the first ``+``, as written; empty if there is none.
        host: After the ``@``, in small letters, without a final dot.
    """

    local_part: str
    tag: str
    host: str

    @property
    def mailbox(self) -> str:
        """The address without its tag: the key of a mailbox."""
        return f"{self.local_part}@{self.host}"


@dataclass(frozen=True)
class Recipient:
    """An address that was accepted, and the mailbox that it stood for then."""

    address: str
    mailbox_id: str


def parse_address(text: str) -> Address | None:
    """Take ``local+tag@host`` apart, or return None where there is no local part or no host."""
    local, at, host = text.strip().rpartition("@")
    base, _, tag = local.partition("+")
    host = host.rstrip(".").lower()
    if not at or not base or not host:
        return None
    return Address(local_part=base.lower(), tag=tag, host=host)


def is_local_part(text: str) -> bool:
    """Tell whether a mailbox can have this left side: a Dot-string of RFC 5321 §4.1.2, no tag.

    Mail for postmaster is the operator's (RFC 5321 §4.5.1) and would never reach a dossier.
    """
    if text.lower() == POSTMASTER:
        return False
    return len(text) <= _LONGEST_LOCAL_PART and _LOCAL_PART.fullmatch(text) is not None


def default_local_part(siren: str) -> str:
    """Return the local part that a dossier gets unless another is asked for."""
    return f"SIREN{siren}"


def host_for(direction: Direction, mail_domain: str) -> str:
    """Return the host of the addresses of one direction, in small letters."""
    return f"{HOST_PREFIXES[direction]}{mail_domain.lower()}"
