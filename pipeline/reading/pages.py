"""The words of every page of a PDF, and pictures of the pages for a person to look at.

In: a PDF that opens. Out: its pages with words: from the text layer where there is one, else
recognised on the cleaned picture; by a second engine, too, where that is asked for.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from pipeline.reading import neural, ocr
from pipeline.reading.cleaning import Cleaned, clean
from pipeline.reading.glyphs import Glyphs, glyphs_on
from pipeline.reading.levelling import LEVEL, inverse, moved, scaled
from pipeline.reading.merging import is_sure, merged
from pipeline.reading.missed import with_missed
from pipeline.reading.ocr import Recognised
from pipeline.reading.paper import Picture
from pipeline.reading.text_layer import quarter_turns, words_on
from pipeline.reading.words import Page, Word
from storage.domain.field import Source

DPI = 200
MOST_PIXELS = 12_000_000
"""Of a picture that is recognised: A3 at 200 dpi has 8 million."""
WIDTHS = {"page": 1_200, "page-large": 2_000}
"""Width in pixels of the pictures for viewing, by the beginning of their file names."""

MOST_KEPT = 3
"""Pages of one document that are looked at again: an invoice says what it is about on its first
pages and on its last."""
_MOST_HEIGHT = 4
"""Of a picture for viewing, in widths."""
_LEAST_CONTRAST = 8
"""Of 255, between the darkest and the lightest value of a page with print."""
_LEAST_SIDE = 8
"""Pixels of a picture that is recognised."""
_WHITE = 255
_LEAST_TEXT = 20
"""Characters: a page with fewer in its text layer is a picture with a stamp on it."""
_MOST_GARBAGE = 0.3
_QUALITY = 70
_POINTS_PER_INCH = 72


Kept = dict[int, Cleaned]
"""Cleaned pictures of pages that may be looked at again, by the pages' numbers."""


def read_pages(pdf: Path, folder: Path | None, kept: Kept | None = None) -> tuple[Page, ...]:
    """Read all pages.

    Args:
        pdf: A file that pdfium opens.
        folder: Where pictures for viewing are written, as ``page-1.webp`` and
            ``page-large-1.webp``; None for none.
        kept: Gains the pictures of the first recognised pages and of the last.
    """
    pages = []
    with _opened(pdf) as document:
        for index in range(len(document)):
            page, cleaned = _read(document[index], index + 1, folder)
            pages.append(page)
            if kept is not None and cleaned is not None:
                if len(kept) == MOST_KEPT:
                    del kept[max(kept)]
                kept[page.number] = cleaned
    return tuple(pages)


def grey_pictures(pdf: Path, pages: Collection[Page]) -> Iterator[tuple[int, Picture, int, Glyphs]]:
    """Yield pages as a person sees them: number, grey picture, its pixels per inch, its glyphs.

    Args:
        pdf: A file that pdfium opens.
        pages: Of that file, as `read_pages` found them.
    """
    if not pages:
        return
    with _opened(pdf) as document:
        for number, turned in ((page.number, page.turned) for page in pages):
            page = document[number - 1]
            _turn(page, turned)
            scale = _scale_to_recognise(page)
            picture = page.render(scale=scale, grayscale=True).to_numpy()
            # The memory of the picture ends with the document.
            grey = np.array(picture, np.uint8).reshape(picture.shape[:2])
            yield number, grey, round(scale * _POINTS_PER_INCH), glyphs_on(page, scale)


def read_pictures(pdf: Path, pages: tuple[Page, ...], numbers: Collection[int]) -> tuple[Page, ...]:
    """Read pages from their pictures, whatever their text layers say; they are marked.

    Args:
        pdf: The file that `read_pages` read.
        pages: What it found.
        numbers: Which of them; the others stay as they are.
    """
    with _opened(pdf) as document:
        return tuple(
            _replaced(page, _read_picture(document[page.number - 1], page.number, None)[0])
            if page.number in numbers
            else page
            for page in pages
        )


def _replaced(page: Page, shown: Page) -> Page:
    """Return a page as it is shown, with what its layer says, where both stand the same way up."""
    layer = page.words if shown.turned == page.turned else ()
    return replace(shown, differs=True, layer=layer)


Look = Callable[[Cleaned, tuple[Recognised, ...]], tuple[Recognised, ...]]
"""What makes better words of a page's picture and the words that were read of it."""


def looked_at(
    pdf: Path, pages: tuple[Page, ...], looks: Mapping[int, Look], kept: Kept
) -> tuple[Page, ...]:
    """Look at recognised pages once more.

    Args:
        pdf: The file that `read_pages` read.
        pages: What it found.
        looks: How, by the numbers of the pages; the others stay as they are.
        kept: Pictures of pages; those that are missing are made, and kept.
    """
    with _opened(pdf) as document:
        for page in pages:
            if page.number in looks and page.number not in kept:
                kept[page.number] = _cleaned(document[page.number - 1], page.turned)
    return tuple(
        _looked_at(page, kept[page.number], looks[page.number]) if page.number in looks else page
        for page in pages
    )


def _looked_at(page: Page, cleaned: Cleaned, look: Look) -> Page:
    words = tuple(_in_pixels(word, cleaned) for word in page.words)
    return replace(page, words=_on_page(look(cleaned, words), cleaned))


def _cleaned(page: pdfium.PdfPage, turned: int) -> Cleaned:
    picture = _render(page, _scale_to_recognise(page))
    if turned:
        picture = np.asarray(np.rot90(picture, -turned // 90).copy(), np.uint8)
    return _clean(picture)


def whole_page(cleaned: Cleaned, words: tuple[Recognised, ...]) -> tuple[Recognised, ...]:
    """Read all of a page with the stronger engine, too, and merge what both saw: a look."""
    return part_of_page(cleaned.picture, words, 0, cleaned.picture.shape[0])


def part_of_page(
    picture: Picture, words: tuple[Recognised, ...], top: int, bottom: int
) -> tuple[Recognised, ...]:
    """Read a stripe of a page with the stronger engine, too, and merge what both saw.

    Args:
        picture: Grey, cleaned.
        words: What was read of all of it.
        top: First row of pixels, perhaps above the picture.
        bottom: One past the last.
    """
    top = max(top, 0)
    stripe = picture[top:bottom]
    if _is_strip(stripe):
        return words
    places = [place.lowered(top) for place in neural.find_lines(stripe)]
    inside = tuple(w for w in words if top <= (w.top + w.bottom) / 2 < bottom)
    sure = tuple(place.box for place in places if is_sure(place.box, inside))
    doubtful = (place for place in places if place.box not in sure)
    lines = (neural.recognise_line(picture, place) for place in doubtful)
    outside = (word for word in words if word not in inside)
    return (*outside, *merged(tuple(line for line in lines if line), sure, inside))


@contextmanager
def _opened(pdf: Path) -> Iterator[pdfium.PdfDocument]:
    """Open a file; the fields of its forms are seen and read like print."""
    document = pdfium.PdfDocument(pdf)
    try:
        if document.get_formtype():
            document.init_forms()
        yield document
    finally:
        document.close()


def _read(page: pdfium.PdfPage, number: int, folder: Path | None) -> tuple[Page, Cleaned | None]:
    words = words_on(page)
    if not _is_text(words):
        return _read_picture(page, number, folder)
    if turned := quarter_turns(page):
        _turn(page, turned)
        words = words_on(page)
    if folder is not None:
        _show(_render(page, _scale_for(page, WIDTHS["page-large"])), number, folder)
    width, height = page.get_size()
    return Page(number, width, height, Source.PDF_TEXT, turned, words=words), None


def _turn(page: pdfium.PdfPage, degrees: int) -> None:
    """Show a page further turned, by degrees clockwise; its file stays as it is."""
    if degrees:
        page.set_rotation((page.get_rotation() + degrees) % 360)


def _read_picture(page: pdfium.PdfPage, number: int, folder: Path | None) -> tuple[Page, Cleaned]:
    width, height = page.get_size()
    scale = _scale_to_recognise(page)
    picture = _render(page, scale)
    turned, cleaned, words, upright = _recognise(picture, round(scale * _POINTS_PER_INCH))
    if folder is not None:
        _show(upright, number, folder)
    if turned in {90, 270}:
        width, height = height, width
    levelling = scaled(cleaned.levelling, 1 / scale)
    return Page(number, width, height, Source.OCR, turned, levelling, words), cleaned


def _is_text(words: tuple[Word, ...]) -> bool:
    text = "".join(word.text for word in words)
    garbage = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" for c in text)
    return len(text) >= _LEAST_TEXT and garbage <= _MOST_GARBAGE * len(text)


def _is_strip(picture: Picture) -> bool:
    """Tell whether no letter fits on a page: odd files have pages that are a mere line."""
    return bool(min(picture.shape[:2]) < _LEAST_SIDE)


def _is_empty(picture: Picture) -> bool:
    """Tell whether there is nothing to recognise: no room for a letter, or one colour only."""
    return _is_strip(picture) or int(picture.max()) - int(picture.min()) < _LEAST_CONTRAST


def _clean(picture: Picture) -> Cleaned:
    if _is_empty(picture):
        return Cleaned(np.full(picture.shape[:2], _WHITE, np.uint8), LEVEL)
    return clean(picture)


def _recognise(picture: Picture, dpi: int) -> tuple[int, Cleaned, tuple[Word, ...], Picture]:
    """Return how far the page has to be turned, it cleaned, its words, and it turned."""
    cleaned = _clean(picture)
    if _is_empty(picture):
        return 0, cleaned, (), picture
    ways = ocr.ways_up(cleaned.picture)
    found = ocr.recognise(cleaned.picture, dpi) if 0 in ways else ()
    turned = 0
    if not ocr.is_upright(found) and (turned := ocr.quarter_turns(cleaned.picture, dpi, ways)):
        picture = np.asarray(np.rot90(picture, -turned // 90).copy(), np.uint8)
        cleaned = clean(picture)
        found = ocr.recognise(cleaned.picture, dpi)
    found = with_missed(cleaned.picture, found)
    return turned, cleaned, _on_page(found, cleaned), picture


def _on_page(found: tuple[Recognised, ...], cleaned: Cleaned) -> tuple[Word, ...]:
    """Return words of a cleaned picture with their places on the displayed page."""
    height, width = cleaned.picture.shape
    to_page = inverse(cleaned.levelling)
    words = []
    for word in chain.from_iterable(map(ocr.parted, found)):
        box = (word.left, word.top, word.right, word.bottom)
        left, top, right, bottom = moved(box, to_page)
        place = (left / width, top / height, (right - left) / width, (bottom - top) / height)
        x, y, w, h = (round(float(p), 5) for p in place)
        words.append(Word(word.text, x, y, w, h, word.confidence, word.agreed, word.alone))
    return tuple(words)


def _in_pixels(word: Word, cleaned: Cleaned) -> Recognised:
    """Return a word of the displayed page with its place on the cleaned picture."""
    height, width = cleaned.picture.shape
    left, top = word.x * width, word.y * height
    box = (left, top, left + word.w * width, top + word.h * height)
    left, top, right, bottom = (round(edge) for edge in moved(box, cleaned.levelling))
    return Recognised(word.text, left, top, right, bottom, word.confidence, word.agreed, word.alone)


def _scale_to_recognise(page: pdfium.PdfPage) -> float:
    width, height = page.get_size()
    return float(min(DPI / _POINTS_PER_INCH, (MOST_PIXELS / max(width * height, 1)) ** 0.5))


def _scale_for(page: pdfium.PdfPage, pixels: int) -> float:
    width, height = page.get_size()
    return float(min(pixels / max(width, 1.0), pixels * _MOST_HEIGHT / max(height, 1.0)))


def _render(page: pdfium.PdfPage, scale: float) -> Picture:
    """Return a page as a picture in the order blue, green, red, on white."""
    return np.asarray(page.render(scale=scale).to_numpy()[..., :3], np.uint8)


def _show(picture: Picture, number: int, folder: Path) -> None:
    """Write the pictures for viewing; none is larger than what it is made of."""
    for name, pixels in WIDTHS.items():
        height, width = picture.shape[:2]
        scale = min(1.0, pixels / width, pixels * _MOST_HEIGHT / height)
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        shown = cv2.resize(picture, size, interpolation=cv2.INTER_AREA) if scale < 1 else picture
        image = Image.fromarray(np.ascontiguousarray(shown[..., ::-1]))
        image.save(folder / f"{name}-{number}.webp", quality=_QUALITY, method=1)
