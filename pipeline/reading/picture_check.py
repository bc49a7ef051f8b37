"""Does the picture of a page show what its text layer says?

In: a PDF and the words of its pages. Out: the numbers of pages whose text layer says something
else than a person sees: hidden, covered or replaced characters, somebody else's bad recognition,
amounts that are drawn and not written. Only what filing depends on is looked at. What our own
engines misread is no difference: both have to see the same other characters, or nothing at all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import compress
from pathlib import Path

import numpy as np

from pipeline.reading import ocr
from pipeline.reading.agreement import (
    LEAST_OTHER_LETTERS,
    View,
    calls_otherwise,
    is_said,
    is_shown,
    key,
    look,
    says_otherwise,
    stands,
    turned_otherwise,
)
from pipeline.reading.fields import Context, read_fields
from pipeline.reading.glyphs import Glyphs, unread_letters
from pipeline.reading.label_places import label_boxes
from pipeline.reading.levelling import Edges
from pipeline.reading.levels import judge
from pipeline.reading.lines import fold, sheet_of
from pipeline.reading.ocr import Recognised
from pipeline.reading.pages import grey_pictures
from pipeline.reading.paper import Picture
from pipeline.reading.stray_ink import Boxes, lies_in, stray_ink
from pipeline.reading.unseen import is_hidden, unseen_words
from pipeline.reading.values import has_money, money_in
from pipeline.reading.words import Page
from storage.domain.field import Level, Source, Witness
from storage.domain.invoice import CORE_TOTALS, FieldName, Invoice
from storage.domain.money import parse_amount
from storage.domain.page import Box

_AMOUNTS = (*CORE_TOTALS, FieldName.PREPAID, FieldName.AMOUNT_DUE)
_CHECKED = (
    *_AMOUNTS,
    FieldName.NUMBER,
    FieldName.ISSUE_DATE,
    FieldName.SELLER_SIREN,
    FieldName.SELLER_SIRET,
    FieldName.SELLER_VAT_ID,
    FieldName.IBAN,
)
_MOST_PAGES = 3
"""Of one document: those with the most fields."""
_MOST_ZONE = 0.3
"""Of the height of the page: totals further apart stand in zones of their own."""
_LEAST_UNSAID = 2
"""Amounts of a page without totals that only its picture shows."""
_LEAST_STRAY = 4
"""Pieces of print that the layer does not have: fewer are no two amounts."""
_FEW = 4
"""Places that are looked at one by one before they are recognised together."""
_WHITE = 255
_MARGIN = 20
"""Pixels."""


def differing_pages(pdf: Path, pages: tuple[Page, ...], context: Context) -> tuple[int, ...]:
    """Return the numbers of the pages whose text layer does not match what they show.

    Args:
        pdf: The file that the pages were read from.
        pages: All of them; those that were recognised are not looked at.
        context: Whose document it is.
    """
    typed = {page.number: page for page in pages if page.source is Source.PDF_TEXT}
    if not typed:
        return ()
    invoice = read_fields(pages, context)
    pictures = list(grey_pictures(pdf, [typed[n] for n in _worth_looking(invoice, typed)]))
    views = {
        number: View(picture, dpi, tuple(_in_pixels(typed[number], picture)))
        for number, picture, dpi, _ in pictures
    }
    glyphs = {number: found for number, _, _, found in pictures}
    views = {number: replace(view, unseen=unseen_words(view)) for number, view in views.items()}
    hiding = _hiding(views, pages, context)
    amounts = [box for name, box in _boxes(invoice) if name in _AMOUNTS]
    labels = label_boxes(pages, amounts)
    again = tuple(_printed_again(invoice, pages))
    return tuple(
        number
        for number, view in views.items()
        if number in hiding
        or _differs(view, glyphs[number], _asked(view, number, invoice, labels, again))
    )


def _printed_again(invoice: Invoice, pages: tuple[Page, ...]) -> Iterator[Box]:
    """Yield every place of the amount to pay: a person may look at any of them."""
    texts = (invoice.value(n) for n in (FieldName.TOTAL_WITH_VAT, FieldName.AMOUNT_DUE))
    wanted = {abs(amount) for text in texts if (amount := parse_amount(text or ""))}
    for line in sheet_of(pages).lines:
        for found in money_in(line.folded):
            if abs(found.value) in wanted:
                yield from line.boxes(found.start, found.end)


def _worth_looking(invoice: Invoice, typed: Iterable[int]) -> list[int]:
    """Return the pages that say something of weight; without totals, where they may be drawn."""
    weights = dict.fromkeys(typed, 0)
    for _, box in _boxes(invoice):
        if box.page in weights:
            weights[box.page] += 1
    if weights and _lacks_totals(invoice):
        weights[min(weights)] += 1
        weights[max(weights)] += 1
    chosen = [number for number, weight in weights.items() if weight]
    return sorted(sorted(chosen, key=lambda n: -weights[n])[:_MOST_PAGES])


def _lacks_totals(invoice: Invoice) -> bool:
    """Tell whether the layer lacks totals with labels: then they may be drawn."""
    found = [invoice.fields.get(name) for name in CORE_TOTALS]
    without_vat, _, with_vat = found
    return None in found or not all(
        field and Witness.LABEL in field.witnesses for field in (without_vat, with_vat)
    )


def _boxes(invoice: Invoice) -> Iterator[tuple[FieldName, Box]]:
    """Yield where fields stand, and what lost as a total: a replaced one adds up with nothing."""
    for name in _CHECKED:
        if name in invoice.fields:
            field = invoice.fields[name]
            lost = (box for other in field.candidates for box in other.boxes)
            for box in (*field.boxes, *(lost if name in CORE_TOTALS else ())):
                yield name, box


def _in_pixels(page: Page, picture: Picture) -> Iterator[Recognised]:
    for word in page.words:
        left, top, right, bottom = (round(e) for e in _edges(word.box(page.number), picture))
        yield Recognised(word.text, left, top, right, bottom, word.confidence)


def _edges(box: Box, picture: Picture) -> Edges:
    height, width = picture.shape
    left, top = box.x * width, box.y * height
    return left, top, left + box.w * width, top + box.h * height


def _hiding(views: dict[int, View], pages: tuple[Page, ...], context: Context) -> frozenset[int]:
    """Return the pages on which words that nobody sees change what is read."""
    hidden = {number: view.unseen for number, view in views.items()}
    if not any(hidden.values()):
        return frozenset()
    visible = tuple(
        replace(
            page,
            words=tuple(
                w for i, w in enumerate(page.words) if i not in hidden.get(page.number, ())
            ),
        )
        for page in pages
    )
    if _weighty(pages, context) == _weighty(visible, context):
        return frozenset()
    return frozenset(number for number, words in hidden.items() if words)


def _weighty(pages: tuple[Page, ...], context: Context) -> dict[FieldName, tuple[str, Level]]:
    invoice, _ = judge(read_fields(pages, context), context)
    names = (*_CHECKED, FieldName.TYPE_CODE)
    found = {name: invoice.fields[name] for name in names if name in invoice.fields}
    return {name: (field.value, field.level) for name, field in found.items()}


@dataclass(frozen=True)
class _Asked:
    """What a page is asked about.

    Attributes:
        places: Where fields stand, by their names.
        names: Where labels stand.
        zones: Where no amount may be that the layer does not have.
        lacks_totals: Whether they may be drawn anywhere.
    """

    places: list[tuple[FieldName, Edges]]
    names: list[Edges]
    zones: list[Edges]
    lacks_totals: bool


def _asked(
    view: View, number: int, invoice: Invoice, labels: tuple[Box, ...], again: tuple[Box, ...]
) -> _Asked:
    places = [
        (name, _edges(box, view.picture)) for name, box in _boxes(invoice) if box.page == number
    ]
    names = [_edges(box, view.picture) for box in labels if box.page == number]
    zones = _zones(view, [place for name, place in places if name in _AMOUNTS])
    due = [_edges(box, view.picture) for box in again if box.page == number]
    places += [(FieldName.AMOUNT_DUE, place) for place in due]
    return _Asked(places, names, list(zones), _lacks_totals(invoice))


def _differs(view: View, glyphs: Glyphs, asked: _Asked) -> bool:
    """Tell whether the picture says otherwise at a field or label, or shows an amount more."""
    if any(is_hidden(view, place) for place in asked.names):
        return True
    stray = stray_ink(view.picture, glyphs.boxes)
    left = _doubtful(view, glyphs, stray, asked)
    if _says_otherwise(view, left, stray):
        return True
    if not asked.lacks_totals or len(stray) < _LEAST_STRAY:
        return False
    drawn = replace(view, seen=ocr.recognise(view.without(view.layer), view.dpi))
    return len(_unsaid(drawn)) >= _LEAST_UNSAID


def _doubtful(view: View, glyphs: Glyphs, stray: Boxes, asked: _Asked) -> _Asked:
    """Return what has to be read at its place: most words look like others that were read."""
    everything = [*(place for _, place in asked.places), *asked.names]
    most = [0] * len(asked.places) + [LEAST_OTHER_LETTERS - 1] * len(asked.names)
    texts = [(_words_at(view, place), n) for place, n in zip(everything, most, strict=True)]
    doubts = [
        is_unread or not words or lies_in(stray, _widened(view, place))
        for is_unread, (words, _), place in zip(
            unread_letters(view.picture, view.dpi, glyphs, texts), texts, everything, strict=True
        )
    ]
    fields = len(asked.places)
    return replace(
        asked,
        places=list(compress(asked.places, doubts[:fields])),
        names=list(compress(asked.names, doubts[fields:])),
        zones=[zone for zone in asked.zones if lies_in(stray, zone)],
    )


def _words_at(view: View, place: Edges) -> list[Recognised]:
    """Return the words with letters or digits that have a part in a place."""
    left, _, right, _ = place
    return [
        word
        for word in view.layer
        if word.left < right
        and word.right > left
        and _is_in(word, place)
        and any(c.isalnum() for c in word.text)
    ]


def _says_otherwise(view: View, asked: _Asked, stray: Boxes) -> bool:
    """Tell whether the picture differs where it is asked about; only that is recognised."""
    if any(turned_otherwise(view, at) for _, at in asked.places if stands(at)):
        return True
    asked = replace(asked, places=[(n, at) for n, at in asked.places if not stands(at)])
    read = [*(place for _, place in asked.places), *asked.names]
    looked_at = (*asked.zones, *(_widened(view, place) for place in read))
    if len(looked_at) <= _FEW and not any(lies_in(stray, place) for place in looked_at):
        digits = [*(name in _AMOUNTS for name, _ in asked.places), *(False for _ in asked.names)]
        if all(is_shown(view, at, digits=it) for at, it in zip(read, digits, strict=True)):
            return False
    picture = view.without(_mere_words(view, read))
    view = replace(view, seen=_recognised(_masked(picture, looked_at), view.dpi))
    return (
        any(says_otherwise(view, at, digits=name in _AMOUNTS) for name, at in asked.places)
        or any(calls_otherwise(view, place) for place in asked.names)
        or any(_is_in(word, zone) for word in _unsaid(view) for zone in asked.zones)
    )


def _zones(view: View, places: list[Edges]) -> Iterator[Edges]:
    """Yield the parts of a page, over its whole width, in which its totals stand."""
    if not places:
        return
    height, width = view.picture.shape
    top, bottom = min(p[1] for p in places), max(p[3] for p in places)
    rows = [(top, bottom)]
    if bottom - top > _MOST_ZONE * height:
        rows = [(p[1], p[3]) for p in places]
    line = max(p[3] - p[1] for p in places)
    for top, bottom in rows:
        yield 0, max(top - 2 * line, 0), width, min(bottom + 2 * line, height)


def _widened(view: View, place: Edges) -> Edges:
    """Return a place and the words that begin or end close by: none is cut."""
    left, top, right, bottom = place
    line = bottom - top
    near = [
        word
        for word in view.layer
        if word.left < right + line
        and word.right > left - line
        and top <= (word.top + word.bottom) / 2 <= bottom
    ]
    left = min((left, *(word.left for word in near))) - line / 4
    right = max((right, *(word.right for word in near))) + line / 4
    return left, top - line / 4, right, bottom + line / 4


def _masked(picture: Picture, places: Iterable[Edges]) -> Picture:
    """Return a picture that is white outside some places: all that is read costs time."""
    masked = np.full_like(picture, _WHITE)
    for place in places:
        left, top, right, bottom = (max(round(edge), 0) for edge in place)
        masked[top:bottom, left:right] = picture[top:bottom, left:right]
    return masked


def _recognised(picture: Picture, dpi: int) -> tuple[Recognised, ...]:
    """Recognise a picture without its white margins."""
    height, width = picture.shape
    rows, columns = (np.flatnonzero(picture.min(axis=axis) < _WHITE) for axis in (1, 0))
    if not rows.size:
        return ()
    top, bottom = max(int(rows[0]) - _MARGIN, 0), min(int(rows[-1]) + _MARGIN, height)
    left, right = max(int(columns[0]) - _MARGIN, 0), min(int(columns[-1]) + _MARGIN, width)
    return tuple(
        replace(
            word,
            left=word.left + left,
            right=word.right + left,
            top=word.top + top,
            bottom=word.bottom + top,
        )
        for word in ocr.recognise(picture[top:bottom, left:right], dpi)
    )


def _mere_words(view: View, places: list[Edges]) -> Iterator[Recognised]:
    """Yield the words without digits that are no field: labels and prose need not be read."""
    for word in view.layer:
        in_field = any(word.lies_in(place) for place in places)
        if not in_field and not any(c.isdigit() for c in word.text):
            yield word


def _is_in(word: Recognised, zone: Edges) -> bool:
    return zone[1] <= (word.top + word.bottom) / 2 <= zone[3]


def _unsaid(view: View) -> list[Recognised]:
    """Return the amounts that both engines see where the layer has nothing."""
    return [
        word
        for word in view.seen
        if _is_amount(word.text) and not is_said(word, view.layer) and _is_seen_again(view, word)
    ]


def _is_seen_again(view: View, word: Recognised) -> bool:
    text = look(view, (word.left, word.top, word.right, word.bottom))
    return _is_amount(text) and key(text, digits=True) == key(word.text, digits=True)


def _is_amount(text: str) -> bool:
    return has_money(fold(text))
