"""The buyer's name (BT-44), or whose name a dossier has, which no check digit proves.

In: a sheet, the places of both parties' identifiers, the seller's name. Out: a name and its place.
Of all address blocks that one is the buyer's which a label says is, which holds the buyer's
identifiers, or which stands where the window of an envelope is.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.reading import name_words as words
from pipeline.reading.addresses import Block, Cell, blocks_of
from pipeline.reading.lines import Sheet, fold
from pipeline.reading.name_texts import (
    Name,
    core_of,
    domains_of,
    in_domain,
    is_same,
    name_over,
    trimmed,
)
from pipeline.reading.named_blocks import in_block
from pipeline.reading.names import SURE, Places, holds, is_title_of_third
from pipeline.reading.registered_offices import is_registered

_MIDDLE = 0.42
"""Of the width of a page: the window of a French envelope is to the right of it."""
_TOP = 0.42
"""Of the height of a page: the window is above."""
LABELLED = 3.0
"""Support of a name that a label calls the buyer's."""
_IN_ROW = 0.9
"""The same in a row of particulars, such as a guest's: any address at the head is likelier."""
_FIELDS = 4
"""Cells of such a row."""
_OF_ANOTHER = 4.0
_AT_HOME = 3.0
"""What speaks against a block with the street of the registered office, which is the seller's."""
_ENOUGH = -1.0
"""Support with which a block is shown as the buyer's at all."""


@dataclass(frozen=True)
class Known:
    """What is known before the buyer's name is looked for.

    Attributes:
        own: Places of the buyer's identifiers.
        other: Places of the seller's.
        seller: The seller's name.
    """

    own: Places = frozenset()
    other: Places = frozenset()
    seller: Name | None = None


def find_own_name(sheet: Sheet, own_name: str, known: Known) -> Name | None:
    """Return the name of the party that the dossier is.

    Args:
        sheet: Where.
        own_name: Of the dossier; empty where nobody knows it. Then it is the buyer's.
        known: The identifiers, and the other party's name.
    """
    wanted = fold(own_name).strip()
    for line in sheet.lines if wanted else ():
        at = line.folded.replace("\t", " ").find(wanted)
        if at >= 0:
            end = at + len(wanted)
            text = line.text[at:end].replace("\t", " ")
            return Name(text, line, line.span(at, end), 2 * SURE)
    named = [name for name in _named(sheet, known) if name.score >= _ENOUGH]
    return max(named, key=lambda name: name.score, default=None)


def likely_buyers(sheet: Sheet, known: Known) -> dict[str, float]:
    """Return what speaks for names to be the buyer's, before the seller's is known."""
    return supports_of(named_buyers(sheet, known))


def supports_of(names: Iterable[Name]) -> dict[str, float]:
    """Return what speaks for each name, by its core; the most where it stands in two places."""
    return {core_of(name.text): name.score for name in sorted(names, key=lambda n: n.score)}


def named_buyers(sheet: Sheet, known: Known) -> list[Name]:
    """Return the names that may be the buyer's, with what speaks for each."""
    return list(_named(sheet, known))


def _named(sheet: Sheet, known: Known) -> Iterator[Name]:
    """Yield names with what speaks for each to be the buyer's."""
    taken = core_of(known.seller.text) if known.seller else ""
    for name in in_block(sheet, words.BUYER_BLOCK):
        is_person = words.NOT_A_COMPANY.match(fold(name.text)) is not None
        if not is_person and not is_same(core_of(name.text), taken):
            score = _IN_ROW if _is_in_row(sheet, name) else LABELLED
            yield replace(name, text=trimmed(name.text), score=score)
            break
    domains = domains_of(sheet)
    for block in blocks_of(sheet):
        found = name_over(sheet, block, taken)
        if found is None:
            continue
        core = core_of(found.text)
        own = " ".join(re.sub(r"\W", "", cell.folded) for cell in block.rest)
        others = (in_domain(core, domain) for domain in domains if domain not in own)
        in_any = max(others, default=0.0)
        titles = (*filter(None, (block.label,)), *block.above)
        over = (cell.folded for cell in titles if cell.span.line != found.span.line)
        is_third = any(map(is_title_of_third, over))
        score = _score(block, known) - 2 * in_any - _OF_ANOTHER * is_third
        score -= _AT_HOME * is_registered(sheet, block.rest[0].folded)
        yield replace(found, score=score)


def _is_in_row(sheet: Sheet, name: Name) -> bool:
    """Tell whether a name stands in a row of particulars under a row of labels."""
    rows = sheet.lines[max(0, name.line.index - 1) : name.line.index + 1]
    return len(rows) > 1 and all(len(list(row.cells())) >= _FIELDS for row in rows)


def _score(block: Block, known: Known) -> float:
    """Return how much speaks for a block to be the buyer's."""
    score = _by_label(block.label)
    for cell in block.cells:
        if words.OF_BUYER.search(cell.folded):
            score += 1.5
        elif any(holds(cell.span, place) for place in known.own):
            score += 2.0
        elif any(holds(cell.span, place) for place in known.other):
            score -= 3.0
        elif words.REACHED.search(cell.folded):  # buyers' identifiers are printed, too
            score -= 0.4 if "@" in cell.folded else 0.8
    top = block.cells[0].span
    page = block.cells[0].line.page
    if top.top > _TOP * page.height:
        return score - 1.5
    return score + 1.0 + (1.2 if top.left > _MIDDLE * page.width else 0.0)


def _by_label(label: Cell | None) -> float:
    if label is None:
        return 0.0
    if words.BUYER_BLOCK.match(label.folded):
        return LABELLED
    if words.RETURN_LINE.match(label.folded) or label.folded.startswith("a l'attention"):
        return 2.0
    is_others = words.SELLER_BLOCK.match(label.folded) or words.OTHER_BLOCK.match(label.folded)
    return -_OF_ANOTHER if is_others else 0.0
