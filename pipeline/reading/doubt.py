"""Which places and pages are worth a second look, by the stronger and slower engine.

In: the words of all pages, and the invoice that they make. Out: the places of values that will act
and of digits that were read unsurely; numbers of pages, where something that filing needs is
missing; rows, where the invoice lines do not make the totals, or these are not proven.
"""

from collections.abc import Iterator

from pipeline.reading.fields import Context, read_fields
from pipeline.reading.heads import is_header
from pipeline.reading.levels import judge
from pipeline.reading.line_items import find_lines, find_rows
from pipeline.reading.lines import Line, Sheet, sheet_of
from pipeline.reading.pages import MOST_KEPT
from pipeline.reading.values import has_money
from pipeline.reading.words import Page, Word
from storage.domain.field import Field, Level, Source, Witness
from storage.domain.invoice import CORE_TOTALS, FieldName, Invoice
from storage.domain.page import Box

_SELLER = (FieldName.SELLER_SIREN, FieldName.SELLER_VAT_ID)
_READ = (FieldName.NUMBER, FieldName.ISSUE_DATE)
_ACTS = (
    *_READ,
    FieldName.DUE_DATE,
    *_SELLER,
    FieldName.SELLER_SIRET,
    FieldName.IBAN,
    *CORE_TOTALS,
    FieldName.AMOUNT_DUE,
)
_UNSURE = 0.85
"""Confidence of words with digits below which they may be others."""
_HARDLY = 0.5
"""Confidence of words that are most likely others."""
_MOST_UNSURE = 20
"""Words of one page: with more of them all of it has to be read again."""


def understood(pages: tuple[Page, ...], context: Context) -> Invoice:
    """Return what pages say by now, with its levels."""
    return judge(read_fields(pages, context), context)[0]


def doubtful_pages(
    pages: tuple[Page, ...], invoice: Invoice, first: tuple[Page, ...]
) -> tuple[int, ...]:
    """Return the numbers of the pages that should be read again.

    Args:
        pages: What is known of them by now.
        invoice: What they say.
        first: The same pages as they were read first: where that was hard, words were missed, too.
    """
    recognised = _recognised(pages)
    if _is_settled(invoice, [page for page in first if page.number in recognised]):
        return ()
    return tuple(recognised)


def places_to_prove(pages: tuple[Page, ...], invoice: Invoice) -> dict[int, tuple[Box, ...]]:
    """Return where values stand that will act and that nothing else proves, by page.

    Where the totals are not proven, or the seller has no id, unsure digits are among them; where
    some invoice lines multiply out, so are the numbers of those that do not.
    """
    recognised = _recognised(pages)
    if not recognised:
        return {}
    boxes = [*_boxes_that_act(invoice), *_odd_numbers(sheet_of(pages))]
    if not (_has_proven_totals(invoice) and _has_seller(invoice)):
        boxes += [
            word.box(page.number)
            for page in pages
            for word in sorted(_unsure(page), key=lambda w: w.confidence)[:_MOST_UNSURE]
        ]
    return _by_page(boxes, recognised)


def open_rows(pages: tuple[Page, ...], invoice: Invoice) -> dict[int, tuple[Box, ...]]:
    """Return where the invoice lines and the totals stand, by page, unless all is settled.

    It is where the totals are proven and the lines make them.
    """
    recognised = _recognised(pages)
    are_whole = any(Witness.LINES in field.witnesses for field in invoice.fields.values())
    if not recognised or (are_whole and _has_proven_totals(invoice)):
        return {}
    sheet = sheet_of(pages)
    items = find_lines(sheet) or find_rows(sheet)
    rows = [sheet.lines[item.total.line] for item in items]
    heads = [line for line in sheet.lines if is_header(line)] if rows else []
    boxes = [box for line in (*rows, *heads) for box in line.boxes(0, len(line.text))]
    totals = (invoice.fields[name] for name in CORE_TOTALS if name in invoice.fields)
    return _by_page([*boxes, *(box for field in totals for box in field.boxes)], recognised)


def _by_page(boxes: list[Box], numbers: list[int]) -> dict[int, tuple[Box, ...]]:
    by_page = {n: tuple(box for box in boxes if box.page == n) for n in numbers}
    return {n: found for n, found in by_page.items() if found}


def _odd_numbers(sheet: Sheet) -> list[Box]:
    """Return the places of the numbers of invoice lines that do not multiply out as others do."""
    items = find_lines(sheet)
    if not any(item.fits for item in items):
        return []
    rows = (sheet.lines[item.total.line] for item in items if not item.fits)
    boxes = (
        word.box(row.page.number)
        for row in rows
        for word in row.words
        if any(c.isdecimal() for c in word.text)
    )
    return list(boxes)[:_MOST_UNSURE]


def _recognised(pages: tuple[Page, ...]) -> list[int]:
    """Return the first recognised pages and the last."""
    numbers = [page.number for page in pages if page.source is Source.OCR]
    return list(dict.fromkeys((*numbers[: MOST_KEPT - 1], *numbers[-1:])))


def _boxes_that_act(invoice: Invoice) -> Iterator[Box]:
    totals = {
        box
        for name in CORE_TOTALS
        if name in invoice.fields and invoice.fields[name].level is Level.PROVEN
        for box in invoice.fields[name].boxes
    }
    for name in _ACTS:
        if name in invoice.fields:
            yield from (box for box in invoice.fields[name].boxes if box not in totals)


def _unsure(page: Page) -> list[Word]:
    return [
        word
        for word in page.words
        if word.confidence < _UNSURE and not word.agreed and any(c.isdecimal() for c in word.text)
    ]


def _is_settled(invoice: Invoice, pages: list[Page]) -> bool:
    """Tell whether all that matters was found, and nothing says that pages were read badly."""
    fields = invoice.fields
    if any(name not in fields or fields[name].level is Level.GUESSED for name in _READ):
        return False
    if not any(n in fields and fields[n].level is Level.PROVEN for n in _SELLER):
        return False
    if fields[FieldName.TYPE_CODE].level is Level.GUESSED:
        return False
    speaks_of_account = any("iban" in word.text.casefold() for p in pages for word in p.words)
    if speaks_of_account and not _has(fields.get(FieldName.IBAN), Witness.CHECK_DIGITS):
        return False
    return _has_proven_totals(invoice) or (
        all(n in fields and fields[n].level is not Level.CONTRADICTED for n in CORE_TOTALS)
        and not any(_is_amount(word) for page in pages for word in _unsure(page))
        and not any(map(_is_unsure_beside_money, sheet_of(tuple(pages)).lines))
    )


def _is_unsure_beside_money(line: Line) -> bool:
    """Tell whether a line has an amount and a word that was hardly read: what it says is open."""
    words = (word for word in line.words if any(c.isalnum() for c in word.text))
    return has_money(line.folded) and any(word.confidence < _HARDLY for word in words)


def _has_proven_totals(invoice: Invoice) -> bool:
    fields = invoice.fields
    return all(name in fields and fields[name].level is Level.PROVEN for name in CORE_TOTALS)


def _has_seller(invoice: Invoice) -> bool:
    return any(_has(invoice.fields.get(name), Witness.CHECK_DIGITS) for name in _SELLER)


def _is_amount(word: Word) -> bool:
    return not {",", "."}.isdisjoint(word.text)


def _has(field: Field | None, witness: Witness) -> bool:
    return field is not None and witness in field.witnesses
