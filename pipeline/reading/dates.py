"""Date of issue (BT-2) and due date (BT-9) of an invoice.

In: a sheet. Out: the best candidate of each with the places that speak for it. Days of orders,
deliveries, periods and discounts stand on the same page; a label or the place tells.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.reading.choice import Choice, choose
from pipeline.reading.columns import cells_between, is_among_money, is_under_head
from pipeline.reading.day_order import DayOrder, days_on, order_of
from pipeline.reading.days import (
    HOUR,
    OTHER_LABELS,
    days_in_town,
    days_of,
    goes_on,
    names_other_day,
    unexplained_days,
)
from pipeline.reading.fitting import cells_over
from pipeline.reading.labels import COLUMN, Labelled
from pipeline.reading.lines import Line, Sheet, Span
from pipeline.reading.number import heads_lines, names_invoice, names_other_number
from pipeline.reading.search import (
    Found,
    Match,
    cells_below,
    find_labels,
    second_line,
    values_near,
    values_over,
    words_before,
    wrapped,
)
from pipeline.reading.titles import credit_title
from pipeline.reading.tokens import Token
from pipeline.reading.values import (
    WEEKDAY,
    Day,
    compact_days_in,
    days_in,
    has_money,
    periods_in,
)

_WEAK = 0.7
"""Weight of a day that goes on with the number."""
_FOOT = 0.92
"""Of the height of a page."""
_FOR_DISCOUNT = re.compile(
    r"(?:(?!\b(?:ohne|bis|pas|sans|aucun|senza|geen|sin)\b|\d{2}\.\d{2}\.)[^\t]){0,45}(?:skonto"
    r"|escompte|sconto|korting"
    r"|descuento)"
    r"|[^\t]{0,20} early (?:payment|settlement)"
    r"|\t\d{1,2}(?:[.,]\d\d?)? ?% (?:skonto|escompte|sconto|korting|descuento|discount)"
)
_UP_TO_DAY = re.compile(f"(?:(?:le|au|den|il|el|op) )?{WEEKDAY}?")
"""Before a day at the beginning of a line."""
_REST = re.compile(r"(?:[a-z]{3,9}\.? )?20\d\d(?!\d)")
"""What the rest of a parted day begins with."""
_CORRECTS = re.compile(
    r"\b(?:rectif|corrig|corrects|annul|storn|korrektur|gutschrift zu|credit (?:of|for|against)|sur"
    r"|relati|concern|against)\w*"
    r"(?: (?:la|de|des?|zu[mr]?|to|of|the|our|notre|nuestra|ns\.?|der)){0,2} $"
)
"""Before a label: the invoice that this paper corrects is meant."""
_TERM = re.compile(
    r"\b\d{1,3} ?(?:gg|giorni|jours?|jrs?|j|tage?n?|dias|dagen|days|dd)\b[^\t]{0,25}$"
    r"|\b(?:a compter|a partir|ab|nach|from|after|dalla|dopo|na|vanaf|desde)(?: de)?(?: la| dem)? $"
)
"""Before a label: it says from when a term runs, « 45 GG DATA FATTURA »."""
_OF_THAT = re.compile(r"(?:du|vom|del|of|van|dated|datee du|en date du|d\.d\.) ")
"""Before a day under a number: it is that of the paper with this number."""
_NEXT_ITEM = re.compile(r" [·•|] ")
"""Between the items of a line of particulars."""
_HEAD_OF_DAYS = re.compile(r"date|datum|fecha|data")
"""Heads of columns of days, in tables of goods, too."""
_PREPOSITION = re.compile(r"(?:vom|du|del|of|van|dated|d\.?d\.?|in data|de fecha) ?:?")
"""A head that says of which day what stands beside it is."""
_OWN_LABEL = re.compile(r"\t[^\t\d]*(?:dat[aeu]m?|fecha) ?:?\t?$")
"""Between a label and a day: the day has a label of its own."""
_NAMES_DAY = re.compile(
    r"dat|fech|\bf\.|emis|etabl|issue|tax point|\b(?:du|le|vom|del|van|of|on)\b"
)
"""What a label says that means a day, and not the paper alone."""
_OVER = 3
"""Lines over « du » in which the label of what it is of may stand."""
_GOING_ON = 0.7
"""Of the weight of a label: the score of a day that begins the line below."""
_OF_INVOICE = 0.5
"""Of the score of a day on a credit note whose label names an invoice."""
_IN_NEXT_CELL = 0.8
"""Of the score of a number: that of a day alone in the cell behind it."""
_SURE = 0.6
"""Score of a day that a label means."""
_HARDLY = 0.35
"""Score of a day that a label hardly means."""
BARE = 0.1
"""Score of a day without any label: a guess, unless all around it makes it certain."""


def find_issue_date(sheet: Sheet, number: Choice[Token] | None = None) -> Choice[Day] | None:
    """Return the date of issue; where no label names one, a guess of score `BARE`.

    Args:
        sheet: Where.
        number: The invoice number, where it is known: a day may go on with it.
    """
    others = {*_due_places(sheet), *_captioned_places(sheet)}
    places: dict[str, list[Found[Day]]] = defaultdict(list)
    is_credit = credit_title(sheet) is not None
    named = (*_days(sheet, Labelled.ISSUE_DATE), *_days_of_number(sheet, number))
    for found in (*named, *_days_in_town(sheet), *_days_under_title(sheet)):
        is_other = (found.line.index, found.value.start) in others
        if not is_other and not _is_another(sheet, found):
            score = found.score * (0.5 if _is_beside_money(sheet, found) else 1) * _by_place(found)
            if is_credit and found.label.weight < 1 and names_invoice(sheet, found.label):
                score *= _OF_INVOICE
            places[_iso(found)].append(replace(found, score=score))
    choice = choose(places) or _captioned(sheet, Labelled.ISSUE_DATE)
    if choice is None:
        return _bare_day((*unexplained_days(sheet), *days_of(sheet)))
    strange = list(unexplained_days(sheet))
    if choice.score >= _HARDLY or choice.value in {day.value.isoformat() for _, day in strange}:
        return choice
    return _bare_day(strange) or choice


def _due_places(sheet: Sheet) -> set[tuple[int, int]]:
    """Return where the days stand that labels of the due date mean: of each its nearest one."""
    nearest: dict[Match, Found[Day]] = {}
    for found in _days(sheet, Labelled.DUE_DATE):
        best = nearest.setdefault(found.label, found)
        if found.score > best.score:
            nearest[found.label] = found
    sure = (found for found in nearest.values() if found.score > _SURE)
    return {(found.line.index, found.value.start) for found in sure}


def _captioned_places(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Yield where the days stand that have a label of another day right below them."""
    order = order_of(sheet)
    for meaning in OTHER_LABELS:
        for found in values_over(sheet, meaning, lambda line: _days_on(line, order)):
            yield found.line.index, found.value.start


def _days_of_number(sheet: Sheet, number: Choice[Token] | None) -> Iterator[Found[Day]]:
    """Yield the days that go on with the number: « Réf. 2026-41 du 12/03/2026 »."""
    for found in number.places if number else ():
        line, end = found.line, found.value.end
        for day in days_on(line, order_of(sheet)):
            if goes_on(line, end, day):
                match = Match(found.label.span, _WEAK)
                yield Found(day, line, _WEAK * found.score, match, is_below=False)
            elif not found.is_below and _is_alone_behind(line, end, day):
                match = Match(found.label.span, COLUMN)
                yield Found(day, line, _IN_NEXT_CELL * COLUMN, match, is_below=False)
        yield from _day_under_number(sheet, found)


def _begins_with_day(lines: Iterable[Line]) -> bool:
    """Tell whether a cell of some lines begins with a day: which of two is which, nothing says."""
    return any(day.start == s for ln in lines for day in days_in(ln.folded) for s, _ in ln.cells())


def _is_alone_behind(line: Line, end: int, day: Day) -> bool:
    """Tell whether a day, and the hour perhaps, are all that stands in the cell behind a number."""
    start, stop = line.cell_around(end + 1)
    hour = HOUR.match(line.folded, day.end)
    is_first = _UP_TO_DAY.fullmatch(line.folded, start, day.start) is not None
    return is_first and stop == (hour.end() if hour else day.end)


def _day_under_number(sheet: Sheet, number: Found[Token]) -> Iterator[Found[Day]]:
    """Yield the day under a number that ends its cell: « du 12/03/2026 », « 3 mars 2026 · … »."""
    first, last = number.line.cell_around(number.value.start)
    if last != number.value.end:
        return
    match = Match(number.label.span, _WEAK)
    for lower, begin, end in cells_below(sheet, match, number.line.span(first, last).left):
        for day in days_on(lower, order_of(sheet)):
            is_next = begin == day.start and lower.index == number.line.index + 1
            is_next &= not _begins_with_day(sheet.lines[lower.index + 1 : lower.index + 2])
            is_led = is_next or _OF_THAT.fullmatch(lower.folded, begin, day.start)
            if is_led and (day.end == end or _NEXT_ITEM.match(lower.folded, day.end)):
                yield Found(day, lower, _WEAK * number.score, match, is_below=True)


def _days_in_town(sheet: Sheet) -> Iterator[Found[Day]]:
    """Yield the days behind the name of a town, as letters begin."""
    for line, day, place in days_in_town(sheet):
        yield Found(day, line, COLUMN, Match(line.span(*place), COLUMN), is_below=False)


def _days_under_title(sheet: Sheet) -> Iterator[Found[Day]]:
    """Yield the days alone in their cells right under a title that is alone in its own."""
    order = order_of(sheet)
    for match in find_labels(sheet, Labelled.NUMBER):
        if match.weight == COLUMN and not heads_lines(sheet, match):
            for found in values_near(sheet, match, lambda line: _days_on(line, order)):
                is_alone = (found.value.start, found.value.end) in set(found.line.cells())
                if found.is_below and is_alone and not _has_words_between(sheet, found):
                    yield found


def _has_words_between(sheet: Sheet, found: Found[Day]) -> bool:
    """Tell whether words stand between a title and a day below it, in the day's column."""
    cells = (line.text[start:end] for line, start, end in cells_between(sheet, found))
    return not all(any(map(str.isdigit, cell)) for cell in cells)


def _is_another(sheet: Sheet, found: Found[Day]) -> bool:
    """Tell whether a day near a label of the date of issue is another one."""
    return (
        _is_end_of_period(found)
        or names_other_day(words_before(found) or _words_in_cell(found))
        or _OWN_LABEL.search(words_before(found)) is not None
        or _goes_on_with_another(sheet, found)
        or _is_of_row(found)
        or _is_of_first(sheet, found)
    )


def _is_beside_money(sheet: Sheet, found: Found[Day]) -> bool:
    """Tell whether a day stands in a row with amounts, as those of goods, under no head of its own.

    Goods have days of their own.
    """
    head, label = sheet.lines[found.label.span.line], found.label.span
    says_more = _HEAD_OF_DAYS.match(head.folded, label.start) is None
    is_headed = says_more and found.is_below and is_under_head(head, found)
    return is_among_money(found.line, found.value.start) and not is_headed


def _goes_on_with_another(sheet: Sheet, found: Found[Day]) -> bool:
    """Tell whether a head « vom » goes on with « Auftrag » beside it, or with what is above it."""
    line, start = sheet.lines[found.label.span.line], found.label.span.start
    first, end = line.cell_around(start)
    bare = _PREPOSITION.match(line.folded, first, end)
    if bare is None or start != first or re.search("[a-z]", line.folded[bare.end() : end]):
        return False
    return any(map(_names_another, (line.cell_before(start), *_over(sheet, line.span(first, end)))))


def _over(sheet: Sheet, place: Span) -> Iterator[str]:
    """Yield the cells right over a place, the nearest first, up to the one that is all words."""
    for _, text in cells_over(sheet, place, _OVER):
        if any(days_in(text)):
            return  # it has its day
        yield text
        if not any(map(str.isdigit, text)):
            return


def _names_another(text: str) -> bool:
    return names_other_day(text) or names_other_number(text)


def _words_in_cell(found: Found[Day]) -> str:
    """Return what stands before a day in its cell below a label: « Ihr Lieferschein 12 v. … »."""
    start, _ = found.line.cell_around(found.value.start)
    return found.line.folded[start : found.value.start] if found.is_below else ""


def _is_end_of_period(found: Found[Day]) -> bool:
    """Tell whether a day is the first or last one of a stretch of time."""
    at = found.value.start
    return any(p.start <= at < p.end for p in periods_in(found.line.folded))


def _is_of_first(sheet: Sheet, found: Found[Day]) -> bool:
    """Tell whether a label, or the one beside it, names the invoice that this paper corrects."""
    label = found.label.span
    beside = sheet.lines[label.line].cell_before(label.start).rstrip(" :")
    own = _before_label(sheet, found.label)
    return any(map(_CORRECTS.search, (own, f"{beside} ")))


def _is_of_row(found: Found[Day]) -> bool:
    """Tell whether a title stands beside a row of goods, in the first cell of which is its day."""
    line, label = found.line, found.label.span
    if found.is_below or label.line != line.index or not has_money(line.folded):
        return False
    words = line.folded[label.start : found.value.start]
    return "\t" in words and _NAMES_DAY.search(words) is None


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
    return choose(places) or _captioned(sheet, Labelled.DUE_DATE)


def _captioned(sheet: Sheet, meaning: Labelled) -> Choice[Day] | None:
    """Return the day whose label stands below it."""
    order = order_of(sheet)
    places: dict[str, list[Found[Day]]] = defaultdict(list)
    for found in values_over(sheet, meaning, lambda line: _days_on(line, order)):
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


def _days(sheet: Sheet, meaning: Labelled) -> Iterator[Found[Day]]:
    order = order_of(sheet)
    for match in find_labels(sheet, meaning):
        below = f"{wrapped(sheet, match, 0.5)} {second_line(sheet, match)}"
        is_other = meaning is Labelled.ISSUE_DATE and (
            names_other_day(below)
            or _TERM.search(_before_label(sheet, match)) is not None
            or _is_paired_with_another(sheet, match)
        )
        if not (is_other or heads_lines(sheet, match)):
            yield from values_near(sheet, match, lambda line: _days_on(line, order))
            yield from _day_of_next_line(sheet, match, order)


def _is_paired_with_another(sheet: Sheet, match: Match) -> bool:
    """Tell whether a label names another paper's number, and its day: « Auftragsnr./Datum »."""
    label = sheet.lines[match.span.line].folded[match.span.start : match.span.end]
    return "/" in label and names_other_number(label)


def _before_label(sheet: Sheet, match: Match) -> str:
    """Return what stands before a label in its cell, folded."""
    line, start = sheet.lines[match.span.line], match.span.start
    first, _ = line.cell_around(start)
    return line.folded[first:start]


def _day_of_next_line(sheet: Sheet, match: Match, order: DayOrder) -> Iterator[Found[Day]]:
    """Yield the day that begins, or ends, in the line after its label: a sentence goes on."""
    line, score = sheet.lines[match.span.line], _GOING_ON * match.weight
    start, end = line.cell_around(match.span.start)
    if start == match.span.start:
        return
    rest = line.folded[match.span.end : end]
    for lower, first, last in cells_below(sheet, match, line.span(start, end).left):
        if not rest.strip(" :"):
            for day in _days_on(lower, order):
                if day.end <= last and _UP_TO_DAY.fullmatch(lower.folded, first, day.start):
                    yield Found(day, lower, score, match, is_below=True)
        elif parted := _parted_day(rest, lower.folded[first:last]):
            day = replace(parted, start=match.span.end + parted.start, end=end)
            yield Found(day, line, score, match, is_below=False)


def _parted_day(upper: str, lower: str) -> Day | None:
    """Return the day that begins in one line and ends in the next: « 10 octobre / 2025 »."""
    joint = "" if upper.endswith(("-", "/", ".")) else " "
    whole = f"{upper}{joint}{lower}"
    ends = (day for day in days_in(whole) if day.start < len(upper) < day.end)
    return next((day for day in ends if _REST.match(lower)), None)


def _days_on(line: Line, order: DayOrder) -> Iterator[Day]:
    yield from days_on(line, order)
    yield from compact_days_in(line.folded)


def _iso(found: Found[Day]) -> str:
    return found.value.value.isoformat()
