"""Open a PDF as it came, or a copy that opens: unlocked, or mended.

In: a PDF, hostile, and the passwords that its dossier knows. Out: the number of its pages or why
they cannot be read, flags, a working copy where the file itself does not do, and a copy to look at.
The file itself is never changed. Two readers open it: pdfium, which later stages look through, and
qpdf, which mends and unlocks.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Name, Pdf, Stream

from pipeline.pdf.active import UNSEARCHED, active_content, disarmed, is_active
from pipeline.pdf.drawing import draws_without_end
from pipeline.stage import Limits
from storage.domain.reason import Cause, Reason

_MOST_USER_UNIT = 75_000.0
"""What PDF readers themselves know as the largest."""
_BYTES_PER_PIXEL = 4
_DAMAGE = (
    pikepdf.PasswordError,
    pikepdf.PdfError,
    pikepdf.ForeignObjectError,
    AttributeError,
    IndexError,
    KeyError,
    OverflowError,
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True)
class Opened:
    """A PDF that was opened, or was not.

    Attributes:
        pages: Their number; None where it did not open.
        problem: Why its pages cannot be read.
        flags: What a person should know of it.
        copy: What later stages work on in its place; None where they work on the file itself.
        view: What a person may look at; None where that is the file itself, if there is no problem
            and nothing active in it.
    """

    pages: int | None = None
    problem: Reason | None = None
    flags: tuple[Cause, ...] = ()
    copy: bytes | None = None
    view: bytes | None = None

    @property
    def is_harmless(self) -> bool:
        """Whether what later stages work on may be looked at, too."""
        return self.problem is None and not any(map(is_active, self.flags))


def open_pdf(file: Path, limits: Limits, passwords: Sequence[str] = ()) -> Opened:
    """Open a PDF.

    Args:
        file: As it came.
        limits: What is read at most.
        passwords: Those to try, where it needs one.
    """
    looked = _look(file, limits)
    if looked is None or looked.problem in {Reason.NO_PAGES, Reason.PDF_DAMAGED}:
        looked = _mended(file, limits, passwords, looked)
    return looked if looked.problem else _searched(looked, file, limits)


def _look(pdf: Path | bytes, limits: Limits) -> Opened | None:
    """Count the pages and measure them; None where pdfium does not open it."""
    try:
        document = pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError:
        return None
    with document:
        pages = len(document)
        return Opened(pages, _problem(document, limits))


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


def _mended(file: Path, limits: Limits, passwords: Sequence[str], looked: Opened | None) -> Opened:
    """Have qpdf write the file anew, which mends its structure or takes its password off."""
    failed = looked or Opened(problem=Reason.PDF_DAMAGED)
    try:
        pdf, flag = _unlocked(file, passwords)
    except pikepdf.PasswordError:
        return Opened(problem=Reason.PDF_ENCRYPTED)
    except _DAMAGE:
        return failed
    with pdf:
        try:
            if not len(pdf.pages):
                return Opened(problem=Reason.NO_PAGES)
            target = io.BytesIO()
            pdf.save(target, encryption=False, deterministic_id=True)
        except _DAMAGE:
            return failed
    copy = target.getvalue()
    mended = _look(copy, limits)
    return replace(mended, flags=(flag,), copy=copy) if mended else failed


def _unlocked(file: Path, passwords: Iterable[str]) -> tuple[Pdf, Cause]:
    """Open a file as it is, or else by the first password that fits.

    Raises:
        pikepdf.PasswordError: None does.
    """
    try:
        return pikepdf.open(file), Reason.PDF_REPAIRED
    except pikepdf.PasswordError:
        for password in passwords:
            try:
                return pikepdf.open(file, password=password), Reason.PDF_UNLOCKED
            except pikepdf.PasswordError:
                continue
        raise


def _searched(looked: Opened, file: Path, limits: Limits) -> Opened:
    """Add what the pages state of their size, and what there is beside them."""
    source = file if looked.copy is None else io.BytesIO(looked.copy)
    try:
        with pikepdf.open(source) as pdf:
            if problem := _oversize(pdf, limits):
                return replace(looked, problem=problem)
            active = active_content(pdf)
            view = disarmed(pdf) if active else None
    except _DAMAGE:
        # Only pdfium makes something of it.
        active, view = (Reason.PDF_ACTIVE_CONTENT.about(UNSEARCHED),), None
    return replace(looked, flags=(*looked.flags, *active), view=view)


def _oversize(pdf: Pdf, limits: Limits) -> Reason | None:
    """Look at what pdfium does not: units of user space, and pictures before they are decoded."""
    for page in pdf.pages:
        unit = float(page.obj.get("/UserUnit", 1))
        box = page.cropbox
        sides = [abs(float(box[2]) - float(box[0])), abs(float(box[3]) - float(box[1]))]
        if unit > 1 and max(sides) * min(unit, _MOST_USER_UNIT) > limits.page_side:
            return Reason.PAGE_TOO_LARGE
    if draws_without_end(pdf):
        return Reason.PDF_TOO_COMPLEX
    for item in pdf.objects:
        if isinstance(item, Stream) and item.get("/Subtype") == Name.Image:
            width, height = (float(item.get(key, 0)) for key in ("/Width", "/Height"))
            bits = 1 if item.get("/ImageMask", False) else float(item.get("/BitsPerComponent", 8))
            if width * height * bits / 8 > limits.pixels * _BYTES_PER_PIXEL:
                return Reason.IMAGE_TOO_LARGE
    return None
