"""The seller's name (BT-27) and the buyer's (BT-44), which no check digit proves.

In: a sheet, the lines that hold the party's identifiers, the dossier's own name. Out: a name, its
place and how much speaks for it. Sellers print their name large, over their address, before their
legal form, in the line above the addressee's window and in their domain; what agrees, wins.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.reading import name_words as words
from pipeline.reading.line_items import is_header
from pipeline.reading.lines import Line, Sheet, Span, fold

SURE = 2.2
"""Names with less support are a guess."""

_MIDDLE = 0.42
"""Of the width of a page: the window of a French envelope is to the right of it."""
_TOP = 0.42
"""Of the height of the first page: where names are printed large."""
_FOOT = 0.8
"""Of the height of a page: where sellers say in small print who they are."""


@dataclass(frozen=True)
class Name:
    """A name on a page.

    Attributes:
        text: As printed.
        line: Where it stands.
        span: The same, with its box.
        score: What speaks for it; see `SURE`.
    """

    text: str
    line: Line
    span: Span
    score: float = 0.0


def find_own_name(sheet: Sheet, own_name: str, other: Name | None) -> Name | None:
    """Return the name of the party that the dossier is.

    Args:
        sheet: Where.
        own_name: Of the dossier; empty where nobody knows it. Then it is the first name in a
            buyer's block, or the one over an address that is not the other party's.
        other: The other party's name.
    """
    wanted = fold(own_name).strip()
    for line in sheet.lines if wanted else ():
        at = line.folded.replace("\t", " ").find(wanted)
        if at >= 0:
            end = at + len(wanted)
            text = line.text[at:end].replace("\t", " ")
            return Name(text, line, line.span(at, end), 2 * SURE)
    if found := next(_in_block(sheet, words.BUYER_BLOCK), None):
        return replace(found, text=_trimmed(found.text), score=SURE)
    taken = _core(other.text) if other else ""
    addressed = [
        replace(name, score=score)
        for name in _tops(sheet)
        if is_name(name.text) and not _same(_core(name.text), taken)
        if (score := _addressed(sheet, name))
    ]
    return max(addressed, key=lambda name: name.score, default=None)


def _addressed(sheet: Sheet, name: Name) -> float:
    """Return how much a name stands over an address where the window of an envelope is."""
    below = [text for _, text in _cells_below(sheet, name.span, 3)]
    street = next((n for n, text in enumerate(below) if words.STREET.search(text)), None)
    if street is None or any(words.CONTACT.search(text) for text in below):
        return 0.0
    is_right = name.span.left > _MIDDLE * name.line.page.width
    return (SURE if is_right else SURE / 2) - 0.1 * street


def _same(one: str, other: str) -> bool:
    return bool(one and other) and (one in other or other in one)


def country_below(sheet: Sheet, name: Name) -> str | None:
    """Return the country (ISO 3166-1) of the address under a name.

    Without a word for it the address is in the country of the paper: in France a postal code of
    five digits stands before the town.
    """
    below = [text for _, text in _cells_below(sheet, name.span, 6)]
    for text in below:
        if match := words.COUNTRY.search(text):
            return match.lastgroup
    is_french = any("facture" in line.folded or "avoir" in line.folded for line in sheet.lines)
    return "FR" if is_french and any(words.TOWN.search(text) for text in below) else None


def find_other_name(sheet: Sheet, id_lines: frozenset[int], own_name: str) -> Name | None:
    """Return the name of the party that is not the dossier.

    Args:
        sheet: Where.
        id_lines: Indexes of the lines that hold its identifiers.
        own_name: Of the dossier; empty where nobody knows it.
    """
    excluded = {_core(own_name)} | {
        _core(name.text)
        for block in (words.BUYER_BLOCK, words.OTHER_BLOCK)
        for name in _in_block(sheet, block)
    }
    domains = _domains(sheet)
    folded = " ".join(line.folded for line in sheet.lines)
    usual = _usual_height(sheet)
    best: Name | None = None
    for name in _candidates(sheet, id_lines):
        core = _core(name.text)
        if not core or core in excluded:
            continue
        score = name.score + _support(sheet, name, id_lines, usual)
        score += 1.5 * max((_in_domain(core, domain) for domain in domains), default=0.0)
        if " " in name.text:  # a single word may be a label of several things
            score += 0.7 * min(2, folded.count(fold(name.text)) - 1)
        if best is None or score > best.score:
            best = replace(name, score=score)
    return _fullest(sheet, best) if best else None


def _candidates(sheet: Sheet, id_lines: frozenset[int]) -> Iterator[Name]:
    for score, names in (
        (3.0, _in_block(sheet, words.SELLER_BLOCK)),
        (2.5, _introduced(sheet, id_lines)),
        (2.5, _matching(sheet, words.RETURN_LINE, _TOP)),
        (2.0, _matching(sheet, words.PAYEE, 1.0)),
        (1.5, _feet(sheet)),
        (0.0, _tops(sheet)),
    ):
        for name in names:
            text = _trimmed(name.text)
            if is_name(text):
                yield replace(name, text=text, score=score)


def _support(sheet: Sheet, name: Name, id_lines: frozenset[int], usual: float) -> float:
    """Return what the size and the neighbours of a name say for it."""
    size = min(name.span.height / usual, 2.2) if usual else 1.0
    score = 1.2 * (size - 1) + 0.6 * bool(words.LEGAL_FORM.search(fold(name.text)))
    score += 0.5 * (1 - name.span.top / name.line.page.height)
    below = list(_cells_below(sheet, name.span, 9))
    street = next((n for n, (_, text) in enumerate(below[:3]) if words.STREET.search(text)), None)
    score += 0.0 if street is None else 1.2 - 0.4 * street
    score += 0.8 * any(words.CONTACT.search(text) for _, text in below)
    score += 0.8 * any(index in id_lines for index, _ in below)
    return score


def _cells_below(sheet: Sheet, span: Span, most: int) -> Iterator[tuple[int, str]]:
    """Yield line index and folded text of the cells under a span, in its column."""
    for line in list(sheet.below(span, 14))[:most]:
        for start, end in line.cells():
            cell = line.span(start, end)
            if cell.left < span.right and span.left < cell.right:
                yield line.index, line.folded[start:end]


def _in_block(sheet: Sheet, label_pattern: re.Pattern[str]) -> Iterator[Name]:
    """Yield names behind and below a label that opens a party's block."""
    for line in sheet.lines:
        for match in label_pattern.finditer(line.folded):
            label = line.span(match.start(), match.end())
            rest = line.text[match.end() :].split("\t")[0].strip(" :")
            if is_name(_trimmed(rest)):
                start = line.text.index(rest, match.end())
                yield Name(rest, line, line.span(start, start + len(rest)))
            yield from _in_block_below(sheet, label)


def _in_block_below(sheet: Sheet, label: Span) -> Iterator[Name]:
    for lower in sheet.below(label, 4.5):
        for named in words.NAME_LABEL.finditer(lower.folded):
            stop = (lower.text + "\t").index("\t", named.end())
            yield Name(lower.text[named.end() : stop], lower, lower.span(named.end(), stop))
        for start, end in lower.cells():
            cell = lower.span(start, end)
            if abs(cell.left - label.left) < 3 * label.height and is_name(lower.text[start:end]):
                yield Name(lower.text[start:end].strip(), lower, cell)


def _introduced(sheet: Sheet, id_lines: frozenset[int]) -> Iterator[Name]:
    """Yield names before or behind a legal form, as « NOM, SARL au capital de … »."""
    near = {index + step for index in id_lines for step in (0, -1, -2)}
    for index in id_lines:
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
                first, last = start + match.start("name"), start + match.end("name")
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
        if line.top < _FOOT * line.page.height:
            continue
        for start, end in line.cells():
            name = Name(line.text[start:end].strip(), line, line.span(start, end))
            around = [line.folded, *(text for _, text in _cells_below(sheet, name.span, 2))]
            has_form = words.LEGAL_FORM.search(line.folded, start, end) is not None
            if has_form and any(map(_is_of_address, around)):
                yield name


def _is_of_address(text: str) -> bool:
    return any(pattern.search(text) for pattern in (words.STREET, words.CONTACT))


def _tops(sheet: Sheet) -> Iterator[Name]:
    """Yield cells at the top of the first page, and two that stand under one another."""
    above: list[Name] = []
    for line in sheet.lines[:40]:
        if line.page.number > 1 or line.top > _TOP * line.page.height or is_header(line):
            return
        cells = []
        for start, end in line.cells():
            text = words.PREFIX.sub("", line.text[start:end]).strip()
            name = Name(text, line, line.span(start, end))
            cells.append(name)
            yield name
            yield from (joined for upper in above if (joined := _joined(upper, name)))
        above = cells


def _joined(upper: Name, lower: Name) -> Name | None:
    """Return the name that two cells under one another make, as logos and long names do."""
    one, two = upper.span, lower.span
    aligned = (
        abs(one.left - two.left) < 0.5 * two.height
        or abs(one.left + one.right - two.left - two.right) < two.height
    )
    alike = 0.8 < one.height / max(two.height, 0.1) < 1.25
    if not (aligned and alike and two.top - one.bottom < 0.6 * two.height):
        return None
    if words.STREET.search(fold(lower.text)) or lower.text[:1].isdigit():
        return None
    if not is_name(words.DANGLING.sub("", upper.text)):
        return None
    span = replace(one, right=max(one.right, two.right))
    return Name(f"{upper.text} {lower.text}", upper.line, span)


def _trimmed(text: str) -> str:
    """Return a name without what follows it on its line: legal form and capital, ids, address."""
    tail = words.TAIL.search(fold(text))
    return (text[: tail.start()] if tail else text).strip(" ,;:|/•·-–—")


def is_name(text: str) -> bool:
    """Tell whether a text can be a name, and is no label, address or number."""
    folded = fold(text).strip()
    letters = sum(c.isalpha() for c in folded)
    return (
        2 < len(folded) <= 60
        and letters > 0.6 * len(folded)
        and re.search(r"[^\W\d]{3}|[a-z]&[a-z]", folded) is not None
        and words.NOT_A_NAME.search(folded) is None
        and words.STREET.search(folded) is None
        and words.HOUSE_NUMBER.match(folded) is None
    )


def _core(name: str) -> str:
    """Return what two spellings of one name share: letters and digits without the legal form."""
    return re.sub(r"\W", "", re.sub(rf"(?<!\w){words.FORM}(?!\w)", "", fold(name)))


def _domains(sheet: Sheet) -> set[str]:
    found = {m[1] for line in sheet.lines for m in words.DOMAIN.finditer(line.folded)}
    return {re.sub(r"\W", "", d) for d in found if len(d) > 3 and d not in words.PROVIDERS}


def _in_domain(core: str, domain: str) -> float:
    """Return the share of a name and a domain that is the same; 0 where it is little."""
    shared = core if core in domain else domain if domain in core else ""
    share = len(shared) / max(len(core), len(domain))
    return share if len(shared) > 3 and share > 0.5 else 0.0


def _fullest(sheet: Sheet, name: Name) -> Name:
    """Return the name with its legal form where it stands so somewhere on the pages."""
    folded = fold(name.text)
    if words.LEGAL_FORM.search(folded):
        return name
    pattern = re.compile(
        rf"(?:{words.FORM} )?{re.escape(folded)}(?: (?:& cie |& co\.? )?{words.FORM})?(?![\w,])"
    )
    for line in sheet.lines:
        for match in pattern.finditer(line.folded):
            # Behind a comma the form only says what the company is.
            if match.end() - match.start() > len(folded):
                text = line.text[match.start() : match.end()]
                return Name(text, line, line.span(match.start(), match.end()), name.score)
    return name


def _usual_height(sheet: Sheet) -> float:
    heights = sorted(place.height for line in sheet.lines for place in line.places)
    return heights[len(heights) // 2] if heights else 0.0
