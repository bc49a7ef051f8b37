"""Make a part what later stages can trust: a PDF whose pages are counted and not too large.

In: one part that is a document. Out: the same part with the number of its pages, or with the
problem that keeps them from being read; and the PDF that was made of a picture, of the text of a
mail, or as a view of an electronic invoice that came as bare XML.
"""

from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium

from pipeline.facturx.bare import business_of
from pipeline.facturx.view import view_of
from pipeline.mail import magic
from pipeline.mail.letter import BODY_TYPES, letter_to_pdf
from pipeline.reading.pictures import MEDIA_TYPES, picture_to_pdf
from pipeline.stage import PART, PDF, RAW, Limits, Next, Outcome, Tools, Work
from storage.domain.part import Part
from storage.domain.reason import Reason

PDF_FILE = "normalised.pdf"
"""Name of the file that this stage writes: the PDF of a picture or of bare XML."""


def run(work: Work, tools: Tools) -> Outcome:
    """Open the part, and make a PDF of it where it is none."""
    part, file = work.part, Path(work.files[PART])
    assert part is not None, "normalise works on a part"  # noqa: S101
    if part.media_type == magic.PDF:
        return Next(_looked_through(part, file, work.limits))
    if part.media_type == magic.XML:
        business = business_of(file.read_bytes())
        made = business if isinstance(business, Reason) else view_of(business)
    elif part.media_type in BODY_TYPES and RAW in work.files:
        made = letter_to_pdf(Path(work.files[RAW]).read_bytes(), part.path)
    elif part.media_type in MEDIA_TYPES:
        made = picture_to_pdf(file, work.limits.pixels, work.limits.pages)
    else:
        made = Reason.NOT_YET_READABLE
    if isinstance(made, Reason):
        return Next(replace(part, problem=made))
    Path(PDF_FILE).write_bytes(made)
    part = _looked_through(part, Path(PDF_FILE), work.limits)
    return Next(part, files={} if part.problem else {PDF: PDF_FILE})


def _looked_through(part: Part, pdf: Path, limits: Limits) -> Part:
    """Return the part with what opening its PDF tells."""
    try:
        document = pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError:
        return replace(part, problem=_why_closed(pdf))
    with document:
        pages = len(document)
        return replace(part, pages=pages, problem=_problem(document, limits))


def _why_closed(pdf: Path) -> Reason:
    """Return why pdfium does not open a file; its own word is of the file before, at times."""
    try:
        with pikepdf.open(pdf) as opened:
            return Reason.PDF_DAMAGED if len(opened.pages) else Reason.NO_PAGES
    except pikepdf.PasswordError:
        return Reason.PDF_ENCRYPTED
    except (pikepdf.PdfError, RecursionError):
        return Reason.PDF_DAMAGED


def _problem(document: pdfium.PdfDocument, limits: Limits) -> Reason | None:
    if len(document) == 0:
        return Reason.NO_PAGES
    if len(document) > limits.pages:
        return Reason.TOO_MANY_PAGES
    try:
        sides = [max(document.get_page_size(index)) for index in range(len(document))]
    except pdfium.PdfiumError:
        return Reason.PDF_DAMAGED
    return Reason.PAGE_TOO_LARGE if max(sides) > limits.page_side else None
