"""Tell whether a repaired PDF still reads and looks like the one that was received.

In: two PDFs. Out: whether each page has the same text, white space aside, and nearly the same
picture at screen resolution.
"""

import io
import re
import unicodedata
from collections.abc import Mapping

import numpy as np
import pikepdf
import pypdfium2 as pdfium

from pipeline.facturx.sameness import paints_the_same

_DPI = 72
_MOST_DIFFERENCE = 3.0
"""Of 255, as the mean of a page: a font that stands in for one that was missing makes up to 2.8."""
_BLOCK = 16
_MOST_BLOCK_DIFFERENCE = 60.0
"""The same of a square of so many pixels: letters of another shape make up to 50."""
_MOST_INK_DIFFERENCE = 25.0
"""How much darker or lighter such a square may be as a whole: letters of another shape make up to
17, whatever is gone or new makes more."""
_MOST_PIXELS = 20_000_000
NOTHING_LAID: Mapping[int, int] = {}
_Picture = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
"""Grey values by row and column."""


def is_same(
    before: bytes, after: bytes, numbers: list[int], laid: Mapping[int, int] = NOTHING_LAID
) -> bool:
    """Compare the pages of two PDFs.

    Args:
        before: The received PDF.
        after: The repaired one.
        numbers: Which pages of the received PDF the repaired one has, 1-based; empty for all.
        laid: Places, from 0, of the repaired pages over which words were laid, and how far they
            were turned clockwise; such a page still has all text that it had before.
    """
    with pdfium.PdfDocument(before) as old, pdfium.PdfDocument(after) as new:
        indices = [number - 1 for number in numbers] or list(range(len(old)))
        if len(indices) != len(new):
            return False
        unchanged = _unchanged(before, after, indices, laid)
        return all(
            _same_page(
                _flattened(old, index), new[place], laid.get(place), look=place not in unchanged
            )
            for place, index in enumerate(indices)
        )


def _unchanged(
    before: bytes, after: bytes, indices: list[int], laid: Mapping[int, int]
) -> frozenset[int]:
    """Return the places of pages that are known to look the same: painting a page is costly."""
    try:
        with pikepdf.open(io.BytesIO(before)) as old, pikepdf.open(io.BytesIO(after)) as new:
            return frozenset(
                place
                for place, index in enumerate(indices)
                if paints_the_same(old, index, new, place, laid.get(place, 0))
            )
    except Exception:  # the file is hostile: then its pages are looked at
        return frozenset()


def _flattened(pdf: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """Return a page with its form fields and annotations as text and picture, as a viewer does."""
    page = pdf[index]
    if pdfium.raw.FPDFPage_GetAnnotCount(page.raw) > 0:
        pdfium.raw.FPDFPage_Flatten(page.raw, pdfium.raw.FLAT_NORMALDISPLAY)
        page.close()
        page = pdf[index]
    return page


def _same_page(old: pdfium.PdfPage, new: pdfium.PdfPage, turned: int | None, *, look: bool) -> bool:
    try:
        had, has = _text(old), _text(new)
        if had != has if turned is None else had not in has:
            return False
        return not look or _looks_alike(_picture(old), np.rot90(_picture(new), (turned or 0) // 90))
    finally:
        old.close()
        new.close()


def _text(page: pdfium.PdfPage) -> str:
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_bounded()
    finally:
        text_page.close()
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _picture(page: pdfium.PdfPage) -> _Picture:
    width, height = page.get_size()
    scale = min(_DPI / 72, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    try:
        return np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width)
    finally:
        bitmap.close()


def _looks_alike(
    old: _Picture,
    new: _Picture,
) -> bool:
    if old.shape != new.shape or np.array_equal(old, new):
        return old.shape == new.shape
    difference = np.abs(np.subtract(old, new, dtype=np.int16))
    ink = np.abs(_blocks(old) - _blocks(new))
    return (
        float(difference.mean()) <= _MOST_DIFFERENCE
        and float(_blocks(difference).max(initial=0)) <= _MOST_BLOCK_DIFFERENCE
        and float(ink.max(initial=0)) <= _MOST_INK_DIFFERENCE
    )


def _blocks(picture: _Picture) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    """Return the mean of each square."""
    height, width = (side // _BLOCK * _BLOCK for side in picture.shape)
    squares = picture[:height, :width].reshape(height // _BLOCK, _BLOCK, width // _BLOCK, _BLOCK)
    return np.asarray(squares.mean(axis=(1, 3)))
