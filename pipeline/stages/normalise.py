"""Make a part what later stages can trust: a PDF whose pages are counted and not too large.

In: one part that is a document, or the text of a mail. Out: the same part with the number of its
pages and what a person should know of it, or with the problem that keeps them from being read; the
PDF that was made of it where it was none, or did not open as it was; and the PDF to look at, which
only shows its pages.
"""

import re
from dataclasses import replace
from pathlib import Path

from pipeline.facturx.bare import business_of
from pipeline.facturx.view import view_of
from pipeline.mail import magic
from pipeline.mail.bodies import decoded
from pipeline.mail.html_pdf import MOST_CHARACTERS, html_to_pdf
from pipeline.mail.letter import BODY_TYPES, letter_to_pdf
from pipeline.pdf.joining import join_pieces
from pipeline.pdf.office import office_to_pdf
from pipeline.pdf.opening import Opened, open_pdf
from pipeline.pdf.signatures import verdicts_on
from pipeline.reading.pictures import MEDIA_TYPES, picture_to_pdf
from pipeline.stage import PART, PDF, RAW, VIEW, Limits, Next, Outcome, Tools, Work
from storage.domain.joining import JOINED, pieces_in
from storage.domain.part import Part
from storage.domain.reason import Reason

PDF_FILE = "normalised.pdf"
"""Name of the file that this stage writes: the PDF of what was none, or did not open as it was."""
VIEW_FILE = "view.pdf"
"""Name of the file that this stage writes: the PDF without what is active in it."""
_CHARSET = re.compile(rb"<meta[^>]{1,80}charset=[\"']?([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_HEAD = 4096
"""Bytes within which a page says how it is encoded; HTML asks for 1,024."""


def run(work: Work, tools: Tools) -> Outcome:
    """Open the part, and make a PDF of it where it is none."""
    part, file = work.part, Path(work.files[PART])
    assert part is not None, "normalise works on a part"  # noqa: S101
    if part.media_type == magic.PDF:
        opened = open_pdf(file, work.limits, work.passwords)
        opened = replace(opened, flags=(*verdicts_on(file, work.passwords), *opened.flags))
        return _kept(part, opened, file.name)
    made: bytes | Reason = Reason.NOT_YET_READABLE
    if part.media_type in BODY_TYPES and RAW in work.files:
        made = letter_to_pdf(Path(work.files[RAW]).read_bytes(), part.path)
    if made is Reason.NOT_YET_READABLE:
        made = _pdf_of(part.media_type, file, work.limits)
    if isinstance(made, Reason):
        return Next(replace(part, problem=made))
    Path(PDF_FILE).write_bytes(made)
    return _kept(part, replace(open_pdf(Path(PDF_FILE), work.limits), copy=made), PDF_FILE)


def _pdf_of(media_type: str, file: Path, limits: Limits) -> bytes | Reason:
    if media_type == magic.XML:
        business = business_of(file.read_bytes())
        return business if isinstance(business, Reason) else view_of(business)
    if media_type in MEDIA_TYPES:
        return picture_to_pdf(file, limits.pixels, limits.pages)
    if media_type in magic.OFFICE:
        return office_to_pdf(file, media_type)
    if media_type == JOINED:
        return join_pieces(pieces_in(file.read_bytes()), limits.pages)
    if media_type == magic.HTML:
        return _pdf_of_html(file.read_bytes())
    return Reason.NOT_YET_READABLE


def _pdf_of_html(data: bytes) -> bytes | Reason:
    """Show a page that came as a file of its own: no picture came along with it."""
    charset = _CHARSET.search(data[:_HEAD])
    source = decoded(data[: 4 * MOST_CHARACTERS], charset[1].decode() if charset else "")
    return html_to_pdf(source)


def _kept(part: Part, opened: Opened, name: str) -> Next:
    """Write what was made, and answer the part with what opening it told."""
    part = replace(part, pages=opened.pages, problem=opened.problem, flags=opened.flags)
    files: dict[str, str] = {}
    if opened.problem is not None:
        return Next(part)
    if opened.copy is not None:
        Path(PDF_FILE).write_bytes(opened.copy)
        files[PDF] = name = PDF_FILE
    if opened.view is not None:
        Path(VIEW_FILE).write_bytes(opened.view)
        files[VIEW] = VIEW_FILE
    elif opened.is_harmless:
        files[VIEW] = name
    return Next(part, files)
