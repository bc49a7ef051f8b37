"""Number (BT-1) and dates (BT-2, BT-9) of an invoice.

In: a sheet. Out: the best candidate of each with the places that speak for it. Numbers of orders,
customers, contracts and deliveries look like invoice numbers; only a label tells.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Generic

from pipeline.reading.columns import is_under_head
from pipeline.reading.day_order import DayOrder, days_on, order_of
from pipeline.reading.days import (
    cell_around,
    days_of,
    goes_on,
    names_other_day,
    town_before,
    unexplained_days,
)
from pipeline.reading.labels import COLUMN, HINT, TITLE, Labelled
from pipeline.reading.line_items import is_header
from pipeline.reading.lines import Line, Sheet, fold
from pipeline.reading.search import Found, Match, V, find_labels, values_near
from pipeline.reading.values import Day, compact_days_in, days_in, has_money, periods_in

_TOKEN = re.compile(r"[^\s\t]*\d[^\s\t]*")
_PREFIX = re.compile(r"(?:^|[\s\t:])([A-Za-z]{1,5})[ ]$")
_NO_NUMBER = re.compile(
    r"\d{1,3}(?:[.,']\d{3})*[.,]\d{2}|\d+[.,]\d{2}"
    r"|[a-z]{2}\d{2}[a-z0-9]{12,}|.*[@%€].*"
    r"|(?:\+\d\d|0)(?:[ .-]?\d){8,}"
)
_OTHER_NUMBER = re.compile(
    r"associe|origine|concern|preced|annule|initial|commande|client|contrat|livraison|\bbl\b|devis"
    r"|dossier|siret|siren|tva|\bcompte\b|order|customer|\bpo\b"
    r"|delivery|quote|chantier|affaire|kunden|auftrag|bestell|liefer|cliente|pedido"
    r"|\btot(?:al|\b)|\bzu +(?:unserer |der |ihrer )?rechnung"
    r"|telephone|\btel\b|page|klant|debiteur|relatie|projekt|project|offerte|bestel|pakbon"
    r"|ondernem|kvk|btw|iva\b|ordine|preventivo|\bddt\b|albaran|presupuesto|expediente"
    r"|betreft|credite[er]|\brif\b|refers|original +(?:invoice|rechnung)|rectifica(?:da| la)"
    r"|\bsur +facture|against|credit for|oorspronk"
    r"|account|\ba/c\b|mwst|ust\b|steuer|uid\b|werf|ligne|regist"
)
_OF_DATE = re.compile(r"(?:^|[ (])(?:dat[aeu]m?|fecha)(?: d[eiu]l?| de la| van| der| of)? $")
"""Before a label: its paper's date is meant, « Date facture : »."""
_GROUPED = re.compile(r"(?<![^\s.:°#])[A-Z]{1,2}(?: \d{3}){2,3}(?![\d,.]| \d(?!\d?[/.-]\d))")
"""A number that is printed in groups: « A 123 456 »."""
_GROUPS = re.compile(
    r"(?<!\d)(?:\d{3}[ .]\d{3}[ .]\d{3}(?:[ .]\d{5})?|\d\d(?:[ .]\d\d){4}"
    r"|\d{1,3}(?:[ ]\d{3})+[.,]\d\d)(?!\d)"
)
"""Identifiers, telephone numbers and amounts in groups of digits."""
_DATED = re.compile(
    r" (?:du|le|en date|vom|del|of|van|dated|in data|[-/|]) ?[^\t]{0,12}\d|,? (?:date|datum)\b"
)
_OF_A_DAY = re.compile(r"\b(?:date|datum|data|fecha)(?: (?:de|di|della|de la))?(?: d')? $")
_NO_PREFIX = {"NO", "NR", "DU", "DE", "LE", "ID", "LA", "NUM", "REF", "EUR", "CHF", "CEDEX", "TTC"}
_LETTER = re.compile(r"[ :.°]*([A-Z]) ")
_WEAK = 0.7
"""Weight of labels that mean something else where they head a column: « Date », « Référence »."""
_FOOT = 0.92
"""Of the height of a page."""
_LONGEST_NUMBER = 30
_MOST_BESIDE = 14

_TERMS = re.compile(
    r"(?:^|\D)(\d{1,3}) ?(?:jours?|jrs|days|tagen?|dagen|giorni|gg\.?|dias|d\.)(?!\w)"
    r"(?P<end> fin de mois| f\.?m\.?)?"
)
_FOR_DISCOUNT = re.compile(
    r"(?:(?!\b(?:ohne|bis|pas|sans|aucun|senza|geen|sin)\b|\d{2}\.\d{2}\.)[^\t]){0,45}(?:skonto"
    r"|escompte|sconto|korting"
    r"|descuento)"
    r"|[^\t]{0,20} early (?:payment|settlement)"
)
_AT_ONCE = re.compile(
    r"(?:a|des) reception|comptant|due (?:up)?on receipt|sofort|bij ontvangst|contant\b|contado"
    r"|rimessa diretta|a vista\b"
)
_HARDLY = 0.35
"""Score of a day that a label hardly means."""
BARE = 0.1
"""Score of a day without any label: a guess, unless all around it makes it certain."""


@dataclass(frozen=True)
class Choice(Generic[V]):
    """A chosen value.

    Attributes:
        value: Canonical text.
        places: Where it stands with a label, the best first; empty where it was derived.
        score: Of the best place, 0 to 1.
        others: Other values with their best places, the better first.
    """

    value: str
    places: tuple[Found[V], ...]
    score: float
    others: tuple[tuple[str, Found[V]], ...] = ()

    @property
    def is_named(self) -> bool:
        """Whether a label says what it is; one that hints, « Nos réf. », or none, never does."""
        return any(found.label.weight > HINT for found in self.places)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or two that can be a number; a value with a place, see `search.Placed`."""

    text: str
    start: int
    end: int


def find_number(sheet: Sheet) -> Choice[Token] | None:
    """Return the invoice number, as printed but for spaces at its ends."""
    places: dict[str, list[Found[Token]]] = defaultdict(list)
    for match in find_labels(sheet, Labelled.NUMBER):
        if _is_of_something_else(sheet, match) or _is_column_of_lines(sheet, match):
            continue
        for found in values_near(sheet, match, partial(_tokens_behind, match), _MOST_BESIDE):
            token = found.value
            if match.weight == COLUMN and not _is_alone(found):
                break
            if found.is_below and match.weight <= COLUMN and _has_label_of_its_own(sheet, found):
                continue
            if _OTHER_NUMBER.search(_between(found)):
                continue
            if match.weight == TITLE and not _goes_with_title(found):
                continue
            if len(token.text) > 2 or _is_beside(found) or _is_under_its_head(sheet, found):
                places[token.text].append(found)
                break
    return choose(places)


def find_issue_date(sheet: Sheet, number: Choice[Token] | None = None) -> Choice[Day] | None:
    """Return the date of issue; where no label names one, a guess of score `BARE`.

    Args:
        sheet: Where.
        number: The invoice number, where it is known: a day may go on with it.
    """
    due = {(f.line.index, f.value.start) for f in _days(sheet, Labelled.DUE_DATE) if f.score > 0.6}
    places: dict[str, list[Found[Day]]] = defaultdict(list)
    named = (*_days(sheet, Labelled.ISSUE_DATE), *_days_of_number(sheet, number))
    for found in (*named, *_days_in_town(sheet)):
        is_due = (found.line.index, found.value.start) in due
        is_other = _is_end_of_period(found) or names_other_day(_between(found))
        if not (is_due or is_other):
            # Rows of goods have days of their own.
            score = found.score * (0.5 if has_money(found.line.folded) else 1) * _by_place(found)
            places[_iso(found)].append(replace(found, score=score))
    choice = choose(places)
    if choice is None:
        return _bare_day((*unexplained_days(sheet), *days_of(sheet)))
    return (choice.score < _HARDLY and _bare_day(unexplained_days(sheet))) or choice


def _days_of_number(sheet: Sheet, number: Choice[Token] | None) -> Iterator[Found[Day]]:
    """Yield the days that go on with the number: « Réf. 2026-41 du 12/03/2026 »."""
    for found in number.places if number else ():
        line, end = found.line, found.value.end
        for day in days_on(line, order_of(sheet)):
            if goes_on(line, end, day):
                match = Match(found.label.span, _WEAK)
                yield Found(day, line, _WEAK * found.score, match, is_below=False)


def _days_in_town(sheet: Sheet) -> Iterator[Found[Day]]:
    """Yield the days behind the name of a town, as letters begin."""
    for line, day in days_of(sheet):
        if place := town_before(sheet, line, day):
            match = Match(line.span(*place), COLUMN)
            yield Found(day, line, COLUMN, match, is_below=False)


def _between(found: Found[V]) -> str:
    """Return what the cells between a label and a value on its line say, folded."""
    between = "" if found.is_below else found.line.folded[found.label.span.end : found.value.start]
    return between if "\t" in between else ""


def _is_end_of_period(found: Found[Day]) -> bool:
    """Tell whether a day is the first or last one of a stretch of time."""
    at = found.value.start
    return any(p.start <= at < p.end for p in periods_in(found.line.folded))


def _by_place(found: Found[Day]) -> float:
    """Return how much a date counts where it stands: in the foot may be the day of printing."""
    in_foot = found.line.top > _FOOT * found.line.page.height
    return 0.5 if in_foot and found.label.weight < 1 else 1.0


def find_due_date(sheet: Sheet) -> Choice[Day] | None:
    """Return the due date where one is printed; not the one until which a discount is given."""
    places: dict[str, list[Found[Day]]] = defaultdict(list)
    for found in _days(sheet, Labelled.DUE_DATE):
        if _FOR_DISCOUNT.match(found.line.folded, found.value.end) is None:
            places[_iso(found)].append(found)
    return choose(places)


def _bare_day(days: Iterable[tuple[Line, Day]]) -> Choice[Day] | None:
    """Return the first of some days that stands on the first page: a guess."""
    for line, day in days:
        if line.page.number == 1:
            match = Match(line.span(day.start, day.end), BARE)
            found = Found(day, line, BARE, match, is_below=False)
            return Choice(day.value.isoformat(), (found,), BARE)
    return None


def fits_terms(sheet: Sheet, issue_date: str, due_date: str) -> bool:
    """Tell whether terms on the page make the due date of the issue date: a second witness."""
    issued, due = date.fromisoformat(issue_date), date.fromisoformat(due_date)
    for line in sheet.lines:
        if issued == due and _AT_ONCE.search(line.folded):
            return True
        for match in _TERMS.finditer(line.folded):
            days = int(match[1])
            if match["end"] is None and days and issued + timedelta(days=days) == due:
                return True
    return False


def _is_beside(found: Found[Token]) -> bool:
    """Tell whether a value stands right behind a label that can be its own."""
    gap = found.value.start - found.label.span.end
    if found.is_below or gap > 3:
        return False
    return found.label.weight == 1 or _is_alone_at_end(found) or _is_dated(found)


def _is_dated(found: Found[Token]) -> bool:
    """Tell whether a value stands between a title and a day: « Facture 62 du 5 mars 2026 »."""
    behind = found.line.folded[found.value.end :]
    return found.label.weight <= TITLE and _DATED.match(behind) is not None


def _goes_with_title(found: Found[Token]) -> bool:
    """Tell whether a value is the title's own: « Facture … 12 », not « Facture … 12 rue Haute »."""
    text, start = found.line.text, found.label.span.end
    is_apart = not found.is_below and "\t" in text[start - 1 : found.value.start]
    return not is_apart or _is_alone(found)


def _is_alone_at_end(found: Found[Token]) -> bool:
    """Tell whether a label and a value have their cell, or go before a date: « N° : 8 Date : »."""
    rest = found.line.folded[found.value.end :]
    return rest[:1] in {"", "\t"} or re.match(r" (?:dat[aeu]|fecha)", rest) is not None


def _is_under_its_head(sheet: Sheet, found: Found[Token]) -> bool:
    """Tell whether a short value is alone in its cell, in the column of a label for numbers."""
    if not found.is_below or not _is_alone(found):
        return False
    head = sheet.lines[found.label.span.line]
    return found.label.weight >= COLUMN or is_under_head(head, found)


def _has_label_of_its_own(sheet: Sheet, found: Found[Token]) -> bool:
    """Tell whether a cell between a label and a value below it is the value's label."""
    place = found.line.span(found.value.start, found.value.end)
    for line in sheet.lines[found.label.span.line + 1 : found.line.index]:
        cells = (line.span(start, end) for start, end in line.cells())
        if any(cell.left < place.right and place.left < cell.right for cell in cells):
            return True
    return False


def _is_alone(found: Found[Token]) -> bool:
    """Tell whether a value is all that stands in its cell, or is followed by a day."""
    value, line = found.value, found.line
    dated = any(goes_on(line, value.end, day) for day in days_in(line.folded))
    return any(s == value.start and (value.end == end or dated) for s, end in line.cells())


def _is_of_something_else(sheet: Sheet, match: Match) -> bool:
    """Tell whether the words around a label make it that of another number."""
    text = sheet.lines[match.span.line].folded
    before = re.split(r"[\t:]|  ", text[: match.span.start])[-1][-20:]
    if _OF_DATE.search(before):
        return True
    behind = re.split(r"[\t:\d]", text[match.span.end :], maxsplit=1)[0][:20]
    inside = text[match.span.start : match.span.end]
    below = _wrapped(sheet, match)
    if _OF_A_DAY.search(before):
        return True
    return _OTHER_NUMBER.search(f"{before} {inside} {behind} {below}") is not None


def _is_column_of_lines(sheet: Sheet, match: Match) -> bool:
    """Tell whether a label that can mean anything heads a column of the invoice lines."""
    return match.weight <= _WEAK and is_header(sheet.lines[match.span.line])


def _wrapped(sheet: Sheet, match: Match, most: float = 0.8) -> str:
    """Return what goes on with « d' » or « de » so many heights under a label: its second line."""
    for lower in sheet.below(match.span, most):
        for start, end in lower.cells():
            cell = lower.span(start, end)
            aligned = abs(cell.left - match.span.left) < match.span.height
            goes_on = re.match(r"d'|de |du ", lower.folded[start:end])
            # What has no value of its own beside it is the second line of what is above.
            if aligned and (goes_on or not re.search(r"[\d:]", lower.folded[start:])):
                return lower.folded[start:end]
    return ""


def tokens_in(line: Line) -> Iterator[Token]:
    """Yield what can be a number of a paper: words with a digit, no amounts, dates or codes."""
    grouped = [(m.start(), m.end()) for m in _GROUPED.finditer(line.text)]
    yield from (Token(line.text[start:end], start, end) for start, end in grouped)
    groups = grouped + [(m.start(), m.end()) for m in _GROUPS.finditer(line.text)]
    days = list(days_in(line.folded))
    groups += [(day.start, day.end) for day in days]
    cuts = [day.start for day in days if line.text[day.start - 1] == "/"]
    for match in _TOKEN.finditer(line.text):
        cut = next((at - 1 for at in cuts if match.start() < at < match.end()), match.end())
        if any(start <= match.start() < end for start, end in groups):
            continue
        text = line.text[match.start() : cut].strip(".,;:()[]|*«»\"'")
        if not text or len(text) > _LONGEST_NUMBER:
            continue
        if _NO_NUMBER.fullmatch(text.lower()) or _is_day(text):
            continue
        start = match.start()
        prefix = _PREFIX.search(line.text[:start])
        if prefix and len(prefix[1]) > 1 and prefix[1].isupper() and prefix[1] not in _NO_PREFIX:
            yield Token(f"{prefix[1]} {text}", prefix.start(1), cut)
        else:
            yield Token(text.lstrip("#"), start, cut)


def _tokens_behind(label: Match, line: Line) -> Iterator[Token]:
    """Yield the tokens of a line; one that is printed right at its label begins behind it.

    A letter by itself between label and token, or before it in its cell, is a part of it.
    """
    end = label.span.end
    for token in tokens_in(line):
        begin = cell_around(line, token.start)[0]
        if line.index == label.span.line and begin < end <= token.start:
            begin = end
        if letter := _LETTER.fullmatch(line.text[begin : token.start]):
            yield Token(f"{letter[1]} {token.text}", begin + letter.start(1), token.end)
            continue
        is_glued = line.index == label.span.line and token.start < end < token.end
        if is_glued and not line.text[end - 1].isalnum():
            yield Token(line.text[end : token.end].strip(".,;:()[]|*"), end, token.end)
        else:
            yield token


def _is_day(text: str) -> bool:
    return not text.isdigit() and any(
        day.start == 0 and day.end == len(text) for day in days_in(fold(text))
    )


def _days(sheet: Sheet, meaning: Labelled) -> Iterator[Found[Day]]:
    order = order_of(sheet)
    for match in find_labels(sheet, meaning):
        is_other = meaning is Labelled.ISSUE_DATE and names_other_day(_wrapped(sheet, match, 0.5))
        if not (is_other or _is_column_of_lines(sheet, match)):
            yield from values_near(sheet, match, lambda line: _days_on(line, order))


def _days_on(line: Line, order: DayOrder) -> Iterator[Day]:
    yield from days_on(line, order)
    yield from compact_days_in(line.folded)


def _iso(found: Found[Day]) -> str:
    return found.value.value.isoformat()


def choose(places: dict[str, list[Found[V]]]) -> Choice[V] | None:
    """Return the value with the best place; several places of one value add a little."""
    if not places:
        return None
    scores = {
        value: max(f.score for f in found) + 0.1 * (len({f.label.span for f in found}) - 1)
        for value, found in places.items()
    }
    ordered = sorted(places, key=lambda value: -scores[value])
    best = ordered[0]
    found = sorted(places[best], key=lambda f: -f.score)
    others = tuple((value, max(places[value], key=lambda f: f.score)) for value in ordered[1:4])
    return Choice(best, tuple(found), min(1.0, found[0].score), others)
