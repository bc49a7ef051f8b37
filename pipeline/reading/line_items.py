"""Invoice lines (BG-25): the rows under a header of columns.

In: a sheet. Out: every row that states a name and a total, with quantity, unit price and VAT rate
where they can be told. What its numbers are, arithmetic tells: quantity × price (less a discount)
is the total; the header is only where to begin.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from itertools import combinations

from pipeline.reading.heads import Columns, columns_of, is_header, within
from pipeline.reading.items import Item, in_column, without_sums
from pipeline.reading.labelled import UMSATZSTEUER, any_of
from pipeline.reading.labels import LABELS, Labelled
from pipeline.reading.lines import Line, Sheet, Span, fold
from pipeline.reading.values import days_in, is_called_number, money_in, rates_in
from storage.domain.invoice import Line as InvoiceLine
from storage.domain.money import CENT

_END = re.compile(
    r"(?:sous[- ]?)?total(?! ?\S*\t.*qt)|^montant (?:total|ht|ttc)|base ht|net a payer"
    r"|^tva\b|^taux\b|zwischensumme|sub-?total|netto(?!y|preis)|gesamt|summe"
    rf"|{UMSATZSTEUER}"
    r"|(?<!\d )mwst(?!-?n)|brutto(?!preis)|amount due|remise globale|(?:sub)?totaal|subtotale?"
    r"|(?:totale )?imponibile|base imponible|maatstaf|warenwert|suma\b|aliquota|te betalen"
    r"|goods total"
)
_CHARGE = re.compile(
    r"port et emballage|frais de port|carriage|verzendkosten|versandkosten"
    r"|spese (?:di )?trasporto|gastos de envio|portes\b"
)
"""A row of goods where it has a quantity, else a charge on all of them."""
_CLAUSE = re.compile(
    r"frais de recouvrement|penalit|interets? de retard|recovery (?:costs?|fees?)|verzugszins"
)
_SENTENCE = re.compile(r"\w[.;] [A-ZÀ-Ý]\w+ \w")
"""Where another sentence begins."""
_TIMES = re.compile(r"\W*(\d+(?:[.,]\d+)?) ?[x×*] ?(\d+[.,]\d+)")
_CARRIED = re.compile(
    r"sous[- ]?total (?!h\.?t|t\.?t|general|net|eur|€)[a-z]"
    r"|a reporter|report\b|ubertrag|carried forward|brought forward|suma (?:y sigue|anterior)"
    r"|riporto|segue\b|a riportare|transporteren|over te brengen|overgebracht"
)
"""A row with the sum of a section, or of all pages so far."""
_OF_ITEM = re.compile(
    r"(?:netto)?(?:betrag|wert|summe) (?:der )?pos(?:ition|\.)|positions(?:betrag|wert|summe)"
    r"|(?:total|net|montant)(?: ht| net)? (?:de (?:la )?|par )?(?:ligne|article)\t|line total\t"
)
"""A row with the sum of one item, in which what is taken off it may be."""
_NUMBER = re.compile(
    r"(?<![\w.,/-])-?\d{1,3}(?:[ .]\d{3})*(?:[.,]\d{1,6})?(?![\w/]|[.,]\d| ?%)"
    r"|(?<![\w.,/-])-?\d+(?:[.,]\d{1,6})?(?![\w/]|[.,]\d| ?%)"
)
_UNGROUPED = re.compile(r"(?<![\w.,/-])-?\d+(?:[.,]\d{1,6})?(?![\w/]|[.,]\d| ?%)")
"""The same where a space parts two numbers: « 10 255,09 » may be ten pieces."""
_Reading = tuple[re.Pattern[str], bool]
_READINGS: tuple[_Reading, ...] = ((_NUMBER, False), (_UNGROUPED, False), (_NUMBER, True))
"""Ways to read the numbers of a row, and whether a dot before three digits groups thousands."""
_RATES = frozenset(["4", "5", "6", "7", "8", "9", "10", "12", "13", "19", "20", "21", "22", "23"])
"""Rates of VAT in whole per cent, as they may stand without a sign before a total."""
_ONE_CODE = re.compile(r"(?:[^:]{1,20}: ?)?\S*\d\S*|[^:]{1,20}:")
_CODE = re.compile(
    r"^(?:\d{1,3}|[A-Z]{1,4}[-.]?\d{2,}[\w-]*|(?=\S*\d)[A-Z0-9][A-Z0-9./_-]{4,} [-–:]) (?=\D)"
)
"""A position or an article number before a name in one cell."""
_NO_ITEM = re.compile(r"\b(?:iban|swift|bic)\b|(?:gegenstands|streit|geschafts)wert\b")
"""An account, or what a case at law is about."""
_LEAD = re.compile(r"(\d+(?:[.,]\d+)?) (?=[^\W\d]{3})")
"""A quantity before a name in one cell."""
_SAYS_TOTAL = 0.8
"""Weight of a label that stands beside totals only."""
_MOST_OF_ITEM = 8
"""Lines under an item that may tell more of it."""
_BESIDE = 1.3
"""Of the height of a line: the name of a row with its numbers between two lines is so near."""
_MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in a row, and whether it stands in the column of quantities."""

    value: Decimal
    is_quantity: bool


@lru_cache(maxsize=4)
def find_lines(sheet: Sheet) -> tuple[Item, ...]:
    """Return the invoice lines in the order of the document."""
    items: list[Item] = []
    columns: Columns | None = None
    for whole in sheet.lines:
        line = whole if columns is None else within(whole, columns.edge)
        if is_header(whole):
            columns = columns_of(sheet, whole)
        elif columns is None or _CARRIED.match(line.folded):
            continue
        elif _ends(line) and not _is_sold(line, columns):
            columns = columns if _is_of_item(line, items) else None
        else:
            before = len(items)
            _take(line, columns, items)
            if len(items) > before and _is_code(items[-1].line.name):
                name = _name_beside(sheet, line, columns) or items[-1].line.name
                items[-1] = replace(items[-1], line=replace(items[-1].line, name=name))
    return tuple(without_sums(in_column(items)))


def _is_of_item(line: Line, items: list[Item]) -> bool:
    """Tell whether a line's amounts stand beside the column of totals: it tells more of an item."""
    if not items or items[-1].total.line < line.index - _MOST_OF_ITEM or _heads_totals(line):
        return False
    total = items[-1].total
    money = [line.span(a.start, a.end) for a in money_in(line.folded)]
    return bool(money) and not any(_is_under(place, total) for place in money)


def _heads_totals(line: Line) -> bool:
    """Tell whether several totals stand side by side: the head of a row of them."""
    cells = [line.folded[start:end] for start, end in line.cells()]
    return sum(_says_total(cell, Labelled.VAT) for cell in cells) > 1


def find_lines_of(sheet: Sheet, totals: Container[Decimal]) -> tuple[Item, ...]:
    """Return the rows without a header above them, as on till receipts, that make a total.

    Args:
        sheet: Where.
        totals: Of which they have to add up to one, with or without VAT.
    """
    items = find_rows(sheet)
    total = sum((item.line.total or Decimal(0) for item in items), Decimal(0))
    return items if total and total in totals else ()


@lru_cache(maxsize=4)
def find_rows(sheet: Sheet) -> tuple[Item, ...]:
    """Return every row with a name and an amount before the first total, header or not."""
    items: list[Item] = []
    for line in sheet.lines:
        if _ends(line) and _item(line, None) is not None:
            break
        if not any(is_called_number(line.folded, amount) for amount in money_in(line.folded)):
            _take(line, None, items)
    return tuple(items)


def _take(line: Line, columns: Columns | None, items: list[Item]) -> None:
    """Add the item of a line, or what it says of the one before: « 2 x 7,28 »."""
    item = _item(line, columns)
    if item is not None and len(items) < _MOST_LINES:
        if item.fits or not _CHARGE.match(re.sub(r"^\W+", "", line.folded)):
            items.append(item)
    elif items and (match := _TIMES.match(line.folded)):
        last = items[-1].line
        quantity, price = _value(match[1]), _value(match[2])
        if last.total is not None and abs(quantity * price - last.total) <= CENT:
            found = replace(last, quantity=quantity, unit_price=price)
            items[-1] = replace(items[-1], line=found, fits=True)


def _is_sold(line: Line, columns: Columns) -> bool:
    """Tell whether a line is one of the table though its name may end it: carriage by the piece."""
    item = _item(line, columns)
    return item is not None and item.fits and item.line.unit_price is not None


def _ends(line: Line) -> bool:
    """Tell whether a line begins with what a total is called, or a total stands in its right half.

    Behind dots or dashes perhaps; a VAT table may stand to the left of the totals.
    """
    text = re.sub(r"^\W+", "", line.folded)
    if _OF_ITEM.match(text):
        return False
    if _END.match(text) is not None or _says_total(text, Labelled.VAT):
        return True
    return any(_says_total(line.folded[start:end]) for start, end in line.cells()[1:])


def _says_total(text: str, *more: Labelled) -> bool:
    return _heavy_labels(*more).match(text) is not None


@cache
def _heavy_labels(*more: Labelled) -> re.Pattern[str]:
    meanings = (Labelled.WITHOUT_VAT, Labelled.WITH_VAT, Labelled.DUE, *more)
    return any_of(label for m in meanings for label in LABELS[m] if label.weight >= _SAYS_TOTAL)


def _item(line: Line, columns: Columns | None) -> Item | None:
    money = money_in(line.folded)
    named = _name(line, columns)
    if not money or named is None:
        return None
    name, cell = named
    if _NO_ITEM.search(fold(name)) or _is_prose(line, cell, money[-1].end):
        return None
    total = money[-1].value
    rates = [r.value for r in rates_in(line.folded)]
    # The last number is the total.
    quantities = columns.quantities if columns else None
    readings = [list(_numbers(line, cell, quantities, reading)) for reading in _READINGS]
    turned = columns is not None and columns.price_first
    fitting = (_split(numbers[:-1], total, rates, turned=turned) for numbers in readings)
    # A rate without its sign may stand before the total: « 20 159,15 ».
    ungrouped = readings[1][-1].value if readings[1] else total
    is_behind_rate = line.folded[money[-1].start : money[-1].end].partition(" ")[0] in _RATES
    apart = _split(readings[1][:-1], ungrouped, rates, turned=turned) if is_behind_rate else None
    alone = _alone(readings[1][:-1], total, is_sure=columns is None)
    quantity, price = next((found for found in fitting if found), apart or (alone, None))
    total = ungrouped if apart == (quantity, price) and apart is not None else total
    own = line.text[slice(*cell)].strip()
    if (lead := _LEAD.match(own)) and price is None:
        led = _value(lead[1])
        fits = (n.value for n in readings[0][:-1] if abs(led * n.value - total) <= CENT)
        if (price := next(fits, None)) is not None:
            name, quantity = own[lead.end() :][:200], led
    found = InvoiceLine(name, quantity, price, rates[-1] if rates else None, total)
    place = line.span(money[-1].start, money[-1].end)
    return Item(found, quantity is not None and price is not None, place)


def _split(
    numbers: list[_Number], total: Decimal, rates: list[Decimal], *, turned: bool
) -> tuple[Decimal, Decimal | None] | None:
    """Return quantity and unit price that make the total; a price before discount is left out."""
    discounts = rates[:-1] or rates[:1]
    # A position or a code may stand to the left of both.
    pairs = list(combinations(numbers, 2))[::-1]
    for one, other in sorted(pairs, key=lambda it: not (it[0].is_quantity or it[1].is_quantity)):
        is_turned = turned if one.is_quantity == other.is_quantity else other.is_quantity
        quantity, price = (other, one) if is_turned else (one, other)
        product = quantity.value * price.value
        if abs(product - total) <= CENT:
            return quantity.value, price.value
        if any(abs(product * (100 - share) / 100 - total) <= CENT for share in discounts):
            return quantity.value, None
    return None


def _is_prose(line: Line, cell: tuple[int, int], end: int) -> bool:
    """Tell whether an amount stands within a sentence, or in what the law has every invoice say."""
    start, stop = cell
    if _CLAUSE.search(line.folded, start, stop) and _SENTENCE.search(line.text, start, stop):
        return True
    return start < end < stop and len(re.findall(r"[^\W\d]{3,}", line.folded[end:stop])) > 1


def _alone(numbers: list[_Number], total: Decimal, *, is_sure: bool) -> Decimal | None:
    """Return the quantity where no unit price is printed: in its column, or all by itself."""
    alone = [n.value for n in numbers if n.is_quantity or is_sure]
    return alone[0] if len(alone) == 1 and alone[0] != total else None


def _numbers(
    line: Line, name: tuple[int, int], quantities: Span | None, reading: _Reading
) -> Iterator[_Number]:
    """Yield the numbers of a line but for the name's own."""
    pattern, has_groups = reading
    for start, end in line.cells():
        begins = line.text[start:end].lstrip()[:1].isdigit()
        if (start, end) == name and not (begins and len(list(line.cells())) == 1):
            continue
        for match in pattern.finditer(line.folded, start, end):
            place = line.span(match.start(), match.end())
            is_quantity = quantities is not None and _is_under(place, quantities)
            yield _Number(_value(match[0], has_groups=has_groups), is_quantity)


def _is_under(place: Span, head: Span) -> bool:
    return place.left < head.right and head.left < place.right


def _value(text: str, *, has_groups: bool = False) -> Decimal:
    is_grouped = has_groups or "," in text or text.count(".") > 1
    whole = re.sub(r"[ .](?=\d{3}(?!\d))", "", text) if is_grouped else text
    return Decimal(whole.replace(" ", "").replace(",", "."))


def _name(line: Line, columns: Columns | None) -> tuple[str, tuple[int, int]] | None:
    """Return the name and its cell: no code, under the head of names, with most letters.

    A cell before the edge of the names is none.
    """
    edge, head = (columns.names, columns.head) if columns else (0.0, None)
    best: tuple[tuple[bool, bool, int], str, tuple[int, int]] | None = None
    for start, end in line.cells():
        text, cell = line.text[start:end].strip(), line.span(start, end)
        is_merged = _CODE.match(text) is not None and cell.right > edge
        letters = sum(c.isalpha() for c in text)
        if letters < 2 or (cell.left < edge - cell.height and not is_merged):
            continue
        is_under = head is not None and _is_under(cell, head)
        rank = (not _is_code(text), is_under, letters)
        if best is None or rank > best[0]:
            best = rank, text, (start, end)
    return (_CODE.sub("", best[1])[:200], best[2]) if best else None


def _is_code(text: str) -> bool:
    """Tell whether a text is an article number, with a label perhaps, or a unit, and no name."""
    return sum(c.isalpha() for c in text) <= 3 or _ONE_CODE.fullmatch(text) is not None


def _name_beside(sheet: Sheet, line: Line, columns: Columns) -> str | None:
    """Return the name that a row has on the line before or behind it, in the column of names."""
    if columns.head is None:
        return None
    nearest: tuple[float, str] | None = None
    for other in sheet.lines[max(0, line.index - 2) : line.index + 3]:
        apart = abs(other.top - line.top)
        if other.page.number != line.page.number or apart > _BESIDE * (line.bottom - line.top):
            continue
        for start, end in other.cells():
            text = other.text[start:end].strip()
            is_name = _is_under(other.span(start, end), columns.head) and not _is_code(text)
            is_name = is_name and ":" not in text and not any(days_in(fold(text)))
            if is_name and (nearest is None or apart < nearest[0]):
                nearest = apart, text
    return nearest[1][:200] if nearest else None
