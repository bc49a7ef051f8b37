"""Rows of a VAT table (BG-23), wherever they stand: in a table, in a sentence, beside a label.

In: a sheet. Out: every line that states a rate, a basis and the VAT on it so that they fit; and
rows that leave the basis open, as « TVA 20 % : 12,00 ». Which of them count, the totals decide.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.reading.exemptions import exemption_on
from pipeline.reading.lines import Line, Sheet, Span
from pipeline.reading.values import Rate, amounts_in, money_in, rates_in
from storage.domain.money import CENT

_VAT_WORD = re.compile(
    r"\bt\.?v\.?a\b|\btaux\b|\bvat\b|\btax|\bmwst|\bust\b|steuer|\biva\b|\bi\.v\.a|\bbtw\b|\bbase"
    r"|\bimpost[ae]\b|\baliq|\bcuota|\bimponibile|maatstaf|grondslag|\bigic\b"
)
_ROUNDING = 3 * CENT
RATES = {
    Decimal(rate)
    for rate in (
        *("20", "10", "5.5", "2.1", "8.5", "1.05", "19", "7", "21", "22", "6", "4", "9"),
        *("12", "5", "8.1", "2.6", "3.8", "7.7", "2.5", "23", "13.5", "17", "14", "13", "25", "24"),
    )
}
"""Rates in force, which stand in tables without a percent sign, too."""
VAT_COLUMN = re.compile(
    r"(?<!hors )(?<!montant )\bt\.?v\.?a\b(?! intra)|\btaux\b|\bvat\b|\btax\b|\bmwst|\bust\b"
    r"|steuersatz|\biva\b|\bbtw\b|\baliq"
)
"""What the head of a column of VAT rates says."""
_BARE_RATE = re.compile(r"(?<![\w.,/%-])(?<!\d )(\d{1,2}(?:[.,]\d{1,2})?)(?![\w/]|[.,]\d| ?%)")
"""A rate without a percent sign."""
_JOINED = re.compile(r"(?<![\w.,])(\d{1,2}) (\d{1,3}(?:[ .,']\d{3})*[.,]\d\d)(?![\w.,])")
"""A rate and the basis behind it, with the space of a thousand between them."""
_NO_VAT = re.compile(r"(?:^|\t)(?:0|0[.,]00?)(?=[ \t])")
"""A row of the table that begins with the rate of nothing."""
_DESCRIPTION = re.compile(r"[^\t]*(?<![a-z])(?!taux|base|t\.?v\.?a|normal|reduit|mwst)[a-z]{4,}")
"""The first cell of an invoice line."""
_ZERO = re.compile(
    r"exoner|exempt|hors t\.?v\.?a|non (?:soumis|assujetti|taxable|imposable)|hors champ"
    r"|debours|autoliquid|detax|(?<![\d.,])0(?:[.,]00?)? ?%"
    r"|consigne|taxe de sejour|reverse charge|zero.rated|(?<![a-z])esente|esclus[oai]|non imponibil"
    r"|fuori campo|verlegd|vrijgesteld|steuerfreie? (?:leistung|umsatz|lieferung)|exent[ao]"
    r"|no sujet[ao]|sin iva|suplidos"
    r"|(?:imposta di|marca da) bollo|^bollo\b"
)


_EXEMPT_PART = re.compile(
    r"(?<![a-z])(?:exoner|exempt|non soumis|non imponibil|steuerfrei|esent)[^\d\t;]{0,24}"
)
"""Before an amount without VAT on a line that states a rate, too."""
_PENALTY = re.compile(
    r"penalit|indemnit|interets? de retard|retard de (?:paiement|reglement)"
    r"|late (?:payment|interest)|verzugszins|mahn(?:gebuhr|kosten)|interessi di mora"
    r"|intereses de demora|wettelijke rente"
)
"""What is charged for paying late has a rate, and an amount of 40 euros."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was found.

    Attributes:
        rate: In percent.
        basis: Amount that the VAT is on; 0 where it is open.
        amount: The VAT.
        category: What the line of a row without VAT says of it (UNTDID 5305); "" for nothing.
        exemption: The sentence that says why there is none, where the row follows from it.
        is_open: The line does not state the basis.
        of_lines: Sum of the last amounts on all other lines with that rate.
        span: Its line; None for a row that follows from a sentence.
    """

    rate: Decimal
    basis: Decimal
    amount: Decimal
    category: str = ""
    exemption: str | None = None
    is_open: bool = False
    of_lines: Decimal = Decimal(0)
    span: Span | None = None

    def fits(self, basis: Decimal) -> bool:
        """Tell whether rate and VAT fit a basis, but for the rounding of several lines."""
        return abs(basis * self.rate / 100 - self.amount) <= _ROUNDING

    def with_basis(self, basis: Decimal) -> "Row":
        """Return the row with the basis that it left open."""
        return replace(self, basis=basis, is_open=False)


def rows_in(sheet: Sheet) -> tuple[Row, ...]:
    """Return every possible row, in the order of the lines."""
    rows: dict[tuple[Decimal, Decimal, Decimal, str], Row] = {}
    of_lines: dict[Decimal, Decimal] = {}
    for line in sheet.lines:
        found = list(_rows_of(line))
        for row in found:
            # The table stands under the invoice lines, which may have the same amounts.
            rows[row.rate, row.basis, row.amount, row.category] = row
        if _VAT_WORD.search(line.folded) is None:
            _add_to(of_lines, line)
    return tuple(replace(row, of_lines=of_lines.get(row.rate, Decimal(0))) for row in rows.values())


def bare_rates_in(text: str) -> Iterator[Rate]:
    """Yield every number without a percent sign that is a rate in force, or none."""
    for match in _BARE_RATE.finditer(text):
        value = Decimal(match[1].replace(",", "."))
        if value in RATES or not value:
            yield Rate(value, match.start(), match.end())


def _add_to(of_lines: dict[Decimal, Decimal], line: Line) -> None:
    amounts = [a.value for a in money_in(line.folded)]
    rates = [rate.value for rate in rates_in(line.folded)]
    if amounts and rates:
        of_lines[rates[-1]] = of_lines.get(rates[-1], Decimal(0)) + amounts[-1]


def _rows_of(line: Line) -> Iterator[Row]:
    text = line.folded
    amounts = [a.value for a in money_in(text)]
    if not amounts:
        return
    rates = [rate.value for rate in rates_in(text)]
    has_percent = bool(rates)
    if not rates and len(amounts) >= 2:
        rates, more = _bare(text)
        amounts += more
    is_clause = _PENALTY.search(text) is not None
    has_vat_word = _VAT_WORD.search(text) is not None and not is_clause
    for rate in dict.fromkeys(rates):
        if rate:
            yield from _taxed(line, rate, amounts, has_vat_word=has_vat_word)
        elif not is_clause:
            yield from _untaxed(line, amounts)
            if has_vat_word and 0 in amounts:
                yield Row(rate, rate, rate, is_open=True, span=line.span(0, len(text)))
    for match in _EXEMPT_PART.finditer(text) if has_percent else ():
        yield from _untaxed(line, [a.value for a in money_in(text) if a.start == match.end()])
    if not has_percent and (_ZERO.search(text) or _is_row_of_nothing(text)):
        yield from _untaxed(line, amounts)


def _bare(text: str) -> tuple[list[Decimal], list[Decimal]]:
    """Return rates without a percent sign, and the amounts that a rate was read into."""
    # Ten pieces at a tenth of their total look like a rate of ten percent.
    is_item = _DESCRIPTION.match(text) is not None
    bare = [rate.value for rate in bare_rates_in(text)]
    rates = [rate for rate in bare if rate and not (is_item and rate == 10)][:2]
    joined = list(_JOINED.finditer(text))
    rates += [Decimal(match[1]) for match in joined]
    return rates, [a.value for match in joined for a in amounts_in(match[2])]


def _taxed(
    line: Line, rate: Decimal, amounts: list[Decimal], *, has_vat_word: bool
) -> Iterator[Row]:
    span = line.span(0, len(line.text))
    for basis in amounts:
        for vat in amounts:
            # What is in brackets looks negative: « TVA 10 % (145,69) : 14,57 ».
            base = -basis if basis < 0 < vat else basis
            if base and vat and abs(vat) < abs(base) and Row(rate, base, vat).fits(base):
                yield Row(rate, base, vat, span=span)
    if has_vat_word:
        yield from (Row(rate, Decimal(0), a, is_open=True, span=span) for a in amounts if a)


def _is_row_of_nothing(text: str) -> bool:
    """Tell whether a row states a rate of 0, a basis, and a VAT of 0,00, without a sign for it."""
    rate = _NO_VAT.search(text)
    return rate is not None and any(
        not amount.value and not rate.start() <= amount.start < rate.end()
        for amount in money_in(text)
    )


def _untaxed(line: Line, amounts: list[Decimal]) -> Iterator[Row]:
    category = exemption_on(line).category
    span = line.span(0, len(line.text))
    yield from (Row(Decimal(0), a, Decimal(0), category, span=span) for a in amounts if a)
