"""Twenty-five derived Factur-X files: every way by which one can be made, every profile."""

import itertools
from collections.abc import Iterator
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from pipeline.facturx.derive import derive
from pipeline.reading.words import Page, Word
from storage.domain.field import Source
from tests.pipeline.facturx import pages
from tests.pipeline.facturx.invoices import PURCHASE, a_credit_note, a_foreign_invoice, an_invoice

_SAMPLES = Path(__file__).parents[1] / "samples" / "pages"
_FONTS = ("Helvetica-Bold", "Times-Italic", "Courier-BoldOblique")
_INVOICES = (
    an_invoice(),
    an_invoice(lines=()),
    an_invoice(rows=()),
    a_credit_note(),
    a_foreign_invoice(),
)
_Received = tuple[str, bytes, tuple[Page, ...]]


def make_sample(folder: Path) -> list[Path]:
    """Write the files into a folder."""
    files = list[Path]()
    for invoice, (name, content, words) in zip(itertools.cycle(_INVOICES), _received()):
        derived = derive(content, words, invoice, PURCHASE)
        if derived.pdf is None:
            raise ValueError(f"Of {name} no Factur-X can be made: {derived.reasons}")
        files.append(folder / f"{len(files):02}_{name}.pdf")
        files[-1].write_bytes(derived.pdf)
    return files


def _received() -> Iterator[_Received]:
    for path in sorted(_SAMPLES.glob("*.pdf")):
        yield path.stem, path.read_bytes(), ()
    for font in _FONTS:
        yield font, pages.drawn(pages.written(font)), ()
    for turn in (90, 180, 270):
        yield f"scan_{turn}", pages.scanned(turn), pages.words_of_scan()
    foreign = (Page(1, 595, 842, Source.OCR, words=(Word("Łódź", 0.1, 0.1, 0.2, 0.02),)),)
    yield "foreign", pages.scanned(), foreign
    plain, outlined = pages.drawn(pages.written()), pages.drawn(pages.embedded)
    yield "embedded", outlined, ()
    yield "widened", pages.changed(outlined, pages.widen), ()
    yield "armed", pages.changed(plain, pages.arm), ()
    yield "annexes", pages.changed(plain, pages.add_annexes), ()
    yield "field", pages.changed(plain, pages.add_field), ()
    yield "encrypted", pages.encrypted(""), ()
    yield "some_pages", pages.drawn(*[pages.written()] * 4), pages.numbered(2, 4)
    yield "ink", pages.drawn(_in_ink), ()
    picture = pages.changed(plain, lambda pdf: pdf.pages[0].contents_add(b" zz "))
    yield "picture", picture, (Page(1, 595, 842, Source.PDF_TEXT, words=pages.WORDS),)


def _in_ink(canvas: Canvas) -> None:
    canvas.setFillColorCMYK(0.2, 0.9, 1, 0.1)
    canvas.rect(72, 300, 200, 80, fill=1)
    pages.written()(canvas)
