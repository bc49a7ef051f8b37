"""Invoice lines (BG-25): the rows under a header of columns.

In: a sheet. Out: every row that states a name and a total, with quantity, unit price and VAT rate
where they can be told. What its numbers are, arithmetic tells: quantity × price (less a discount)
is the total; the header is only where to begin.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.reading.lines import Line, Sheet
from pipeline.reading.values import amounts_in, rates_in
from storage.domain.invoice import Line as InvoiceLine
from storage.domain.money import CENT

_HEADER_WORDS = (
    re.compile(
        r"designation|libelle|description|article|produit|prestation|intitule|item|bezeichnung"
        r"|artikel|descripcion|concepto|descrizione|omschrijving|detail"
    ),
    re.compile(r"\bqte|quantite|\bqty|quantity|menge|cantidad|quantita|aantal|nombre|\bnb\b"),
    re.compile(
        r"montant|total|prix|p\.? ?u\.?|amount|price|preis|gesamt|importe|precio|importo|prezzo"
        r"|bedrag|prijs|tarif"
    ),
)
_END = re.compile(
    r"(?:sous[- ]?)?total(?! ?\S*\t.*qt)|^montant (?:total|ht|ttc)|base ht|net a payer"
    r"|^tva\b|^taux\b|report|zwischensumme|sub-?total|netto|"
    r"a reporter|amount due|remise globale|port et emballage|frais de port"
)
_NUMBER = re.compile(
    r"(?<![\w.,/-])-?\d{1,3}(?:[ .]\d{3})*(?:[.,]\d{1,4})?(?![\w/]|[.,]\d| ?%)"
    r"|(?<![\w.,/-])-?\d+(?:[.,]\d{1,4})?(?![\w/]|[.,]\d| ?%)"
)
_MOST_LINES = 500


@dataclass(frozen=True)
class Item:
    """An invoice line and whether its numbers fit."""

    line: InvoiceLine
    fits: bool


def find_lines(sheet: Sheet) -> tuple[Item, ...]:
    """Return the invoice lines in the order of the document."""
    items: list[Item] = []
    in_table = False
    page = 0
    for line in sheet.lines:
        if line.page.number != page:
            page, in_table = line.page.number, False
        if is_header(line):
            in_table = True
            continue
        if not in_table:
            continue
        if _END.match(line.folded):
            in_table = False
            continue
        item = _item(line)
        if item is not None and len(items) < _MOST_LINES:
            items.append(item)
    return tuple(items)


def is_header(line: Line) -> bool:
    """Tell whether a line names the columns of a table."""
    hits = sum(pattern.search(line.folded) is not None for pattern in _HEADER_WORDS)
    return hits >= 2 and not any(a.is_money for a in amounts_in(line.folded))


def _item(line: Line) -> Item | None:
    money = [a for a in amounts_in(line.folded) if a.is_money]
    if not money:
        return None
    name = _name(line)
    if not name:
        return None
    total = money[-1].value
    rates = [r.value for r in rates_in(line.folded)]
    numbers = [value for value in _numbers(line) if value]
    quantity, price, rate = _split(numbers, total, rates)
    found = InvoiceLine(name, quantity, price, rate, total)
    return Item(found, quantity is not None)


def _split(
    numbers: list[Decimal], total: Decimal, rates: list[Decimal]
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Return quantity, unit price and VAT rate that make the total; None for what is unknown."""
    rate = rates[-1] if rates else None
    for first in range(len(numbers)):
        for second in range(first + 1, len(numbers)):
            quantity, price = numbers[first], numbers[second]
            if abs(quantity * price - total) <= CENT:
                return quantity, price, rate
            for discount in rates[:-1] or rates[:1]:
                if abs(quantity * price * (100 - discount) / 100 - total) <= CENT:
                    return quantity, None, rate
    return None, None, rate


def _numbers(line: Line) -> Iterator[Decimal]:
    """Yield the numbers of a line but for the name's own."""
    for start, end in list(line.cells())[1:] or [(0, len(line.text))]:
        for match in _NUMBER.finditer(line.folded, start, end):
            text = re.sub(r"[ .](?=\d{3}(?!\d))", "", match[0]) if "," in match[0] else match[0]
            yield Decimal(text.replace(" ", "").replace(",", "."))


def _name(line: Line) -> str:
    """Return the first cell with a word in it."""
    for start, end in line.cells():
        text = line.text[start:end].strip()
        if sum(c.isalpha() for c in text) >= 3 and not re.fullmatch(r"\S*\d\S*", text):
            return re.sub(r"^\d{1,3} (?=\D)", "", text)[:200]
    return ""
