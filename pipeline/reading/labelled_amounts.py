"""Amounts that labels speak of: beside, below, above, in front, at the foot of a column.

In: a sheet and what the labels mean. Out: every such amount with its place and a score. Which of
them are the totals, `pipeline.reading.totals` finds by what adds up.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial

from pipeline.reading.captions import amounts_over, is_alone, whole_money_on
from pipeline.reading.fitting import overlap
from pipeline.reading.heads import is_header
from pipeline.reading.labelled import TOTALS, Labelled
from pipeline.reading.lines import Line, Sheet, Span
from pipeline.reading.search import (
    Found,
    Match,
    begins_with_label,
    find_labels,
    money_on,
    values_near,
    values_over,
)
from pipeline.reading.total_labels import BEHIND
from pipeline.reading.triples import Candidates
from pipeline.reading.values import Amount

_MOST_CANDIDATES = 7
_SAID = 0.4
"""Score of an amount that is named behind it: prices of what is sold are, too."""
_MATRIX = 9.0
"""Heights of a head: so many rows of sums stand below it."""
_ROWS = 3
"""Rows of a column at the foot of which a sum may stand, itself among them."""
_UNDER_HEAD = 0.85
"""Score of a sum at the foot of its column."""
_OF_ITS_OWN = 0.7
"""Weight of a label that has an amount of its own, below another: « TVA 20 % »."""
_BEFORE = 0.6
"""Score of an amount that stands before its label, where no other stands on the line."""
_OTHER = 0.3
"""Of the score of an amount of an invoice line, or of more or less than this paper."""
_ELSEWHERE = re.compile(
    r"\bcumul|\bkumul|preceden|anterieur|\banterior|\bprevious|\bbisher|\bvorherig|\bvorige"
    r"|\bdepuis (?:le|la|son)\b"
    r"|\bmarche\b|\bdu devis|(?:de la|de cette|cette) page|\ba reporter|\bto date"
    r"|(?:this|of) page|deze pagina|dieser seite|di pagina|esta pagina"
)
"""What makes a total one of all bills so far, of the one before, of the contract, of a page."""
_EARLY = re.compile(r"% (?:d'|de )?(?:skonto|escompte|sconto|korting|descuento|discount)\b")
_NAME = re.compile(r"[a-z]{4,}")


def candidates(sheet: Sheet, meaning: Labelled) -> Candidates:
    """Return the values at labels of a meaning, each with its best place, the better first."""
    best: Candidates = {}
    for found in places_of(sheet, meaning):
        value = found.value.value
        # Totals stand at the end; of equals the later is the total of all pages.
        if value not in best or found.score >= best[value].score:
            best[value] = found
    ordered = sorted(best.items(), key=lambda item: -item[1].score)
    return dict(ordered[:_MOST_CANDIDATES])


def places_of(sheet: Sheet, meaning: Labelled) -> Iterator[Found[Amount]]:
    """Yield every amount that stands at a label of a meaning, from top to bottom."""
    for match in find_labels(sheet, meaning):
        parts, foot = _summed_column(sheet, match)
        for found in values_near(sheet, match, partial(_money_of, match)):
            is_other = _means_other(sheet.lines[match.span.line], found)
            is_other |= found.is_below and (found.line.index, found.value.start) in parts
            is_other |= found.is_below and _is_reduced(found)
            is_other |= meaning is Labelled.DUE and _is_said_otherwise(found)
            yield replace(found, score=found.score * _OTHER) if is_other else found
        if foot is not None:
            yield replace(foot, score=_UNDER_HEAD * match.weight)
        yield from _before(sheet, match)
        yield from _over_caption(sheet, match)
    yield from values_over(sheet, meaning, whole_money_on)
    yield from _said_behind(sheet, meaning)


def _summed_column(sheet: Sheet, match: Match) -> tuple[set[tuple[int, int]], Found[Amount] | None]:
    """Return the parts under a head, by where they stand, and their sum at the foot of the column.

    None where the last amount is not the sum of those above it.
    """
    values = partial(_money_of, match)
    below = [f for f in values_near(sheet, match, values, most_down=_MATRIX) if f.is_below]
    column = [*{found.line.index: found for found in below}.values()]
    total = sum((part.value.value for part in column[:-1]), Decimal(0))
    if len(column) < _ROWS or total != column[-1].value.value:
        return set(), None
    if _is_relabelled(sheet.lines[match.span.line + 1 : column[-1].line.index], match.span):
        return set(), None
    return {(part.line.index, part.value.start) for part in column[:-1]}, column[-1]


def _is_reduced(found: Found[Amount]) -> bool:
    """Tell whether an amount is what is left for who pays early: « 3 % Skonto  2.234,12 »."""
    return _EARLY.search(found.line.folded, 0, found.value.start) is not None


def _is_said_otherwise(found: Found[Amount]) -> bool:
    """Tell whether words behind an amount make it one without VAT: « s'élève à 12,00 HT »."""
    said = BEHIND[Labelled.WITHOUT_VAT].match(found.line.folded, found.value.end)
    return not found.is_below and said is not None


def _is_relabelled(lines: Iterable[Line], head: Span) -> bool:
    """Tell whether a label stands below another in its column: each has an amount of its own."""
    return any(
        overlap(line.span(start, end), head)
        and any(begins_with_label(line.folded[start:end], m, _OF_ITS_OWN) for m in TOTALS)
        for line in lines
        for start, end in line.cells()
    )


def _before(sheet: Sheet, match: Match) -> Iterator[Found[Amount]]:
    """Yield the amount that stands alone before a label on its line: « 2.730,46   IVA 21 % »."""
    line = sheet.lines[match.span.line]
    for amount in money_on(line):
        is_before = amount.end <= match.span.start
        if is_before and is_alone(line, amount, 0, match.span.start):
            yield Found(amount, line, _BEFORE * match.weight, match, is_below=False)


def _over_caption(sheet: Sheet, match: Match) -> Iterator[Found[Amount]]:
    """Yield the amount over a label in a row of captions: each has its amount above itself."""
    if (upper := amounts_over(sheet, sheet.lines[match.span.line])) is None:
        return
    for amount in whole_money_on(upper):
        if overlap(upper.span(amount.start, amount.end), match.span):
            yield Found(amount, upper, _UNDER_HEAD * match.weight, match, is_below=True)


def _said_behind(sheet: Sheet, meaning: Labelled) -> Iterator[Found[Amount]]:
    """Yield the amounts behind which a sentence says what they are."""
    if (pattern := BEHIND.get(meaning)) is None:
        return
    for line in sheet.lines:
        for amount in money_on(line):
            if _ELSEWHERE.search(line.folded, 0, amount.start):
                continue
            if said := pattern.match(line.folded, amount.end):
                label = Match(line.span(*said.span()), _SAID)
                yield Found(amount, line, _SAID, label, is_below=False)


def _money_of(label: Match, line: Line) -> Iterator[Amount]:
    """Yield the amounts of a line but those that have another label in a cell after this one."""
    for amount in money_on(line):
        cells = []
        if line.index == label.span.line:
            cells = line.folded[label.span.end : amount.start].split("\t")[1:]
        if not any(begins_with_label(c.strip(), total) for c in cells for total in TOTALS):
            yield amount


def _means_other(head: Line, found: Found[Amount]) -> bool:
    """Tell whether a label speaks of invoice lines, which name something, or of another paper."""
    if found.is_below and is_header(head):
        return _NAME.search(found.line.folded) is not None
    end = len(head.folded) if found.is_below else found.value.start
    return _ELSEWHERE.search(head.folded, found.label.span.start, end) is not None
