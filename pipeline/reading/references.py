"""What an invoice refers to: its order, contract, delivery, period and payment means.

In: a sheet. Out: for each of BT-13, BT-12, BT-72, BT-73, BT-74 and BT-81 the one value that its
labels name. Where a page names several, as a collective invoice does orders, or offers several ways
to pay, there is no single value: none is returned.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from pipeline.reading.choice import Choice, choose
from pipeline.reading.labels import Labelled
from pipeline.reading.lines import Line, Sheet
from pipeline.reading.search import Found, Match, find_labels, values_near
from pipeline.reading.tokens import Token, tokens_in
from pipeline.reading.values import days_in, periods_in
from storage.domain.invoice import FieldName

_MOST_BETWEEN = 14
_LEAST_SCORE = 0.5
_LEAST_CHARACTERS = 3
_MOST_LIKE = 0.05
"""Places whose scores are closer say it equally well."""
_NOT_OURS = re.compile(r"(?:notre|nos|our|unsere?|nuestr[oa]|nostro|date|bon de livraison)\W*$")
"""Before a label: the seller's own number, or something else than the value."""
_NO_VALUE = re.compile(r"accept|en cas de|prevu|estim|avant le|\bif\b")
"""On a line: what may happen, not what did."""
_MEANS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("59", re.compile(r"prelevement (?:automatique )?sepa|sepa[- ](?:lastschrift|direct debit)")),
    ("58", re.compile(r"virement (?:bancaire )?sepa|sepa[- ](?:uberweisung|credit transfer)")),
    (
        "49",
        re.compile(
            r"prelevement|direct debit|lastschrift|domiciliacion|domiciliation"
            r"|addebito diretto|incasso"
        ),
    ),
    (
        "30",
        re.compile(
            r"virement|(?:credit|bank|wire) transfer|uberweisung|transferencia|bonifico"
            r"|overschrijving|overboeking"
        ),
    ),
    ("20", re.compile(r"cheque|\bcheck\b|scheck|assegno")),
    (
        "48",
        re.compile(
            r"carte (?:bancaire|bleue|de credit)|\bcb\b|(?:credit|debit) card|\bcard\b|\bvisa\b"
            r"|mastercard|kreditkarte|ec-karte|tarjeta|carta di credito|bankpas|\bcarte\b"
        ),
    ),
    ("10", re.compile(r"especes|\bcash\b|barzahlung|\bbar\b|efectivo|contanti|\bcontant\b")),
    ("70", re.compile(r"lettre de change|\blcr\b|\btraite\b|wechsel|ricevuta bancaria")),
    ("68", re.compile(r"paypal|paiement en ligne|online payment")),
)
"""Codes of UNTDID 4461 and what they are called; the more exact first."""

Values = Callable[[Line], Iterable[Token]]


def find_references(sheet: Sheet) -> Iterator[tuple[FieldName, Choice[Token]]]:
    """Yield every such field that the pages show, with its canonical value."""
    for name, meaning, values in _FIELDS:
        if choice := _only(_places(sheet, meaning, values)):
            yield name, choice
    ends = (Labelled.PERIOD_START, Labelled.PERIOD_END)
    first_day, last_day = (_only(_places(sheet, end, _days)) for end in ends)
    if first_day and last_day and first_day.value <= last_day.value:
        yield FieldName.PERIOD_START, first_day
        yield FieldName.PERIOD_END, last_day
    elif period := _period(sheet):
        first, _, last = period.value.partition("/")
        for name, value in ((FieldName.PERIOD_START, first), (FieldName.PERIOD_END, last)):
            yield name, Choice(value, period.places, period.score)


def _period(sheet: Sheet) -> Choice[Token] | None:
    """Return the invoicing period; a delivery may be stated as one, too."""
    places = _places(sheet, Labelled.PERIOD, _periods)
    return _only(places or _places(sheet, Labelled.DELIVERY, _periods))


def _places(sheet: Sheet, meaning: Labelled, values: Values) -> dict[str, list[Found[Token]]]:
    """Return the nearest value of every label, by value."""
    places: dict[str, list[Found[Token]]] = defaultdict(list)
    for match in find_labels(sheet, meaning):
        if _is_of_something_else(sheet, match):
            continue
        for found in values_near(sheet, match, values, _MOST_BETWEEN):
            if found.score >= _LEAST_SCORE * match.weight and _is_near(found):
                places[found.value.text].append(found)
                break
    return places


def _is_near(found: Found[Token]) -> bool:
    """Tell whether no word parts a value from the label before it."""
    if found.is_below:
        return True
    between = found.line.folded[found.label.span.end : found.value.start]
    return re.search(r"[a-z]{4,}|\d", between) is None


def _is_of_something_else(sheet: Sheet, match: Match) -> bool:
    text = sheet.lines[match.span.line].folded
    cell = re.split(r"\t|  ", text[: match.span.start])[-1]
    return _NOT_OURS.search(cell) is not None or _NO_VALUE.search(text) is not None


def _only(places: dict[str, list[Found[Token]]]) -> Choice[Token] | None:
    """Return the value that is named best; None where another is named as well."""
    choice = choose(places)
    if choice is None:
        return None
    rivals = [found for _, found in choice.others if found.score >= choice.score - _MOST_LIKE]
    return None if rivals else choice


def _numbers(line: Line) -> Iterator[Token]:
    return (token for token in tokens_in(line) if len(token.text) >= _LEAST_CHARACTERS)


def _days(line: Line) -> Iterator[Token]:
    """Yield the days that are neither end of a period."""
    periods = list(periods_in(line.folded))
    for day in days_in(line.folded):
        if not any(p.start <= day.start < p.end for p in periods):
            yield Token(day.value.isoformat(), day.start, day.end)


def _periods(line: Line) -> Iterator[Token]:
    for period in periods_in(line.folded):
        yield Token(f"{period.first}/{period.last}", period.start, period.end)


def _means(line: Line) -> Iterator[Token]:
    """Yield the way to pay of each cell that names one only."""
    for start, end in line.cells():
        text = line.folded[start:end]
        found: list[Token] = []
        for code, pattern in _MEANS:
            for match in pattern.finditer(text):
                token = Token(code, start + match.start(), start + match.end())
                if all(token.end <= t.start or t.end <= token.start for t in found):
                    found.append(token)
        if len({token.text for token in found}) == 1:
            yield min(found, key=lambda token: token.start)


_FIELDS: tuple[tuple[FieldName, Labelled, Values], ...] = (
    (FieldName.ORDER_REFERENCE, Labelled.ORDER, _numbers),
    (FieldName.CONTRACT_REFERENCE, Labelled.CONTRACT, _numbers),
    (FieldName.DELIVERY_DATE, Labelled.DELIVERY, _days),
    (FieldName.PAYMENT_MEANS, Labelled.MEANS, _means),
)
