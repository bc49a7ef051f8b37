"""Caps on the structure of a message, checked before anything is parsed.

MIME allows structures that cost a parser more than linear time (RFC 2046 §5.1, RFC 2231 §3).
Header blocks are measured as bytes before a parser sees them, and the walker counts entities while
it splits. A broken cap ends the walk, and no part of the message is used.
"""

from dataclasses import dataclass, field

from storage.domain.errors import InputError
from storage.domain.reason import Reason

MAX_HEADER_BYTES = 256 * 1024
"""Of one header block, of the message or of a part, line ends included."""
MAX_LINES = 4_000
"""Of one header block, folds counted: a part without a header is not searched for one further."""
MAX_FIELD_BYTES = 64 * 1024
"""Of one header field, unfolded. A longer one is emptied; one that tells structure breaks a cap."""
MAX_FIELDS = 1_000
"""Of one header block."""
MAX_PARAMETERS = 100
"""Of one field whose name begins with ``Content-``."""
MAX_BOUNDARY_BYTES = 100_000
"""Of the boundaries of all multiparts together; RFC 2046 §5.1.1 allows 70 to each."""
MAX_PARTS = 200
"""Entities of a message, multiparts and those of nested messages included."""
MAX_DEPTH = 20
"""Multiparts, nested messages and other containers around a part."""
MAX_ATTACHMENTS = 50
"""Parts of a message that are sent as files; what lies in them is counted by `Room`."""
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
"""That all containers of a message may hold together."""
MAX_MEMBERS = 200
"""Files in all containers of a message together."""
MAX_NESTED_CONTAINERS = 3
"""Archives and the like inside one another; messages between them do not count."""


class LimitError(InputError):
    """A cap is broken, or there is no structure to walk.

    Args:
        reason: Why the message as a whole is held.
    """

    code = "mime-limit"

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"The message breaks a structural limit: {reason}.")
        self.reason = reason


@dataclass
class Room:
    """What may still be taken out of the containers of one message.

    Attributes:
        size: Bytes.
        members: Files.
    """

    size: int = MAX_UNPACKED_BYTES
    members: int = MAX_MEMBERS


@dataclass
class Budget:
    """Counts the entities of one message over all its nested messages.

    Attributes:
        parts: Entities seen so far.
        attachments: Of those, the ones that are sent as files.
        boundaries: Bytes of the boundaries seen so far.
        room: What its containers may still hold.
    """

    parts: int = 0
    attachments: int = 0
    boundaries: int = 0
    room: Room = field(default_factory=Room)

    def enter(self, depth: int) -> None:
        """Count one entity that stands inside ``depth`` multiparts and messages.

        Raises:
            LimitError: There are too many of them, or it lies too deep.
        """
        self.parts += 1
        if self.parts > MAX_PARTS:
            raise LimitError(Reason.MIME_TOO_MANY_PARTS)
        self.descend(depth)

    def descend(self, depth: int) -> None:
        """Check the depth of what a container holds, which `Room` counts.

        Raises:
            LimitError: It lies too deep.
        """
        if depth > MAX_DEPTH:
            raise LimitError(Reason.MIME_TOO_DEEP)

    def divide(self, boundary: bytes) -> None:
        """Count a boundary that is to be searched for: a long one costs more than its length.

        Raises:
            LimitError: All of them are too long.
        """
        self.boundaries += len(boundary)
        if self.boundaries > MAX_BOUNDARY_BYTES:
            raise LimitError(Reason.MALFORMED_MIME)

    def attach(self) -> None:
        """Count an entity that is sent as a file.

        Raises:
            LimitError: There are too many of them.
        """
        self.attachments += 1
        if self.attachments > MAX_ATTACHMENTS:
            raise LimitError(Reason.TOO_MANY_ATTACHMENTS)


def check_fields(fields: list[bytes]) -> list[bytes]:
    """Check the fields of one header block.

    Args:
        fields: Each a whole field with its folds, in the order of the block.

    Returns:
        The same; those that are too long for any parser are without their value.

    Raises:
        LimitError: One that tells structure is too long or has too many parameters, or there are
            too many of them.
    """
    if len(fields) > MAX_FIELDS:
        raise LimitError(Reason.HEADER_TOO_LARGE)
    return [_within(one) for one in fields]


def _within(line: bytes) -> bytes:
    if line[:8].lower() != b"content-":
        return line if len(line) <= MAX_FIELD_BYTES else line[: line.index(b":") + 1]
    if len(line) > MAX_FIELD_BYTES or line.count(b";") > MAX_PARAMETERS:
        raise LimitError(Reason.HEADER_TOO_LARGE)
    return line
