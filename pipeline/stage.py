"""What a stage is given and what it answers.

A stage is one function ``run(work, tools) -> Outcome`` in a module of `pipeline.stages`. It runs
in a child process whose current directory is a work directory of its own; files are named
relative to it. It SHALL be harmless to run it twice. It SHALL NOT open a database, a queue, a
clock or a logger. What it foresees it answers as a value; an exception means that the work could
not be done.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from storage.domain.decision import Inputs
from storage.domain.invoice import FieldName, Invoice, Profile
from storage.domain.learning import LearnedPlace, Lesson
from storage.domain.mailbox import Direction
from storage.domain.part import Part, PartOutcome
from storage.domain.reason import Cause, Reason
from storage.domain.siren import Siren
from storage.domain.state import DocumentKind, MessageStatus, Reception

RAW = "raw"
"""Role of the received message or uploaded file, as it came."""
PART = "part"
"""Role of the part that `normalise` and `read` work on."""
ORIGINAL = "original"
"""Role of a document's original: the received part."""
PDF = "pdf"
"""Role of the PDF that `normalise` made of what was none, or of one that did not open as it was.

Any other PDF has none."""
VIEW = "view"
"""Role of the PDF to look at: it has nothing active in it. It may be the original itself."""
PIECE = "piece"
"""Role of the PDFs that a document of several files is joined of: ``piece-0``."""
TWIN = "twin"
"""Role of the invoice XML that came beside a PDF as a file of its own."""
WORDS = "words"
"""Role of the words of all pages, see `pipeline.reading.words`."""
PAGE_IMAGE = "page"
"""Role of a page's picture for viewing, with its 1-based number behind: ``page-1``."""
LARGE_PAGE_IMAGE = "page-large"
"""As `PAGE_IMAGE`, with more pixels: ``page-large-1``."""
XML = "xml"
"""Role of the invoice XML: that which was found inside the original, or the derived one."""
FACTURX = "facturx"
"""Role of the Factur-X to hand on: the original itself, or a derived file."""


@dataclass(frozen=True)
class Limits:
    """How much a stage may be given; settings of the installation.

    Attributes:
        pages: Most pages of a document that is read.
        page_side: Longest side of a page, in points (1/72 inch).
        pixels: Most pixels of one picture.
        seconds: Wall time of a stage, besides the time per page.
        seconds_per_page: Added for each page of the part or document.
        memory: Bytes that a stage may add to those of its parent.
    """

    pages: int = 300
    page_side: float = 14_400
    pixels: int = 60_000_000
    seconds: float = 60
    seconds_per_page: float = 4
    memory: int = 1536 * 1024 * 1024


@dataclass(frozen=True)
class InnerMail:
    """A mail that somebody forwarded; every text is the sender's word and hostile.

    Attributes:
        path: Of the part that it is, whose parts' paths begin with it; or of the text that quotes
            it, and then the forwarder's attachments are its own.
        quoted: It stands in a text, and is not attached whole.
        header_from: Address of its sender; None if it names none or several.
        name: Of its sender, as shown; None if it states none.
        subject: On one line.
        date: As written there.
        sha256: Of the bytes of one that is attached whole and kept, so that its signatures can be
            judged; None for any other.
    """

    path: str
    quoted: bool = False
    header_from: str | None = None
    name: str | None = None
    subject: str | None = None
    date: str | None = None
    sha256: str | None = None


@dataclass(frozen=True)
class MessageHeader:
    """Facts of the message header; every text is the sender's word and hostile.

    Attributes:
        header_from: The From header's address; None if there is not exactly one.
        subject: Decoded, on one line.
        message_id: As written, with angle brackets.
        received: Number of Received headers: hosts that the message came through.
        forwarded: The mails that it forwards, the outer ones first; then ``header_from`` is the
            forwarder, and the supplier is the sender of the innermost one.
        accounts: IBANs in its texts, and on its papers that are no invoices.
        unclear_accounts: What is called an account there, but is none that could be compared.
    """

    header_from: str | None = None
    subject: str | None = None
    message_id: str | None = None
    received: int = 0
    forwarded: tuple[InnerMail, ...] = ()
    accounts: tuple[str, ...] = ()
    unclear_accounts: tuple[str, ...] = ()


@dataclass(frozen=True)
class MessageFacts:
    """What the stages of the message plan have found so far.

    Attributes:
        header: Facts of the header; empty for an upload.
        parts: Every part with its outcome so far, in the order of the message.
        reasons: Why the message as a whole is ignored, held or rejected; else empty.
        taken: Path of the one part to work on, since a person made a document of it; None for all.
    """

    header: MessageHeader = field(default_factory=MessageHeader)
    parts: tuple[Part, ...] = ()
    reasons: tuple[Cause, ...] = ()
    taken: str | None = None

    @property
    def documents(self) -> tuple[Part, ...]:
        """The parts to work on: those that are documents."""
        return tuple(
            part
            for part in self.parts
            if part.outcome is PartOutcome.DOCUMENT and self.taken in {None, part.path}
        )


@dataclass(frozen=True)
class DocumentFacts:
    """What the stages of the document plan have found so far.

    Attributes:
        kind: What the document is, once that is known.
        kind_reason: Why it is taken for that.
        pages: Number of pages, once it was opened.
        problem: Why its pages cannot be read.
        flags: What a person should know of its file, whatever becomes of it.
        proposal: First pages of the invoices that it seems to hold; empty where it is one, or where
            a person decided that it is.
        doubts: Why a person has to look at it before it is filed, whatever is proven of it.
        profile: The rule set that the XML declares: the embedded one, or the derived one.
        derived: Whether the Factur-X to hand on was made here.
        facturx_reasons: Why there is no Factur-X, or why its profile is no higher.
        invoice: The fields, once they were read.
        open_points: What `check` could not prove, or found contradicted.
        page_differs: What the pages say, for the fields for which the embedded XML says something
            else.
        lessons: Where `check` found what a person entered or confirmed; None where it did not look.
    """

    kind: DocumentKind | None = None
    kind_reason: Cause | None = None
    pages: int | None = None
    problem: Reason | None = None
    flags: tuple[Cause, ...] = ()
    proposal: tuple[int, ...] = ()
    doubts: tuple[Cause, ...] = ()
    profile: Profile | None = None
    derived: bool = False
    facturx_reasons: tuple[Cause, ...] = ()
    invoice: Invoice | None = None
    open_points: tuple[Cause, ...] = ()
    page_differs: Mapping[FieldName, str] = field(default_factory=dict)
    lessons: tuple[Lesson, ...] | None = None


@dataclass(frozen=True)
class Work:
    """A frozen snapshot of what is known when a stage starts.

    Attributes:
        direction: Which way the invoice goes, seen from the dossier.
        own_siren: SIREN of the dossier; None if it has none that checks.
        own_name: Name of the dossier; empty where nobody knows it.
        channel: How the message came: ``mail``, ``upload`` or ``file``.
        file_name: Name of the uploaded file or the document's part, uncleaned; None for a mail.
        subject: Of the mail that brought the document; None where there is none.
        files: Names of read-only files in the current directory, by role.
        message: Facts of the message plan.
        part: The part that a per-part stage works on.
        document: Facts of the document plan.
        first_page: 1-based page of the original that the document begins on.
        last_page: 1-based last one; None for "to the end".
        inputs: What its reception is decided by; for `approve` only.
        learned: Places that corrections taught the dossier; for `extract` only.
        passwords: That the dossier keeps for its suppliers' files; for `normalise` only.
    """

    direction: Direction = Direction.PURCHASE
    own_siren: Siren | None = None
    own_name: str = ""
    channel: str = "mail"
    file_name: str | None = None
    subject: str | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    message: MessageFacts = field(default_factory=MessageFacts)
    part: Part | None = None
    document: DocumentFacts = field(default_factory=DocumentFacts)
    first_page: int = 1
    last_page: int | None = None
    inputs: Inputs = field(default_factory=Inputs)
    learned: tuple[LearnedPlace, ...] = ()
    passwords: tuple[str, ...] = field(default=(), repr=False)
    limits: Limits = field(default_factory=Limits)

    @property
    def is_whole(self) -> bool:
        """Whether the document is all of its original."""
        return self.first_page == 1 and self.last_page is None


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
        facts: What is known of it already: its kind, its pages, why it cannot be read.
        annexes: Paths of the parts that hang on it.
        twin: Path of the part that is its invoice XML, one of its annexes; None for none.
    """

    part: str
    first_page: int = 1
    last_page: int | None = None
    facts: DocumentFacts = field(default_factory=DocumentFacts)
    annexes: tuple[str, ...] = ()
    twin: str | None = None


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
