"""Invoice lines (BG-25): the rows under a header of columns.

In: a sheet. Out: every row that states a name and a total, with quantity, unit price and VAT rate
where they can be told. What its numbers are, arithmetic tells: quantity × price (less a discount)
is the total; the header is only where to begin.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from pipeline.reading.labels import LABELS, Labelled
from pipeline.reading.lines import Line, Sheet, Span
from pipeline.reading.values import amounts_in, rates_in
from storage.domain.invoice import Line as InvoiceLine
from storage.domain.money import CENT

_QUANTITY = re.compile(
    r"\bqte|quantite|\bqty|quantity|menge|anzahl|cantidad|quantita|aantal|nombre|\bnb\b"
)
_HEADER_WORDS = (
    re.compile(
        r"designation|libelle|description|article|produit|prestation|intitule|item|bezeichnung"
        r"|artikel|leistung|descripcion|concepto|descrizione|omschrijving|detail"
    ),
    _QUANTITY,
    re.compile(
        r"montant|total|prix|p\.? ?u\.?|amount|price|preis|gesamt|importe|precio|importo|prezzo"
        r"|bedrag|prijs|tarif"
    ),
)
_END = re.compile(
    r"(?:sous[- ]?)?total(?! ?\S*\t.*qt)|^montant (?:total|ht|ttc)|base ht|net a payer"
    r"|^tva\b|^taux\b|zwischensumme|sub-?total|netto(?!y)|gesamt|summe|umsatzsteuer|mwst|brutto|"
    r"amount due|remise globale|port et emballage|frais de port"
)
_CARRIED = re.compile(
    r"(?:a reporter|report\b|ubertrag|carried forward|brought forward|suma y sigue|riporto)"
)
"""A row that carries a sum over to the next page."""
_NUMBER = re.compile(
    r"(?<![\w.,/-])-?\d{1,3}(?:[ .]\d{3})*(?:[.,]\d{1,4})?(?![\w/]|[.,]\d| ?%)"
    r"|(?<![\w.,/-])-?\d+(?:[.,]\d{1,4})?(?![\w/]|[.,]\d| ?%)"
)
_UNGROUPED = re.compile(r"(?<![\w.,/-])-?\d+(?:[.,]\d{1,4})?(?![\w/]|[.,]\d| ?%)")
"""The same where a space parts two numbers: « 10 255,09 » may be ten pieces."""
_CODE = re.compile(r"^(?:\d{1,3}|[A-Z]{1,4}[-.]?\d{2,}[\w-]*) (?=\D)")
"""A position or an article number before a name in one cell."""
_SAYS_TOTAL = 0.8
"""Weight of a label that stands beside totals only."""
_MOST_LINES = 500


@dataclass(frozen=True)
class Item:
    """An invoice line and whether its numbers fit."""

    line: InvoiceLine
    fits: bool


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in a row, and whether it stands in the column of quantities."""

    value: Decimal
    is_quantity: bool


def find_lines(sheet: Sheet) -> tuple[Item, ...]:
    """Return the invoice lines in the order of the document."""
    items: list[Item] = []
    header: Line | None = None
    for line in sheet.lines:
        if is_header(line):
            header = line
            continue
        if header is None or header.page.number != line.page.number:
            header = None
            continue
        if _CARRIED.match(line.folded):
            continue
        if _ends(line):
            header = None
            continue
        item = _item(line, _quantities_of(header))
        if item is not None and len(items) < _MOST_LINES:
            items.append(item)
    return tuple(items)


def find_lines_of(sheet: Sheet, totals: Container[Decimal]) -> tuple[Item, ...]:
    """Return the rows without a header above them, as on till receipts, that make a total.

    Args:
        sheet: Where.
        totals: Of which they have to add up to one, with or without VAT.
    """
    items: list[Item] = []
    for line in sheet.lines:
        item = _item(line, None)
        if item is not None and _ends(line):
            break
        if item is not None:
            items.append(item)
    total = sum((item.line.total or Decimal(0) for item in items), Decimal(0))
    return tuple(items) if total and total in totals else ()


def _ends(line: Line) -> bool:
    """Tell whether a line begins with what a total is called."""
    return _END.match(line.folded) is not None or any(
        label.pattern.match(line.folded)
        for meaning in (Labelled.WITHOUT_VAT, Labelled.VAT, Labelled.WITH_VAT, Labelled.DUE)
        for label in LABELS[meaning]
        if label.weight >= _SAYS_TOTAL
    )


def is_header(line: Line) -> bool:
    """Tell whether a line names the columns of a table."""
    hits = sum(pattern.search(line.folded) is not None for pattern in _HEADER_WORDS)
    return hits >= 2 and not any(a.is_money for a in amounts_in(line.folded))


def _quantities_of(header: Line) -> Span | None:
    """Return the head of the column of quantities."""
    match = _QUANTITY.search(header.folded)
    return header.span(match.start(), match.end()) if match else None


def _item(line: Line, quantities: Span | None) -> Item | None:
    money = [a for a in amounts_in(line.folded) if a.is_money]
    named = _name(line)
    if not money or named is None:
        return None
    name, cell = named
    total = money[-1].value
    rates = [r.value for r in rates_in(line.folded)]
    # The last number is the total.
    read = [list(_numbers(line, cell, quantities, p))[:-1] for p in (_NUMBER, _UNGROUPED)]
    fitting = (_split(numbers, total, rates) for numbers in read)
    quantity, price = next((found for found in fitting if found), (_alone(read[1], total), None))
    found = InvoiceLine(name, quantity, price, rates[-1] if rates else None, total)
    return Item(found, quantity is not None)


def _split(
    numbers: list[_Number], total: Decimal, rates: list[Decimal]
) -> tuple[Decimal, Decimal | None] | None:
    """Return quantity and unit price that make the total; a price before discount is left out."""
    discounts = rates[:-1] or rates[:1]
    for one, other in combinations(numbers, 2):
        is_turned = other.is_quantity and not one.is_quantity
        quantity, price = (other, one) if is_turned else (one, other)
        product = quantity.value * price.value
        if abs(product - total) <= CENT:
            return quantity.value, price.value
        if any(abs(product * (100 - share) / 100 - total) <= CENT for share in discounts):
            return quantity.value, None
    return None


def _alone(numbers: list[_Number], total: Decimal) -> Decimal | None:
    """Return the quantity where no unit price is printed: among quantities, or all by itself."""
    alone = [n.value for n in numbers if n.is_quantity] or [n.value for n in numbers]
    return alone[0] if len(alone) == 1 and alone[0] != total else None


def _numbers(
    line: Line, name: tuple[int, int], quantities: Span | None, pattern: re.Pattern[str]
) -> Iterator[_Number]:
    """Yield the numbers of a line but for the name's own."""
    for start, end in line.cells():
        begins = line.text[start:end].lstrip()[:1].isdigit()
        if (start, end) == name and not (begins and len(list(line.cells())) == 1):
            continue
        for match in pattern.finditer(line.folded, start, end):
            place = line.span(match.start(), match.end())
            is_quantity = quantities is not None and _is_under(place, quantities)
            yield _Number(_value(match[0]), is_quantity)


def _is_under(place: Span, head: Span) -> bool:
    return place.left < head.right and head.left < place.right


def _value(text: str) -> Decimal:
    whole = re.sub(r"[ .](?=\d{3}(?!\d))", "", text) if "," in text else text
    return Decimal(whole.replace(" ", "").replace(",", "."))


def _name(line: Line) -> tuple[str, tuple[int, int]] | None:
    """Return the name in the first cell with a word in it, and that cell."""
    for start, end in line.cells():
        text = line.text[start:end].strip()
        if sum(c.isalpha() for c in text) >= 3 and not re.fullmatch(r"\S*\d\S*", text):
            return _CODE.sub("", text)[:200], (start, end)
    return None
