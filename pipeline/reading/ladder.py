"""From the first reading of recognised pages to words that can be relied on, as cheaply as may be.

In: pages that Tesseract read. Out: the same pages with better words: the places of what will act
are read by PP-OCR, too; then, where something needed is missing or contradicts itself, whole pages,
and where it is the invoice lines or the totals alone, their rows.
"""

from functools import partial
from pathlib import Path

from pipeline.reading.cleaning import Cleaned
from pipeline.reading.doubt import doubtful_pages, open_rows, places_to_prove, understood
from pipeline.reading.fields import Context
from pipeline.reading.levelling import Edges, moved
from pipeline.reading.ocr import Recognised
from pipeline.reading.pages import DPI, Kept, Look, looked_at, part_of_page, whole_page
from pipeline.reading.proofreading import proofread
from pipeline.reading.words import Page
from storage.domain.invoice import Invoice
from storage.domain.page import Box

_ROWS_AROUND = 3
"""Rows above and below those that are known: a head or a row may have been missed whole."""


def read_closely(
    pdf: Path, pages: tuple[Page, ...], context: Context, kept: Kept
) -> tuple[Page, ...]:
    """Read recognised pages again, as far as it is needed.

    Args:
        pdf: The file that `read_pages` read.
        pages: What it found.
        context: Whose document it is.
        kept: Pictures of the pages that were made already.
    """
    invoice = understood(pages, context)
    read = _proofread_pages(pdf, pages, invoice, kept)
    if read is not pages:
        invoice = understood(read, context)
    if looks := _further_looks(read, invoice, pages):
        read = looked_at(pdf, read, looks, kept)
    elif _texts(read) == _texts(pages):
        return read
    # Other words may make other values, whose characters nobody has proven.
    return _proofread_pages(pdf, read, understood(read, context), kept)


def _further_looks(
    read: tuple[Page, ...], invoice: Invoice, first: tuple[Page, ...]
) -> dict[int, Look]:
    if doubtful := doubtful_pages(read, invoice, first):
        return dict.fromkeys(doubtful, whole_page)
    return {
        number: partial(_rows_of, boxes=boxes) for number, boxes in open_rows(read, invoice).items()
    }


def _texts(pages: tuple[Page, ...]) -> list[str]:
    return sorted(word.text for page in pages for word in page.words)


def _proofread_pages(
    pdf: Path, pages: tuple[Page, ...], invoice: Invoice, kept: Kept
) -> tuple[Page, ...]:
    """Have the characters of what will act read by both engines; the arguments as above."""
    places = places_to_prove(pages, invoice)
    looks: dict[int, Look] = {number: partial(_at, boxes=boxes) for number, boxes in places.items()}
    return looked_at(pdf, pages, looks, kept) if looks else pages


def _at(
    cleaned: Cleaned, words: tuple[Recognised, ...], boxes: tuple[Box, ...]
) -> tuple[Recognised, ...]:
    return proofread(cleaned.picture, DPI, words, _edges(cleaned, boxes))


def _rows_of(
    cleaned: Cleaned, words: tuple[Recognised, ...], boxes: tuple[Box, ...]
) -> tuple[Recognised, ...]:
    rows = _edges(cleaned, boxes)
    around = _ROWS_AROUND * max(bottom - top for _, top, _, bottom in rows)
    top, bottom = min(row[1] for row in rows) - around, max(row[3] for row in rows) + around
    return part_of_page(cleaned.picture, words, round(top), round(bottom))


def _edges(cleaned: Cleaned, boxes: tuple[Box, ...]) -> list[Edges]:
    """Return the places of boxes of the displayed page on its cleaned picture, in pixels."""
    height, width = cleaned.picture.shape
    return [
        moved(
            (b.x * width, b.y * height, (b.x + b.w) * width, (b.y + b.h) * height),
            cleaned.levelling,
        )
        for b in boxes
    ]
