"""From the first reading of recognised pages to words that can be relied on, as cheaply as may be.

In: pages that Tesseract read. Out: the same pages with better words: the places of what will act
are read by PP-OCR, too; then, where something needed is missing or contradicts itself, whole pages.
"""

from functools import partial
from pathlib import Path

from pipeline.reading.cleaning import Cleaned
from pipeline.reading.doubt import doubtful_pages, places_to_prove
from pipeline.reading.fields import Context
from pipeline.reading.levelling import moved
from pipeline.reading.ocr import Recognised
from pipeline.reading.pages import DPI, Kept, Look, looked_at, whole_page
from pipeline.reading.proofreading import proofread
from pipeline.reading.words import Page
from storage.domain.page import Box


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
    read = proofread_pages(pdf, pages, context, kept)
    if doubtful := doubtful_pages(read, context, pages):
        read = looked_at(pdf, read, dict.fromkeys(doubtful, whole_page), kept)
    elif _texts(read) == _texts(pages):
        return read
    # Other words may make other values, whose characters nobody has proven.
    return proofread_pages(pdf, read, context, kept)


def _texts(pages: tuple[Page, ...]) -> list[str]:
    return sorted(word.text for page in pages for word in page.words)


def proofread_pages(
    pdf: Path, pages: tuple[Page, ...], context: Context, kept: Kept
) -> tuple[Page, ...]:
    """Have the characters of what will act read by both engines; the arguments as above."""
    places = places_to_prove(pages, context)
    looks: dict[int, Look] = {
        number: partial(_at, boxes=tuple(boxes)) for number, boxes in places.items()
    }
    return looked_at(pdf, pages, looks, kept) if looks else pages


def _at(
    cleaned: Cleaned, words: tuple[Recognised, ...], boxes: tuple[Box, ...]
) -> tuple[Recognised, ...]:
    height, width = cleaned.picture.shape
    places = [
        moved(
            (b.x * width, b.y * height, (b.x + b.w) * width, (b.y + b.h) * height),
            cleaned.levelling,
        )
        for b in boxes
    ]
    return proofread(cleaned.picture, DPI, words, places)
