"""The list that stands for a document whose pages come from several files.

Its bytes name what is joined, in order, so that their SHA-256 is the key of the document: the same
pages joined again are the same document. A stage makes the PDF of it.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

JOINED = "application/vnd.vaguemestre.joined+json"
"""Media type of the list; no content that is received is ever taken for it."""


@dataclass(frozen=True)
class Piece:
    """Some pages of a file.

    Attributes:
        original: SHA-256 of the file as received.
        pdf: SHA-256 of the PDF that shows it; the same for a PDF that opened as it was.
        first_page: 1-based.
        last_page: 1-based.
    """

    original: str
    pdf: str
    first_page: int
    last_page: int


def list_pieces(pieces: Sequence[Piece]) -> bytes:
    """Return the list as JSON, in UTF-8; equal pieces give equal bytes."""
    return json.dumps([asdict(piece) for piece in pieces], sort_keys=True).encode()


def pieces_in(data: bytes) -> list[Piece]:
    """Return the pieces of a list, in order.

    Raises:
        ValueError: It is no such list.
    """
    try:
        return [Piece(**piece) for piece in json.loads(data)]
    except TypeError as error:
        raise ValueError("it is no list of pieces") from error
