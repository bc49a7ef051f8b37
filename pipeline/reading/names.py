"""The seller's name (BT-27) and the buyer's (BT-44), which no check digit proves.

In: a sheet, the lines that hold the party's identifiers, the dossier's own name. Out: a name, its
place and how much speaks for it. Sellers print their name large, over their address, before their
legal form, in the line above the addressee's window and in their domain; what agrees, wins.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from functools import lru_cache

from pipeline.reading import name_words as words
from pipeline.reading.addresses import blocks_of
from pipeline.reading.heads import is_header
from pipeline.reading.lines import Line, Sheet, Span, fold
from pipeline.reading.name_texts import (
    PARTS,
    Name,
    core_of,
    domains_of,
    in_domain,
    is_name,
    is_same,
    name_over,
    trimmed,
    whole,
)
from pipeline.reading.named_blocks import in_block, paid
from pipeline.reading.registered_offices import is_registered
from pipeline.reading.role_words import THIRD

Places = frozenset[tuple[int, int]]
"""Where identifiers stand: line, and index of the first character in its text."""
SURE = 2.2
"""Names with less support are a guess."""

_FOR_BUYER = 0.6
"""What speaks for a name to be the buyer's speaks so much against the seller's."""
_FOR_THIRD = 3.0
_AT_HOME = 1.5
"""What speaks for a name over the street of the registered office."""
_NOBODY = -1.5
"""What speaks for an invoice without a buyer's name."""
_TITLE = 45
"""Characters of a cell that may be the title of those below."""
_WORD = 5
"""Letters of a word that names a company by itself in its domain."""
_BY_WORD = 0.7
_LARGE = 1.3
"""Of the usual height of words: a logo's."""
_TOP = 0.42
"""Of the height of the first page: where names are printed large."""
_LOW = 0.6
"""Of the height of a page: below it no buyer's address stands."""
_FOOT = 0.8
"""Of the height of a page: where sellers say in small print who they are."""


def find_other_name(
    sheet: Sheet, ids: Places, own_name: str, buyers: Mapping[str, float] | None = None
) -> Name | None:
    """Return the name of the party that is not the dossier.

    Args:
        sheet: Where.
        ids: Places of its identifiers.
        own_name: Of the dossier; empty where nobody knows it.
        buyers: Cores of names that may be the buyer's, and what speaks for that.
    """
    excluded = {core_of(own_name)} | {
        core_of(name.text)
        for block in (words.BUYER_BLOCK, words.OTHER_BLOCK)
        for name in in_block(sheet, block)
    }
    domains = domains_of(sheet)
    folded = sheet.folded.replace("\n", " ")
    best: Name | None = None
    for name in _candidates(sheet, ids):
        core = core_of(name.text)
        if not core or _is_one_of(sheet, name, excluded):
            continue
        score = name.score + _support(sheet, name, ids)
        score -= _FOR_BUYER * for_buyer(core, buyers or {})
        score += 1.5 * _of_domains(name.text, domains)
        score -= _FOR_THIRD * _is_of_third(sheet, name)
        if " " in name.text:  # a single word may be a label of several things
            score += 0.7 * min(2, folded.count(fold(name.text)) - 1)
        if best is None or score > best.score:
            best = replace(name, score=score)
    return _fullest(sheet, whole(sheet, best)) if best else None


def _is_one_of(sheet: Sheet, name: Name, cores: Set[str]) -> bool:
    """Tell whether a name is one of some, or a line of one that takes two."""
    core = core_of(name.text)
    is_part = any(core in other for other in cores)
    return core in cores or (is_part and core_of(whole(sheet, name).text) in cores)


def for_buyer(core: str, buyers: Mapping[str, float]) -> float:
    """Return how much more speaks for a name than for any other to be the buyer's."""
    own = max((score for other, score in buyers.items() if is_same(core, other)), default=0.0)
    rest = (score for other, score in buyers.items() if not is_same(core, other))
    return max(0.0, own - min(0.0, max(rest, default=_NOBODY)))


def _is_of_third(sheet: Sheet, name: Name) -> bool:
    """Tell whether the title right over a name makes it a third party's."""
    for line in reversed(sheet.lines[max(0, name.line.index - 3) : name.line.index]):
        for start, end in line.cells():
            cell = line.span(start, end)
            is_over = cell.left < name.span.right and name.span.left < cell.right
            is_near = 0 <= name.span.top - cell.top < 2 * name.span.height + cell.height
            if is_over and is_near and end - start <= _TITLE:
                return is_title_of_third(line.folded[start:end])
    return False


def is_title_of_third(text: str) -> bool:
    """Tell whether a folded text says that a third party stands below, and names none itself."""
    names_itself = text.startswith("groupe") or words.LEGAL_FORM.search(text) is not None
    return THIRD.search(text) is not None and not names_itself


def _candidates(sheet: Sheet, ids: Places) -> Iterator[Name]:
    yield from _possible(2.5, _introduced(sheet, ids))
    yield from _without_ids(sheet)


@lru_cache(maxsize=4)
def _without_ids(sheet: Sheet) -> tuple[Name, ...]:
    """Return the candidates that stand where they do whatever identifiers are the party's."""
    groups = (
        (3.0, in_block(sheet, words.SELLER_BLOCK)),
        (2.5, _matching(sheet, words.RETURN_LINE, _TOP)),
        (2.5, _matching(sheet, words.BRAND_OF, 1.0)),
        (2.0, _matching(sheet, words.PAYEE, 1.0)),
        (2.0, paid(sheet)),
        (2.0, _rows(sheet)),
        (0.8, _over_addresses(sheet)),
        (2.5, _beside_addresses(sheet)),
        (6.0, _matching(sheet, words.SOLD_BY, 1.0)),
        (1.5, _feet(sheet)),
        (0.5, _signed(sheet)),
        (0.0, _tops(sheet)),
    )
    return tuple(name for score, names in groups for name in _possible(score, names))


def _possible(score: float, names: Iterable[Name]) -> Iterator[Name]:
    """Yield what can be a name, trimmed, with its place's score added."""
    for name in names:
        text = trimmed(name.text)
        if is_name(text) and not _is_another(text):
            yield replace(name, text=text, score=score + name.score)


def _is_another(text: str) -> bool:
    """Tell whether a text is a department, or leads to a third party's name."""
    folded = fold(text)
    if third := THIRD.search(folded):
        return words.LEADS.search(folded, third.start()) is not None
    return words.NOT_A_COMPANY.match(folded) is not None and words.LEGAL_FORM.search(folded) is None


def _support(sheet: Sheet, name: Name, ids: Places) -> float:
    """Return what the size and the neighbours of a name say for it."""
    usual = sheet.usual_height
    size = min(name.span.height / usual, 2.2) if usual else 1.0
    score = 1.2 * (size - 1) + 0.6 * bool(words.LEGAL_FORM.search(fold(name.text)))
    score += 0.5 * (1 - name.span.top / name.line.page.height)
    score -= 1.0 * (words.SLOGAN.search(fold(name.text)) is not None)
    below = list(cells_below(sheet, name.span, 9))
    street = next((n for n, (_, text) in enumerate(below[:3]) if words.STREET.search(text)), None)
    if street is not None:
        score += 1.2 - 0.4 * street + _AT_HOME * is_registered(sheet, below[street][1])
    buyers = [text for _, text in below if words.OF_BUYER.search(text)]
    score += 0.8 * any(words.CONTACT.search(text) and text not in buyers for _, text in below)
    score += 0.8 * any(holds(cell, place) for cell, _ in below for place in ids)
    return score - 1.5 * bool(buyers)


def holds(cell: Span, place: tuple[int, int]) -> bool:
    """Tell whether an identifier stands in a cell."""
    line, start = place
    return cell.line == line and cell.start <= start < cell.end


def cells_below(sheet: Sheet, span: Span, most: int) -> Iterator[tuple[Span, str]]:
    """Yield place and folded text of the cells under a span, in its column."""
    for line in list(sheet.below(span, 14))[:most]:
        for start, end in line.cells():
            cell = line.span(start, end)
            if cell.left < span.right and span.left < cell.right:
                yield cell, line.folded[start:end]


def _introduced(sheet: Sheet, ids: Places) -> Iterator[Name]:
    """Yield names before or behind a legal form, as « NOM, SARL au capital de … »."""
    lines = {line for line, _ in ids}
    near = {index + step for index in lines for step in (0, -1, -2)}
    for index in sorted(lines):
        line = sheet.lines[index]
        if match := words.FIRST_OF_ROW.match(line.folded):
            start, end = match.span("name")
            yield Name(line.text[start:end].strip(), line, line.span(start, end))
    for line in sheet.lines:
        if line.index not in near and "capital" not in line.folded:
            continue
        for start, end in line.cells():
            text = line.folded[start:end]
            if match := words.FORM_FIRST.search(text) or words.CAPITAL.match(text):
                first, last = (start + at for at in match.span(match.lastgroup or "name"))
                yield Name(line.text[first:last].strip(), line, line.span(first, last))


def _matching(sheet: Sheet, pattern: re.Pattern[str], down_to: float) -> Iterator[Name]:
    """Yield the names that a pattern finds in cells above a part of the page's height."""
    for line in sheet.lines:
        if line.top > down_to * line.page.height or line.page.number > 1:
            continue
        for match in pattern.finditer(line.folded):
            if words.FACTOR.search(line.folded):
                continue
            start, end = match.span(match.lastgroup or "name")
            yield Name(line.text[start:end].strip(), line, line.span(start, end))


def _feet(sheet: Sheet) -> Iterator[Name]:
    """Yield cells with a legal form at the foot of a page, where sellers have columns."""
    for line in sheet.lines:
        if _is_above(line, _FOOT):
            continue
        for start, end in line.cells():
            name = Name(line.text[start:end].strip(), line, line.span(start, end))
            around = [line.folded, *(text for _, text in cells_below(sheet, name.span, 2))]
            has_form = words.LEGAL_FORM.search(line.folded, start, end) is not None
            if has_form and any(map(_is_of_address, around)):
                yield name


def _signed(sheet: Sheet) -> Iterator[Name]:
    """Yield cells in the lower half of a page that are a company's name and nothing else."""
    for line in sheet.lines:
        if _is_above(line, 1 - _TOP):
            continue
        for start, end in line.cells():
            if words.WHOLE.fullmatch(line.folded, start, end):
                yield Name(line.text[start:end].strip(), line, line.span(start, end))


def _over_addresses(sheet: Sheet) -> Iterator[Name]:
    """Yield names over an address that is not called another's; large print is a logo's."""
    large = _LARGE * sheet.usual_height
    for block in blocks_of(sheet):
        label = block.label.folded if block.label else ""
        if any(p.match(label) for p in (words.BUYER_BLOCK, words.OTHER_BLOCK)):
            continue
        name = name_over(sheet, block)
        if name and name.span.height < large:
            says = any(
                words.CONTACT.search(c.folded) and not words.OF_BUYER.search(c.folded)
                for c in block.rest
            )
            yield replace(name, score=0.7 if says else -0.8)


def _beside_addresses(sheet: Sheet) -> Iterator[Name]:
    """Yield names to the left of an address that has none over it, with a telephone or the like."""
    for block in blocks_of(sheet):
        first = block.rest[0]
        if block.above or not any(words.CONTACT.search(cell.folded) for cell in block.rest):
            continue
        for line in sheet.lines[max(0, first.span.line - 1) : first.span.line + 1]:
            for start, end in line.cells():
                cell = line.span(start, end)
                is_near = first.span.top - cell.bottom < first.span.height
                if cell.right < first.span.left and is_near:
                    yield Name(line.text[start:end].strip(), line, cell)


def _rows(sheet: Sheet) -> Iterator[Name]:
    """Yield what stands first in a row in the foot that goes on with an address."""
    for line in sheet.lines:
        if _is_above(line, _LOW):
            continue
        for start, end in line.cells():
            match = words.FIRST_OF_ROW.match(line.folded[start:end])
            if match is None or words.FACTOR.search(_sentence(sheet, line)):
                continue
            if not any(map(_is_of_address, PARTS.split(match.string[match.end("name") :]))):
                continue
            first, last = start + match.start("name"), start + match.end("name")
            yield Name(line.text[first:last].strip(), line, line.span(first, last))


def _is_above(line: Line, share: float) -> bool:
    """Tell whether a line stands on the first page above a share of its height."""
    return line.page.number == 1 and line.top < share * line.page.height


def _sentence(sheet: Sheet, line: Line) -> str:
    """Return a line with the one before it, in which its sentence may have begun."""
    return " ".join(it.folded for it in sheet.lines[max(0, line.index - 1) : line.index + 1])


def _is_of_address(text: str) -> bool:
    return any(pattern.search(text) for pattern in (words.STREET, words.ADDRESS, words.CONTACT))


def _tops(sheet: Sheet) -> Iterator[Name]:
    """Yield cells at the top of the first page, and two that stand under one another."""
    above: list[Name] = []
    large = _LARGE * sheet.usual_height
    for line in sheet.lines[:40]:
        if line.page.number > 1 or line.top > _TOP * line.page.height or is_header(line):
            return
        cells = []
        for start, end in line.cells():
            text = words.PREFIX.sub("", line.text[start:end]).strip()
            name = Name(text, line, line.span(start, end))
            cells.append(name)
            yield name
            yield from (joined for upper in above if (joined := _joined(upper, name, large)))
        above = cells


_NO_SECOND_LINE = (words.STREET, words.NOT_A_COMPANY, words.BUILDING)


def _joined(upper: Name, lower: Name, large: float) -> Name | None:
    """Return the name that two cells under one another make, as logos and long names do.

    Both in large print are one logo more often than a name and what follows it.
    """
    one, two = upper.span, lower.span
    aligned = (
        abs(one.left - two.left) < 0.5 * two.height
        or abs(one.left + one.right - two.left - two.right) < two.height
    )
    alike = 0.8 < one.height / max(two.height, 0.1) < 1.25
    if not (aligned and alike and two.top - one.bottom < 0.6 * two.height):
        return None
    below = fold(lower.text)
    if below[:1].isdigit() or any(pattern.search(below) for pattern in _NO_SECOND_LINE):
        return None
    above = words.DANGLING.sub("", upper.text)
    if not is_name(above) or words.NOT_A_COMPANY.search(fold(above)):
        return None
    span = replace(one, right=max(one.right, two.right))
    score = 0.7 if min(one.height, two.height) >= large else 0.0
    return Name(f"{upper.text} {lower.text}", upper.line, span, score)


def _of_domains(name: str, domains: set[str]) -> float:
    """Return how well a name fits one of some domains: as a whole, or a word of it."""
    core, single = core_of(name), 0.0
    long = {word for word in re.findall(r"[^\W_]+", fold(name)) if len(word) >= _WORD}
    if any(domain in long or any(domain.startswith(w) for w in long) for domain in domains):
        single = _BY_WORD
    return max(single, max((in_domain(core, domain) for domain in domains), default=0.0))


def _fullest(sheet: Sheet, name: Name) -> Name:
    """Return the name with its legal form where it stands so somewhere on the pages."""
    folded = fold(name.text)
    has_form = words.LEGAL_FORM.search(folded) is not None
    for line in sheet.lines:
        for match in re.finditer(re.escape(folded), line.folded):
            start, end = match.span()
            if has_form:
                end = _end_of(line, end, _SECOND_FORM)
            else:
                before = _FORM_BEFORE.search(line.folded, 0, start)
                start, end = before.start() if before else start, _end_of(line, end, _FORM_BEHIND)
            is_apart = not line.folded[start - 1 : start].isalnum()
            if is_apart and not _GOES_ON.match(line.folded, end) and end - start > len(folded):
                return Name(line.text[start:end], line, line.span(start, end), name.score)
    return name


def _end_of(line: Line, end: int, form: re.Pattern[str]) -> int:
    """Return where a name ends whose legal form may follow."""
    match = form.match(line.folded, end)
    return match.end() if match else end


_GOES_ON = re.compile(r"[\w,]")
"""Behind a name that does not end there; behind a comma a form only says what a company is."""
_FORM_BEFORE = re.compile(rf"(?<!\w){words.FORM} \Z")
_FORM_BEHIND = re.compile(rf" (?:& cie |& co\.? )?{words.FORM}(?![\w,])")
_SECOND_FORM = re.compile(r"(?:[-/](?:sa|nv|srl|bv|sprl|bvba)| & co\.? kg(?:aa)?)(?![\w,])")
"""A Belgian one in two languages, a German one of two companies."""
