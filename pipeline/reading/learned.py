"""Places that a person's corrections taught: found on a corrected page, looked up on the next one.

In: the words of pages and an invoice. Out: the label that leads to each corrected value, or the
invoice with what learned places say. A place is learned only if looking it up on the same page
gives the value back, and what it says is never more than one label: see `with_learned`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from pipeline.reading.fields import level_of
from pipeline.reading.lines import Line, Sheet, Span, compact, sheet_of
from pipeline.reading.search import Found, Match, values_near
from pipeline.reading.tokens import Token, tokens_in
from pipeline.reading.values import days_in, money_in
from pipeline.reading.words import Page
from storage.domain.field import Candidate, Field, Level, Source, Witness
from storage.domain.invoice import CORE_TOTALS, FieldName, Invoice
from storage.domain.learning import (
    LEARNABLE,
    LEARNED_AMOUNTS,
    LONGEST_LABEL,
    LearnedPlace,
    Lesson,
    Place,
    counted_page,
    is_same_place,
)
from storage.domain.money import format_amount, parse_amount

_LINES_ABOVE = 4
_LEAST_FIT = 0.5
"""Of a value to the column of the label above it, see `search.values_near`."""
_MOST_CANDIDATES = 3
_DATES = {FieldName.ISSUE_DATE, FieldName.DUE_DATE}
_TWICE = 2
"""A place that was shown on so many invoices speaks for a number or date by itself."""


def lessons_of(invoice: Invoice, pages: tuple[Page, ...]) -> tuple[Lesson, ...]:
    """Return where the values stand that a person entered or confirmed.

    Args:
        invoice: After a correction.
        pages: The words of the same document; may be empty.

    Returns:
        One lesson for each learnable field whose value stands beside or under a label.
    """
    names = [
        name
        for name, field in invoice.fields.items()
        if name in LEARNABLE and field.level is Level.CONFIRMED
    ]
    sheet = sheet_of(pages if names else ())
    found = ((name, _place_of(sheet, name, invoice)) for name in names)
    return tuple(Lesson(name, place) for name, place in found if place is not None)


def with_learned(
    invoice: Invoice, pages: tuple[Page, ...], learned: Iterable[LearnedPlace]
) -> Invoice:
    """Hold what was read against the places that are known of its seller.

    A learned value that agrees with the read one is one more witness of it. Otherwise it takes the
    place of the read one, which stays as a candidate: with no witness but itself, and with a label
    as well where two invoices taught it, unless two witnesses speak for the read one. Amounts that
    add up are kept against it. Where it is not plain who the seller is, it is no witness at all.

    Args:
        invoice: As read of the pages.
        pages: The words of the same document.
        learned: Of the dossier; those of other suppliers are passed over.
    """
    sellers = dict(_sellers(invoice))
    known = [place for place in learned if place.seller in sellers]
    if not known:
        return invoice
    sheet, fields = sheet_of(pages), dict(invoice.fields)
    for place in known:
        found = _look_up(sheet, place.field, place.place)
        if found is not None:
            weight = place.times if sellers[place.seller] else 0
            fields[place.field] = _weighed(invoice, place.field, found, weight)
    return replace(invoice, fields={name: fields[name] for name in FieldName if name in fields})


def _sellers(invoice: Invoice) -> Iterator[tuple[str, bool]]:
    """Yield the seller's identifiers that check, and whether it is plain that they are its own."""
    for name in (FieldName.SELLER_SIREN, FieldName.SELLER_VAT_ID):
        field = invoice.fields.get(name)
        if field is not None and Witness.CHECK_DIGITS in field.witnesses:
            yield field.value, bool({Witness.LABEL, Witness.DOSSIER}.intersection(field.witnesses))


def _weighed(invoice: Invoice, name: FieldName, found: Found[Token], weight: int) -> Field:
    """Return a field with what a place says of it.

    Args:
        invoice: As read without learned places.
        name: The field.
        found: What stands at its place.
        weight: Invoices that taught it; 0 where the seller may be another one.
    """
    read, value = invoice.fields.get(name), _value(invoice, name, found)
    if read is not None and read.value == value and Witness.LABEL in read.witnesses:
        more = (Witness.LEARNED,) if weight else ()
        return replace(read, witnesses=_joined(read.witnesses, more))
    # Totals are proven by arithmetic alone, so that a label more is no danger; of what is due and
    # prepaid the reader itself says whether a label tells.
    needed = 1 if name in CORE_TOTALS else _TWICE
    says_label = weight >= needed and name not in {FieldName.PREPAID, FieldName.AMOUNT_DUE}
    witnesses = (Witness.LABEL, Witness.LEARNED) if says_label else (Witness.LEARNED,)
    field = _field(value, found, witnesses)
    if read is None:
        return field
    if read.value == value:
        joined = _joined(read.witnesses, witnesses)
        return replace(field, witnesses=joined, candidates=read.candidates)
    if name in LEARNED_AMOUNTS and _adds_up(invoice, name):
        return replace(read, candidates=_first(Candidate(value, field.boxes), read.candidates))
    if len(read.witnesses) > 1 and Witness.LABEL in read.witnesses:
        # Two witnesses speak against it: perhaps the supplier's paper has changed.
        field = replace(field, witnesses=(Witness.LEARNED,))
    return replace(field, candidates=_first(Candidate(read.value, read.boxes), read.candidates))


def _field(value: str, found: Found[Token], witnesses: tuple[Witness, ...]) -> Field:
    line, start, end = found.line, found.value.start, found.value.end
    level = level_of(line, start, end)
    return Field(value, level, Source.SUPPLIER, line.boxes(start, end), witnesses)


def _joined(some: Iterable[Witness], more: Iterable[Witness]) -> tuple[Witness, ...]:
    return tuple(dict.fromkeys((*some, *more)))


def _first(best: Candidate, others: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    return (best, *(other for other in others if other.value != best.value))[:_MOST_CANDIDATES]


def _value(invoice: Invoice, name: FieldName, found: Found[Token]) -> str:
    """Return a value as `Field` keeps it; amounts of a credit note are positive."""
    text = found.value.text
    amount = parse_amount(text) if name in LEARNED_AMOUNTS else None
    if amount is None or not (invoice.is_credit_note or name is FieldName.PREPAID):
        return text
    return format_amount(abs(amount))


def _adds_up(invoice: Invoice, name: FieldName) -> bool:
    """Tell whether an amount fits the other ones that were read: BR-CO-15, BR-CO-16.

    What is due without a label was only reckoned from them, as if nothing were paid yet.
    """
    names = (*CORE_TOTALS, FieldName.PREPAID, FieldName.AMOUNT_DUE)
    amounts = [parse_amount(invoice.value(n) or "") for n in names]
    without_vat, vat, with_vat, prepaid, due = amounts
    if name in CORE_TOTALS:
        return None not in (without_vat, vat) and (without_vat or 0) + (vat or 0) == with_vat
    if Witness.LABEL not in invoice.fields[name].witnesses:
        return False
    return None not in (with_vat, due) and (with_vat or 0) - (prepaid or 0) == due


def _place_of(sheet: Sheet, name: FieldName, invoice: Invoice) -> Place | None:
    """Return the place from which a value is found again, beside its label rather than below.

    A date or an amount may stand for something else, too: under several labels it has no place,
    nor has a date that also stands where no label is.
    """
    value = invoice.fields[name].value
    shown = _shown(sheet, name, invoice)
    found = [next(_places(sheet, name, value, line, one), None) for line, one in shown]
    places = sorted(filter(None, found), key=lambda place: place.is_below)
    if not places or (name in _DATES and None in found):
        return None
    if name not in _DATES:
        places = [place for place in places if place.is_below is places[0].is_below]
    alike = all(is_same_place(name, places[0], other) for other in places)
    return places[0] if alike or name is FieldName.NUMBER else None


def _places(sheet: Sheet, name: FieldName, value: str, line: Line, one: Token) -> Iterator[Place]:
    """Yield the places that lead to where a value is printed, the better first."""
    for labels_of in (_labels_beside, _labels_above):
        for label in labels_of(sheet, line, one):
            place = _as_place(sheet, name, label, is_below=labels_of is _labels_above)
            found = place and _look_up(sheet, name, place)
            if place and found and _is(name, found.value, value):
                yield place


def _shown(sheet: Sheet, name: FieldName, invoice: Invoice) -> Iterator[tuple[Line, Token]]:
    """Yield where the value of a field is printed, but where it was read as that of another."""
    own = set(invoice.fields[name].boxes)
    others = {
        box
        for other, field in invoice.fields.items()
        if other is not name and Witness.LABEL in field.witnesses
        for box in field.boxes
    }
    for line in sheet.lines:
        for one in _SORTS[name](line):
            if _is(name, one, invoice.fields[name].value):
                boxes = line.boxes(one.start, one.end)
                if own.intersection(boxes) or (not own and not others.intersection(boxes)):
                    yield line, one


def _is(name: FieldName, found: Token, value: str) -> bool:
    """Tell whether what is printed is a value, whatever sign or spaces it is written with."""
    if name in LEARNED_AMOUNTS:
        return found.text.removeprefix("-") == value.removeprefix("-")
    return compact(found.text) == compact(value)


def _labels_beside(_: Sheet, line: Line, value: Token) -> Iterator[Span]:
    """Yield the words before a value in its cell; where there are none, the cell before it."""
    for start, cell_end in reversed(list(line.cells())):
        end = min(cell_end, value.start)
        if start < end and line.folded[start:end].strip(_BETWEEN):
            yield from _label_in(line, start, end)
            return


def _labels_above(sheet: Sheet, line: Line, value: Token) -> Iterator[Span]:
    """Yield the cells over a value, the nearest first."""
    own = line.span(value.start, value.end)
    for above in reversed(sheet.lines[max(0, line.index - _LINES_ABOVE) : line.index]):
        for start, end in above.cells():
            cell = above.span(start, end)
            is_over = cell.left < own.right + own.height and own.left < cell.right + own.height
            if start < end and is_over:
                yield from _label_in(above, start, end)


_BETWEEN = " \t:.-–—#/(["
"""What stands between a label and its value, and says nothing."""


def _label_in(line: Line, start: int, end: int) -> Iterator[Span]:
    """Yield the last words of a stretch up to the one with a digit in it: what changes is none."""
    text, kept = line.folded[start:end].rstrip(_BETWEEN), 0
    for word in reversed(text.split(" ")):
        if any(map(str.isdigit, word)) or kept + len(word) > LONGEST_LABEL:
            break
        kept += len(word) + 1
    label = text[max(0, len(text) - kept + 1) :].lstrip(_BETWEEN)
    if any(map(str.isalpha, label)):
        end = start + len(text)
        yield line.span(end - len(label), end)


def _as_place(sheet: Sheet, name: FieldName, label: Span, *, is_below: bool) -> Place | None:
    line = sheet.lines[label.line]
    (box,) = line.boxes(label.start, label.end)
    page = counted_page(name, line.page.number, len(sheet.pages))
    text = line.folded[label.start : label.end]
    try:
        return Place(text, is_below, page, box.x, box.y, box.w, box.h)
    except ValueError:
        return None


def _look_up(sheet: Sheet, name: FieldName, place: Place) -> Found[Token] | None:
    """Return the value at a place; None where its label is gone or moved, or leads to several."""
    found = [
        value
        for label in _labels_at(sheet, name, place)
        if (value := _value_at(sheet, name, place, label)) is not None
    ]
    return found[0] if len({value.value.text for value in found}) == 1 else None


def _labels_at(sheet: Sheet, name: FieldName, place: Place) -> Iterator[Span]:
    for line in sheet.lines:
        if counted_page(name, line.page.number, len(sheet.pages)) != place.page:
            continue
        start = line.folded.find(place.label)
        while start >= 0:
            end = start + len(place.label)
            label = line.span(start, end)
            seen = _as_place(sheet, name, label, is_below=place.is_below)
            if _is_whole(line.folded, start, end) and seen and is_same_place(name, place, seen):
                yield label
            start = line.folded.find(place.label, end)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch is not part of a longer word."""
    before, behind = text[max(0, start - 1) : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (
        behind.isalnum() and text[end - 1].isalnum()
    )


def _value_at(sheet: Sheet, name: FieldName, place: Place, label: Span) -> Found[Token] | None:
    """Return the value beside or under a label, the nearest one; a word between them ends it."""
    for found in values_near(sheet, Match(label, 1.0), _SORTS[name]):
        if found.is_below is not place.is_below:
            continue
        if found.is_below:
            return found if found.score >= _LEAST_FIT else None
        between = found.line.folded[label.end : found.value.start]
        return found if not any(map(str.isalnum, between)) else None
    return None


def _days(line: Line) -> Iterator[Token]:
    for day in days_in(line.folded):
        yield Token(day.value.isoformat(), day.start, day.end)


def _amounts(line: Line) -> Iterator[Token]:
    for amount in money_in(line.folded):
        yield Token(format_amount(amount.value), amount.start, amount.end)


_SORTS: Mapping[FieldName, Callable[[Line], Iterable[Token]]] = {
    FieldName.NUMBER: tokens_in,
    FieldName.ISSUE_DATE: _days,
    FieldName.DUE_DATE: _days,
    **dict.fromkeys(LEARNED_AMOUNTS, _amounts),
}
