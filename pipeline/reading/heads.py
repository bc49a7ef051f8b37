"""Heads of the columns of invoice lines: which line is one, and what it tells of the rows below.

In: lines of a sheet. Out: whether one names columns, where names and quantities stand under it, and
where the table ends.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf

from pipeline.reading.fitting import overlap, spans_of
from pipeline.reading.lines import Line, Sheet, Span
from pipeline.reading.values import has_money, money_in

_QUANTITY = re.compile(
    r"\bqte|quantite|\bnbre\b|\bqty|quantity|menge|anzahl|cantidad|quantita|aantal|nombre|\bnb\b"
    r"|\bcant\.|\buds\b|\bq\.?ta\b|\bhoev|\banz\.|\bstuks\b|\bhours\b|\bstunden\b"
)
_NAMES = re.compile(
    r"designation|libelle|descripti(?:on|f)|article|produit|prestation|intitule|item|bezeichnung"
    r"|artikel|leistung|producto\b|prodotto|descripcion|concepto|descrizione|omschrijving|detail"
    r"|beschreibung|beschrijving|benaming|denominazione|prestazione|\bproduct\b|^text\b|(?<=\t)text\b"
    r"|\bmission\b|\bnature d"
)
_PRICE = re.compile(
    r"prix|\bp\.? ?u\b|\bpu\b|price|preis|precio|prezzo|prijs|tarif|\behp\b|\bep\b|\brate\b"
)
_SURE_NAMES = re.compile(
    r"designation|libelle|descri|intitule|bezeichnung|beschreibung|beschrijving|omschrijving"
    r"|benaming|concepto|denominazione|details"
)
"""Heads of columns of names, not of codes."""
_AMOUNTS = re.compile(
    r"montant|total|prix|p\.? ?u\.?|amount|price|preis|gesamt|importe|precio|importo|prezzo"
    r"|bedrag|prijs|tarif|totaal|\behp\b|\bep\b|\bgp\b|ansatz|betrag|\bnet\b|\bvaleur\b"
    r"|\b[ei]n (?:eur|chf|gbp|usd)"
)
_HEADER_WORDS = (_NAMES, _QUANTITY, _AMOUNTS)
_OTHER_HEADS = re.compile(
    r"t\.?v\.?a|taux|\btx\b|\bvat\b|\btax\b|mwst|\bust\b|steuer|\biva\b|\bbtw\b|code|%"
    r"|\bc\b|\bt\b|eur|€|chf|\bht\b|h\.t|ttc|rem|valore|valor\b|waarde|wert|value|sum"
    r"|taxable|exoner|soumis|imposable|exempt|exent|(?<![a-z])esent|steuerfrei|\bvrij"
    r"|\bnote\b|\bperiode\b|\bce mois"
)
"""What further columns of such a table are called, and its last one."""
_MOST_WORDS = 10
"""Of heads without a gap between them, as some recognised ones are."""
_LEAST_BESIDE = 4
"""Heads of a table with boxes beside it."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What the head of a table tells of its columns.

    Attributes:
        names: Edge in points behind which names stand: the right one of the column before them.
        quantities: Head of the column of quantities; None where there is none.
        head: Of the column of names; None where there is none.
        price_first: The unit price stands before the quantity.
        edge: Right edge of the table in points: what begins behind it stands in a box beside it.
    """

    names: float
    quantities: Span | None
    head: Span | None
    price_first: bool
    edge: float


def is_header(line: Line) -> bool:
    """Tell whether a line names the columns of a table."""
    return _names_columns(line.folded)


@lru_cache(maxsize=1_000)
def _names_columns(text: str) -> bool:
    if "\t" not in text and len(text.split()) > _MOST_WORDS:
        return False  # a sentence
    hits = sum(pattern.search(text) is not None for pattern in _HEADER_WORDS)
    return hits >= 2 and not has_money(text)


def columns_of(sheet: Sheet, header: Line) -> Columns:
    """Return what a line of heads tells of the columns below it."""
    match = _QUANTITY.search(header.folded)
    quantities = header.span(match.start(), match.end()) if match else None
    names = 0.0
    # A head that names no column of names hides none.
    for start, end in header.cells() if _NAMES.search(header.folded) else ():
        if _NAMES.search(header.folded[start:end]):
            break
        names = header.span(start, end).right
    heads = spans_of(header)
    found = (
        next((head for head in heads if words.search(header.folded, head.start, head.end)), None)
        for words in (_SURE_NAMES, _NAMES)
    )
    price = _PRICE.search(header.folded)
    price_first = price is not None and match is not None and price.start() < match.start()
    tower = _tower(sheet, header, heads)
    own = [head for head in heads if _is_of_table(header, head) and head != tower]
    has_amounts = any(_AMOUNTS.search(header.folded, head.start, head.end) for head in own)
    edge = max(head.right + head.height for head in own) if has_amounts else inf
    edge = inf if _goes_on(sheet, header, edge) else edge
    return Columns(names, quantities, next(filter(None, found), None), price_first, edge)


def _tower(sheet: Sheet, header: Line, heads: list[Span]) -> Span | None:
    """Return the last head where a single amount alone stands below: of boxes beside the table."""
    lower = next(iter(sheet.lines[header.index + 1 : header.index + 2]), None)
    cells = spans_of(lower) if lower else []
    if lower is None or len(cells) != 1 or len(heads) < _LEAST_BESIDE:
        return None
    (cell,) = cells
    is_amount = any((it.start, it.end) == (cell.start, cell.end) for it in money_in(lower.folded))
    return heads[-1] if is_amount and cell.left >= heads[-1].left else None


def _goes_on(sheet: Sheet, header: Line, edge: float) -> bool:
    """Tell whether heads in two lines stand behind an edge, around the line of the others."""
    around = [sheet.lines[index : index + 1] for index in (header.index - 1, header.index + 1)]
    upper, lower = (
        [
            line.span(start, end)
            for line in lines
            for start, end in line.cells()
            if abs(line.top - header.top) < 2 * (header.bottom - header.top)
            and line.span(start, end).left > edge
            and not any(character.isdigit() for character in line.text[start:end])
        ]
        for lines in around
    )
    return any(overlap(one, other) for one in upper for other in lower)


def _is_of_table(header: Line, head: Span) -> bool:
    """Tell whether a cell of a line of heads names a column of invoice lines."""
    words = (*_HEADER_WORDS, _OTHER_HEADS)
    return any(pattern.search(header.folded, head.start, head.end) for pattern in words)


def within(line: Line, edge: float) -> Line:
    """Return a line without the cells that begin behind the edge of a table."""
    cut = next((start for start, end in line.cells() if line.span(start, end).left > edge), None)
    if cut is None:
        return line
    kept = slice(0, max(0, cut - 1))
    return replace(line, text=line.text[kept], folded=line.folded[kept])
