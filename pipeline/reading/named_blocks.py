"""Names behind, beside and below the labels that open a party's block: « Facturé à », « Seller ».

In: a sheet, and the labels. Out: the names of each block, the likeliest first.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice

from pipeline.reading import name_words as words
from pipeline.reading.consignments import consignment_lines
from pipeline.reading.heads import is_header
from pipeline.reading.lines import Line, Sheet, Span
from pipeline.reading.name_texts import Name, is_name, trimmed
from pipeline.reading.payment_slips import PAID_TO, slip_lines


def in_block(sheet: Sheet, label_pattern: re.Pattern[str]) -> Iterator[Name]:
    """Yield names behind, beside and below the labels that open a party's block."""
    return chain.from_iterable(by_label(sheet, label_pattern))


def by_label(sheet: Sheet, label_pattern: re.Pattern[str]) -> Iterator[Iterator[Name]]:
    """Yield the names in each block that a label opens, the likeliest first."""
    others, slip = consignment_lines(sheet), slip_lines(sheet)
    for line in sheet.lines:
        for match in label_pattern.finditer(line.folded) if line.index not in others else ():
            if line.index not in slip or not PAID_TO.fullmatch(match[0]):
                yield _of_label(sheet, line, match)


def paid(sheet: Sheet) -> Iterator[Name]:
    """Yield the names of those whom a slip for payments is made out to."""
    for index in sorted(slip_lines(sheet)):
        line = sheet.lines[index]
        for match in PAID_TO.finditer(line.folded):
            yield from islice(_of_label(sheet, line, match), 1)


def _of_label(sheet: Sheet, line: Line, match: re.Match[str]) -> Iterator[Name]:
    label = line.span(match.start(), match.end())
    own, *others = line.text[match.end() :].split("\t")
    for text in (own, *others[: not own.strip(" :")]):
        rest = text.strip(" :")
        if is_name(trimmed(rest)):
            start = line.text.index(rest, match.end())
            yield Name(rest, line, line.span(start, start + len(rest)))
    if not _is_reference(line, match.end()):
        yield from _in_block_below(sheet, label)


def _is_reference(line: Line, end: int) -> bool:
    """Tell whether a number stands behind a label, which then is no title of a block below."""
    own, *others = line.folded[end:].split("\t")
    value = own.strip(" :.") or (others[0] if others else "")
    return any(c.isdecimal() for c in value) and len(value.split()) == 1


def _in_block_below(sheet: Sheet, label: Span) -> Iterator[Name]:
    for lower in sheet.below(label, 4.5):
        if is_header(lower):
            return
        for named in words.NAME_LABEL.finditer(lower.folded):
            stop = (lower.text + "\t").index("\t", named.end())
            place = lower.span(named.start(), max(stop, named.end()))
            if place.left < label.right + label.height and label.left < place.right:
                yield Name(lower.text[named.end() : stop], lower, lower.span(named.end(), stop))
        for start, end in lower.cells():
            cell = lower.span(start, end)
            is_under = abs(cell.left - label.left) < 3 * label.height
            is_under = is_under or abs(cell.right - label.right) < label.height / 2
            if is_under and is_name(lower.text[start:end]):
                yield Name(lower.text[start:end].strip(), lower, cell)
