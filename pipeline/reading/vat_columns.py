"""VAT tables that are turned, and rates behind codes.

In: a sheet. Out: rows of a table whose columns are rates, with bases and VAT one below the other;
VAT under a head with its rate (« TVA 20 % »); and the rate that a letter or figure stands for
(« A = 20 % »).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice, pairwise

from pipeline.reading.captions import amounts_over
from pipeline.reading.fitting import fit_of_next
from pipeline.reading.labelled import Labelled
from pipeline.reading.lines import Line, Sheet, Span
from pipeline.reading.search import begins_with_label
from pipeline.reading.values import Rate, has_money, money_in, rates_in
from pipeline.reading.vat_table import RATES, Row, bare_rates_in

_MOST_ROWS = 4
"""Lines below the rates: what else a table has stands closer."""
_MOST_SUMS = 2
"""Rows of sums below a table of goods: without VAT, of VAT."""
_SURE = 0.7
"""Weight of a label with which such a row begins: « TVA »."""
_SUMS = (Labelled.WITHOUT_VAT, Labelled.VAT)
_LEGEND = re.compile(
    r"(?<![\w.,])(?:code |taux |tva )?([a-z]|\d) ?(?:[=:)]|-(?= )) ?(?:tva |taux )?"
    r"(\d{1,2}(?:[.,]\d{1,3})?) ?%"
)

_CALLED = (
    r"(?:montant |total )?(?:t\.?v\.?a\.?|vat|mwst\.?|ust\.?|i\.?v\.?a\.?|b\.?t\.?w\.?)"
    r"(?: a| @| at| al)?"
)
_RATE = r" ?\(?(\d{1,2}(?:[.,]\d{1,2})?) ?%\)?(?: ?[€:]| eur)*"
_NAMED = re.compile(rf"{_CALLED}{_RATE}")
"""A head over an amount of VAT."""
_ON_BASIS = re.compile(rf"(?:{_CALLED})?{_RATE} (?:sur|de|on|of|auf|von|su|s/|sobre|op|over) ?")
"""One with its basis behind it, « 20 % de 409,80 »."""
_RATES_SAID = re.compile(
    r"(?:taux|tx|%)(?: (?:de |d')?(?:t\.?v\.?a\.?))?|(?:t\.?v\.?a\.?|iva|btw|mwst|ust) ?%"
    r"|(?:mwst|ust|steuer)\.?-?satz|btw-?tarief|(?:tipo|aliquota)(?: (?:de )?iva)?|vat rate"
)
"""The first cell of a row of rates."""
_TAXED = re.compile(
    r"(?:base|montant|total)(?: ht)? (?:taxable|imposable|soumise?)(?: ht)?|(?:montant )?taxable"
    r"|base(?: ht)?|taxable (?:amount|basis)|base imponible|imponibile|bemessungsgrundlage"
)
"""A head over what the VAT in the next column is of."""
UNTAXED = re.compile(
    r"(?:base|montant|total)?(?: ht)? ?(?:exoneree?|non (?:taxable|soumise?|imposable)|exempte?e?"
    r"|hors (?:champ|taxation))(?: ht| de (?:tva|taxe))?|exempt(?: amount)?|(?:base )?exenta"
    r"|(?<![a-z])esente|steuerfrei"
)
"""A head over what there is no VAT on."""


def rows_by_column(sheet: Sheet) -> Iterator[Row]:
    """Yield the rows of tables that have a column for each rate, or one for the VAT at a rate."""
    for index, head in enumerate(sheet.lines):
        rates = list(rates_in(head.folded)) or _bare_rates(head)
        lines = sheet.lines[index + 1 : index + 1 + _MOST_ROWS]
        if not rates:
            continue
        if has_money(head.folded):
            yield from _with_basis(head, lines[:1])
            # Behind amounts of other things may begin a table beside them.
            rates = _behind_money(head, rates)
        else:
            over = amounts_over(sheet, head)
            yield from _headed(head, [over] if over else lines[:1])
        if len(rates) < 2:
            continue
        lines = (*lines, *_sums_below(sheet, lines[-1:]))
        for rate in rates:
            place = head.span(rate.start, rate.end)
            column = [(line, value) for line in lines for value in _under(line, place)]
            for _, basis in column:
                for line, vat in column:
                    row = Row(rate.value, basis, vat, span=line.span(0, len(line.text)))
                    if basis and vat and abs(vat) < abs(basis) and row.fits(basis):
                        yield row


def _sums_below(sheet: Sheet, last: Sequence[Line]) -> list[Line]:
    """Return the first rows of sums below a line: under a column of goods per rate."""
    below = sheet.lines[last[0].index + 1 :] if last else []
    on_page = (line for line in below if line.page.number == last[0].page.number)
    sums = (it for it in on_page if any(begins_with_label(it.folded, m, _SURE) for m in _SUMS))
    return list(islice(sums, _MOST_SUMS))


def _bare_rates(head: Line) -> list[Rate]:
    """Return the rates in the cells behind one that names them: « Taux de TVA  20  5,5 »."""
    named = [end for start, end in head.cells() if _RATES_SAID.fullmatch(head.folded, start, end)]
    return _in_cells_behind(head, named[-1], bare_rates_in(head.folded)) if named else []


def _behind_money(head: Line, rates: Sequence[Rate]) -> list[Rate]:
    """Return the rates that have cells of their own behind the last amount of a line."""
    last = max(amount.end for amount in money_in(head.folded))
    return _in_cells_behind(head, last, rates)


def _in_cells_behind(head: Line, last: int, rates: Iterable[Rate]) -> list[Rate]:
    cells = set(head.cells())
    return [rate for rate in rates if rate.start > last and (rate.start, rate.end) in cells]


def _headed(head: Line, lines: Sequence[Line]) -> Iterator[Row]:
    """Yield the VAT in the column of a cell that names it with its rate: « TVA 20 % ».

    Its basis may stand in the column before; what there is no VAT on, in one of its own.
    """
    before: Span | None = None
    for start, end in head.cells():
        place = head.span(start, end)
        if named := _NAMED.fullmatch(head.folded, start, end):
            rate = Decimal(named[1].replace(",", "."))
            for line in lines:
                span = line.span(0, len(line.text))
                bases = list(_under(line, before)) if before else []
                for vat in filter(None, _of_head(head, place, line)):
                    yield Row(rate, Decimal(0), vat, is_open=True, span=span)
                    closed = (Row(rate, basis, vat, span=span) for basis in bases)
                    yield from (row for row in closed if row.fits(row.basis))
        elif UNTAXED.fullmatch(head.folded, start, end):
            for line in lines:
                for basis in filter(None, _under(line, place)):
                    yield Row(Decimal(0), basis, Decimal(0), span=line.span(0, len(line.text)))
        before = place if _TAXED.fullmatch(head.folded, start, end) else None


def has_taxed_column(sheet: Sheet) -> bool:
    """Tell whether a row of heads has one for the VAT at a rate in force, over no VAT of nothing.

    Its amount may not be readable.
    """
    for head, line in pairwise(sheet.lines):
        cells = list(head.cells())
        for cell in cells if len(cells) > 1 and not has_money(head.folded) else ():
            named = _NAMED.fullmatch(head.folded, *cell)
            if named and Decimal(named[1].replace(",", ".")) in RATES:
                return Decimal(0) not in _of_head(head, head.span(*cell), line)
    return False


def _with_basis(head: Line, lines: Sequence[Line]) -> Iterator[Row]:
    """Yield the VAT under a cell that names rate and basis: « TVA 20 % sur 53 317,94 »."""
    for start, end in head.cells():
        for basis in money_in(head.folded[start:end]):
            if named := _ON_BASIS.fullmatch(head.folded, start, start + basis.start):
                rate = Decimal(named[1].replace(",", "."))
                for line in lines:
                    span = line.span(0, len(line.text))
                    rows = [
                        Row(rate, basis.value, vat, span=span)
                        for vat in _under(line, head.span(start, end))
                    ]
                    yield from (row for row in rows if row.amount and row.fits(row.basis))


def _of_head(head: Line, place: Span, line: Line) -> list[Decimal]:
    """Return the amounts under a cell of a line of heads, or else the one in its box."""
    return list(_under(line, place)) or [
        amount.value
        for amount in money_in(line.folded)
        if line.index > head.index and fit_of_next(head, place, line, amount)
    ]


def _under(line: Line, head: Span) -> Iterator[Decimal]:
    room = head.height
    for amount in money_in(line.folded):
        place = line.span(amount.start, amount.end)
        if place.left < head.right + room and head.left - room < place.right:
            yield amount.value


def codes_of(sheet: Sheet) -> dict[str, Decimal]:
    """Return the rates in force by the code that a legend gives them; folded."""
    found: dict[str, Decimal] = {}
    for line in sheet.lines:
        for match in _LEGEND.finditer(line.folded):
            rate = Decimal(match[2].replace(",", "."))
            if rate in RATES or not rate:
                found.setdefault(match[1], rate)
    return found
