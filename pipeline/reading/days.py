"""Which of the days on a sheet have a role that is not the date of issue (BT-2).

In: a sheet. Out: its days, and those of which nothing says that they are of an order, a delivery, a
period or a payment.
"""

import re
from collections.abc import Iterator

from pipeline.reading.day_order import days_on, order_of
from pipeline.reading.fitting import Placed, cells_over, spans_of
from pipeline.reading.labels import Labelled
from pipeline.reading.lines import Line, Sheet
from pipeline.reading.search import find_labels, values_near
from pipeline.reading.values import WEEKDAY, Day, days_in, has_money, periods_in

_OTHER_DAY = re.compile(
    r"command|order|bestel|auftrag|pedido|ordin|livr|liefer|lever|deliv|entreg|consegn|albaran"
    r"|\bddt\b|\bbl\b|period|zeitraum|prestation|leistung|intervention|sejour|arriv|depart|contrat"
    r"|contract|vertrag|convention|session|devis|quot|angebot|offert|preventiv|presupuesto|releve"
    r"|ech[ea]|vencim|scaden|verval|fallig|due\b|valab|valid|garanti|prochain|next|nais|mise"
    r"|expedi|execut|debut|fin\b|start|end\b|exercice|clos|jusqu|until|avant|before|zahlbar|payee?s?\b"
    r"|imprim|impres|print|gedruckt|druck|stampa|generat|genere|patch|versand|vence|compet"
    r"|preleve|regle|\bau\b|\bto\b|\bbis\b"
    r"|commenc|demarr|acheve|realis|effectu|rendez-vous|reunion|seance|signe|renouv|begonnen|beginn"
    r"|ausgefuhrt|\bstand\b|started|began|completed|performed|visited|received|iniciad|realizad"
    r"|inizio|eseguit|effettuat|gestart|uitgevoerd|ingang|aanvang|\bc(?:m?de|md)\b|shipp|dispatch"
    r"|\bcarga\b|\bcarico\b|chargement|enlevement|verladung|\blad(?:e|ung)|collection"
    r"|verse?nd|verz[eo]nd|verstuurd|enviad|spedi[tz]"
)
"""Words before a day that say it is another one than that of issue."""
_TO_ITS_DAY = re.compile(
    r"\)?[ ,]*(?:[-–/|]|,|du|(?:en )?date(?:e|d)?(?: du)?|le|vom|datum|del?|data|in data|of|issued"
    r"|am|van|d\.?d\.?|(?:de )?fecha|etablie? le|emise? le)?[ ,:]*"
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)? ?"
)
"""Between a number and the day of its paper."""
_TOWN = re.compile(
    rf"(?:fait a |a |en )?(?!(?:dal|del|from|until|vom|von|van|bis|per)\b)([a-z][a-z' -]{{2,}}?)"
    rf"(?: \([a-z]+\))?,? (?:(?:le|den|il|op|am|on|a|li) )?{WEEKDAY}?"
)
HOUR = re.compile(r"[\s\t,-]*(?:a |at |um |alle |om |ore )?\d?\d ?[:h] ?\d\d\b")
"""Behind a day: a till prints it, too."""
_OF_PAPER = re.compile(
    r"(?!\S*(?:fact|rechn|invoi|avoir))(?:[a-z]{1,4} )?\S*\d\S* (?:du|vom|del|of|van|dated) "
)
_ITS_NAME = re.compile(rf"(?<![a-z]){WEEKDAY}$")
OTHER_LABELS = (
    Labelled.DUE_DATE,
    Labelled.DELIVERY,
    Labelled.PERIOD,
    Labelled.PERIOD_START,
    Labelled.PERIOD_END,
    Labelled.ORDER,
)
"""What labels call days that are not that of issue."""
_SURE = 0.5
"""Score of a day that a label means."""
_LINES_ABOVE = 4


def days_of(sheet: Sheet) -> Iterator[tuple[Line, Day]]:
    """Yield every day, in reading order."""
    order = order_of(sheet)
    for line in sheet.lines:
        for day in days_on(line, order):
            yield line, day


def unexplained_days(sheet: Sheet) -> Iterator[tuple[Line, Day]]:
    """Yield the days that have no other role: no label, no word before, no amount in the row."""
    explained = {
        (found.line.index, found.value.start)
        for meaning in OTHER_LABELS
        for match in find_labels(sheet, meaning)
        for found in values_near(sheet, match, lambda line: days_in(line.folded))
        if found.score > _SURE
    }
    for line, day in days_of(sheet):
        is_known = (line.index, day.start) in explained or has_money(line.folded)
        is_known |= any(p.start <= day.start < p.end for p in periods_in(line.folded))
        is_known |= _is_of_paper(line, day)
        if not is_known and not names_other_day(said_of(sheet, line, day)):
            yield line, day


def _is_of_paper(line: Line, day: Day) -> bool:
    """Tell whether a day is that of a numbered paper of no label: « BL854181 du 14/01/2026 »."""
    start, _ = line.cell_around(day.start)
    before = line.folded[start : day.start]
    return _OF_PAPER.fullmatch(before) is not None


def names_other_day(words: str) -> bool:
    """Tell whether folded words speak of another day than that of issue: « d'echeance »."""
    return _OTHER_DAY.search(words) is not None


def goes_on(line: Line, end: int, day: Day) -> bool:
    """Tell whether a day goes on with the number that ends before it: « 2026-41 du 3 mars »."""
    return day.start > end and _TO_ITS_DAY.fullmatch(line.folded[end : day.start]) is not None


def town_before(sheet: Sheet, line: Line, day: Day) -> tuple[int, int] | None:
    """Return where a town of the page's addresses stands before a day: « Lyon le 3 mars 2026 ».

    The place in the text of the line goes to the end of the words; that of the day where the town
    stands above it, « Lyon, »; None where there is none.
    """
    start, end = line.cell_around(day.start)
    if start == day.start:
        return (start, end) if day.end == end and _is_under_town(sheet, line, day) else None
    named = _TOWN.fullmatch(line.folded[start : day.start])
    return (start, day.start - 1) if named and _is_known(sheet, named[1], line) else None


def _is_under_town(sheet: Sheet, line: Line, day: Day) -> bool:
    """Tell whether a town and a comma stand right over a day that is alone in its cell."""
    place = line.span(day.start, day.end)
    return any(
        upper.folded[cell.end - 1] == ","
        and (named := _TOWN.fullmatch(f"{upper.folded[cell.start : cell.end]} ")) is not None
        and _is_known(sheet, named[1], upper)
        for upper in sheet.lines[max(0, line.index - _LINES_ABOVE) : line.index]
        for cell in spans_of(upper)
        if abs(cell.left - place.left) < cell.height and place.top - cell.bottom < cell.height
    )


def _is_known(sheet: Sheet, town: str, line: Line) -> bool:
    """Tell whether a town stands behind a postcode elsewhere than on a line."""
    place = re.compile(rf"(?:\d{{4,5}}|\d [a-z]{{2}}) {re.escape(town)}\b")
    return any(place.search(other.folded) for other in sheet.lines if other is not line)


def days_in_town(sheet: Sheet) -> Iterator[tuple[Line, Day, tuple[int, int]]]:
    """Yield the days behind the name of a town, as letters begin, with where the words stand."""
    for line, day in days_of(sheet):
        if place := town_before(sheet, line, day):
            yield line, day, place


def words_in(text: str) -> int:
    """Return the number of words of a folded text."""
    return len(re.findall(r"[a-z]{2,}", text))


def said_of(sheet: Sheet, line: Line, day: Placed) -> str:
    """Return the words before a value in its cell, in the cell before, or in the cell above."""
    start, _ = line.cell_around(day.start)
    own = _ITS_NAME.sub("", line.folded[start : day.start])
    if words_in(own):
        return own
    before = line.cell_before(start)
    if words_in(before) and not re.search(r"\d", before):
        return before
    place = line.span(day.start, day.end)
    over = (text for _, text in cells_over(sheet, place, _LINES_ABOVE))
    text = next(filter(words_in, over), "")
    # A cell with digits speaks of itself.
    return "" if re.search(r"\d", text) else text
