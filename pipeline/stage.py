"""What a stage is given and what it answers.

A stage is one function ``run(work, tools) -> Outcome`` in a module of `pipeline.stages`. It runs
in a child process whose current directory is a work directory of its own; files are named
relative to it. It SHALL be harmless to run it twice. It SHALL NOT open a database, a queue, a
clock or a logger. What it foresees it answers as a value; an exception means that the work could
not be done.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from storage.domain.approval import ReceptionPolicy, Supplier
from storage.domain.evidence import Evidence
from storage.domain.invoice import Invoice, Profile
from storage.domain.mailbox import Direction
from storage.domain.part import Part
from storage.domain.reason import Cause
from storage.domain.siren import Siren
from storage.domain.state import DocumentKind, MessageStatus, Reception

RAW = "raw"
"""Role of the received message or uploaded file, as it came."""
PART = "part"
"""Role of the part that `normalise` and `read` work on."""
ORIGINAL = "original"
"""Role of a document's original: the received part."""
XML = "xml"
"""Role of the invoice XML that was found inside the original."""
FACTURX = "facturx"
"""Role of the Factur-X to hand on: the original itself, or a derived file."""


@dataclass(frozen=True)
class MessageHeader:
    """Facts of the message header; every text is the sender's word and hostile.

    Attributes:
        header_from: The From header's address; None if there is not exactly one.
        subject: Decoded, on one line.
        message_id: As written, with angle brackets.
        received: Number of Received headers: hosts that the message came through.
    """

    header_from: str | None = None
    subject: str | None = None
    message_id: str | None = None
    received: int = 0


@dataclass(frozen=True)
class MessageFacts:
    """What the stages of the message plan have found so far.

    Attributes:
        header: Facts of the header; empty for an upload.
        parts: Every part with its outcome so far, in the order of the message.
        reasons: Why the message as a whole is ignored, held or rejected; else empty.
    """

    header: MessageHeader = field(default_factory=MessageHeader)
    parts: tuple[Part, ...] = ()
    reasons: tuple[Cause, ...] = ()


@dataclass(frozen=True)
class DocumentFacts:
    """What the stages of the document plan have found so far.

    Attributes:
        kind: What the document is, once that is known.
        pages: Number of pages, once it was opened.
        profile: The rule set that the embedded XML declares.
        invoice: The fields, once they were read.
        open_points: What `check` could not prove, or found contradicted.
    """

    kind: DocumentKind | None = None
    pages: int | None = None
    profile: Profile | None = None
    invoice: Invoice | None = None
    open_points: tuple[Cause, ...] = ()


@dataclass(frozen=True)
class Work:
    """A frozen snapshot of what is known when a stage starts.

    Attributes:
        direction: Which way the invoice goes, seen from the dossier.
        own_siren: SIREN of the dossier; None if it has none that checks.
        channel: How the message came: ``mail``, ``upload`` or ``file``.
        file_name: Name of an uploaded file, uncleaned; None for mail.
        files: Names of read-only files in the current directory, by role.
        message: Facts of the message plan.
        part: The part that a per-part stage works on.
        document: Facts of the document plan.
        policy: The dossier's reception policy.
        supplier: The supplier that the document's seller is known as.
        evidence: What is proven about document and sender.
    """

    direction: Direction = Direction.PURCHASE
    own_siren: Siren | None = None
    channel: str = "mail"
    file_name: str | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    message: MessageFacts = field(default_factory=MessageFacts)
    part: Part | None = None
    document: DocumentFacts = field(default_factory=DocumentFacts)
    policy: ReceptionPolicy = ReceptionPolicy.EVERY_INVOICE
    supplier: Supplier | None = None
    evidence: Evidence = field(default_factory=Evidence)


class Tools:
    """The outside programs that a stage may use. None is needed yet."""


@dataclass(frozen=True)
class Next:
    """Go on with the following stage.

    Attributes:
        facts: The facts so far, all of them: they replace the earlier ones. A per-part stage
            answers its part.
        files: Names of files to keep, by role; for `unpack` by the SHA-256 of the part.
    """

    facts: MessageFacts | DocumentFacts | Part
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FoundDocument:
    """A document that a message turned out to hold.

    Attributes:
        part: Path of the part that is its original.
        first_page: 1-based first page within that part.
        last_page: 1-based last page; None for "to the end".
    """

    part: str
    first_page: int = 1
    last_page: int | None = None


@dataclass(frozen=True)
class Documents:
    """What a message turned out to hold: the end of the message plan.

    Attributes:
        status: How the message ends.
        facts: The final facts; every part has its outcome.
        documents: One per document plan to start; may be empty.
    """

    status: MessageStatus
    facts: MessageFacts
    documents: tuple[FoundDocument, ...] = ()


@dataclass(frozen=True)
class File:
    """Into the dossier, with its reception: the end of the document plan."""

    reception: Reception
    reasons: tuple[Cause, ...]


@dataclass(frozen=True)
class Hold:
    """No invoice can be made of it without a person.

    Attributes:
        reasons: All of them, at least one.
        facts: What was found all the same; None keeps the earlier facts.
        files: Names of files to keep, by role.
    """

    reasons: tuple[Cause, ...]
    facts: DocumentFacts | None = None
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reject:
    """It is not taken; it stays visible as such."""

    reasons: tuple[Cause, ...]


Outcome = Next | Documents | File | Hold | Reject
