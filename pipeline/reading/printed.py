"""What do labels on the pages name, where the XML that came with them names something else?

In: the fields of the XML, and the sheet. Out: totals and a number that the pages state with their
own labels and that the XML does not know. The reader of a page takes what adds up; here each label
counts by itself, so that one amount is missed no more because all others still fit each other.
"""

from collections.abc import Iterator, Set
from decimal import Decimal

from pipeline.reading.body import find_body
from pipeline.reading.labelled_amounts import places_of
from pipeline.reading.labels import HINT, Labelled
from pipeline.reading.lines import Sheet, compact
from pipeline.reading.number import find_number
from pipeline.reading.search import Found
from pipeline.reading.tokens import Token
from pipeline.reading.triples import SURE
from pipeline.reading.values import Amount, money_in, rates_in
from storage.domain.field import Level, Witness
from storage.domain.invoice import AMOUNTS, FieldName, Invoice
from storage.domain.money import CENT, format_amount, parse_amount

_MEANINGS = {
    FieldName.TOTAL_WITHOUT_VAT: Labelled.WITHOUT_VAT,
    FieldName.TOTAL_VAT: Labelled.VAT,
    FieldName.TOTAL_WITH_VAT: Labelled.WITH_VAT,
}
_LEAST_NUMBER = 6
"""Letters and digits of a number that is looked for without its label."""
_MOST_WORDS = 4
_MOST_ALIKE = 2
"""Characters in which a number differs from another one that was made of it."""


def printed_otherwise(xml: Invoice, page: Invoice, sheet: Sheet) -> Iterator[tuple[FieldName, str]]:
    """Yield the fields to whose labels the pages have another value only, and that value.

    Args:
        xml: The fields of the XML, with witnesses.
        page: What was read of the pages, with levels.
        sheet: The words of the pages.
    """
    yield from _totals(xml, page, sheet)
    stated = xml.value(FieldName.NUMBER)
    choice = find_number(sheet)
    if stated and choice:
        places = ((choice.value, choice.places[0]), *choice.others)
        for other, found in places:
            is_named = found.label.weight > HINT and (not found.is_below or _is_whole(found))
            if is_named and _is_alike(compact(stated), compact(other)):
                yield FieldName.NUMBER, other
                return
    field = xml.fields.get(FieldName.NUMBER)
    if field and Witness.PAGE not in field.witnesses and (other := _alike_on(sheet, field.value)):
        yield FieldName.NUMBER, other


def _alike_on(sheet: Sheet, number: str) -> str:
    """Return the first words of a line that are a number but for some digits; "" for none."""
    wanted = compact(number)
    if len(wanted) < _LEAST_NUMBER:
        return ""
    for line in sheet.lines:
        words = line.text.split()
        for start in range(len(words)):
            for end in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
                text = " ".join(words[start:end])
                if _is_alike(wanted, compact(text)):
                    return text
    return ""


def _is_whole(found: Found[Token]) -> bool:
    """Tell whether a number has a cell to itself, with no label of its own."""
    line, value = found.line, found.value
    cells = (line.text[start:end] for start, end in line.cells() if start <= value.start < end)
    return any(compact(cell) == compact(value.text) for cell in cells)


def _is_alike(one: str, other: str) -> bool:
    """Tell whether two numbers differ in so few digits that one was made of the other."""
    if len(one) != len(other) or one == other:
        return False
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(pairs) <= _MOST_ALIKE and all(a.isdigit() and b.isdigit() for a, b in pairs)


def _totals(xml: Invoice, page: Invoice, sheet: Sheet) -> Iterator[tuple[FieldName, str]]:
    known = {*_amounts_of(xml)}
    own = find_body(sheet).own
    for name, meaning in _MEANINGS.items():
        stated = parse_amount(xml.value(name) or "")
        if stated is None:
            continue
        places = _sure_places(sheet, meaning)
        if any(_is_near(found.value.value, stated) for found in places):
            continue
        seen = page.fields.get(name)
        is_proven = seen is not None and seen.level is Level.PROVEN
        for found in places:
            is_known = any(_is_near(found.value.value, it) for it in known)
            # « Taxes et contributions » are none, where the VAT table says what the XML says.
            is_weak = is_proven and not found.is_below and found.score < found.label.weight < 1
            if not is_known and not is_weak and _is_total(found, own):
                yield name, format_amount(found.value.value)
                break


def _sure_places(sheet: Sheet, meaning: Labelled) -> list[Found[Amount]]:
    """Return where labels of a meaning surely name an amount: beside a rate only if nowhere else.

    There it is the row of a rate, and not the total of all.
    """
    places = [found for found in places_of(sheet, meaning) if found.score >= SURE]
    beside = {found.label for found in places if not found.is_below}
    best = {found.label: found.score for found in sorted(places, key=lambda it: it.score)}
    due = [*places_of(sheet, Labelled.DUE)] if meaning is Labelled.WITH_VAT else []
    sure = [
        found
        for found in places
        # What stands below a label that has an amount beside it is another label's.
        if not (found.is_below and found.label in beside)
        # Of a row of amounts below it only one is its own.
        and not (found.is_below and found.score < best[found.label])
        and not any(_is_rather(other, found) for other in due)
    ]
    plain = [found for found in sure if not _is_row(found)]
    return sorted(plain or sure, key=lambda found: -found.score)


def _is_row(found: Found[Amount]) -> bool:
    """Tell whether a rate stands between a label and its amount, or on the line below it."""
    start = 0 if found.is_below else found.label.span.start
    end = len(found.line.folded) if found.is_below else found.value.start
    return any(start <= rate.start < end for rate in rates_in(found.line.folded))


def _is_rather(other: Found[Amount], found: Found[Amount]) -> bool:
    """Tell whether one place has a label of another meaning that says more."""
    is_one = (other.line.index, other.value.start) == (found.line.index, found.value.start)
    return is_one and other.label.weight > found.label.weight


def _is_near(one: Decimal, other: Decimal) -> bool:
    return abs(abs(one) - abs(other)) < CENT


def _is_total(found: Found[Amount], own: Set[int]) -> bool:
    """Tell whether a place is none of an invoice line or of a row of the VAT table."""
    is_alone = found.score == found.label.weight  # with its label: no word between, none before
    if found.line.index in own and not (is_alone and not found.is_below):
        return False
    return not found.is_below or not any(map(str.isalpha, _besides(found)))


def _besides(found: Found[Amount]) -> str:
    """Return what stands on a line besides its amounts of money."""
    text = found.line.folded
    for amount in reversed([*money_in(text)]):
        text = text[: amount.start] + text[amount.end :]
    return text


def _amounts_of(xml: Invoice) -> Iterator[Decimal]:
    """Yield every amount that the XML has, and the sums of its rows: none of them is another's."""
    for name in AMOUNTS:
        amount = parse_amount(xml.value(name) or "")
        if amount is not None:
            yield amount
    for row in xml.vat_breakdown:
        yield from (row.basis, row.amount, row.basis + row.amount)
    yield from (line.total for line in xml.lines if line.total is not None)
