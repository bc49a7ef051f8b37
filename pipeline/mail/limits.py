"""Caps on the structure of a message, checked before anything is parsed.

MIME allows structures that cost a parser more than linear time (RFC 2046 §5.1, RFC 2231 §3).
Header blocks are measured as bytes before a parser sees them, and the walker counts entities while
it splits. A broken cap ends the walk, and no part of the message is used.
"""

from dataclasses import dataclass

from storage.domain.errors import InputError
from storage.domain.reason import Reason

MAX_HEADER_BYTES = 256 * 1024
"""Of one header block, of the message or of a part, line ends included."""
MAX_LINES = 4_000
"""Of one header block, folds counted: a part without a header is not searched for one further."""
MAX_FIELD_BYTES = 64 * 1024
"""Of one header field, unfolded."""
MAX_FIELDS = 1_000
"""Of one header block."""
MAX_PARAMETERS = 100
"""Of one field whose name begins with ``Content-``."""
MAX_PARTS = 200
"""Entities of a message, multiparts and those of nested messages included."""
MAX_DEPTH = 20
"""Multiparts and nested messages around a part."""


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
class Budget:
    """Counts the entities of one message over all its nested messages.

    Attributes:
        parts: Entities seen so far.
    """

    parts: int = 0

    def enter(self, depth: int) -> None:
        """Count one entity that stands inside ``depth`` multiparts and messages.

        Raises:
            LimitError: There are too many of them, or it lies too deep.
        """
        self.parts += 1
        if self.parts > MAX_PARTS:
            raise LimitError(Reason.MIME_TOO_MANY_PARTS)
        if depth > MAX_DEPTH:
            raise LimitError(Reason.MIME_TOO_DEEP)


def check_fields(fields: list[bytes]) -> None:
    """Check the fields of one header block.

    Args:
        fields: Each a whole field with its folds, in the order of the block.

    Raises:
        LimitError: One is too long or has too many parameters, or there are too many of them.
    """
    if len(fields) > MAX_FIELDS:
        raise LimitError(Reason.HEADER_TOO_LARGE)
    for field in fields:
        has_parameters = field[:8].lower() == b"content-"
        if len(field) > MAX_FIELD_BYTES or (has_parameters and field.count(b";") > MAX_PARAMETERS):
            raise LimitError(Reason.HEADER_TOO_LARGE)
