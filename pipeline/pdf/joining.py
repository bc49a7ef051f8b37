"""Put pages of several PDFs together.

In: which pages of which files; each file is one that opened, or what was made of one. Out: a PDF of
those pages. What a file holds beside its pages stays in it.
"""

import io
from collections.abc import Sequence
from contextlib import ExitStack

import pikepdf
from pikepdf import Pdf

from storage.domain.joining import Piece
from storage.domain.reason import Reason

_DAMAGE = (
    pikepdf.PasswordError,
    pikepdf.PdfError,
    pikepdf.ForeignObjectError,
    IndexError,
    RuntimeError,
    TypeError,
    ValueError,
)


def join_pieces(pieces: Sequence[Piece], most_pages: int) -> bytes | Reason:
    """Return a PDF of the pages of several, or why there is none.

    Args:
        pieces: In order; the file of each lies in the current directory, named by its SHA-256.
        most_pages: Of all together.
    """
    if sum(piece.last_page - piece.first_page + 1 for piece in pieces) > most_pages:
        return Reason.TOO_MANY_PAGES
    target = io.BytesIO()
    try:
        with Pdf.new() as whole, ExitStack() as opened:
            for piece in pieces:
                pdf = opened.enter_context(pikepdf.open(piece.pdf))
                whole.pages.extend(pdf.pages[piece.first_page - 1 : piece.last_page])
            whole.save(target, deterministic_id=True)
    except _DAMAGE:
        return Reason.PDF_DAMAGED
    return target.getvalue()
