"""Make an archivable PDF/A-3b of a received PDF, without changing what it says or looks like.

In: a PDF, hostile, and the words of the pages that belong to the document. Out: PDF/A-3b bytes
whose text and pictures agree with the original; where a repair cannot keep that promise, pictures
of the pages with invisible words; or the reason why neither can be.
Standards: ISO 19005-3, conformance level B; ISO 32000.
"""

import io
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

import img2pdf
import pikepdf
import pypdfium2 as pdfium
from pikepdf import Pdf, pdfa

from pipeline.facturx.annexes import Annexes, annexes_of, attach
from pipeline.facturx.comparison import is_same
from pipeline.facturx.content import Refused, TooLarge, pieces_of, shown_text
from pipeline.facturx.fonts import repair_fonts
from pipeline.facturx.inks import mix_inks
from pipeline.facturx.invisible_text import add_words
from pipeline.facturx.limits import check_saved, mend_strings
from pipeline.facturx.structure import keep_pages, strip, tidy
from pipeline.reading.words import Page
from storage.domain.field import Source
from storage.domain.reason import Reason

_LARGEST_SIDE, _SMALLEST_SIDE = 14_400, 3
"""Bounds of a page's side in points (ISO 19005-3, 6.1.13)."""
_RASTER_DPI = 200
_MOST_PIXELS = 40_000_000
"""Of one page: a larger one is made a picture of fewer dots per inch."""
_JPEG_QUALITY = 85
_FLAVOUR = "3b"
_VERSION = "1.7"
"""Of PDF: PDF/A-3 rests on it, and a file may claim a later one."""


@dataclass(frozen=True)
class Archivable:
    """A PDF/A-3b file.

    Attributes:
        content: Its bytes.
        is_raster: Whether its pages had to be made pictures.
        is_annex_left: Whether something that was attached to the original is not in it.
    """

    content: bytes
    is_raster: bool = False
    is_annex_left: bool = False


class Finish(Protocol):
    """What is done to a prepared PDF before it is saved and checked."""

    def __call__(self, pdf: Pdf, *, is_raster: bool) -> None:
        """Change anything but its pages."""


def _leave(pdf: Pdf, *, is_raster: bool) -> None:
    """Add nothing."""


def make_pdfa(
    original: bytes, words: tuple[Page, ...], finish: Finish = _leave
) -> Archivable | Reason:
    """Make PDF/A of a document.

    Args:
        original: A PDF.
        words: The pages of the document, which may be some of the PDF's only; empty for all.
        finish: What else is done to the file; what it leaves is compared with the original.

    Returns:
        The archivable file, or ``PDF_NOT_CONVERTIBLE``. It never raises, whatever the PDF holds.
    """
    try:
        return _repaired(original, words, finish)
    except TooLarge:
        return Reason.PDF_NOT_CONVERTIBLE
    except Exception:
        # The file is hostile: whatever is wrong with its structure, pictures may still do.
        with suppress(Exception):
            return _rasterised(original, words, finish)
    return Reason.PDF_NOT_CONVERTIBLE


def save_pdfa(pdf: Pdf) -> bytes:
    """Write a prepared file; the same content gives the same bytes."""
    target = io.BytesIO()
    settings = pdfa.resolve_save_kwargs(_FLAVOUR, deterministic_id=True, force_version=_VERSION)
    pdf.save(target, **settings)
    return target.getvalue()


def _repaired(original: bytes, words: tuple[Page, ...], finish: Finish) -> Archivable:
    numbers = [page.number for page in words]
    with pikepdf.open(io.BytesIO(original)) as pdf:
        annexes = annexes_of(pdf)
        keep_pages(pdf, numbers)
        _check_sizes(pdf)
        strip(pdf)
        pieces = pieces_of(pdf)
        tidy(pieces)
        mend_strings(pdf, pieces)
        mix_inks(pdf, pieces)
        repair_fonts(pdf, shown_text(pieces))
        pdfa.prepare(pdf, _FLAVOUR)
        laid = {at: page.turned for at, page in enumerate(words) if page.source is Source.OCR}
        for at in laid:
            add_words(pdf, pdf.pages[at], words[at])
        finish(pdf, is_raster=False)
        attach(pdf, annexes)
        content = save_pdfa(pdf)
        check_saved(pdf, content)
    if not is_same(original, content, numbers, laid):
        raise Refused("The repair changed the pages.")
    return Archivable(content, is_annex_left=annexes.is_any_left)


def _check_sizes(pdf: Pdf) -> None:
    for page in pdf.pages:
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        sides = (abs(right - left), abs(top - bottom))
        if not all(_SMALLEST_SIDE <= side <= _LARGEST_SIDE for side in sides):
            raise TooLarge("A page is too large or too small.")


def _rasterised(original: bytes, words: tuple[Page, ...], finish: Finish) -> Archivable:
    with pdfium.PdfDocument(original) as old:
        old.init_forms()
        numbers = [page.number for page in words] or list(range(1, len(old) + 1))
        pictures = [_picture(old[number - 1]) for number in numbers]
    annexes = _annexes(original)
    with Pdf.new() as pdf:
        for jpeg, size in pictures:
            layout = img2pdf.get_layout_fun(size)
            made = img2pdf.convert(jpeg, layout_fun=layout, nodate=True)
            with pikepdf.open(io.BytesIO(made)) as single:
                pdf.pages.extend(single.pages)
        _check_sizes(pdf)
        pdfa.prepare(pdf, _FLAVOUR)
        # A picture stands as the viewer showed the page; only what was still to turn is left.
        for page, known in zip(pdf.pages, words, strict=bool(words)):
            add_words(pdf, page, known)
        finish(pdf, is_raster=True)
        attach(pdf, annexes)
        content = save_pdfa(pdf)
        return Archivable(content, is_raster=True, is_annex_left=annexes.is_any_left)


def _annexes(original: bytes) -> Annexes:
    """Return the attachments of a PDF that may not even open here."""
    try:
        with pikepdf.open(io.BytesIO(original)) as pdf:
            return annexes_of(pdf)
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return Annexes()


def _picture(page: pdfium.PdfPage) -> tuple[bytes, tuple[float, float]]:
    """Return a page as JPEG, and its size in points."""
    width, height = page.get_size()
    if not (0 < width <= _LARGEST_SIDE and 0 < height <= _LARGEST_SIDE):
        raise TooLarge("A page is too large or too small.")
    scale = min(_RASTER_DPI / 72, (_MOST_PIXELS / (width * height)) ** 0.5)
    bitmap = page.render(scale=scale)
    target = io.BytesIO()
    bitmap.to_pil().convert("RGB").save(target, "JPEG", quality=_JPEG_QUALITY)
    bitmap.close()
    page.close()
    return target.getvalue(), (width, height)
