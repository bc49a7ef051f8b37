"""Which recognised pages are worth a second look, by the stronger and slower engine.

In: the words of all pages, and what is known besides. Out: numbers of pages: none where all that
filing needs is proven, or was read surely.
"""

from pipeline.reading.fields import Context, read_fields
from pipeline.reading.levels import judge
from pipeline.reading.words import Page
from storage.domain.field import Field, Level, Source, Witness
from storage.domain.invoice import CORE_TOTALS, FieldName, Invoice

_MOST_PAGES = 3
"""Of one document: an invoice says what it is about on its first pages and on its last."""
_SELLER = (FieldName.SELLER_SIREN, FieldName.SELLER_VAT_ID)
_READ = (FieldName.NUMBER, FieldName.ISSUE_DATE)
_SURE = 0.9
"""Confidence of the words of a value that is only read."""


def doubtful_pages(pages: tuple[Page, ...], context: Context) -> tuple[int, ...]:
    """Return the numbers of the pages that should be read again."""
    recognised = [page.number for page in pages if page.source is Source.OCR]
    if not recognised:
        return ()
    invoice, _ = judge(read_fields(pages, context), context)
    if _is_settled(invoice, pages):
        return ()
    return tuple(dict.fromkeys((*recognised[: _MOST_PAGES - 1], recognised[-1])))


def _is_settled(invoice: Invoice, pages: tuple[Page, ...]) -> bool:
    """Tell whether every character that matters was proven, or read surely."""
    fields = invoice.fields
    if any(name not in fields or fields[name].level is not Level.PROVEN for name in CORE_TOTALS):
        return False
    if not any(_has(fields.get(name), Witness.CHECK_DIGITS) for name in _SELLER):
        return False
    speaks_of_account = any("iban" in word.text.casefold() for p in pages for word in p.words)
    if speaks_of_account and not _has(fields.get(FieldName.IBAN), Witness.CHECK_DIGITS):
        return False
    read = [fields.get(name) for name in _READ]
    return all(field is not None and _confidence(field, pages) >= _SURE for field in read)


def _has(field: Field | None, witness: Witness) -> bool:
    return field is not None and witness in field.witnesses


def _confidence(field: Field, pages: tuple[Page, ...]) -> float:
    """Return the lowest confidence of the words of a field."""
    return min(
        (
            word.confidence
            for box in field.boxes
            for page in pages
            if page.number == box.page
            for word in page.words
            if box.holds_middle_of(word.box(page.number))
        ),
        default=0.0,
    )
