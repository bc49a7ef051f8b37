"""Number (BT-1) of an invoice.

In: a sheet. Out: the best candidate with the places that speak for it. Numbers of orders,
customers, contracts and deliveries look like invoice numbers; only a label tells.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from pipeline.reading.choice import Choice, choose
from pipeline.reading.columns import cells_between, is_under_head
from pipeline.reading.days import goes_on
from pipeline.reading.fitting import overlap, spans_of
from pipeline.reading.heads import is_header
from pipeline.reading.labels import COLUMN, TITLE, Labelled
from pipeline.reading.lines import Line, Sheet, Span, compact
from pipeline.reading.search import (
    Found,
    Match,
    between,
    cells_below,
    find_labels,
    second_line,
    values_near,
    values_over,
    wrapped,
)
from pipeline.reading.titles import CREDIT_WORDS, credit_title
from pipeline.reading.tokens import Token, is_of_address, tokens_between, tokens_in
from pipeline.reading.values import days_in, money_in
from pipeline.reading.whole_numbers import groups_of_cells
from storage.domain.siren import parse_siren
from storage.domain.vat import parse_vat_id

_OTHER_NUMBER = re.compile(
    r"associe|origine|concern|preced|annule|initial|commande|client|contrat|livraison|\bbl\b|devis"
    r"|dossier|siret|siren|\btva|\bcompte\b|order|customer|\bpo\b"
    r"|delivery|quote|chantier|affaire|kunden|auftrag|bestell|liefer|cliente|pedido"
    r"|\btot(?:al|\b)|\bzu +(?:unserer |der |ihrer )?rechnung"
    r"|telephone|\btel\b|page|klant|debiteur|relatie|projekt|project|offerte|bestel|pakbon"
    r"|ondernem|kvk|btw|\biva\b|ordine|preventivo|\bddt\b|albaran|presupuesto|expediente"
    r"|betreft|credite[er]|\brif\b|refers|original +(?:invoice|rechnung)|rectifica(?:da| la)"
    r"|\bsur +facture|against|credit for|oorspronk"
    r"|\brcs\b|r\.c\.s|immatricul|\borias\b"
    r"|\bl'ordre\b|\binscri|\bpolice\b|\bagrement"
    r"|facture de ref|\bannul|account|\ba/c\b|mwst|\bust\b|steuer|uid\b|werf|ligne|regist"
)
_OTHER_LABEL = re.compile(rf"[^\d\t]*(?:{_OTHER_NUMBER.pattern}|vertrag)[^\d\t]*")
_OF_DATE = re.compile(r"(?:^|[ (])(?:dat[aeu]m?|fecha)(?: d[eiu]l?| de la| van| der| of)? $")
"""Before a label: its paper's date is meant, « Date facture : »."""
_DATED = re.compile(
    r" (?:du|le|en date|vom|del|of|van|dated|in data|[-/|]) ?[^\t]{0,12}\d|,? (?:date|datum)\b"
)
_OF_A_DAY = re.compile(r"\b(?:date|datum|data|fecha)(?: (?:de|di|della|de la))?(?: d')? $")
_OF_FIRST = re.compile(r"(?:^| )(?:originale?|initiale?|annulee|rectificada|creditee|corrigee)\b")
"""In the second line of a label: the invoice that this paper corrects is meant."""
_CORRECTED = re.compile(
    r"(?:bezug|betr(?:eff|ifft)|annul\w*|corrige\w*|rectifi\w*|refers to|corrects|origin\w*"
    r"|remplace|credite\w*|storniert\w*|rif\w*)(?: (?:a|la|de|zu|to))? ?:?"
)
"""In the cell before a label: the invoice that this paper corrects is meant."""
_OF_WHICH = re.compile(r"(?:zur?|for|against|sur|sobre|bij|su) ")
"""Before a label in its cell: the paper that this one is about, « Zu Faktura »."""
_NAMES_INVOICE = re.compile(r"factur|fact\.|rechnung|\brg\b|\bre\b|invoice|fattura|factuur|\bfra\b")
_OF_INVOICE = 0.55
"""Of the weight of a label on a credit note that names an invoice: it may be another's."""
_SORTS = re.compile(r"facture (?:client|compte|comptoir|de livraison|de commande)")
"""What a title calls its own sort, rather than another paper."""
_WEAK = 0.7
"""Weight of labels that mean something else where they head a column: « Date », « Référence »."""
_MOST_BESIDE = 14
_MOST_DIGITS = 3
"""Of a quantity beside its unit."""
_FEW_CELLS = 4
"""Of a line that is no row of goods though an amount stands in it."""
_MANY = 3
"""Cells that a label without more begins, each with another value: it is none of the paper's."""
_UNDER_TITLE = 0.9
"""Weight of such a label right under a title that names the paper, at the same edge."""
_NEAR_TITLE = 1.5
"""Of the height of that title, to the label below it."""
_GOING_ON = 0.9
"""Of the weight of a label: the score of a number that begins the line below."""


def find_number(sheet: Sheet) -> Choice[Token] | None:
    """Return the invoice number, as printed but for spaces at its ends."""
    places: dict[str, list[Found[Token]]] = defaultdict(list)
    for match in _labels(sheet):
        for found in (*_nearest(sheet, match), *_of_next_line(sheet, match)):
            places[found.value.text].append(found)
    return choose(places) or choose(_captioned(sheet))


def _nearest(sheet: Sheet, match: Match) -> Iterator[Found[Token]]:
    """Yield the first value near a label that nothing says is another's, if there is one."""
    for found in values_near(sheet, match, partial(_tokens_behind, sheet, match), _MOST_BESIDE):
        if match.weight == COLUMN and not _is_alone(found):
            return
        if found.is_below and match.weight <= COLUMN and _has_label_of_its_own(sheet, found):
            continue
        if _OTHER_NUMBER.search(between(found)) or _is_headed_otherwise(sheet, found):
            continue
        if _is_called_otherwise(found) or _is_company(sheet, found.value):
            continue
        if _is_of_goods(found):
            return
        if _is_captioned_otherwise(sheet, found):
            continue
        if match.weight == TITLE and not _goes_with_title(found):
            continue
        is_long = len(found.value.text) > 2
        if is_long or _is_beside(found) or _is_under_its_head(sheet, found):
            yield found
            return


def _is_of_goods(found: Found[Token]) -> bool:
    """Tell whether a label stands in a row of goods: « NR », a unit, or « Réf. » of an article."""
    if found.label.weight >= COLUMN:
        return False
    amounts = money_in(found.line.folded)
    start, end = found.line.cell_around(found.value.start)
    is_beside = any(start <= amount.start < end for amount in amounts)
    is_row = len(amounts) > 1 or (len(amounts) == 1 and len(found.line.cells()) > _FEW_CELLS)
    return is_beside or (is_row and len(found.value.text) <= _MOST_DIGITS)


def _of_next_line(sheet: Sheet, match: Match) -> Iterator[Found[Token]]:
    """Yield the number that begins the line after its label, at the end of one of a sentence."""
    line = sheet.lines[match.span.line]
    start, end = line.cell_around(match.span.start)
    if match.weight < 1 or start == match.span.start or line.folded[match.span.end : end].strip():
        return
    for lower, first, last in cells_below(sheet, match, line.span(start, end).left):
        for token in tokens_between(lower, first, last):
            if token.start == first:
                yield Found(token, lower, _GOING_ON * match.weight, match, is_below=True)


def _labels(sheet: Sheet) -> Iterator[Match]:
    """Yield the labels of the number; on a credit note those that name an invoice say less."""
    is_credit = credit_title(sheet) is not None
    matches = tuple(find_labels(sheet, Labelled.NUMBER))
    for match in matches:
        if _is_of_something_else(sheet, match) or heads_lines(sheet, match):
            continue
        if match.weight < COLUMN and len(_cells_called(sheet, match, matches)) >= _MANY:
            continue
        if match.weight < COLUMN and any(_is_over(sheet, title, match) for title in matches):
            match = replace(match, weight=_UNDER_TITLE)  # noqa: PLW2901
        may_be_others = is_credit and names_invoice(sheet, match)
        yield replace(match, weight=_OF_INVOICE * match.weight) if may_be_others else match


def _cells_called(sheet: Sheet, match: Match, matches: Iterable[Match]) -> set[str]:
    """Return the cells that begin with a label, from it on: « Réf. » of each article."""
    texts = (sheet.lines[other.span.line] for other in matches)
    cells = (
        line.folded[other.span.start : line.cell_around(other.span.start)[1]]
        for line, other in zip(texts, matches, strict=True)
    )
    called = sheet.lines[match.span.line].folded[match.span.start : match.span.end].strip()
    return {cell for cell in cells if cell.startswith(called)}


def _is_over(sheet: Sheet, title: Match, match: Match) -> bool:
    """Tell whether a title has its cell right over a label's: « Facture » over « Numéro »."""
    upper, lower = title.span, match.span
    line = sheet.lines[upper.line]
    return (
        COLUMN <= title.weight <= TITLE
        and line.page is sheet.lines[lower.line].page
        and line.cell_around(upper.start) == (upper.start, upper.end)
        and abs(upper.left - lower.left) < lower.height
        and 0 < lower.top - upper.bottom < _NEAR_TITLE * upper.height
    )


def names_invoice(sheet: Sheet, match: Match) -> bool:
    """Tell whether a label names an invoice and no credit note: on one it may be another's."""
    label = sheet.lines[match.span.line].folded[match.span.start : match.span.end]
    return _NAMES_INVOICE.search(label) is not None and CREDIT_WORDS.search(label) is None


def names_other_number(words: str) -> bool:
    """Tell whether folded words speak of the number of something else: « votre commande »."""
    return _OTHER_NUMBER.search(words) is not None


def _captioned(sheet: Sheet) -> dict[str, list[Found[Token]]]:
    """Return the numbers whose label stands below them."""
    places: dict[str, list[Found[Token]]] = defaultdict(list)
    for found in values_over(sheet, Labelled.NUMBER, tokens_in):
        if not _is_of_something_else(sheet, found.label):
            places[found.value.text].append(found)
    return places


def _tokens_behind(sheet: Sheet, label: Match, line: Line) -> Iterator[Token]:
    """Yield the tokens of a line; one that is printed right at its label begins behind it."""
    is_own = line.index == label.span.line
    for start, end in _stretches(sheet, label, line):
        own = label.span.end if is_own and start < label.span.end < end else start
        # A label that ends within a word does not end there.
        is_within = own > start and line.text[own - 1].isalnum() and line.text[own].isalnum()
        yield from tokens_between(line, start if is_within else own, end)


def _stretches(sheet: Sheet, label: Match, line: Line) -> Iterator[tuple[int, int]]:
    """Yield the cells of a line; groups of one number that stand in several cells as one.

    Below a row of heads a cell that has its own head is no group of the one beside it.
    """
    heads = spans_of(sheet.lines[label.span.line])
    for start, end in groups_of_cells(line):
        is_one = line.index == label.span.line or "\t" not in line.text[start:end]
        if is_one or sum(overlap(head, line.span(start, end)) for head in heads) <= 1:
            yield start, end
            continue
        yield from ((s, e) for s, e in line.cells() if start <= s and e <= end)


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
    return not all(
        any((day.start, day.end) == (start, end) for day in days_in(line.folded))
        for line, start, end in cells_between(sheet, found)
    )


def _is_headed_otherwise(sheet: Sheet, found: Found[Token]) -> bool:
    """Tell whether a cell right above a value beside a label calls it another number.

    « Vertrags-Nr. » over « MV-156002 », on the line of « RECHNUNG # »; not a title over both.
    """
    line, value = found.line, found.value
    if not between(found):
        return False
    above = sheet.lines[line.index - 1] if line.index else None
    if above is None or above.page is not line.page:
        return False
    heads = _other_labels(above, line.span(value.start, value.end))
    return any(not overlap(head, found.label.span) for head in heads)


def _is_captioned_otherwise(sheet: Sheet, found: Found[Token]) -> bool:
    """Tell whether a cell right below a value under a title calls it another number.

    Not where a label of a number stands as close over it: then each has its own below itself.
    """
    line, value = found.line, found.value
    if not found.is_below or found.label.weight > TITLE or not _is_alone(found):
        return False
    place = line.span(value.start, value.end)
    near = place.height
    if found.label.weight > COLUMN:
        near = min(near, max(0.0, place.top - found.label.span.bottom))
    return any(
        caption.top - place.bottom < near
        for below in sheet.lines[line.index + 1 : line.index + 2]
        for caption in _other_labels(below, place)
    )


def _other_labels(line: Line, place: Span) -> Iterator[Span]:
    """Yield the cells of a line, over or under a place, that call what stands there another's."""
    for cell in spans_of(line):
        if overlap(cell, place) and _OTHER_LABEL.fullmatch(line.folded[cell.start : cell.end]):
            yield cell


def _is_called_otherwise(found: Found[Token]) -> bool:
    """Tell whether a value is a VAT id, or elsewhere than beside its label another's number."""
    line, value = found.line, found.value
    if value.text[:2].isalpha() and parse_vat_id(value.text):
        return True
    start, _ = line.cell_around(value.start)
    if not found.is_below and start <= found.label.span.end:
        return False
    before = line.folded[start : value.start].strip(" :#.-")
    return bool(_OTHER_LABEL.fullmatch(before)) or is_of_address(line, value.start, value.end)


def _is_company(sheet: Sheet, token: Token) -> bool:
    """Tell whether a number is a SIREN that a VAT id of the sheet is made of."""
    if parse_siren(token.text) is None:
        return False
    own = re.compile(rf"fr\d\d{compact(token.text)}")
    return any(own.search(compact(line.text)) for line in sheet.lines)


def _is_alone(found: Found[Token]) -> bool:
    """Tell whether a value is all that stands in its cell, or is followed by a day.

    Before it may stand what parts it from a label above: « : 2026-12 ».
    """
    value, line = found.value, found.line
    dated = any(goes_on(line, value.end, day) for day in days_in(line.folded))
    start, end = line.cell_around(value.start)
    is_first = not line.text[start : value.start].strip(" :#-–")
    return is_first and (value.end == end or dated)


def _is_of_something_else(sheet: Sheet, match: Match) -> bool:
    """Tell whether the words around a label make it that of another number."""
    line = sheet.lines[match.span.line]
    text = line.folded
    before = re.split(r"[\t:]|  ", text[: match.span.start])[-1][-20:]
    if _OF_DATE.search(before) or _OF_WHICH.fullmatch(before):
        return True
    left = text[: match.span.start].rstrip("\t ").rpartition("\t")[2]
    if not before and _CORRECTED.fullmatch(left):
        return True
    # Letters at a digit are the number's own: « BL11025729 ».
    behind = re.split(r"[\t:]|[a-z]*\d", text[match.span.end :], maxsplit=1)[0][:20]
    inside = _SORTS.sub("facture", text[match.span.start : match.span.end])
    cell = text[match.span.end : line.cell_around(match.span.start)[1]]
    # A label that has its value behind it ends there.
    has_value = any(map(str.isdecimal, cell))
    below = "" if has_value else f"{wrapped(sheet, match)} {second_line(sheet, match)}"
    if _OF_A_DAY.search(before) or _OF_FIRST.search(below):
        return True
    return _OTHER_NUMBER.search(f"{before} {inside} {behind} {below}") is not None


def heads_lines(sheet: Sheet, match: Match) -> bool:
    """Tell whether a label that can mean anything heads a column of the invoice lines."""
    return match.weight <= _WEAK and is_header(sheet.lines[match.span.line])
