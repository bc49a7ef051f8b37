"""Parts of a message: what was found in it and what became of each."""

from dataclasses import dataclass
from enum import StrEnum

from storage.domain.reason import Cause, Reason


class PartOutcome(StrEnum):
    """What became of a part. ``HELD`` waits for a person."""

    DOCUMENT = "document"
    ANNEX = "annex"
    IGNORED = "ignored"
    HELD = "held"


@dataclass(frozen=True)
class Part:
    """One MIME leaf of a message, or one file that was inside another.

    Attributes:
        path: Its place, numbered as in RFC 9051 §6.4.5: ``1``, ``2.1``.
        name: Its cleaned file name, fit to be shown; None if it has none.
        media_type: By its content where that is known, else as declared; in small letters.
        size: Of the decoded content, in bytes.
        sha256: Of the decoded content, in hexadecimal.
        outcome: What became of it.
        reason: Why, for every outcome but ``DOCUMENT``; there ``SEPARATED`` if it is several.
        pages: Number of its pages, once it was opened.
        problem: Why its pages cannot be read; the document that is made of it is held for that.
        flags: What a person should know of it, whatever becomes of it.
    """

    path: str
    name: str | None
    media_type: str
    size: int
    sha256: str
    outcome: PartOutcome
    reason: Reason | None = None
    pages: int | None = None
    problem: Reason | None = None
    flags: tuple[Cause, ...] = ()
